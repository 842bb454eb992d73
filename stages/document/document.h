/*
 * document.h: what the stages pass on: the paragraphs of a report, and all that is known of them.
 *
 * Paragraphs are counted from 1; n = 0 means "none" or "the document as a whole".  Offsets and
 * lengths are bytes of the paragraph's UTF-8 text as it stands in the document now; a stage that
 * changes text moves every offset with it.  (In XML, both in document.xsd and in the record, they
 * are characters.)  Strings are UTF-8, borrowed from the document's arena or static.  Anything
 * added to a document lives until zl_document_free.
 */
#ifndef ZL_DOCUMENT_H
#define ZL_DOCUMENT_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/failure.h"
#include "base/status.h"
#include "base/vector.h"

/* Where in the package a paragraph's text comes from. */
enum zl_story {
	ZL_STORY_BODY, /* the main text, table cells and altChunk parts included */
	ZL_STORY_BOX,  /* a text box */
	ZL_STORY_FOOTNOTE,
	ZL_STORY_ENDNOTE,
	ZL_STORY_COMMENT,
	ZL_STORY_HEADER,
	ZL_STORY_FOOTER,
	ZL_STORY_COUNT
};

enum { ZL_LEVELS = 9 }; /* of a list: ECMA-376 part 1, 17.9.6, ilvl 0 to 8 */

/* What automatic numbering prints in front of a paragraph; not part of the paragraph's text. */
struct zl_number {
	struct zl_string text;	   /* as Word shows it: "（一）"; empty for numFmt none */
	struct zl_string format;   /* numFmt of the paragraph's level: "chineseCounting" */
	uint32_t list;		   /* w:numId */
	uint8_t level;		   /* 0 to 8 */
	bool bullet;		   /* text is a bullet, values mean nothing */
	int32_t values[ZL_LEVELS]; /* of levels 0 to level; 0 for the others */
};

/* Paragraph flags. */
enum {
	ZL_PARAGRAPH_BOLD = 1 << 0,	 /* every visible character is bold */
	ZL_PARAGRAPH_CENTRED = 1 << 1,	 /* jc center */
	ZL_PARAGRAPH_PAGE_BREAK = 1 << 2 /* begins a page by a break of its own */
};

struct zl_paragraph {
	struct zl_string text;
	const struct zl_number *number; /* NULL: no automatic number */
	struct zl_string style;		/* the style's name, "" for none */
	struct zl_string part;		/* "word/document.xml" */
	uint32_t para_id;		/* w14:paraId, 0 for none */
	uint32_t note;			/* index + 1 into notes; 0 in ZL_STORY_BODY */
	uint32_t table;	      /* index + 1 into tables of the innermost table; 0 for none */
	uint32_t row, column; /* of the cell, counted from 1 on the table's grid */
	uint32_t row_span, column_span; /* of the cell, at least 1; 0 outside tables */
	uint8_t story;			/* enum zl_story */
	int8_t outline;			/* outline level 0 to 8, -1 for body text */
	uint8_t flags;
};

/* A table; its cells are the paragraphs that name it. */
struct zl_table {
	uint32_t parent; /* index + 1 into tables of the one it is nested in, before it; 0: none */
	uint32_t parent_row, parent_column;
	uint32_t rows, columns; /* of the grid */
};

/* A text box, footnote, endnote, comment, header or footer; its text is the paragraphs that name
 * it. */
struct zl_note {
	enum zl_story story;
	uint32_t n; /* the paragraph it is anchored in; 0 for headers and footers */
	size_t offset;
	struct zl_string id;	 /* w:id, or the header's part name */
	struct zl_string author; /* of a comment */
	struct zl_string date;	 /* of a comment, as in the source */
};

/* The reading (pinyin) above a run of base text: w:ruby. */
struct zl_ruby {
	uint32_t n;
	size_t offset, length;
	struct zl_string text;
};

/* One change that normalisation made: old stood where new_text stands at offset of the text now. */
struct zl_change {
	const char *class_name; /* static: "white-space" */
	uint32_t n;
	size_t offset;
	struct zl_string old, new_text;
};

/* What could not be carried. */
struct zl_loss {
	const char *kind; /* static: "picture", "chart", "ole", "hidden", "formula", ... */
	uint32_t n;	  /* where; 0 for the document as a whole */
	size_t offset;
	uint32_t count;
	struct zl_string
	    text; /* what is known of it: a name, an alternative text, the hidden text */
};

/* A warning of unpack and normalise, a flag of extract. */
struct zl_remark {
	const char *code; /* static or in the arena: "broken-part", "close-reading", ... */
	uint32_t n;
	uint32_t finding;	/* place of the finding among all, from 1; 0: of none */
	uint32_t from, to;	/* characters of paragraph n that it is about; equal: all of it */
	struct zl_string value; /* names and numbers that the message mentions */
	struct zl_string message;
};

