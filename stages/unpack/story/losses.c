/* losses.c: see losses.h. */
#include "losses.h"

void
zl_loss_add(struct zl_builder *builder, const char *kind, uint32_t count, struct zl_string text,
	    uint32_t n, size_t offset)
{
	struct zl_loss *loss = zl_document_add(builder->document, losses);

	if (loss == NULL ||
	    !zl_document_copy(builder->document, text.data, text.length, &loss->text)) {
		zl_builder_exhausted(builder);
		return;
	}
	loss->kind = kind;
	loss->n = n;
	loss->offset = offset;
	loss->count = count;
	builder->losses_seen++;
	zl_builder_check_text(builder);
}
