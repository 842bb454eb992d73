/* page_write.h: a record as HTML. */
#ifndef ZL_PAGE_WRITE_H
#define ZL_PAGE_WRITE_H

#include "codes.h"
#include "page.h"

/* What a page says that does not stand in its record. */
struct zl_page_setting {
	enum zl_language language;
	const char *up;	      /* from the page to the folder it is in: "", "../", "../../" ... */
	const char *instance; /* of OUT: drafts are kept under it */
	size_t place, count;  /* among the pages, from 1; count of all */
	struct zl_string before, after; /* pages, below the folder; absent at the ends */
	bool sample;			/* it is in the random sample */
	struct zl_string checked, by;	/* of its file of corrections, where there is one */
	size_t verbs;			/* that it holds */
	bool served;
};

/* Adds the whole page to out. */
void zl_page_write(const struct zl_page *, const struct zl_page_setting *, struct zl_buffer *out);

/* What every page begins with, up to its title; title is not escaped yet. */
void zl_page_head(const struct zl_page_setting *, struct zl_string title, struct zl_buffer *out);

/* The text in the order of n. */
void zl_page_write_text(const struct zl_page *, enum zl_language, struct zl_buffer *out);

/* What stands beside it: doubts, facts, structure, losses, source. */
void zl_page_write_side(const struct zl_page *, enum zl_language, struct zl_buffer *out);

/* Adds a string escaped. */
void zl_page_add(struct zl_buffer *, struct zl_string);

/* A letter that tells the role, and its whole name. */
const char *zl_role_letter(enum zl_language, enum zl_page_role);
const char *zl_role_name(enum zl_language, enum zl_page_role);

#endif
