/*
 * word95.c: Word 6 and 95 have the structures of Word 97 in one stream, with text in code pages and
 * properties by other numbers (sprm95.c).
 *
 * There is no specification of Microsoft's any more; what is said here was found in real files and
 * compared with what LibreOffice makes of them.
 */
#include "word95.h"

#include "stylesheet.h"
#include "text/charset.h"

enum {
	PAGE = 512,
	COUNT = 511,
	LANGUAGE = 0x06,
	CHARSET = 0x14,		 /* 256: Macintosh */
	TEXT = 0x18,		 /* fcMin */
	CHARACTER_PAGES = 0x18A, /* the first page, and six bytes on how many there are */
	PARAGRAPH_PAGES = 0x18C,
	SECTION_PLACE = 2, /* of its properties, within a Sed */
	HEADERS = 6,	   /* bits of a section's, and of the document's for what separates notes */
	FOOTERS = 0x2C,	   /* of them, those of footers */
	BASES_MOST = 12,
	SYMBOLS = 2, /* charset of symbol fonts */
	LATIN = 1252,
	MACINTOSH = 10000
};

/* The code page that Windows has for a language: its number is the lower ten bits. */
static unsigned
code_page_of(uint16_t language)
{
	static const struct {
		uint8_t language;
		uint16_t code_page;
	} pages[] = {
	    {0x05, 1250}, {0x0E, 1250}, {0x15, 1250}, {0x18, 1250}, {0x1A, 1250},
	    {0x1B, 1250}, {0x24, 1250}, {0x02, 1251}, {0x19, 1251}, {0x22, 1251},
	    {0x23, 1251}, {0x11, 932},	{0x12, 949},
	};
	unsigned primary = language & 0x3FF;

	if (primary == 0x04) /* Taiwan, Hong Kong and Macau; else China and Singapore */
		return language == 0x0404 || language == 0x0C04 || language == 0x1404 ? 950 : 936;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (pages[i].language == primary)
			return pages[i].code_page;
	return LATIN;
}

unsigned
zl_word95_code_page(const struct zl_binary *binary, int32_t font, uint16_t style)
{
	for (int i = 0; font < 0 && style < ZL_STYLES_MOST && i < BASES_MOST; i++) {
		font = binary->style_fonts[style].font;
		style = binary->style_fonts[style].base;
	}
	if (font < 0)
		font = 0;
	unsigned charset = (size_t)font < binary->fonts.count ? binary->fonts.charsets[font] : 0;
	unsigned page = charset == SYMBOLS ? LATIN : zl_charset_code_page((int32_t)charset);
	return page != 0 ? page : binary->code_page;
}

/*
 * A bin table.  One may be shorter than the FIB tells it to be: then pages follow each other, and
 * each tells itself where it begins.
 */
static struct zl_plc
bins_of(struct zl_binary *binary, enum zl_fib_pair pair, size_t place)
{
	struct zl_bytes stream = binary->word.bytes;
	struct zl_plc plc = zl_plc(zl_fib_structure(&binary->fib, binary->table.bytes, pair), 2);
	size_t first = zl_little16(stream, place), count = zl_little16(stream, place + 4);

	if (plc.count >= count || first + count > stream.size / PAGE)
		return plc;
	unsigned char *made =
	    zl_arena_zero(&binary->builder->arena, 4 * (count + 1) + 2 * count, 1);
	if (made == NULL) {
		zl_builder_exhausted(binary->builder);
		return plc;
	}
	for (size_t i = 0; i <= count; i++) {
		/* The last position is the end of the last page's last entry. */
		struct zl_bytes page =
		    zl_bytes_at(stream, (first + (i < count ? i : count - 1)) * PAGE, PAGE);
		uint32_t at = zl_little32(page, i < count ? 0 : 4 * (size_t)zl_byte(page, COUNT));
		for (size_t j = 0; j < 4; j++)
			made[4 * i + j] = (unsigned char)(at >> 8 * j);
		if (i < count) {
			made[4 * (count + 1) + 2 * i] = (unsigned char)(first + i);
			made[4 * (count + 1) + 2 * i + 1] = (unsigned char)((first + i) >> 8);
		}
	}
	return zl_plc((struct zl_bytes){made, 4 * (count + 1) + 2 * count}, 2);
}

