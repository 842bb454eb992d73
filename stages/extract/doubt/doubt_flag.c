/* doubt_flag.c: flags of what is doubtful, and what they add to scores. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "doubt_codes.h"
#include "doubt_parts.h"

enum { MOST_OF_HABIT = 8 }; /* quarters of a flag that may be a habit */

unsigned *
zl_doubt_score(struct zl_doubting *doubting, uint32_t finding)
{
	return finding > 0 ? &doubting->findings.items[finding - 1].score : &doubting->score;
}

bool
zl_doubt_value(struct zl_doubting *doubting, const char *code, uint32_t n, uint32_t finding,
	       const char *value)
{
	struct zl_document *document = doubting->engine->document;
	const struct zl_doubt_code *known = zl_doubt_code(code, strlen(code));
	struct zl_buffer message = {0};

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
	*zl_doubt_score(doubting, finding) += (unsigned)known->weight;
	struct zl_remark *flag = &document->flags.items[document->flags.count - 1];
	flag->finding = finding;
	return value == NULL || zl_document_copy(document, value, strlen(value), &flag->value);
}

bool
zl_doubt_flag(struct zl_doubting *doubting, const char *code, uint32_t n, uint32_t finding)
{
	return zl_doubt_value(doubting, code, n, finding, NULL);
}

bool
zl_doubt_words(struct zl_doubting *doubting, const char *code, uint32_t n, uint32_t finding)
{
	enum { MOST = 40 }; /* characters that are quoted */
	struct zl_document *document = doubting->engine->document;
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	char words[4 * MOST + 8];

	size_t bytes = zl_utf8_offset(text->data, text->length, MOST);
	snprintf(words, sizeof(words), "%.*s%s", (int)bytes, text->data,
		 bytes < text->length ? "…" : "");
	if (!zl_doubt_value(doubting, code, n, finding, words))
		return false;
	struct zl_remark *flag = &document->flags.items[document->flags.count - 1];
	flag->value = (struct zl_string){0}; /* they stand in the paragraph */
	flag->from = 0;
	flag->to = (uint32_t)zl_utf8_count(text->data, bytes);
	return true;
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
		if (flag.finding > 0 && code->weight <= MOST_OF_HABIT && habits[code - codes]) {
			*zl_doubt_score(doubting, flag.finding) -= (unsigned)code->weight;
			continue;
		}
		document->flags.items[kept++] = flag;
	}
	document->flags.count = kept;
}
