/* paragraph.c: paragraphs are set down when they start, and filled in when they end. */
#include "paragraph.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "losses.h"
#include "table.h"

enum { LONG = 1 << 20 }; /* bytes of a text that is not copied */

void
zl_run_start(struct zl_builder *builder)
{
	if (builder->frame != NULL)
		builder->frame->run =
		    (struct zl_run){.bold = ZL_UNSET, .hidden = ZL_UNSET, .fonts = zl_fonts_unset};
}

struct zl_paragraph_state *
zl_paragraph_own(struct zl_builder *builder)
{
	return builder->frame == NULL ? NULL : &builder->frame->state;
}

/* A paragraph of which nothing is known yet. */
static void
paragraph_reset(struct zl_frame *frame)
{
	frame->state = (struct zl_paragraph_state){.list = ZL_UNSET,
						   .list_level = ZL_UNSET,
						   .outline = ZL_UNSET,
						   .centred = ZL_UNSET,
						   .page_break = ZL_UNSET,
						   .mark_hidden = ZL_UNSET};
}

/* Sets a new paragraph down, with where it stands; what it says comes when it ends. */
static bool
paragraph_add(struct zl_builder *builder, uint32_t para_id)
{
	struct zl_document *document = builder->document;
	struct zl_frame *frame = builder->frame;
	const struct zl_table_state *table = frame->table != NULL ? frame->table : frame->around;

	if (document->paragraphs.count >= builder->limits->paragraphs) {
		zl_fault_set(builder->fault, ZL_TOO_MANY, "more than %llu paragraphs",
			     (unsigned long long)builder->limits->paragraphs);
		return false;
	}
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	if (paragraph == NULL) {
		zl_builder_exhausted(builder);
		return false;
	}
	*paragraph = (struct zl_paragraph){.text = zl_string(""),
					   .style = zl_string(""),
					   .part = builder->part,
					   .para_id = para_id,
					   .note = frame->note,
					   .story = (uint8_t)frame->story,
					   .outline = -1};
	if (table != NULL) {
		paragraph->table = table->index;
		paragraph->row = table->row;
		paragraph->column = table->column;
		paragraph->row_span = 1;
		paragraph->column_span = table->span == 0 ? 1 : table->span;
	}
	frame->n = (uint32_t)document->paragraphs.count;
	return true;
}

void
zl_paragraph_start(struct zl_builder *builder, uint32_t para_id)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder))
		return;
	if (frame->open)
		zl_paragraph_end(builder);
	paragraph_reset(frame);
	zl_run_start(builder);
	if (!frame->joining) {
		if (!paragraph_add(builder, para_id))
			return;
		zl_buffer_clear(&frame->text);
		zl_buffer_clear(&frame->glyphs);
		zl_buffer_clear(&frame->unknown);
		frame->anchored = frame->starts_page = frame->parted = false;
		frame->bold_seen = frame->plain_seen = false;
	}
	frame->joining = false;
	frame->open = true;
}

bool
zl_paragraph_need(struct zl_builder *builder)
{
	if (zl_builder_is_idle(builder))
		return false;
	if (!builder->frame->open)
		zl_paragraph_start(builder, 0);
	return builder->frame->open;
}

const struct zl_style *
zl_paragraph_style(const struct zl_builder *builder)
{
	const struct zl_style *style = builder->frame->state.style;

	return style != NULL ? style : builder->styles.paragraph;
}

/* A property: the paragraph's own value, or its style's; ZL_UNSET for neither. */
#define PROPERTY(builder, own, inherited)                                                          \
	((builder)->frame->state.own != ZL_UNSET ? (builder)->frame->state.own                     \
	 : zl_paragraph_style(builder) != NULL	 ? zl_paragraph_style(builder)->inherited          \
						 : ZL_UNSET)

static bool
count_number(struct zl_builder *builder, struct zl_paragraph *paragraph)
{
	struct zl_paragraph_state *state = &builder->frame->state;
	const struct zl_style *style = zl_paragraph_style(builder);
	int32_t list = PROPERTY(builder, list, list);
	int level = state->list_level;
	bool empty = builder->frame->text.length == 0;
	const struct zl_number *number;

	paragraph->number = state->number;
	if (list == ZL_UNSET || list == 0 || state->number != NULL)
		return true;
	/* What only ends a section is no paragraph to Word, and counts for nothing. */
	if (empty && state->ends_section && !builder->frame->anchored)
		return true;
	if (builder->before_number != NULL)
		builder->before_number(builder);
	if (!zl_numbering_count(&builder->numbering, builder->document, &builder->frame->scope,
				list, level, style, builder->frame->n, &number))
		return false;
	/* One that is hidden counts, which is how Word stores "advance value"; nobody sees it. */
	if (!empty || PROPERTY(builder, mark_hidden, hidden) != 1)
		paragraph->number = number;
	return true;
}

/* The text is the document's now; of a long one there is no second copy. */
static bool
take_text(struct zl_builder *builder, struct zl_string *out)
{
	struct zl_buffer *text = &builder->frame->text;
	struct zl_arena *arena = &builder->document->arena;
	size_t length = text->length;

	if (length < LONG)
		return zl_document_copy(builder->document, text->data, length, out);
	char *data = realloc(text->data, length + 1);
	if (data != NULL)
		*text = (struct zl_buffer){.data = data, .length = length, .capacity = length + 1};
	if (data == NULL || !zl_arena_adopt(arena, data, length + 1))
		return false;
	*out = (struct zl_string){data, length};
	zl_buffer_detach(text, NULL);
	return true;
}

