/* response.c: where detail ends and response begins. */
#include "response.h"
#include "response_attributes.h"

#include <stdlib.h>
#include <string.h>

enum {
	RUN_IN = 0,	  /* ZL_ACTED behind the heading, where others are answered without label */
	DOUBTED = -3,	  /* the same where the response has been announced */
	STANDALONE = 40,  /* most characters of a line that stands alone */
	CLOSING_BYTES = 6 /* closing words have more than these */
};

enum state { BEFORE, WITHIN, BEHIND };

struct taking {
	struct zl_engine *engine;
	struct zl_parts *out;
	enum zl_answering answering;
	enum state state;
	bool last;	    /* the finding is the last */
	bool begun;	    /* there is text before */
	bool stopped;	    /* the text so far ends with a sentence */
	bool labels_follow; /* a label stands somewhere in the text */
	bool run_in;	    /* the text at hand goes on behind the heading on its line */
	bool detailed;	    /* the text at hand stands behind the label of a detail */
	bool observed;	    /* or is the sentence that begins as one: 审计发现， */
};

/* Text goes to the part before it where that is of the same kind and line. */
static bool
add_text(struct taking *taking, uint32_t line, uint32_t from, uint32_t to,
	 const struct zl_rule *rule)
{
	enum zl_part_kind kind = taking->state == BEFORE   ? ZL_PART_DETAIL
				 : taking->state == WITHIN ? ZL_PART_TEXT
							   : ZL_PART_BEHIND;
	size_t count = taking->out->parts.count;
	struct zl_part *before = count > 0 ? &taking->out->parts.items[count - 1] : NULL;

	if (before != NULL && before->kind == kind && before->line == line &&
	    before->stretch.to == from && rule == NULL) {
		before->stretch.to = before->value.to = to;
		return true;
	}
	return zl_part_add(taking->engine, taking->out, kind, line, from, to, rule);
}

/* Whether the text that may be the last of the finding has begun: its response, if it has one. */
static bool
in_text(const struct taking *taking)
{
	return taking->state == WITHIN ||
	       (taking->state == BEFORE && taking->answering == ZL_ANSWER_NONE && taking->begun);
}

/* Whether the line stands between a label without text and a list that begins: a unit's name. */
static bool
parts_lists(const struct taking *taking, const struct zl_line *line)
{
	const struct zl_engine *engine = taking->engine;
	size_t count = taking->out->parts.count;
	size_t next = zl_line_after(engine, (size_t)(line - engine->lines.items));

	return count > 0 && taking->out->parts.items[count - 1].kind == ZL_PART_LABEL &&
	       next < engine->lines.count && engine->lines.items[next].shape != 0 &&
	       engine->lines.items[next].ordinal == 1;
}

/*
 * A short line without a stop behind text that has one: a unit's name, a signature, a heading that
 * lost its number.
 */
static bool
stands_alone(struct taking *taking, const struct zl_line *line, uint32_t from)
{
	struct zl_engine *engine = taking->engine;

	if (!in_text(taking) || !(taking->stopped || parts_lists(taking, line)) ||
	    from != line->start || line->shape != 0 || (line->flags & ZL_LINE_STOPPED) ||
	    line->label != NULL || line->attribute != NULL || line->detail != NULL ||
	    zl_ends_within(engine, line->start, line->end) ||
	    zl_characters(engine, line->start, line->end) > STANDALONE)
		return false;
	return zl_find(engine, ZL_RULE_ITEM, line->start, line->end, NULL) == NULL &&
	       zl_find(engine, ZL_RULE_VALUE, line->start, line->end, NULL) == NULL &&
	       !zl_tells_of_acts(engine, line->start, line->end);
}

/* Whether the finding ends before the line. */
static bool
ends_before(struct taking *taking, const struct zl_line *line, uint32_t from)
{
	if (line->kind == ZL_LINE_CELL || line->kind == ZL_LINE_CONTENTS)
		return true;
	if (from != line->start || taking->answering == ZL_ANSWER_CELL ||
	    line->kind != ZL_LINE_TEXT)
		return false;
	if (line->flags & ZL_LINE_CLOSING)
		return true;
	return ((line->flags & ZL_LINE_LAST) && taking->last && in_text(taking)) ||
	       stands_alone(taking, line, from);
}

