/* expand.c: the source of a pattern as PCRE2 is to have it: folded, fragments put in. */
#include "expand.h"

#include <stdio.h>
#include <string.h>

#include "base/translation.h"
#include "base/utf8.h"

enum {
	FRAGMENT_DEPTH = 16,	   /* of fragments in fragments */
	EXPANDED_BYTES = 64 * 1024 /* of one pattern */
};

enum zl_status
zl_pattern_fail(struct zl_pattern_error *error, size_t offset, const char *message)
{
	error->offset = offset;
	snprintf(error->message, sizeof(error->message), "%s", zl_translation(message));
	return ZL_FAILED;
}

static enum zl_status
fail_fragment(struct zl_pattern_error *error, size_t offset, const char *message, const char *name,
	      size_t length)
{
	error->offset = offset;
	snprintf(error->message, sizeof(error->message), "%s {%.*s}", zl_translation(message),
		 (int)length, name);
	return ZL_FAILED;
}

static void
put(struct zl_expansion *expansion, const char *bytes, size_t length, size_t offset)
{
	zl_buffer_add(&expansion->text, bytes, length);
	for (size_t i = 0; i < length; i++)
		zl_buffer_add(&expansion->offsets, &offset, sizeof(offset));
}

/*
 * A character as zl_fold sees it; by its code where it folds to a sign that PCRE2 might read: even
 * escaped, [:\:] would be a faulty POSIX class.
 */
static enum zl_status
put_folded(struct zl_expansion *expansion, const char *character, size_t bytes, size_t offset)
{
	struct zl_fold *fold = &expansion->fold;
	bool done = zl_fold(fold, character, bytes);
	char escaped[8];

	if (done && fold->text.length == 1) {
		snprintf(escaped, sizeof(escaped), "\\x%02x", (unsigned char)fold->text.data[0]);
		put(expansion, escaped, 4, offset);
	} else if (done) {
		put(expansion, fold->text.data, fold->text.length, offset);
	}
	return done ? ZL_DONE : zl_pattern_fail(expansion->error, offset, "out of memory");
}

/* The length of a fragment's name when {name} stands at text, else 0. */
static size_t
fragment_name(const char *text)
{
	size_t length = strspn(text + 1, "abcdefghijklmnopqrstuvwxyz-");

	return length > 0 && text[length + 1] == '}' ? length : 0;
}

bool
zl_pattern_names(const char *source, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = source; (at = strchr(at, '{')) != NULL; at++)
		if (fragment_name(at) == length && memcmp(at + 1, name, length) == 0)
			return true;
	return false;
}

static enum zl_status expand(struct zl_expansion *expansion, const char *source, size_t at,
			     int depth);

static enum zl_status
expand_fragment(struct zl_expansion *expansion, const char *name, size_t length, size_t at,
		int depth)
{
	const char *source = expansion->fragment == NULL
				 ? NULL
				 : expansion->fragment(expansion->context, name, length);

	if (source == NULL)
		return fail_fragment(expansion->error, at, "there is no fragment", name, length);
	if (depth == FRAGMENT_DEPTH)
		return fail_fragment(expansion->error, at, "a fragment contains itself:", name,
				     length);
	put(expansion, "(?:", 3, at);
	if (!expand(expansion, source, at, depth + 1))
		return ZL_FAILED;
	put(expansion, ")", 1, at);
	return ZL_DONE;
}

/*
 * White space that lays the pattern out over lines is left out.  In a fragment (depth > 0) every
 * byte counts as standing where the fragment is named.  Recursion ends at FRAGMENT_DEPTH.
 */
static enum zl_status
expand(struct zl_expansion *expansion, const char *source, size_t at, int depth)
{
	size_t length = strlen(source);

	for (size_t i = 0, step; i < length; i += step) {
		size_t offset = depth > 0 ? at : i;
		uint32_t code;
		size_t name = source[i] == '{' ? fragment_name(source + i) : 0;
		step = zl_utf8_read(source + i, length - i, &code);
		if (expansion->text.length > EXPANDED_BYTES)
			return zl_pattern_fail(expansion->error, offset, "the pattern is too long");
		if (name > 0) {
			if (!expand_fragment(expansion, source + i + 1, name, offset, depth))
				return ZL_FAILED;
			step = name + 2;
		} else if (source[i] == '\\' && i + 1 < length) {
			put(expansion, source + i, step = 2, offset);
		} else if (code >= 0x80) {
			if (!put_folded(expansion, source + i, step, offset))
				return ZL_FAILED;
		} else if (strchr(" \t\r\n", source[i]) == NULL) {
			put(expansion, source + i, 1, offset);
		}
	}
	return ZL_DONE;
}

size_t
zl_expansion_source(const struct zl_expansion *expansion, size_t offset)
{
	size_t found = 0;

	if ((offset + 1) * sizeof(found) <= expansion->offsets.length)
		memcpy(&found, expansion->offsets.data + offset * sizeof(found), sizeof(found));
	return found;
}

enum zl_status
zl_expand(struct zl_expansion *expansion, const char *source)
{
	return expand(expansion, source, 0, 0);
}
