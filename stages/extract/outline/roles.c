/*
 * roles.c: what each unit is.  Evidence is added up for each reading: what the unit's own words
 * say, what stands under it, what its siblings are (a layout repeats itself), and what the headings
 * above it promise.  The best wins; one that wins narrowly is a close reading.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/corrections/apply.h"
#include "extract/lines/engine.h"
#include "outline.h"

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
};

struct deciding {
	struct zl_engine *engine;
	bool *like;	       /* units that look like findings of themselves */
	int32_t problem_lists; /* at the outermost level: the last list of problems, or none */
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

/*
 * A marker before words that only name a field, such as X方面的问题, marks no problem where what
 * stands under it is marked.
 */
static void
find_categories(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (!unit->marked || unit->answered || unit->run_in ||
		    unit->first_child == ZL_NO_UNIT ||
		    !(engine->units.items[unit->first_child].marked ||
		      engine->units.items[unit->first_child].answered))
			continue;
		const struct zl_line *line = line_of(engine, unit);
		unit->category =
		    zl_find(engine, ZL_RULE_CATEGORY, line->text, unit->heading_end, NULL);
		if (unit->category != NULL)
			unit->marked = unit->deficient = false;
	}
}

static bool
tells_of_acts(struct zl_engine *engine, const struct zl_unit *unit)
{
	return zl_tells_of_acts(engine, line_of(engine, unit)->text, unit->heading_end);
}

/*
 * Whether the items under a problem tell what was done: sentences, nearly none of which tells what
 * is wrong, and some of which tell of acts.
 */
static bool
is_replied_below(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *units = engine->units.items;
	uint32_t all = 0, lacking = 0, acted = 0;

	for (int32_t i = unit->first_child; i != ZL_NO_UNIT; i = units[i].next_sibling) {
		if (units[i].first_child != ZL_NO_UNIT || units[i].marked || units[i].answered ||
		    units[i].attributed || units[i].category != NULL ||
		    !(line_of(engine, &units[i])->flags & ZL_LINE_STOPPED))
			return false;
		all++;
		bool acts = tells_of_acts(engine, &units[i]);
		lacking += units[i].deficient && !acts;
		acted += acts;
	}
	return acted > 0 && lacking * 4 <= all;
}

/* A problem whose measures are numbered under it, without a label. */
static void
find_replied_below(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (unit->deficient && !unit->marked && !unit->answered && !unit->replied &&
		    !unit->run_in && unit->category == NULL && unit->promised == ZL_AREA_NONE)
			unit->replied = is_replied_below(engine, unit);
	}
}

/* Units that look like findings of themselves; children stand behind their parents. */
static void
find_like(struct deciding *deciding)
{
	struct zl_engine *engine = deciding->engine;

	for (size_t i = engine->units.count; i-- > 0;) {
		const struct zl_unit *unit = &engine->units.items[i];
		bool below = false;
		for (int32_t child = unit->first_child; child != ZL_NO_UNIT && !below;
		     child = engine->units.items[child].next_sibling)
			below = deciding->like[child];
		deciding->like[i] =
		    unit->marked || unit->replied || (unit->deficient && below) ||
		    ((unit->answered || unit->attributed) && (unit->deficient || !below));
	}
}

/* The one label of a problem under words that state it, 存在问题：, begins detail of that. */
static void
find_labelled_detail(struct zl_engine *engine)
{
	for (size_t i = 0; i + 1 < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i], *child = unit + 1;
		if (unit->first_child != (int32_t)i + 1 || unit->last_child != unit->first_child ||
		    child->shape != ZL_SHAPE_LABEL || !unit->deficient || unit->answered ||
		    unit->shape >= ZL_SHAPE_PART || unit->rank <= MIDDLE_RANK)
			continue;
		unit->answered = child->answered;
		child->answered = false;
	}
}

/* Whether a line behind the unit's own begins with the label of a response. */
static bool
has_label_behind(const struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++)
		if (engine->lines.items[i].label != NULL)
			return true;
	return false;
}

/*
 * Whether the items under a problem share one response, which stands behind the last of them: none
 * of the others has one, and none goes on behind its heading.
 */
