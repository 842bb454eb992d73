/* passed_over.h: which files of a folder are sources, by what is in them. */
#ifndef ZL_PASSED_OVER_H
#define ZL_PASSED_OVER_H

#include <sys/stat.h>

#include "search.h"

/*
 * Whether the regular file is a source; context is the search.  One that is named as a document is
 * meant as one, and fails where it is none; another is looked at.  What is passed over is counted
 * by its kind and kept in the state, so that it is looked at once only.
 */
bool zl_search_is_wanted(void *context, int folder, const char *name, const char *path,
			 const struct stat *);

#endif
