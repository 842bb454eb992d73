/* fonts.c: an FFN, [MS-DOC] 2.9.81, a font: its length, 39 bytes of its looks, its name. */
#include "fonts.h"

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
