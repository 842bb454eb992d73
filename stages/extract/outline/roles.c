/*
 * roles.c: what each unit is.  Evidence is added up for each reading: what the unit's own words
 * say, what stands under it, what its siblings are (a layout repeats itself), and what the headings
 * above it promise.  The best wins; one that wins narrowly is a close reading.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/corrections/apply.h"
#include "extract/lines/engine.h"
#include "roles.h"

/* What evidence weighs. */
enum {
	FOR_MARKER = 12,	    /* a marker says that a problem follows */
	FOR_LABEL_MARKER = 10,	    /* 问题： does */
	FOR_WORDS = 4,		    /* the heading says what is wrong */
	FOR_ANSWER = 8,		    /* a response label follows */
	FOR_ATTRIBUTES = 6,	    /* its state, its deadline or the like follows in brackets */
	FOR_REPLY = 4,		    /* what was done follows without one */
	FOR_PAIR = 4,		    /* the heading above promises problems with their answers */
	FOR_LEAF = 2,		    /* its siblings are findings, and it heads nothing */
	FOR_LEAF_ALIKE = 4,	    /* the same of outer numbers, all built alike */
	AGAINST_TASK = 3,	    /* the heading names work */
	FOR_SECTION = 4,	    /* a heading is a section if nothing speaks against it */
	FOR_OUTER = 4,		    /* 一、 */
	FOR_MIDDLE = 1,		    /* （一） */
	FOR_AREA_WORDS = 8,	    /* 二、整改情况 */
	FOR_CATEGORY = 10,	    /* “...”方面 */
	FOR_HEADING_OF_MARKED = 10, /* findings under it have markers, it has none */
	FOR_HEADING_OF_OTHERS = 12, /* findings under it, and it states no problem */
	FOR_GROUP = 2,		    /* findings under a problem: a group */
	FOR_BODY = 6,		    /* text of the finding it stands in */
	FOR_BODY_ANSWERED = 6,	    /* the response has begun */
	FOR_BODY_ACTED = 4,	    /* it tells what was done */
	FOR_RECOMMENDATION = 12,
	OUTER_RANK = 20,
	MIDDLE_RANK = 30,
	DEMANDED = -6,	/* what words weigh at most that demand */
	SEVERAL = 3,	/* items, to speak for one another against the background */
	CLOSE_SCORE = 1 /* by which the best may lead and still be close */
};

/* What an area adds to the score of a finding. */
static const int8_t area_scores[] = {
    [ZL_AREA_NONE] = 0,
    [ZL_AREA_ORGANISING] = -7,
    [ZL_AREA_ANSWERS] = 2,
    [ZL_AREA_TASKS] = 0,
    [ZL_AREA_PROBLEMS] = 8,
    [ZL_AREA_MEASURES] = 0,
    [ZL_AREA_RECOMMENDATIONS] = -9,
    [ZL_AREA_PLAN] = -18,
    [ZL_AREA_RESULTS] = -9,
    [ZL_AREA_BACKGROUND] = -7,
    [ZL_AREA_CAUSES] = -7,
};

static struct zl_unit *
unit_of(struct zl_engine *engine, int32_t index)
{
	return index == ZL_NO_UNIT ? NULL : &engine->units.items[index];
}

static const struct zl_line *
line_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return &engine->lines.items[unit->line];
}

static bool
has_label_marker(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_rule *problem = line_of(engine, unit)->problem;

	return problem != NULL && problem->marker == ZL_MARKER_LABEL;
}

static bool
tells_of_acts(struct zl_engine *engine, const struct zl_unit *unit)
{
	return zl_tells_of_acts(engine, line_of(engine, unit)->text, unit->heading_end);
}

/* Whether the unit's heading is what is never a problem: 未发现安全隐患. */
static bool
is_never(struct zl_engine *engine, const struct zl_unit *unit)
{
	return zl_find(engine, ZL_RULE_NEVER, line_of(engine, unit)->text, unit->heading_end,
		       NULL) != NULL;
}

/* How findings-like the unit is by what it says itself. */
static int
own_score(struct zl_engine *engine, const struct zl_unit *unit)
{
	int score = 0;

	if (unit->marked)
		score += has_label_marker(engine, unit) ? FOR_LABEL_MARKER : FOR_MARKER;
	if (unit->deficient)
		score += FOR_WORDS;
	else if (unit->tasked && !unit->marked)
		score -= AGAINST_TASK;
	if (!unit->marked && !unit->deficient && unit->first_child == ZL_NO_UNIT &&
	    is_never(engine, unit))
		score -= FOR_MARKER;
	if (unit->answered)
		score += FOR_ANSWER;
	else if (unit->replied)
		score += FOR_REPLY;
	if (unit->attributed)
		score += FOR_ATTRIBUTES;
	return score;
}

