/* chunk.c: see chunk.h. */
#include "chunk.h"

#include "parts.h"
#include "reader.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"

/* Documents within documents within documents: deeper ones are not read. */
enum { DEEPEST = 4 };

void
zl_chunk_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_context *context = reader->context;
	struct zl_string id = zl_xml_given_in(xml, ZL_NS_R, "id"), outer = reader->builder->part;
	const struct zl_relation *relation =
	    reader->relations == NULL ? NULL : zl_relations_find(reader->relations, id);
	struct zl_fault fault = {0};
	struct zl_part part;

	zl_paragraph_settle(reader->builder);
	if (relation == NULL || relation->target.length == 0 || context->depth >= DEEPEST) {
		zl_loss_between(reader->builder, "chunk", relation == NULL ? id : relation->target);
		zl_paragraph_settle(reader->builder);
		return;
	}
	if (zl_package_read(&context->package, relation->target, &part, &fault) == ZL_OK &&
	    zl_context_part(context, part.name))
		context->read_chunk(context, &part, zl_types_of(&context->types, part.name));
	zl_part_free(&part);
	reader->builder->part = outer;
	zl_paragraph_settle(reader->builder);
	if (fault.code != ZL_OK && zl_part_failed(context, relation->target, &fault))
		zl_loss_between(reader->builder, "chunk", relation->target);
	if (reader->builder->document->error.code != ZL_OK)
		zl_fault_set(reader->builder->fault, reader->builder->document->error.code, "in %s",
			     relation->target.data);
}
