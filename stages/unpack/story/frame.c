/* frame.c: frames are used again, with their buffers. */
#include "frame.h"

#include <stdlib.h>

#include "fields.h"
#include "paragraph.h"
#include "places.h"
#include "table.h"

/* A frame to use: a spare one, whose buffers have their memory already, or a new one. */
static struct zl_frame *
frame_new(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->spare, old;

	if (frame == NULL)
		return calloc(1, sizeof(*frame));
	builder->spare = frame->outer;
	old = *frame;
	*frame = (struct zl_frame){.fields = {old.fields.items, 0, old.fields.capacity},
				   .code = old.code,
				   .text = old.text,
				   .hidden = old.hidden,
				   .glyphs = old.glyphs,
				   .unknown = old.unknown,
				   .reading = old.reading};
	zl_buffer_clear(&frame->code);
	zl_buffer_clear(&frame->text);
	zl_buffer_clear(&frame->hidden);
	zl_buffer_clear(&frame->glyphs);
	zl_buffer_clear(&frame->unknown);
	zl_buffer_clear(&frame->reading);
	return frame;
}

struct zl_note *
zl_frame_open(struct zl_builder *builder, enum zl_story story, struct zl_string id)
{
	struct zl_document *document = builder->document;
	struct zl_note *note = NULL;

	if (builder->fault->code != ZL_OK)
		return NULL;
	struct zl_frame *frame = frame_new(builder);
	if (frame == NULL) {
		zl_builder_exhausted(builder);
		return NULL;
	}
	frame->story = story;
	frame->first = (uint32_t)document->paragraphs.count;
	frame->outer = builder->frame;
	builder->frame = frame;
	if (story == ZL_STORY_BODY && builder->host != NULL) {
		frame->story = builder->host->story;
		frame->note = builder->host->note;
		frame->hosted = true;
		frame->around =
		    builder->host->table != NULL ? builder->host->table : builder->host->around;
	}
	frame->scope = (struct zl_scope){.story = frame->story};
	if (story == ZL_STORY_BODY)
		return NULL;
	note = zl_document_add(document, notes);
	if (note == NULL || !zl_document_copy(document, id.data, id.length, &note->id)) {
		zl_builder_exhausted(builder);
		return NULL;
	}
	note->story = story;
	frame->note = (uint32_t)document->notes.count;
	return note;
}

/* Takes back the note of a frame that holds nothing, with its empty paragraphs. */
static void
take_back(struct zl_builder *builder, struct zl_frame *frame)
{
	struct zl_document *document = builder->document;

	if (frame->note == 0 || frame->has_text || frame->note != document->notes.count ||
	    frame->hosted)
		return;
	document->notes.count--;
	document->paragraphs.count = frame->first;
}

void
zl_frame_close(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (frame == NULL)
		return;
	while (frame->table != NULL && builder->fault->code == ZL_OK)
		zl_table_end(builder);
	zl_paragraph_settle(builder);
	zl_tables_free(frame->table);
	frame->table = NULL;
	take_back(builder, frame);
	if (frame->hosted && frame->last > 0)
		builder->host->last = frame->last;
	builder->frame = frame->outer;
	frame->outer = builder->spare;
	builder->spare = frame;
}

static void
frames_free(struct zl_frame *frame)
{
	while (frame != NULL) {
		struct zl_frame *outer = frame->outer;
		zl_tables_free(frame->table);
		free(frame->fields.items);
		zl_buffer_free(&frame->code);
		zl_buffer_free(&frame->text);
		zl_buffer_free(&frame->hidden);
		zl_buffer_free(&frame->glyphs);
		zl_buffer_free(&frame->unknown);
		zl_buffer_free(&frame->reading);
		free(frame);
		frame = outer;
	}
}

void
zl_builder_free(struct zl_builder *builder)
{
	frames_free(builder->frame);
	frames_free(builder->spare);
	zl_styles_free(&builder->styles);
	zl_numbering_free(&builder->numbering);
	free(builder->anchors.items);
	zl_arena_free(&builder->arena);
}

struct zl_note *
zl_box_open(struct zl_builder *builder)
{
	size_t offset;
	uint32_t n = zl_place(builder, &offset);
	struct zl_note *note = zl_frame_open(builder, ZL_STORY_BOX, zl_string(""));

	if (note != NULL) {
		note->n = n;
		note->offset = offset;
	}
	return note;
}