static bool
share_answer(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *units = engine->units.items;
	const struct zl_unit *last =
	    unit->last_child == ZL_NO_UNIT ? NULL : &units[unit->last_child];

	if (last == NULL || unit->first_child == unit->last_child || unit->answered ||
	    !(unit->marked || unit->deficient) || unit->category != NULL || !last->answered ||
	    !has_label_behind(engine, last))
		return false;
	for (int32_t i = unit->first_child; i != ZL_NO_UNIT; i = units[i].next_sibling)
		if (units[i].marked || units[i].run_in || units[i].replied ||
		    units[i].read_as != last->read_as || units[i].first_child != ZL_NO_UNIT ||
		    (units[i].answered && i != unit->last_child))
			return false;
	return true;
}

/* A response shared by all items of a problem is the problem's, and they are its detail. */
static void
find_shared(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (!share_answer(engine, unit))
			continue;
		unit->answered = true;
		engine->units.items[unit->last_child].answered = false;
	}
}

/* The area of what stands around the unit. */
static uint8_t
area_around(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return unit->parent == ZL_NO_UNIT ? engine->root_area
					  : engine->units.items[unit->parent].area;
}

/* Whether problems marked by words, 关于 and 针对, stand under the unit. */
static bool
heads_marked(const struct zl_engine *engine, const struct zl_unit *unit)
{
	if (unit->first_child == ZL_NO_UNIT)
		return false;
	const struct zl_rule *problem =
	    line_of(engine, &engine->units.items[unit->first_child])->problem;
	return problem != NULL && problem->marker <= ZL_MARKER_TARGET;
}

/*
 * Whether the heading's words promise an area.  A problem's or a task's words may do so by chance:
 * words on organising and results count only for headings that state no problem, and not within an
 * area of findings.
 */
static bool
has_area(const struct zl_engine *engine, const struct zl_unit *unit)
{
	if (unit->promised == ZL_AREA_NONE || unit->marked)
		return false;
	enum zl_area area = unit->promised;
	uint8_t around = unit->parent == ZL_NO_UNIT ? ZL_AREA_NONE : area_around(engine, unit);
	if (area == ZL_AREA_PROBLEMS && unit->category != NULL &&
	    (around == ZL_AREA_ANSWERS || heads_marked(engine, unit)))
		return false;
	if (area == ZL_AREA_PROBLEMS && ((unit->deficient && around == ZL_AREA_PROBLEMS) ||
					 (unit->tasked && around == ZL_AREA_ANSWERS)))
		return false;
	if (area == ZL_AREA_ANSWERS || area == ZL_AREA_PROBLEMS || area == ZL_AREA_MEASURES ||
	    area == ZL_AREA_RECOMMENDATIONS || area == ZL_AREA_PLAN)
		return true;
	if (unit->deficient || area == ZL_AREA_TASKS)
		return !unit->deficient;
	/* What caused the problems is none of them. */
	if (area == ZL_AREA_BACKGROUND && around == ZL_AREA_PROBLEMS && !unit->tasked)
		return true;
	return around != ZL_AREA_ANSWERS && around != ZL_AREA_TASKS && around != ZL_AREA_PROBLEMS;
}

/* How findings-like the unit is by what it says itself. */
static int
own_score(const struct zl_engine *engine, const struct zl_unit *unit)
{
	int score = 0;

	if (unit->marked)
		score += has_label_marker(engine, unit) ? FOR_LABEL_MARKER : FOR_MARKER;
	if (unit->deficient)
		score += FOR_WORDS;
	else if (unit->tasked && !unit->marked)
		score -= AGAINST_TASK;
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
section_score(const struct deciding *deciding, const struct zl_unit *unit)
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
	score += has_area(engine, unit) ? FOR_AREA_WORDS : 0;
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
	    area_around(engine, unit) == ZL_AREA_PROBLEMS)
		return score - FOR_GROUP;
	if (!unit->deficient)
		return score + FOR_HEADING_OF_OTHERS;
	/* A label behind the words of a problem, and numbers that say 问题, go on with it. */
	if (unit->rank > MIDDLE_RANK && goes_on_marked(engine, unit))
		return score - FOR_GROUP;
	/* What a sentence enumerates behind the words of a problem is within that problem. */
	bool heads = !items && (marked || unit->rank <= MIDDLE_RANK);
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

