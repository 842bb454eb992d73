/* explain.c: what the engine knows of each line, for people. */
#include "explain.h"

#include "extract/lines/engine.h"

static const char *
reading_name(uint8_t reading)
{
	static const char *const names[ZL_READ_COUNT] = {
	    [ZL_READ_SECTION] = "section",
	    [ZL_READ_FINDING] = "finding",
	    [ZL_READ_RECOMMENDATION] = "recommendation",
	    [ZL_READ_BODY] = "body",
	    [ZL_READ_ANSWER] = "answer",
	};
	return names[reading];
}

static const char *
line_name(uint8_t kind)
{
	static const char *const names[] = {
	    [ZL_LINE_TEXT] = "text",	   [ZL_LINE_BLANK] = "blank",	    [ZL_LINE_CELL] = "cell",
	    [ZL_LINE_RESIDUE] = "residue", [ZL_LINE_CONTENTS] = "contents",
	};
	return names[kind];
}

static const char *
area_name(uint8_t area)
{
	static const char *const names[] = {
	    [ZL_AREA_NONE] = NULL,
	    [ZL_AREA_ORGANISING] = "organising",
	    [ZL_AREA_ANSWERS] = "answers",
	    [ZL_AREA_TASKS] = "tasks",
	    [ZL_AREA_PROBLEMS] = "problems",
	    [ZL_AREA_MEASURES] = "measures",
	    [ZL_AREA_RECOMMENDATIONS] = "recommendations",
	    [ZL_AREA_PLAN] = "plan",
	    [ZL_AREA_RESULTS] = "results",
	    [ZL_AREA_BACKGROUND] = "background",
	    [ZL_AREA_CAUSES] = "causes",
	};
	return names[area];
}

static const char *
name_of(const struct zl_rule *rule)
{
	return rule == NULL ? NULL : rule->name;
}

/* What the line is of itself. */
static void
explain_line(const struct zl_engine *engine, const struct zl_line *line, struct zl_explained *out)
{
	const struct zl_rule_list *numbers = &engine->file->kinds[ZL_RULE_NUMBER];
	const struct zl_segment *first = &engine->segments.items[line->segment];
	uint32_t from = line->start;
	struct zl_stretch bytes = {first->from, first->to};

	if (first->kind == ZL_SEGMENT_NUMBER && line->segment + 1 < line->segment_end) {
		first++;
		bytes = (struct zl_stretch){first->from, first->to};
	}
	if (from > first->start && from < first->end)
		bytes.from = zl_view_source(engine, first, from);
	if (line->end < first->end && line->end > first->start)
		bytes.to = zl_view_source(engine, first, line->end);
	*out = (struct zl_explained){.n = line->n, .from = bytes.from, .to = bytes.to};
	out->what = line_name(line->kind);
	if (line->kind != ZL_LINE_TEXT)
		return;
	out->number = line->shape == 0 ? NULL : numbers->items[line->shape - 1]->name;
	out->label = name_of(line->label != NULL    ? line->label
			     : line->detail != NULL ? line->detail
						    : line->attribute);
	out->rule = name_of(line->problem);
}

/* What the line is as the beginning of a unit. */
static void
explain_unit(const struct zl_engine *engine, const struct zl_unit *unit, struct zl_explained *out)
{
	enum { CLOSE = 1 };

	out->what = reading_name(unit->reading);
	out->other = unit->runner_up == unit->reading ? NULL : reading_name(unit->runner_up);
	out->score = unit->score;
	out->other_score = unit->runner_up_score;
	out->close = unit->close || unit->score - unit->runner_up_score <= CLOSE;
	out->area = area_name(unit->area);
	if (out->rule == NULL)
		out->rule = name_of(unit->category != NULL ? unit->category : unit->area_rule);
	out->level = 1;
	for (int32_t at = unit->parent; at != ZL_NO_UNIT; at = engine->units.items[at].parent)
		out->level++;
}

enum zl_status
zl_explain(struct zl_engine *engine, struct zl_explanation *out)
{
	size_t next = 0;

	for (size_t i = 0; i < engine->lines.count; i++) {
		struct zl_explained *line =
		    zl_vector_add(engine->document, (void **)&out->lines.items, &out->lines.count,
				  &out->lines.capacity, sizeof(*line));
		if (line == NULL)
			return ZL_FAILED;
		explain_line(engine, &engine->lines.items[i], line);
		if (next < engine->units.count && engine->units.items[next].line == i)
			explain_unit(engine, &engine->units.items[next++], line);
	}
	return ZL_DONE;
}
