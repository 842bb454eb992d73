/* describe_view.c: the lines of a report in which facts about it are looked for. */
#include "describe_view.h"

#include "base/utf8.h"

enum {
	LINE_BYTES = 1200, /* of a line that is looked at: its first, in the closing its last */
	TITLE_LINES = 8,
	OPENING_LINES = 10,
	SENTENCE_LINES = 40, /* in which the sentences of the opening are looked for */
	CLOSING_LINES = 12
};

static bool
has_text(const struct zl_line *line)
{
	return line->kind == ZL_LINE_TEXT && line->end > line->start;
}

/* The next place in the engine's view at or behind from at which a character begins. */
static uint32_t
character_at(const struct zl_engine *engine, uint32_t from, uint32_t end)
{
	while (from < end && zl_utf8_is_continuation(engine->text.data[from]))
		from++;
	return from;
}

static void
add_stretch(const struct zl_engine *engine, const struct zl_line *line, struct zl_stretch bytes,
	    struct zl_fact_view *view)
{
	if (view->count > 0)
		zl_buffer_byte(&view->text, '\n');
	view->stretches[view->count++] =
	    (struct zl_fact_stretch){line, bytes.from, bytes.to - bytes.from, view->text.length};
	zl_buffer_add(&view->text, engine->text.data + bytes.from, bytes.to - bytes.from);
}

/* The line; of a very long one its end or its beginning. */
static struct zl_stretch
looked_at(const struct zl_engine *engine, const struct zl_line *line, bool keep_end)
{
	struct zl_stretch bytes = {line->start, line->end};

	if (bytes.to - bytes.from > LINE_BYTES && keep_end)
		bytes.from = character_at(engine, bytes.to - LINE_BYTES, bytes.to);
	else if (bytes.to - bytes.from > LINE_BYTES)
		bytes.to = character_at(engine, bytes.from + LINE_BYTES, bytes.to);
	return bytes;
}

static void
add_line(const struct zl_engine *engine, const struct zl_line *line, bool keep_end,
	 struct zl_fact_view *view)
{
	add_stretch(engine, line, looked_at(engine, line, keep_end), view);
}

static bool
looks_like_title(const struct zl_engine *engine, const struct zl_line *line)
{
	const struct zl_paragraph *paragraph = &engine->document->paragraphs.items[line->n - 1];

	return (paragraph->flags & ZL_PARAGRAPH_CENTRED) != 0 ||
	       zl_string_is(paragraph->style, "Title") ||
	       zl_string_is(paragraph->style, "Subtitle");
}

/* The line with which the structure begins. */
static size_t
first_of_structure(const struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++)
		if (engine->units.items[i].reading != ZL_READ_BODY)
			return engine->units.items[i].line;
	return engine->lines.count;
}

static void
add_title(const struct zl_engine *engine, bool styled, struct zl_fact_view *view)
{
	const size_t end = first_of_structure(engine);

	for (size_t i = 0, seen = 0; i < end && seen < TITLE_LINES; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (!has_text(line))
			continue;
		seen++;
		if (!styled || looks_like_title(engine, line))
			add_line(engine, line, false, view);
		else if (view->count > 0)
			return;
	}
}

void
zl_fact_view_title(struct zl_engine *engine, struct zl_fact_view *view)
{
	add_title(engine, false, view);
}

void
zl_fact_view_styled(struct zl_engine *engine, struct zl_fact_view *view)
{
	add_title(engine, true, view);
}

void
zl_fact_view_opening(struct zl_engine *engine, struct zl_fact_view *view)
{
	for (size_t i = 0; i < engine->lines.count && view->count < OPENING_LINES; i++)
		if (has_text(&engine->lines.items[i]))
			add_line(engine, &engine->lines.items[i], false, view);
}

static void
add_picked(const struct zl_engine *engine, const struct zl_line *line, struct zl_stretch picked,
	   struct zl_fact_view *view)
{
	if (picked.from < picked.to && view->count < ZL_FACT_VIEW_STRETCHES)
		add_stretch(engine, line, picked, view);
}