/* Name and value: a property of the package, or a setting of a stage. */
struct zl_property {
	struct zl_string name, value;
};

/* A fact about the report as a whole. */
struct zl_fact {
	const char *name; /* static or in the arena: "title", "issuer", "period", ... */
	uint32_t n;	  /* the (first) paragraph that says it */
	struct zl_string text;
	struct zl_string date, from, to; /* ISO 8601 when complete, else empty */
};

/*
 * The structure that extract finds: a tree over the paragraphs.  Every leaf is a ZL_NODE_TEXT, a
 * piece of one paragraph; the pieces of a paragraph, taken in tree order, are its text, each byte
 * once (promise 1).  An empty paragraph has one empty piece.  A piece with computed set stands for
 * the paragraph's automatic number, has from = to = 0 and counts for nothing there.
 */
enum zl_node_kind {
	ZL_NODE_BODY,	 /* the root */
	ZL_NODE_SECTION, /* level, ordinal; holds a heading first */
	ZL_NODE_HEADING,
	ZL_NODE_NUMBER,	 /* of a heading or problem: "二、", "（1）" */
	ZL_NODE_FINDING, /* finding_kind, status */
	ZL_NODE_PROBLEM,
	ZL_NODE_MARKER, /* words that mark: 关于“, ”问题, 一是 */
	ZL_NODE_STATEMENT,
	ZL_NODE_DETAIL,
	ZL_NODE_RESPONSE,  /* answer */
	ZL_NODE_ANSWER,	   /* answer; a response that stands where no finding does */
	ZL_NODE_LABEL,	   /* 整改情况： */
	ZL_NODE_MEASURE,   /* ordinal */
	ZL_NODE_ATTRIBUTE, /* name */
	ZL_NODE_RECOMMENDATION,
	ZL_NODE_PARAGRAPH, /* plain text: what nothing else took */
	ZL_NODE_TABLE,	   /* table; holds rows */
	ZL_NODE_ROW,	   /* ordinal: the row's place in the grid */
	ZL_NODE_CELL,	   /* ordinal: the column; spans from its paragraphs */
	ZL_NODE_CONTENTS,  /* a table of contents */
	ZL_NODE_RESIDUE,   /* navigation, watermarks, page indexes */
	ZL_NODE_NOTES,	   /* second child of the document's tree: stories other than the body */
	ZL_NODE_TEXT,
	ZL_NODE_COUNT
};

/* How deep nodes may nest below a root: deeper trees are written to no record and read from no XML.
 */
enum { ZL_TREE_DEPTH = 100 };

enum zl_finding_kind { ZL_FINDING_ISSUE, ZL_FINDING_TASK, ZL_FINDING_OBSERVATION };
enum zl_finding_status { ZL_STATUS_PAIRED, ZL_STATUS_GROUP, ZL_STATUS_UNANSWERED };

struct zl_node {
	enum zl_node_kind kind;
	struct zl_node *parent, *first, *last, *next;
	const char *rule; /* which rule made it, for explain; NULL where the engine did */
	union {
		struct {
			uint32_t n;
			bool computed;
			size_t from, to;
		}; /* TEXT */
		struct {
			int level;	 /* SECTION */
			int64_t ordinal; /* SECTION, MEASURE, ROW, CELL; 0 for none */
		};
		struct {
			enum zl_finding_kind finding_kind;
			enum zl_finding_status status;
			uint32_t place; /* among all findings, from 1; 0: not counted */
		};			/* FINDING */
		uint32_t answer;  /* ANSWER: from 1; RESPONSE: that it is, or 0: its own text */
		const char *name; /* ATTRIBUTE */
		uint32_t table;	  /* TABLE: index + 1 into tables */
	};
};

/* The source file; sha256 in lower-case hexadecimal. */
struct zl_source {
	struct zl_string file;	 /* path below the input folder, percent-encoded where not UTF-8 */
	struct zl_string format; /* "docx", "doc", "rtf": see record.xsd */
	uint64_t bytes;
	char sha256[65];
};

/* The rule file that read the report. */
struct zl_rules_used {
	struct zl_string family, version;
	char sha256[65];
	char corrections[65]; /* SHA-256 of the file of corrections that were applied; "": none */
};

/* Why a stage gave up. */
struct zl_error {
	enum zl_failure code;
	const char *stage;	  /* "unpack"; NULL while code is ZL_OK */
	struct zl_string part;	  /* of the package, or the rule's name; may be empty */
	uint32_t line;		  /* in the part, 0 when not known */
	uint32_t n;		  /* the paragraph, 0 when not known */
	struct zl_string message; /* what exactly, one line */
};

