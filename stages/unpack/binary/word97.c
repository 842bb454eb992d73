/* word97.c: the structures first, then the text that refers to them, then its notes. */
#include "word97.h"

#include <stdlib.h>

#include "drawn.h"
#include "lists.h"
#include "notes.h"
#include "shapes.h"
#include "stretch.h"
#include "stylesheet.h"
#include "summary.h"
#include "unpack/story/frame.h"
#include "word95.h"

enum {
	SECTION = 12,		/* Sed */
	WORK_TIMES = 64,	/* as often as properties may be read, times the file's bytes */
	WORK_ALWAYS = 16 << 20, /* and this in any case */
	FORMAT = 2,		/* nFib */
	WORD6 = 101,		/* its least, and Word 95's greatest */
	WORD95 = 105
};

/* What the FIB says that the file is. */
static bool
check_fib(struct zl_binary *binary)
{
	struct zl_fault *fault = binary->builder->fault;
	bool whole = zl_fib_read(&binary->fib, binary->word.bytes);
	unsigned format = zl_little16(binary->word.bytes, FORMAT);

	if (binary->fib.ident == ZL_FIB_WORD2)
		zl_fault_set(fault, ZL_LEGACY_DOC, "Word 2");
	else if (binary->fib.is_word95 && (format < WORD6 || format > WORD95))
		zl_fault_set(fault, ZL_LEGACY_WORD95, "its format is %u", format);
	else if ((!binary->fib.is_word95 && binary->fib.ident != ZL_FIB_WORD97) || !whole)
		zl_fault_set(fault, ZL_WORD_DAMAGED, "its WordDocument stream has %zu bytes",
			     binary->word.bytes.size);
	else if (binary->fib.is_encrypted)
		zl_fault_set(fault, ZL_ENCRYPTED, "a Word document with a password");
	return fault->code == ZL_OK;
}

/* A stream that a document may do without; damaged, it is left out with a warning. */
static void
read_optional(struct zl_binary *binary, const char *name, struct zl_stream *out)
{
	struct zl_fault fault = {0};

	if (zl_compound_read(binary->file, name, out, &fault) == ZL_OK ||
	    fault.code == ZL_MISSING_PART)
		return;
	if (zl_fault_is_fatal(fault.code))
		zl_fault_set(binary->builder->fault, fault.code, "%s", fault.message);
	else
		zl_document_warn(binary->builder->document, "broken-part", 0, "%s: %s: %s", name,
				 zl_failure_code(fault.code), fault.message);
}

/* The table stream that the FIB names; else the other one.  Older documents have but one stream. */
static bool
read_table(struct zl_binary *binary)
{
	const char *named = binary->fib.uses_table1 ? "1Table" : "0Table";
	const char *other = binary->fib.uses_table1 ? "0Table" : "1Table";

	if (binary->fib.is_word95) {
		binary->table.bytes = binary->data.bytes = binary->word.bytes;
		return true;
	}
	if (!zl_compound_has(binary->file, named) && zl_compound_has(binary->file, other)) {
		zl_document_warn(binary->builder->document, "missing-part", 0, "%s", named);
		named = other;
	}
	return zl_compound_read(binary->file, named, &binary->table, binary->builder->fault) ==
	       ZL_OK;
}

/* Styles by their numbers. */
static void
index_styles(struct zl_binary *binary)
{
	const struct zl_styles *styles = &binary->builder->styles;
	const struct zl_style **by_number =
	    zl_arena_zero(&binary->builder->arena, ZL_STYLES_MOST, sizeof(struct zl_style *));

	if (by_number == NULL) {
		zl_builder_exhausted(binary->builder);
		return;
	}
	for (size_t i = 0; i < styles->count; i++) {
		unsigned long number = strtoul(styles->items[i].id.data, NULL, 10);
		if (number < ZL_STYLES_MOST)
			by_number[number] = &styles->items[i];
	}
	binary->styles = by_number;
	binary->style_count = ZL_STYLES_MOST;
}

static struct zl_bytes
structure(const struct zl_binary *binary, enum zl_fib_pair pair)
{
	return zl_fib_structure(&binary->fib, binary->table.bytes, pair);
}

/* Whether the pieces reach as far as the text does. */
static bool
reaches(const struct zl_binary *binary)
{
	const struct zl_pieces *pieces = &binary->pieces;

	return pieces->pieces.items[pieces->pieces.count - 1].end >=
	       binary->fib.start[ZL_FIB_FOOTNOTES];
}

