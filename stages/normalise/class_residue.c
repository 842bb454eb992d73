/* class_residue.c: what programs and web pages left in the text: bookmarks, field codes, glosses.
 */
#include <string.h>

#include "characters.h"
#include "classes.h"

static bool
begins_with(const struct zl_draft *draft, size_t i, const char *words)
{
	size_t length = strlen(words);

	return draft->length - i >= length && memcmp(draft->text + i, words, length) == 0;
}

/* "[bookmark: _GoBack]": where it ends, 0 when there is none at i. */
static size_t
bookmark_at(const struct zl_draft *draft, size_t i)
{
	enum { NAME = 80 }; /* bytes; Word allows 40 characters */
	static const char open[] = "[bookmark:";

	if (!begins_with(draft, i, open))
		return 0;
	i += sizeof(open) - 1;
	for (size_t end = i; end < draft->length && end - i <= NAME; end++) {
		if (draft->text[end] == ']')
			return end + 1;
		if (draft->text[end] == '[' || draft->text[end] == '\n')
			return 0;
	}
	return 0;
}

static size_t
skip(const struct zl_draft *draft, size_t i, const char *characters)
{
	while (i < draft->length && draft->text[i] != '\0' &&
	       strchr(characters, draft->text[i]) != NULL)
		i++;
	return i;
}

static const char name_characters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

/*
 * One argument of a field code (ECMA-376 part 1, 17.16.3): a switch, the format behind \*, a
 * quoted text, a bookmark that Word named.  Returns where it ends, i when there is none.
 */
static size_t
argument_at(const struct zl_draft *draft, size_t i, bool *is_switch)
{
	enum { QUOTED = 200 }; /* bytes */
	const char *text = draft->text;

	*is_switch = false;
	if (i + 1 < draft->length && text[i] == '\\' &&
	    (text[i + 1] == '*' || text[i + 1] == '@' ||
	     skip(draft, i + 1, name_characters) > i + 1)) {
		*is_switch = true;
		if (text[i + 1] != '*')
			return i + 2;
		return skip(draft, skip(draft, i + 2, " "), name_characters);
	}
	if (i < draft->length && text[i] == '"') {
		size_t left = draft->length - i - 1;
		const char *end = memchr(text + i + 1, '"', left < QUOTED ? left : QUOTED);
		return end == NULL ? i : (size_t)(end - text) + 1;
	}
	if (begins_with(draft, i, "_Toc") || begins_with(draft, i, "_Ref"))
		return skip(draft, i, name_characters);
	return i;
}

/* Whether the character before or behind a page number is one that goes with it: 第 1 页 / 共 9 页.
 */
static bool
goes_with_page(const struct zl_character *beside)
{
	static const uint32_t codes[] = {0x7B2C, 0x5171, 0x9875, '-', 0x2014, '/', 0xFF0F, 0x2013};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (beside->code == codes[i])
			return true;
	return false;
}

/*
 * Whether a field code from from to to is what a program left.  One that begins the line, is
 * glued to all of it, or stands by a number is; words about fields in a sentence are the author's.
 */
static bool
is_left_over(const struct zl_draft *draft, size_t from, size_t to)
{
	size_t start = from, end = skip(draft, to, " ");

	while (start > 0 && draft->text[start - 1] == ' ')
		start--;
	struct zl_character before = zl_character_before(draft->text, start);
	struct zl_character after = zl_character_at(draft->text, draft->length, end);
	return before.class == ZL_CHARACTER_COUNT || before.class == ZL_CHARACTER_BLANK ||
	       before.class == ZL_CHARACTER_WORD ||
	       (start == from && after.class == ZL_CHARACTER_COUNT) ||
	       (after.code >= '0' && after.code <= '9') || goes_with_page(&before) ||
	       goes_with_page(&after);
}

/*
 * A field code that stands in the text, such as "PAGE \* MERGEFORMAT": its name, then arguments of
 * which one at least is a switch, left there by a program.  Returns where it ends, 0 when there is
 * none at i.
 */
static size_t
field_at(const struct zl_draft *draft, size_t i)
{
	static const char *const names[] = {"PAGEREF ", "PAGE ",      "NUMPAGES ", "SECTIONPAGES ",
					    "TOC ",	"HYPERLINK ", "REF ",	   "SEQ "};
	enum { FIELD = 1000 }; /* bytes at which the next argument must have begun */
	bool has_switch = false, is_bookmark = false, is_switch;
	size_t name = 0, end, next;

	if (draft->text[i] < 'H' || draft->text[i] > 'T')
		return 0;
	while (name < sizeof(names) / sizeof(names[0]) && !begins_with(draft, i, names[name]))
		name++;
	if (name == sizeof(names) / sizeof(names[0]) ||
	    (i > 0 && strchr(name_characters, draft->text[i - 1]) != NULL))
		return 0;
	end = i + strlen(names[name]);
	for (next = skip(draft, end, " ");
	     next - i < FIELD && (end = argument_at(draft, next, &is_switch)) > next;
	     next = skip(draft, end, " ")) {
		has_switch = has_switch || is_switch;
		is_bookmark = is_bookmark || draft->text[next] == '_';
	}
	/* The spaces behind the last argument stay. */
	while (end > i && draft->text[end - 1] == ' ')
		end--;
	return has_switch && (is_bookmark || is_left_over(draft, i, end)) ? end : 0;
}

