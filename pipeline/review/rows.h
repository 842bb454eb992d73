/* rows.h: what the index of pages says of each record, and which records get a page. */
#ifndef ZL_ROWS_H
#define ZL_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "page.h"
#include "pipeline/state/state.h"

/* State of a row, as the index's script has it. */
enum {
	ZL_ROW_PAGE = 1,     /* it has a page */
	ZL_ROW_SAMPLE = 2,   /* it is in the random sample */
	ZL_ROW_CHECKED = 4,  /* a file of corrections says so */
	ZL_ROW_CORRECTED = 8 /* that file holds verbs */
};

struct zl_row {
	struct zl_string name;		       /* any bytes */
	struct zl_string title, family, codes; /* codes: the strongest first, a space between */
	char sha256[65];		       /* of the source */
	uint32_t doubt, findings, paired, unanswered, flags;
	unsigned state;
	int64_t change; /* when it became what it is: state_schema.h */
};

struct zl_rows_list {
	struct zl_arena arena;
	ZL_VECTOR(struct zl_row) rows;
};

/*
 * Reads every current record of OUT (folder: its descriptor), proves that it is what was published,
 * and sorts the rows by doubt.  page is used for each.  ZL_FAILED with the reason said.
 */
ZL_NODISCARD enum zl_status zl_rows_read_all(struct zl_rows_list *, struct zl_state *, int folder,
					     struct zl_page *page);
void zl_rows_list_free(struct zl_rows_list *);

/* Fills a row of the list in from its page: all but its name and state.  ZL_FAILED: no memory. */
ZL_NODISCARD enum zl_status zl_row_fill(struct zl_rows_list *, struct zl_row *,
					const struct zl_page *page);

/* The bytes of a record, replacing what the buffer held.  ZL_FAILED with the reason said. */
ZL_NODISCARD enum zl_status zl_row_record(int folder, struct zl_string name, struct zl_buffer *);

/* Where the page of the record stands below DIR: r/2021/a.docx.html; replaces what out held. */
void zl_row_page(struct zl_string name, struct zl_buffer *out);

/* Marks those that are in a random sample: the share (0 .. 1) whose SHA-256 is lowest on the whole
 * range, or the number of those with the lowest. */
ZL_NODISCARD enum zl_status zl_rows_sample(struct zl_rows_list *, double share, uint64_t number);

#endif
