/*
 * mojibake.c: text whose bytes were once read by the wrong table.
 *
 * A reading is undone by writing the text in the table that was used and reading the bytes by the
 * one that should have been.  That is a repair only where both are possible without loss and the
 * outcome is far more like Chinese than the text as it stands: the model of chinese.h says how
 * much.
 */
#include "mojibake.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "characters.h"
#include "classes.h"
#include "text/charset_read.h"
#include "text/chinese.h"

/* The byte that windows-1252, and ISO 8859-1 where that has none, reads as code; -1 for none. */
static int
latin_byte(uint32_t code)
{
	static const uint16_t high[32] = {
	    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
	    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178,
	};

	if (code < 0x100)
		return (int)code;
	if (code > 0x2122 || (code > 0x2DC && code < 0x2013))
		return -1;
	for (int i = 0; i < 32; i++)
		if (high[i] == code)
			return 0x80 + i;
	return -1;
}

/* A table that text was read by although it was not in it. */
enum wrong { WRONG_LATIN, WRONG_GB18030, WRONG_BIG5, WRONG_UTF_8, WRONG_UTF_16LE, WRONG_UTF_16BE };

static bool
write_latin(const char *text, size_t length, struct zl_buffer *out)
{
	for (size_t i = 0; i < length;) {
		uint32_t code;
		i += zl_utf8_read(text + i, length - i, &code);
		int byte = latin_byte(code);
		if (byte < 0)
			return false;
		zl_buffer_byte(out, (char)byte);
	}
	return true;
}

static bool
write_utf16(bool big, const char *text, size_t length, struct zl_buffer *out)
{
	for (size_t i = 0; i < length;) {
		uint32_t code;
		i += zl_utf8_read(text + i, length - i, &code);
		if (code > 0xFFFF)
			return false;
		zl_buffer_byte(out, (char)(big ? code >> 8 : code));
		zl_buffer_byte(out, (char)(big ? code : code >> 8));
	}
	return true;
}

/* The bytes that were read by the wrong table to give the text; false when it cannot be so. */
static bool
undo(enum wrong wrong, const char *text, size_t length, struct zl_buffer *bytes)
{
	switch (wrong) {
	case WRONG_LATIN:
		return write_latin(text, length, bytes);
	case WRONG_GB18030:
		return zl_charset_write(ZL_CHARSET_GB18030, text, length, bytes);
	case WRONG_BIG5:
		return zl_charset_write(ZL_CHARSET_BIG5_HKSCS, text, length, bytes);
	case WRONG_UTF_8:
		zl_buffer_add(bytes, text, length);
		return true;
	case WRONG_UTF_16LE:
	case WRONG_UTF_16BE:
		return write_utf16(wrong == WRONG_UTF_16BE, text, length, bytes);
	}
	return false;
}

/* A text as it stands, and as it reads when the wrong reading is undone. */
struct reading {
	const char *given;
	size_t given_length;
	struct zl_chinese_weight given_weight;
	const char *mended;
	size_t mended_length;
	struct zl_chinese_weight mended_weight;
	bool trusted; /* most doubtful paragraphs of the document read so, beyond doubt */
	/* Of the text as it stands, where bytes were read as Latin: */
	size_t characters, high, signs; /* all; beyond ASCII; of these signs, no letters */
	size_t letters;			/* of ASCII */
};

/* The mean that is enough for what is trusted: characters of level 1 of GB 2312. */
enum { TRUSTED = 100 };

