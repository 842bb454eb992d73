/*
 * reader_scan.c: a record told to the reader by the scanner of unpack, which takes a quarter of
 * libxml2's time.  Records are nearly always what it knows; what is anything else, and what is
 * wrong, is libxml2's to read, and to say.
 */
#include <string.h>

#include "reader_parts.h"
#include "unpack/xml/reference.h"
#include "unpack/xml/scan.h"

/* Whether records go to the scanner first: the build option "scanner". */
#ifdef ZL_WITHOUT_SCANNER
enum { HAS_SCANNER = false };
#else
enum { HAS_SCANNER = true };
#endif

enum { MOST_ATTRIBUTES = 16 }; /* of one element; record.xsd has fewer */

struct telling {
	struct zl_record_reader *reader;
	const char *data;
	const struct zl_token *next;
	const xmlChar *names[ZL_TAPE_NAMES];
	const xmlChar *attributes[5 * MOST_ATTRIBUTES]; /* as libxml2's SAX2 has them */
};

/* Whether the tape is of a record as emit writes it: of one namespace, and attributes as they are.
 */
static bool
is_usual(const struct telling *telling, const struct zl_tape *tape)
{
	static const char space[] = "urn:zhengli:record:1";
	size_t spaces = 0, attributes = 0;

	for (size_t i = 0; i < tape->name_count; i++)
		if (strchr((const char *)telling->names[i], ':') != NULL)
			return false;
	for (size_t i = 0; i < tape->count; i++) {
		const struct zl_token *token = &tape->tokens[i];
		attributes = token->kind == ZL_TOKEN_ATTRIBUTE ? attributes + 1 : 0;
		if (attributes == 0)
			continue;
		if (attributes > MOST_ATTRIBUTES || token->is_coded)
			return false;
		if (strcmp((const char *)telling->names[token->name], "xmlns") == 0 &&
		    (i != 1 || spaces++ > 0 || token->length != sizeof(space) - 1 ||
		     memcmp(telling->data + token->at, space, sizeof(space) - 1) != 0))
			return false;
	}
	return spaces == 1;
}

/* The attributes that stand next; returns how many. */
static int
take_attributes(struct telling *telling)
{
	const xmlChar **at = telling->attributes;

	for (; telling->next->kind == ZL_TOKEN_ATTRIBUTE; telling->next++, at += 5) {
		at[0] = telling->names[telling->next->name];
		at[3] = (const xmlChar *)telling->data + telling->next->at;
		at[4] = at[3] + telling->next->length;
	}
	return (int)((at - telling->attributes) / 5);
}

static void
tell_character(const struct telling *telling, const char *text)
{
	char out[4];
	int length = (int)zl_reference_write(text, out);

	telling->reader->parser->sax->characters(telling->reader, (xmlChar *)out, length);
}

static void
tell_next(struct telling *telling)
{
	const xmlSAXHandler *sax = telling->reader->parser->sax;
	const struct zl_token *token = telling->next++;
	const xmlChar *at = (const xmlChar *)telling->data + token->at;

	if (token->kind == ZL_TOKEN_START) {
		int count = take_attributes(telling);
		sax->startElementNs(telling->reader, telling->names[token->name], NULL,
				    (const xmlChar *)"urn:zhengli:record:1", 0, NULL, count, 0,
				    telling->attributes);
	} else if (token->kind == ZL_TOKEN_END) {
		sax->endElementNs(telling->reader, telling->names[token->name], NULL, NULL);
	} else if (token->kind == ZL_TOKEN_TEXT) {
		sax->characters(telling->reader, at, (int)token->length);
	} else {
		tell_character(telling, (const char *)at);
	}
}

bool
zl_record_reader_scan(struct zl_record_reader *reader, const char *data, size_t size)
{
	static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
	bool declared =
	    size > sizeof(declaration) && memcmp(data, declaration, sizeof(declaration) - 1) == 0;
	struct zl_tape *tape = HAS_SCANNER && declared ? zl_scan(data, size) : NULL;
	struct telling telling = {.reader = reader, .data = data};
	bool usual = tape != NULL;

	if (!usual)
		return false;
	for (size_t i = 0; usual && i < tape->name_count; i++) {
		const xmlChar *name = (const xmlChar *)data + tape->names[i].at;
		telling.names[i] =
		    xmlDictLookup(reader->parser->dict, name, (int)tape->names[i].length);
		usual = telling.names[i] != NULL;
	}
	usual = usual && is_usual(&telling, tape);
	telling.next = tape->tokens;
	while (usual && reader->wrong == NULL && telling.next < tape->tokens + tape->count)
		tell_next(&telling);
	zl_tape_free(tape);
	return usual && reader->wrong == NULL;
}
