/* score_compare.c: a record against its gold: what is equal, what is alike. */
#include <stdlib.h>
#include <string.h>

#include "score_parts.h"

/* Comparisons of left-over problems with each other, at most; beyond it they stay unmatched. */
enum { LIKENESS_MOST = 1 << 20 };

/* What two items must share to belong together; second may be empty. */
struct key {
	struct zl_score_text first, second;
	size_t index;
};

/* Two left-over findings and how alike their problems are. */
struct candidate {
	size_t gold, found;
	double alike;
};

static int
compare_texts(struct zl_score_text a, struct zl_score_text b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter * sizeof(*a.data));

	return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int
compare_keys(const struct key *a, const struct key *b)
{
	int order = compare_texts(a->first, b->first);

	return order != 0 ? order : compare_texts(a->second, b->second);
}

static int
order_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int order = compare_keys(a, b);

	return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/*
 * Puts equal keys together, the first to the first, and gives how many there are.  partner, if not
 * NULL, gets at a gold key's index the found key's index.  Sorts both lists.
 */
static size_t
match_keys(struct key *gold, size_t golds, struct key *found, size_t founds, size_t *partner)
{
	size_t matches = 0, i = 0, j = 0;

	if (golds > 0)
		qsort(gold, golds, sizeof(*gold), order_keys);
	if (founds > 0)
		qsort(found, founds, sizeof(*found), order_keys);
	while (i < golds && j < founds) {
		int order = compare_keys(&gold[i], &found[j]);
		if (order < 0) {
			i++;
		} else if (order > 0) {
			j++;
		} else {
			if (partner != NULL)
				partner[gold[i].index] = found[j].index;
			matches++, i++, j++;
		}
	}
	return matches;
}

/* What of a finding goes into its key, or false when it has no part in the comparison. */
typedef bool key_maker(const struct zl_score_finding *, bool is_gold, struct key *);

static bool
problem_key(const struct zl_score_finding *finding, bool is_gold, struct key *out)
{
	(void)is_gold;
	out->first = finding->problem;
	return true;
}

static bool
pair_key(const struct zl_score_finding *finding, bool is_gold, struct key *out)
{
	out->first = finding->problem;
	out->second = finding->response;
	return is_gold ? strcmp(finding->status, "paired") == 0 : finding->response.length > 0;
}

static bool
response_key(const struct zl_score_finding *finding, bool is_gold, struct key *out)
{
	(void)is_gold;
	out->first = finding->response;
	return finding->response.length > 0;
}

/* The keys of a sheet's findings, but of those that taken (if not NULL) marks. */
static struct key *
make_keys(const struct zl_score_sheet *sheet, bool is_gold, key_maker *make, const bool *taken,
	  size_t *count)
{
	struct key *keys = calloc(sheet->finding_count + 1, sizeof(*keys));

	*count = 0;
	for (size_t i = 0; keys != NULL && i < sheet->finding_count; i++) {
		struct key key = {.index = i};
		if ((taken == NULL || !taken[i]) && make(&sheet->findings[i], is_gold, &key))
			keys[(*count)++] = key;
	}
	return keys;
}

/* Both sheets' findings matched by one kind of key, counted; taken as in make_keys. */
static enum zl_status
match_findings(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
	       key_maker *make, bool *const taken[2], size_t *partner, struct zl_score_count *count)
{
	struct key *golds = make_keys(gold, true, make, taken[0], &count->gold);
	struct key *founds = make_keys(found, false, make, taken[1], &count->found);
	bool good = golds != NULL && founds != NULL;

	if (good)
		count->right = match_keys(golds, count->gold, founds, count->found, partner);
	free(golds);
	free(founds);
	return good;
}

static bool
same_parent(const struct zl_score_finding *a, const struct zl_score_finding *b)
{
	if (a->parent == NULL || b->parent == NULL)
		return a->parent == b->parent;
	return zl_score_equal(*a->parent, *b->parent);
}

/* Whether the gold's headings are the innermost ones of the record's. */
static bool
same_sections(const struct zl_score_path *gold, const struct zl_score_path *found)
{
	while (gold != NULL) {
		if (found == NULL || !zl_score_equal(gold->heading, found->heading))
			return false;
		gold = gold->above;
		found = found->above;
	}
	return true;
}

/* The mean likeness of the gold's headings to those in the same place of the record. */
static double
like_sections(const struct zl_score_path *gold, const struct zl_score_path *found, bool *failed)
{
	double sum = 0;
	size_t count = 0;

	for (; gold != NULL; gold = gold->above, count++)
		if (found != NULL) {
			sum += zl_score_similarity(gold->heading, found->heading, failed);
			found = found->above;
		}
	return count == 0 ? 1 : sum / (double)count;
}

static double
like_measures(size_t a, size_t b)
{
	return a == b ? 1 : (double)(a < b ? a : b) / (double)(a < b ? b : a);
}

