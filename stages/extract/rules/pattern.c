/* pattern.c: compiling and matching the patterns of rules. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "expand.h"
#include "prefix.h"

enum {
	HEAP_LIMIT_KIB = 64 * 1024,
	JIT_STACK_START = 32 * 1024,
	JIT_STACK_END = 1024 * 1024,
	GROUPS = 32 /* of one pattern; more is an error */
};

struct zl_pattern {
	pcre2_code *code; /* NULL before the first use of one that is known to be sound */
	const char *text;
	const struct zl_prefix *prefix;
	char *own_text; /* where these are not the caller's */
	struct zl_prefix *own_prefix;
	uint32_t numbers[ZL_GROUP_COUNT]; /* of the known groups, 0 for none */
	uint32_t options;		  /* as asked for; code may be anchored besides */
	bool jitted;
};

struct zl_matcher {
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *stack;
	uint32_t count; /* pairs that the last match set */
	enum zl_match_fault fault;
	const struct zl_pattern *pattern; /* that met the fault */
};

static const char *const group_names[ZL_GROUP_COUNT] = {
    [ZL_GROUP_STATEMENT] = "statement",
    [ZL_GROUP_VALUE] = "value",
    [ZL_GROUP_REST] = "rest",
    [ZL_GROUP_LABEL] = "label",
};

static uint32_t
compile_options(unsigned how)
{
	uint32_t options = PCRE2_UTF | PCRE2_NO_AUTO_CAPTURE | PCRE2_DOLLAR_ENDONLY |
			   PCRE2_NEVER_BACKSLASH_C | PCRE2_DOTALL;

	if (how & ZL_PATTERN_AT_START)
		options |= PCRE2_ANCHORED;
	if (how & ZL_PATTERN_TO_END)
		options |= PCRE2_ENDANCHORED;
	return options;
}

const struct zl_prefix *
zl_pattern_prefix(const struct zl_pattern *pattern)
{
	return pattern->prefix;
}

/*
 * Compiles pattern->text; *offset is where in it a fault was found.  When it is known where matches
 * begin, a prefilter finds the places and PCRE2 only matches there.
 */
static enum zl_status
compile(struct zl_pattern *pattern, size_t *offset, struct zl_pattern_error *error)
{
	uint32_t options = pattern->options, captures = 0;
	int code;

	if (!zl_pattern_searches(pattern))
		options |= PCRE2_ANCHORED;
	/* Else each attempt would look through the rest of the text for the last character. */
	if (options & PCRE2_ANCHORED)
		options |= PCRE2_NO_START_OPTIMIZE;
	pattern->code = pcre2_compile((PCRE2_SPTR)pattern->text, PCRE2_ZERO_TERMINATED, options,
				      &code, offset, NULL);
	if (pattern->code == NULL) {
		pcre2_get_error_message(code, (PCRE2_UCHAR *)error->message,
					sizeof(error->message));
		return ZL_FAILED;
	}
	pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &captures);
	*offset = 0;
	if (captures >= GROUPS)
		return zl_pattern_fail(error, 0, "there are too many groups");
	for (int i = 0; i < ZL_GROUP_COUNT; i++) {
		int number =
		    pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)group_names[i]);
		pattern->numbers[i] = number > 0 ? (uint32_t)number : 0;
	}
	return ZL_DONE;
}

struct zl_pattern *
zl_pattern_new(const char *source, unsigned how, zl_fragment_of fragment, const void *context,
	       struct zl_pattern_error *error)
{
	struct zl_expansion expansion = {.fragment = fragment, .context = context, .error = error};
	struct zl_pattern *pattern = calloc(1, sizeof(*pattern));
	size_t offset = 0, end = strlen(source);