struct zl_document {
	struct zl_arena arena;
	struct zl_source source;
	struct zl_error error;
	ZL_VECTOR(struct zl_paragraph) paragraphs; /* items[n - 1] is paragraph n */
	ZL_VECTOR(struct zl_table) tables;
	ZL_VECTOR(struct zl_note) notes;
	ZL_VECTOR(struct zl_ruby) rubies;
	ZL_VECTOR(struct zl_change) changes; /* by n, then offset */
	ZL_VECTOR(struct zl_loss) losses;
	ZL_VECTOR(struct zl_remark) warnings;
	ZL_VECTOR(struct zl_remark) flags;
	ZL_VECTOR(struct zl_property) properties;
	ZL_VECTOR(struct zl_property) settings; /* of the stages, what changes their output */
	ZL_VECTOR(struct zl_fact) facts;
	struct zl_node *body;  /* the structure; NULL before extract */
	struct zl_node *aside; /* ZL_NODE_NOTES: other stories' paragraphs; NULL before extract */
	uint32_t doubt;	       /* twice the score of what is doubtful in the reading */
	struct zl_rules_used rules;
};

/* Zero-initialised, a document is empty and ready. */
void zl_document_free(struct zl_document *);

/*
 * Room for one more item at the end of one of the document's vectors, cleared and counted.
 * Moves the vector's items: older pointers into it end.  NULL, and the error ZL_OUT_OF_MEMORY set,
 * when there is no memory.
 */
#define zl_document_add(document, vector)                                                          \
	((__typeof__((document)->vector.items))zl_vector_add(                                      \
	    (document), (void **)&(document)->vector.items, &(document)->vector.count,             \
	    &(document)->vector.capacity, sizeof(*(document)->vector.items)))

void *zl_vector_add(struct zl_document *, void **items, size_t *count, size_t *capacity,
		    size_t size);

/* Copies a text into the arena; false, and ZL_OUT_OF_MEMORY set, when there is no memory. */
ZL_NODISCARD enum zl_status zl_document_copy(struct zl_document *, const char *text, size_t length,
					     struct zl_string *out);

/* Adds a file name of any bytes as printable UTF-8: what is none, controls, and % as %XX. */
void zl_name_escape(struct zl_buffer *, const char *name, size_t length);

/*
 * Fill in the source from its bytes and its name, which may be any bytes: those that are no UTF-8,
 * and controls, are written as %XX.  sha256 may be NULL: then it is computed.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_document_source(struct zl_document *, const char *name,
					       size_t name_length, const void *bytes, size_t size,
					       const char *sha256);

/*
 * Records why the stage gives up, the first time it is called; returns the document's failure
 * code. words is a printf format; where, part and words are copied.  part may be NULL.
 */
enum zl_failure zl_document_fail(struct zl_document *, const char *stage, enum zl_failure code,
				 const char *part, uint32_t line, uint32_t n, const char *message,
				 ...) __attribute__((format(printf, 7, 8)));

/* Adds a warning or flag (which: &document->warnings or &document->flags by the two calls below).
 */
enum zl_status zl_document_warn(struct zl_document *, const char *code, uint32_t n,
				const char *message, ...) __attribute__((format(printf, 4, 5)));
enum zl_status zl_document_flag(struct zl_document *, const char *code, uint32_t n,
				const char *message, ...) __attribute__((format(printf, 4, 5)));

/* Notes a setting, replacing an earlier one of the name; both are copied.  False: no memory. */
ZL_NODISCARD enum zl_status zl_document_setting(struct zl_document *, const char *name,
						const char *value);

/* A new node, last child of parent (NULL: a root).  NULL, and ZL_OUT_OF_MEMORY set: no memory. */
struct zl_node *zl_node_add(struct zl_document *, struct zl_node *parent, enum zl_node_kind);

/* A new piece of paragraph n, last child of parent. */
struct zl_node *zl_node_text(struct zl_document *, struct zl_node *parent, uint32_t n, size_t from,
			     size_t to);

/*
 * The node after node in a walk of the tree under root, parents first; NULL at the end.  Walks
 * without recursion, so that depth costs no stack.
 */
struct zl_node *zl_node_next(const struct zl_node *root, const struct zl_node *node);

/*
 * Checks promise 1 over body and aside: every paragraph's pieces are its text, each byte once, in
 * order. True when it holds; else false and *n the first paragraph for which it does not.
 */
bool zl_document_whole(const struct zl_document *, uint32_t *n);

/*
 * What is wrong with the document, of all that is promised above, in a few static words; NULL where
 * nothing is.  Of one that no stage has failed.
 */
const char *zl_document_fault(const struct zl_document *);

/* In debug builds, at the end of a stage: aborts where the stage has left something wrong. */
#ifdef ZL_CHECKS
#define zl_document_assert(document) assert(zl_document_fault(document) == NULL)
#else
#define zl_document_assert(document) ((void)(document))
#endif

/* Names as in XML: "body", "footnote"; "section", "finding"; "issue"; "paired".  Static. */
const char *zl_story_name(enum zl_story);
const char *zl_node_name(enum zl_node_kind);
const char *zl_finding_kind_name(enum zl_finding_kind);
const char *zl_status_name(enum zl_finding_status);

#endif
