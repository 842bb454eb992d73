/*
 * tape.h: what the scanner found in a part, in order, for whoever replays it.
 *
 * A tape borrows the part: it holds places in it, no text.
 */
#ifndef ZL_TAPE_H
#define ZL_TAPE_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum zl_token_kind {
	ZL_TOKEN_START, /* at its tag's end; its attributes follow */
	ZL_TOKEN_ATTRIBUTE,
	ZL_TOKEN_END, /* at its tag's end; for an empty element, that of its only tag */
	ZL_TOKEN_TEXT,
	ZL_TOKEN_CHARACTER /* a reference, or a carriage return that counts as a line feed */
};

enum {
	ZL_TAPE_TOKENS = 1 << 21, /* what a tape has room for: 16 MiB, a part of some 20 MiB */
	ZL_TAPE_NAMES = 1 << 10,  /* Word's document.xml has some 150 */
	ZL_TAPE_SLOTS = 1 << 11,
	ZL_TAPE_TAGS = 1 << 9,
	ZL_TAPE_STRETCH = (1 << 18) - 1 /* the longest value or run of text */
};

struct zl_token {
	uint32_t at;	       /* in the part: of a value or text, its first byte */
	uint32_t length : 18;  /* of a value or text */
	uint32_t name : 10;    /* of an element or attribute, in the tape's names */
	uint32_t kind : 3;     /* enum zl_token_kind */
	uint32_t is_coded : 1; /* the value has references or white space to be read */
};

/* A name, of which the tape keeps one however often it is written. */
struct zl_tape_name {
	uint64_t tail; /* its last eight bytes */
	uint32_t at, length;
	uint32_t seen; /* the number of the last start tag scanned that had such an attribute */
};

/* A start tag as it is written, and its tokens. */
struct zl_tape_tag {
	uint32_t at, length; /* in the part, from '<' to '>'; length 0 for none */
	uint32_t token, count;
};

struct zl_tape {
	struct zl_token *tokens;
	uint32_t count, room;
	uint32_t most_values; /* bytes of the coded values of one tag, at most */
	uint32_t most_attributes;
	uint16_t name_count;
	uint16_t slots[ZL_TAPE_SLOTS];	       /* by hash: a name's index + 1; 0 for free */
	struct zl_tape_tag tags[ZL_TAPE_TAGS]; /* by hash: the last one that was scanned */
	struct zl_tape_name names[ZL_TAPE_NAMES];
};

/* A tape with room for what a part of size bytes has; NULL when there is no memory. */
struct zl_tape *zl_tape_new(size_t size);
void zl_tape_free(struct zl_tape *);

/*
 * The index of the name of length bytes, the last eight of which are tail, in the part at data;
 * failed when there are too many names for it.
 */
ZL_NODISCARD enum zl_status zl_tape_name(struct zl_tape *, const char *data, const char *name,
					 size_t length, uint64_t tail, uint16_t *index);

/*
 * Where the tag of those bytes, from '<' to the first '>', is kept, if it is; length is at least 8.
 * Another one may stand there: the caller compares.
 */
struct zl_tape_tag *zl_tape_tag(struct zl_tape *, const char *at, size_t length);

/*
 * Adds the tokens of a tag once more, for one that is written the same and ends before that place
 * in the part: values are told where they stand in the first.  The first of the tokens; NULL when
 * there is no room for them.
 */
struct zl_token *zl_tape_repeat(struct zl_tape *, const struct zl_tape_tag *, uint32_t end);

#endif
