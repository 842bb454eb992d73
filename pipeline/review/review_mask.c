/*
 * review_mask.c: --without: facts that pages are not to show, a telephone number or an address for
 * letters, are asterisks wherever the record has their words.  Every character stays one, so that
 * what is said of places in the text still fits.
 */
#include <string.h>

#include "review.h"

static bool
is_left_out(const struct zl_review_options *options, struct zl_string name)
{
	for (const char **without = options->without; *without != NULL; without++)
		if (zl_string_is(name, *without))
			return true;
	return false;
}

/* Bytes of UTF-8 as asterisks: one byte, or characters that have as many as those they hide. */
static void
hide(char *text, size_t length)
{
	static const char *const hidden[] = {"*", "*", "\xC2\xB7", "\xEF\xBC\x8A",
					     "\xF0\x9F\x9E\xB6"};

	for (size_t at = 0; at < length;) {
		unsigned char first = (unsigned char)text[at];
		size_t bytes = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
		bytes = at + bytes > length ? length - at : bytes;
		memcpy(text + at, hidden[bytes], bytes);
		at += bytes;
	}
}

static void
hide_everywhere(struct zl_buffer *record, struct zl_string words)
{
	char *at = record->data, *end = record->data + record->length;

	/* Less than a few characters stand everywhere; with a reference they are not found as such.
	 */
	if (words.length < 4)
		return;
	while ((at = memmem(at, (size_t)(end - at), words.data, words.length)) != NULL) {
		hide(at, words.length);
		at += words.length;
	}
}

bool
zl_review_mask(const struct zl_review_options *options, const struct zl_page *page,
	       struct zl_buffer *record)
{
	bool found = false;

	for (size_t i = 0; options->without != NULL && i < page->facts.count; i++) {
		if (!is_left_out(options, page->facts.items[i].name))
			continue;
		hide_everywhere(record, page->facts.items[i].text);
		found = true;
	}
	return found;
}
