/*
 * control.c: the text of a control that is bound to data is stored twice.  Word shows the data; so
 * a plain text control, within a paragraph or around one, shows it here, and where the two differ
 * it is said.
 */
#include "control.h"

#include "body_elements.h"
#include "reader.h"
#include "store.h"
#include "unpack/story/text.h"

/* The control being read; NULL outside of one. */
static struct zl_control *
innermost(const struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	return reader->controls.count == 0 ? NULL
					   : &reader->controls.items[reader->controls.count - 1];
}

void
zl_sdt_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	zl_builder_add(reader->builder, &reader->controls);
}

void
zl_sdt_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->controls.count > 0)
		reader->controls.count--;
}

void
zl_sdt_binding(struct zl_xml *xml)
{
	struct zl_builder *builder = zl_builder_of(xml);
	struct zl_control *control = innermost(xml);
	struct zl_string path = zl_xml_given(xml, "xpath");
	struct zl_string store = zl_xml_given(xml, "storeItemID");

	if (control == NULL || zl_xml_parent(xml, 1) != ZL_IN_CONTROL_PROPERTIES)
		return;
	if (!zl_arena_copy(&builder->arena, path.data, path.length, &control->path) ||
	    !zl_arena_copy(&builder->arena, store.data, store.length, &control->store))
		zl_builder_exhausted(builder);
}

void
zl_sdt_text(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_CONTROL_PROPERTIES)
		innermost(xml)->is_text = true;
}

void
zl_sdt_placeholder(struct zl_xml *xml)
{
	if (innermost(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_CONTROL_PROPERTIES)
		innermost(xml)->is_placeholder = zl_xml_toggle(xml);
}

void
zl_sdt_content_start(struct zl_xml *xml)
{
	struct zl_control *control = innermost(xml);
	const struct zl_frame *frame = zl_builder_of(xml)->frame;

	if (control == NULL || frame == NULL)
		return;
	control->before = zl_builder_of(xml)->document->paragraphs.count;
	if (!frame->open)
		return;
	control->n = frame->n;
	control->from = frame->text.length;
}

/* Whether the texts differ in more than white space. */
static bool
differs(struct zl_string a, struct zl_string b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.length && (unsigned char)a.data[i] <= ' ')
			i++;
		while (j < b.length && (unsigned char)b.data[j] <= ' ')
			j++;
		if (i == a.length || j == b.length)
			return i < a.length || j < b.length;
		if (a.data[i++] != b.data[j++])
			return true;
	}
}

/* Whether the data are to be shown, which is then said. */
static bool
takes(struct zl_builder *builder, uint32_t n, struct zl_string stored, struct zl_string value)
{
	if (!differs(stored, value))
		return false;
	return zl_document_warn(builder->document, "data-binding", n,
				"a control shows its data, %.*s, where %.*s is stored",
				(int)(value.length > 200 ? 200 : value.length), value.data,
				(int)(stored.length > 1000 ? 1000 : stored.length), stored.data);
}

/* Shows the data in place of the one paragraph that the control holds. */
static void
show_paragraph(struct zl_builder *builder, const struct zl_control *control, struct zl_string value)
{
	struct zl_document *document = builder->document;
	struct zl_string *text = &document->paragraphs.items[control->before].text;
	uint32_t n = (uint32_t)control->before + 1;

	if (builder->frame->last == n && takes(builder, n, *text, value) &&
	    !zl_document_copy(document, value.data, value.length, text))
		zl_builder_exhausted(builder);
}

/* Shows the data in place of what is stored, from the control's start to here. */
static void
show(struct zl_builder *builder, const struct zl_control *control, struct zl_string value)
{
	struct zl_frame *frame = builder->frame;
	struct zl_string stored = {frame->text.data == NULL ? "" : frame->text.data + control->from,
				   frame->text.length - control->from};

	if (!takes(builder, frame->n, stored, value))
		return;
	if (frame->text.length > control->from)
		frame->text.data[frame->text.length = control->from] = '\0';
	zl_text_begin(builder);
	zl_text_add(builder, value.data, value.length);
	zl_text_end(builder, true);
}

void
zl_sdt_content_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_builder *builder = reader->builder;
	const struct zl_control *control = innermost(xml);
	struct zl_buffer value = {0};

	if (control == NULL || control->path.length == 0 || !control->is_text ||
	    control->is_placeholder || zl_builder_is_idle(builder))
		return;
	const struct zl_frame *frame = builder->frame;
	bool within = control->n > 0 && frame->open && frame->n == control->n &&
		      frame->text.length >= control->from && frame->code_depth == 0;
	bool around = control->n == 0 && !frame->open && !frame->joining &&
		      builder->document->paragraphs.count == control->before + 1;
	/* Without data Word shows a placeholder; what is stored is all there is. */
	if ((!within && !around) ||
	    !zl_store_value(reader->context, control->store, control->path, &value) ||
	    value.length == 0)
		control = NULL;
	if (control != NULL && within)
		show(builder, control, (struct zl_string){value.data, value.length});
	else if (control != NULL)
		show_paragraph(builder, control, (struct zl_string){value.data, value.length});
	zl_buffer_free(&value);
}
