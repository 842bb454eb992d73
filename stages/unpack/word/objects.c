/* objects.c: a drawing is told as what it holds, once it has ended. */
#include "objects.h"

#include <string.h>

#include "drawing_text.h"
#include "reader.h"
#include "unpack/story/frame.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/text.h"

/* The drawing being read, NULL outside of one. */
static struct zl_drawing *
innermost(struct zl_part_reader *reader)
{
	return reader->drawings.count == 0 ? NULL
					   : &reader->drawings.items[reader->drawings.count - 1];
}

void
zl_drawing_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	zl_builder_add(reader->builder, &reader->drawings);
}

void
zl_object_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_drawing *drawing = zl_builder_add(reader->builder, &reader->drawings);

	if (drawing != NULL)
		drawing->is_object = true;
}

void
zl_drawing_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	const struct zl_drawing *drawing = innermost(reader);

	if (drawing == NULL)
		return;
	struct zl_drawing ended = *drawing;
	reader->drawings.count--;
	if (ended.is_object && ended.others == 0)
		zl_loss(reader->builder, "ole", 1, ended.name);
	else if (ended.pictures > 0 && !ended.is_object)
		zl_loss(reader->builder, "picture", ended.pictures, ended.name);
	else if (ended.others == 0 && !ended.has_box)
		zl_loss(reader->builder, "shape", 1, ended.name);
}

/* What Word says of the drawing: its description, else its title, else its name. */
void
zl_drawing_name(struct zl_xml *xml)
{
	static const char *const names[] = {"descr", "title", "name"};
	struct zl_part_reader *reader = xml->context;
	struct zl_drawing *drawing = innermost(reader);
	struct zl_string words = {0};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && words.length == 0; i++)
		words = zl_xml_given(xml, names[i]);
	if (drawing != NULL && drawing->name.length == 0 &&
	    !zl_arena_copy(&reader->builder->arena, words.data, words.length, &drawing->name))
		zl_builder_exhausted(reader->builder);
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
part_loss(struct zl_part_reader *reader, const char *kind, struct zl_string id)
{
	struct zl_drawing *drawing = innermost(reader);
	struct zl_buffer text = {0};

	if (reader->relations != NULL && reader->builder->silent == 0) {
		const struct zl_relation *relation = zl_relations_find(reader->relations, id);
		if (relation != NULL && relation->target.length > 0)
			zl_drawing_text(reader->context, relation->target, &text);
	}
	if (drawing != NULL)
		drawing->others++;
	zl_loss(reader->builder, kind, 1,
		text.length > 0	  ? (struct zl_string){text.data, text.length}
		: drawing != NULL ? drawing->name
				  : zl_string(""));
	zl_buffer_free(&text);
}

void
zl_chart_start(struct zl_xml *xml)
{
	part_loss(xml->context, "chart", zl_xml_given_in(xml, ZL_NS_R, "id"));
}

void
zl_diagram_start(struct zl_xml *xml)
{
	part_loss(xml->context, "diagram", zl_xml_given_in(xml, ZL_NS_R, "dm"));
}

void
zl_ole_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_drawing *drawing = innermost(reader);

	if (drawing != NULL)
		drawing->others++;
	zl_loss(reader->builder, "ole", 1, zl_xml_given(xml, "ProgID"));
}

void
zl_control_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_drawing *drawing = innermost(reader);

	if (drawing != NULL)
		drawing->others++;
	zl_loss(reader->builder, "control", 1, zl_xml_given(xml, "name"));
}

/* WordArt of VML, watermarks above all: its text is an attribute.  It becomes a text box. */
void
zl_word_art_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_string text = zl_xml_given(xml, "string");
	struct zl_drawing *drawing = innermost(reader);

	if (text.length == 0 || zl_box_open(reader->builder) == NULL)
		return;
	zl_paragraph_start(reader->builder, 0);
	zl_text_begin(reader->builder);
	zl_text_add(reader->builder, text.data, text.length);
	zl_text_end(reader->builder, true);
	zl_frame_close(reader->builder);
	if (drawing != NULL)
		drawing->has_box = true;
}