/* The first unit that stands under the unit, and the next behind one; lists are seen through. */
static int32_t
see_through(const struct zl_engine *engine, int32_t index)
{
	const struct zl_unit *units = engine->units.items;

	while (index != ZL_NO_UNIT && units[index].shape == ZL_SHAPE_LIST &&
	       units[index].first_child != ZL_NO_UNIT)
		index = units[index].first_child;
	return index;
}

static int32_t
next_below(const struct zl_engine *engine, int32_t index)
{
	const struct zl_unit *units = engine->units.items;
	int32_t next = units[index].next_sibling;

	if (next == ZL_NO_UNIT && units[index].parent != ZL_NO_UNIT &&
	    units[units[index].parent].shape == ZL_SHAPE_LIST)
		next = units[units[index].parent].next_sibling;
	return see_through(engine, next);
}

/*
 * Whether what stands under the unit is one problem behind its label, 存在问题：, or problems that
 * their numbers call so, 问题1：.
 */
static bool
goes_on_marked(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *child = &engine->units.items[unit->first_child];

	if (child->shape == ZL_SHAPE_LABEL)
		return unit->first_child == unit->last_child;
	return child->shape < ZL_SHAPE_PART &&
	       engine->file->kinds[ZL_RULE_NUMBER].items[child->shape - 1]->problem;
}

/* What stands under a unit that may be a section. */
static int
section_score(const struct zl_deciding *deciding, const struct zl_unit *unit)
{
	const struct zl_engine *engine = deciding->engine;
	bool like = false, marked = false, stated = false, items = true;
	int score = FOR_SECTION;

	for (int32_t child = see_through(engine, unit->first_child); child != ZL_NO_UNIT;
	     child = next_below(engine, child)) {
		like = like || deciding->like[child];
		marked = marked || (deciding->like[child] && engine->units.items[child].marked);
		stated = stated || engine->units.items[child].deficient;
		items = items && engine->units.items[child].shape == ZL_SHAPE_ITEM;
	}
	score += unit->rank <= OUTER_RANK ? FOR_OUTER : unit->rank <= MIDDLE_RANK ? FOR_MIDDLE : 0;
	score += zl_has_area(engine, unit) ? FOR_AREA_WORDS : 0;
	if (unit->category != NULL && (like || !unit->answered))
		score += FOR_CATEGORY;
	/* It says nothing of a problem, what stands under it does: a unit's name. */
	if (!like)
		return stated && !unit->marked && !unit->deficient && !unit->answered
			   ? score + FOR_HEADING_OF_OTHERS
			   : score;
	if (unit->marked)
		return score - FOR_GROUP;
	/* Among problems that a list states one is, too, whose sentence goes on to enumerate. */
	if (!unit->deficient && items && unit->category == NULL && unit->among_leaves &&
	    zl_area_around(engine, unit) == ZL_AREA_PROBLEMS)
		return score - FOR_GROUP;
	if (!unit->deficient)
		return score + FOR_HEADING_OF_OTHERS;
	/* A label behind the words of a problem, and numbers that say 问题, go on with it. */
	if (unit->rank > MIDDLE_RANK && goes_on_marked(engine, unit))
		return score - FOR_GROUP;
	/* What a sentence enumerates behind the words of a problem is within that problem. */
	bool heads = !items && (marked || unit->category != NULL);
	return score + (heads ? FOR_HEADING_OF_MARKED : -FOR_GROUP);
}

static void
decide(struct zl_unit *unit, enum zl_reading best, int score, enum zl_reading other,
       int other_score)
{
	bool first = score >= other_score;

	unit->reading = (uint8_t)(first ? best : other);
	unit->runner_up = (uint8_t)(first ? other : best);
	unit->score = (int16_t)(first ? score : other_score);
	unit->runner_up_score = (int16_t)(first ? other_score : score);
}

