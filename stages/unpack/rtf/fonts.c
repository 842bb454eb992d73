/* fonts.c: fonts tell the code page of the bytes that are set in them. */
#include <string.h>

#include "base/search.h"
#include "reader.h"

enum { FONTS_MOST = 4096 }; /* no table has as many; those beyond are not known */

static int
by_id(const void *key, const void *item)
{
	int32_t id = *(const int32_t *)key, other = ((const struct zl_rtf_font *)item)->id;

	return id < other ? -1 : id > other;
}

const struct zl_rtf_font *
zl_rtf_font(const struct zl_rtf *rtf, int32_t id)
{
	size_t behind = zl_search_behind(&id, rtf->fonts.items, rtf->fonts.count,
					 sizeof(struct zl_rtf_font), by_id);

	if (behind == 0 || rtf->fonts.items[behind - 1].id != id)
		return NULL;
	return &rtf->fonts.items[behind - 1];
}

/* The font of that id, made when there is none; NULL when there are too many, or no memory. */
struct zl_rtf_font *
zl_rtf_font_add(struct zl_rtf *rtf, int32_t id)
{
	size_t behind = zl_search_behind(&id, rtf->fonts.items, rtf->fonts.count,
					 sizeof(struct zl_rtf_font), by_id);

	if (behind > 0 && rtf->fonts.items[behind - 1].id == id)
		return &rtf->fonts.items[behind - 1];
	if (rtf->fonts.count >= FONTS_MOST || zl_builder_add(rtf->builder, &rtf->fonts) == NULL)
		return NULL;
	struct zl_rtf_font *font = &rtf->fonts.items[behind];
	memmove(font + 1, font, (rtf->fonts.count - 1 - behind) * sizeof(*font));
	*font = (struct zl_rtf_font){.id = id};
	return font;
}

void
zl_rtf_font_name(struct zl_rtf *rtf, const char *text, size_t length)
{
	const char *end = memchr(text, ';', length);
	struct zl_string name = {text, end == NULL ? length : (size_t)(end - text)};

	while (name.length > 0 && name.data[0] == ' ') {
		name.data++;
		name.length--;
	}
	if (rtf->font != NULL && rtf->font->symbols == ZL_FONT_PLAIN)
		rtf->font->symbols = zl_symbol_font(name);
}
