/*
 * numbering_format.c: a table of formats, each a way to write numbers and the signs it writes with.
 *
 * The signs are those of ECMA-376 part 1, 17.18.59; where Word writes otherwise than the standard
 * says, Word is followed: the number is part of what a reader sees.
 */
#include "numbering_format.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Adds value, at least 0, to out. */
typedef enum zl_formatted writer(const struct zl_format *, uint32_t value, struct zl_buffer *out);

struct zl_format {
	const char *name;
	writer *write;
	const char *signs;
	uint32_t least, most; /* values it can write */
	bool ends_empty;      /* Word writes nothing past the most, not decimal */
};

enum {
	ANY = INT32_MAX,
	MYRIADS = 999999,    /* Chinese counting: Word shows nothing from a million */
	REPEATED = 30,	     /* letters are written again and again, at most this often */
	ROMAN_MOST = 32767,  /* w:start ends there */
	WORDS_MOST = 999999, /* English words */
};

/* Sign i of a string of signs. */
static void
add_sign(struct zl_buffer *out, const char *signs, uint32_t i)
{
	size_t length = strlen(signs);
	size_t at = zl_utf8_offset(signs, length, i);

	zl_buffer_add(out, signs + at, zl_utf8_offset(signs + at, length - at, 1));
}

static enum zl_formatted
write_decimal(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	(void)format;
	zl_buffer_format(out, "%u", value);
	return ZL_FORMATTED;
}

/* Decimal with at least as many digits as there are signs. */
static enum zl_formatted
write_padded(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	zl_buffer_format(out, "%0*u", (int)strlen(format->signs), value);
	return ZL_FORMATTED;
}

static enum zl_formatted
write_nothing(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	(void)format, (void)value, (void)out;
	return ZL_FORMATTED;
}

/* One of ten signs for each decimal digit. */
static enum zl_formatted
write_digits(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	uint32_t unit = 1;

	while (value / unit >= 10)
		unit *= 10;
	for (; unit > 0; unit /= 10)
		add_sign(out, format->signs, value / unit % 10);
	return ZL_FORMATTED;
}

/* The value's sign, from 1. */
static enum zl_formatted
write_sign(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	add_sign(out, format->signs, value - 1);
	return ZL_FORMATTED;
}

/* Signs two by two: stem and branch of the sixty-year cycle. */
static enum zl_formatted
write_cycle(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	add_sign(out, format->signs, (value - 1) % 10);
	add_sign(out, format->signs, 10 + (value - 1) % 12);
	return ZL_FORMATTED;
}

/* a to z, aa to zz, aaa ... */
static enum zl_formatted
write_letters(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	uint32_t count = (uint32_t)zl_utf8_count(format->signs, strlen(format->signs));
	uint32_t times = (value - 1) / count + 1;

	if (times > REPEATED) {
		write_decimal(format, value, out);
		return ZL_FORMATTED_RANGE;
	}
	while (times-- > 0)
		add_sign(out, format->signs, (value - 1) % count);
	return ZL_FORMATTED;
}

static enum zl_formatted
write_roman(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	static const uint32_t values[] = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
	static const char *const signs[] = {"m",  "cm", "d",  "cd", "c",  "xc", "l",
					    "xl", "x",	"ix", "v",  "iv", "i"};
	size_t from = out->length;

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		for (; value >= values[i]; value -= values[i])
			zl_buffer_text(out, signs[i]);
	for (; from < out->length && format->signs[0] == 'I'; from++)
		out->data[from] = (char)(out->data[from] - 'a' + 'A');
	return ZL_FORMATTED;
}

static enum zl_formatted
write_ordinal(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	static const char *const ends[] = {"th", "st", "nd", "rd"};
	uint32_t last = value % 10;

	(void)format;
	zl_buffer_format(out, "%u%s", value, ends[value / 10 % 10 == 1 || last > 3 ? 0 : last]);
	return ZL_FORMATTED;
}

static enum zl_formatted
write_hexadecimal(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	(void)format;
	zl_buffer_format(out, "%X", value);
	return ZL_FORMATTED;
}

