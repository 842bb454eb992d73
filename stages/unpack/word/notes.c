/* notes.c: see notes.h. */
#include "notes.h"

#include <string.h>

#include "body_elements.h"
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

/* Whether what is read is Word 2003 XML, in which notes and headers stand in the text. */
static bool
is_inline(const struct zl_part_reader *reader)
{
	return strcmp(reader->root, "wordDocument") == 0;
}

static void
open_note(struct zl_xml *xml, enum zl_story story)
{
	struct zl_part_reader *reader = xml->context;
	size_t offset = 0;
	uint32_t n = is_inline(reader) ? zl_place(reader->builder, &offset) : 0;
	struct zl_note *note = zl_frame_open(reader->builder, story, zl_xml_given(xml, "id"));

	if (note != NULL && n != 0) {
		note->n = n;
		note->offset = offset;
	}
}

void
zl_wordml_header_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (is_inline(reader))
		zl_frame_open(reader->builder,
			      xml->name->local[0] == 'h' ? ZL_STORY_HEADER : ZL_STORY_FOOTER,
			      zl_string(xml->name->local));
}

void
zl_wordml_header_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (is_inline(reader))
		zl_frame_close(reader->builder);
}

/* Changes and comments: what was deleted is left out, a comment is a note where it stands. */
void
zl_annotation_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_string type = zl_xml_given(xml, "type"), author = zl_xml_given(xml, "author");

	if (zl_string_is(type, "Word.Deletion")) {
		zl_on_deleted_start(xml);
	} else if (zl_string_is(type, "Word.Insertion")) {
		zl_on_inserted_start(xml);
	} else if (zl_string_is(type, "Word.Formatting")) {
		zl_xml_skip(xml);
	} else if (zl_string_is(type, "Word.Comment")) {
		size_t offset;
		uint32_t n = zl_place(reader->builder, &offset);
		struct zl_note *note =
		    zl_frame_open(reader->builder, ZL_STORY_COMMENT, zl_xml_given(xml, "id"));
		if (note == NULL)
			return;
		note->n = n;
		note->offset = offset;
		if (!zl_document_copy(reader->builder->document, author.data, author.length,
				      &note->author))
			zl_builder_exhausted(reader->builder);
		reader->in_comment = true;
	}
}

void
zl_annotation_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	/* Annotations do not nest in a comment's text. */
	if (reader->in_comment)
		zl_frame_close(reader->builder);
	reader->in_comment = false;
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
