/* doubt_text.c: text that should perhaps have been read as something else, is lost, or is none. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "doubt_parts.h"

enum {
	HEADING = 40,	 /* characters of a line that may be a heading */
	SENTENCES = 3,	 /* flags of one kind that a document gets */
	UNREAD_MOST = 6, /* the same of text between findings */
	UNREAD = 50	 /* per cent of the text */
};

struct counts {
	unsigned sentences, labels, headings, unread;
	uint32_t first, last; /* paragraphs in which findings begin; first 0: there are none */
};

/* A line in a response that looks like the heading of another problem. */
static bool
look_inside(struct zl_doubting *doubting, const struct zl_line *line, const struct zl_owner *owner,
	    struct counts *counts)
{
	struct zl_engine *engine = doubting->engine;
	uint32_t characters = zl_characters(engine, line->text, line->end);

	if (!owner->response || owner->problem || characters > HEADING || characters < 5 ||
	    (line->flags & ZL_LINE_STOPPED) || line->label != NULL || line->attribute != NULL ||
	    counts->headings > SENTENCES)
		return true;
	if (line->problem == NULL && (!zl_is_deficient(engine, line->text, line->end) ||
				      zl_tells_of_acts(engine, line->text, line->end)))
		return true;
	counts->headings++;
	return zl_doubt_words(doubting, "heading-inside", line->n, owner->finding);
}

/* A line that a rule reads as a problem, or as the label of a response, in plain text. */
static bool
look_outside(struct zl_doubting *doubting, const struct zl_line *line, const struct zl_owner *owner,
	     struct counts *counts)
{
	const struct zl_paragraph *paragraphs = doubting->engine->document->paragraphs.items;

	if (paragraphs[line->n - 1].table != 0 || owner->problem || owner->response ||
	    owner->heading || owner->recommendation || owner->detail || owner->finding > 0)
		return true;
	if (line->problem != NULL && line->problem->marker != ZL_MARKER_LABEL &&
	    counts->sentences++ < SENTENCES)
		return zl_doubt_words(doubting, "missed-sentence", line->n, 0);
	/* Where nothing was found, what tells of a lack may be what was to be found. */
	uint32_t end = zl_heading_end(doubting->engine, line->text, line->end);
	if (doubting->findings.count == 0 && counts->sentences < SENTENCES &&
	    zl_is_deficient(doubting->engine, line->text, end) &&
	    !zl_tells_of_acts(doubting->engine, line->text, end)) {
		counts->sentences++;
		return zl_doubt_words(doubting, "missed-sentence", line->n, 0);
	}
	/* What stands between two findings is of one of them, or one itself. */
	if (line->n > counts->first && line->n < counts->last && counts->first > 0 &&
	    line->shape == 0 && counts->unread < UNREAD_MOST &&
	    zl_characters(doubting->engine, line->text, line->end) >= 5) {
		counts->unread++;
		if (!zl_doubt_words(doubting, "unread-among", line->n, 0))
			return false;
	}
	bool alone = line->label_end + 3 >= line->end; /* the head of a column */
	if (line->label != NULL && !alone && counts->labels++ < SENTENCES)
		return zl_doubt_words(doubting, "label-unread", line->n, 0);
	return true;
}

/* Quotation marks of one paragraph that do not pair. */
static bool
look_at_quotes(struct zl_doubting *doubting, uint32_t n, const struct zl_owner *owner)
{
	const struct zl_string *text = &doubting->engine->document->paragraphs.items[n - 1].text;
	int depth = 0, least = 0;

	if (!owner->problem)
		return true;
	for (size_t at = 0; at + 3 <= text->length; at++) {
		depth += memcmp(text->data + at, "“", 3) == 0;
		depth -= memcmp(text->data + at, "”", 3) == 0;
		least = depth < least ? depth : least;
	}
	return (depth == 0 && least == 0) ||
	       zl_doubt_flag(doubting, "quote-unpaired", n, owner->finding);
}

/* Whether some line that is in no problem and no response begins with what was done. */
static bool
tells_of_acts_unread(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;

	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		const struct zl_owner *owner = &doubting->owners[line->n - 1];
		if (line->kind != ZL_LINE_TEXT || owner->heading || owner->recommendation ||
		    line->text == line->end)
			continue;
		engine->n = line->n;
		uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, line->text, line->end);
		if (zl_tells_of_acts(engine, line->text, end))
			return true;
	}
	return false;
}

