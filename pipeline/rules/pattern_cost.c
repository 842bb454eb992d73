/* pattern_cost.c: how the work of matching a pattern grows with the text, by measuring it. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern_cost.h"

#include <pcre2.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "pattern_pump.h"

/*
 * Units in the texts.  With FEW of them a match whose work grows as the square stays below
 * STEPS_MOST by far, and one that grows as the cube, or doubles with each unit, reaches it.
 */
enum { FEW = 100, MANY = 800, ENDS_MOST = 12 };
enum { STEPS_MOST = 1000000 };

struct meter {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct zl_buffer subject;
	uint64_t steps;
};

static int
count_step(pcre2_callout_block *block, void *steps)
{
	(void)block;
	return ++*(uint64_t *)steps > STEPS_MOST ? PCRE2_ERROR_CALLOUT : 0;
}

static enum zl_status
prepare(struct meter *meter, const char *pattern, uint32_t options)
{
	int error;
	size_t offset;

	*meter = (struct meter){0};
	meter->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
				    options | PCRE2_AUTO_CALLOUT, &error, &offset, NULL);
	if (meter->code == NULL)
		return ZL_FAILED;
	meter->data = pcre2_match_data_create_from_pattern(meter->code, NULL);
	meter->context = pcre2_match_context_create(NULL);
	if (meter->data == NULL || meter->context == NULL)
		return ZL_FAILED;
	pcre2_set_callout(meter->context, count_step, &meter->steps);
	return ZL_DONE;
}

static void
finish(struct meter *meter)
{
	pcre2_code_free(meter->code);
	pcre2_match_data_free(meter->data);
	pcre2_match_context_free(meter->context);
	zl_buffer_free(&meter->subject);
}

/* The steps of one match; more than STEPS_MOST, or running into PCRE2's own limits, is the most. */
static uint64_t
steps_for(struct meter *meter, const struct zl_pump *pump, size_t units, struct zl_string end)
{
	struct zl_buffer *subject = &meter->subject;
	int result;

	zl_buffer_clear(subject);
	zl_buffer_add(subject, pump->beginning.data, pump->beginning.length);
	for (size_t i = 0; i < units; i++)
		zl_buffer_add(subject, pump->unit.data, pump->unit.length);
	zl_buffer_add(subject, end.data, end.length);
	meter->steps = 0;
	if (subject->failed)
		return 0;
	result = pcre2_match(meter->code, (PCRE2_SPTR)subject->data, subject->length, 0,
			     PCRE2_NO_JIT, meter->data, meter->context);
	return result < -1 ? STEPS_MOST + 1 : meter->steps;
}

static enum zl_cost
cost_of(struct meter *meter, const struct zl_pump *pump, struct zl_string end)
{
	uint64_t half = steps_for(meter, pump, FEW / 2, end);
	uint64_t whole = steps_for(meter, pump, FEW, end);

	if (whole > STEPS_MOST)
		return ZL_COST_RUNAWAY;
	if (whole < 3 * half)
		return ZL_COST_FAIR;
	half = steps_for(meter, pump, MANY / 2, end);
	whole = steps_for(meter, pump, MANY, end);
	return whole > STEPS_MOST || whole > 3 * half ? ZL_COST_SQUARE : ZL_COST_FAIR;
}

/* Tries one pump with one end; keeps it in the report when it is worse than what is there. */
static void
try_pump(struct meter *meter, const struct zl_pump *pump, struct zl_string end,
	 struct zl_cost_report *report)
{
	enum zl_cost cost = cost_of(meter, pump, end);

	if (cost > report->cost)
		*report = (struct zl_cost_report){
		    .cost = cost,
		    .from = pump->from,
		    .to = pump->to,
		    .nested = pump->nested,
		    .beginning = pump->beginning,
		    .unit = pump->unit,
		};
}

enum { END_COUNT = 6 };

/* The end of a pump in variants that spoil the match. */
struct ends {
	struct zl_buffer spoiled; /* the end, and one character more that nothing expects */
	struct zl_string list[END_COUNT];
};

/*
 * PCRE2 gives up at once where the character that a match must end with is nowhere in the text, so
 * some ends have it.
 */
static enum zl_status
make_ends(struct ends *ends, const struct zl_pump *pump)
{
	size_t last = pump->end.length;

	zl_buffer_add(&ends->spoiled, pump->end.data, pump->end.length);
	zl_buffer_text(&ends->spoiled, "\x01");
	if (ends->spoiled.failed)
		return ZL_FAILED;
	while (last > 0 && (pump->end.data[--last] & 0xC0) == 0x80)
		;
	ends->list[0] = (struct zl_string){"", 0};
	ends->list[1] = (struct zl_string){"\x01", 1};
	ends->list[2] = (struct zl_string){ends->spoiled.data, ends->spoiled.length};
	ends->list[3] = (struct zl_string){pump->end.data, last};
	ends->list[4] = (struct zl_string){pump->end.data + last, pump->end.length - last};
	ends->list[5] = (struct zl_string){ends->spoiled.data + last, ends->spoiled.length - last};
	return ZL_DONE;
}

/* Tries a pump with its end spoiled in several ways, and with single characters of the pattern. */
static enum zl_status
try_ends(struct meter *meter, const struct zl_pump *pump, struct zl_string alphabet,
	 struct zl_cost_report *report)
{
	struct ends ends = {0};
	size_t at = 0;
	bool good = make_ends(&ends, pump);

	for (int i = 0; good && i < END_COUNT && report->cost < ZL_COST_RUNAWAY; i++)
		try_pump(meter, pump, ends.list[i], report);
	for (int i = 0;
	     good && i < ENDS_MOST && at < alphabet.length && report->cost < ZL_COST_RUNAWAY; i++) {
		uint32_t code;
		size_t step = zl_utf8_read(alphabet.data + at, alphabet.length - at, &code);
		try_pump(meter, pump, (struct zl_string){alphabet.data + at, step}, report);
		at += step;
	}
	zl_buffer_free(&ends.spoiled);
	return good;
}

enum zl_status
zl_pattern_cost(struct zl_arena *arena, const char *pattern, uint32_t options,
		struct zl_cost_report *out)
{
	struct zl_pump *pumps;
	struct zl_string alphabet;
	struct meter meter;
	bool good = prepare(&meter, pattern, options);

	*out = (struct zl_cost_report){0};
	good = good && zl_pattern_pumps(arena, pattern, &pumps) &&
	       zl_pattern_alphabet(arena, pattern, &alphabet);
	for (const struct zl_pump *pump = good ? pumps : NULL;
	     good && pump != NULL && out->cost < ZL_COST_RUNAWAY; pump = pump->next)
		good = try_ends(&meter, pump, alphabet, out);
	good = good && !meter.subject.failed;
	finish(&meter);
	return good;
}
