/*
 * beginning.h: what the matches of a pattern begin with.
 *
 * Most rules look for words that most text does not have.  Whether a character can be the first,
 * the second or the third of a match is told by one bit each, so that PCRE2 is asked only where a
 * match may begin.
 */
#ifndef ZL_BEGINNING_H
#define ZL_BEGINNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZL_BEGINNING_LENGTH = 3, ZL_CHARACTER_BITS = 1024, ZL_GAP_ENDS = 8 };

/* A set of characters, by a hash: one that is not in it may be said to be, never the reverse. */
struct zl_character_set {
	uint64_t bits[ZL_CHARACTER_BITS / 64];
	bool all;
};

/* The ways in which a match can begin. */
enum zl_way {
	ZL_WAY_ANYWHERE,
	ZL_WAY_START,  /* only where the text begins: ^ or \A */
	ZL_WAY_BEHIND, /* only behind certain characters: (?<=...), and then with any */
	ZL_WAY_GAP,    /* with any characters: [^...]{2,20}, and then with certain ones */
	ZL_WAY_COUNT
};

struct zl_beginning {
	bool has[ZL_WAY_COUNT];
	/*
	 * By way: the characters that can be first, second and third, with ZL_WAY_GAP behind the
	 * gap.  A match may be shorter.
	 */
	struct zl_character_set characters[ZL_WAY_COUNT * ZL_BEGINNING_LENGTH];
	struct zl_character_set before; /* what ZL_WAY_BEHIND is behind of */
	size_t gap;			/* characters in the gap, at most; SIZE_MAX: any number */
	uint32_t gap_ends[ZL_GAP_ENDS]; /* some of those that cannot stand in it: [^。]{2,20} */
	size_t gap_end_count;
};

/*
 * Reads a pattern that PCRE2 has compiled, in UTF mode, without PCRE2_CASELESS, PCRE2_EXTENDED,
 * PCRE2_MULTILINE and PCRE2_UCP (pcre2pattern(3)).  What it does not know may be anything.
 */
void zl_beginning_of(const char *pattern, struct zl_beginning *out);

/* Keeps of ends those that are in other as well; gives how many these are. */
size_t zl_gap_ends_common(uint32_t ends[ZL_GAP_ENDS], size_t count, const uint32_t *other,
			  size_t other_count);

/* Whether a match may begin with any three characters, anywhere; and making it so. */
bool zl_beginning_is_open(const struct zl_beginning *);
void zl_beginning_open(struct zl_beginning *);

/* The bit in sets of a character by the last two bytes of its UTF-8; of an ASCII one by itself. */
static inline unsigned
zl_character_bit(unsigned char before, unsigned char last)
{
	unsigned pair = before | (unsigned)last << 8;

	return (pair ^ pair >> 4) % ZL_CHARACTER_BITS;
}

#endif
