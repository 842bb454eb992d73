/*
 * replay.c: a tape told to the handlers, as libxml2 would tell the part.  That the part is
 * well-formed is certain by then; its namespaces and what the grammar makes of it are not.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "reader.h"
#include "reference.h"

struct replay {
	struct zl_xml *xml;
	const char *data;
	const struct zl_tape *tape;
	const struct zl_token *next, *end;
	struct zl_name **names;		 /* those of the tape */
	struct zl_attribute *attributes; /* of the element at hand */
	char *values;			 /* of these attributes, those that are coded */
};

/* Writes a value that is not what it is written as, clause 3.3.3; returns the end. */
static char *
decode(const char *text, const char *end, char *out)
{
	uint32_t code;

	while (text < end) {
		if (*text == '&') {
			text = zl_reference_read(text, &code);
			out += zl_utf8_write(code, out);
			continue;
		}
		if (*text == '\r' && text[1] == '\n')
			text++;
		*out++ = (unsigned char)*text < ' ' ? ' ' : *text;
		text++;
	}
	return out;
}

/* Takes the attributes that stand next on the tape; returns how many. */
static size_t
take_attributes(struct replay *replay)
{
	struct zl_attribute *at = replay->attributes;
	char *out = replay->values;

	for (; replay->next->kind == ZL_TOKEN_ATTRIBUTE; replay->next++) {
		const struct zl_token *token = replay->next;
		const char *text = replay->data + token->at;
		at->name = replay->names[token->name];
		at->value = (struct zl_string){text, token->length};
		if (token->is_coded) {
			char *from = out;
			out = decode(text, text + token->length, out);
			at->value = (struct zl_string){from, (size_t)(out - from)};
		}
		at++;
	}
	return (size_t)(at - replay->attributes);
}

static void
tell_character(struct replay *replay, const char *text)
{
	char out[4];

	zl_xml_on_text(replay->xml, out, zl_reference_write(text, out));
}

static void
tell_next(struct replay *replay)
{
	const struct zl_token *token = replay->next++;
	const char *at = replay->data + token->at;

	replay->xml->reached = at;
	switch (token->kind) {
	case ZL_TOKEN_START:
		zl_xml_on_start(replay->xml, replay->names[token->name], replay->attributes,
				take_attributes(replay));
		break;
	case ZL_TOKEN_END:
		zl_xml_on_end(replay->xml, replay->names[token->name]);
		break;
	case ZL_TOKEN_TEXT:
		zl_xml_on_text(replay->xml, at, token->length);
		break;
	default:
		assert(token->kind == ZL_TOKEN_CHARACTER);
		tell_character(replay, at);
	}
}

/* Finds out what the tape's names are made of. */
static enum zl_status
take_names(struct replay *replay)
{
	struct zl_namespaces *all = &replay->xml->namespaces;

	for (size_t i = 0; i < replay->tape->name_count; i++) {
		const struct zl_tape_name *name = &replay->tape->names[i];
		struct zl_string written;
		if (!zl_arena_copy(&all->arena, replay->data + name->at, name->length, &written))
			return ZL_FAILED;
		replay->names[i] = zl_namespaces_new(all, written.data);
	}
	return !all->failed;
}

/* Room for names, attributes and values. */
static enum zl_status
prepare(struct replay *replay)
{
	const struct zl_tape *tape = replay->tape;

	replay->names = reallocarray(NULL, tape->name_count, sizeof(*replay->names));
	replay->attributes =
	    reallocarray(NULL, tape->most_attributes + 1U, sizeof(*replay->attributes));
	replay->values = malloc(tape->most_values + 1U);
	return replay->names != NULL && replay->attributes != NULL && replay->values != NULL;
}

void
zl_replay(struct zl_xml *xml, const struct zl_tape *tape, const char *data)
{
	struct replay replay = {.xml = xml,
				.data = data,
				.tape = tape,
				.next = tape->tokens,
				.end = tape->tokens + tape->count};
	xmlDictPtr dictionary = xmlDictCreate();

	xml->parser = NULL;
	xml->part = xml->reached = data;
	if (zl_namespaces_begin(&xml->namespaces, dictionary) && prepare(&replay) &&
	    take_names(&replay)) {
		while (replay.next < replay.end && xml->fault->code == ZL_OK)
			tell_next(&replay);
	} else {
		zl_fault_set(xml->fault, ZL_OUT_OF_MEMORY, "names");
	}
	zl_namespaces_free(&xml->namespaces);
	xmlDictFree(dictionary);
	free(replay.names);
	free(replay.attributes);
	free(replay.values);
}
