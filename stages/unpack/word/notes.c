/* notes.c: see notes.h. */
#include "notes.h"

#include "reader.h"
#include "unpack/story/frame.h"
#include "unpack/story/places.h"

/* A text box: its paragraphs are of a story of their own, anchored where it stands. */
void
zl_box_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	zl_box_open(reader->builder);
	if (reader->drawings.count > 0)
		reader->drawings.items[reader->drawings.count - 1].has_box = true;
}

void
zl_note_end(struct zl_xml *xml)
{
	zl_frame_close(zl_builder_of(xml));
}

static void
open_note(struct zl_xml *xml, enum zl_story story)
{
	zl_frame_open(zl_builder_of(xml), story, zl_xml_given(xml, "id"));
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
	struct zl_part_reader *reader = xml->context;
	struct zl_string author = zl_xml_given(xml, "author");
	struct zl_string date = zl_xml_given(xml, "date");
	struct zl_note *note =
	    zl_frame_open(reader->builder, ZL_STORY_COMMENT, zl_xml_given_in(xml, ZL_NS_W, "id"));

	if (note != NULL &&
	    (!zl_document_copy(reader->builder->document, author.data, author.length,
			       &note->author) ||
	     !zl_document_copy(reader->builder->document, date.data, date.length, &note->date)))
		zl_builder_exhausted(reader->builder);
}

void
zl_footnote_reference(struct zl_xml *xml)
{
	zl_anchor(zl_builder_of(xml), ZL_STORY_FOOTNOTE, zl_xml_integer(xml, "id", 0));
}

void
zl_endnote_reference(struct zl_xml *xml)
{
	zl_anchor(zl_builder_of(xml), ZL_STORY_ENDNOTE, zl_xml_integer(xml, "id", 0));
}

void
zl_comment_reference(struct zl_xml *xml)
{
	zl_anchor(zl_builder_of(xml), ZL_STORY_COMMENT, zl_xml_integer(xml, "id", 0));
}

/* A section names its headers and footers: their order is the order of the record. */
void
zl_header_reference(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_string id = zl_xml_given_in(xml, ZL_NS_R, "id");
	const struct zl_relation *relation =
	    reader->relations == NULL ? NULL : zl_relations_find(reader->relations, id);
	struct zl_relation *header =
	    relation == NULL ? NULL : zl_builder_add(reader->builder, &reader->context->headers);

	if (header != NULL)
		*header = *relation;
}
