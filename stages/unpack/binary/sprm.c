/* sprm.c: a sprm tells the length of its operand itself: its upper three bits, spra. */
#include "sprm.h"

enum { VARIABLE = 6, TABS = 0xC615 };

/* The bytes that the operand of variable length at at takes, and where its contents begin. */
static size_t
variable_length(uint16_t code, struct zl_bytes grpprl, size_t at, size_t *skip)
{
	size_t length = zl_byte(grpprl, at);

	*skip = 1;
	if (code == ZL_SPRM_T_DEFINE || code == ZL_SPRM_T_DEFINE10) {
		*skip = 2;
		return (size_t)zl_little16(grpprl, at) + 1;
	}
	/* Many tab stops: the numbers of those deleted and added tell the length. */
	if (code == TABS && length == 255) {
		size_t deleted = (size_t)4 * zl_byte(grpprl, at + 1);
		return 3 + deleted + (size_t)3 * zl_byte(grpprl, at + 2 + deleted);
	}
	return 1 + length;
}

bool
zl_sprm_next(struct zl_bytes grpprl, size_t *at, struct zl_sprm *out)
{
	static const uint8_t lengths[] = {1, 1, 2, 4, 2, 2, 0, 3};
	size_t skip = 0, start = *at + 2;

	if (!zl_bytes_has(grpprl, *at, 3))
		return false;
	out->code = zl_little16(grpprl, *at);
	size_t length = lengths[out->code >> 13];
	if (out->code >> 13 == VARIABLE)
		length = variable_length(out->code, grpprl, start, &skip);
	*at = start + length;
	if (length < skip || !zl_bytes_has(grpprl, start, length)) {
		*at = grpprl.size;
		return false;
	}
	out->operand = zl_bytes_at(grpprl, start + skip, length - skip);
	return true;
}
