/* chinese.h: how far a text reads as Chinese, by how usual its characters are. */
#ifndef ZL_CHINESE_H
#define ZL_CHINESE_H

#include <stddef.h>
#include <stdint.h>

/* Made by chinese_table.py: two bits for each of U+4E00 to U+9FFF. */
extern const uint8_t zl_chinese_ranks[5248];

/*
 * How usual the ideograph is: 3 in any text, 2 and 1 as levels 1 and 2 of GB 2312, 0 not in use; a
 * traditional form as its simplified one.  code is U+4E00 to U+9FFF.
 */
static inline unsigned
zl_chinese_rank(uint32_t code)
{
	return zl_chinese_ranks[(code - 0x4E00) >> 2] >> (2 * (code & 3)) & 3;
}

struct zl_chinese_weight {
	size_t ideographs; /* of U+4E00 to U+9FFF */
	size_t usual;	   /* of them, those of rank 3 */
	size_t
	    strange; /* characters that Chinese texts do not have: controls, private, Greek, ... */
	/*
	 * A hundred times the mean weight of ideographs and strange characters: 400, 100, -200 and
	 * -400 for ranks 3 to 0, -400 for strange ones; 0 for none.  Reports have 350 and more, a
	 * report decoded with a wrong table has less than 0.
	 */
	int mean;
};

/* Weighs valid UTF-8. ASCII and the signs that Chinese texts have count for nothing. */
struct zl_chinese_weight zl_chinese_weigh(const char *text, size_t length);

/* The mean from which a text can be taken for Chinese. */
enum { ZL_CHINESE_LIKELY = 200 };

#endif
