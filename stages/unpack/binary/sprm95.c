/*
 * sprm95.c: Word 6 and 95 number their sprms with one byte, and a table tells how long an operand
 * is.  What they say becomes what the sprms of Word 97 say.
 */
#include "sprm.h"

enum { TABS = 23 }; /* whose length may be told by its contents */

/*
 * Operands of sprms 0 to 207, ten a line: a digit is their bytes, c is 12; v: a byte tells them; t:
 * a word tells one more than them; ?: not known.
 */
static const char lengths[] = "0?2v111111"
			      "11v11v2222"
			      "422v112221"
			      "2222222122"
			      "2222122222"
			      "110???????" /* 50 */
			      "????v111v2"
			      "4123v1???v"
			      "2vv0?11111"
			      "1112132212"
			      "121v1vv2v2" /* 100 */
			      "222v?vv111"
			      "v2222?????"
			      "?11v??3311"
			      "2211221122"
			      "1111222211" /* 150 */
			      "2210222222"
			      "22???????v"
			      "?v22211ct2"
			      "tv45424225"
			      "4??????v"; /* 200 */

/* What Word 97 calls the sprms that are looked at. */
static uint16_t
newer(uint8_t code)
{
	static const struct {
		uint8_t code;
		uint16_t newer;
	} names[] = {
	    {2, ZL_SPRM_P_STYLE},	{5, ZL_SPRM_P_JUSTIFY80},  {9, ZL_SPRM_P_PAGE_BREAK},
	    {12, ZL_SPRM_P_NUMBER95},	{24, ZL_SPRM_P_IN_TABLE},  {25, ZL_SPRM_P_ROW_END},
	    {26, ZL_SPRM_T_FLOAT_X},	{27, ZL_SPRM_T_FLOAT_Y},   {65, ZL_SPRM_C_DELETED},
	    {66, ZL_SPRM_C_INSERTED},	{68, ZL_SPRM_C_PICTURE},   {71, ZL_SPRM_C_DATA},
	    {74, ZL_SPRM_C_SYMBOL},	{75, ZL_SPRM_C_OLE2},	   {80, ZL_SPRM_C_STYLE},
	    {83, ZL_SPRM_C_PLAIN},	{85, ZL_SPRM_C_BOLD},	   {92, ZL_SPRM_C_HIDDEN},
	    {93, ZL_SPRM_C_FONT},	{117, ZL_SPRM_C_SPECIAL},  {118, ZL_SPRM_C_OBJECT},
	    {153, ZL_SPRM_S_HEADERS95}, {188, ZL_SPRM_T_DEFINE95}, {190, ZL_SPRM_T_DEFINE95},
	    {196, ZL_SPRM_T_WIDTH},	{197, ZL_SPRM_T_MERGE},	   {198, ZL_SPRM_T_SPLIT},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].code == code)
			return names[i].newer;
	return 0;
}

/* The bytes that an operand at at takes, and how many of them only tell its length. */
static size_t
length_of(uint8_t code, struct zl_bytes grpprl, size_t at, size_t *skip)
{
	char how = code < sizeof(lengths) - 1 ? lengths[code] : '?';
	size_t length = zl_byte(grpprl, at);

	*skip = how == 'v' ? 1 : how == 't' ? 2 : 0;
	switch (how) {
	case 'v':
		if (code == TABS && length == 255) {
			size_t deleted = (size_t)4 * zl_byte(grpprl, at + 1);
			length = 2 + deleted + (size_t)3 * zl_byte(grpprl, at + 2 + deleted);
		}
		return 1 + length;
	case 't':
		return (size_t)zl_little16(grpprl, at) + 1;
	case 'c':
		return 12;
	case '?': /* nothing behind it can be read */
		return grpprl.size;
	default:
		return (size_t)(how - '0');
	}
}

bool
zl_sprm95_next(struct zl_bytes grpprl, size_t *at, struct zl_sprm *out)
{
	size_t skip, start = *at + 1;

	if (!zl_bytes_has(grpprl, *at, 1))
		return false;
	size_t length = length_of(zl_byte(grpprl, *at), grpprl, start, &skip);
	out->code = newer(zl_byte(grpprl, *at));
	*at = start + length;
	if (length < skip || !zl_bytes_has(grpprl, start, length)) {
		*at = grpprl.size;
		return false;
	}
	out->operand = zl_bytes_at(grpprl, start + skip, length - skip);
	return true;
}
