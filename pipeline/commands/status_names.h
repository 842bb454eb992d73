/* status_names.h: zhengli status --failed and its like: the documents by name. */
#ifndef ZL_STATUS_NAMES_H
#define ZL_STATUS_NAMES_H

#include <stdbool.h>

#include "base/status.h"
#include "pipeline/state/state.h"

enum zl_status_list {
	ZL_LIST_NONE,
	ZL_LIST_FAILED,	      /* name, code, words */
	ZL_LIST_NEW,	      /* the same, of those not acknowledged */
	ZL_LIST_ACKNOWLEDGED, /* the same, of the others */
	ZL_LIST_GONE,	      /* names of sources that are not there any more */
	ZL_LIST_RENAMED,      /* the name a source had, and the one it has */
	ZL_LIST_DOUBLE,	      /* sources with the bytes of another: name, that one's */
	ZL_LIST_PASSED,	      /* names and kinds of what the last walk saw and did not take */
	ZL_LIST_DOUBTFUL      /* status.c's own */
};

/*
 * Prints a line a document: its name, and after tabs what there is to say.  code, unless it is
 * NULL, restricts lists of failures.  With null, names alone, each ended by NUL and as it is; else
 * what is not printable UTF-8 in one stands as %XX.
 */
ZL_NODISCARD enum zl_status zl_status_list(struct zl_state *, enum zl_status_list, const char *code,
					   bool null);

#endif
