/* page_write.h: a record as HTML. */
#ifndef ZL_PAGE_WRITE_H
#define ZL_PAGE_WRITE_H

#include "codes.h"
#include "page.h"

struct zl_corrections;

/* What a page says that does not stand in its record. */
struct zl_page_setting {
	enum zl_language language;
	const char *up;	      /* from the page to the folder it is in: "", "../", "../../" ... */
	const char *instance; /* of OUT: drafts are kept under it */
	size_t place, count;  /* among the pages, from 1; count of all */
	struct zl_string before, after;	     /* pages, below the folder; absent at the ends */
	bool sample;			     /* it is in the random sample */
	const struct zl_corrections *kept;   /* of its source; NULL: there are none */
	const struct zl_page *before_saving; /* what it was read as before; NULL: nothing new */
	const char *notice;		     /* something to be told; NULL: nothing */
	const char *signer;		     /* who corrects; NULL: the page asks */
	bool served;
};

/* Adds the whole page to out. */
void zl_page_write(const struct zl_page *, const struct zl_page_setting *, struct zl_buffer *out);

/* What every page begins with, up to its title; title is not escaped yet. */
void zl_page_head(const struct zl_page_setting *, struct zl_string title, struct zl_buffer *out);

/* The text in the order of n. */
void zl_page_write_text(const struct zl_page *, enum zl_language, struct zl_buffer *out);

/* What stands beside it: doubts, corrections, facts, structure, losses, source. */
void zl_page_write_side(const struct zl_page *, const struct zl_page_setting *,
			struct zl_buffer *out);
void zl_page_write_kept(const struct zl_corrections *, enum zl_language, struct zl_buffer *out);

/* What became another reading since the page before_saving, in a sentence. */
void zl_page_write_difference(const struct zl_page *, const struct zl_page_setting *,
			      struct zl_buffer *out);

/* Adds a string escaped. */
void zl_page_add(struct zl_buffer *, struct zl_string);

/* A letter that tells the role, and its whole name. */
const char *zl_role_letter(enum zl_language, enum zl_page_role);
const char *zl_role_name(enum zl_language, enum zl_page_role);

#endif