/* Whether most of what stands under the unit are problems with responses of their own. */
static bool
heads_answered(const struct zl_engine *engine, const struct zl_unit *unit)
{
	uint32_t answered = 0, all = 0;

	for (int32_t child = unit->first_child; child != ZL_NO_UNIT;
	     child = engine->units.items[child].next_sibling) {
		const struct zl_unit *below = &engine->units.items[child];
		answered += below->answered && (below->deficient || below->marked);
		all++;
	}
	return all > 0 && answered * 2 > all;
}

/* A unit within a finding: a finding of its own, or text of that one. */
static void
decide_within(struct zl_engine *engine, struct zl_unit *unit, const struct zl_unit *above)
{
	bool listed = above->area == ZL_AREA_PROBLEMS && unit->shape < ZL_SHAPE_PART &&
		      !above->marked && !above->answered;
	int finding = own_score(engine, unit) + area_scores[above->area] / 2 +
		      (listed ? unit->support_listed : unit->support);
	int body = FOR_BODY;

	if (above->answered)
		body += FOR_BODY_ANSWERED;
	/* A label behind the last item of a labelled list goes on with the response of the whole.
	 */
	if (above->answered && unit->answered && !unit->marked)
		finding -= FOR_ANSWER;
	if (!unit->marked && tells_of_acts(engine, unit))
		body += FOR_BODY_ACTED;
	if (!above->answered && !unit->answered && heads_answered(engine, unit))
		finding += FOR_ANSWER;
	/* 问题表现 and the like under a problem that has been named is its detail. */
	if (has_label_marker(engine, unit) && unit->shape >= ZL_SHAPE_PART)
		body += FOR_LABEL_MARKER + FOR_ANSWER;
	/* 1.整改措施： numbers the parts of a response. */
	if (line_of(engine, unit)->label != NULL)
		body += FOR_MARKER + FOR_ANSWER;
	decide(unit, ZL_READ_BODY, body, ZL_READ_FINDING, finding);
}

/* Whether a clause of the unit's heading demands something. */
static bool
demands(struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t at = line_of(engine, unit)->text, end; at < unit->heading_end; at = end) {
		end = zl_stop_end(engine, ZL_STOP_CLAUSE, at, unit->heading_end);
		if (zl_weigh(engine, ZL_CUE_ACTION, at, end) <= DEMANDED &&
		    !zl_is_deficient(engine, at, end))
			return true;
	}
	return false;
}

/* What its siblings say for a unit's being a finding under sections of that area. */
static int
support_of(struct zl_engine *engine, const struct zl_unit *unit, uint8_t area)
{
	if (area == ZL_AREA_PROBLEMS ||
	    (area == ZL_AREA_NONE && unit->stated_all && !demands(engine, unit)))
		return unit->support_listed;
	return area == ZL_AREA_ANSWERS && unit->stated_alike ? ZL_FOR_KIND : unit->support;
}

/* Whether the unit is one of several. */
static bool
has_siblings(const struct zl_engine *engine, const struct zl_unit *unit)
{
	uint32_t count = 0;

	for (int32_t i = unit->parent == ZL_NO_UNIT ? ZL_NO_UNIT
						    : engine->units.items[unit->parent].first_child;
	     i != ZL_NO_UNIT && count < SEVERAL; i = engine->units.items[i].next_sibling)
		count++;
	return count == SEVERAL;
}

/* A unit under sections only. */
static void
decide_under_sections(struct zl_deciding *deciding, struct zl_unit *unit, uint8_t area)
{
	/* Where every item states a problem they do so against the background, too. */
	if (area == ZL_AREA_BACKGROUND && unit->stated_all && unit->deficient &&
	    has_siblings(deciding->engine, unit) && !demands(deciding->engine, unit))
		area = ZL_AREA_PROBLEMS;
	int finding = own_score(deciding->engine, unit) + area_scores[area] +
		      support_of(deciding->engine, unit, area);
	int section = section_score(deciding, unit);

	const struct zl_unit *above = unit_of(deciding->engine, unit->parent);
	if (above != NULL && above->area_rule != NULL && above->area_rule->problem &&
	    unit->first_child == ZL_NO_UNIT && !unit->tasked && (unit->run_in || unit->deficient))
		finding += FOR_PAIR;
	/* Among findings an item that heads nothing is one, whatever its words. */
	bool alike = area == ZL_AREA_ANSWERS && unit->run_in && unit->stated_alike;
	if (unit->support == ZL_FOR_KIND && unit->first_child == ZL_NO_UNIT)
		finding += unit->rank > MIDDLE_RANK ? FOR_LEAF : alike ? FOR_LEAF_ALIKE : 0;
	if (zl_has_area(deciding->engine, unit) && !unit->deficient &&
	    (!unit->answered || (unit->area_rule != NULL && unit->promised == ZL_AREA_ANSWERS)))
		finding -= FOR_AREA_WORDS;
	if (unit->shape == ZL_SHAPE_PART || unit->shape == ZL_SHAPE_BARE ||
	    unit->shape == ZL_SHAPE_LIST)
		finding = -FOR_MARKER;
	if (area == ZL_AREA_RECOMMENDATIONS &&
	    (unit->shape < ZL_SHAPE_PART || unit->shape == ZL_SHAPE_ITEM))
		decide(unit, ZL_READ_RECOMMENDATION, FOR_RECOMMENDATION + section, ZL_READ_FINDING,
		       finding);
	else
		decide(unit, ZL_READ_SECTION, section, ZL_READ_FINDING, finding);
}

