/* fonts.c: see fonts.h. */
#include "fonts.h"

/* A font by its name, or by its place in the theme, which goes before (17.3.2.26): no symbol font.
 */
static void
take(const struct zl_xml *xml, const char *name, const char *theme, int8_t *font)
{
	struct zl_string given = zl_xml_given(xml, name);

	if (zl_xml_given(xml, theme).length > 0)
		*font = ZL_FONT_PLAIN;
	else if (given.length > 0)
		*font = (int8_t)zl_symbol_font(given);
}

void
zl_fonts_read(const struct zl_xml *xml, struct zl_fonts *fonts)
{
	struct zl_string hint = zl_xml_given(xml, "hint");

	take(xml, "ascii", "asciiTheme", &fonts->ascii);
	take(xml, "hAnsi", "hAnsiTheme", &fonts->high);
	take(xml, "eastAsia", "eastAsiaTheme", &fonts->east);
	if (hint.length > 0)
		fonts->hint_east = zl_string_is(hint, "eastAsia");
}