/* How much of the text is in no finding and no recommendation, in per cent. */
static bool
look_at_whole(struct zl_doubting *doubting)
{
	const struct zl_document *document = doubting->engine->document;
	uint64_t all = 0, read = 0;
	char share[8];

	for (size_t i = 0; i < document->paragraphs.count; i++) {
		const struct zl_owner *owner = &doubting->owners[i];
		if (document->paragraphs.items[i].story != ZL_STORY_BODY)
			continue;
		all += document->paragraphs.items[i].text.length;
		if (owner->finding > 0 || owner->recommendation)
			read += document->paragraphs.items[i].text.length;
	}
	unsigned unread = all == 0 ? 0 : (unsigned)((all - read) * 100 / all);
	snprintf(share, sizeof(share), "%u", unread % 1000);
	if (doubting->findings.count == 0)
		return doubting->engine->root_area != ZL_AREA_ANSWERS ||
		       zl_doubt_flag(doubting, "no-finding", 0, 0);
	uint32_t answered = 0;
	for (size_t i = 0; i < doubting->findings.count; i++)
		answered += doubting->findings.items[i].response != NULL;
	if (answered == 0 && doubting->engine->root_area == ZL_AREA_ANSWERS &&
	    tells_of_acts_unread(doubting) && !zl_doubt_flag(doubting, "none-answered", 0, 0))
		return false;
	return unread < UNREAD || zl_doubt_value(doubting, "much-unread", 0, 0, share);
}

/* A heading under which nothing stands. */
static bool
look_for_empty_parts(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;

	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		size_t next = zl_line_after(engine, unit->line);
		if (unit->reading != ZL_READ_SECTION || unit->first_child != ZL_NO_UNIT ||
		    unit->run_in || next < unit->lines_end || unit->shape >= ZL_SHAPE_PART ||
		    (engine->lines.items[unit->line].flags & ZL_LINE_STOPPED))
			continue;
		if (next < engine->lines.count && engine->lines.items[next].kind != ZL_LINE_TEXT)
			continue; /* a table */
		if (!zl_doubt_flag(doubting, "empty-part", engine->lines.items[unit->line].n, 0))
			return false;
	}
	return true;
}

/* Paragraphs that normalise found damaged, and could not mend. */
static bool
look_for_garbled(struct zl_doubting *doubting)
{
	const struct zl_document *document = doubting->engine->document;

	for (size_t i = 0; i < document->warnings.count; i++) {
		const struct zl_remark *warning = &document->warnings.items[i];
		if (warning->n == 0 || strcmp(warning->code, "mojibake") != 0)
			continue;
		if (!zl_doubt_flag(doubting, "garbled", warning->n, 0))
			return false;
	}
	return true;
}

/* What could not be carried in what is said of a finding. */
static bool
look_for_losses(struct zl_doubting *doubting)
{
	static const char *const kinds[] = {"picture", "ole", "chart", "formula", "diagram"};
	const struct zl_document *document = doubting->engine->document;
	uint32_t before = 0;

	for (size_t i = 0; i < document->losses.count; i++) {
		const struct zl_loss *loss = &document->losses.items[i];
		if (loss->n == 0 || loss->n > document->paragraphs.count || loss->n == before)
			continue;
		const struct zl_owner *owner = &doubting->owners[loss->n - 1];
		size_t kind = 0;
		while (kind < sizeof(kinds) / sizeof(kinds[0]) &&
		       strcmp(kinds[kind], loss->kind) != 0)
			kind++;
		if (kind == sizeof(kinds) / sizeof(kinds[0]) || owner->finding == 0)
			continue;
		before = loss->n;
		if (!zl_doubt_flag(doubting, "loss-inside", loss->n, owner->finding))
			return false;
	}
	return true;
}

bool
zl_doubt_text(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;
	struct counts counts = {0};
	uint32_t before = 0;

	if (engine->file->silent)
		return true;
	if (doubting->findings.count > 0) {
		counts.first = doubting->findings.items[0].n;
		counts.last = doubting->findings.items[doubting->findings.count - 1].n;
	}
	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		const struct zl_owner *owner = &doubting->owners[line->n - 1];
		if (line->kind != ZL_LINE_TEXT || line->start == line->end)
			continue;
		engine->n = line->n;
		if (line->n != before && !look_at_quotes(doubting, line->n, owner))
			return false;
		before = line->n;
		if (!look_inside(doubting, line, owner, &counts) ||
		    !look_outside(doubting, line, owner, &counts))
			return false;
	}
	return look_at_whole(doubting) && look_for_empty_parts(doubting) &&
	       look_for_garbled(doubting) && look_for_losses(doubting);
}