static enum zl_formatted
write_dashes(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	(void)format;
	zl_buffer_format(out, "- %u -", value);
	return ZL_FORMATTED;
}

/*
 * Signs of the counting formats: zero, one to nine, ten, hundred, thousand, ten thousand.  A format
 * that says "one hundred" says it as "one" "hundred"; Japanese leaves that one away.
 */
enum { TEN = 10, MYRIAD = 13 };

/* Writes value below 10,000.  begun: something stands before it, so a gap needs a zero. */
static void
write_group(const char *signs, uint32_t value, bool begun, bool zeros, bool full_ones,
	    struct zl_buffer *out)
{
	bool gap = false;

	for (int place = 3; place >= 0; place--) {
		static const uint32_t units[] = {1, 10, 100, 1000};
		uint32_t digit = value / units[place] % 10;
		if (digit == 0) {
			gap = true;
			continue;
		}
		if (gap && begun && zeros)
			add_sign(out, signs, 0);
		gap = false;
		if (digit > 1 || place == 0 || full_ones)
			add_sign(out, signs, digit);
		if (place > 0)
			add_sign(out, signs, (uint32_t)(TEN + place - 1));
		begun = true;
	}
}

/* The two groups of a number below 100,000,000. */
static enum zl_formatted
write_groups(const char *signs, uint32_t value, bool zeros, bool full_ones, struct zl_buffer *out)
{
	if (value == 0) {
		add_sign(out, signs, 0);
		return ZL_FORMATTED;
	}
	if (value >= 10000) {
		write_group(signs, value / 10000, false, zeros, full_ones, out);
		add_sign(out, signs, MYRIAD);
	}
	write_group(signs, value % 10000, value >= 10000, zeros, full_ones, out);
	return ZL_FORMATTED;
}

/* One, ten, eleven, twenty-one; one hundred zero one.  Ten to nineteen begin with ten. */
static enum zl_formatted
write_counting(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	if (value >= 10 && value < 20) {
		add_sign(out, format->signs, TEN);
		if (value > 10)
			add_sign(out, format->signs, value - 10);
		return ZL_FORMATTED;
	}
	return write_groups(format->signs, value, true, true, out);
}

/* The same, with digits only from 100. */
static enum zl_formatted
write_short_counting(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	return value < 100 ? write_counting(format, value, out) : write_digits(format, value, out);
}

/* Every one is written: one ten, one hundred zero one. */
static enum zl_formatted
write_legal(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	return write_groups(format->signs, value, true, true, out);
}

/* No zeros, and no one before ten, hundred and thousand. */
static enum zl_formatted
write_japanese(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	return write_groups(format->signs, value, false, false, out);
}

/* No zeros, but every one. */
static enum zl_formatted
write_japanese_legal(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	return write_groups(format->signs, value, false, true, out);
}

/* Native Korean numerals: a sign sequence for the tens and one for the ones. */
static enum zl_formatted
write_korean_native(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	static const char *const ones[] = {"",	   "하나", "둘",   "셋",   "넷",
					   "다섯", "여섯", "일곱", "여덟", "아홉"};
	static const char *const tens[] = {"",	 "열",	 "스물", "서른", "마흔",
					   "쉰", "예순", "일흔", "여든", "아흔"};

	(void)format;
	zl_buffer_text(out, tens[value / 10]);
	zl_buffer_text(out, ones[value % 10]);
	return ZL_FORMATTED;
}

static const char *const small_words[] = {
    "zero",	"one",	   "two",     "three",	   "four",     "five",	  "six",
    "seven",	"eight",   "nine",    "ten",	   "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens_words[] = {"",	  "",	   "twenty",  "thirty", "forty",
					 "fifty", "sixty", "seventy", "eighty", "ninety"};
