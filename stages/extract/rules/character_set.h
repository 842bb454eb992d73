/*
 * character_set.h: sets of characters, and of pairs of them, by a hash: one that is not in a set
 * may be said to be, never the reverse.
 */
#ifndef ZL_CHARACTER_SET_H
#define ZL_CHARACTER_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits of characters: ASCII ones have their own, others share. */
enum {
	ZL_ASCII_BITS = 128,
	ZL_SHARED_BITS = 1024,
	ZL_CHARACTER_BITS = ZL_ASCII_BITS + ZL_SHARED_BITS,
	ZL_PAIR_BITS = 1024
};

struct zl_character_set {
	uint64_t bits[ZL_CHARACTER_BITS / 64];
	bool all;
};

/*
 * Which character of a match can follow which, by a hash of both: of (?:甲乙|丙丁) 甲丁 is none,
 * though 甲 can be first and 丁 second.  Behind a loose one there can be any.
 */
struct zl_pair_set {
	uint64_t bits[ZL_PAIR_BITS / 64];
	struct zl_character_set loose;
};

/* Adds a character; characters from one to another; those of another set. */
void zl_character_set_add(struct zl_character_set *, uint32_t code);
void zl_character_set_range(struct zl_character_set *, uint32_t from, uint32_t to);
void zl_character_set_join(struct zl_character_set *, const struct zl_character_set *other);

/* Adds that each of the first characters may be followed by each of the second. */
void zl_pair_set_add(struct zl_pair_set *, const struct zl_character_set *first,
		     const struct zl_character_set *second);

/* The bit in sets of a character of more bytes than one by the last two of them. */
static inline unsigned
zl_character_bit(unsigned char before, unsigned char last)
{
	unsigned pair = before | (unsigned)last << 8;

	return ZL_ASCII_BITS + (pair ^ pair >> 4) % ZL_SHARED_BITS;
}

/* The bit in sets of a character of length bytes of UTF-8; of an ASCII one it is itself. */
static inline unsigned
zl_character_bit_of(const void *character, size_t length)
{
	const unsigned char *bytes = character;

	return length == 1 ? bytes[0] : zl_character_bit(bytes[length - 2], bytes[length - 1]);
}

/* The bit of a pair of characters by theirs. */
static inline unsigned
zl_pair_bit(unsigned first, unsigned second)
{
	return (first * 37 + second) % ZL_PAIR_BITS;
}

/* Whether the character with this bit may be in the set. */
static inline bool
zl_character_set_has(const struct zl_character_set *set, unsigned bit)
{
	return set->all || (set->bits[bit / 64] >> bit % 64 & 1);
}

#endif
