/* character_set.c: sets of characters and of pairs of them, being filled. */
#include "character_set.h"

#include "base/utf8.h"

enum { CODE_MOST = 0x10FFFF };

void
zl_character_set_add(struct zl_character_set *set, uint32_t code)
{
	char bytes[4];
	size_t length = zl_utf8_write(code, bytes);
	unsigned bit = zl_character_bit_of(bytes, length);

	set->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

void
zl_character_set_range(struct zl_character_set *set, uint32_t from, uint32_t to)
{
	if (to < from || to > CODE_MOST || to - from >= ZL_SHARED_BITS)
		set->all = true;
	else
		for (uint32_t code = from; code <= to; code++)
			zl_character_set_add(set, code);
}

void
zl_character_set_join(struct zl_character_set *set, const struct zl_character_set *other)
{
	set->all |= other->all;
	for (size_t i = 0; i < sizeof(set->bits) / sizeof(set->bits[0]); i++)
		set->bits[i] |= other->bits[i];
}

/* The bits of the characters of a set; returns how many. */
static size_t
list_bits(const struct zl_character_set *set, uint16_t bits[ZL_CHARACTER_BITS])
{
	size_t count = 0;

	for (unsigned i = 0; i < ZL_CHARACTER_BITS / 64; i++)
		for (uint64_t left = set->bits[i]; left != 0; left &= left - 1)
			bits[count++] = (uint16_t)(i * 64 + (unsigned)__builtin_ctzll(left));
	return count;
}

void
zl_pair_set_add(struct zl_pair_set *pairs, const struct zl_character_set *first,
		const struct zl_character_set *second)
{
	uint16_t before[ZL_CHARACTER_BITS], behind[ZL_CHARACTER_BITS];

	if (first->all || second->all) {
		zl_character_set_join(&pairs->loose, first);
		return;
	}
	size_t befores = list_bits(first, before), behinds = list_bits(second, behind);
	for (size_t i = 0; i < befores; i++)
		for (size_t j = 0; j < behinds; j++) {
			unsigned bit = zl_pair_bit(before[i], behind[j]);
			pairs->bits[bit / 64] |= UINT64_C(1) << bit % 64;
		}
}
