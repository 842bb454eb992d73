/* chinese.c: how common ideographs are, by a table. */
#include "chinese.h"

#include <stdbool.h>

#include "base/utf8.h"
#include "chinese_table.h"

/* Punctuation, enclosed numbers, units and full-width forms, which say nothing either way. */
static bool
is_sign(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} signs[] = {
	    {0x20, 0x7E},     {0xA0, 0xA0},	{0xA7, 0xA8},	  {0xB0, 0xB1},
	    {0xB7, 0xB7},     {0xD7, 0xD7},	{0x2010, 0x2027}, {0x2030, 0x203B},
	    {0x2103, 0x2116}, {0x2160, 0x217F}, {0x2190, 0x2193}, {0x2236, 0x2236},
	    {0x2460, 0x24FF}, {0x25A0, 0x2606}, {0x3000, 0x303F}, {0x3220, 0x33FF},
	    {0xFF01, 0xFF5E}, {0xFFE0, 0xFFE5},
	};

	if (code > 0xD7 && code < 0x2010)
		return false; /* letters, which texts of other scripts are full of */
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]) && code >= signs[i].first; i++)
		if (code <= signs[i].last)
			return true;
	return code == '\t' || code == '\n' || code == '\r';
}

struct zl_chinese_weight
zl_chinese_weigh(const char *text, size_t length)
{
	static const int weights[4] = {-400, -200, 100, 400};
	struct zl_chinese_weight weight = {0};
	int64_t sum = 0;

	for (size_t i = 0; i < length;) {
		uint32_t code;
		i += zl_utf8_read(text + i, length - i, &code);
		if (code >= 0x4E00 && code <= 0x9FFF) {
			unsigned rank = zl_chinese_rank(code);
			weight.ideographs++;
			weight.usual += rank == 3;
			sum += weights[rank];
		} else if (!is_sign(code)) {
			weight.strange++;
			sum += weights[0];
		}
	}
	int64_t count = (int64_t)(weight.ideographs + weight.strange);
	weight.mean = count == 0 ? 0 : (int)(sum / count);
	return weight;
}