/* Fills in what is known once the paragraph has ended. */
static bool
paragraph_fill(struct zl_builder *builder, struct zl_paragraph *paragraph)
{
	struct zl_frame *frame = builder->frame;
	int outline = PROPERTY(builder, outline, outline);

	if (frame->state.style != NULL)
		paragraph->style = frame->state.style->name;
	else if (frame->state.style_id.length > 0)
		paragraph->style = frame->state.style_id;
	paragraph->outline = outline >= 0 && outline < ZL_LEVELS ? (int8_t)outline : -1;
	if (frame->bold_seen && !frame->plain_seen)
		paragraph->flags |= ZL_PARAGRAPH_BOLD;
	if (PROPERTY(builder, centred, centred) == 1)
		paragraph->flags |= ZL_PARAGRAPH_CENTRED;
	if (PROPERTY(builder, page_break, page_break) == 1 || frame->starts_page)
		paragraph->flags |= ZL_PARAGRAPH_PAGE_BREAK;
	return count_number(builder, paragraph) && take_text(builder, &paragraph->text);
}

/* Whether empty paragraphs of the cell are only the filling of merged or deleted cells. */
static bool
cell_is_filling(const struct zl_table_state *table)
{
	return table != NULL && (table->row_deleted ||
				 (table->in_cell && (table->merged_down || table->merged_right)));
}

/* Whether the paragraph is the empty filling of a merged or deleted cell, and can go. */
static bool
paragraph_is_filling(const struct zl_builder *builder)
{
	const struct zl_frame *frame = builder->frame;

	return frame->text.length == 0 && !frame->anchored &&
	       frame->n == builder->document->paragraphs.count && cell_is_filling(frame->table);
}

/* Sets the paragraph down for good. */
static void
paragraph_finish(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	frame->open = frame->joining = false;
	if (builder->fault->code != ZL_OK)
		return;
	if (paragraph_is_filling(builder)) {
		builder->document->paragraphs.count--;
		return;
	}
	assert(frame->n > 0 && frame->n <= builder->document->paragraphs.count);
	struct zl_paragraph *paragraph = &builder->document->paragraphs.items[frame->n - 1];
	if (frame->text.failed || !paragraph_fill(builder, paragraph)) {
		zl_builder_exhausted(builder);
		return;
	}
	zl_builder_check_text(builder);
	frame->last = frame->n;
	if (paragraph->text.length > 0 || frame->anchored)
		frame->has_text = true;
	if (frame->glyphs.length > 0)
		zl_document_warn(builder->document, "symbol-font", frame->n,
				 "glyphs of a symbol font, written as what they look like: %s",
				 frame->glyphs.data);
	if (frame->unknown.length > 0)
		zl_document_warn(builder->document, "symbol", frame->n,
				 "glyphs of a symbol font that no table has:%s",
				 frame->unknown.data);
	if (paragraph->text.length > 0 && cell_is_filling(frame->table))
		zl_document_warn(builder->document, "merged-cell-text", frame->n,
				 "a cell that is merged away, or deleted, holds text");
}

void
zl_hidden_flush(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;
	struct zl_string text = {frame->hidden.data, frame->hidden.length};

	if (text.length == 0)
		return;
	/* What stood before it may have been taken out as a field's code. */
	if (frame->hidden_at > frame->text.length)
		frame->hidden_at = frame->text.length;
	if (builder->silent == 0) {
		frame->anchored = true;
		zl_loss_add(builder, "hidden", 1, text, frame->n, frame->hidden_at);
	}
	zl_buffer_clear(&frame->hidden);
}

void
zl_paragraph_end(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || !frame->open)
		return;
	zl_hidden_flush(builder);
	if (frame->state.mark_deleted) {
		frame->open = false;
		frame->joining = true;
		return;
	}
	paragraph_finish(builder);
}

void
zl_paragraph_settle(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder))
		return;
	zl_paragraph_end(builder);
	if (!frame->joining)
		return;
	/* A paragraph of which nothing was left is not there. */
	if (frame->text.length == 0 && !frame->anchored &&
	    frame->n == builder->document->paragraphs.count) {
		builder->document->paragraphs.count--;
		frame->joining = false;
		return;
	}
	paragraph_finish(builder);
}

void
zl_paragraph_number(struct zl_builder *builder, bool ordered, int level, int32_t value)
{
	struct zl_number *number;
	char text[16];

	if (zl_builder_is_idle(builder) || !builder->frame->open)
		return;
	number = zl_arena_zero(&builder->document->arena, 1, sizeof(*number));
	snprintf(text, sizeof(text), "%d.", value);
	if (number == NULL || !zl_document_copy(builder->document, ordered ? text : "•",
						strlen(ordered ? text : "•"), &number->text)) {
		zl_builder_exhausted(builder);
		return;
	}
	number->format = zl_string(ordered ? "decimal" : "bullet");
	number->bullet = !ordered;
	number->level = (uint8_t)level;
	number->values[level] = ordered ? value : 0;
	builder->frame->state.number = number;
}