static void
count_latin(struct reading *reading)
{
	for (size_t i = 0; i < reading->given_length;) {
		uint32_t code;
		i += zl_utf8_read(reading->given + i, reading->given_length - i, &code);
		reading->characters++;
		reading->high += code >= 0x80;
		reading->signs +=
		    (code >= 0x80 && code < 0xC0) || code == 0xD7 || code == 0xF7 || code > 0xFF;
		reading->letters += (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
	}
}

/* Whether the text begins as UTF-8 does whose bytes were read as Latin. */
static bool
begins_as_utf8(const struct reading *reading)
{
	uint32_t code;
	size_t i = zl_utf8_read(reading->given, reading->given_length, &code);

	if (latin_byte(code) < 0xC2 || i >= reading->given_length)
		return false;
	zl_utf8_read(reading->given + i, reading->given_length - i, &code);
	return (latin_byte(code) & 0xC0) == 0x80;
}

/* Whether the text may be Chinese whose bytes, two of a character, were read as Latin. */
static bool
may_be_pairs(const struct reading *reading)
{
	size_t least = reading->trusted ? 1 : 2;

	return reading->high >= reading->letters && reading->high >= least &&
	       reading->characters >= 2 * least;
}

/*
 * Accented letters that come in pairs are Chinese in GBK or Big5 by chance (ÄÄ is 哪), so few
 * characters must all be usual ones and have among their bytes signs that no word has, or stand
 * without ASCII letters, as in a date.
 */
static bool
latin_was_chinese(const struct reading *reading)
{
	const struct zl_chinese_weight *mended = &reading->mended_weight;

	if (mended->strange * 20 > mended->ideographs)
		return false;
	if (reading->trusted)
		return mended->ideographs > 0 && mended->mean >= TRUSTED;
	if (mended->ideographs < 2)
		return false;
	if (mended->ideographs < 4)
		return mended->usual == mended->ideographs &&
		       (reading->signs > 0 || (reading->letters == 0 && mended->ideographs == 3));
	return mended->mean >= ZL_CHINESE_LIKELY;
}

/* That bytes are UTF-8 at all says much; the reading need only be better. */
static bool
was_utf8(const struct reading *reading)
{
	return reading->mended_weight.ideographs > 0 &&
	       reading->mended_weight.mean >= ZL_CHINESE_LIKELY &&
	       reading->mended_weight.mean >= reading->given_weight.mean + 200;
}

static bool
latin_was_utf8(const struct reading *reading)
{
	if (reading->trusted)
		return reading->mended_weight.ideographs > 0 &&
		       reading->mended_weight.mean >= TRUSTED;
	return reading->mended_weight.ideographs >= 2 && was_utf8(reading);
}

/* Nearly all pairs of bytes are characters in both tables: only how usual they are tells. */
static bool
was_other_pairs(const struct reading *reading)
{
	return reading->mended_weight.ideographs >= 4 && reading->mended_weight.strange == 0 &&
	       reading->mended_weight.mean >= 300 && reading->given_weight.mean <= 50;
}

/* Scripts below U+0800, roughly, by number; 0 for ASCII. */
static int
script(uint32_t code)
{
	static const uint16_t ends[] = {0x80, 0x250, 0x370, 0x400, 0x530, 0x590, 0x600, 0x700};
	int number = 0;

	while (number < 8 && code >= ends[number])
		number++;
	return number;
}

/* Whether letters of two scripts stand side by side, which no word has. */
static bool
has_mixed_letters(const struct reading *reading)
{
	int before = 0;

	for (size_t i = 0; i < reading->given_length;) {
		uint32_t code;
		i += zl_utf8_read(reading->given + i, reading->given_length - i, &code);
		int now = script(code);
		if (before > 0 && now > 0 && before != now)
			return true;
		before = now;
	}
	return false;
}

/*
 * A few characters of GBK are valid UTF-8 for letters by chance (学习 gives ѧϰ): letters that are
 * mixed, and only usual characters in the other reading.
 */
static bool
letters_were_chinese(const struct reading *reading)
{
	return reading->mended_weight.ideographs >= 2 && reading->mended_weight.strange == 0 &&
	       reading->mended_weight.usual == reading->mended_weight.ideographs;
}

/* Two ASCII letters in each character: words, where the characters are hardly ever used. */
static bool
pairs_were_letters(const struct reading *reading)
{
	size_t letters = 0, vowels = 0;

	for (size_t i = 0; i < reading->mended_length; i++) {
		char byte = reading->mended[i], small = (char)(byte | 0x20);
		if (byte < 0x20 || byte > 0x7E)
			return false;
		letters += small >= 'a' && small <= 'z';
		vowels += strchr("aeiou", small) != NULL;
	}
	size_t spaces = 0;
	for (size_t i = 0; i < reading->mended_length; i++)
		spaces += reading->mended[i] == ' ';
	return reading->mended_length >= 10 &&
	       (letters + spaces) * 10 >= reading->mended_length * 9 && vowels * 5 >= letters &&
	       vowels * 5 <= letters * 3 && reading->given_weight.mean < 0;
}

/* Whether it is worth while to undo the reading of such a text at all. */
static bool
may_be(enum wrong wrong, enum zl_charset right, const struct reading *reading)
{
	const struct zl_chinese_weight *given = &reading->given_weight;

	switch (wrong) {
	case WRONG_LATIN:
		return right == ZL_CHARSET_UTF_8 ? begins_as_utf8(reading) : may_be_pairs(reading);
	case WRONG_GB18030:
	case WRONG_BIG5:
		return given->ideographs + given->strange >= 2 && given->ideographs > 0 &&
		       given->mean < 100;
	case WRONG_UTF_8:
		return given->ideographs == 0 && given->strange >= 2 && has_mixed_letters(reading);
	case WRONG_UTF_16LE:
	case WRONG_UTF_16BE:
		return given->ideographs >= 4 && given->mean < 0;
	}
	return false;
}

static const struct guess {
	enum wrong wrong;
	enum zl_charset right;
	bool (*likely)(const struct reading *);
} guesses[ZL_MOJIBAKE_GUESSES] = {
    {WRONG_LATIN, ZL_CHARSET_UTF_8, latin_was_utf8},
    {WRONG_LATIN, ZL_CHARSET_GB18030, latin_was_chinese},
    {WRONG_LATIN, ZL_CHARSET_BIG5_HKSCS, latin_was_chinese},
    {WRONG_GB18030, ZL_CHARSET_UTF_8, was_utf8},
    {WRONG_BIG5, ZL_CHARSET_UTF_8, was_utf8},
    {WRONG_GB18030, ZL_CHARSET_BIG5_HKSCS, was_other_pairs},
    {WRONG_BIG5, ZL_CHARSET_GB18030, was_other_pairs},
    {WRONG_UTF_8, ZL_CHARSET_GB18030, letters_were_chinese},
    {WRONG_UTF_16LE, ZL_CHARSET_UTF_8, pairs_were_letters},
    {WRONG_UTF_16BE, ZL_CHARSET_UTF_8, pairs_were_letters},
};

/* Undoes a guess into mended, and fills in what reading lacks; whether the guess is right. */
static bool
try_guess(const struct guess *guess, struct reading *reading, struct zl_buffer *mended)
{
	struct zl_buffer bytes = {0};
	bool right = false;

	zl_buffer_clear(mended);
	if (may_be(guess->wrong, guess->right, reading) &&
	    undo(guess->wrong, reading->given, reading->given_length, &bytes) &&
	    zl_charset_read(guess->right, bytes.data, bytes.length, mended) && !bytes.failed &&
	    !mended->failed) {
		reading->mended = mended->data;
		reading->mended_length = mended->length;
		reading->mended_weight = zl_chinese_weigh(mended->data, mended->length);
		right = guess->likely(reading);
	}
	zl_buffer_free(&bytes);
	return right;
}

/* Whether a byte stands in the text that ideographs of the basic block begin with. */
static bool
may_have_ideographs(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] >= 0xE4 && (unsigned char)text[i] <= 0xE9)
			return true;
	return false;
}

