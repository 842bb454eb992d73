/*
 * find.c: which rules of a list match, and where.  A prefilter tells where a rule may begin; PCRE2
 * is asked only there.  All rules of a list are looked for in one pass over the text.
 */
#include "base/utf8.h"
#include "prefilter.h"
#include "rules.h"

/* Some rules of a list and the prefilter for them, and the text that they are to match. */
struct search {
	struct zl_matcher *matcher;
	const struct zl_rule *const *rules;
	const struct zl_prefilter *prefilter;
	const char *text;
	size_t length;
	uint32_t wanted; /* the rules that are still to be asked */
};

/* The prefilter for the rules from first on; NULL: no memory, which is noted. */
static const struct zl_prefilter *
make_sieve(struct zl_matcher *matcher, const struct zl_rule_list *list, size_t first)
{
	struct zl_prefilter *prefilter = zl_prefilter_new();
	bool done = prefilter != NULL;

	for (size_t i = first; done && i < list->count && i < first + ZL_PREFILTER_RULES; i++)
		done = zl_prefilter_add(prefilter, list->items[i]->pattern, list->floating);
	if (!done) {
		zl_matcher_no_memory(matcher, list->items[first]->pattern);
		zl_prefilter_free(prefilter);
		return NULL;
	}
	list->prefilters[first / ZL_PREFILTER_RULES] = prefilter;
	return prefilter;
}

/* A search for the rules from first on; false where there are none, or no memory. */
static enum zl_status
begin(struct search *search, struct zl_matcher *matcher, const struct zl_rule_list *list,
      size_t first, const char *text, size_t length)
{
	if (first >= list->count)
		return ZL_FAILED;
	const struct zl_prefilter *prefilter = list->prefilters[first / ZL_PREFILTER_RULES];
	if (prefilter == NULL && (prefilter = make_sieve(matcher, list, first)) == NULL)
		return ZL_FAILED;
	*search = (struct search){matcher, list->items + first, prefilter, text,
				  length,  prefilter->rules};
	return ZL_DONE;
}

/*
 * Asks the rules of asked, a bit each, whether they match at place.  Gives the bit of the first
 * that does, 0 for none.
 */
static uint32_t
ask(struct search *search, uint32_t asked, size_t place, struct zl_match *match)
{
	for (; asked != 0; asked &= asked - 1) {
		const struct zl_rule *rule = search->rules[__builtin_ctz(asked)];
		uint32_t bit = asked & -asked;
		if (zl_pattern_match_at(search->matcher, rule->pattern, search->text,
					search->length, place, match))
			return bit;
		search->wanted &= ~(bit & search->prefilter->searching);
	}
	return 0;
}

/* Where the next character begins; behind the text where it ends. */
static size_t
behind(const struct search *search, size_t place)
{
	return place < search->length ? place + zl_utf8_bytes(search->text[place]) : place + 1;
}

/* The next place before last and the rules that may match there; 0 when there are none. */
static uint32_t
next(const struct search *search, size_t last, size_t *place)
{
	return zl_prefilter_next(search->prefilter, search->wanted, search->text, search->length,
				 last, place);
}

/* The first of the rules that matches, all of which do so only where text begins. */
static const struct zl_rule *
find_at_start(struct zl_matcher *matcher, const struct zl_rule *const *rules,
	      const struct zl_prefilter *prefilter, const char *text, size_t length,
	      struct zl_match *match)
{
	uint32_t asked = zl_prefilter_start(prefilter, text, length);

	for (; asked != 0; asked &= asked - 1) {
		const struct zl_rule *rule = rules[__builtin_ctz(asked)];
		if (zl_pattern_match_at(matcher, rule->pattern, text, length, 0, match))
			return rule;
	}
	return NULL;
}

/* The first of the search's rules that matches anywhere. */
static const struct zl_rule *
find_anywhere(struct search *search, struct zl_match *match)
{
	const struct zl_rule *found = NULL;
	uint32_t asked, bit;

	for (size_t place = 0; (asked = next(search, search->length + 1, &place)) != 0;
	     place = behind(search, place)) {
		if ((bit = ask(search, asked, place, match)) == 0)
			continue;
		found = search->rules[__builtin_ctz(bit)];
		search->wanted &= bit - 1; /* those before it, which come first */
	}
	return found;
}

const struct zl_rule *
zl_rule_find(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
	     size_t length, struct zl_match *match)
{
	const struct zl_rule *found = NULL;
	struct search search;

	for (size_t first = 0; found == NULL && first < list->count; first += ZL_PREFILTER_RULES) {
		const struct zl_prefilter *prefilter = list->prefilters[first / ZL_PREFILTER_RULES];
		if (prefilter != NULL && zl_prefilter_rejects(prefilter, text, length))
			continue;
		if (prefilter == NULL && (prefilter = make_sieve(matcher, list, first)) == NULL)
			break;
		if (prefilter->start_only == prefilter->rules) {
			found = find_at_start(matcher, list->items + first, prefilter, text, length,
					      match);
		} else {
			search = (struct search){matcher, list->items + first, prefilter, text,
						 length,  prefilter->rules};
			found = find_anywhere(&search, match);
		}
	}
	return found;
}

