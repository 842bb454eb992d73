/* fonts.c: an FFN, [MS-DOC] 2.9.81, a font: its length, 39 bytes of its looks, its name. */
#include "fonts.h"

#include <string.h>

#include "utf16.h"

enum { NAME = 40, FONTS_MOST = 4096 };

bool
zl_font_table_read(struct zl_font_table *fonts, struct zl_bytes table, struct zl_arena *arena)
{
	size_t count = zl_little16(table, 0), at = 4;
	struct zl_buffer name = {0};
	bool done = true;

	count = count > FONTS_MOST || table.size < 4 ? 0 : count;
	*fonts =
	    (struct zl_font_table){.names = zl_arena_zero(arena, count + 1, sizeof(*fonts->names))};
	for (size_t i = 0; fonts->names != NULL && done && i < count && at < table.size; i++) {
		struct zl_bytes font = zl_bytes_at(table, at, 1 + (size_t)zl_byte(table, at));
		size_t length = 0;
		while (zl_little16(font, NAME + 2 * length) != 0)
			length++;
		zl_buffer_clear(&name);
		zl_utf16_add(&name, font, NAME, length);
		done = !name.failed && zl_arena_copy(arena, name.data == NULL ? "" : name.data,
						     name.length, &fonts->names[i]);
		fonts->count = i + 1;
		at += 1 + (size_t)zl_byte(table, at);
	}
	zl_buffer_free(&name);
	return done && fonts->names != NULL;
}

struct zl_string
zl_font_table_name(const struct zl_font_table *fonts, int32_t number)
{
	if (number < 0 || (size_t)number >= fonts->count)
		return zl_string("");
	return fonts->names[number];
}

bool
zl_font_table_read95(struct zl_font_table *fonts, struct zl_bytes table, struct zl_arena *arena)
{
	enum { CHARSET95 = 4, NAME95 = 6, LENGTH95 = 2 };
	size_t at = LENGTH95, most = table.size / NAME95;

	most = most < FONTS_MOST ? most : FONTS_MOST;
	*fonts = (struct zl_font_table){
	    .names = zl_arena_zero(arena, most + 1, sizeof(*fonts->names)),
	    .charsets = zl_arena_zero(arena, most + 1, sizeof(*fonts->charsets))};
	if (fonts->names == NULL || fonts->charsets == NULL)
		return false;
	for (; fonts->count < most && at < table.size; fonts->count++) {
		struct zl_bytes font = zl_bytes_at(table, at, 1 + (size_t)zl_byte(table, at));
		struct zl_bytes name = zl_bytes_at(font, NAME95, font.size);
		size_t length = name.size == 0 ? 0 : strnlen((const char *)name.data, name.size);
		fonts->charsets[fonts->count] = zl_byte(font, CHARSET95);
		/* Only names of symbol fonts are looked at, which are ASCII. */
		for (size_t i = 0; i < length; i++)
			length = name.data[i] < 0x80 ? length : 0;
		if (!zl_arena_copy(arena, length == 0 ? "" : (const char *)name.data, length,
				   &fonts->names[fonts->count]))
			return false;
		at += font.size;
	}
	return true;
}
