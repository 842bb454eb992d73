/* story.c */
#include "story.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parts.h"

bool
zl_story_idle(const struct zl_job *job)
{
	return job->fault->code != ZL_OK || job->frame == NULL;
}

/* A frame to use: a spare one, whose buffers have their memory already, or a new one. */
static struct zl_frame *
frame_new(struct zl_job *job)
{
	struct zl_frame *frame = job->spare, old;

	if (frame == NULL)
		return calloc(1, sizeof(*frame));
	job->spare = frame->outer;
	old = *frame;
	*frame = (struct zl_frame){.fields = old.fields,
				   .field_capacity = old.field_capacity,
				   .code = old.code,
				   .text = old.text,
				   .hidden = old.hidden,
				   .glyphs = old.glyphs,
				   .reading = old.reading};
	zl_buffer_clear(&frame->code);
	zl_buffer_clear(&frame->text);
	zl_buffer_clear(&frame->hidden);
	zl_buffer_clear(&frame->glyphs);
	zl_buffer_clear(&frame->reading);
	return frame;
}

struct zl_note *
zl_frame_open(struct zl_job *job, enum zl_story story, struct zl_string id)
{
	struct zl_document *document = job->document;
	struct zl_note *note = NULL;

	if (job->fault->code != ZL_OK)
		return NULL;
	struct zl_frame *frame = frame_new(job);
	if (frame == NULL) {
		zl_job_exhausted(job);
		return NULL;
	}
	frame->story = story;
	frame->first = (uint32_t)document->paragraphs.count;
	frame->outer = job->frame;
	job->frame = frame;
	if (story == ZL_STORY_BODY && job->host != NULL) {
		frame->story = job->host->story;
		frame->note = job->host->note;
		frame->hosted = true;
		frame->around = job->host->table != NULL ? job->host->table : job->host->around;
	}
	frame->scope = (struct zl_scope){.story = frame->story};
	if (story == ZL_STORY_BODY)
		return NULL;
	note = zl_document_add(document, notes);
	if (note == NULL || !zl_document_copy(document, id.data, id.length, &note->id)) {
		zl_job_exhausted(job);
		return NULL;
	}
	note->story = story;
	frame->note = (uint32_t)document->notes.count;
	return note;
}

/* Takes back the note of a frame that holds nothing, with its empty paragraphs. */
static void
take_back(struct zl_job *job, struct zl_frame *frame)
{
	struct zl_document *document = job->document;

	if (frame->note == 0 || frame->has_text || frame->note != document->notes.count ||
	    frame->hosted)
		return;
	document->notes.count--;
	document->paragraphs.count = frame->first;
}

void
zl_frame_close(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	if (frame == NULL)
		return;
	while (frame->table != NULL && job->fault->code == ZL_OK)
		zl_table_end(job);
	zl_paragraph_settle(job);
	zl_tables_free(frame->table);
	frame->table = NULL;
	take_back(job, frame);
	if (frame->hosted && frame->last > 0)
		job->host->last = frame->last;
	job->frame = frame->outer;
	frame->outer = job->spare;
	job->spare = frame;
}

static void
frames_free(struct zl_frame *frame)
{
	while (frame != NULL) {
		struct zl_frame *outer = frame->outer;
		zl_tables_free(frame->table);
		free(frame->fields);
		zl_buffer_free(&frame->code);
		zl_buffer_free(&frame->text);
		zl_buffer_free(&frame->hidden);
		zl_buffer_free(&frame->glyphs);
		zl_buffer_free(&frame->reading);
		free(frame);
		frame = outer;
	}
}

