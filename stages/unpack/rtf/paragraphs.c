/* paragraphs.c: stories, and the paragraphs in them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "unpack/story/frame.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"

static struct zl_rtf_stream *
stream_of(struct zl_rtf *rtf)
{
	return rtf->streams.count == 0 ? NULL : &rtf->streams.items[rtf->streams.count - 1];
}

bool
zl_rtf_need(struct zl_rtf *rtf)
{
	struct zl_rtf_stream *stream = stream_of(rtf);

	if (stream == NULL || rtf->builder->fault->code != ZL_OK)
		return false;
	if (!stream->is_started && !rtf->is_survey) {
		struct zl_grid *grid = &rtf->grids.items[stream->grid];
		if (stream->paragraph < grid->ends.count)
			zl_grid_enter(grid, rtf->builder, stream->paragraph);
		zl_paragraph_start(rtf->builder, 0);
	}
	stream->is_started = true;
	return true;
}

/* A number that stands in the text, where no list counts it. */
static void
set_number(struct zl_rtf *rtf, struct zl_paragraph_state *state)
{
	struct zl_document *document = rtf->builder->document;
	size_t length = rtf->number.length;

	while (length > 0 && strchr(" \t", rtf->number.data[length - 1]) != NULL)
		length--;
	if (length == 0)
		return;
	struct zl_number *number = zl_arena_zero(&document->arena, 1, sizeof(*number));
	if (number == NULL ||
	    !zl_document_copy(document, rtf->number.data, length, &number->text)) {
		zl_builder_exhausted(rtf->builder);
		return;
	}
	const char *digits = strpbrk(number->text.data, "0123456789");
	number->bullet = digits == NULL && length <= 3;
	number->format = zl_string(number->bullet ? "bullet" : "decimal");
	number->values[0] = digits == NULL ? 0 : (int32_t)strtol(digits, NULL, 10);
	state->number = number;
}

/* What the paragraph says of itself, as it ends. */
static void
set_state(struct zl_rtf *rtf)
{
	const struct zl_rtf_group *group = zl_rtf_group(rtf);
	struct zl_paragraph_state *state = zl_paragraph_own(rtf->builder);
	char id[16];

	if (state == NULL)
		return;
	snprintf(id, sizeof(id), "%d", group->style);
	state->style = zl_styles_find(&rtf->builder->styles, zl_string(id));
	state->list = group->list > 0 && zl_list_find(&rtf->builder->numbering, group->list) != NULL
			  ? group->list
			  : 0;
	state->list_level = group->level;
	state->outline = group->outline;
	state->centred = group->centred;
	state->page_break = group->page_break;
	state->mark_hidden = group->hidden;
	state->mark_deleted = group->deleted;
	if (state->list == 0)
		set_number(rtf, state);
}

void
zl_rtf_end_paragraph(struct zl_rtf *rtf, enum zl_grid_kind kind, unsigned depth,
		     const struct zl_row_shape *shape)
{
	struct zl_rtf_stream *stream = stream_of(rtf);

	if (zl_rtf_group(rtf)->place != ZL_RTF_BODY || stream == NULL)
		return;
	struct zl_grid *grid = &rtf->grids.items[stream->grid];
	if (kind != ZL_GRID_ROW && !zl_rtf_need(rtf))
		return;
	if (rtf->is_survey) {
		if (!zl_grid_add(grid, rtf->builder, depth, kind, shape))
			return;
	} else if (stream->is_started) {
		set_state(rtf);
		zl_paragraph_end(rtf->builder);
	}
	if (!rtf->is_survey && stream->paragraph < grid->ends.count)
		zl_grid_leave(grid, rtf->builder, stream->paragraph);
	stream->paragraph++;
	stream->is_started = false;
	zl_buffer_clear(&rtf->number);
}

void
zl_rtf_lose(struct zl_rtf *rtf, const char *kind, struct zl_string text)
{
	if (zl_rtf_need(rtf) && !rtf->is_survey)
		zl_loss(rtf->builder, kind, 1, text);
}

void
zl_rtf_open_stream(struct zl_rtf *rtf, enum zl_story story)
{
	char id[16];

	if (rtf->grids_met == rtf->grids.count && zl_builder_add(rtf->builder, &rtf->grids) == NULL)
		return;
	if (rtf->is_survey) {
		; /* nothing is set down */
	} else if (story == ZL_STORY_BOX) {
		zl_box_open(rtf->builder);
	} else {
		snprintf(id, sizeof(id), "%d", ++rtf->notes[story]);
		zl_frame_open(rtf->builder, story, zl_string(story == ZL_STORY_BODY ? "" : id));
	}
	struct zl_rtf_stream *stream = zl_builder_add(rtf->builder, &rtf->streams);
	if (stream == NULL)
		return;
	stream->grid = rtf->grids_met++;
	struct zl_rtf_group *group = zl_rtf_group(rtf);
	group->place = ZL_RTF_BODY;
	group->end = ZL_RTF_END_STREAM;
	group->in_table = false;
	group->depth = 0;
}

void
zl_rtf_close_stream(struct zl_rtf *rtf)
{
	struct zl_rtf_stream *stream = stream_of(rtf);

	if (stream == NULL)
		return;
	if (stream->is_started)
		zl_rtf_end_paragraph(rtf, ZL_GRID_PARAGRAPH, 0, NULL);
	if (rtf->builder->fault->code != ZL_OK)
		return;
	struct zl_grid *grid = &rtf->grids.items[stream->grid];
	if (rtf->is_survey) {
		zl_grid_settle(grid, rtf->builder);
	} else {
		zl_grid_close(grid, rtf->builder);
		zl_frame_close(rtf->builder);
	}
	rtf->streams.count--;
}
