/*
 * fuzz_normalise.c: bytes in any encoding become paragraphs, a line each, which are normalised. The
 * ledger must lead back, a second run change nothing, all be fit for XML and bounded; the folded
 * view must keep its bounds and its map.  The first four bytes choose the classes and a label.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "normalise/normalise.h"
#include "text/charset.h"
#include "text/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
must_fold(const struct zl_string *text)
{
	struct zl_fold fold = {0};
	uint32_t before = 0;

	must(zl_fold(&fold, text->data, text->length));
	must(fold.text.length <= text->length);
	must(zl_utf8_valid(fold.text.data, fold.text.length));
	for (uint32_t i = 0; i <= fold.text.length; i++) {
		uint32_t source = zl_fold_source(fold.steps, fold.step_count, fold.text.data, i);
		must(before <= source && source <= text->length);
		before = source;
	}
	must(before == text->length);
	zl_fold_free(&fold);
}

/* The paragraph's changes, from first to end, undone. */
static void
must_lead_back(const struct zl_document *document, uint32_t n, size_t first, size_t end,
	       const struct zl_string *before)
{
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	struct zl_buffer back = {0};
	size_t copied = 0;

	for (size_t i = first; i < end; i++) {
		const struct zl_change *change = &document->changes.items[i];
		must(change->offset >= copied && change->new_text.length <= text->length &&
		     change->offset <= text->length - change->new_text.length);
		zl_buffer_add(&back, text->data + copied, change->offset - copied);
		zl_buffer_add(&back, change->old.data, change->old.length);
		copied = change->offset + change->new_text.length;
	}
	zl_buffer_add(&back, text->data + copied, text->length - copied);
	must(back.length == before->length &&
	     (back.length == 0 || memcmp(back.data, before->data, back.length) == 0));
	zl_buffer_free(&back);
}

static void
must_be_text(const struct zl_string *text, const struct zl_string *before)
{
	must(text->length <= 3 * before->length);
	must(zl_utf8_valid(text->data, text->length));
	for (size_t i = 0; i < text->length;) {
		uint32_t code;
		i += zl_utf8_read(text->data + i, text->length - i, &code);
		must(zl_xml_character(code));
	}
}

static void
add_lines(struct zl_document *document, const struct zl_buffer *text)
{
	for (size_t i = 0; i <= text->length;) {
		const char *line = text->data + i;
		const char *end = memchr(line, '\f', text->length - i);
		size_t length = end == NULL ? text->length - i : (size_t)(end - line);
		struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
		must(zl_document_copy(document, line, length, &paragraph->text));
		i += length + 1;
	}
}

static void
must_normalise(struct zl_document *document, const struct zl_normalise_options *options)
{
	size_t count = document->paragraphs.count, end, first = 0;
	struct zl_string *before = calloc(count, sizeof(*before));

	must(before != NULL);
	for (size_t i = 0; i < count; i++)
		before[i] = document->paragraphs.items[i].text;
	must(zl_normalise(document, options) == ZL_OK);
	for (uint32_t n = 1; n <= count; n++, first = end) {
		const struct zl_string *text = &document->paragraphs.items[n - 1].text;
		for (end = first;
		     end < document->changes.count && document->changes.items[end].n == n;)
			end++;
		must_lead_back(document, n, first, end, &before[n - 1]);
		if ((options->classes & 2) != 0)
			must_be_text(text, &before[n - 1]);
		must_fold(text);
		before[n - 1] = *text;
	}
	must(first == document->changes.count);
	must(zl_normalise(document, options) == ZL_OK && document->changes.count == first);
	for (size_t i = 0; i < count; i++)
		must(zl_string_equal(before[i], document->paragraphs.items[i].text));
	free(before);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const labels[] = {NULL,     "utf-8", "gbk",	  "big5",
					     "utf-16", "hz",	"latin1", "x"};
	struct zl_normalise_options options = zl_normalise_default;
	struct zl_document document = {0};
	struct zl_buffer text = {0};

	if (size < 4)
		return 0;
	if ((data[0] & 0x80) != 0)
		options.classes &= ~((uint64_t)data[1] << 16 | (uint64_t)data[2] << 8 | data[3]);
	zl_charset_decode(labels[data[0] & 7], data + 4, size - 4, &text, NULL);
	must(zl_utf8_valid(text.data, text.length));
	if (text.data != NULL) {
		add_lines(&document, &text);
		must_normalise(&document, &options);
	}
	zl_document_free(&document);
	zl_buffer_free(&text);
	return 0;
}
