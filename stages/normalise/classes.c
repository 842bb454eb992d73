/* classes.c: the table of the classes, and which of them a text may need. */
#include "classes.h"

#include "base/utf8.h"
#include "characters.h"
#include "mojibake.h"
#include "text/chinese.h"

const struct zl_class zl_classes[ZL_CLASS_COUNT] = {
    [ZL_CLASS_MOJIBAKE] = {"mojibake", "text decoded by the wrong table is read anew", false,
			   zl_change_mojibake},
    [ZL_CLASS_FORBIDDEN] = {"forbidden", "characters that XML 1.0 has not", true,
			    zl_change_forbidden},
    [ZL_CLASS_CONTROL] = {"control", "other control characters", false, zl_change_control},
    [ZL_CLASS_INVISIBLE] = {"invisible", "zero-width characters, directions, byte order marks",
			    false, zl_change_invisible},
    [ZL_CLASS_PRIVATE_USE] = {"private-use", "codes that old mappings of GB 18030 and GBK left",
			      false, zl_change_private_use},
    [ZL_CLASS_SYMBOL_FONT] = {"symbol-font", "codes of symbol fonts to the signs they show", false,
			      zl_change_symbol_font},
    [ZL_CLASS_RADICAL] = {"radical", "radicals to the ideographs they look like", false,
			  zl_change_radical},
    [ZL_CLASS_COMPATIBILITY] = {"compatibility", "compatibility ideographs to unified ones", false,
				zl_change_compatibility},
    [ZL_CLASS_VERTICAL] = {"vertical", "presentation forms of vertical text", false,
			   zl_change_vertical},
    [ZL_CLASS_HALF_WIDTH] = {"half-width", "half-width Chinese punctuation to full width", false,
			     zl_change_half_width},
    [ZL_CLASS_WIDTH] = {"width", "full-width letters, digits and signs in numbers to ASCII", false,
			zl_change_width},
    [ZL_CLASS_LOOK_ALIKE] = {"look-alike", "what only looks like Chinese quotes, brackets, marks",
			     false, zl_change_look_alike},
    [ZL_CLASS_RESIDUE] = {"residue", "bookmarks and field codes that stand as text", false,
			  zl_change_residue},
    [ZL_CLASS_GLOSS] = {"gloss", "pinyin in brackets inside words", false, zl_change_gloss},
    [ZL_CLASS_HYPHEN] = {"hyphen", "soft hyphens, and hyphens at the end of a line", false,
			 zl_change_hyphen},
    [ZL_CLASS_PUNCTUATION] = {"punctuation", "ASCII marks between Chinese to full width", false,
			      zl_change_punctuation},
    [ZL_CLASS_WHITE_SPACE] = {"white-space", "indents, runs, spaces between Chinese characters",
			      false, zl_change_white_space},
};

#define BIT(class) (UINT64_C(1) << (class))

/* What a character of the class asks for whatever stands beside it. */
static const uint64_t needs[ZL_CHARACTER_COUNT] = {
    [ZL_CHARACTER_BACKSLASH] = BIT(ZL_CLASS_RESIDUE),
    [ZL_CHARACTER_SPACE] = BIT(ZL_CLASS_WHITE_SPACE),
    [ZL_CHARACTER_FORBIDDEN] = BIT(ZL_CLASS_FORBIDDEN),
    [ZL_CHARACTER_CONTROL] = BIT(ZL_CLASS_CONTROL),
    [ZL_CHARACTER_INVISIBLE] = BIT(ZL_CLASS_INVISIBLE),
    [ZL_CHARACTER_SOFT_HYPHEN] = BIT(ZL_CLASS_HYPHEN),
    [ZL_CHARACTER_LOST] = BIT(ZL_CLASS_MOJIBAKE),
    [ZL_CHARACTER_PRIME] = BIT(ZL_CLASS_LOOK_ALIKE),
    [ZL_CHARACTER_GB_PRIVATE] = BIT(ZL_CLASS_PRIVATE_USE),
    [ZL_CHARACTER_SYMBOL] = BIT(ZL_CLASS_SYMBOL_FONT),
    [ZL_CHARACTER_RADICAL] = BIT(ZL_CLASS_RADICAL),
    [ZL_CHARACTER_COMPATIBILITY] = BIT(ZL_CLASS_COMPATIBILITY),
    [ZL_CHARACTER_PRESENTATION] = BIT(ZL_CLASS_VERTICAL),
    [ZL_CHARACTER_HALF_WIDTH] = BIT(ZL_CLASS_HALF_WIDTH),
    [ZL_CHARACTER_WIDTH] = BIT(ZL_CLASS_WIDTH),
    [ZL_CHARACTER_WIDTH_BESIDE] = BIT(ZL_CLASS_WIDTH),
    [ZL_CHARACTER_LOOK_ALIKE] = BIT(ZL_CLASS_LOOK_ALIKE),
    [ZL_CHARACTER_LOOK_ALIKE_BESIDE] = BIT(ZL_CLASS_LOOK_ALIKE),
};

