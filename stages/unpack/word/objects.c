/* objects.c */
#include "objects.h"

#include <string.h>

#include "parts.h"
#include "story.h"
#include "unpack/job.h"

/* The drawing being read, NULL outside of one. */
static struct zl_drawing *
innermost(struct zl_job *job)
{
	return job->drawing_count == 0 ? NULL : &job->drawings[job->drawing_count - 1];
}

void
zl_drawing_start(struct zl_xml *xml)
{
	zl_job_add((struct zl_job *)xml->context, drawing);
}

void
zl_object_start(struct zl_xml *xml)
{
	struct zl_drawing *drawing = zl_job_add((struct zl_job *)xml->context, drawing);

	if (drawing != NULL)
		drawing->is_object = true;
}

void
zl_drawing_end(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	const struct zl_drawing *drawing = innermost(job);

	if (drawing == NULL)
		return;
	struct zl_drawing ended = *drawing;
	job->drawing_count--;
	if (ended.is_object && ended.others == 0)
		zl_loss(job, "ole", 1, ended.name);
	else if (ended.pictures > 0 && !ended.is_object)
		zl_loss(job, "picture", ended.pictures, ended.name);
	else if (ended.others == 0 && !ended.has_box)
		zl_loss(job, "shape", 1, ended.name);
}

/* What Word says of the drawing: its description, else its title, else its name. */
void
zl_drawing_name(struct zl_xml *xml)
{
	static const char *const names[] = {"descr", "title", "name"};
	struct zl_job *job = xml->context;
	struct zl_drawing *drawing = innermost(job);
	struct zl_string words = {0};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && words.length == 0; i++)
		words = zl_xml_given(xml, names[i]);
	if (drawing != NULL && drawing->name.length == 0 &&
	    !zl_arena_copy(&job->arena, words.data, words.length, &drawing->name))
		zl_job_exhausted(job);
}

void
zl_picture_start(struct zl_xml *xml)
{
	struct zl_drawing *drawing = innermost(xml->context);

	if (drawing != NULL)
		drawing->pictures++;
}

/* Notes a loss with the text of the part that the relationship of that id leads to. */
static void
part_loss(struct zl_job *job, const char *kind, struct zl_string id)
{
	struct zl_drawing *drawing = innermost(job);
	struct zl_buffer text = {0};

	if (job->part_relations != NULL && job->silent == 0) {
		const struct zl_relation *relation = zl_relations_find(job->part_relations, id);
		if (relation != NULL && relation->target.length > 0)
			zl_part_words(job, relation->target, &text);
	}
	if (drawing != NULL)
		drawing->others++;
	zl_loss(job, kind, 1,
		text.length > 0	  ? (struct zl_string){text.data, text.length}
		: drawing != NULL ? drawing->name
				  : zl_string(""));
	zl_buffer_free(&text);
}

void
zl_chart_start(struct zl_xml *xml)
{
	part_loss(xml->context, "chart", zl_xml_given_in(xml, ZL_SPACE_R, "id"));
}

void
zl_diagram_start(struct zl_xml *xml)
{
	part_loss(xml->context, "diagram", zl_xml_given_in(xml, ZL_SPACE_R, "dm"));
}

void
zl_ole_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_drawing *drawing = innermost(job);

	if (drawing != NULL)
		drawing->others++;
	zl_loss(job, "ole", 1, zl_xml_given(xml, "ProgID"));
}

void
zl_control_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_drawing *drawing = innermost(job);

	if (drawing != NULL)
		drawing->others++;
	zl_loss(job, "control", 1, zl_xml_given(xml, "name"));
}

/* WordArt of VML, watermarks above all: its text is an attribute.  It becomes a text box. */
void
zl_word_art_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_string text = zl_xml_given(xml, "string");
	struct zl_drawing *drawing = innermost(job);
	size_t offset;

	if (text.length == 0)
		return;
	uint32_t n = zl_place(job, &offset);
	struct zl_note *note = zl_frame_open(job, ZL_STORY_BOX, zl_string(""));
	if (note == NULL)
		return;
	note->n = n;
	note->offset = offset;
	zl_paragraph_start(job, 0);
	zl_text_begin(job);
	zl_text_add(job, text.data, text.length);
	zl_text_end(job, true);
	zl_frame_close(job);
	if (drawing != NULL)
		drawing->has_box = true;
}

void
zl_formula_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (job->formula_depth++ == 0) {
		zl_place(job, &job->formula_at);
		zl_run_start(job);
	}
}

/* The formula's characters stay in the text; how they stood to each other is lost. */
void
zl_formula_end(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_frame *frame = job->frame;

	if (job->formula_depth == 0 || --job->formula_depth > 0 || frame == NULL)
		return;
	size_t from = job->formula_at > frame->text.length ? frame->text.length : job->formula_at;
	struct zl_string text = {frame->text.data == NULL ? "" : frame->text.data + from,
				 frame->text.length - from};
	frame->text.length = from;
	zl_loss(job, "formula", 1, text);
	frame->text.length += text.length;
}