static double
like_parents(const struct zl_score_finding *a, const struct zl_score_finding *b, bool *failed)
{
	if (a->parent == NULL || b->parent == NULL)
		return a->parent == b->parent;
	return zl_score_similarity(*a->parent, *b->parent, failed);
}

static void
count_strict(const struct zl_score_finding *gold, const struct zl_score_finding *found,
	     struct zl_score_count *fields)
{
	fields[ZL_SCORE_MEASURES].right += gold->measures == found->measures;
	fields[ZL_SCORE_NESTING].right += same_parent(gold, found);
	fields[ZL_SCORE_SECTIONS].right += same_sections(gold->sections, found->sections);
	fields[ZL_SCORE_STATUS].right += strcmp(gold->status, found->status) == 0;
	fields[ZL_SCORE_KIND].right += strcmp(gold->kind, found->kind) == 0;
}

static void
count_soft(const struct zl_score_finding *gold, const struct zl_score_finding *found,
	   struct zl_score_count *fields, bool *failed)
{
	double problem = zl_score_similarity(gold->problem, found->problem, failed);
	double response = 0;

	if (gold->response.length > 0 && found->response.length > 0)
		response = zl_score_similarity(gold->response, found->response, failed);
	if (strcmp(gold->status, "paired") == 0)
		fields[ZL_SCORE_PAIRS].soft += problem < response ? problem : response;
	fields[ZL_SCORE_STATEMENTS].soft += problem;
	fields[ZL_SCORE_RESPONSES].soft += response;
	fields[ZL_SCORE_MEASURES].soft += like_measures(gold->measures, found->measures);
	fields[ZL_SCORE_NESTING].soft += like_parents(gold, found, failed);
	fields[ZL_SCORE_SECTIONS].soft += like_sections(gold->sections, found->sections, failed);
	fields[ZL_SCORE_STATUS].soft += strcmp(gold->status, found->status) == 0;
	fields[ZL_SCORE_KIND].soft += strcmp(gold->kind, found->kind) == 0;
}

static int
order_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->alike != b->alike)
		return a->alike < b->alike ? 1 : -1;
	if (a->gold != b->gold)
		return a->gold < b->gold ? -1 : 1;
	return (a->found > b->found) - (a->found < b->found);
}

/* All pairs of left-over findings whose problems are alike. */
static struct candidate *
candidates(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
	   bool *const taken[2], size_t *count, bool *failed)
{
	struct candidate *list = NULL;
	size_t room = 0, compared = 0;

	*count = 0;
	for (size_t i = 0; i < gold->finding_count; i++)
		for (size_t j = 0; !taken[0][i] && j < found->finding_count; j++) {
			double alike;
			if (taken[1][j] || compared++ >= LIKENESS_MOST)
				continue;
			alike = zl_score_similarity(gold->findings[i].problem,
						    found->findings[j].problem, failed);
			if (alike == 0)
				continue;
			if (*count == room) {
				struct candidate *more;
				room = room * 2 + 64;
				more = reallocarray(list, room, sizeof(*list));
				if (more == NULL) {
					*failed = true;
					return list;
				}
				list = more;
			}
			list[(*count)++] = (struct candidate){i, j, alike};
		}
	return list;
}

static void
take_partners(const size_t *partner, size_t golds, bool *const taken[2])
{
	for (size_t i = 0; i < golds; i++)
		if (partner[i] != SIZE_MAX)
			taken[0][i] = taken[1][partner[i]] = true;
}

/* Gives partners to what the strict match left over: by equal response, then by likeness. */
static enum zl_status
match_soft(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
	   bool *const taken[2], size_t *partner)
{
	struct zl_score_count unused = {0};
	struct candidate *list;
	size_t count;
	bool failed = false;

	take_partners(partner, gold->finding_count, taken);
	if (!match_findings(gold, found, response_key, taken, partner, &unused))
		return ZL_FAILED;
	take_partners(partner, gold->finding_count, taken);
	list = candidates(gold, found, taken, &count, &failed);
	if (count > 0)
		qsort(list, count, sizeof(*list), order_candidates);
	for (size_t i = 0; i < count; i++)
		if (!taken[0][list[i].gold] && !taken[1][list[i].found]) {
			partner[list[i].gold] = list[i].found;
			taken[0][list[i].gold] = taken[1][list[i].found] = true;
		}
	free(list);
	return !failed;
}

static enum zl_status
compare_findings(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
		 struct zl_score *out)
{
	bool *const nothing_taken[2] = {NULL, NULL};
	struct zl_score_count *statements = &out->fields[ZL_SCORE_STATEMENTS];

