/* ruby.c: readings above the text: ECMA-376 part 1, 17.3.3.25. */
#include "paragraph.h"
#include "text.h"

void
zl_ruby_add(struct zl_builder *builder, size_t offset, size_t length, struct zl_string reading)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || offset + length > frame->text.length)
		return;
	struct zl_ruby *ruby = zl_document_add(builder->document, rubies);
	if (ruby == NULL ||
	    !zl_document_copy(builder->document, reading.data, reading.length, &ruby->text)) {
		zl_builder_exhausted(builder);
		return;
	}
	ruby->n = frame->n;
	ruby->offset = offset;
	ruby->length = length;
	frame->anchored = true;
}

void
zl_ruby_start(struct zl_builder *builder)
{
	if (zl_paragraph_need(builder))
		zl_buffer_clear(&builder->frame->reading);
}

void
zl_ruby_reading(struct zl_builder *builder, bool inside)
{
	if (!zl_builder_is_idle(builder))
		builder->frame->in_reading = inside;
}

void
zl_ruby_base(struct zl_builder *builder, bool inside)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || !zl_paragraph_need(builder))
		return;
	if (inside) {
		frame->base_at = frame->text.length;
		return;
	}
	if (frame->reading.length == 0 || frame->text.length < frame->base_at)
		return;
	zl_ruby_add(builder, frame->base_at, frame->text.length - frame->base_at,
		    (struct zl_string){frame->reading.data, frame->reading.length});
	zl_buffer_clear(&frame->reading);
}