/* The label that stands at from: the response begins, or goes on; gives where the label ends. */
static uint32_t
take_label(struct taking *taking, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_match match;
	const struct zl_rule *rule = zl_find(taking->engine, ZL_RULE_LABEL, from, to, &match);

	if (rule == NULL)
		return from;
	struct zl_span span = match.groups[ZL_GROUP_LABEL].from == SIZE_MAX
				  ? match.whole
				  : match.groups[ZL_GROUP_LABEL];
	taking->state = WITHIN;
	taking->out->labelled = true;
	return zl_part_add(taking->engine, taking->out, ZL_PART_LABEL, line, from,
			   (uint32_t)span.to, rule)
		   ? (uint32_t)span.to
		   : to;
}

/*
 * Words that tell of no lack and stand right before the first measure, in its sentence or
 * paragraph, lead in to the measures.
 */
static void
take_lead_in(struct taking *taking, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = taking->engine;
	const struct zl_line *at = &engine->lines.items[line];
	size_t count = taking->out->parts.count;
	struct zl_part *before = count > 0 ? &taking->out->parts.items[count - 1] : NULL;

	if (before == NULL || before->kind != ZL_PART_DETAIL || before->rule != NULL ||
	    taking->run_in)
		return;
	bool within = before->line == line && before->stretch.to == from;
	bool above = before->line + 1 == line && from == at->start && !taking->stopped;
	bool counts = (from == at->start && at->shape != 0) ||
		      zl_find(engine, ZL_RULE_ITEM, from, to, NULL) != NULL;
	if ((!within && !above) || !counts ||
	    zl_weigh(engine, ZL_CUE_ACTION, before->stretch.from, before->stretch.to) < 0)
		return;
	before->kind = ZL_PART_TEXT;
	taking->out->answered = true;
}

/*
 * Where a paragraph of detail stands before, the next one that tells of acts does so from its
 * beginning, unless what comes first there tells of a lack or of what was seen.
 */
static void
take_paragraph(struct taking *taking, uint32_t line, uint32_t from)
{
	struct zl_engine *engine = taking->engine;
	size_t count = taking->out->parts.count;
	struct zl_part *before = count > 1 ? &taking->out->parts.items[count - 1] : NULL;

	if (before == NULL || before->kind != ZL_PART_DETAIL || before->rule != NULL ||
	    before->line != line || before->stretch.to != from ||
	    before->stretch.from != engine->lines.items[line].start ||
	    before[-1].kind != ZL_PART_DETAIL || before[-1].line == line ||
	    zl_weigh(engine, ZL_CUE_ACTION, before->stretch.from, from) < 0 ||
	    zl_is_deficient(engine, before->stretch.from, from))
		return;
	before->kind = ZL_PART_TEXT;
	taking->out->answered = true;
}

/* Whether the item that begins at from says what is wrong: it enumerates detail. */
static bool
states_problem(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_match match;

	if (zl_find(engine, ZL_RULE_ITEM, from, to, &match) == NULL &&
	    zl_find(engine, ZL_RULE_NUMBER, from, to, &match) == NULL)
		return false;
	uint32_t text = (uint32_t)match.whole.to, end = zl_heading_end(engine, text, to);
	return zl_is_deficient(engine, text, end) && !zl_tells_of_acts(engine, text, end);
}

/*
 * Where in view[from, end), text of the last response that goes on to line_end, a sentence begins
 * that closes the whole report, glued to what was done; end when none does.
 */
static uint32_t
closing_from(struct taking *taking, uint32_t line, uint32_t from, uint32_t end)
{
	struct zl_engine *engine = taking->engine;
	uint32_t line_end = engine->lines.items[line].end;

	for (uint32_t place = zl_stop_end(engine, ZL_STOP_HEADING, from, end);
	     place + CLOSING_BYTES < end; place = zl_stop_end(engine, ZL_STOP_HEADING, place, end))
		if (zl_find(engine, ZL_RULE_CLOSING, place, line_end, NULL) != NULL)
			return place;
	return end;
}

