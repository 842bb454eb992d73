/*
 * grow.c: grow [--check] [--units N] [--every N] [--from N] [--to N] [--list]: which repeated texts
 * make time grow faster than their length.
 *
 * Reports are made of one unit many times (grow_units.c).  Each goes through the four stages with
 * N units (8,000) and with 4 N; linear time makes that 4 times as long.  Units that take more than
 * 4.6 times are measured again, the least of several tries of both, in several rounds, since a
 * busy machine adds time and never takes it; and what is just over, with 4 N and 16 N, too.  What
 * is over in all of that is listed.
 * --every N measures each Nth unit only, --from and --to the units of these numbers; --list names
 * them.  --check: exit 1 when one is over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "clock.h"
#include "document/document.h"
#include "emit/emit.h"
#include "extract/extract.h"
#include "extract/rules/family_set.h"
#include "grow_units.h"
#include "normalise/normalise.h"
#include "unpack/unpack.h"

enum { TIMES = 4, AGAIN = 5, ROUNDS = 3 };

/*
 * What grows with the square and takes 4.6 times with N and 4 N takes 6.1 with 4 N and 16 N; what
 * only fits no cache any more takes 4.8 once more.
 */
static const double most_growth = 4.6, clear_growth = 6, most_beyond = 5.2;

/* Below this, of each unit, nothing is slow. */
static const double least_seconds = 0.6e-6;

struct bench {
	struct zl_rules *rules;
	struct zl_buffer source, record;
	struct unit unit;
	size_t units, from, to, every;
	size_t unread; /* documents that a stage refused */
};

/* What a unit took: the longer time, and how many times the shorter one that is. */
struct growth {
	double seconds, times;
	bool over;
};

/* CPU seconds that count units take through the line; what fails by a limit counts as well. */
static double
take(struct bench *bench, size_t count)
{
	struct zl_document document = {0};
	struct zl_unpack_limits limits = zl_unpack_limits_default;

	limits.paragraphs = limits.paragraph_bytes = UINT32_MAX;
	grow_source(&bench->unit, count, &bench->source);
	zl_buffer_clear(&bench->record);
	double begin = cpu_seconds();
	bool read =
	    zl_document_source(&document, "grow.xml", 8, bench->source.data, bench->source.length,
			       NULL) &&
	    zl_unpack(&document, bench->source.data, bench->source.length, &limits) == ZL_OK &&
	    zl_normalise(&document, &zl_normalise_default) == ZL_OK &&
	    zl_extract(&document, bench->rules) == ZL_OK &&
	    zl_emit(&document, &zl_emit_default, &bench->record) == ZL_OK;
	zl_document_free(&document);
	bench->unread += !read;
	return cpu_seconds() - begin;
}

/* How many times as long TIMES times count units take, the least of several tries of both. */
static struct growth
growth(struct bench *bench, size_t count, int tries, double most)
{
	double few = 1e9, many = 1e9;

	for (int i = 0; i < tries; i++) {
		double took = take(bench, count);
		few = took < few ? took : few;
		took = take(bench, count * TIMES);
		many = took < many ? took : many;
	}
	double times = many / few;
	return (struct growth){many, times,
			       times > most && many > least_seconds * (double)(count * TIMES)};
}

/* The unit once more, slowly: over only if it is so each time. */
static struct growth
again(struct bench *bench, size_t count, double most)
{
	struct growth grown = {.over = true};

	for (int i = 0; grown.over && i < ROUNDS; i++)
		grown = growth(bench, count, AGAIN, most);
	return grown;
}

static void
print(const struct bench *bench, size_t number, const struct growth *grown, const char *verdict)
{
	printf("%5.1f times, %7.3f s%s: %zu %s\n", grown->times, grown->seconds, verdict, number,
	       bench->unit.name);
	fflush(stdout);
}

/* Measures each unit that was asked for; returns how many are over. */
static size_t
measure(struct bench *bench)
{
	size_t over = 0, units = 0, suspects = 0;
	size_t *suspect = calloc(grow_count(), sizeof(*suspect));

	for (size_t i = bench->from; suspect != NULL && i < bench->to; i += bench->every, units++) {
		grow_unit(i, &bench->unit);
		struct growth grown = growth(bench, bench->units, 1, most_growth);
		if (grown.over)
			grown = growth(bench, bench->units, AGAIN, most_growth);
		if (!grown.over)
			continue;
		print(bench, i, &grown, "");
		suspect[suspects++] = i;
	}
	/* Later, when what was busy may be so no more. */
	for (size_t i = 0; i < suspects; i++) {
		grow_unit(suspect[i], &bench->unit);
		struct growth grown = again(bench, bench->units, most_growth);
		if (grown.over && grown.times < clear_growth)
			grown = again(bench, bench->units * TIMES, most_beyond);
		if (grown.over)
			print(bench, suspect[i], &grown, " again");
		over += grown.over;
	}
	printf("%zu units at %zu and %zu: %zu over %.1f times; %zu documents refused\n", units,
	       bench->units, bench->units * TIMES, over, most_growth, bench->unread);
	free(suspect);
	return over;
}

static void
list(struct bench *bench)
{
	for (size_t i = bench->from; i < bench->to; i += bench->every) {
		grow_unit(i, &bench->unit);
		printf("%zu %s\n", i, bench->unit.name);
	}
}

/* False for what is no option. */
static bool
read_options(int argc, char **argv, struct bench *bench, bool *check, bool *names)
{
	for (int i = 1; i < argc; i++) {
		size_t *number = strcmp(argv[i], "--every") == 0   ? &bench->every
				 : strcmp(argv[i], "--from") == 0  ? &bench->from
				 : strcmp(argv[i], "--to") == 0	   ? &bench->to
				 : strcmp(argv[i], "--units") == 0 ? &bench->units
								   : NULL;
		if (strcmp(argv[i], "--check") == 0)
			*check = true;
		else if (strcmp(argv[i], "--list") == 0)
			*names = true;
		else if (number == NULL || i + 1 == argc)
			return false;
		else
			*number = strtoul(argv[++i], NULL, 10);
	}
	if (bench->to > grow_count())
		bench->to = grow_count();
	return bench->every > 0 && bench->units > 0;
}

int
main(int argc, char **argv)
{
	struct bench bench = {.units = 8000, .to = SIZE_MAX, .every = 1, .unit = {.after = ""}};
	bool check = false, names = false;
	size_t over = 0;

	if (!read_options(argc, argv, &bench, &check, &names)) {
		fprintf(stderr, "usage: grow [--check] [--units N] [--every N] [--from N] [--to N] "
				"[--list]\n");
		return 2;
	}
	zl_unpack_prepare();
	bench.rules = zl_rules_new();
	if (bench.rules == NULL || !zl_rules_take_own(bench.rules)) {
		fprintf(stderr, "grow: the rules cannot be read\n");
		return 2;
	}
	zl_rules_ready(bench.rules);
	if (names)
		list(&bench);
	else
		over = measure(&bench);
	zl_rules_free(bench.rules);
	grow_free(&bench.unit);
	zl_buffer_free(&bench.source);
	zl_buffer_free(&bench.record);
	return check && over > 0 ? 1 : 0;
}
