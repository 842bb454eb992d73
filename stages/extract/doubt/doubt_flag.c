/* doubt_flag.c: flags of what is doubtful, and what they add to scores. */
#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "doubt_codes.h"
#include "doubt_parts.h"

enum { MOST_OF_HABIT = 8 }; /* quarters of a flag that may be a habit */

bool
zl_doubt_flag(struct zl_doubting *doubting, const char *code, uint32_t n, uint32_t finding,
	      const char *value, int weight)
{
	struct zl_document *document = doubting->engine->document;
	const struct zl_doubt_code *known = zl_doubt_code(code, strlen(code));
	struct zl_buffer message = {0};
	unsigned quarters = weight < 0 ? (unsigned)known->weight : (unsigned)weight;

	for (const char *at = known->english; *at != '\0'; at++) {
		if (at[0] == '%' && at[1] == 's')
			zl_buffer_text(&message, value == NULL ? "" : value);
		else
			zl_buffer_byte(&message, *at);
		at += at[0] == '%';
	}
	bool done =
	    !message.failed && zl_document_flag(document, known->code, n, "%s", message.data);
	zl_buffer_free(&message);
	if (!done)
		return false;
	unsigned char *noted = zl_vector_push(&doubting->weights);
	if (noted == NULL)
		return false;
	*noted = (unsigned char)quarters;
	struct zl_remark *flag = &document->flags.items[document->flags.count - 1];
	flag->finding = finding;
	if (finding > 0)
		doubting->findings.items[finding - 1].score += quarters;
	else
		doubting->score += quarters;
	return value == NULL || zl_document_copy(document, value, strlen(value), &flag->value);
}

/* How many findings have a flag of that code. */
static size_t
count_of(const struct zl_doubting *doubting, const char *code)
{
	const struct zl_document *document = doubting->engine->document;
	uint32_t before = 0;
	size_t count = 0;

	for (size_t i = doubting->first; i < document->flags.count; i++) {
		const struct zl_remark *flag = &document->flags.items[i];
		if (flag->code != code || flag->finding == 0 || flag->finding == before)
			continue;
		before = flag->finding;
		count++;
	}
	return count;
}

void
zl_doubt_forget_habits(struct zl_doubting *doubting)
{
	enum { FEW = 3, SHARE = 5 }; /* more than a few, and more than one in so many */
	struct zl_document *document = doubting->engine->document;
	size_t kept = doubting->first, total;
	const struct zl_doubt_code *codes = zl_doubt_codes(&total);
	bool habits[64] = {false};

	assert(total <= sizeof(habits));
	for (size_t i = 0; i < total; i++) {
		size_t count = count_of(doubting, codes[i].code);
		/* Close decisions are the engine's, not how the report is written. */
		habits[i] = count > FEW && count * SHARE > doubting->findings.count &&
			    strcmp(codes[i].code, "close") != 0;
	}
	for (size_t i = doubting->first; i < document->flags.count; i++) {
		const struct zl_remark flag = document->flags.items[i];
		const struct zl_doubt_code *code = zl_doubt_code(flag.code, strlen(flag.code));
		unsigned char weight = doubting->weights.items[i - doubting->first];
		if (flag.finding > 0 && code->weight <= MOST_OF_HABIT && habits[code - codes]) {
			doubting->findings.items[flag.finding - 1].score -= weight;
			continue;
		}
		document->flags.items[kept++] = flag;
	}
	document->flags.count = kept;
}

bool
zl_doubt_words(struct zl_doubting *doubting, const char *code, uint32_t n, uint32_t finding,
	       size_t from, size_t to)
{
	enum { MOST = 40 }; /* characters that are quoted */
	struct zl_document *document = doubting->engine->document;
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	char words[4 * MOST + 8];

	size_t bytes = zl_utf8_offset(text->data + from, to - from, MOST);
	memcpy(words, text->data + from, bytes);
	memcpy(words + bytes, bytes < to - from ? "…" : "", bytes < to - from ? 4 : 1);
	if (!zl_doubt_flag(doubting, code, n, finding, words, -1))
		return false;
	struct zl_remark *flag = &document->flags.items[document->flags.count - 1];
	flag->value = (struct zl_string){0}; /* they stand in the paragraph */
	flag->from = (uint32_t)zl_utf8_count(text->data, from);
	flag->to = flag->from + (uint32_t)zl_utf8_count(text->data + from, bytes);
	return true;
}