const struct zl_rule *
zl_rule_next(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
	     size_t length, size_t from, struct zl_match *match)
{
	const struct zl_rule *found = NULL;
	struct zl_match other;
	struct search search;
	size_t last = length;

	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES) {
		uint32_t asked, bit;
		for (size_t place = from; (asked = next(&search, last, &place)) != 0;
		     place = behind(&search, place)) {
			while ((bit = ask(&search, asked, place, &other)) != 0 &&
			       other.whole.from == other.whole.to)
				asked &= ~(bit | (bit - 1));
			if (bit == 0)
				continue;
			found = search.rules[__builtin_ctz(bit)];
			last = place;
			*match = other;
		}
	}
	return found;
}

bool
zl_rule_match_at(struct zl_matcher *matcher, const struct zl_rule_list *list, size_t index,
		 const char *text, size_t length, size_t place, struct zl_match *match)
{
	struct search search;

	if (!begin(&search, matcher, list, index - index % ZL_PREFILTER_RULES, text, length))
		return false;
	search.wanted &= UINT32_C(1) << index % ZL_PREFILTER_RULES;
	uint32_t asked = next(&search, place + 1, &place);
	return ask(&search, asked, place, match) != 0;
}

void
zl_rule_match_all(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
		  size_t length, bool *matched)
{
	struct search search;

	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES) {
		uint32_t asked, bit;
		for (size_t i = first; i < list->count && i < first + ZL_PREFILTER_RULES; i++)
			search.wanted &= ~((uint32_t)matched[i] << (i - first));
		for (size_t place = 0; (asked = next(&search, length + 1, &place)) != 0;
		     place = behind(&search, place))
			while ((bit = ask(&search, asked, place, NULL)) != 0) {
				matched[first + (size_t)__builtin_ctz(bit)] = true;
				search.wanted &= ~bit;
				asked &= ~(bit | (bit - 1));
			}
	}
}

/* A place at which some of the rules from first on may match. */
struct candidate {
	size_t first, place;
	uint32_t rules;
};

void
zl_rule_sift(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
	     size_t length, struct zl_sifted *out)
{
	struct search search;

	*out = (struct zl_sifted){.list = list, .text = text, .length = length};
	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES) {
		struct candidate candidate = {.first = first};
		for (; (candidate.rules = next(&search, length + 1, &candidate.place)) != 0;
		     candidate.place = behind(&search, candidate.place)) {
			zl_buffer_add(&out->places, &candidate, sizeof(candidate));
			out->rules |= first == 0 ? candidate.rules : 0;
		}
	}
}

bool
zl_sifted_may_match(const struct zl_sifted *sifted, size_t index)
{
	return index >= ZL_PREFILTER_RULES || (sifted->rules >> index & 1);
}

void
zl_sifted_free(struct zl_sifted *sifted)
{
	zl_buffer_free(&sifted->places);
}

bool
zl_sifted_matches(struct zl_matcher *matcher, const struct zl_sifted *sifted, size_t index)
{
	const struct zl_pattern *pattern = sifted->list->items[index]->pattern;
	const struct candidate *places = (const void *)sifted->places.data;
	const uint32_t bit = UINT32_C(1) << index % ZL_PREFILTER_RULES;

	for (size_t i = 0; i < sifted->places.length / sizeof(*places); i++) {
		if (!(places[i].rules & bit) ||
		    places[i].first != index - index % ZL_PREFILTER_RULES)
			continue;
		if (zl_pattern_match_at(matcher, pattern, sifted->text, sifted->length,
					places[i].place, NULL))
			return true;
		if (zl_pattern_searches(pattern))
			return false;
	}
	return false;
}

int
zl_rule_weigh(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
	      size_t length)
{
	struct search search;
	int sum = 0;

	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES) {
		uint32_t asked, bit;
		for (size_t place = 0; (asked = next(&search, length + 1, &place)) != 0;
		     place = behind(&search, place))
			while ((bit = ask(&search, asked, place, NULL)) != 0) {
				sum += search.rules[__builtin_ctz(bit)]->weight;
				search.wanted &= ~bit;
				asked &= ~(bit | (bit - 1));
			}
	}
	return sum;
}

enum zl_status
zl_rule_list_ready(struct zl_matcher *matcher, const struct zl_rule_list *list)
{
	for (size_t first = 0; first < list->count; first += ZL_PREFILTER_RULES)
		if (list->prefilters[first / ZL_PREFILTER_RULES] == NULL &&
		    make_sieve(matcher, list, first) == NULL)
			return ZL_FAILED;
	return ZL_DONE;
}

void
zl_rule_list_clear(const struct zl_rule_list *list)
{
	for (size_t i = 0; i * ZL_PREFILTER_RULES < list->count; i++) {
		zl_prefilter_free(list->prefilters[i]);
		list->prefilters[i] = NULL;
	}
}
