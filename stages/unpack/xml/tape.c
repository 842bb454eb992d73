/* tape.c: room for tokens, and the names. */
#include "tape.h"

#include <stdlib.h>
#include <string.h>

/* Names that are looked at for one. */
enum { PROBES_MOST = 16 };

struct zl_tape *
zl_tape_new(size_t size)
{
	struct zl_tape *tape = malloc(sizeof(*tape));

	if (tape == NULL)
		return NULL;
	memset(tape, 0, offsetof(struct zl_tape, names));
	/* No part has more tokens than half of its bytes but with the oddest of line ends. */
	tape->room = size / 2 < ZL_TAPE_TOKENS ? (uint32_t)(size / 2) : ZL_TAPE_TOKENS;
	tape->tokens = malloc((tape->room + 1U) * sizeof(*tape->tokens));
	if (tape->tokens != NULL)
		return tape;
	free(tape);
	return NULL;
}

enum zl_status
zl_tape_name(struct zl_tape *tape, const char *data, const char *name, size_t length, uint64_t tail,
	     uint16_t *index)
{
	/* Fibonacci hashing. */
	uint64_t slot = (tail + length) * 0x9E3779B97F4A7C15 >> 40;

	for (int i = 0; i < PROBES_MOST; i++, slot++) {
		uint16_t *at = &tape->slots[slot % ZL_TAPE_SLOTS];
		if (*at == 0) {
			if (tape->name_count == ZL_TAPE_NAMES)
				return ZL_FAILED;
			*index = tape->name_count++;
			*at = tape->name_count;
			tape->names[*index] = (struct zl_tape_name){tail, (uint32_t)(name - data),
								    (uint32_t)length, 0};
			return ZL_DONE;
		}
		const struct zl_tape_name *known = &tape->names[*at - 1];
		if (known->tail == tail && known->length == length &&
		    (length <= 8 || memcmp(data + known->at, name, length - 8) == 0)) {
			*index = (uint16_t)(*at - 1);
			return ZL_DONE;
		}
	}
	return ZL_FAILED;
}

struct zl_tape_tag *
zl_tape_tag(struct zl_tape *tape, const char *at, size_t length)
{
	uint64_t first, middle, last;

	/* Not all of it: what counts is that tags that come again do not drive one another out. */
	memcpy(&first, at, sizeof(first));
	memcpy(&middle, at + (length - sizeof(middle)) / 2, sizeof(middle));
	memcpy(&last, at + length - sizeof(last), sizeof(last));
	uint64_t mixed = (middle ^ last << 19 ^ last >> 45) * 0x9E3779B97F4A7C15 + first + length;
	return &tape->tags[(mixed * 0x9E3779B97F4A7C15 >> 48) % ZL_TAPE_TAGS];
}

struct zl_token *
zl_tape_repeat(struct zl_tape *tape, const struct zl_tape_tag *tag, uint32_t end)
{
	if (tag->count > tape->room - tape->count)
		return NULL;
	struct zl_token *start = tape->tokens + tape->count, *last = start + tag->count - 1;
	memcpy(start, tape->tokens + tag->token, tag->count * sizeof(*start));
	tape->count += tag->count;
	start->at = end - 1;
	if (last->kind == ZL_TOKEN_END) {
		start->at = end - 2; /* at the '/' */
		last->at = end - 1;
	}
	return start;
}

void
zl_tape_free(struct zl_tape *tape)
{
	if (tape == NULL)
		return;
	free(tape->tokens);
	free(tape);
}
