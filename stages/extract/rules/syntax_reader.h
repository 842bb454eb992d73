/* syntax_reader.h: where the parser of patterns stands, and what its parts share. */
#ifndef ZL_SYNTAX_READER_H
#define ZL_SYNTAX_READER_H

#include <string.h>

#include "syntax.h"

struct zl_syntax_reader {
	struct zl_arena *arena;
	const char *text;
	size_t at, length;
	unsigned depth;
	bool quoting; /* between \Q and \E */
	bool failed;
};

/* A node from there to here; NULL, and failed set, when memory runs out. */
static inline struct zl_syntax *
zl_syntax_node(struct zl_syntax_reader *reader, enum zl_syntax_kind kind, size_t from)
{
	struct zl_syntax *made = zl_arena_zero(reader->arena, 1, sizeof(*made));

	if (made == NULL) {
		reader->failed = true;
		return NULL;
	}
	made->kind = kind;
	made->from = from;
	made->to = reader->at;
	return made;
}

/* Whether what stands here; and, if it does, going behind it. */
static inline bool
zl_syntax_is_at(const struct zl_syntax_reader *reader, const char *what)
{
	const char *at = reader->text + reader->at;

	for (; *what != '\0'; what++)
		if (*at++ != *what)
			return false;
	return true;
}

static inline bool
zl_syntax_skip(struct zl_syntax_reader *reader, const char *what)
{
	bool there = zl_syntax_is_at(reader, what);

	if (there)
		reader->at += strlen(what);
	return there;
}

/* Goes behind the next of that byte, or to the end. */
static inline void
zl_syntax_skip_past(struct zl_syntax_reader *reader, char byte)
{
	while (reader->at < reader->length && reader->text[reader->at] != byte)
		reader->at++;
	if (reader->at < reader->length)
		reader->at++;
}

/* The escape or the class that stands here. */
struct zl_syntax *zl_syntax_escape(struct zl_syntax_reader *);
struct zl_syntax *zl_syntax_set(struct zl_syntax_reader *);

#endif
