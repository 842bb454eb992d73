/*
 * fold.h: text as rules see it: one width, one kind of quote and bracket, simplified script, no
 * white space that layout put there; with a map back by position.  For matching only, never for a
 * record.
 */
#ifndef ZL_FOLD_H
#define ZL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct zl_fold {
	const char *text; /* folded UTF-8, NUL after length */
	size_t length;
	/*
	 * length + 1 entries: map[i] is the byte offset in the source at which the character that
	 * folded byte i belongs to begins; map[length] is the source's length.  Never decreasing.
	 */
	const uint32_t *map;
};

/*
 * Folds length bytes of valid UTF-8 (less than 4 GiB).  What each character becomes is documented
 * at the table in fold.c; a character never becomes more bytes than it has.  The result lives in
 * the arena.  False when memory is out.
 */
bool zl_fold(struct zl_arena *arena, const char *text, size_t length, struct zl_fold *out);

#endif
