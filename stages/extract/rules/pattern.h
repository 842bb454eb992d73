/*
 * pattern.h: the patterns of rules: PCRE2 over folded text.
 *
 * A pattern is written as the text reads: fragments of the rule file stand as {name}, Chinese and
 * full-width characters are folded as zl_fold folds text, and one that folds to a sign which means
 * something to PCRE2 is escaped, so that （ is the bracket and ( begins a group.  Groups without a
 * name do not capture.
 */
#ifndef ZL_PATTERN_H
#define ZL_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zl_matcher;
struct zl_pattern;
struct zl_prefix;

/* Named groups that the engine itself knows; others are found by zl_pattern_group. */
enum zl_group {
	ZL_GROUP_STATEMENT, /* the words of the problem */
	ZL_GROUP_VALUE,	    /* of a number, an item or an attribute */
	ZL_GROUP_REST,	    /* text on the line that is no part of what the rule found */
	ZL_GROUP_LABEL,	    /* the label, where more than it is matched */
	ZL_GROUP_COUNT
};

/* A place in the subject; from > to never happens; absent where from is SIZE_MAX. */
struct zl_span {
	size_t from, to;
};

struct zl_match {
	struct zl_span whole;
	struct zl_span groups[ZL_GROUP_COUNT];
};

/* What is wrong with a pattern: where in its source (bytes), and a sentence. */
struct zl_pattern_error {
	size_t offset;
	char message[256];
};

/* Looks a fragment up: its source, or NULL. */
typedef const char *(*zl_fragment_of)(const void *context, const char *name, size_t length);

/* How a pattern is to lie in the subject; fixed when it is compiled, for JIT's sake. */
enum {
	ZL_PATTERN_ANYWHERE = 0,
	ZL_PATTERN_AT_START = 1 << 0,
	ZL_PATTERN_TO_END = 1 << 1,
	ZL_PATTERN_WHOLE = ZL_PATTERN_AT_START | ZL_PATTERN_TO_END
};

/* Whether the fragment called name is put into source. */
bool zl_pattern_names(const char *source, const char *name);

/*
 * Compiles source.  NULL, and *error filled in, when it is faulty or memory is out.  The caller
 * frees it.
 */
struct zl_pattern *zl_pattern_new(const char *source, unsigned how, zl_fragment_of fragment,
				  const void *context, struct zl_pattern_error *error);

/*
 * A pattern that zl_pattern_new has made before, by its text and prefix, which are borrowed, and
 * its options; it is compiled when it is first used.  NULL: no memory.  The caller frees it.
 */
struct zl_pattern *zl_pattern_known(const char *text, const struct zl_prefix *prefix,
				    uint32_t options);

void zl_pattern_free(struct zl_pattern *);

/* Compiles it, with JIT where there is one; without this it is interpreted. */
void zl_pattern_ready(struct zl_pattern *);

/* The pattern with fragments put in and folded, as PCRE2 got it. */
const char *zl_pattern_text(const struct zl_pattern *);

/* The options of pcre2_compile(3) that say what it matches. */
uint32_t zl_pattern_options(const struct zl_pattern *);

/* Whether it was made with ZL_PATTERN_AT_START. */
bool zl_pattern_is_anchored(const struct zl_pattern *);

/* What its matches begin with. */
const struct zl_prefix *zl_pattern_prefix(const struct zl_pattern *);

/* Whether zl_pattern_match_at goes on behind the place: where matches may begin is not known. */
bool zl_pattern_searches(const struct zl_pattern *);

/* What matching needs beside patterns: limits, stacks, and the first fault met. */
enum zl_match_fault { ZL_MATCH_FINE, ZL_MATCH_LIMIT, ZL_MATCH_MEMORY };

struct zl_matcher *zl_matcher_new(void); /* NULL: no memory */
void zl_matcher_free(struct zl_matcher *);

/* How many steps a match may take: ZL_MATCH_STEPS unless it is said. */
enum { ZL_MATCH_STEPS = 1000000 };
void zl_matcher_steps(struct zl_matcher *, uint32_t most);

/* Notes that there was no memory to match the pattern. */
void zl_matcher_no_memory(struct zl_matcher *, const struct zl_pattern *);

/* Forgets the last fault. */
void zl_matcher_reset(struct zl_matcher *);

/*
 * The first fault since the reset, which pattern met it and what PCRE2 calls it (static).  After a
 * fault nothing matches any more.
 */
enum zl_match_fault zl_matcher_fault(const struct zl_matcher *, const struct zl_pattern **pattern,
				     const char **message);

/*
 * Matches the pattern where a character of text begins, or its end; what stands before the place
 * is there for lookbehind only.  match, which may be NULL, gets offsets into text; it is filled in
 * only if there is a match.  A pattern that searches gives the first match at or behind the place.
 * Limits: 1,000,000 matches, 64 MiB heap (design, "Limits").  A JIT stack that overflows
 * (PCRE2_ERROR_JIT_STACKLIMIT) is no fault: the interpreter tries again.
 */
bool zl_pattern_match_at(struct zl_matcher *, const struct zl_pattern *, const char *text,
			 size_t length, size_t place, struct zl_match *match);

/* The named group of the last match made with the matcher; false when it took no part. */
bool zl_pattern_group(const struct zl_matcher *, const struct zl_pattern *, const char *name,
		      struct zl_span *span);

/* Whether the engine itself knows groups of that name. */
bool zl_pattern_is_known_group(const char *name);

/* Names of the pattern's groups, index from 0; NULL past the last. */
const char *zl_pattern_group_name(const struct zl_pattern *, unsigned index);

#endif
