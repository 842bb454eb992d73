/* arena.c: blocks in a list, each filled from its start. */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 << 10, LARGEST_STEP = 1 << 20 };

struct zl_arena_block {
	struct zl_arena_block *next;
	size_t used, size;
	void *adopted; /* a block of its own; NULL for none */
	alignas(max_align_t) char data[];
};

static struct zl_arena_block *
block_new(struct zl_arena *arena, size_t need)
{
	size_t size = arena->blocks == NULL ? FIRST_BLOCK : arena->bytes;

	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(struct zl_arena_block))
		return NULL;
	struct zl_arena_block *block = malloc(sizeof(*block) + size);
	if (block == NULL)
		return NULL;
	*block = (struct zl_arena_block){.next = arena->blocks, .size = size};
	arena->blocks = block;
	arena->bytes += size;
	return block;
}

void *
zl_arena_take(struct zl_arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);

	if (size > SIZE_MAX - unit)
		return NULL;
	size = (size + unit - 1) / unit * unit;
	struct zl_arena_block *block = arena->blocks;
	if (block == NULL || block->size - block->used < size) {
		block = block_new(arena, size);
		if (block == NULL)
			return NULL;
	}
	void *out = block->data + block->used;
	block->used += size;
	return out;
}

void *
zl_arena_zero(struct zl_arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	void *out = zl_arena_take(arena, bytes);
	return out == NULL ? NULL : memset(out, 0, bytes);
}

enum zl_status
zl_arena_copy(struct zl_arena *arena, const char *text, size_t length, struct zl_string *out)
{
	*out = (struct zl_string){0};
	if (length == SIZE_MAX)
		return false;
	char *copy = zl_arena_take(arena, length + 1);
	if (copy == NULL)
		return false;
	if (length > 0)
		memcpy(copy, text, length);
	copy[length] = '\0';
	*out = (struct zl_string){copy, length};
	return true;
}

enum zl_status
zl_arena_adopt(struct zl_arena *arena, void *block, size_t size)
{
	struct zl_arena_block *current = arena->blocks, *holder = malloc(sizeof(*holder));

	if (holder == NULL)
		return ZL_FAILED;
	*holder = (struct zl_arena_block){.adopted = block};
	if (current == NULL) {
		arena->blocks = holder;
	} else { /* behind the one that is being filled */
		holder->next = current->next;
		current->next = holder;
	}
	arena->bytes += size;
	return ZL_DONE;
}

void
zl_arena_free(struct zl_arena *arena)
{
	struct zl_arena_block *next;

	for (struct zl_arena_block *block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		free(block->adopted);
		free(block);
	}
	*arena = (struct zl_arena){0};
}
