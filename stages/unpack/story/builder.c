/* builder.c: what all files of the builder ask. */
#include "builder.h"

bool
zl_builder_is_idle(const struct zl_builder *builder)
{
	return builder->fault->code != ZL_OK || builder->frame == NULL;
}

void
zl_builder_check_text(struct zl_builder *builder)
{
	if (builder->document->arena.bytes > builder->limits->text_bytes)
		zl_fault_set(builder->fault, ZL_TOO_LARGE, "more than %llu bytes of text",
			     (unsigned long long)builder->limits->text_bytes);
}

void
zl_builder_exhausted(struct zl_builder *builder)
{
	zl_fault_set(builder->fault, ZL_OUT_OF_MEMORY, "no memory");
}

void *
zl_builder_grow(struct zl_builder *builder, void **items, size_t *count, size_t *capacity,
		size_t size)
{
	void *added = zl_vector_grow(items, count, capacity, size);

	if (added == NULL)
		zl_builder_exhausted(builder);
	return added;
}