/* Adds the line's sentences that a rule picks; those side by side are one stretch. */
static void
add_sentences(struct zl_engine *engine, const struct zl_line *line, struct zl_fact_view *view)
{
	const struct zl_stretch bytes = looked_at(engine, line, false);
	struct zl_stretch picked = {bytes.from, bytes.from};

	for (uint32_t from = bytes.from, end; from < bytes.to; from = end) {
		end = zl_stop_end(engine, ZL_STOP_HEADING, from, bytes.to);
		if (zl_find(engine, ZL_RULE_SENTENCE, from, end, NULL) == NULL)
			continue;
		if (from > picked.to) {
			add_picked(engine, line, picked, view);
			picked.from = from;
		}
		picked.to = end;
	}
	add_picked(engine, line, picked, view);
}

void
zl_fact_view_sentences(struct zl_engine *engine, struct zl_fact_view *view)
{
	size_t lines = 0, sentences = 0;

	/* Lines without a stop, as those of a page's catalogue entry, hold no sentence. */
	for (size_t i = 0;
	     i < engine->lines.count && lines < SENTENCE_LINES && sentences < OPENING_LINES; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (!has_text(line))
			continue;
		lines++;
		sentences += (line->flags & ZL_LINE_STOPPED) != 0;
		add_sentences(engine, line, view);
	}
}

static size_t
first_of_closing(const struct zl_engine *engine)
{
	size_t first = engine->lines.count;

	for (size_t count = 0; first > 0 && count < CLOSING_LINES; first--)
		count += has_text(&engine->lines.items[first - 1]);
	return first;
}

void
zl_fact_view_closing(struct zl_engine *engine, struct zl_fact_view *view)
{
	for (size_t i = first_of_closing(engine); i < engine->lines.count; i++)
		if (has_text(&engine->lines.items[i]))
			add_line(engine, &engine->lines.items[i], true, view);
}

void
zl_fact_view_endings(struct zl_engine *engine, struct zl_fact_view *view)
{
	for (size_t i = first_of_closing(engine); i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (!has_text(line) || (line->flags & ZL_LINE_STOPPED))
			continue;
		struct zl_stretch bytes = looked_at(engine, line, true);
		for (uint32_t end = bytes.from; end < bytes.to;) {
			bytes.from = end;
			end = zl_stop_end(engine, ZL_STOP_HEADING, end, bytes.to);
		}
		add_stretch(engine, line, bytes, view);
	}
}

void
zl_fact_view_free(struct zl_fact_view *view)
{
	zl_buffer_free(&view->text);
}

/* Adds what the engine's view[from, to) is of the segment's paragraph, if anything. */
static bool
add_source(const struct zl_engine *engine, const struct zl_segment *segment, uint32_t from,
	   uint32_t to, struct zl_buffer *out)
{
	const struct zl_string text = engine->document->paragraphs.items[segment->n - 1].text;
	uint32_t code;
	size_t first, last;

	from = from > segment->start ? from : segment->start;
	to = to < segment->end ? to : segment->end;
	if (from >= to || segment->kind != ZL_SEGMENT_TEXT)
		return false;
	first = zl_view_source(engine, segment, from);
	last = zl_view_source(engine, segment, to - 1);
	last += zl_utf8_read(text.data + last, text.length - last, &code);
	zl_buffer_add(out, text.data + first, last - first);
	return true;
}

uint32_t
zl_fact_view_source(const struct zl_engine *engine, const struct zl_fact_view *view,
		    struct zl_span span, struct zl_buffer *out)
{
	uint32_t n = 0;

	for (size_t i = 0; i < view->count; i++) {
		const struct zl_fact_stretch *stretch = &view->stretches[i];
		size_t from = span.from > stretch->at ? span.from - stretch->at : 0;
		size_t to = span.to > stretch->at ? span.to - stretch->at : 0;
		to = to < stretch->length ? to : stretch->length;
		for (uint32_t j = stretch->line->segment;
		     from < to && j < stretch->line->segment_end; j++) {
			const struct zl_segment *segment = &engine->segments.items[j];
			if (add_source(engine, segment, stretch->from + (uint32_t)from,
				       stretch->from + (uint32_t)to, out) &&
			    n == 0)
				n = segment->n;
		}
	}
	return n;
}