static void
decide_one(struct zl_deciding *deciding, int32_t index)
{
	struct zl_engine *engine = deciding->engine;
	struct zl_unit *unit = &engine->units.items[index];
	const struct zl_unit *above = unit_of(engine, unit->parent);
	uint8_t around = zl_area_around(engine, unit), corrected;

	if (line_of(engine, unit)->answers > 0) {
		decide(unit, ZL_READ_ANSWER, FOR_ANSWER, ZL_READ_BODY, 0);
	} else if (engine->file->silent || unit->shape == ZL_SHAPE_LIST) {
		decide(unit, ZL_READ_SECTION, FOR_SECTION, ZL_READ_BODY, 0);
		/* What leads up to measures under their heading. */
		if (above != NULL && above->area == ZL_AREA_MEASURES &&
		    above->answer != ZL_NO_UNIT) {
			unit->area = ZL_AREA_MEASURES;
			unit->answer = above->answer;
			return;
		}
	} else if (above != NULL && above->reading == ZL_READ_SECTION &&
		   above->area == ZL_AREA_MEASURES && above->answer != ZL_NO_UNIT) {
		bool groups = zl_groups_measures(engine, unit, above);
		decide(unit, groups ? ZL_READ_SECTION : ZL_READ_ANSWER, FOR_ANSWER,
		       groups ? ZL_READ_ANSWER : ZL_READ_SECTION, 0);
		if (groups) {
			unit->area = ZL_AREA_MEASURES;
			unit->answer = above->answer;
			return;
		}
	} else if (above != NULL && above->reading == ZL_READ_FINDING) {
		decide_within(engine, unit, above);
	} else if (above != NULL && above->reading != ZL_READ_SECTION) {
		decide(unit, ZL_READ_BODY, FOR_BODY, ZL_READ_FINDING, 0);
	} else {
		decide_under_sections(deciding, unit, around);
	}
	if (zl_corrections_reading(engine, unit, &corrected))
		decide(unit, corrected, ZL_CORRECTED_SCORE, corrected, 0);
	if (unit->reading != ZL_READ_SECTION || !zl_has_area(engine, unit))
		unit->area = around;
	if (unit->reading == ZL_READ_SECTION)
		zl_lists_find(deciding, index);
	else if (unit->reading == ZL_READ_FINDING && unit->stated_all)
		zl_parts_wait(deciding, unit->parent);
}

void
zl_find_root_area(struct zl_engine *engine)
{
	size_t end = engine->units.count > 0 ? engine->units.items[0].line : engine->lines.count;
	struct zl_match match;

	for (size_t i = 0; i < end && engine->root_area == ZL_AREA_NONE; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		const struct zl_rule *rule =
		    zl_find(engine, ZL_RULE_HEADING, line->start, line->end, &match);
		if (rule != NULL && rule->area == ZL_AREA_ANSWERS)
			engine->root_area = ZL_AREA_ANSWERS;
	}
}

enum zl_status
zl_roles(struct zl_engine *engine)
{
	struct zl_deciding deciding = {.engine = engine, .problem_lists = ZL_NO_UNIT};

	deciding.like = zl_arena_zero(&engine->arena, engine->units.count + 1, sizeof(bool));
	if (deciding.like == NULL) {
		zl_document_fail(engine->document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "no memory for the units");
		return ZL_FAILED;
	}
	zl_evidence_find(&deciding);
	zl_find_support(engine, deciding.like);
	for (size_t i = 0; i < engine->units.count; i++)
		decide_one(&deciding, (int32_t)i);
	return !zl_engine_failed(engine);
}
