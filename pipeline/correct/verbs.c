/* verbs.c: verbs of the command line. */
#include "verbs.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pipeline/common/language.h"

enum { WORDS = 12 }; /* characters that prove a paragraph */

/* The first characters of the paragraph, white space left out. */
static bool
take_words(struct zl_arena *arena, const struct zl_document *document, uint32_t n,
	   struct zl_string *words)
{
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	struct zl_buffer dense = {0};
	unsigned count = 0;

	for (size_t at = 0, bytes; at < text->length && count < WORDS; at += bytes) {
		uint32_t code;
		bytes = zl_utf8_read(text->data + at, text->length - at, &code);
		if (code <= ' ' || code == 0xA0 || code == 0x3000)
			continue;
		zl_buffer_add(&dense, text->data + at, bytes);
		count++;
	}
	bool done = !dense.failed &&
		    zl_arena_copy(arena, dense.length > 0 ? dense.data : "", dense.length, words);
	zl_buffer_free(&dense);
	return done;
}

/* The number at *at, which goes behind it; 0: none, or none of a paragraph. */
static uint32_t
take_number(const char **at, const struct zl_document *document)
{
	char *end;
	unsigned long number = **at >= '0' && **at <= '9' ? strtoul(*at, &end, 10) : 0;

	if (number == 0 || number > document->paragraphs.count)
		return 0;
	*at = end;
	return (uint32_t)number;
}

static bool
take(const char **at, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(*at, word, length) != 0)
		return false;
	*at += length;
	return true;
}

static const char *
read_fact(struct zl_arena *arena, const struct zl_document *document, const char *text,
	  struct zl_correction *out)
{
	const char *equals = strchr(text, '='), *at = equals == NULL ? "" : equals + 1;

	if (equals == NULL || !take(&at, "fact:"))
		return _("it begins with no paragraph");
	out->verb = ZL_VERB_FACT;
	out->n = take_number(&at, document);
	if (out->n == 0 || !take(&at, ":") || *at == '\0')
		return _("it should be NAME=fact:N:WORDS");
	return zl_arena_copy(arena, text, (size_t)(equals - text), &out->name) &&
		       zl_arena_copy(arena, at, strlen(at), &out->exact)
		   ? NULL
		   : "out of memory";
}

/* The reading of a unit, with the words it begins with behind a colon. */
static bool
read_unit(struct zl_arena *arena, const char *at, struct zl_correction *out)
{
	for (enum zl_verb_reading as = ZL_AS_FINDING; as <= ZL_AS_TEXT; as++) {
		const char *rest = at;
		if (!take(&rest, zl_verb_reading_name(as)) || (*rest != '\0' && *rest != ':'))
			continue;
		out->verb = ZL_VERB_UNIT;
		out->reads = as;
		return *rest == '\0' ||
		       zl_arena_copy(arena, rest + 1, strlen(rest + 1), &out->exact);
	}
	return false;
}

static const char *
read_behind(struct zl_arena *arena, const struct zl_document *document, const char *at,
	    struct zl_correction *out)
{
	struct zl_string *words = NULL;

	if (strcmp(at, "unanswered") == 0) {
		out->verb = ZL_VERB_UNANSWERED;
		return NULL;
	}
	if (take(&at, "answers:")) {
		out->verb = ZL_VERB_RESPONSE;
		out->of = take_number(&at, document);
		if (out->of > 0 && *at == ':' && at[1] != '\0')
			return zl_arena_copy(arena, at + 1, strlen(at + 1), &out->exact)
				   ? NULL
				   : "out of memory";
		return out->of == 0 || *at != '\0' ? _("it should be N..M=answers:K") : NULL;
	}
	if (take(&at, "under:")) {
		out->verb = ZL_VERB_UNIT;
		out->under = strcmp(at, "0") == 0 ? 0 : (int64_t)take_number(&at, document);
		return out->under == 0 && strcmp(at, "0") != 0 ? _("it should be N=under:K") : NULL;
	}
	if (take(&at, "statement:")) {
		out->verb = ZL_VERB_STATEMENT;
		words = &out->exact;
	} else if (take(&at, "until:")) {
		out->verb = ZL_VERB_RESPONSE;
		words = &out->until;
	} else if (take(&at, "note:")) {
		out->verb = ZL_VERB_NOTE;
		words = &out->text;
	}
	if (words != NULL && *at != '\0')
		return zl_arena_copy(arena, at, strlen(at), words) ? NULL : "out of memory";
	return read_unit(arena, at, out) ? NULL
					 : _("there is no such verb; zhengli correct --help");
}

const char *
zl_verb_read(struct zl_arena *arena, const struct zl_document *document, const char *text,
	     struct zl_correction *out)
{
	const char *at = text, *complaint;

	*out = (struct zl_correction){.nth = 1, .under = ZL_UNDER_ANY};
	out->n = out->to = take_number(&at, document);
	if (out->n == 0)
		return *text >= '0' && *text <= '9' ? _("there is no such paragraph")
						    : read_fact(arena, document, text, out);
	if (take(&at, ".."))
		out->to = take_number(&at, document);
	if (out->to < out->n || !take(&at, "="))
		return _("it should be N=VERB or N..M=VERB");
	complaint = read_behind(arena, document, at, out);
	if (complaint == NULL && !take_words(arena, document, out->n, &out->words))
		complaint = "out of memory";
	return complaint;
}

bool
zl_verb_replaces(const struct zl_correction *one, const struct zl_correction *other)
{
	if (one->verb == ZL_VERB_FACT || other->verb == ZL_VERB_FACT)
		return one->verb == other->verb && zl_string_equal(one->name, other->name);
	return one->verb == other->verb && one->n == other->n &&
	       zl_string_equal(one->exact, other->exact) &&
	       (one->until.length > 0) == (other->until.length > 0);
}
