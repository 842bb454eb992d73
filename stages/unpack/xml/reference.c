/* reference.c: the clauses and productions are those of XML 1.0 (fifth edition). */
#include "reference.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { DIGITS_MOST = 8 };

/* Productions 66 and 68, the five entities of clause 4.6. */
const char *
zl_reference_read(const char *text, uint32_t *code)
{
	static const struct {
		char name[6];
		char character;
	} entities[] = {{"lt;", '<'}, {"gt;", '>'}, {"amp;", '&'}, {"quot;", '"'}, {"apos;", '\''}};

	text++;
	if (*text == '#') {
		int base = text[1] == 'x' ? 16 : 10;
		text += base == 16 ? 2 : 1;
		size_t digits = strspn(text, base == 16 ? "0123456789ABCDEFabcdef" : "0123456789");
		if (digits == 0 || digits > DIGITS_MOST || text[digits] != ';')
			return NULL;
		*code = (uint32_t)strtoul(text, NULL, base);
		return zl_xml_character(*code) ? text + digits + 1 : NULL;
	}
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		size_t length = strlen(entities[i].name);
		if (strncmp(text, entities[i].name, length) == 0) {
			*code = (unsigned char)entities[i].character;
			return text + length;
		}
	}
	return NULL;
}

size_t
zl_reference_write(const char *text, char out[4])
{
	uint32_t code = '\n';

	if (*text == '&')
		zl_reference_read(text, &code);
	return zl_utf8_write(code, out);
}
