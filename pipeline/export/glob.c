/* glob.c: see glob.h; two places to come back to, for * and for **, instead of recursion. */
#include "glob.h"

#include <string.h>

#include "base/utf8.h"

bool
zl_glob_is_path(const char *pattern, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (strchr("*?[\\", pattern[i]) != NULL)
			return false;
	return true;
}

/* The length of the set that begins at pattern; 0 when its end is missing. */
static size_t
set_length(const char *pattern, size_t length)
{
	size_t at = 1 + (length > 1 && pattern[1] == '!');

	for (at++; at < length; at++)
		if (pattern[at] == ']')
			return at + 1;
	return 0;
}

static bool
is_in_set(const char *set, size_t length, uint32_t code)
{
	bool negated = set[1] == '!', found = false;
	size_t at = 1 + negated, end = length - 1;

	while (at < end) {
		uint32_t from, to;
		at += zl_utf8_read(set + at, end - at, &from);
		to = from;
		if (at + 1 < end && set[at] == '-')
			at += 1 + zl_utf8_read(set + at + 1, end - at - 1, &to);
		found = found || (from <= code && code <= to);
	}
	return found != negated;
}

/* How much of the pattern one character of the path takes up; 0 when they do not fit. */
static size_t
take_one(const char *pattern, size_t length, const char *path, size_t path_length, size_t *taken)
{
	uint32_t code, expected;
	size_t set;

	*taken = zl_utf8_read(path, path_length, &code);
	if (pattern[0] == '?')
		return code != '/';
	if (pattern[0] == '[' && (set = set_length(pattern, length)) > 0)
		return code != '/' && is_in_set(pattern, set, code) ? set : 0;
	size_t escape = pattern[0] == '\\' && length > 1;
	size_t size = zl_utf8_read(pattern + escape, length - escape, &expected);
	return expected == code && memcmp(pattern + escape, path, size) == 0 ? escape + size : 0;
}

/* Where to go on when what follows a star does not fit: one character more of the path is its. */
struct star {
	bool there;
	size_t pattern, path;
};

static bool
take_more(struct star *star, const char *path, size_t length, bool any, size_t *at_pattern,
	  size_t *at_path)
{
	if (!star->there || star->path >= length || (!any && path[star->path] == '/'))
		return false;
	star->path += zl_utf8_bytes(path[star->path]);
	star->path = star->path > length ? length : star->path;
	*at_pattern = star->pattern;
	*at_path = star->path;
	return true;
}

bool
zl_glob_matches(const char *pattern, size_t pattern_length, const char *path, size_t length)
{
	struct star one = {0}, all = {0};
	size_t p = 0, s = 0, taken;

	while (s < length || p < pattern_length) {
		if (p < pattern_length && pattern[p] == '*') {
			bool any = p + 1 < pattern_length && pattern[p + 1] == '*';
			p += 1 + any;
			*(any ? &all : &one) = (struct star){true, p, s};
			if (any)
				one.there = false;
			continue;
		}
		size_t size =
		    p < pattern_length && s < length
			? take_one(pattern + p, pattern_length - p, path + s, length - s, &taken)
			: 0;
		if (size > 0) {
			p += size;
			s += taken;
			continue;
		}
		if (take_more(&one, path, length, false, &p, &s))
			continue;
		one.there = false;
		if (!take_more(&all, path, length, true, &p, &s))
			return false;
	}
	return true;
}
