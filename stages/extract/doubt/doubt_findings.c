/* doubt_findings.c: findings that look unlike what findings are, or unlike those beside them. */
#include <string.h>

#include "base/utf8.h"
#include "doubt_parts.h"
#include "extract/lines/place.h"

enum {
	LONG = 60, /* characters of a statement that is long, and one that is short */
	SHORT = 4,
	NARROW = 8, /* the margin of a decision that few things made */
	FEW = 3,    /* findings that make a habit */
	UNLIKE = 6  /* times the usual length */
};

/* Words in the view. */
struct words {
	uint32_t from, to;
};

/* What most findings of the report do. */
struct habits {
	uint32_t paired, labelled;
	uint64_t answered; /* bytes */
};

static struct habits
habits_of(const struct zl_doubting *doubting)
{
	struct habits out = {0};

	for (size_t i = 0; i < doubting->findings.count; i++) {
		const struct zl_doubted *finding = &doubting->findings.items[i];
		out.paired += finding->response != NULL;
		out.labelled += finding->response != NULL && finding->labelled;
		out.answered += finding->answered;
	}
	return out;
}

/* The statement as the engine saw it; false when it stands in a table or the like. */
static bool
heading_of(const struct zl_engine *engine, const struct zl_doubted *finding, struct words *words)
{
	if (finding->unit == ZL_NO_UNIT)
		return false;
	const struct zl_unit *unit = &engine->units.items[finding->unit];
	const struct zl_line *line = &engine->lines.items[unit->line];
	*words = (struct words){line->text, unit->heading_end};
	if (line->problem != NULL && line->statement.to > line->statement.from)
		*words = (struct words){line->statement.from, line->statement.to};
	return words->to > words->from;
}

static bool
look_at_statement(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place)
{
	struct zl_engine *engine = doubting->engine;
	struct words words;
	uint32_t characters = finding->said / 3;

	if (characters > LONG && !zl_doubt_flag(doubting, "statement-long", finding->n, place))
		return false;
	if (characters < SHORT && !zl_doubt_flag(doubting, "statement-short", finding->n, place))
		return false;
	if (finding->node->finding_kind != ZL_FINDING_ISSUE || !heading_of(engine, finding, &words))
		return true;
	engine->n = finding->n;
	const struct zl_unit *unit = &engine->units.items[finding->unit];
	bool deficient = unit->deficient || zl_is_deficient(engine, words.from, words.to);
	if (memchr(engine->text.data + words.from, ':', words.to - words.from) != NULL &&
	    !zl_doubt_flag(doubting, "statement-colon", finding->n, place))
		return false;
	return deficient || unit->marked || unit->score - unit->runner_up_score > NARROW ||
	       zl_doubt_flag(doubting, "statement-no-fault", finding->n, place);
}

/* Whether the paragraph ends a sentence, or a list item. */
static bool
is_stopped(const struct zl_string *text)
{
	static const char *const stops[] = {"。", "；", "！", "？", "）", "”",
					    "』", ".",	";",  "!",  ")",  "："};
	size_t length = text->length;

	while (length > 0 && (text->data[length - 1] == ' ' || text->data[length - 1] == '\n'))
		length--;
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		size_t size = strlen(stops[i]);
		if (length >= size && memcmp(text->data + length - size, stops[i], size) == 0)
			return true;
	}
	return length == 0;
}

/* A paragraph within the response that ends in mid-sentence. */
static bool
look_for_breaks(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place)
{
	enum { SENTENCE = 60 }; /* bytes: less may be a heading of a part */
	const struct zl_document *document = doubting->engine->document;

	for (uint32_t n = finding->answer; n < finding->last; n++) {
		const struct zl_string *text = &document->paragraphs.items[n - 1].text;
		if (text->length > SENTENCE && !is_stopped(text) &&
		    doubting->owners[n - 1].response)
			return zl_doubt_flag(doubting, "unstopped", n, place);
	}
	return true;
}