/* Repairs the text between two offsets by the best of the guesses; latin tells which to try. */
static bool
repair(struct zl_draft *draft, size_t from, size_t to, bool latin)
{
	struct reading reading = {.given = draft->text + from, .given_length = to - from};
	struct zl_buffer mended = {0}, best = {0};
	unsigned guess = ZL_MOJIBAKE_GUESSES;
	int best_mean = INT_MIN;

	if (latin)
		count_latin(&reading);
	else if (!may_have_ideographs(reading.given, reading.given_length) &&
		 !has_mixed_letters(&reading))
		return false; /* each guess asks for one of the two, see may_be */
	reading.given_weight = zl_chinese_weigh(reading.given, reading.given_length);
	for (unsigned i = 0; i < ZL_MOJIBAKE_GUESSES; i++) {
		reading.trusted = (draft->trusted >> i & 1) != 0;
		if ((guesses[i].wrong == WRONG_LATIN) != latin ||
		    !try_guess(&guesses[i], &reading, &mended) ||
		    reading.mended_weight.mean <= best_mean)
			continue;
		struct zl_buffer kept = best;
		best = mended;
		mended = kept;
		best_mean = reading.mended_weight.mean;
		guess = i;
	}
	if (guess < ZL_MOJIBAKE_GUESSES) {
		zl_draft_replace(draft, from, to, best.data, best.length);
		draft->made |= 1U << guess;
	}
	zl_buffer_free(&mended);
	zl_buffer_free(&best);
	return guess < ZL_MOJIBAKE_GUESSES;
}

/*
 * The next stretch from offset i on that one byte a character can have given: from the first of its
 * characters beyond ASCII to the last.  False when there is none before end.  Windows-1252 has some
 * signs of Chinese too, “ and … among them: where quotes is set, they end a stretch.
 */
