/* places.c: see places.h. */
#include "places.h"

#include "losses.h"
#include "paragraph.h"

uint32_t
zl_place(struct zl_builder *builder, size_t *offset)
{
	if (!zl_paragraph_need(builder)) {
		*offset = 0;
		return 0;
	}
	builder->frame->anchored = true;
	*offset = builder->frame->text.length;
	return builder->frame->n;
}

void
zl_loss(struct zl_builder *builder, const char *kind, uint32_t count, struct zl_string text)
{
	size_t offset = 0;

	if (zl_builder_is_idle(builder) || builder->silent > 0)
		return;
	uint32_t n = zl_place(builder, &offset);
	if (n != 0)
		zl_loss_add(builder, kind, count, text, n, offset);
}

void
zl_loss_between(struct zl_builder *builder, const char *kind, struct zl_string text)
{
	if (zl_builder_is_idle(builder) || builder->silent > 0)
		return;
	zl_paragraph_settle(builder);
	uint32_t n = builder->frame->last;
	zl_loss_add(builder, kind, 1, text, n,
		    n == 0 ? 0 : builder->document->paragraphs.items[n - 1].text.length);
}

void
zl_anchor(struct zl_builder *builder, enum zl_story story, int32_t id)
{
	size_t offset;
	uint32_t n = zl_place(builder, &offset);
	struct zl_anchor *anchor = n == 0 ? NULL : zl_builder_add(builder, &builder->anchors);

	if (anchor != NULL)
		*anchor = (struct zl_anchor){story, id, n, offset};
}