/* Whether the last sentence of the line, which is not its first, begins as closing words do. */
static bool
has_closing_tail(struct zl_engine *engine, const struct zl_line *line, uint32_t *from)
{
	uint32_t next = line->text, at;

	do {
		at = next;
		next = zl_stop_end(engine, ZL_STOP_SENTENCE, at, line->end);
	} while (next < line->end);
	*from = at;
	return at > line->text && zl_find(engine, ZL_RULE_CLOSING, at, line->end, NULL) != NULL;
}

static bool
look_at_end(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place,
	    bool last)
{
	struct zl_engine *engine = doubting->engine;
	uint32_t tail;

	if (finding->last == 0)
		return true;
	const struct zl_string *text = &engine->document->paragraphs.items[finding->last - 1].text;
	if (!is_stopped(text) && finding->unit != ZL_NO_UNIT &&
	    !zl_doubt_flag(doubting, "unstopped", finding->last, place))
		return false;
	size_t index = zl_line_of(engine, finding->last);
	if (index == engine->lines.count || engine->lines.items[index].n != finding->last)
		return true;
	const struct zl_line *line = &engine->lines.items[index];
	engine->n = finding->last;
	if (has_closing_tail(engine, line, &tail))
		return zl_doubt_words(doubting, last ? "response-tail" : "response-onward",
				      finding->last, place);
	if (finding->last == finding->answer || !last)
		return true;
	uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, line->text, line->end);
	if (line->shape != 0 || line->label != NULL || zl_tells_of_acts(engine, line->text, end))
		return true;
	return zl_doubt_words(doubting, "response-tail", finding->last, place);
}

/* Measures whose numbers skip. */
static bool
look_at_measures(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place)
{
	int64_t before = 0;

	if (finding->response == NULL)
		return true;
	for (const struct zl_node *node = finding->response->first; node != NULL;
	     node = node->next) {
		if (node->kind != ZL_NODE_MEASURE)
			continue;
		if (before > 0 && node->ordinal > before + 1)
			return zl_doubt_flag(doubting, "measure-gap", finding->answer, place);
		before = node->ordinal;
	}
	return finding->measures != 1 ||
	       zl_doubt_flag(doubting, "one-measure", finding->answer, place);
}

/* What the others do and this one does not. */
static bool
look_beside(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place,
	    const struct habits *habits)
{
	bool paired = finding->response != NULL;

	if (paired && !finding->labelled && habits->labelled >= FEW &&
	    habits->labelled * 4 >= habits->paired * 3 &&
	    !zl_doubt_flag(doubting, "sibling-label", finding->n, place))
		return false;
	if (finding->node->status == ZL_STATUS_UNANSWERED && habits->paired >= FEW &&
	    habits->paired * 4 >= doubting->findings.count * 3 &&
	    !zl_doubt_flag(doubting, "unanswered-among", finding->n, place))
		return false;
	return !paired || habits->paired < FEW + 2 ||
	       finding->answered * (uint64_t)habits->paired < UNLIKE * habits->answered ||
	       zl_doubt_flag(doubting, "length", finding->answer, place);
}

bool
zl_doubt_findings(struct zl_doubting *doubting)
{
	struct habits habits = habits_of(doubting);

	for (size_t i = 0; i < doubting->findings.count; i++) {
		const struct zl_doubted *finding = &doubting->findings.items[i];
		uint32_t place = (uint32_t)i + 1;
		bool last = i + 1 == doubting->findings.count;
		if (finding->n == 0)
			continue;
		if (!look_at_statement(doubting, finding, place) ||
		    !look_for_breaks(doubting, finding, place) ||
		    !look_at_end(doubting, finding, place, last) ||
		    !look_at_measures(doubting, finding, place) ||
		    !look_beside(doubting, finding, place, &habits))
			return false;
	}
	return true;
}