	*error = (struct zl_pattern_error){0};
	bool done = pattern != NULL && zl_expand(&expansion, source);
	zl_buffer_add(&expansion.text, "", 1);
	zl_buffer_add(&expansion.offsets, &end, sizeof(end));
	if (done && !expansion.text.failed && !expansion.offsets.failed) {
		pattern->text = pattern->own_text = zl_buffer_detach(&expansion.text, NULL);
		pattern->prefix = pattern->own_prefix = malloc(sizeof(*pattern->own_prefix));
		pattern->options = compile_options(how);
		done = pattern->text != NULL && pattern->prefix != NULL;
		if (done) {
			zl_prefix_of(pattern->text, zl_pattern_is_anchored(pattern),
				     pattern->own_prefix);
			done = compile(pattern, &offset, error);
		}
		if (!done)
			error->offset = zl_expansion_source(&expansion, offset);
	}
	if (error->message[0] == '\0' && (!done || pattern->text == NULL))
		done = zl_pattern_fail(error, 0, "out of memory");
	zl_buffer_free(&expansion.text);
	zl_buffer_free(&expansion.offsets);
	zl_fold_free(&expansion.fold);
	if (!done)
		zl_pattern_free(pattern);
	return done ? pattern : NULL;
}

struct zl_pattern *
zl_pattern_known(const char *text, const struct zl_prefix *prefix, uint32_t options)
{
	struct zl_pattern *pattern = calloc(1, sizeof(*pattern));

	if (pattern != NULL) {
		pattern->text = text;
		pattern->prefix = prefix;
		pattern->options = options;
	}
	return pattern;
}

/* Whether the pattern is compiled, which it is now unless there is no memory. */
static bool
is_compiled(const struct zl_pattern *pattern)
{
	struct zl_pattern_error error;
	size_t offset;

	return pattern->code != NULL || compile((struct zl_pattern *)pattern, &offset, &error);
}

void
zl_pattern_free(struct zl_pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	free(pattern->own_text);
	free(pattern->own_prefix);
	free(pattern);
}

const char *
zl_pattern_text(const struct zl_pattern *pattern)
{
	return pattern->text;
}

uint32_t
zl_pattern_options(const struct zl_pattern *pattern)
{
	return pattern->options;
}

bool
zl_pattern_is_anchored(const struct zl_pattern *pattern)
{
	return (pattern->options & PCRE2_ANCHORED) != 0;
}

bool
zl_pattern_searches(const struct zl_pattern *pattern)
{
	return pattern->prefix->floats && zl_prefix_is_open(pattern->prefix);
}

struct zl_matcher *
zl_matcher_new(void)
{
	struct zl_matcher *matcher = calloc(1, sizeof(*matcher));

	if (matcher == NULL)
		return NULL;
	matcher->context = pcre2_match_context_create(NULL);
	matcher->data = pcre2_match_data_create(GROUPS, NULL);
	matcher->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_END, NULL);
	if (matcher->context == NULL || matcher->data == NULL) {
		zl_matcher_free(matcher);
		return NULL;
	}
	pcre2_set_match_limit(matcher->context, ZL_MATCH_STEPS);
	pcre2_set_heap_limit(matcher->context, HEAP_LIMIT_KIB);
	/* Without JIT there is no JIT stack; the interpreter needs none. */
	if (matcher->stack != NULL)
		pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
	return matcher;
}

void
zl_matcher_steps(struct zl_matcher *matcher, uint32_t most)
{
	pcre2_set_match_limit(matcher->context, most);
}

void
zl_matcher_free(struct zl_matcher *matcher)
{
	if (matcher == NULL)
		return;
	pcre2_match_context_free(matcher->context);
	pcre2_match_data_free(matcher->data);
	pcre2_jit_stack_free(matcher->stack);
	free(matcher);
}

void
zl_matcher_reset(struct zl_matcher *matcher)
{
	matcher->fault = ZL_MATCH_FINE;
	matcher->pattern = NULL;
}

enum zl_match_fault
zl_matcher_fault(const struct zl_matcher *matcher, const struct zl_pattern **pattern,
		 const char **message)
{
	static const char *const sentences[] = {
	    [ZL_MATCH_FINE] = "",
	    [ZL_MATCH_LIMIT] = "more than the limit's 1,000,000 match steps or 64 MiB were needed",
	    [ZL_MATCH_MEMORY] = "there was no memory for the match",
	};

	if (pattern != NULL)
		*pattern = matcher->pattern;
	if (message != NULL)
		*message = sentences[matcher->fault];
	return matcher->fault;
}