/* Whether a sentence of detail that the line before broke off goes on at from. */
static bool
goes_on(const struct taking *taking, uint32_t line, uint32_t from)
{
	const struct zl_line *at = &taking->engine->lines.items[line];
	size_t count = taking->out->parts.count;

	return from == at->start && at->shape == 0 && !taking->stopped && count > 0 &&
	       taking->out->parts.items[count - 1].kind == ZL_PART_DETAIL &&
	       taking->out->parts.items[count - 1].line < line;
}

/* Text from from on, up to what opens next, or, while acts are looked for, to the sentence's end.
 */
static uint32_t
take_text(struct taking *taking, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = taking->engine;
	uint32_t end = zl_opening_next(engine, ~(unsigned)ZL_OPENS_NUMBER, from + 1, to);
	bool searching = taking->state == BEFORE && !taking->labels_follow && !taking->detailed &&
			 taking->answering >= ZL_ANSWER_BY_WORDS &&
			 taking->answering <= ZL_ANSWER_ANNOUNCED;
	bool observed = taking->observed;
	int least = taking->answering == ZL_ANSWER_BY_WORDS			? ZL_ACTED
		    : taking->answering == ZL_ANSWER_HABITUAL && taking->run_in ? RUN_IN
										: DOUBTED;

	if (searching) {
		uint32_t sentence = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to);
		end = sentence < end ? sentence : end;
		taking->observed = false;
		if (!observed && !goes_on(taking, line, from) &&
		    zl_weigh(engine, ZL_CUE_ACTION, from, end) >= least &&
		    !states_problem(engine, from, end)) {
			taking->state = WITHIN;
			take_lead_in(taking, line, from, to);
			take_paragraph(taking, line, from);
		}
	}
	uint32_t closing =
	    taking->last && taking->state == WITHIN ? closing_from(taking, line, from, end) : end;
	if (!add_text(taking, line, from, closing, NULL))
		return to;
	if (closing == end)
		return end;
	taking->state = BEHIND;
	return add_text(taking, line, closing, to, NULL) ? to : from;
}

/* Whether the detail that begins at from does so with a label, and is not just such a sentence. */
static bool
has_detail_label(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_match match;
	uint32_t begin;

	if (zl_find(engine, ZL_RULE_DETAIL, from, to, &match) == NULL)
		return false;
	return zl_mark_before(engine, ":", from, (uint32_t)match.whole.to, &begin) ||
	       zl_mark_before(engine, "】", from, (uint32_t)match.whole.to, &begin) ||
	       zl_mark_before(engine, "]", from, (uint32_t)match.whole.to, &begin);
}

/* view[from, to), which lies in the line; what: it opens with that. */
static void
take_stretch(struct taking *taking, uint32_t line, uint32_t from, uint32_t to, unsigned what)
{
	struct zl_engine *engine = taking->engine;

	taking->detailed = taking->observed = false;
	while (from < to && !zl_engine_failed(engine)) {
		if (what & ZL_OPENS_ATTRIBUTE) {
			from = zl_attribute_take(engine, line, from, to, taking->out);
			/* Attributes follow one another without a stop, too. */
			what = from < to ? zl_opening_read(engine, from, to) : 0;
			continue;
		}
		if (what & ZL_OPENS_DETAIL) {
			taking->observed = !has_detail_label(engine, from, to);
			taking->detailed = taking->detailed || !taking->observed;
		}
		if ((what & ZL_OPENS_LABEL) && taking->answering >= ZL_ANSWER_BY_LABEL) {
			from = take_label(taking, line, from, to);
			from = zl_leading_value(engine, line, from, to, taking->out);
		} else if ((what & ZL_OPENS_DETAIL) && taking->state == WITHIN &&
			   taking->labels_follow)
			taking->state = BEFORE;
		if (from < to)
			from = take_text(taking, line, from, to);
		what = zl_opening_at(engine, from);
	}
}

