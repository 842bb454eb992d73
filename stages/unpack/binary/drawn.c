/* drawn.c: [MS-DOC] 2.8.31 (PlcfSpa), 2.8.32 (PlcftxbxTxt), 2.9.190 (PICF). */
#include "drawn.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "shapes.h"
#include "unpack/story/fields.h"
#include "unpack/story/frame.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/text.h"

enum {
	SPA = 26,
	FTXBXS = 22,
	REUSABLE = 8,
	SHAPE_ID = 14,
	SHAPE_FILE = 0x66, /* PICF: the picture is linked to, a name stands before it */
	RECORD = 8
};

static int
by_shape(const void *a, const void *b)
{
	uint32_t x = ((const struct zl_box *)a)->shape, y = ((const struct zl_box *)b)->shape;

	return x < y ? -1 : x > y;
}

/* Reads the boxes whose text stands in one part. */
static void
read_boxes(struct zl_binary *binary, struct zl_boxes *out, enum zl_fib_pair pair)
{
	struct zl_plc plc =
	    zl_plc(zl_fib_structure(&binary->fib, binary->table.bytes, pair), FTXBXS);
	uint32_t start = binary->fib.start[out->part], end = binary->fib.start[out->part + 1];
	uint32_t last = start;

	for (size_t i = 0; i < plc.count; i++) {
		struct zl_bytes data = zl_plc_data(&plc, i);
		uint32_t from = start + zl_plc_position(&plc, i);
		uint32_t to = start + zl_plc_position(&plc, i + 1);
		if (from < last || to <= from || to > end || zl_little16(data, REUSABLE) != 0 ||
		    zl_little32(data, SHAPE_ID) == 0)
			continue;
		struct zl_box *box = zl_builder_add(binary->builder, &out->boxes);
		if (box == NULL)
			return;
		*box = (struct zl_box){zl_little32(data, SHAPE_ID), from, to, false};
		last = to;
	}
	if (out->boxes.count > 0)
		qsort(out->boxes.items, out->boxes.count, sizeof(*out->boxes.items), by_shape);
}

void
zl_drawn_boxes(struct zl_binary *binary, struct zl_boxes out[2])
{
	struct zl_bytes table = binary->table.bytes;

	out[0] = (struct zl_boxes){
	    .places = zl_plc(zl_fib_structure(&binary->fib, table, ZL_FIB_SHAPES), SPA),
	    .part = ZL_FIB_BOXES};
	out[1] = (struct zl_boxes){
	    .places = zl_plc(zl_fib_structure(&binary->fib, table, ZL_FIB_HEADER_SHAPES), SPA),
	    .part = ZL_FIB_HEADER_BOXES};
	read_boxes(binary, &out[0], ZL_FIB_BOX_TEXTS);
	read_boxes(binary, &out[1], ZL_FIB_HEADER_BOX_TEXTS);
	binary->boxes = out;
}

static struct zl_box *
find_box(struct zl_boxes *boxes, uint32_t shape)
{
	struct zl_box key = {.shape = shape};
	size_t behind =
	    zl_search_behind(&key, boxes->boxes.items, boxes->boxes.count, sizeof(key), by_shape);

	if (behind == 0 || boxes->boxes.items[behind - 1].shape != shape ||
	    boxes->boxes.items[behind - 1].is_set)
		return NULL;
	return &boxes->boxes.items[behind - 1];
}

static void
set_box(struct zl_binary *binary, enum zl_fib_part part, struct zl_box *box)
{
	box->is_set = true;
	if (zl_box_open(binary->builder) == NULL)
		return;
	binary->set_text(binary, part, box->first, box->end, true);
	zl_frame_close(binary->builder);
}

/* WordArt, watermarks above all: its text becomes a text box. */
static void
set_word_art(struct zl_builder *builder, struct zl_string text)
{
	if (zl_box_open(builder) == NULL)
		return;
	zl_paragraph_start(builder, 0);
	zl_text_begin(builder);
	zl_text_add(builder, text.data, text.length);
	zl_text_end(builder, true);
	zl_frame_close(builder);
}