/* A unit under sections only. */
static void
decide_under_sections(struct deciding *deciding, struct zl_unit *unit, uint8_t area)
{
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
	if (has_area(deciding->engine, unit) && !unit->deficient && !unit->answered)
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

/* The last list of problems beside the unit that waits for a list of measures. */
static int32_t *
waiting_list(struct deciding *deciding, const struct zl_unit *unit)
{
	return unit->parent == ZL_NO_UNIT
		   ? &deciding->problem_lists
		   : &deciding->engine->units.items[unit->parent].problem_list;
}

/* Whether a finding without response stands under the section, between it and the unit end. */
static bool
has_unanswered(const struct zl_engine *engine, int32_t section, int32_t end)
{
	for (int32_t i = section + 1; i < end; i++)
		if (engine->units.items[i].reading == ZL_READ_FINDING &&
		    !engine->units.items[i].answered &&
		    zl_heading_above(engine, i, section) != ZL_NO_UNIT)
			return true;
	return false;
}

/* Whether the unit groups measures under their list, as the problems are grouped in theirs. */
static bool
groups_measures(struct zl_engine *engine, const struct zl_unit *unit, const struct zl_unit *list)
{
	if (unit->first_child == ZL_NO_UNIT || unit->marked)
		return false;
	if (engine->units.items[unit->first_child].shape == ZL_SHAPE_LIST)
		return true;
	if (unit->run_in)
		return false;
	if (unit->category != NULL || unit->promised == ZL_AREA_MEASURES)
		return true;
	for (int32_t i = engine->units.items[list->answer].first_child; i != ZL_NO_UNIT;
	     i = engine->units.items[i].next_sibling)
		if (engine->units.items[i].reading == ZL_READ_SECTION &&
		    engine->units.items[i].shape == unit->shape)
			return true;
	return false;
}

/*
 * Whether what stands under the section are measures and no problems: units that look like none, or
 * that name those of the list and have no response of their own.
 */
static bool
holds_measures(const struct deciding *deciding, int32_t index, int32_t list)
{
	struct zl_engine *engine = deciding->engine;
	uint32_t like = 0, answered = 0, all = 0;
	bool named = false;

	for (int32_t child = engine->units.items[index].first_child; child != ZL_NO_UNIT;
	     child = engine->units.items[child].next_sibling) {
		like += deciding->like[child];
		answered += engine->units.items[child].answered;
		all++;
	}
	if (all == 0 || like * 2 < all)
		return all > 0;
	return answered * 2 < all && zl_names_problems(engine, list, index, &named) && named;
}

/* A section behind a list of problems may be the list of measures that answers it. */
static void
find_lists(struct deciding *deciding, int32_t index)
{
	struct zl_engine *engine = deciding->engine;
	struct zl_unit *unit = &engine->units.items[index];
	int32_t *list = waiting_list(deciding, unit);

	if (unit->shape == ZL_SHAPE_PART)
		*list = ZL_NO_UNIT;
	if (!has_area(engine, unit))
		return;
	if (unit->area == ZL_AREA_PROBLEMS)
		*list = index;
	bool behind = *list != ZL_NO_UNIT && *list != index;
	bool waits =
	    behind && (unit->area == ZL_AREA_MEASURES ||
		       (unit->area == ZL_AREA_ANSWERS && holds_measures(deciding, index, *list)));
	bool answers = waits && has_unanswered(engine, *list, index);
	if (answers) {
		unit->answer = *list;
		unit->area = ZL_AREA_MEASURES;
	}
	/* A list that waits for nothing is not asked again. */
	if (waits)
		*list = ZL_NO_UNIT;
	if (!answers && unit->area == ZL_AREA_MEASURES)
		unit->area = ZL_AREA_ANSWERS;
}

static void
decide_one(struct deciding *deciding, int32_t index)
{
	struct zl_engine *engine = deciding->engine;
	struct zl_unit *unit = &engine->units.items[index];
	const struct zl_unit *above = unit_of(engine, unit->parent);
	uint8_t around = area_around(engine, unit), corrected;

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
		bool groups = groups_measures(engine, unit, above);
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
	if (unit->reading != ZL_READ_SECTION || !has_area(engine, unit))
		unit->area = around;
	if (unit->reading == ZL_READ_SECTION)
		find_lists(deciding, index);
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
	struct deciding deciding = {.engine = engine, .problem_lists = ZL_NO_UNIT};

	deciding.like = zl_arena_zero(&engine->arena, engine->units.count + 1, sizeof(bool));
	if (deciding.like == NULL) {
		zl_document_fail(engine->document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "no memory for the units");
		return ZL_FAILED;
	}
	find_categories(engine);
	find_labelled_detail(engine);
	find_shared(engine);
	find_replied_below(engine);
	find_like(&deciding);
	zl_find_support(engine, deciding.like);
	for (size_t i = 0; i < engine->units.count; i++)
		decide_one(&deciding, (int32_t)i);
	return !zl_engine_failed(engine);
}
