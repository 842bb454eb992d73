/* shapes.c: text of shapes in DrawingML's own words (ECMA-376 part 1, 21.1.2): a:txBody is a box.
 */
#include "body_elements.h"
#include "reader.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/text.h"

void
zl_on_shape_paragraph_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_SHAPE)
		zl_paragraph_start(zl_builder_of(xml), 0);
}

void
zl_on_shape_paragraph_end(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_SHAPE)
		zl_paragraph_end(zl_builder_of(xml));
}

/* Whether what is being read stands in a paragraph of a shape. */
static bool
is_in_shape(const struct zl_xml *xml, unsigned levels)
{
	return zl_xml_parent(xml, levels) == ZL_IN_SHAPE_PARAGRAPH &&
	       zl_xml_parent(xml, levels + 1) == ZL_IN_SHAPE;
}

void
zl_on_shape_text_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_SHAPE_RUN && is_in_shape(xml, 2))
		zl_text_begin(zl_builder_of(xml));
}

void
zl_on_shape_text_end(struct zl_xml *xml)
{
	zl_text_end(zl_builder_of(xml), true);
}

void
zl_on_shape_break(struct zl_xml *xml)
{
	if (is_in_shape(xml, 1))
		zl_text_sign(zl_builder_of(xml), "\n");
}
