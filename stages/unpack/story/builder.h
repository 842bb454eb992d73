/*
 * builder.h: a document being put together from what a reader of some file format finds in it.
 *
 * Readers (of WordprocessingML, HTML, text ...) open frames, start and end paragraphs, tables, rows
 * and cells, and add text; the builder sets finished paragraphs down in the document, counts their
 * numbers, and keeps what was lost, in its place.  Paragraphs belong to a frame: the body, a note,
 * a text box.  Frames nest, because a text box stands within a paragraph.
 *
 * The functions are in builder.h, frame.h, paragraph.h, text.h, fields.h, table.h,
 * places.h (what stands in the text without being text) and order.h (the last step).  All of them
 * are no-ops once the builder's fault is set; the reader looks at the fault when it has to.
 */
#ifndef ZL_BUILDER_H
#define ZL_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/vector.h"
#include "document/document.h"
#include "unpack/common/fault.h"
#include "unpack/common/limits.h"
#include "unpack/numbering/numbering.h"
#include "unpack/numbering/styles.h"
#include "unpack/numbering/symbols.h"

struct zl_field_state;
struct zl_table_state;

/* A run's own properties; ZL_UNSET where it says nothing. */
struct zl_run {
	int8_t bold, hidden;
	const struct zl_style *style;
	struct zl_fonts fonts;
};

/* A paragraph's own properties; ZL_UNSET where it says nothing. */
struct zl_paragraph_state {
	const struct zl_style *style; /* NULL for the default one */
	struct zl_string style_id;    /* of a style that is not defined, in the document's arena */
	int32_t list;
	int8_t list_level, outline, centred, page_break, mark_hidden;
	const struct zl_number *number; /* that its format gives it; NULL for none */
	bool ends_section;		/* it holds the properties of a section */
	bool mark_deleted; /* its end was deleted: the next paragraph goes on in this one */
};

/* A body, note or text box whose paragraphs are being set down. */
struct zl_frame {
	struct zl_frame *outer;
	enum zl_story story;
	struct zl_scope scope; /* its lists are counted in */
	uint32_t note;	       /* index + 1 into the document's notes; 0 for the body */
	uint32_t first;	       /* paragraphs set down before the frame was opened */
	uint32_t last;	       /* number of the paragraph set down last; 0 for none */
	bool has_text;	       /* some paragraph has */
	bool hosted;	       /* of a document within another one: the note is not its own */
	const struct zl_table_state *around;	 /* the cell that holds a chunk; NULL for none */
	struct zl_table_state *table;		 /* the innermost open one */
	ZL_VECTOR(struct zl_field_state) fields; /* open fields, the innermost last */
	size_t code_depth;			 /* of them, those whose code has not ended */
	struct zl_buffer code;			 /* what stands in the open fields' codes */

	/* The paragraph being put together. */
	bool open;     /* between its start and its end */
	bool joining;  /* ended, but goes on in the next one */
	uint32_t n;    /* its number while open or joining */
	bool anchored; /* something refers to a place in it */
	bool starts_page, bold_seen, plain_seen;
	bool parted; /* by a page or column break: what text follows is on another line */
	struct zl_buffer text;
	struct zl_buffer hidden; /* hidden text that has not been noted yet */
	size_t hidden_at;
	struct zl_buffer unknown; /* glyphs of symbol fonts that no table has */
	struct zl_buffer glyphs;  /* of symbol fonts, written as what they look like */
	struct zl_buffer reading; /* above the base text of the ruby being read */
	size_t base_at;
	bool in_reading;
	struct zl_buffer *sink; /* where the text element being read goes */
	size_t sink_at;
	struct zl_paragraph_state state;
	struct zl_run run;
};

/* Where a note, comment or box is referred to. */
struct zl_anchor {
	enum zl_story story;
	int32_t id;
	uint32_t n;
	size_t offset;
};

struct zl_builder {
	/* Set by the reader before anything else; host and the hook may stay NULL. */
	struct zl_document *document;
	const struct zl_unpack_limits *limits;
	struct zl_fault *fault; /* of the part being read */
	struct zl_frame *host;	/* of a document within another one: the frame it stands in */
	struct zl_styles styles;
	struct zl_numbering numbering;
	void (*before_number)(struct zl_builder *); /* called before each number is counted */
	struct zl_string part; /* being read; its name, in the document's arena */

	struct zl_arena arena;		     /* goes with the builder */
	struct zl_frame *frame;		     /* the text that paragraphs go to; NULL outside */
	struct zl_frame *spare;		     /* frames to be used again */
	ZL_VECTOR(struct zl_anchor) anchors; /* references to notes, as they were met */
	uint64_t text_seen;		     /* texts met that hold more than white space */
	uint64_t losses_seen;		     /* losses noted */
	unsigned silent;		     /* above 0: losses are not noted */
	uint64_t insertions, deletions;	     /* tracked changes met */
};

/* Whether there is nothing to do: after a failure, or outside of all text. */
bool zl_builder_is_idle(const struct zl_builder *);

/*
 * Looks at what the document holds by now: computed numbers and chunks that name one part again and
 * again make much of little.  Sets the fault where it is more than the limit.
 */
void zl_builder_check_text(struct zl_builder *);

/* Memory is out: sets the fault. */
void zl_builder_exhausted(struct zl_builder *);

/*
 * Room for one more item, cleared, at the end of a ZL_VECTOR; NULL, and the fault set, when there
 * is no memory.
 */
#define zl_builder_add(builder, vector)                                                            \
	((__typeof__((vector)->items))zl_builder_grow((builder), (void **)&(vector)->items,        \
						      &(vector)->count, &(vector)->capacity,       \
						      sizeof(*(vector)->items)))

void *zl_builder_grow(struct zl_builder *, void **items, size_t *count, size_t *capacity,
		      size_t size);

#endif
