/* binary.h: what the files that read one document of Word 97-2003 share. */
#ifndef ZL_BINARY_H
#define ZL_BINARY_H

#include "fib.h"
#include "fonts.h"
#include "pages.h"
#include "pieces.h"
#include "properties.h"
#include "unpack/compound/compound.h"
#include "unpack/story/builder.h"

struct zl_boxes;
struct zl_shapes;
struct zl_style_font;

struct zl_binary {
	struct zl_builder *builder;
	struct zl_compound *file;
	struct zl_stream word, table, data;
	struct zl_fib fib;
	struct zl_pieces pieces;
	struct zl_pages character_pages, paragraph_pages;
	zl_sprm_reader *next_sprm;
	struct zl_plc sections;
	struct zl_font_table fonts;
	const struct zl_style *const *styles; /* by istd */
	size_t style_count;
	struct zl_shapes *shapes; /* of the body and of the headers, two */
	struct zl_boxes *boxes;	  /* likewise */
	/* Sets text of a part down in the builder's frame: zl_stretch_read. */
	void (*set_text)(struct zl_binary *, enum zl_fib_part, uint32_t first, uint32_t end,
			 bool guard);
	/* Of Word 6 and 95: text is in the code page of its font, else of the document. */
	unsigned code_page;
	struct zl_style_font *style_fonts; /* by istd */
	size_t numbered;		   /* paragraphs whose numbers are not counted */
	uint64_t work, work_most;	   /* bytes of properties read, and how many may be */
};

/*
 * What is said of the paragraph whose mark stands at the position, by its style's number, its page,
 * what these refer to, and its piece.  shape gets the shape of the table row that the mark ends;
 * shape may be NULL.
 */
struct zl_binary_paragraph zl_binary_paragraph_of(struct zl_binary *, uint32_t position,
						  struct zl_row_shape *shape);

/*
 * What is said of the character at the position; *end is where something else may be said, beyond
 * the position.
 */
struct zl_binary_run zl_binary_run_of(struct zl_binary *, uint32_t position, uint32_t *end);

/* The style of the number; NULL for none. */
const struct zl_style *zl_binary_style(const struct zl_binary *, uint16_t number);

#endif