/* What one scan keeps in mind. */
struct scan {
	uint64_t needed;
	size_t counts[ZL_CHARACTER_COUNT];
	size_t rare;				      /* ideographs of rank 0 */
	enum zl_character_class before, before_blank; /* ZL_CHARACTER_COUNT at the start */
};

/* Whether white space may have to go beside a character of the class; its neighbour decides too. */
static bool attracts_no_space(enum zl_character_class class)
{
	return class == ZL_CHARACTER_HAN || class == ZL_CHARACTER_SIGN ||
	       class == ZL_CHARACTER_WIDE_MARK || class == ZL_CHARACTER_SHARED ||
	       class >= ZL_CHARACTER_PRIVATE;
}

/* What the character asks for because of what stands before it. */
static void
look_back(struct scan *scan, enum zl_character_class class, const char *text, const char *end)
{
	bool blank = class == ZL_CHARACTER_BLANK;

	if (scan->before == ZL_CHARACTER_BLANK && attracts_no_space(scan->before_blank) &&
	    attracts_no_space(class))
		scan->needed |= BIT(ZL_CLASS_WHITE_SPACE);
	if (blank && (scan->before == ZL_CHARACTER_BLANK || scan->before == ZL_CHARACTER_COUNT ||
		      *text == '\r'))
		scan->needed |= BIT(ZL_CLASS_WHITE_SPACE);
	if (scan->before == ZL_CHARACTER_HYPHEN && (blank || class == ZL_CHARACTER_SPACE))
		scan->needed |= BIT(ZL_CLASS_HYPHEN);
	if (class == ZL_CHARACTER_BRACKET && text + 1 < end && text[1] == 'b')
		scan->needed |= BIT(ZL_CLASS_RESIDUE);
	if (class == scan->before && (class == ZL_CHARACTER_DOT || class == ZL_CHARACTER_SHARED))
		scan->needed |= ZL_LEADER;
	if (blank)
		scan->before_blank = scan->before;
	scan->before = class;
}

/* What the text asks for as a whole. */
static uint64_t
look_at_all(const struct scan *scan)
{
	const size_t *counts = scan->counts;
	size_t latin = counts[ZL_CHARACTER_LATIN] + counts[ZL_CHARACTER_CONTROL];
	size_t odd = scan->rare + counts[ZL_CHARACTER_KANA] + counts[ZL_CHARACTER_PRIVATE];
	size_t ideographs = counts[ZL_CHARACTER_HAN] + counts[ZL_CHARACTER_KANA];
	uint64_t needed = scan->needed;

	if (scan->before == ZL_CHARACTER_BLANK)
		needed |= BIT(ZL_CLASS_WHITE_SPACE);
	if (counts[ZL_CHARACTER_MARK] > 0 && counts[ZL_CHARACTER_WIDE_MARK] > 0 && ideographs > 0)
		needed |= BIT(ZL_CLASS_PUNCTUATION);
	if (latin + counts[ZL_CHARACTER_LETTER] > 0 && ideographs > 0)
		needed |= BIT(ZL_CLASS_GLOSS);
	if ((latin > 0 && latin + counts[ZL_CHARACTER_LETTER] + counts[ZL_CHARACTER_SHARED] >= 2) ||
	    (ideographs == 0 && counts[ZL_CHARACTER_LETTER] >= 2) ||
	    (odd >= 2 && odd * 4 >= ideographs))
		needed |= BIT(ZL_CLASS_MOJIBAKE);
	return needed;
}

/*
 * Goes over the ideographs that text begins with, which most of a report is, without the table of
 * kinds; returns where they end.
 */
static const char *
skip_ideographs(struct scan *scan, const char *text, const char *end)
{
	const char *from = text;

	for (; end - text >= 3; text += 3) {
		const unsigned char *s = (const unsigned char *)text;
		uint32_t code =
		    (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
		if ((s[0] & 0xF0) != 0xE0 || code - 0x4E00 >= 0x5200)
			break;
		scan->rare += zl_chinese_rank(code) == 0;
		if (code == 0x951F) /* 锟 of 锟斤拷 */
			scan->needed |= BIT(ZL_CLASS_MOJIBAKE);
	}
	if (text > from) {
		scan->counts[ZL_CHARACTER_HAN] += (size_t)(text - from) / 3;
		look_back(scan, ZL_CHARACTER_HAN, from, end);
	}
	return text;
}

uint64_t
zl_classes_needed(const char *text, size_t length)
{
	struct scan scan = {.before = ZL_CHARACTER_COUNT, .before_blank = ZL_CHARACTER_COUNT};
	const char *end;

	if (length == 0)
		return 0; /* text may be NULL */
	end = text + length;
	for (text = skip_ideographs(&scan, text, end); text < end;
	     text = skip_ideographs(&scan, text, end)) {
		uint32_t code;
		size_t step = zl_utf8_read(text, (size_t)(end - text), &code);
		enum zl_character_class class = zl_character_class(code);
		scan.counts[class]++;
		scan.needed |= needs[class];
		look_back(&scan, class, text, end);
		text += step;
	}
	return look_at_all(&scan);
}
