/* signs.c: stops and quotation marks in the view. */
#include <string.h>

#include "base/utf8.h"
#include "engine.h"

bool
zl_mark_before(const struct zl_engine *engine, const char *mark, uint32_t from, uint32_t to,
	       uint32_t *begin)
{
	uint32_t length = (uint32_t)strlen(mark);

	*begin = to - length;
	return to - from >= length && memcmp(engine->text.data + *begin, mark, length) == 0;
}

uint32_t
zl_characters(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return from < to ? (uint32_t)zl_utf8_count(engine->text.data + from, to - from) : 0;
}

/*
 * Whether the full stop of ASCII at place ends a sentence: it stands in figures, numbers and names
 * as well, and then behind a letter or digit, or before a letter; and three make an ellipsis.
 */
static bool
is_full_stop(const struct zl_engine *engine, uint32_t place, uint32_t to)
{
	const char *text = engine->text.data;
	unsigned char before = place > 0 ? (unsigned char)text[place - 1] : 0;
	unsigned char behind = place + 1 < to ? (unsigned char)text[place + 1] : 0;

	return (before >= 128 || (before > 0 && strchr(")]%\"'", before) != NULL)) &&
	       behind != '.' && ((behind | 0x20) < 'a' || (behind | 0x20) > 'z');
}

enum zl_stop
zl_stop_at(const struct zl_engine *engine, uint32_t place, uint32_t to, uint32_t *bytes)
{
	const struct zl_stops *stops = &engine->file->stops;
	const char *text = engine->text.data + place;
	unsigned char first = (unsigned char)text[0];

	*bytes = 1;
	if (!(engine->file->signs[first] & ZL_SIGN_STOP(ZL_STOP_CLAUSE)))
		return ZL_STOP_NONE;
	if (first == '.' && stops->narrow[first] != ZL_STOP_NONE &&
	    !is_full_stop(engine, place, to))
		return ZL_STOP_NONE;
	if (first < 128)
		return (enum zl_stop)stops->narrow[first];
	for (size_t i = 0; i < stops->wide_count; i++) {
		uint32_t length = stops->wide[i].length, same = 0;
		while (same < length && same < to - place &&
		       stops->wide[i].bytes[same] == text[same])
			same++;
		*bytes = length;
		if (same == length)
			return (enum zl_stop)stops->wide[i].stop;
	}
	*bytes = 1; /* a byte that no stop begins with */
	return ZL_STOP_NONE;
}

/* The first place in view[from, to) at which one of the signs may begin; to when there is none. */
static uint32_t
next_sign(const struct zl_engine *engine, unsigned signs, uint32_t from, uint32_t to)
{
	const uint8_t *table = engine->file->signs, *ends = engine->file->sign_ends;
	const unsigned char *text = (const unsigned char *)engine->text.data;

	for (; from < to; from++) {
		/* Most characters have three bytes. */
		while (from < to && (text[from] & 0xF0) == 0xE0 &&
		       (!(table[text[from]] & signs) || !(ends[text[from + 2]] & signs)))
			from += 3;
		if (from >= to || (table[text[from]] & signs))
			break;
	}
	return from < to ? from : to;
}

uint32_t
zl_stop_end(const struct zl_engine *engine, enum zl_stop least, uint32_t from, uint32_t to)
{
	uint32_t bytes;

	for (;;) {
		from = next_sign(engine, ZL_SIGN_STOP(least), from, to);
		if (from >= to)
			return to;
		enum zl_stop stop = zl_stop_at(engine, from, to, &bytes);
		from += bytes;
		if (stop >= least)
			return from;
	}
}

/* Whether word stands at place. */
static bool
stands_at(const struct zl_engine *engine, const char *word, uint32_t place, uint32_t to)
{
	size_t length = strlen(word);

	return to - place >= length && memcmp(engine->text.data + place, word, length) == 0;
}

