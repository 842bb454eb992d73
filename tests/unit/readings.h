/* readings.h: what is told of a part, by the scanner and by libxml2. */
#ifndef ZL_TESTS_READINGS_H
#define ZL_TESTS_READINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "unpack/common/fault.h"

/* What parts are made of and spoilt by, to be put in anywhere. */
extern const char *const reading_pieces[];
extern const size_t reading_piece_count;

/* What handlers heard, one event a line, and what went wrong. */
struct reading {
	struct zl_buffer heard;
	struct zl_fault fault;
	uint32_t until; /* the handler of which start or end fails; 0 for none */
	bool in_text;	/* of this folder */
};

/* Reads the part up to depth elements deep, until being set; false: the scanner leaves it. */
bool reading_scan(struct reading *, const char *data, size_t size, uint64_t depth);
void reading_parse(struct reading *, const char *data, size_t size, uint64_t depth);

/* Whether the two are the same to the letter: events, text, failure, line and message. */
bool reading_same(const struct reading *, const struct reading *);

void reading_free(struct reading *);

#endif