/* Pieces, pages, fonts, styles and lists. */
static bool
word97_structures(struct zl_binary *binary)
{
	static const struct zl_stylesheet_form form = {.next_sprm = zl_sprm_next};
	struct zl_builder *builder = binary->builder;
	struct zl_bytes word = binary->word.bytes;

	binary->next_sprm = zl_sprm_next;
	if (zl_pieces_read(&binary->pieces, structure(binary, ZL_FIB_PIECES), word,
			   builder->fault) != ZL_OK)
		return false;
	binary->character_pages = (struct zl_pages){
	    word, zl_plc(structure(binary, ZL_FIB_CHARACTER_PAGES), 4), false, false};
	binary->paragraph_pages = (struct zl_pages){
	    word, zl_plc(structure(binary, ZL_FIB_PARAGRAPH_PAGES), 4), true, false};
	if (!zl_font_table_read(&binary->fonts, structure(binary, ZL_FIB_FONTS), &builder->arena))
		zl_builder_exhausted(builder);
	zl_stylesheet_read(builder, structure(binary, ZL_FIB_STYLES), &form);
	zl_lists_read(builder, zl_fib_onward(&binary->fib, binary->table.bytes, ZL_FIB_LISTS),
		      structure(binary, ZL_FIB_LISTS).size,
		      structure(binary, ZL_FIB_LIST_OVERRIDES), &binary->fonts);
	return builder->fault->code == ZL_OK;
}

/* What the text refers to. */
static bool
read_structures(struct zl_binary *binary)
{
	struct zl_fault *fault = binary->builder->fault;

	if (binary->fib.is_word95 ? !zl_word95_structures(binary) : !word97_structures(binary))
		return false;
	if (binary->pieces.is_cut || !reaches(binary))
		zl_fault_set(fault, ZL_TRUNCATED, "its text has %u characters, not all there",
			     binary->fib.start[ZL_FIB_FOOTNOTES]);
	binary->sections = zl_plc(structure(binary, ZL_FIB_SECTIONS), SECTION);
	index_styles(binary);
	return fault->code == ZL_OK;
}

/* Text boxes of Word 6 and 95, which are not taken apart. */
static void
read_boxes95(struct zl_binary *binary)
{
	for (enum zl_fib_part part = ZL_FIB_BOXES; part <= ZL_FIB_HEADER_BOXES; part++) {
		uint32_t first = binary->fib.start[part], end = binary->fib.start[part + 1];
		if (!binary->fib.is_word95 || first == end ||
		    zl_frame_open(binary->builder, ZL_STORY_BOX, zl_string("")) == NULL)
			continue;
		zl_stretch_read(binary, part, first, end, true);
		zl_frame_close(binary->builder);
	}
}

static void
read_text(struct zl_binary *binary)
{
	struct zl_builder *builder = binary->builder;
	struct zl_shapes shapes = {0};
	struct zl_boxes boxes[2] = {0};

	zl_shapes_read(&shapes, builder, structure(binary, ZL_FIB_DRAWINGS));
	binary->shapes = &shapes;
	zl_drawn_boxes(binary, boxes);
	zl_frame_open(builder, ZL_STORY_BODY, zl_string(""));
	zl_stretch_read(binary, ZL_FIB_TEXT, binary->fib.start[ZL_FIB_TEXT],
			binary->fib.start[ZL_FIB_TEXT + 1], false);
	zl_frame_close(builder);
	zl_binary_notes_read(binary);
	zl_drawn_rest(binary);
	read_boxes95(binary);
	if (binary->numbered > 0)
		zl_document_warn(builder->document, "number-format", 0,
				 "%zu paragraphs are numbered as Word 6 and 95 did: not counted",
				 binary->numbered);
	while (builder->frame != NULL)
		zl_frame_close(builder);
	zl_shapes_free(&shapes);
	free(boxes[0].boxes.items);
	free(boxes[1].boxes.items);
}

static void
read_properties(struct zl_binary *binary, const char *name)
{
	struct zl_stream stream;

	read_optional(binary, name, &stream);
	zl_summary_read(binary->builder, stream.bytes);
	zl_stream_free(&stream);
}

void
zl_word97_read(struct zl_builder *builder, struct zl_compound *file)
{
	struct zl_binary binary = {.builder = builder,
				   .file = file,
				   .set_text = zl_stretch_read,
				   .work_most = WORK_ALWAYS + WORK_TIMES * file->file.size};

	if (builder->host == NULL)
		builder->part = zl_string("WordDocument");
	if (zl_compound_read(file, "WordDocument", &binary.word, builder->fault) == ZL_OK &&
	    check_fib(&binary) && read_table(&binary)) {
		if (builder->host == NULL)
			builder->document->source.format =
			    zl_string(binary.fib.is_template ? "dot" : "doc");
		if (!binary.fib.is_word95)
			read_optional(&binary, "Data", &binary.data);
		if (read_structures(&binary))
			read_text(&binary);
		if (builder->host == NULL) {
			read_properties(&binary, "\005SummaryInformation");
			read_properties(&binary, "\005DocumentSummaryInformation");
		}
	}
	zl_pieces_free(&binary.pieces);
	zl_stream_free(&binary.word);
	zl_stream_free(&binary.table);
	zl_stream_free(&binary.data);
}
