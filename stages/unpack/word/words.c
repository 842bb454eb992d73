/* words.c: what a chart or diagram says, for the loss that it becomes. */
#include "parts.h"
#include "unpack/xml/xml.h"

enum { CACHE = 1, WORDS_MOST = 64 << 10 };

static void
words_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct zl_buffer *out = xml->context;

	if (out->length + length < WORDS_MOST)
		zl_buffer_add(out, text, length);
}

static void
words_end(struct zl_xml *xml)
{
	struct zl_buffer *out = xml->context;

	if (out->length > 0 && out->data[out->length - 1] != '\n')
		zl_buffer_byte(out, '\n');
}

static void
value_text(struct zl_xml *xml, const char *text, size_t length)
{
	if (zl_xml_parent(xml, 2) == CACHE)
		words_text(xml, text, length);
}

static const struct zl_element word_elements[] = {
    {ZL_SPACE_A, "p", NULL, words_end, NULL, 0},
    {ZL_SPACE_A, "t", NULL, NULL, words_text, 0},
    {ZL_SPACE_CHART, "strCache", NULL, NULL, NULL, CACHE},
    {ZL_SPACE_CHART, "v", NULL, words_end, value_text, 0},
};

static const struct zl_grammar word_grammar = {
    word_elements, sizeof(word_elements) / sizeof(*word_elements), NULL, NULL};

void
zl_part_words(struct zl_job *job, struct zl_string name, struct zl_buffer *out)
{
	struct zl_fault fault = {0};
	struct zl_part part;

	if (zl_package_read(&job->package, name, &part, &fault) == ZL_OK)
		zl_xml_parse(&word_grammar, out, part.data, part.size, job->limits->depth, &fault);
	zl_part_free(&part);
	if (out->failed)
		zl_fault_set(&fault, ZL_OUT_OF_MEMORY, "words");
	while (out->length > 0 && out->data[out->length - 1] == '\n')
		out->length--;
	zl_part_failed(job, name, &fault);
}
