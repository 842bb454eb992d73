/* encoding.c: the encoding by mark, first bytes and declaration. */
#include "encoding.h"

#include <string.h>
#include <strings.h>

#include "text/charset.h"

/* The name in the encoding declaration of XML in an ASCII-like encoding; "" for none. */
static void
declared(const char *data, size_t size, char *name, size_t room)
{
	const char *end = memchr(data, '>', size < 256 ? size : 256);
	const char *at = NULL;

	name[0] = '\0';
	if (end == NULL || size < 6 || memcmp(data, "<?xml", 5) != 0)
		return;
	at = memmem(data, (size_t)(end - data), "encoding", 8);
	if (at == NULL)
		return;
	for (at += 8; at < end && *at != '"' && *at != '\'';)
		at++;
	for (size_t i = 0; at + 1 + i < end && i + 1 < room; i++) {
		if (at[1 + i] == *at)
			return;
		name[i] = at[1 + i];
		name[i + 1] = '\0';
	}
	name[0] = '\0';
}

/* The encoding's name; NULL for UTF-8.  name is room to write it in. */
static const char *
told(const char *data, size_t size, char *name, size_t room)
{
	if (size >= 2 && memcmp(data, "\xFF\xFE", 2) == 0)
		return "UTF-16";
	if (size >= 2 && memcmp(data, "\xFE\xFF", 2) == 0)
		return "UTF-16";
	if (size >= 4 && memcmp(data, "<\0?\0", 4) == 0)
		return "UTF-16LE";
	if (size >= 4 && memcmp(data, "\0<\0?", 4) == 0)
		return "UTF-16BE";
	declared(data, size, name, room);
	if (name[0] == '\0' || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0 ||
	    strcasecmp(name, "US-ASCII") == 0)
		return NULL;
	/* What can be read as ASCII is in none of these, whatever it says. */
	if (strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UTF-32", 6) == 0 ||
	    strncasecmp(name, "ISO-10646-UCS", 13) == 0)
		return NULL;
	return name;
}

enum zl_failure
zl_encoding_utf8(const char **data, size_t *size, struct zl_buffer *decoded, struct zl_fault *fault)
{
	char name[40];

	if (*size >= 3 && memcmp(*data, "\xEF\xBB\xBF", 3) == 0) {
		*data += 3;
		*size -= 3;
		return ZL_OK;
	}
	const char *label = told(*data, *size, name, sizeof(name));
	if (label == NULL)
		return ZL_OK;
	if (!zl_charset_decode(label, *data, *size, decoded, NULL) || decoded->failed)
		return decoded->failed ? zl_fault_set(fault, ZL_OUT_OF_MEMORY, "decoding")
				       : zl_fault_set(fault, ZL_ENCODING, "not valid %s", label);
	*data = decoded->data;
	*size = decoded->length;
	return ZL_OK;
}
