/* circled.c: characters that are a sign in a circle. */
#include "circled.h"

#include "base/utf8.h"

/* Signs that a circle can hold, and the character that is both: runs of code points. */
static const struct {
	uint32_t first, last, circled;
} circled_runs[] = {
    {'A', 'Z', 0x24B6},
    {'a', 'z', 0x24D0},
};

static const struct {
	const char *held;
	uint32_t circled;
} circled_signs[] = {
    {"一", 0x3280}, {"二", 0x3281}, {"三", 0x3282}, {"四", 0x3283}, {"五", 0x3284}, {"六", 0x3285},
    {"七", 0x3286}, {"八", 0x3287}, {"九", 0x3288}, {"十", 0x3289}, {"月", 0x328A}, {"火", 0x328B},
    {"水", 0x328C}, {"木", 0x328D}, {"金", 0x328E}, {"土", 0x328F}, {"日", 0x3290}, {"株", 0x3291},
    {"有", 0x3292}, {"社", 0x3293}, {"名", 0x3294}, {"特", 0x3295}, {"财", 0x3296}, {"財", 0x3296},
    {"祝", 0x3297}, {"劳", 0x3298}, {"労", 0x3298}, {"秘", 0x3299}, {"男", 0x329A}, {"女", 0x329B},
    {"适", 0x329C}, {"優", 0x329D}, {"优", 0x329D}, {"印", 0x329E}, {"注", 0x329F}, {"项", 0x32A0},
    {"項", 0x32A0}, {"休", 0x32A1}, {"写", 0x32A2}, {"正", 0x32A3}, {"上", 0x32A4}, {"中", 0x32A5},
    {"下", 0x32A6}, {"左", 0x32A7}, {"右", 0x32A8}, {"医", 0x32A9}, {"宗", 0x32AA}, {"学", 0x32AB},
    {"监", 0x32AC}, {"監", 0x32AC}, {"企", 0x32AD}, {"资", 0x32AE}, {"資", 0x32AE}, {"协", 0x32AF},
    {"協", 0x32AF}, {"夜", 0x32B0}, {"0", 0x24EA},
};

/* The circled number of a decimal text, 0 for none: U+2460, U+3251 and U+32B1 on. */
static uint32_t
circled_number(struct zl_string text)
{
	uint32_t value = 0;

	if (text.length == 0 || text.length > 2 || text.data[0] == '0')
		return 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return 0;
		value = value * 10 + (uint32_t)(text.data[i] - '0');
	}
	if (value <= 20)
		return 0x2460 + value - 1;
	if (value <= 35)
		return 0x3251 + value - 21;
	return value <= 50 ? 0x32B1 + value - 36 : 0;
}

uint32_t
zl_circled(struct zl_string text)
{
	uint32_t code = circled_number(text);

	if (code != 0 || text.length == 0)
		return code;
	for (size_t i = 0; i < sizeof(circled_signs) / sizeof(*circled_signs); i++)
		if (zl_string_is(text, circled_signs[i].held))
			return circled_signs[i].circled;
	if (zl_utf8_read(text.data, text.length, &code) != text.length)
		return 0;
	for (size_t i = 0; i < sizeof(circled_runs) / sizeof(*circled_runs); i++)
		if (code >= circled_runs[i].first && code <= circled_runs[i].last)
			return circled_runs[i].circled + code - circled_runs[i].first;
	return 0;
}
