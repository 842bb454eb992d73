/* doubt_units.c: readings that were close, and series that a reading breaks. */
#include <stdio.h>

#include "doubt_parts.h"

enum {
	CLOSE = 2, /* margins */
	NEAR = 4,
	LESS = 2,   /* quarters that a flag of the wider one weighs less */
	SERIES = 3, /* units that make one */
	FAR = 20    /* a gap that is no gap any more */
};

static uint32_t
n_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return engine->lines.items[unit->line].n;
}

static uint32_t
place_of(const struct zl_unit *unit)
{
	return unit->reading == ZL_READ_FINDING && unit->node != NULL &&
		       unit->node->kind == ZL_NODE_FINDING
		   ? unit->node->place
		   : 0;
}

static const char *
name_of(uint8_t reading)
{
	static const char *const names[] = {"heading", "problem", "recommendation", "text",
					    "answer"};

	return names[reading];
}

/* A decision that could have gone the other way. */
static bool
look_at_margin(struct zl_doubting *doubting, const struct zl_unit *unit)
{
	int margin = unit->score - unit->runner_up_score;
	bool finding = unit->reading == ZL_READ_FINDING;

	if (unit->reading == unit->runner_up || margin > NEAR || margin < 0 ||
	    unit->shape == ZL_SHAPE_LIST || unit->shape == ZL_SHAPE_PART)
		return true;
	if (!finding && unit->runner_up != ZL_READ_FINDING)
		return true;
	uint32_t n = n_of(doubting->engine, unit);
	if (unit->reading == ZL_READ_SECTION)
		return margin > CLOSE + 1 || !(unit->deficient || unit->answered) ||
		       zl_doubt_flag(doubting, "close-heading", n, 0);
	if (!zl_doubt_value(doubting, "close", n, place_of(unit), name_of(unit->runner_up)))
		return false;
	if (margin > CLOSE)
		*zl_doubt_score(doubting, place_of(unit)) -= LESS;
	return true;
}

/* What stands beside a unit under the same parent, in its shape. */
struct series {
	uint32_t units, findings;
};

static struct series
series_of(const struct zl_engine *engine, int32_t first, uint8_t shape)
{
	const struct zl_unit *units = engine->units.items;
	struct series out = {0};

	for (int32_t i = first; i != ZL_NO_UNIT; i = units[i].next_sibling) {
		out.units += units[i].shape == shape;
		out.findings += units[i].shape == shape && units[i].reading == ZL_READ_FINDING;
	}
	return out;
}

/* A gap in the numbers: what is missing may have gone into what stands before it. */
static bool
look_at_number(struct zl_doubting *doubting, const struct zl_unit *before,
	       const struct zl_unit *unit)
{
	char numbers[32];

	if (before->ordinal <= 0 || unit->ordinal <= 1 || unit->ordinal == before->ordinal + 1 ||
	    unit->ordinal > before->ordinal + FAR)
		return true;
	uint32_t finding = place_of(before);
	snprintf(numbers, sizeof(numbers), "%d–%d", before->ordinal, unit->ordinal);
	if (unit->ordinal > before->ordinal && finding > 0 &&
	    doubting->findings.items[finding - 1].response != NULL)
		return zl_doubt_value(doubting, "gap-behind", n_of(doubting->engine, before),
				      finding, numbers);
	return zl_doubt_value(doubting, "number-gap", n_of(doubting->engine, unit), place_of(unit),
			      numbers);
}

/* Notes, for each unit, the number of the one before it in its shape, whatever they stand under. */
static bool
note_ordinals(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;
	int32_t last[ZL_SHAPE_PART] = {0};

	doubting->ordinals =
	    zl_arena_zero(&engine->arena, engine->units.count + 1, sizeof(*doubting->ordinals));
	if (doubting->ordinals == NULL)
		return false;
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (unit->shape >= ZL_SHAPE_PART)
			continue;
		doubting->ordinals[i] = last[unit->shape];
		last[unit->shape] = unit->ordinal;
	}
	return true;
}

/* A series that begins with another number than 1, and goes on from none. */
static bool
look_at_beginning(struct zl_doubting *doubting, int32_t index)
{
	const struct zl_unit *unit = &doubting->engine->units.items[index];
	char number[32];

	if (unit->shape >= ZL_SHAPE_PART || unit->reading != ZL_READ_FINDING ||
	    unit->ordinal <= 1 || unit->ordinal > FAR ||
	    unit->ordinal == doubting->ordinals[index] + 1)
		return true;
	snprintf(number, sizeof(number), "–%d", unit->ordinal);
	return zl_doubt_value(doubting, "number-gap", n_of(doubting->engine, unit), place_of(unit),
			      number);
}

/* The children of a unit, or the outermost ones, as series. */
static bool
look_at_series(struct zl_doubting *doubting, int32_t first)
{
	struct zl_engine *engine = doubting->engine;
	const struct zl_unit *before = NULL;
	struct series series = {0};
	uint8_t shape = 0;

	for (int32_t i = first; i != ZL_NO_UNIT; i = engine->units.items[i].next_sibling) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (unit->shape != shape) {
			shape = unit->shape;
			series = series_of(engine, first, shape);
			before = NULL;
			if (!look_at_beginning(doubting, i))
				return false;
		}
		if (shape < ZL_SHAPE_PART && before != NULL &&
		    (unit->reading == ZL_READ_FINDING || before->reading == ZL_READ_FINDING) &&
		    !look_at_number(doubting, before, unit))
			return false;
		if (series.units > SERIES && series.findings + 1 == series.units &&
		    unit->reading != ZL_READ_FINDING && unit->reading != ZL_READ_ANSWER &&
		    !zl_doubt_flag(doubting, "sibling-reading", n_of(engine, unit), 0))
			return false;
		before = unit;
	}
	return true;
}

/* Numbered text that says what is wrong and belongs to nothing. */
static bool
look_for_missed(struct zl_doubting *doubting, const struct zl_unit *unit, unsigned *missed)
{
	struct zl_engine *engine = doubting->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	const struct zl_owner *owner = &doubting->owners[line->n - 1];

	if (unit->reading != ZL_READ_BODY || owner->problem || owner->response || owner->heading ||
	    owner->recommendation || !(unit->marked || unit->deficient) ||
	    zl_tells_of_acts(engine, line->text, unit->heading_end))
		return true;
	++*missed;
	return *missed > 3 || zl_doubt_words(doubting, "missed-item", line->n, 0);
}

bool
zl_doubt_units(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;
	int32_t first = ZL_NO_UNIT;
	unsigned missed = 0;

	if (engine->file->silent)
		return true;
	if (!note_ordinals(doubting))
		return false;
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (first == ZL_NO_UNIT && unit->parent == ZL_NO_UNIT)
			first = (int32_t)i;
		if (!look_at_margin(doubting, unit) || !look_for_missed(doubting, unit, &missed) ||
		    !look_at_series(doubting, unit->first_child))
			return false;
	}
	return look_at_series(doubting, first);
}
