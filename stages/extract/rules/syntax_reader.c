/* syntax_reader.c: steps over a pattern's text, and nodes for what was stepped over. */
#include "syntax_reader.h"

struct zl_syntax *
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

void
zl_syntax_skip_past(struct zl_syntax_reader *reader, char byte)
{
	while (reader->at < reader->length && reader->text[reader->at] != byte)
		reader->at++;
	if (reader->at < reader->length)
		reader->at++;
}
