/*
 * prefix.h: what the matches of a pattern begin with.
 *
 * Most rules look for words that most text does not have.  Whether a character can be the first,
 * the second or the third of a match is told by one bit each, so that PCRE2 is asked only where a
 * match may begin.
 */
#ifndef ZL_PREFIX_H
#define ZL_PREFIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZL_PREFIX_LENGTH = 3, ZL_CHARACTER_BITS = 1024, ZL_PAIR_BITS = 2048, ZL_GAP_ENDS = 8 };

/* A set of characters, by a hash: one that is not in it may be said to be, never the reverse. */
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

/* Some of the characters that a gap, [^。]{2,20}, cannot have. */
struct zl_gap_ends {
	uint32_t codes[ZL_GAP_ENDS];
	size_t count;
};

/* The ways in which a match can begin. */
enum zl_way {
	ZL_WAY_ANYWHERE,
	ZL_WAY_START,  /* only where the text begins: ^ or \A */
	ZL_WAY_BEHIND, /* only behind certain characters: (?<=...), and then with any */
	ZL_WAY_GAP,    /* with any characters: [^...]{2,20}, and then with certain ones */
	ZL_WAY_COUNT
};

struct zl_prefix {
	bool has[ZL_WAY_COUNT];
	/*
	 * By way: the characters that can be first, second and third, with ZL_WAY_GAP behind the
	 * gap.  A match may be shorter.
	 */
	struct zl_character_set characters[ZL_WAY_COUNT * ZL_PREFIX_LENGTH];
	/* First and second, second and third: of all ways but ZL_WAY_GAP, and of that. */
	struct zl_pair_set pairs[ZL_PREFIX_LENGTH - 1], behind_gap[ZL_PREFIX_LENGTH - 1];
	struct zl_character_set before; /* what ZL_WAY_BEHIND is behind of */
	size_t gap;			/* characters in the gap, at most; SIZE_MAX: any number */
	bool gap_floats;		/* it may begin anywhere, not only where the text does */
	struct zl_gap_ends gap_ends;
};

/*
 * Reads a pattern that PCRE2 has compiled, in UTF mode, without PCRE2_CASELESS, PCRE2_EXTENDED,
 * PCRE2_MULTILINE and PCRE2_UCP (pcre2pattern(3)).  What it does not know may be anything.
 */
void zl_prefix_of(const char *pattern, struct zl_prefix *out);

/* Keeps of ends those that are in other as well. */
void zl_gap_ends_narrow(struct zl_gap_ends *ends, const struct zl_gap_ends *other);

/* Whether code is one of ends. */
bool zl_gap_ends_have(const struct zl_gap_ends *ends, uint32_t code);

/* Whether a match may begin with any three characters, anywhere; and making it so. */
bool zl_prefix_is_open(const struct zl_prefix *);
void zl_prefix_open(struct zl_prefix *);

/* The bit in sets of a character of more bytes than one by the last two of them. */
static inline unsigned
zl_character_bit(unsigned char before, unsigned char last)
{
	unsigned pair = before | (unsigned)last << 8;

	return (pair ^ pair >> 4) % ZL_CHARACTER_BITS;
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
