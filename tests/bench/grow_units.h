/* grow_units.h: what grow repeats: texts and markup, and documents made of them. */
#ifndef GROW_UNITS_H
#define GROW_UNITS_H

#include <stddef.h>

#include "base/buffer.h"

/* What is repeated, and what stands before, between and behind all of it. */
struct unit {
	char name[240];
	struct zl_buffer text, then; /* then: repeated as often behind the text, may be empty */
	struct zl_buffer before, between;
	const char *note; /* of each in the part of footnotes; NULL: there is none */
	const char *after;
};

/* How many units there are. */
size_t grow_count(void);

/* The unit of that number, in *unit, which holds those before: freed by grow_free. */
void grow_unit(size_t number, struct unit *unit);
void grow_free(struct unit *unit);

/* Adds the text with the numbers of repetition index, from 0, for the bytes that stand for them. */
void grow_expand(const char *text, size_t index, struct zl_buffer *out);

/* A document, a flat OPC file, of count times the unit. */
void grow_source(const struct unit *unit, size_t count, struct zl_buffer *out);

#endif