void
zl_frames_free(struct zl_job *job)
{
	frames_free(job->frame);
	frames_free(job->spare);
	job->frame = job->spare = NULL;
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
paragraph_add(struct zl_job *job, uint32_t para_id)
{
	struct zl_document *document = job->document;
	struct zl_frame *frame = job->frame;
	const struct zl_table_state *table = frame->table != NULL ? frame->table : frame->around;

	if (document->paragraphs.count >= job->limits->paragraphs) {
		zl_fault_set(job->fault, ZL_TOO_MANY, "more than %llu paragraphs",
			     (unsigned long long)job->limits->paragraphs);
		return false;
	}
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	if (paragraph == NULL) {
		zl_job_exhausted(job);
		return false;
	}
	*paragraph = (struct zl_paragraph){.text = zl_string(""),
					   .style = zl_string(""),
					   .part = job->part,
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
zl_paragraph_start(struct zl_job *job, uint32_t para_id)
{
	struct zl_frame *frame = job->frame;

	if (zl_story_idle(job))
		return;
	if (frame->open)
		zl_paragraph_end(job);
	paragraph_reset(frame);
	zl_run_start(job);
	if (!frame->joining) {
		if (!paragraph_add(job, para_id))
			return;
		zl_buffer_clear(&frame->text);
		zl_buffer_clear(&frame->glyphs);
		frame->anchored = frame->starts_page = false;
		frame->bold_seen = frame->plain_seen = false;
	}
	frame->joining = false;
	frame->open = true;
}

bool
zl_story_need(struct zl_job *job)
{
	if (zl_story_idle(job))
		return false;
	if (!job->frame->open)
		zl_paragraph_start(job, 0);
	return job->frame->open;
}

const struct zl_style *
zl_story_style(const struct zl_job *job)
{
	const struct zl_style *style = job->frame->state.style;

	return style != NULL ? style : job->styles.paragraph;
}

/* A property: the paragraph's own value, or its style's; ZL_UNSET for neither. */
#define PROPERTY(job, own, inherited)                                                              \
	((job)->frame->state.own != ZL_UNSET ? (job)->frame->state.own                             \
	 : zl_story_style(job) != NULL	     ? zl_story_style(job)->inherited                      \
					     : ZL_UNSET)

static bool
count_number(struct zl_job *job, struct zl_paragraph *paragraph)
{
	struct zl_paragraph_state *state = &job->frame->state;
	const struct zl_style *style = zl_story_style(job);
	int32_t list = PROPERTY(job, list, list);
	int level = state->list_level;
	bool hidden = PROPERTY(job, mark_hidden, hidden) == 1 && job->frame->text.length == 0;

	paragraph->number = state->number;
	if (list == ZL_UNSET || list == 0 || hidden || state->number != NULL)
		return true;
	zl_parts_numbering(job);
	return zl_numbering_count(&job->numbering, job->document, &job->frame->scope, list, level,
				  style, job->frame->n, &paragraph->number);
}

/* Fills in what is known once the paragraph has ended. */
static bool
paragraph_fill(struct zl_job *job, struct zl_paragraph *paragraph)
{
	struct zl_frame *frame = job->frame;
	int outline = PROPERTY(job, outline, outline);

	if (frame->state.style != NULL)
		paragraph->style = frame->state.style->name;
	else if (frame->state.style_id.length > 0)
		paragraph->style = frame->state.style_id;
	paragraph->outline = outline >= 0 && outline < ZL_LEVELS ? (int8_t)outline : -1;
	if (frame->bold_seen && !frame->plain_seen)
		paragraph->flags |= ZL_PARAGRAPH_BOLD;
	if (PROPERTY(job, centred, centred) == 1)
		paragraph->flags |= ZL_PARAGRAPH_CENTRED;
	if (PROPERTY(job, page_break, page_break) == 1 || frame->starts_page)
		paragraph->flags |= ZL_PARAGRAPH_PAGE_BREAK;
	return zl_document_copy(job->document, frame->text.data, frame->text.length,
				&paragraph->text) &&
	       count_number(job, paragraph);
}

/* Whether the paragraph is the empty filling of a merged or deleted cell, and can go. */
static bool
paragraph_is_filling(const struct zl_job *job)
{
	const struct zl_frame *frame = job->frame;

	return frame->text.length == 0 && !frame->anchored &&
	       frame->n == job->document->paragraphs.count && zl_cell_is_filling(frame->table);
}

/* Sets the paragraph down for good. */
static void
paragraph_finish(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	frame->open = frame->joining = false;
	if (job->fault->code != ZL_OK)
		return;
	if (paragraph_is_filling(job)) {
		job->document->paragraphs.count--;
		return;
	}
	struct zl_paragraph *paragraph = &job->document->paragraphs.items[frame->n - 1];
	if (frame->text.failed || !paragraph_fill(job, paragraph)) {
		zl_job_exhausted(job);
		return;
	}
	frame->last = frame->n;
	if (frame->text.length > 0 || frame->anchored)
		frame->has_text = true;
	if (frame->glyphs.length > 0)
		zl_document_warn(job->document, "symbol-font", frame->n,
				 "glyphs of a symbol font, written as what they look like: %s",
				 frame->glyphs.data);
	if (frame->text.length > 0 && zl_cell_is_filling(frame->table))
		zl_document_warn(job->document, "merged-cell-text", frame->n,
				 "a cell that is merged away, or deleted, holds text");
}

void
zl_story_flush(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;
	struct zl_string text = {frame->hidden.data, frame->hidden.length};

	if (text.length == 0)
		return;
	size_t now = frame->text.length;
	frame->text.length = frame->hidden_at;
	zl_loss(job, "hidden", 1, text);
	frame->text.length = now;
	zl_buffer_clear(&frame->hidden);
}

void
zl_paragraph_end(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	if (zl_story_idle(job) || !frame->open)
		return;
	zl_story_flush(job);
	if (frame->state.mark_deleted) {
		frame->open = false;
		frame->joining = true;
		return;
	}
	paragraph_finish(job);
}

void
zl_paragraph_settle(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	if (zl_story_idle(job))
		return;
	zl_paragraph_end(job);
	if (!frame->joining)
		return;
	/* A paragraph of which nothing was left is not there. */
	if (frame->text.length == 0 && !frame->anchored &&
	    frame->n == job->document->paragraphs.count) {
		job->document->paragraphs.count--;
		frame->joining = false;
		return;
	}
	paragraph_finish(job);
}

void
zl_paragraph_number(struct zl_job *job, bool ordered, int level, int32_t value)
{
	struct zl_number *number;
	char text[16];

	if (zl_story_idle(job) || !job->frame->open)
		return;
	number = zl_arena_zero(&job->document->arena, 1, sizeof(*number));
	snprintf(text, sizeof(text), "%d.", value);
	if (number == NULL || !zl_document_copy(job->document, ordered ? text : "•",
						strlen(ordered ? text : "•"), &number->text)) {
		zl_job_exhausted(job);
		return;
	}
	number->format = zl_string(ordered ? "decimal" : "bullet");
	number->bullet = !ordered;
	number->level = (uint8_t)level;
	number->values[level] = ordered ? value : 0;
	job->frame->state.number = number;
}

uint32_t
zl_place(struct zl_job *job, size_t *offset)
{
	if (!zl_story_need(job)) {
		*offset = 0;
		return 0;
	}
	job->frame->anchored = true;
	*offset = job->frame->text.length;
	return job->frame->n;
}

static void
add_loss(struct zl_job *job, const char *kind, uint32_t count, struct zl_string text, uint32_t n,
	 size_t offset)
{
	struct zl_loss *loss = zl_document_add(job->document, losses);

	if (loss == NULL || !zl_document_copy(job->document, text.data, text.length, &loss->text)) {
		zl_job_exhausted(job);
		return;
	}
	loss->kind = kind;
	loss->n = n;
	loss->offset = offset;
	loss->count = count;
	job->losses_seen++;
}

void
zl_loss(struct zl_job *job, const char *kind, uint32_t count, struct zl_string text)
{
	size_t offset = 0;

	if (zl_story_idle(job) || job->silent > 0)
		return;
	uint32_t n = zl_place(job, &offset);
	if (n != 0)
		add_loss(job, kind, count, text, n, offset);
}

void
zl_loss_between(struct zl_job *job, const char *kind, struct zl_string text)
{
	if (zl_story_idle(job) || job->silent > 0)
		return;
	zl_paragraph_settle(job);
	uint32_t n = job->frame->last;
	add_loss(job, kind, 1, text, n,
		 n == 0 ? 0 : job->document->paragraphs.items[n - 1].text.length);
}

void
zl_anchor(struct zl_job *job, enum zl_story story, int32_t id)
{
	size_t offset;
	uint32_t n = zl_place(job, &offset);
	struct zl_anchor *anchor = n == 0 ? NULL : zl_job_add(job, anchor);

	if (anchor != NULL)
		*anchor = (struct zl_anchor){story, id, n, offset};
}
