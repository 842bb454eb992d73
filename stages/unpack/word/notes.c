/* notes.c */
#include "notes.h"

#include "story.h"
#include "unpack/job.h"

/* A text box: its paragraphs are of a story of their own, anchored where it stands. */
void
zl_box_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	size_t offset;
	uint32_t n = zl_place(job, &offset);
	struct zl_note *note = zl_frame_open(job, ZL_STORY_BOX, zl_string(""));

	if (job->drawing_count > 0)
		job->drawings[job->drawing_count - 1].has_box = true;
	if (note == NULL)
		return;
	note->n = n;
	note->offset = offset;
}

void
zl_note_end(struct zl_xml *xml)
{
	zl_frame_close(xml->context);
}

static void
open_note(struct zl_xml *xml, enum zl_story story)
{
	zl_frame_open(xml->context, story, zl_xml_given(xml, "id"));
}

void
zl_footnote_start(struct zl_xml *xml)
{
	open_note(xml, ZL_STORY_FOOTNOTE);
}

void
zl_endnote_start(struct zl_xml *xml)
{
	open_note(xml, ZL_STORY_ENDNOTE);
}

void
zl_comment_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_string author = zl_xml_given(xml, "author");
	struct zl_string date = zl_xml_given(xml, "date");
	struct zl_note *note =
	    zl_frame_open(job, ZL_STORY_COMMENT, zl_xml_given_in(xml, ZL_SPACE_W, "id"));

	if (note != NULL &&
	    (!zl_document_copy(job->document, author.data, author.length, &note->author) ||
	     !zl_document_copy(job->document, date.data, date.length, &note->date)))
		zl_job_exhausted(job);
}

void
zl_footnote_reference(struct zl_xml *xml)
{
	zl_anchor(xml->context, ZL_STORY_FOOTNOTE, zl_xml_integer(xml, "id", 0));
}

void
zl_endnote_reference(struct zl_xml *xml)
{
	zl_anchor(xml->context, ZL_STORY_ENDNOTE, zl_xml_integer(xml, "id", 0));
}

void
zl_comment_reference(struct zl_xml *xml)
{
	zl_anchor(xml->context, ZL_STORY_COMMENT, zl_xml_integer(xml, "id", 0));
}

/* A section names its headers and footers: their order is the order of the record. */
void
zl_header_reference(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_string id = zl_xml_given_in(xml, ZL_SPACE_R, "id");
	const struct zl_relation *relation =
	    job->part_relations == NULL ? NULL : zl_relations_find(job->part_relations, id);
	struct zl_relation *header = relation == NULL ? NULL : zl_job_add(job, header);

	if (header != NULL)
		*header = *relation;
}