static void
note_fault(struct zl_matcher *matcher, const struct zl_pattern *pattern, int code)
{
	matcher->fault = code == PCRE2_ERROR_NOMEMORY ? ZL_MATCH_MEMORY : ZL_MATCH_LIMIT;
	matcher->pattern = pattern;
}

void
zl_matcher_no_memory(struct zl_matcher *matcher, const struct zl_pattern *pattern)
{
	note_fault(matcher, pattern, PCRE2_ERROR_NOMEMORY);
}

/* What the last match says. */
static void
fill_match(const struct zl_matcher *matcher, const struct zl_pattern *pattern,
	   struct zl_match *match)
{
	const size_t *pairs = pcre2_get_ovector_pointer(matcher->data);

	match->whole = (struct zl_span){pairs[0], pairs[1]};
	for (int i = 0; i < ZL_GROUP_COUNT; i++) {
		uint32_t number = pattern->numbers[i];
		bool took_part = number > 0 && number < matcher->count;
		match->groups[i] = (struct zl_span){took_part ? pairs[2 * number] : SIZE_MAX,
						    took_part ? pairs[2 * number + 1] : SIZE_MAX};
	}
}

void
zl_pattern_ready(struct zl_pattern *pattern)
{
	size_t size = 0;

	if (is_compiled(pattern) && !pattern->jitted &&
	    pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0 &&
	    pcre2_pattern_info(pattern->code, PCRE2_INFO_JITSIZE, &size) == 0)
		pattern->jitted = size > 0;
}

/* Text is known to be UTF-8 and place to be where a character begins, so that JIT can go first. */
static int
run(struct zl_matcher *matcher, const struct zl_pattern *pattern, const char *text, size_t length,
    size_t place)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)text;
	int count;

	if (pattern->jitted)
		count = pcre2_jit_match(pattern->code, subject, length, place, 0, matcher->data,
					matcher->context);
	else
		count = pcre2_match(pattern->code, subject, length, place, PCRE2_NO_UTF_CHECK,
				    matcher->data, matcher->context);
	if (count == PCRE2_ERROR_JIT_STACKLIMIT)
		count =
		    pcre2_match(pattern->code, subject, length, place,
				PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, matcher->data, matcher->context);
	return count;
}

bool
zl_pattern_match_at(struct zl_matcher *matcher, const struct zl_pattern *pattern, const char *text,
		    size_t length, size_t place, struct zl_match *match)
{
	if (matcher->fault != ZL_MATCH_FINE)
		return false;
	int count = is_compiled(pattern) ? run(matcher, pattern, text, length, place)
					 : PCRE2_ERROR_NOMEMORY;
	if (count < 0 && count != PCRE2_ERROR_NOMATCH)
		note_fault(matcher, pattern, count);
	matcher->count = count < 0 ? 0 : count == 0 ? GROUPS : (uint32_t)count;
	if (count >= 0 && match != NULL)
		fill_match(matcher, pattern, match);
	return count >= 0;
}

bool
zl_pattern_group(const struct zl_matcher *matcher, const struct zl_pattern *pattern,
		 const char *name, struct zl_span *span)
{
	int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)name);
	const size_t *pairs = pcre2_get_ovector_pointer(matcher->data);

	if (number <= 0 || pairs[2 * number] == PCRE2_UNSET)
		return false;
	*span = (struct zl_span){pairs[2 * number], pairs[2 * number + 1]};
	return true;
}

bool
zl_pattern_is_known_group(const char *name)
{
	for (size_t i = 0; i < ZL_GROUP_COUNT; i++)
		if (strcmp(group_names[i], name) == 0)
			return true;
	return false;
}

const char *
zl_pattern_group_name(const struct zl_pattern *pattern, unsigned index)
{
	uint32_t count = 0, size = 0;
	PCRE2_SPTR table = NULL;

	if (!is_compiled(pattern))
		return NULL;
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMECOUNT, &count);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	pcre2_pattern_info(pattern->code, PCRE2_INFO_NAMETABLE, &table);
	return index < count ? (const char *)table + (size_t)index * size + 2 : NULL;
}