/* What a shape, or a group of them, holds: boxes and WordArt in place, else a loss. */
static void
set_shapes(struct zl_binary *binary, struct zl_boxes *boxes, uint32_t id)
{
	struct zl_string name = zl_string("");
	uint32_t pictures = 0;
	bool has_text = false;
	size_t count;
	const struct zl_shape *shapes = zl_shapes_take(binary->shapes, id, &count);

	for (size_t i = 0; i < count; i++) {
		struct zl_box *box = find_box(boxes, shapes[i].id);
		if (box != NULL)
			set_box(binary, boxes->part, box);
		else if (shapes[i].text.length > 0)
			set_word_art(binary->builder, shapes[i].text);
		has_text = has_text || box != NULL || shapes[i].text.length > 0;
		pictures += shapes[i].has_picture;
		if (name.length == 0)
			name = shapes[i].name;
	}
	if (pictures > 0)
		zl_loss(binary->builder, "picture", pictures, name);
	else if (!has_text)
		zl_loss(binary->builder, "shape", 1, name);
}

void
zl_drawn_shape(struct zl_binary *binary, enum zl_fib_part part, uint32_t position)
{
	struct zl_boxes *boxes = part == ZL_FIB_TEXT	  ? &binary->boxes[0]
				 : part == ZL_FIB_HEADERS ? &binary->boxes[1]
							  : NULL;

	if (boxes == NULL) {
		zl_loss(binary->builder, "shape", 1, zl_string(""));
		return;
	}
	uint32_t place = position - binary->fib.start[part];
	size_t i = zl_plc_find(&boxes->places, place);
	if (i == boxes->places.count || zl_plc_position(&boxes->places, i) != place) {
		zl_loss(binary->builder, "shape", 1, zl_string(""));
		return;
	}
	uint32_t id = zl_little32(zl_plc_data(&boxes->places, i), 0);
	struct zl_box *box = find_box(boxes, id);
	if (box != NULL)
		set_box(binary, boxes->part, box);
	else
		set_shapes(binary, boxes, id);
}

void
zl_drawn_picture(struct zl_builder *builder, struct zl_bytes picture)
{
	size_t at = zl_little16(picture, 4);
	struct zl_shape shape = {.name = zl_string("")};

	if (zl_little16(picture, 6) == SHAPE_FILE)
		at += 1 + (size_t)zl_byte(picture, at);
	struct zl_bytes container = zl_bytes_at(picture, at, zl_little32(picture, 0));
	if (zl_little16(container, 2) == 0xF004)
		zl_shape_read(builder, zl_bytes_at(container, RECORD, zl_little32(container, 4)),
			      &shape);
	if (shape.name.data == NULL)
		shape.name = zl_string("");
	zl_loss(builder, "picture", 1, shape.name);
}

/* The word after EMBED, LINK or the like in the code of the innermost field. */
static struct zl_string
program_of(const struct zl_builder *builder)
{
	const struct zl_frame *frame = builder->frame;

	if (frame == NULL || frame->fields.count == 0)
		return zl_string("");
	const struct zl_field_state *field = &frame->fields.items[frame->fields.count - 1];
	const char *at = frame->code.data + field->code;
	size_t left = field->code_end - field->code, length = 0;
	for (int word = 0; word < 2; word++) {
		at += length;
		left -= length;
		for (; left > 0 && *at == ' '; at++)
			left--;
		for (length = 0; length < left && at[length] != ' ';)
			length++;
	}
	return (struct zl_string){at, length};
}

void
zl_drawn_object(struct zl_builder *builder)
{
	zl_loss(builder, "ole", 1, program_of(builder));
}

void
zl_drawn_rest(struct zl_binary *binary)
{
	for (int i = 0; i < 2; i++)
		for (size_t j = 0; j < binary->boxes[i].boxes.count; j++) {
			struct zl_box *box = &binary->boxes[i].boxes.items[j];
			if (box->is_set ||
			    zl_frame_open(binary->builder, ZL_STORY_BOX, zl_string("")) == NULL)
				continue;
			box->is_set = true;
			binary->set_text(binary, binary->boxes[i].part, box->first, box->end, true);
			zl_frame_close(binary->builder);
		}
}
