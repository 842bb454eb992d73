/* lists.c: LSTF 2.9.147, LVL 2.9.149, LFO 2.9.131, LFOLVL 2.9.132 of [MS-DOC]. */
#include "lists.h"

#include <stdio.h>
#include <string.h>

#include "properties.h"
#include "unpack/numbering/numbering_list.h"
#include "utf16.h"

enum {
	LSTF = 28,
	LINKS = 8, /* rgistdPara within it: the styles that have the levels */
	SIMPLE = 26,
	NO_STYLE = 0xFFF,
	LVLF = 28,
	LFO = 16,
	START_GIVEN = 0x10, /* of LFOLVL */
	LEVEL_GIVEN = 0x20,
	LEVEL = 0x0F,
	LEGAL = 0x04, /* of LVLF */
	NO_RESTART = 0x08,
	LISTS_MOST = 0x7FE /* that paragraphs can name */
};

struct reading {
	struct zl_builder *builder;
	struct zl_bytes bytes;
	size_t at;
	const struct zl_font_table *fonts;
};

/* The level's text: what stands in for the number of level 0 to 8 becomes %1 to %9.  A
 * bullet has none. */
static void
read_text(struct zl_bytes bytes, size_t at, size_t length, bool bullet, struct zl_buffer *out)
{
	for (size_t i = 0; i < length && zl_bytes_has(bytes, at + 2 * i, 2); i++) {
		uint16_t unit = zl_little16(bytes, at + 2 * i);
		bool pair = (unit & 0xFC00) == 0xD800;
		if (unit < ZL_LEVELS && !bullet)
			zl_buffer_format(out, "%%%d", unit + 1);
		else if (unit >= ZL_LEVELS)
			zl_utf16_add(out, bytes, at + 2 * i, pair && i + 1 < length ? 2 : 1);
		i += pair;
	}
}

/* What the number looks like itself: a symbol font, or hidden. */
static void
read_look(struct reading *reading, struct zl_bytes grpprl, struct zl_level *level)
{
	struct zl_binary_run run = zl_binary_run_nothing;
	struct zl_sprm sprm;

	for (size_t at = 0; zl_sprm_next(grpprl, &at, &sprm);)
		zl_binary_run_apply(&run, &sprm);
	if (run.font >= 0)
		zl_fonts_set(&level->fonts,
			     zl_symbol_font(zl_font_table_name(reading->fonts, run.font)));
	level->hidden = run.hidden == 1;
}

/* Reads an LVL and moves behind it; NULL when memory is out. */
static struct zl_level *
read_level(struct reading *reading)
{
	struct zl_bytes bytes = zl_bytes_at(reading->bytes, reading->at, reading->bytes.size);
	struct zl_level *level = zl_arena_zero(&reading->builder->arena, 1, sizeof(*level));
	uint8_t flags = zl_byte(bytes, 5);
	size_t looks = zl_byte(bytes, 24), indents = zl_byte(bytes, 25);
	size_t text = LVLF + indents + looks, length = zl_little16(bytes, text);
	struct zl_buffer words = {0};

	if (level == NULL)
		return NULL;
	level->fonts = zl_fonts_unset;
	level->start = (int32_t)zl_little32(bytes, 0);
	level->format_name = zl_format_of_nfc(zl_byte(bytes, 4));
	level->format = zl_format_find(level->format_name);
	level->legal = flags & LEGAL;
	level->restart = flags & NO_RESTART ? zl_byte(bytes, 26) : ZL_UNSET;
	read_look(reading, zl_bytes_at(bytes, LVLF + indents, looks), level);
	read_text(bytes, text + 2, length, zl_string_is(level->format_name, "bullet"), &words);
	bool done = !words.failed &&
		    zl_arena_copy(&reading->builder->arena, words.data == NULL ? "" : words.data,
				  words.length, &level->text);
	zl_buffer_free(&words);
	reading->at += text + 2 + 2 * length;
	return done ? level : NULL;
}