	for (size_t i = 0; i < gold->finding_count; i++)
		out->partner[i] = SIZE_MAX;
	if (!match_findings(gold, found, pair_key, nothing_taken, NULL,
			    &out->fields[ZL_SCORE_PAIRS]) ||
	    !match_findings(gold, found, response_key, nothing_taken, NULL,
			    &out->fields[ZL_SCORE_RESPONSES]) ||
	    !match_findings(gold, found, problem_key, nothing_taken, out->partner, statements))
		return ZL_FAILED;
	for (enum zl_score_field i = ZL_SCORE_MEASURES; i <= ZL_SCORE_KIND; i++) {
		out->fields[i].gold = statements->gold;
		out->fields[i].found = statements->found;
	}
	for (size_t i = 0; i < gold->finding_count; i++)
		if (out->partner[i] != SIZE_MAX)
			count_strict(&gold->findings[i], &found->findings[out->partner[i]],
				     out->fields);
	return ZL_DONE;
}

static enum zl_status
compare_findings_softly(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
			struct zl_score *out)
{
	bool *taken[2] = {calloc(gold->finding_count + 1, sizeof(bool)),
			  calloc(found->finding_count + 1, sizeof(bool))};
	size_t *partner = calloc(gold->finding_count + 1, sizeof(*partner));
	bool failed = taken[0] == NULL || taken[1] == NULL || partner == NULL;

	if (!failed) {
		memcpy(partner, out->partner, gold->finding_count * sizeof(*partner));
		failed = !match_soft(gold, found, taken, partner);
	}
	for (size_t i = 0; !failed && i < gold->finding_count; i++)
		if (partner[i] != SIZE_MAX)
			count_soft(&gold->findings[i], &found->findings[partner[i]], out->fields,
				   &failed);
	free(taken[0]);
	free(taken[1]);
	free(partner);
	return !failed;
}

/* Recommendations: each of the gold's is looked for among the record's, and its likest taken. */
static enum zl_status
compare_recommendations(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
			struct zl_score_count *count)
{
	bool failed = false;
	size_t compared = 0;

	count->gold = gold->recommendation_count;
	count->found = found->recommendation_count;
	for (size_t i = 0; i < count->gold; i++) {
		double best = 0;
		for (size_t j = 0; best < 1 && j < count->found; j++) {
			double alike;
			if (zl_score_equal(gold->recommendations[i], found->recommendations[j]))
				alike = 1;
			else if (compared++ >= LIKENESS_MOST)
				continue;
			else
				alike = zl_score_similarity(gold->recommendations[i],
							    found->recommendations[j], &failed);
			best = alike > best ? alike : best;
		}
		count->right += best >= 1;
		count->soft += best;
	}
	return !failed;
}

enum zl_status
zl_score_compare(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
		 struct zl_score *out)
{
	*out = (struct zl_score){.partner = calloc(gold->finding_count + 1, sizeof(size_t))};
	return out->partner != NULL && compare_findings(gold, found, out) &&
	       compare_findings_softly(gold, found, out) &&
	       compare_recommendations(gold, found, &out->fields[ZL_SCORE_RECOMMENDATIONS]) &&
	       zl_score_compare_facts(gold, found, &out->fields[ZL_SCORE_DESCRIPTION]);
}

struct zl_score_ratio
zl_score_ratio(double right, size_t found, size_t gold)
{
	struct zl_score_ratio ratio = {1, 1, 1};

	if (found > 0)
		ratio.precision = right < (double)found ? right / (double)found : 1;
	if (gold > 0)
		ratio.recall = right / (double)gold;
	if (found + gold > 0)
		ratio.f1 =
		    ratio.precision + ratio.recall == 0 ? 0 : 2 * right / (double)(found + gold);
	if (ratio.f1 > 1)
		ratio.f1 = 1;
	return ratio;
}

static void
add_ratio(struct zl_score_ratio *sum, struct zl_score_ratio ratio)
{
	sum->precision += ratio.precision;
	sum->recall += ratio.recall;
	sum->f1 += ratio.f1;
}

void
zl_score_count_in(struct zl_score_total *total, const struct zl_score *score)
{
	total->records++;
	for (size_t i = 0; i < ZL_SCORE_FIELDS; i++) {
		const struct zl_score_count *count = &score->fields[i];
		struct zl_score_count *micro = &total->micro[i];
		micro->gold += count->gold;
		micro->found += count->found;
		micro->right += count->right;
		micro->soft += count->soft;
		add_ratio(&total->strict_sum[i],
			  zl_score_ratio((double)count->right, count->found, count->gold));
		add_ratio(&total->soft_sum[i],
			  zl_score_ratio(count->soft, count->found, count->gold));
	}
}

const char *
zl_score_field_name(enum zl_score_field field)
{
	static const char *const names[ZL_SCORE_FIELDS] = {
	    "pairs",	"statements", "responses", "measures",	  "nesting",
	    "sections", "status",     "kind",	   "description", "recommendations",
	};
	return names[field];
}
