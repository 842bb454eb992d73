/* review.h: what a review is made of: options, rows, which of them get a page. */
#ifndef ZL_REVIEW_H
#define ZL_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "index.h"
#include "page.h"
#include "pipeline/corrections/store.h"
#include "pipeline/state/state.h"
#include "rows.h"

struct zl_review_options {
	const char *out, *folder, *corrections;
	enum zl_language language;
	uint64_t worst, sample; /* sample: a number of records, when share is 0 */
	double share;
	const char **select; /* owned, NULL-terminated */
	bool all, yes;
};

/* Reads the command line; false when the command is to end with *status: it has been said why. */
bool zl_review_options_read(struct zl_review_options *, int argc, char **argv, int *status);
void zl_review_options_free(struct zl_review_options *);

struct zl_review {
	const struct zl_review_options *options;
	struct zl_state state;
	int folder, lock; /* of OUT */
	struct zl_buffer instance;
	struct zl_rows_list list;
	struct zl_store corrections;
	struct zl_page page;
	size_t pages;
};

/* Opens OUT, holds it shared and reads all rows.  Gives an exit status; the caller closes. */
int zl_review_open(struct zl_review *, const struct zl_review_options *);
void zl_review_close(struct zl_review *);

/* Marks the rows that get a page, and counts them. */
int zl_review_choose(struct zl_review *);

#endif
