/* stretch.c: paragraph by paragraph. */
#include "stretch.h"

#include <stdlib.h>

#include "unpack/story/paragraph.h"

/* What the paragraph, from first to its mark, says of itself, for the builder. */
static void
set_state(struct zl_stretch *stretch, uint32_t first, const struct zl_mark *mark)
{
	struct zl_paragraph_state *state = zl_paragraph_own(stretch->builder);

	if (state == NULL)
		return;
	state->style = zl_binary_style(stretch->binary, mark->style);
	state->list = mark->list;
	state->list_level = mark->level;
	/* A list of the paragraph's own, at the level that the style gives. */
	if (mark->list > 0 && mark->level == ZL_UNSET && state->style != NULL)
		state->list_level = state->style->list_level;
	/* A section that ends in a paragraph of its own: Word gives it no number. */
	if (mark->ends_section && first == mark->at)
		state->list = 0;
	state->outline = mark->outline;
	state->centred = mark->centred;
	state->page_break = mark->page_break;
}

/* What is said of the mark itself. */
static void
set_mark(struct zl_stretch *stretch, const struct zl_mark *mark, enum zl_grid_kind kind)
{
	struct zl_paragraph_state *state = zl_paragraph_own(stretch->builder);
	uint32_t end;
	struct zl_binary_run run = zl_binary_run_of(stretch->binary, mark->at, &end);

	if (state == NULL)
		return;
	state->mark_hidden = run.hidden == -1 ? ZL_UNSET : run.hidden == 1;
	if (kind != ZL_GRID_PARAGRAPH || mark->ends_section)
		return;
	state->mark_deleted = run.deleted;
	stretch->builder->deletions += run.deleted && !stretch->was_deleted;
	stretch->was_deleted = run.deleted;
}

static void
read_paragraph(struct zl_stretch *stretch, size_t i)
{
	const struct zl_mark *mark = &stretch->marks.marks.items[i];
	struct zl_grid *grid = &stretch->marks.grid;
	enum zl_grid_kind kind = grid->ends.items[i].kind;
	uint32_t first = zl_marks_first(&stretch->marks, i);

	zl_grid_enter(grid, stretch->builder, i);
	if (kind == ZL_GRID_ROW && first == mark->at)
		return;
	zl_paragraph_start(stretch->builder, 0);
	stretch->style = mark->style;
	set_state(stretch, first, mark);
	zl_stretch_text(stretch, first, mark->at);
	if (!zl_builder_is_idle(stretch->builder))
		set_mark(stretch, mark, kind);
	zl_paragraph_end(stretch->builder);
	zl_grid_leave(grid, stretch->builder, i);
}

/* Where something is referred to in the body: [MS-DOC] 2.8.19, 2.8.13 and 2.8.8. */
static void
set_references(struct zl_stretch *stretch)
{
	static const struct {
		enum zl_fib_pair pair;
		size_t each;
		enum zl_story story;
	} references[ZL_REFERENCES] = {
	    {ZL_FIB_FOOTNOTE_REFERENCES, 2, ZL_STORY_FOOTNOTE},
	    {ZL_FIB_ENDNOTE_REFERENCES, 2, ZL_STORY_ENDNOTE},
	    {ZL_FIB_COMMENT_REFERENCES, 30, ZL_STORY_COMMENT},
	};
	enum { COMMENT95 = 20 }; /* bytes of a comment's reference in Word 6 and 95 */
	const struct zl_binary *binary = stretch->binary;

	stretch->reference_at = UINT32_MAX;
	if (stretch->part != ZL_FIB_TEXT)
		return;
	for (int i = 0; i < ZL_REFERENCES; i++)
		stretch->references[i] = (struct zl_reference){
		    .plc = zl_plc(
			zl_fib_structure(&binary->fib, binary->table.bytes, references[i].pair),
			binary->fib.is_word95 && references[i].each > COMMENT95
			    ? COMMENT95
			    : references[i].each),
		    .story = references[i].story};
	stretch->reference_at = 0;
}

void
zl_stretch_read(struct zl_binary *binary, enum zl_fib_part part, uint32_t first, uint32_t end,
		bool guard)
{
	struct zl_stretch stretch = {.binary = binary, .builder = binary->builder, .part = part};

	set_references(&stretch);
	zl_marks_read(&stretch.marks, binary, first, end);
	size_t count = stretch.marks.marks.count;
	if (guard && count > 1 &&
	    zl_marks_first(&stretch.marks, count - 1) == stretch.marks.marks.items[count - 1].at)
		count--;
	for (size_t i = 0; i < count && binary->builder->fault->code == ZL_OK; i++)
		read_paragraph(&stretch, i);
	if (binary->builder->fault->code == ZL_OK)
		zl_grid_close(&stretch.marks.grid, binary->builder);
	zl_marks_free(&stretch.marks);
	zl_buffer_free(&stretch.text);
	zl_buffer_free(&stretch.bytes);
	free(stretch.fields.items);
}
