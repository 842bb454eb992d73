/*
 * shapes.c: records within records, each with a header of eight bytes ([MS-ODRAW] 2.2.1).
 *
 * Containers are not gone into by recursion: their contents simply come next.  Where the outermost
 * group ends is remembered, for the shapes in it are anchored as one.
 */
#include "shapes.h"

#include <stdlib.h>

#include "base/search.h"
#include "utf16.h"

enum {
	HEADER = 8,
	DGG_CONTAINER = 0xF000,
	DG_CONTAINER = 0xF002,
	GROUP_CONTAINER = 0xF003,
	SHAPE_CONTAINER = 0xF004,
	PROPERTIES = 0xF00B,
	SHAPE = 0xF00A,
	PROPERTIES3 = 0xF122,
	IS_PATRIARCH = 0x04, /* the group that holds all of a drawing */
	HAS_TEXT = 0x8000,   /* a property whose value stands behind the others */
	PICTURE = 0x0104,
	WORD_ART = 0x00C0,
	NAME = 0x0380,
	DESCRIPTION = 0x0381
};

struct record {
	unsigned type, count;
	struct zl_bytes body;
	size_t end; /* of the record, in the bytes that hold it */
};

static struct record
record_at(struct zl_bytes bytes, size_t at)
{
	uint32_t length = zl_little32(bytes, at + 4);
	struct zl_bytes body = zl_bytes_at(bytes, at + HEADER, length);

	return (struct record){.type = zl_little16(bytes, at + 2),
			       .count = zl_little16(bytes, at) >> 4,
			       .body = body,
			       .end = at + HEADER + body.size};
}

/* A property's text: UTF-16 with a zero behind it. */
static void
read_words(struct zl_builder *builder, struct zl_bytes value, struct zl_string *out)
{
	struct zl_buffer words = {0};
	size_t length = 0;

	while (zl_little16(value, 2 * length) != 0)
		length++;
	zl_utf16_add(&words, value, 0, length);
	if (words.failed || !zl_arena_copy(&builder->arena, words.data == NULL ? "" : words.data,
					   words.length, out))
		zl_builder_exhausted(builder);
	zl_buffer_free(&words);
}

/* The properties of a shape: six bytes each, then the values that take more: 2.2.9. */
static void
read_properties(struct zl_builder *builder, const struct record *record, struct zl_shape *shape)
{
	size_t count = record->count, behind = 6 * count;

	for (size_t i = 0; i < count && zl_bytes_has(record->body, 6 * i, 6); i++) {
		uint16_t id = zl_little16(record->body, 6 * i);
		uint32_t value = zl_little32(record->body, 6 * i + 2);
		struct zl_bytes text = {NULL, 0};
		if (id & HAS_TEXT) {
			text = zl_bytes_at(record->body, behind, value);
			behind += text.size;
		}
		switch (id & 0x3FFF) {
		case PICTURE:
			shape->has_picture = value != 0;
			break;
		case WORD_ART:
			read_words(builder, text, &shape->text);
			break;
		case NAME:
			if (shape->name.length == 0)
				read_words(builder, text, &shape->name);
			break;
		case DESCRIPTION:
			read_words(builder, text, &shape->name);
			break;
		}
	}
}

static void
read_record(struct zl_builder *builder, const struct record *record, struct zl_shape *shape)
{
	switch (record->type) {
	case SHAPE:
		shape->id = zl_little32(record->body, 0);
		break;
	case PROPERTIES:
	case PROPERTIES3:
		read_properties(builder, record, shape);
		break;
	}
}

void
zl_shape_read(struct zl_builder *builder, struct zl_bytes container, struct zl_shape *out)
{
	*out = (struct zl_shape){0};
	for (size_t at = 0; zl_bytes_has(container, at, HEADER);) {
		struct record record = record_at(container, at);
		read_record(builder, &record, out);
		at = record.end;
	}
	out->top = out->id;
}

/* Reads one drawing: the patriarch, which is no shape, then groups and shapes. */
static void
read_drawing(struct zl_shapes *shapes, struct zl_builder *builder, struct zl_bytes drawing)
{
	size_t group_end = 0;
	uint32_t group = 0;
	bool begins_group = false, is_first = true;

	for (size_t at = 0; zl_bytes_has(drawing, at, HEADER);) {
		struct record record = record_at(drawing, at);
		if (record.type == GROUP_CONTAINER) {
			if (!is_first && at >= group_end) {
				group_end = record.end;
				begins_group = true;
			}
			is_first = false;
			at += HEADER;
			continue;
		}
		if (record.type == SHAPE_CONTAINER) {
			struct zl_shape *shape = zl_builder_add(builder, &shapes->shapes);
			if (shape == NULL)
				return;
			zl_shape_read(builder, record.body, shape);
			if (begins_group)
				group = shape->id;
			begins_group = false;
			if (at < group_end)
				shape->top = group;
		}
		at = record.end;
	}
}

static int
by_top(const void *a, const void *b)
{
	const struct zl_shape *x = a, *y = b;

	if (x->top != y->top)
		return x->top < y->top ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

void
zl_shapes_read(struct zl_shapes *shapes, struct zl_builder *builder, struct zl_bytes content)
{
	struct record group = record_at(content, 0);

	*shapes = (struct zl_shapes){0};
	if (group.type != DGG_CONTAINER)
		return;
	/* A byte tells whose the drawing is, the body's or the headers': ids differ anyway. */
	for (size_t at = group.end + 1; zl_bytes_has(content, at, HEADER);) {
		struct record drawing = record_at(content, at);
		if (drawing.type != DG_CONTAINER)
			break;
		read_drawing(shapes, builder, drawing.body);
		at = drawing.end + 1;
	}
	if (shapes->shapes.count > 0)
		qsort(shapes->shapes.items, shapes->shapes.count, sizeof(*shapes->shapes.items),
		      by_top);
}

/* Before all shapes of the same top: so the search ends at the first of them. */
static int
before_top(const void *key, const void *item)
{
	return *(const uint32_t *)key <= ((const struct zl_shape *)item)->top ? -1 : 1;
}

const struct zl_shape *
zl_shapes_take(struct zl_shapes *shapes, uint32_t top, size_t *count)
{
	size_t all = shapes->shapes.count;
	size_t first = zl_search_behind(&top, shapes->shapes.items, all,
					sizeof(*shapes->shapes.items), before_top);
	size_t end = first;

	*count = 0;
	if (first == all || shapes->shapes.items[first].top != top ||
	    shapes->shapes.items[first].is_taken)
		return NULL;
	shapes->shapes.items[first].is_taken = true;
	while (end < all && shapes->shapes.items[end].top == top)
		end++;
	*count = end - first;
	return &shapes->shapes.items[first];
}

void
zl_shapes_free(struct zl_shapes *shapes)
{
	free(shapes->shapes.items);
	*shapes = (struct zl_shapes){0};
}
