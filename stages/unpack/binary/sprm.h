/* sprm.h: single property modifiers, of which a grpprl is a list: [MS-DOC] 2.2.5. */
#ifndef ZL_SPRM_H
#define ZL_SPRM_H

#include <stdbool.h>

#include "unpack/compound/bytes.h"

/* [MS-DOC] 2.6.1 (characters), 2.6.2 (paragraphs), 2.6.3 (tables). */
enum zl_sprm_code {
	ZL_SPRM_C_DELETED = 0x0800,
	ZL_SPRM_C_INSERTED = 0x0801,
	ZL_SPRM_C_DATA = 0x0806,
	ZL_SPRM_C_OLE2 = 0x080A,
	ZL_SPRM_C_BOLD = 0x0835,
	ZL_SPRM_C_HIDDEN = 0x083C,
	ZL_SPRM_C_SPECIAL = 0x0855,
	ZL_SPRM_C_OBJECT = 0x0856,
	ZL_SPRM_C_PLAIN = 0x2A33,
	ZL_SPRM_C_STYLE = 0x4A30,
	ZL_SPRM_C_FONT = 0x4A4F,
	ZL_SPRM_C_PICTURE = 0x6A03,
	ZL_SPRM_C_SYMBOL = 0x6A09,

	ZL_SPRM_P_JUSTIFY80 = 0x2403,
	ZL_SPRM_P_PAGE_BREAK = 0x2407,
	ZL_SPRM_P_IN_TABLE = 0x2416,
	ZL_SPRM_P_ROW_END = 0x2417,
	ZL_SPRM_P_INNER_CELL = 0x244B,
	ZL_SPRM_P_INNER_ROW_END = 0x244C,
	ZL_SPRM_P_JUSTIFY = 0x2461,
	ZL_SPRM_P_LEVEL = 0x260A,
	ZL_SPRM_P_OUTLINE = 0x2640,
	ZL_SPRM_P_STYLE = 0x4600,
	ZL_SPRM_P_LIST = 0x460B,
	ZL_SPRM_P_HUGE1 = 0x6645,
	ZL_SPRM_P_HUGE = 0x6646,
	ZL_SPRM_P_DEPTH = 0x6649,
	ZL_SPRM_P_DEPTH_ADD = 0x664A,

	ZL_SPRM_T_MERGE = 0x5624,
	ZL_SPRM_T_SPLIT = 0x5625,
	ZL_SPRM_T_WIDTH = 0x7623,
	ZL_SPRM_T_FLOAT_X = 0x940E,
	ZL_SPRM_T_FLOAT_Y = 0x940F,
	ZL_SPRM_T_DEFINE10 = 0xD606,
	ZL_SPRM_T_DEFINE = 0xD608,
	ZL_SPRM_T_VERTICAL = 0xD62B,

	/* Of Word 6 and 95 only; the numbers are our own, which no sprm of Word 97 has. */
	ZL_SPRM_P_NUMBER95 = 1, /* how the paragraph is numbered */
	ZL_SPRM_S_HEADERS95,	/* which headers a section has */
	ZL_SPRM_T_DEFINE95
};

struct zl_sprm {
	uint16_t code;
	struct zl_bytes operand; /* without the count that those of variable length begin with */
};

/* Reads the sprm at *at of the grpprl, and moves *at behind it; false at the end. */
typedef bool zl_sprm_reader(struct zl_bytes grpprl, size_t *at, struct zl_sprm *out);

zl_sprm_reader zl_sprm_next;   /* of Word 97 and later */
zl_sprm_reader zl_sprm95_next; /* of Word 6 and 95; code is 0 for what is of no interest */

#endif