int
zl_quote_at(const struct zl_engine *engine, uint32_t place, uint32_t to, uint32_t *bytes,
	    size_t *pair)
{
	unsigned char first = (unsigned char)engine->text.data[place];

	/* Letters, digits and ideographs begin no quotation mark. */
	if (!(engine->file->signs[first] & ZL_SIGN_QUOTE))
		return ZL_QUOTE_NONE;
	for (size_t i = 0; i < engine->file->quote_count; i++) {
		const struct zl_quote *quote = &engine->file->quotes[i];
		if (first != (unsigned char)quote->open[0] &&
		    first != (unsigned char)quote->close[0])
			continue;
		bool open = stands_at(engine, quote->open, place, to);
		bool close = stands_at(engine, quote->close, place, to);
		*pair = i;
		*bytes = (uint32_t)strlen(open ? quote->open : quote->close);
		if (open || close)
			return open && close ? ZL_QUOTE_EITHER
			       : open	     ? ZL_QUOTE_OPEN
					     : ZL_QUOTE_CLOSE;
	}
	return ZL_QUOTE_NONE;
}

int
zl_quote_next(const struct zl_engine *engine, uint32_t *place, uint32_t to, uint32_t *bytes,
	      size_t *pair)
{
	while ((*place = next_sign(engine, ZL_SIGN_QUOTE, *place, to)) < to) {
		int quote = zl_quote_at(engine, *place, to, bytes, pair);
		if (quote != ZL_QUOTE_NONE)
			return quote;
		++*place;
	}
	return ZL_QUOTE_NONE;
}

/* The next stop that ends a heading; those in quotation marks do not, if the marks are closed. */
static uint32_t
heading_stop(const struct zl_engine *engine, uint32_t from, uint32_t to, bool quotes)
{
	const unsigned signs = ZL_SIGN_STOP(ZL_STOP_HEADING) | (quotes ? ZL_SIGN_QUOTE : 0u);
	uint32_t bytes = 1;
	size_t pair = 0;
	int depth = 0;

	for (uint32_t place = from; (place = next_sign(engine, signs, place, to)) < to;
	     place += bytes) {
		int quote = quotes ? zl_quote_at(engine, place, to, &bytes, &pair) : ZL_QUOTE_NONE;
		if (quote == ZL_QUOTE_OPEN || (quote == ZL_QUOTE_EITHER && depth == 0))
			depth++;
		else if (quote != ZL_QUOTE_NONE && depth > 0)
			depth--;
		if (quote != ZL_QUOTE_NONE)
			continue;
		if (zl_stop_at(engine, place, to, &bytes) == ZL_STOP_HEADING && depth == 0)
			return place;
	}
	return depth > 0 ? heading_stop(engine, from, to, false) : to;
}

uint32_t
zl_heading_end(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return heading_stop(engine, from, to, true);
}

uint32_t
zl_reach(const struct zl_engine *engine, uint32_t from, uint32_t to, uint32_t most)
{
	if (to <= from + most)
		return to;
	to = from + most;
	while (to > from && zl_utf8_is_continuation(engine->text.data[to]))
		to--;
	return to;
}

uint32_t
zl_reach_back(const struct zl_engine *engine, uint32_t from, uint32_t to, uint32_t most)
{
	if (to <= from + most)
		return from;
	from = to - most;
	while (from < to && zl_utf8_is_continuation(engine->text.data[from]))
		from++;
	return from;
}

bool
zl_is_stopped(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t bytes = 1;
	bool stopped = false;
	size_t pair;

	for (from = zl_reach_back(engine, from, to, 12); from < to; from += bytes) {
		if (zl_quote_at(engine, from, to, &bytes, &pair) != ZL_QUOTE_NONE)
			continue;
		enum zl_stop stop = zl_stop_at(engine, from, to, &bytes);
		stopped = stop >= ZL_STOP_SENTENCE;
		if (stop == ZL_STOP_NONE)
			bytes = (uint32_t)zl_utf8_bytes(engine->text.data[from]);
	}
	return stopped;
}

bool
zl_ends_within(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t place = to, bytes;

	if (from == to || engine->text.data[to - 1] == ':' || engine->text.data[to - 1] == ')')
		return false;
	do
		place--;
	while (place > from && zl_utf8_is_continuation(engine->text.data[place]));
	return zl_stop_at(engine, place, to, &bytes) == ZL_STOP_CLAUSE;
}
