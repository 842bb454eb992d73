/* review.h: what a review is made of: options, rows, which of them get a page. */
#ifndef ZL_REVIEW_H
#define ZL_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "index.h"
#include "page_write.h"
#include "pipeline/batch/convert.h"
#include "pipeline/batch/rules_option.h"
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
	const char
	    *since; /* a token of changes: pages for what became other since; NULL: for all */
	const char **without; /* facts not to be shown; owned, NULL-terminated; NULL: none */
	/* Where pages are served: */
	bool serve, browse;  /* browse: have the desktop open them */
	const char *by;	     /* who corrects; NULL: the page asks */
	unsigned port, idle; /* port 0: any; idle: seconds without a request after which it ends */
	struct zl_rules_option rules; /* as run has them */
	struct zl_convert_options convert;
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

/* Lets go of OUT, so that runs may change it; reads all rows anew, if none holds it just then. */
void zl_review_release(struct zl_review *);
ZL_NODISCARD enum zl_status zl_review_again(struct zl_review *);

/* What the writing of pages uses again and again; the last page written is in html. */
struct zl_review_printing {
	struct zl_buffer record, html, page, up, before, after;
};

void zl_review_printing_free(struct zl_review_printing *);

/* Hides the facts that are not to be shown in the record's bytes; whether there were any. */
bool zl_review_mask(const struct zl_review_options *, const struct zl_page *,
		    struct zl_buffer *record);

/* Reads the record of a row as a page.  ZL_FAILED with the reason said. */
ZL_NODISCARD enum zl_status zl_review_read(const struct zl_review *, const struct zl_row *,
					   struct zl_buffer *record, struct zl_page *);

/* Writes the page of row index into printing->html; what is the same of all pages is filled into
 * the setting.  printing->html.failed: out of memory. */
void zl_review_print(const struct zl_review *, size_t index, const struct zl_page *,
		     struct zl_page_setting *, struct zl_review_printing *);

#endif