static bool
read_pieces(struct zl_binary *binary)
{
	struct zl_bytes table = zl_fib_structure(&binary->fib, binary->table.bytes, ZL_FIB_PIECES);
	struct zl_bytes stream = binary->word.bytes;
	struct zl_fault *fault = binary->builder->fault;

	binary->pieces.is_word95 = true;
	binary->pieces.is_wide = binary->fib.is_wide;
	if (table.size > 0 || binary->fib.is_complex)
		return zl_pieces_read(&binary->pieces, table, stream, fault) == ZL_OK;
	return zl_pieces_one(&binary->pieces, zl_little32(stream, TEXT),
			     binary->fib.start[ZL_FIB_PARTS], stream, fault) == ZL_OK;
}

bool
zl_word95_structures(struct zl_binary *binary)
{
	struct zl_builder *builder = binary->builder;
	struct zl_bytes stream = binary->word.bytes, table = binary->table.bytes;

	binary->next_sprm = zl_sprm95_next;
	binary->code_page = zl_little16(stream, CHARSET) == 256
				? MACINTOSH
				: code_page_of(zl_little16(stream, LANGUAGE));
	binary->style_fonts =
	    zl_arena_zero(&builder->arena, ZL_STYLES_MOST, sizeof(*binary->style_fonts));
	if (binary->style_fonts == NULL ||
	    !zl_font_table_read95(&binary->fonts,
				  zl_fib_structure(&binary->fib, table, ZL_FIB_FONTS),
				  &builder->arena)) {
		zl_builder_exhausted(builder);
		return false;
	}
	if (!read_pieces(binary))
		return false;
	binary->character_pages = (struct zl_pages){
	    stream, bins_of(binary, ZL_FIB_CHARACTER_PAGES, CHARACTER_PAGES), false, true};
	binary->paragraph_pages = (struct zl_pages){
	    stream, bins_of(binary, ZL_FIB_PARAGRAPH_PAGES, PARAGRAPH_PAGES), true, true};
	const struct zl_stylesheet_form form = {zl_sprm95_next, binary->code_page,
						binary->style_fonts};
	zl_stylesheet_read(builder, zl_fib_structure(&binary->fib, table, ZL_FIB_STYLES), &form);
	return builder->fault->code == ZL_OK;
}

/* Adds what the bits say that there is. */
static void
add_headers(struct zl_binary *binary, zl_word95_headers *out, unsigned bits, bool of_section)
{
	for (unsigned i = 0; i < HEADERS; i++) {
		if (!(bits >> i & 1))
			continue;
		uint8_t *kind = zl_builder_add(binary->builder, out);
		if (kind == NULL)
			return;
		*kind = !of_section	   ? ZL_WORD95_SEPARATOR
			: FOOTERS >> i & 1 ? ZL_WORD95_FOOTER
					   : ZL_WORD95_HEADER;
	}
}

void
zl_word95_headers_read(struct zl_binary *binary, zl_word95_headers *out)
{
	struct zl_bytes stream = binary->word.bytes,
			settings =
			    zl_fib_structure(&binary->fib, binary->table.bytes, ZL_FIB_SETTINGS);

	add_headers(binary, out, zl_byte(settings, 1), false);
	for (size_t i = 0; i < binary->sections.count; i++) {
		uint32_t place = zl_little32(zl_plc_data(&binary->sections, i), SECTION_PLACE);
		struct zl_bytes grpprl =
		    zl_bytes_at(stream, (size_t)place + 2, zl_little16(stream, place));
		struct zl_sprm sprm;
		for (size_t at = 0; zl_sprm95_next(grpprl, &at, &sprm);)
			if (sprm.code == ZL_SPRM_S_HEADERS95)
				add_headers(binary, out, zl_byte(sprm.operand, 0), true);
	}
}