static bool
stretch_at(const struct zl_draft *draft, size_t i, size_t end, bool quotes, size_t *from,
	   size_t *to)
{
	bool found = false;

	while (i < end && !(found && draft->text[i] == '\n')) {
		if ((unsigned char)draft->text[i] < 0x80) {
			i++;
			continue;
		}
		struct zl_character at = zl_character_at(draft->text, end, i);
		bool byte = latin_byte(at.code) >= 0 &&
			    !(quotes && at.code > 0xFF && at.class == ZL_CHARACTER_SHARED);
		if (found && !byte)
			break;
		if (byte) {
			*from = found ? *from : at.from;
			*to = at.to;
			found = true;
		}
		i = at.to;
	}
	return found;
}

/* A stretch, and if need be with the ASCII byte behind it, which may end a pair. */
static bool
repair_stretch(struct zl_draft *draft, size_t from, size_t to)
{
	struct reading reading = {.given = draft->text + from, .given_length = to - from};

	/* Words with accents and quotation marks are neither, with the byte or without. */
	count_latin(&reading);
	if (!begins_as_utf8(&reading) && reading.high < reading.letters)
		return false;
	if (repair(draft, from, to, true))
		return true;
	return to < draft->length && draft->text[to] >= 0x40 && draft->text[to] < 0x7F &&
	       repair(draft, from, to + 1, true);
}

static bool
repair_latin(struct zl_draft *draft)
{
	size_t from = 0, to = 0, inner_from = 0, inner_to = 0;
	bool repaired = false;

	for (size_t i = 0; stretch_at(draft, i, draft->length, false, &from, &to); i = to) {
		if (repair_stretch(draft, from, to)) {
			repaired = true;
			continue;
		}
		for (size_t j = from; stretch_at(draft, j, to, true, &inner_from, &inner_to);
		     j = inner_to)
			if (inner_from != from || inner_to != to)
				repaired = repair_stretch(draft, inner_from, inner_to) || repaired;
	}
	return repaired;
}

void
zl_change_mojibake(struct zl_draft *draft)
{
	if (!repair_latin(draft))
		repair(draft, 0, draft->length, false);
}

/* Reads as far as it goes what the guess gives; whether what can be read is Chinese beyond doubt.
 */
static bool
reads_with_loss(const struct guess *guess, const char *text, size_t length)
{
	struct zl_buffer bytes = {0}, mended = {0}, readable = {0};

	for (size_t i = 0; i < length;) {
		uint32_t code;
		size_t step = zl_utf8_read(text + i, length - i, &code);
		if (!undo(guess->wrong, text + i, step, &bytes))
			zl_buffer_byte(&bytes, '?');
		i += step;
	}
	zl_charset_read(guess->right, bytes.data, bytes.length, &mended);
	for (size_t i = 0; i < mended.length;) {
		uint32_t code;
		size_t step = zl_utf8_read(mended.data + i, mended.length - i, &code);
		if (code != 0xFFFD)
			zl_buffer_add(&readable, mended.data + i, step);
		i += step;
	}
	struct zl_chinese_weight weight = zl_chinese_weigh(readable.data, readable.length);
	zl_buffer_free(&bytes);
	zl_buffer_free(&mended);
	zl_buffer_free(&readable);
	return weight.ideographs >= 4 && weight.mean >= 300 &&
	       weight.ideographs * 10 >= zl_utf8_count(text, length) * 2;
}

/*
 * Whether so many characters are bytes of Latin that reads_with_loss may find Chinese in them, each
 * ideograph of at least two bytes, one of them beyond ASCII.
 */
static bool
may_be_lossy_latin(const char *text, size_t length)
{
	size_t high = 0, all = 0;

	for (size_t i = 0; i < length; all++) {
		uint32_t code;
		i += zl_utf8_read(text + i, length - i, &code);
		high += latin_byte(code) >= 0x80;
	}
	return high * 10 >= all * 2;
}

const char *
zl_mojibake_left(const char *text, size_t length)
{
	if (length > 0 && memmem(text, length, "\xEF\xBF\xBD", 3) != NULL)
		return "U+FFFD stands for characters that were lost before";
	if (length > 0 && memmem(text, length, "锟斤拷", 9) != NULL)
		return "锟斤拷 stands for characters that were lost before";
	/* UTF-8 of Chinese, read as GB18030, has ideographs, though strange ones. */
	bool latin = may_be_lossy_latin(text, length);
	if (!latin && !may_have_ideographs(text, length))
		return NULL;
	struct zl_chinese_weight weight = zl_chinese_weigh(text, length);
	if (weight.mean >= 0)
		return NULL;
	for (size_t i = 0; i < 4; i++)
		if ((guesses[i].wrong == WRONG_LATIN ? latin : weight.ideographs > 0) &&
		    reads_with_loss(&guesses[i], text, length))
			return "the text was decoded by the wrong table and has lost bytes";
	return NULL;
}
