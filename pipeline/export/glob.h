/* glob.h: patterns of whole paths, for sidecars and --select. */
#ifndef ZL_GLOB_H
#define ZL_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether pattern matches all of path: * and ? stand for anything but a slash, ** for anything,
 * [abc] and [!a-c] for one character, a backslash takes the next character as it is.  Both are
 * UTF-8.
 */
bool zl_glob_matches(const char *pattern, size_t pattern_length, const char *path, size_t length);

/* Whether the pattern is a path as it stands. */
bool zl_glob_is_path(const char *pattern, size_t length);

#endif