void
zl_change_residue(struct zl_draft *draft)
{
	for (size_t i = 0; i < draft->length;) {
		size_t end = bookmark_at(draft, i);
		if (end == 0)
			end = field_at(draft, i);
		if (end > 0)
			zl_draft_remove(draft, i, end);
		i = end > 0 ? end : i + 1;
	}
}

/* Letters of pinyin with their tones; U+0261 is a g of many fonts. */
static uint32_t
without_tone(uint32_t code, size_t *tones)
{
	static const struct {
		uint16_t code;
		char plain;
		bool tone;
	} letters[] = {
	    {0xE0, 'a', true},	{0xE1, 'a', true},   {0xE8, 'e', true},	 {0xE9, 'e', true},
	    {0xEC, 'i', true},	{0xED, 'i', true},   {0xF2, 'o', true},	 {0xF3, 'o', true},
	    {0xF9, 'u', true},	{0xFA, 'u', true},   {0xFC, 'v', false}, {0x101, 'a', true},
	    {0x113, 'e', true}, {0x11B, 'e', true},  {0x12B, 'i', true}, {0x14D, 'o', true},
	    {0x16B, 'u', true}, {0x1CE, 'a', true},  {0x1D0, 'i', true}, {0x1D2, 'o', true},
	    {0x1D4, 'u', true}, {0x1D6, 'v', true},  {0x1D8, 'v', true}, {0x1DA, 'v', true},
	    {0x1DC, 'v', true}, {0x261, 'g', false},
	};

	if (code >= 'a' && code <= 'z')
		return code;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].code == code) {
			*tones += letters[i].tone;
			return (uint32_t)letters[i].plain;
		}
	return 0;
}

/* Length of the longest of the words, parted by spaces, that letters begin with. */
static size_t
longest(const char *words, const char *letters)
{
	size_t best = 0;

	while (*words != '\0') {
		size_t length = strcspn(words, " ");
		if (length > best && strncmp(words, letters, length) == 0)
			best = length;
		words += length;
		words += *words == ' ';
	}
	return best;
}

/* How many syllables of Hanyu Pinyin (ISO 7098, annex A) letters, tones taken away, are; 0: none.
 */
static size_t
pinyin_syllables(const char *letters)
{
	static const char initials[] = "b p m f d t n l g k h j q x zh ch sh r z c s y w";
	static const char finals[] = "a o e ai ei ao ou an en ang eng er i ia ie iao iu ian in "
				     "iang ing iong ong u ua uo uai ui uan un uang ue v ve";
	size_t count = 0;

	for (; *letters != '\0'; count++) {
		letters += longest(initials, letters);
		size_t final = longest(finals, letters);
		if (final == 0)
			return 0;
		letters += final;
	}
	return count;
}

/* "(guān)", a tone for each syllable: where it ends, 0 when none begins at the bracket that ends at
 * i. */
static size_t
gloss_at(const struct zl_draft *draft, size_t i)
{
	char letters[16];
	size_t count = 0, tones = 0;

	for (struct zl_character at = zl_character_at(draft->text, draft->length, i);
	     at.class != ZL_CHARACTER_COUNT && count + 1 < sizeof(letters);
	     at = zl_character_at(draft->text, draft->length, at.to)) {
		letters[count] = '\0';
		if (at.code == ')' || at.code == 0xFF09)
			return tones > 0 && pinyin_syllables(letters) == tones ? at.to : 0;
		uint32_t plain = without_tone(at.code, &tones);
		if (plain == 0)
			return 0;
		letters[count++] = (char)plain;
	}
	return 0;
}

/* The reading behind an ideograph, which pages for learners put into words: 关(guān)于. */
void
zl_change_gloss(struct zl_draft *draft)
{
	bool ideograph = false;

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		bool bracket = at.code == '(' || at.code == 0xFF08;
		size_t end = ideograph && bracket ? gloss_at(draft, at.to) : 0;
		if (end > 0)
			zl_draft_remove(draft, at.from, end);
		else
			ideograph = at.class == ZL_CHARACTER_HAN;
		i = end > 0 ? end : at.to;
	}
}
