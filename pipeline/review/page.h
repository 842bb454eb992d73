/*
 * page.h: a record as a page of the review needs it: the pieces of text in the order of n, each
 * with what it was read as; the tree of what was read; and what stands beside the text.
 */
#ifndef ZL_PAGE_H
#define ZL_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/vector.h"

/* What a piece of text belongs to. */
enum zl_page_role {
	ZL_PAGE_ROLE_TEXT,
	ZL_PAGE_ROLE_HEADING,
	ZL_PAGE_ROLE_PROBLEM,
	ZL_PAGE_ROLE_DETAIL,
	ZL_PAGE_ROLE_RESPONSE,
	ZL_PAGE_ROLE_MEASURE,
	ZL_PAGE_ROLE_RECOMMENDATION,
	ZL_PAGE_ROLE_ATTRIBUTE,
	ZL_PAGE_ROLE_RESIDUE,
	ZL_PAGE_ROLE_COUNT
};

/* What it is within that. */
enum zl_page_mark {
	ZL_MARK_NONE,
	ZL_MARK_NUMBER,
	ZL_MARK_MARKER,
	ZL_MARK_LABEL,
	ZL_MARK_STATEMENT
};

struct zl_page_piece {
	uint32_t n;
	uint32_t from, length; /* in text */
	uint32_t owner;	       /* node, counted from 1; 0: none */
	uint32_t cell;	       /* counted from 1; 0: in no table */
	uint32_t note;	       /* counted from 1; 0: of the body */
	uint8_t role, mark;
	bool computed; /* no text of the paragraph: an automatic number */
};

enum zl_page_kind { ZL_PAGE_SECTION, ZL_PAGE_FINDING, ZL_PAGE_PROPOSAL };

/* A section, finding or recommendation. */
struct zl_page_node {
	enum zl_page_kind kind;
	uint32_t depth;	      /* of nodes around it */
	uint32_t first, last; /* pieces, in the order of the record: heading, or problem */
	uint32_t n;	      /* where it begins; 0: it has no text */
	struct zl_string id, status, task;
	bool in_cells; /* a finding whose problem stands in cells of a table */
};

struct zl_page_cell {
	uint32_t table, row, column, row_span, column_span;
};

struct zl_page_note {
	struct zl_string kind, author, date;
	uint32_t anchor;
};

struct zl_page_fact {
	struct zl_string name, text, from, to;
	uint32_t n;
};

struct zl_page_change {
	uint32_t n, offset;
	struct zl_string class, old, new;
};

struct zl_page_loss {
	uint32_t n, count;
	struct zl_string kind, text;
};

struct zl_page_flag {
	struct zl_string code, text, finding, value;
	uint32_t n, from, to; /* from and to 0: of the paragraph as a whole */
	bool warning;
};

struct zl_page_ruby {
	uint32_t n, offset, length;
	struct zl_string text;
};

/* Zero-initialised it is empty and ready; so it is after zl_page_clear. */
struct zl_page {
	struct zl_arena arena;
	struct zl_buffer text;
	struct zl_string file, format, bytes, sha256, version, rules, rules_version, corrections;
	struct zl_string findings, paired, group, unanswered, changes, changes_listed;
	uint32_t doubt;	     /* twice the score */
	uint32_t paragraphs; /* the greatest n */
	ZL_VECTOR(struct zl_page_piece) pieces;
	uint32_t *order; /* of pieces, by n; of the arena */
	uint32_t *begin; /* in order: of paragraph n; begin[paragraphs + 1] is the end */
	ZL_VECTOR(struct zl_page_node) nodes;
	ZL_VECTOR(struct zl_page_cell) cells;
	ZL_VECTOR(struct zl_page_note) notes;
	ZL_VECTOR(struct zl_page_fact) facts, properties;
	ZL_VECTOR(struct zl_page_change) normalised;
	ZL_VECTOR(struct zl_page_loss) losses;
	ZL_VECTOR(struct zl_page_flag) flags;
	ZL_VECTOR(struct zl_page_ruby) ruby;
};

/* Reads a record.  ZL_FAILED: memory is out, or it is no record; the page is to be cleared. */
ZL_NODISCARD enum zl_status zl_page_read(struct zl_page *, const char *xml, size_t size);

/* Empties it; vectors keep their memory. */
void zl_page_clear(struct zl_page *);
void zl_page_free(struct zl_page *);

/* The first fact of that name; NULL for none. */
const struct zl_page_fact *zl_page_fact_of(const struct zl_page *, const char *name);

/* Pieces of paragraph n: order[*first .. *end). */
void zl_page_pieces(const struct zl_page *, uint32_t n, size_t *first, size_t *end);

/* Characters from .. to of paragraph n, at the end of out. */
void zl_page_words(const struct zl_page *, uint32_t n, uint32_t from, uint32_t to,
		   struct zl_buffer *out);

#endif
