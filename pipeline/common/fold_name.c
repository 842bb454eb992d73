/* fold_name.c: utf8proc's NFKC_Casefold, component by component. */
#include "fold_name.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static void
fold_component(const char *name, size_t length, struct zl_buffer *folded)
{
	utf8proc_uint8_t *text = NULL;
	utf8proc_ssize_t size =
	    utf8proc_map((const utf8proc_uint8_t *)name, (utf8proc_ssize_t)length, &text,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			     UTF8PROC_IGNORE);

	if (size >= 0) {
		zl_buffer_add(folded, text, (size_t)size);
	} else {
		for (size_t i = 0; i < length; i++)
			zl_buffer_byte(folded,
				       name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 32 : name[i]);
	}
	free(text);
	while (folded->length > 0 && strchr(". ", folded->data[folded->length - 1]) != NULL)
		folded->length--;
}

void
zl_fold_name(const char *name, size_t length, struct zl_buffer *folded)
{
	zl_buffer_clear(folded);
	for (size_t at = 0; at <= length;) {
		const char *slash = memchr(name + at, '/', length - at);
		size_t size = (slash == NULL ? length : (size_t)(slash - name)) - at;
		fold_component(name + at, size, folded);
		at += size + 1;
		if (slash != NULL)
			zl_buffer_byte(folded, '/');
	}
}
