/* arena.h: memory that goes at once. */
#ifndef ZL_ARENA_H
#define ZL_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "status.h"

struct zl_arena_block;

/* Zero-initialised, an arena is empty and ready. */
struct zl_arena {
	struct zl_arena_block *blocks;
	size_t bytes; /* taken from malloc so far */
};

/* A borrowed run of bytes; UTF-8 unless said otherwise.  Not owned, never freed on its own. */
struct zl_string {
	const char *data; /* NULL where length is 0 and the thing is absent */
	size_t length;	  /* bytes */
};

/* Memory aligned for any type, not cleared, valid until zl_arena_free.  NULL when there is none. */
void *zl_arena_take(struct zl_arena *, size_t size);

/* The same, cleared, for count objects of size bytes; NULL also when the product overflows. */
void *zl_arena_zero(struct zl_arena *, size_t count, size_t size);

/*
 * Copies length bytes of text into the arena, followed by a NUL that does not count.
 * False, and *out an empty string, when memory is out.
 */
ZL_NODISCARD enum zl_status zl_arena_copy(struct zl_arena *, const char *text, size_t length,
					  struct zl_string *out);

/*
 * Takes over a block of malloc's, which zl_arena_free frees.  False when memory is out; the block
 * is then still the caller's.
 */
ZL_NODISCARD enum zl_status zl_arena_adopt(struct zl_arena *, void *block, size_t size);

/* Frees all that was taken; the arena is empty and ready again. */
void zl_arena_free(struct zl_arena *);

/* A string of a C string; borrows it.  NULL gives an absent string. */
static inline struct zl_string
zl_string(const char *text)
{
	return (struct zl_string){text, text == NULL ? 0 : strlen(text)};
}

/* Whether the two hold the same bytes. */
static inline bool
zl_string_equal(struct zl_string a, struct zl_string b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* Whether s holds the bytes of the C string text. */
static inline bool
zl_string_is(struct zl_string s, const char *text)
{
	return zl_string_equal(s, zl_string(text));
}

#endif