/* The levels of one list; those that a style has say so. */
static bool
read_levels(struct reading *reading, struct zl_bytes lstf, struct zl_abstract *abstract)
{
	int count = zl_byte(lstf, SIMPLE) & 1 ? 1 : ZL_LEVELS;

	for (int i = 0; i < count && zl_bytes_has(reading->bytes, reading->at, LVLF); i++) {
		uint16_t style = zl_little16(lstf, LINKS + 2 * (size_t)i);
		char id[8];
		abstract->levels[i] = read_level(reading);
		if (abstract->levels[i] == NULL)
			return false;
		snprintf(id, sizeof(id), "%u", style);
		if (style != NO_STYLE && !zl_arena_copy(&reading->builder->arena, id, strlen(id),
							&abstract->levels[i]->style))
			return false;
	}
	return true;
}

static bool
read_definitions(struct reading *reading, size_t length)
{
	struct zl_numbering *numbering = &reading->builder->numbering;
	size_t count = zl_little16(reading->bytes, 0);

	if (length < 2 || count > (length - 2) / LSTF)
		count = length < 2 ? 0 : (length - 2) / LSTF;
	reading->at = length;
	for (size_t i = 0; i < count; i++) {
		struct zl_bytes lstf = zl_bytes_at(reading->bytes, 2 + LSTF * i, LSTF);
		struct zl_abstract *abstract =
		    zl_vector_grow((void **)&numbering->abstracts, &numbering->abstract_count,
				   &numbering->abstract_capacity, sizeof(*abstract));
		if (abstract == NULL)
			return false;
		abstract->id = (int32_t)zl_little32(lstf, 0);
		if (!read_levels(reading, lstf, abstract))
			return false;
	}
	return true;
}

/* One level that a list has otherwise than its definition: LFOLVL. */
static bool
read_override(struct reading *reading, struct zl_list *list)
{
	int32_t start = (int32_t)zl_little32(reading->bytes, reading->at);
	uint32_t flags = zl_little32(reading->bytes, reading->at + 4);
	unsigned place = flags & LEVEL;
	struct zl_level *level = NULL;

	reading->at += 8;
	if (flags & LEVEL_GIVEN) {
		level = read_level(reading);
		if (level == NULL)
			return false;
	}
	if (place >= ZL_LEVELS)
		return true;
	list->levels[place] = level;
	if (flags & START_GIVEN)
		list->starts[place] = level == NULL ? start : level->start;
	return true;
}

static bool
read_list(struct reading *reading, struct zl_bytes lfo, size_t number)
{
	struct zl_numbering *numbering = &reading->builder->numbering;
	struct zl_list *list = zl_vector_grow((void **)&numbering->lists, &numbering->list_count,
					      &numbering->list_capacity, sizeof(*list));

	if (list == NULL)
		return false;
	list->id = (int32_t)number;
	list->abstract_id = (int32_t)zl_little32(lfo, 0);
	for (int i = 0; i < ZL_LEVELS; i++)
		list->starts[i] = ZL_UNSET;
	reading->at += 4; /* LFOData begins with a cp that means nothing */
	for (int i = zl_byte(lfo, 12); i > 0 && reading->at < reading->bytes.size; i--)
		if (!read_override(reading, list))
			return false;
	return true;
}

static bool
read_lists(struct reading *reading)
{
	size_t count = zl_little32(reading->bytes, 0), most = reading->bytes.size / LFO;

	most = most < LISTS_MOST ? most : LISTS_MOST;
	if (count > most)
		count = most;
	reading->at = 4 + LFO * count;
	for (size_t i = 0; i < count; i++)
		if (!read_list(reading, zl_bytes_at(reading->bytes, 4 + LFO * i, LFO), i + 1))
			return false;
	return true;
}

void
zl_lists_read(struct zl_builder *builder, struct zl_bytes definitions, size_t length,
	      struct zl_bytes overrides, const struct zl_font_table *fonts)
{
	struct reading reading = {builder, definitions, 0, fonts};
	struct reading lists = {builder, overrides, 0, fonts};

	builder->numbering = (struct zl_numbering){.arena = &builder->arena};
	if (!read_definitions(&reading, length) || !read_lists(&lists))
		zl_builder_exhausted(builder);
	zl_numbering_settle(&builder->numbering, &builder->styles);
}