/* A number before a label numbers the parts of the response: 1.整改措施：; gives where it ends. */
static uint32_t
take_numbered_label(struct taking *taking, const struct zl_run *run)
{
	const struct zl_line *line = &taking->engine->lines.items[run->line];
	uint32_t from = run->stretch.from;

	if (from != line->start || line->shape == 0 || line->label == NULL ||
	    taking->answering < ZL_ANSWER_BY_LABEL || line->label_end > run->stretch.to)
		return from;
	taking->state = WITHIN;
	taking->out->labelled = true;
	return zl_part_add(taking->engine, taking->out, ZL_PART_LABEL, run->line, from,
			   line->label_end, line->label)
		   ? line->label_end
		   : run->stretch.to;
}

static bool
take_run(struct taking *taking, const struct zl_run *run)
{
	struct zl_engine *engine = taking->engine;
	const struct zl_line *line = &engine->lines.items[run->line];
	uint32_t from = run->stretch.from, to = run->stretch.to;
	struct zl_parts trailing = {0};

	engine->n = line->n;
	taking->run_in = from != line->start;
	if (taking->state != BEHIND && ends_before(taking, line, from))
		taking->state = BEHIND;
	if (taking->state == BEHIND)
		return zl_part_add(taking->engine, taking->out,
				   from < to ? ZL_PART_BEHIND : ZL_PART_ASIDE, run->line, from, to,
				   NULL);
	if (line->kind != ZL_LINE_TEXT)
		return zl_part_add(taking->engine, taking->out, ZL_PART_ASIDE, run->line, from, to,
				   NULL);
	/* Attributes at the end are looked for first, so that sentences stop before them. */
	to = zl_trailing_attributes(engine, run->line, from, to, &trailing);
	from = take_numbered_label(taking, run);
	/* The state of a problem may stand right behind it: ...的问题。（已完成） */
	if (from < to && taking->run_in && !taking->begun && taking->out->parts.count == 0)
		from = zl_leading_value(engine, run->line, from, to, taking->out);
	if (from < to)
		take_stretch(taking, run->line, from, to, zl_opening_read(engine, from, to));
	bool done = zl_parts_append(engine, taking->out, &trailing);
	free(trailing.parts.items);
	taking->begun = true;
	taking->stopped = zl_is_stopped(engine, run->stretch.from, to);
	return done && !zl_engine_failed(engine);
}

/* Whether a label stands in the runs at the beginning of a sentence. */
static bool
find_label(struct zl_engine *engine, const struct zl_run *runs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct zl_line *line = &engine->lines.items[runs[i].line];
		uint32_t from = runs[i].stretch.from, to = runs[i].stretch.to;
		if (line->kind == ZL_LINE_CELL)
			return false;
		if (line->kind != ZL_LINE_TEXT || from >= to)
			continue;
		if (from == line->start ? line->label != NULL
					: (zl_opening_read(engine, from, to) & ZL_OPENS_LABEL) != 0)
			return true;
		if (zl_opening_next(engine, ZL_OPENS_LABEL, from + 1, to) < to)
			return true;
	}
	return false;
}

enum zl_status
zl_response_parts(struct zl_engine *engine, const struct zl_run *runs, size_t count,
		  enum zl_answering answering, bool last, struct zl_parts *out)
{
	struct taking taking = {
	    .engine = engine, .out = out, .answering = answering, .last = last, .stopped = true};

	taking.state = answering >= ZL_ANSWER_ALL ? WITHIN : BEFORE;
	/* A heading that is a sentence is text, too. */
	taking.begun = count > 0 && runs[0].line > 0 &&
		       runs[0].stretch.from == engine->lines.items[runs[0].line].start &&
		       (engine->lines.items[runs[0].line - 1].flags & ZL_LINE_STOPPED) != 0;
	taking.labels_follow = answering >= ZL_ANSWER_BY_LABEL && find_label(engine, runs, count);
	for (size_t i = 0; i < count; i++)
		if (!take_run(&taking, &runs[i]))
			return ZL_FAILED;
	return ZL_DONE;
}
