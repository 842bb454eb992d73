/* forms.c: in the Data stream an FFData stands behind a header, NilPICFAndBinData: 2.9.169. */
#include "forms.h"

#include "unpack/story/fields.h"
#include "utf16.h"

enum {
	VERSION = 0xFFFFFFFF,
	TYPE = 0x03,
	CHECK_BOX = 1,
	CHOICES = 2,
	AS_DEFAULT = 25, /* iRes: what the field has by default */
	ENTRIES_MOST = 25
};

/* Passes over a text: its length, its characters, a zero. */
static size_t
behind_text(struct zl_bytes data, size_t at)
{
	return at + 2 + 2 * ((size_t)zl_little16(data, at) + 1);
}

/* The entries of a list: an STTB of UTF-16, [MS-DOC] 2.2.4. */
static void
read_entries(struct zl_builder *builder, struct zl_bytes data, size_t at)
{
	size_t count = zl_little32(data, at + 2);
	struct zl_buffer words = {0};

	at += 8;
	for (size_t i = 0; i < count && i < ENTRIES_MOST; i++) {
		size_t length = zl_little16(data, at);
		zl_buffer_clear(&words);
		zl_utf16_add(&words, data, at + 2, length);
		if (words.failed)
			zl_builder_exhausted(builder);
		else
			zl_field_entry(
			    builder,
			    (struct zl_string){words.data == NULL ? "" : words.data, words.length});
		at += 2 + 2 * length;
	}
	zl_buffer_free(&words);
}

void
zl_form_read(struct zl_builder *builder, struct zl_bytes data)
{
	struct zl_bytes form = zl_bytes_at(data, zl_little16(data, 4), zl_little32(data, 0));
	uint16_t bits = zl_little16(form, 4);
	unsigned type = bits & TYPE, result = bits >> 2 & 0x1F;

	if (zl_little32(form, 0) != VERSION || (type != CHECK_BOX && type != CHOICES))
		return;
	size_t at = behind_text(form, 10); /* the name */
	if (result == AS_DEFAULT)
		result = zl_little16(form, at);
	at += 2;
	if (type == CHECK_BOX) {
		zl_field_box(builder, result != 0, false);
		return;
	}
	for (int i = 0; i < 5; i++) /* format, help, status, macros */
		at = behind_text(form, at);
	zl_field_choice(builder, (int32_t)result, false);
	read_entries(builder, form, at);
}
