/* reader_parts.h: what the files of the reader share: its state while it is in a record. */
#ifndef ZL_READER_PARTS_H
#define ZL_READER_PARTS_H

#include <libxml/parser.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/vector.h"
#include "elements.h"
#include "reader.h"
#include "text/fold.h"

/* Deeper than record.xsd lets elements nest. */
enum { ZL_READER_DEPTH = 256 };

/* An element that is open. */
struct zl_record_reader_frame {
	enum zl_element element, container; /* container: what a mark in it belongs to */
	bool computed, capturing, in_tree;
	int64_t n;	/* the paragraph that its text belongs to; 0: none */
	size_t finding; /* row + 1 of the nearest finding, 0: none */
	size_t section; /* the same of a section */
	size_t row;	/* row + 1 that the element itself, or its container, fills */
};

/* The text of an open element, as it gathers. */
struct zl_record_reader_capture {
	struct zl_buffer text;
	uint64_t excluded; /* a bit an element whose text is no part of it */
	bool computed;	   /* computed numbers are part of it */
	bool anywhere;	   /* text that belongs to no paragraph, too */
	unsigned outside;  /* how many excluded elements are open */
	int64_t n;	   /* the paragraph of the text that came last */
	int64_t first, last;
};

struct zl_record_reader_measure {
	struct zl_string ordinal, marker, text, first, last;
};

/* A response, or an answer that responses refer to. */
struct zl_record_reader_response {
	struct zl_string id, text, first, last;
	size_t measures, measure_count; /* where its measures begin, and how many */
};

struct zl_record_reader_property {
	struct zl_string name, text;
};

/* What is gathered of a finding beside its row. */
struct zl_record_reader_finding {
	size_t response; /* index + 1, 0: none */
	struct zl_string refers, lead_unit;
	int attributes;
	int state, deadline_state; /* enum zl_finding_state */
};

/* A text that goes behind what a cell has, in a line of its own; joined when all are there. */
struct zl_record_reader_piece {
	size_t table, row, column; /* row from 0 */
	size_t sequence;
	struct zl_string text;
};

struct zl_record_reader {
	struct zl_record_rows rows;
	ZL_VECTOR(struct zl_record_reader_piece) pieces;
	ZL_VECTOR(struct zl_record_reader_finding) findings;
	ZL_VECTOR(struct zl_record_reader_response) responses;
	ZL_VECTOR(struct zl_record_reader_measure) measures;
	ZL_VECTOR(struct zl_record_reader_property) properties;
	struct zl_record_reader_frame frames[ZL_READER_DEPTH];
	size_t depth;
	struct zl_record_reader_capture captures[ZL_READER_DEPTH];
	size_t capture_count;
	struct zl_fold fold;
	struct zl_buffer scratch;
	xmlParserCtxt *parser;
	bool makes_tree, with_body; /* what was asked for */
	bool to_tree, only_tree;    /* the pass at hand: whether it makes one, and no rows */
	xmlDoc *tree;		    /* NULL while there is none */
	const char *wrong;	    /* why reading cannot go on; NULL while it can */
};

/* The attributes of the element at hand, as libxml2's SAX2 has them. */
struct zl_record_reader_attributes {
	const xmlChar **items;
	int count;
};

/*
 * Tells the reader's handlers a record of size bytes, NUL behind them.  False when libxml2 is to
 * read it, from its beginning.
 */
bool zl_record_reader_scan(struct zl_record_reader *, const char *data, size_t size);

/* Ends the reading of this record; why is a static text. */
void zl_record_reader_stop(struct zl_record_reader *, const char *why);

/* Borrows the value; absent when there is no such attribute.  Entities are resolved. */
struct zl_string zl_record_reader_attribute(struct zl_record_reader_attributes, const char *name);

/* A copy in the arena of the rows; absent stays absent. */
struct zl_string zl_record_reader_keep(struct zl_record_reader *, struct zl_string);
struct zl_string zl_record_reader_keep_number(struct zl_record_reader *, int64_t);
struct zl_string zl_record_reader_keep_name(struct zl_record_reader *, char letter, size_t number);

/* A row, or NULL when memory is out, which is noted. */
struct zl_string *zl_record_reader_row(struct zl_record_reader *, enum zl_record_table);

/* Puts text behind what a cell has, from the next zl_record_reader_join on; row from 0. */
void zl_record_reader_append(struct zl_record_reader *, enum zl_record_table, size_t row,
			     size_t column, struct zl_string text);
void zl_record_reader_join(struct zl_record_reader *);

/* Begins to gather the text of the element at hand. */
void zl_record_reader_gather(struct zl_record_reader *, uint64_t excluded);

#define ZL_ELEMENT_BIT(name) ((uint64_t)1 << ZL_ELEMENT_##name)

/* What an element means: at its start, and at its end with the text that was gathered. */
void zl_record_reader_enter(struct zl_record_reader *, struct zl_record_reader_frame *,
			    struct zl_record_reader_attributes);
void zl_record_reader_leave(struct zl_record_reader *, struct zl_record_reader_frame *,
			    const struct zl_record_reader_capture *, struct zl_string text);

/* What can be told of findings when all of the record is read: responses, states, keys. */
void zl_record_reader_finish(struct zl_record_reader *);

#endif
