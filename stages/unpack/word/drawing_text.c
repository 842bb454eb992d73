/* drawing_text.c: see drawing_text.h. */
#include "drawing_text.h"

#include "parts.h"
#include "unpack/xml/xml.h"

enum { CACHE = 1, TEXT_MOST = 64 << 10 };

static void
text_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct zl_buffer *out = xml->context;

	if (out->length + length < TEXT_MOST)
		zl_buffer_add(out, text, length);
}

static void
text_end(struct zl_xml *xml)
{
	struct zl_buffer *out = xml->context;

	if (out->length > 0 && out->data[out->length - 1] != '\n')
		zl_buffer_byte(out, '\n');
}

static void
value_text(struct zl_xml *xml, const char *text, size_t length)
{
	if (zl_xml_parent(xml, 2) == CACHE)
		text_text(xml, text, length);
}

static const struct zl_element elements[] = {
    {ZL_NS_A, "p", NULL, text_end, NULL, 0},
    {ZL_NS_A, "t", NULL, NULL, text_text, 0},
    {ZL_NS_CHART, "strCache", NULL, NULL, NULL, CACHE},
    {ZL_NS_CHART, "v", NULL, text_end, value_text, 0},
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  NULL};

void
zl_drawing_text(struct zl_context *context, struct zl_string name, struct zl_buffer *out)
{
	struct zl_fault fault = {0};
	struct zl_part part;

	if (zl_package_read(&context->package, name, &part, &fault) == ZL_OK)
		zl_xml_parse(&grammar, out, part.data, part.size, context->builder.limits->depth,
			     &fault);
	zl_part_free(&part);
	if (out->failed)
		zl_fault_set(&fault, ZL_OUT_OF_MEMORY, "text of a drawing");
	while (out->length > 0 && out->data[out->length - 1] == '\n')
		out->length--;
	zl_part_failed(context, name, &fault);
}