static const char *const small_ordinals[] = {
    "zeroth",	  "first",     "second",    "third",	   "fourth",	 "fifth",     "sixth",
    "seventh",	  "eighth",    "ninth",	    "tenth",	   "eleventh",	 "twelfth",   "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
static const char *const tens_ordinals[] = {"",		 "",	     "twentieth", "thirtieth",
					    "fortieth",	 "fiftieth", "sixtieth",  "seventieth",
					    "eightieth", "ninetieth"};

/* Words of value, 1 to 99; the last word is an ordinal if asked. */
static void
write_tens(uint32_t value, bool ordinal, struct zl_buffer *out)
{
	if (value >= 20 && value % 10 == 0) {
		zl_buffer_text(out, (ordinal ? tens_ordinals : tens_words)[value / 10]);
		return;
	}
	if (value >= 20) {
		zl_buffer_text(out, tens_words[value / 10]);
		zl_buffer_byte(out, '-');
		value %= 10;
	}
	zl_buffer_text(out, (ordinal ? small_ordinals : small_words)[value]);
}

/* Words of value, 1 to 999. */
static void
write_hundreds(uint32_t value, bool ordinal, struct zl_buffer *out)
{
	if (value >= 100) {
		zl_buffer_text(out, small_words[value / 100]);
		zl_buffer_text(out, ordinal && value % 100 == 0 ? " hundredth" : " hundred");
		if (value % 100 != 0)
			zl_buffer_byte(out, ' ');
	}
	if (value % 100 != 0)
		write_tens(value % 100, ordinal, out);
}

/* "Twenty-one", "Twenty-first": signs tells which. */
static enum zl_formatted
write_words(const struct zl_format *format, uint32_t value, struct zl_buffer *out)
{
	bool ordinal = format->signs[0] == 'F';
	size_t from = out->length;

	if (value >= 1000) {
		write_hundreds(value / 1000, false, out);
		zl_buffer_text(out, ordinal && value % 1000 == 0 ? " thousandth" : " thousand");
		if (value % 1000 != 0)
			zl_buffer_byte(out, ' ');
	}
	if (value == 0)
		zl_buffer_text(out, ordinal ? small_ordinals[0] : small_words[0]);
	if (value % 1000 != 0)
		write_hundreds(value % 1000, ordinal, out);
	if (from < out->length)
		out->data[from] = (char)(out->data[from] - 'a' + 'A');
	return ZL_FORMATTED;
}

#define CHINESE "一二三四五六七八九"
#define KATAKANA                                                                                                                               \
	"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ" \
	"ヲン"
#define IROHA                                                                                                                                  \
	"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒ" \
	"モセスン"

/* Sorted by name.  The first are what Word writes for w:numFmt w:val="custom". */
static const struct zl_format formats[] = {
    {"00001, 00002, 00003, ...", write_padded, "00000", 0, ANY, false},
    {"0001, 0002, 0003, ...", write_padded, "0000", 0, ANY, false},
    {"001, 002, 003, ...", write_padded, "000", 0, ANY, false},
    {"01, 02, 03, ...", write_padded, "00", 0, ANY, false},
    {"aiueo", write_letters, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", 1, ANY, false},
    {"aiueoFullWidth", write_letters, KATAKANA, 1, ANY, false},
    {"bullet", write_nothing, "", 0, ANY, false},
    {"cardinalText", write_words, "One", 0, WORDS_MOST, false},
    {"chicago", write_letters, "*†‡§", 1, ANY, false},
    {"chineseCounting", write_short_counting, "○" CHINESE "十", 0, ANY, false},
    {"chineseCountingThousand", write_counting, "〇" CHINESE "十百千万", 0, MYRIADS, true},
    {"chineseLegalSimplified", write_legal, "零壹贰叁肆伍陆柒捌玖拾佰仟萬", 0, MYRIADS, true},
    {"chosung", write_letters, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", 1, ANY, false},
    {"decimal", write_decimal, "", 0, ANY, false},
    {"decimalEnclosedCircle", write_sign, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1, 20, false},
    {"decimalEnclosedCircleChinese", write_sign, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1, 20, false},
    {"decimalEnclosedFullstop", write_sign, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1, 20, false},
    {"decimalEnclosedParen", write_sign, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1, 20, false},
    {"decimalFullWidth", write_digits, "０１２３４５６７８９", 0, ANY, false},
    {"decimalFullWidth2", write_digits, "０１２３４５６７８９", 0, ANY, false},
    {"decimalHalfWidth", write_decimal, "", 0, ANY, false},
    {"decimalZero", write_padded, "00", 0, ANY, false},
    {"ganada", write_letters, "가나다라마바사아자차카타파하", 1, ANY, false},
    {"hex", write_hexadecimal, "", 0, ANY, false},
    {"ideographDigital", write_digits, "〇" CHINESE, 0, ANY, false},
    {"ideographEnclosedCircle", write_sign, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", 1, 10, false},
    {"ideographLegalTraditional", write_legal, "零壹貳參肆伍陸柒捌玖拾佰仟萬", 0, MYRIADS, true},
    {"ideographTraditional", write_sign, "甲乙丙丁戊己庚辛壬癸", 1, 10, false},
    {"ideographZodiac", write_sign, "子丑寅卯辰巳午未申酉戌亥", 1, 12, false},
    {"ideographZodiacTraditional", write_cycle, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", 1,
     60, false},
    {"iroha", write_letters, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", 1, ANY, false},
    {"irohaFullWidth", write_letters, IROHA, 1, ANY, false},
    {"japaneseCounting", write_japanese, "〇" CHINESE "十百千万", 0, MYRIADS, true},
    {"japaneseDigitalTenThousand", write_digits, "〇" CHINESE, 0, ANY, false},
    {"japaneseLegal", write_japanese_legal, "零壱弐参四伍六七八九拾百阡萬", 0, MYRIADS, true},
    {"koreanCounting", write_japanese, "영일이삼사오육칠팔구십백천만", 0, MYRIADS, true},
    {"koreanDigital", write_digits, "영일이삼사오육칠팔구", 0, ANY, false},
    {"koreanDigital2", write_digits, "零" CHINESE, 0, ANY, false},
    {"koreanLegal", write_korean_native, "", 1, 99, false},
    {"lowerLetter", write_letters, "abcdefghijklmnopqrstuvwxyz", 1, ANY, false},
    {"lowerRoman", write_roman, "i", 1, ROMAN_MOST, false},
    {"none", write_nothing, "", 0, ANY, false},
    {"numberInDash", write_dashes, "", 0, ANY, false},
    {"ordinal", write_ordinal, "", 0, ANY, false},
    {"ordinalText", write_words, "First", 0, WORDS_MOST, false},
    {"russianLower", write_letters, "абвгдежзиклмнопрстуфхцчшщыэюя", 1, ANY, false},
    {"russianUpper", write_letters, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", 1, ANY, false},
    {"taiwaneseCounting", write_short_counting, "○" CHINESE "十", 0, ANY, false},
    {"taiwaneseCountingThousand", write_counting, "○" CHINESE "十百千萬", 0, MYRIADS, true},
    {"taiwaneseDigital", write_digits, "○" CHINESE, 0, ANY, false},
    {"thaiNumbers", write_digits, "๐๑๒๓๔๕๖๗๘๙", 0, ANY, false},
    {"upperLetter", write_letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1, ANY, false},
    {"upperRoman", write_roman, "I", 1, ROMAN_MOST, false},
};

static int
by_name(const void *key, const void *item)
{
	const struct zl_string *name = key;
	const struct zl_format *format = item;
	int order = strncmp(name->data, format->name, name->length);

	return order != 0 ? order : format->name[name->length] == '\0' ? 0 : -1;
}

const struct zl_format *
zl_format_find(struct zl_string name)
{
	if (name.length == 0)
		return NULL;
	return bsearch(&name, formats, sizeof(formats) / sizeof(*formats), sizeof(*formats),
		       by_name);
}

const char *
zl_format_name(const struct zl_format *format)
{
	return format->name;
}

enum zl_formatted
zl_format_number(const struct zl_format *format, int32_t value, struct zl_buffer *out)
{
	if (format == NULL) {
		zl_buffer_format(out, "%d", value);
		return ZL_FORMATTED_UNKNOWN;
	}
	if (value >= 0 && (uint32_t)value >= format->least && (uint32_t)value <= format->most)
		return format->write(format, (uint32_t)value, out);
	if (value < 0 || !format->ends_empty)
		zl_buffer_format(out, "%d", value);
	return ZL_FORMATTED_RANGE;
}
