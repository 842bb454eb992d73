/* number.c: what the numbers of headings and items count to. */
#include <string.h>

#include "base/utf8.h"
#include "engine.h"

enum { MOST = 1000000 };

/* Characters that count by themselves: first and last of a run, and what the first counts to. */
static const struct {
	uint16_t first, last;
	int16_t value;
} runs[] = {
    {0x2460, 0x2473, 1},  /* ① to ⑳ */
    {0x2474, 0x2487, 1},  /* ⑴ to ⒇ */
    {0x2488, 0x249B, 1},  /* ⒈ to ⒛ */
    {0x2160, 0x216B, 1},  /* Ⅰ to Ⅻ */
    {0x2170, 0x217B, 1},  /* ⅰ to ⅻ */
    {0x3220, 0x3229, 1},  /* ㈠ to ㈩ */
    {0x3251, 0x325F, 21}, /* ㉑ to ㉟ */
    {0x3280, 0x3289, 1},  /* ㊀ to ㊉ */
    {'A', 'H', 1},	  {'a', 'h', 1},
};

/* The value of an ideograph that is a digit, 10 or 100; -1 for others. */
static int
han_value(uint32_t code)
{
	static const uint16_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
					  0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
	static const uint16_t capitals[] = {0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086,
					    0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396};

	if (code == 0x25CB) /* ○ */
		return 0;
	if (code == 0x5341 || code == 0x62FE) /* 十 拾 */
		return 10;
	if (code == 0x767E) /* 百 */
		return 100;
	for (int i = 0; i < 10; i++)
		if (digits[i] == code || capitals[i] == code)
			return i;
	return -1;
}

/* 十二 and 一百〇一, and 一二 read digit by digit. */
static int32_t
han_number(const char *text, size_t length)
{
	int32_t sum = 0, digit = 0;

	for (size_t i = 0; i < length;) {
		uint32_t code;
		i += zl_utf8_read(text + i, length - i, &code);
		int value = han_value(code);
		if (value < 0 || sum + digit > MOST / 100)
			return 0;
		if (value < 10) {
			digit = digit * 10 + value;
			continue;
		}
		sum += (digit == 0 ? 1 : digit) * value;
		digit = 0;
	}
	return sum + digit;
}

static int32_t
decimal(const char *text, size_t length)
{
	int32_t value = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9' || value > MOST / 10)
			return 0;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

/* Roman numerals up to XXXIX in letters. */
static int32_t
roman(const char *text, size_t length)
{
	int32_t sum = 0, last = 0;

	for (size_t i = length; i-- > 0;) {
		int32_t value = text[i] == 'I' ? 1 : text[i] == 'V' ? 5 : text[i] == 'X' ? 10 : 0;
		if (value == 0 || length > 6)
			return 0;
		sum += value < last ? -value : value;
		last = value;
	}
	return sum;
}

int32_t
zl_ordinal(const char *text, size_t length)
{
	uint32_t code;

	if (length == 0)
		return 0;
	if (text[0] >= '0' && text[0] <= '9')
		return decimal(text, length);
	if (zl_utf8_read(text, length, &code) == length)
		for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++)
			if (code >= runs[i].first && code <= runs[i].last)
				return (int32_t)(code - runs[i].first) + runs[i].value;
	return text[0] == 'I' || text[0] == 'V' || text[0] == 'X' ? roman(text, length)
								  : han_number(text, length);
}
