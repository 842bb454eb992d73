/* formula.c: signs of a formula that stand in no m:t. */
#include "formula.h"

#include <string.h>

#include "reader.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/text.h"

void
zl_formula_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->formula_depth++ == 0) {
		zl_place(reader->builder, &reader->formula_at);
		zl_run_start(reader->builder);
	}
}

/* The formula's characters stay in the text; how they stood to each other is lost. */
void
zl_formula_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_frame *frame = reader->builder->frame;

	if (reader->formula_depth == 0 || --reader->formula_depth > 0 || frame == NULL)
		return;
	size_t from =
	    reader->formula_at > frame->text.length ? frame->text.length : reader->formula_at;
	struct zl_string text = {frame->text.data == NULL ? "" : frame->text.data + from,
				 frame->text.length - from};
	frame->text.length = from;
	zl_loss(reader->builder, "formula", 1, text);
	frame->text.length += text.length;
}

/* The construct being read; NULL outside of one. */
static struct zl_construct *
innermost(const struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	return reader->constructs.count == 0
		   ? NULL
		   : &reader->constructs.items[reader->constructs.count - 1];
}

static void
write_sign(const struct zl_xml *xml, const char *sign)
{
	struct zl_part_reader *reader = xml->context;

	if (sign[0] != '\0' && reader->formula_depth > 0)
		zl_text_sign(reader->builder, sign);
}

/* What the sign is unless properties say otherwise: 22.1.2.24, 22.1.2.70. */
void
zl_construct_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_construct *construct = zl_builder_add(reader->builder, &reader->constructs);

	if (construct != NULL)
		*construct =
		    (struct zl_construct){.begin = "(", .end = ")", .separator = "|", .nary = "∫"};
}

void
zl_construct_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	const struct zl_construct *construct = innermost(xml);

	if (construct == NULL)
		return;
	if (construct->is_delimited)
		write_sign(xml, construct->end);
	reader->constructs.count--;
}

/* Takes m:val for a sign: nothing where it is empty, or where it is longer than a sign is. */
static void
take(const struct zl_xml *xml, char sign[ZL_SIGN_SIZE])
{
	struct zl_string value = zl_xml_given(xml, "val");

	sign[0] = '\0';
	if (value.length < ZL_SIGN_SIZE && value.length > 0)
		*(char *)mempcpy(sign, value.data, value.length) = '\0';
}

void
zl_begin_character(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_DELIMITER_PROPERTIES)
		take(xml, innermost(xml)->begin);
}

void
zl_end_character(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_DELIMITER_PROPERTIES)
		take(xml, innermost(xml)->end);
}

void
zl_separator_character(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_DELIMITER_PROPERTIES)
		take(xml, innermost(xml)->separator);
}

void
zl_nary_character(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_NARY_PROPERTIES)
		take(xml, innermost(xml)->nary);
}

void
zl_fraction_type(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_FRACTION_PROPERTIES)
		innermost(xml)->has_no_bar = zl_string_is(zl_xml_given(xml, "val"), "noBar");
}

/* Numerator and denominator: one over two is not twelve, with a bar or without one. */
void
zl_denominator_start(struct zl_xml *xml)
{
	if (innermost(xml) != NULL)
		write_sign(xml, innermost(xml)->has_no_bar ? " " : "/");
}

/* The sign of an n-ary operator stands before its limits, m:sub and m:sup. */
void
zl_limit_start(struct zl_xml *xml)
{
	struct zl_construct *construct = innermost(xml);

	if (construct != NULL && zl_xml_parent(xml, 1) == ZL_IN_NARY && construct->count++ == 0)
		write_sign(xml, construct->nary);
}

void
zl_matrix_row_start(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && innermost(xml)->count > 0)
		write_sign(xml, " ");
	if (innermost(xml) != NULL)
		innermost(xml)->count = 0;
}

/* m:e, of which a construct has one or several: what stands in front of it. */
void
zl_argument_start(struct zl_xml *xml)
{
	struct zl_construct *construct = innermost(xml);

	if (construct == NULL)
		return;
	switch (zl_xml_parent(xml, 1)) {
	case ZL_IN_DELIMITERS:
		construct->is_delimited = true;
		write_sign(xml, construct->count++ == 0 ? construct->begin : construct->separator);
		break;
	case ZL_IN_NARY:
		zl_limit_start(xml);
		break;
	case ZL_IN_RADICAL:
		write_sign(xml, "√");
		break;
	case ZL_IN_MATRIX_ROW:
	case ZL_IN_EQUATIONS:
		write_sign(xml, construct->count++ == 0 ? "" : " ");
		break;
	default:
		break;
	}
}
