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

	for (size_t first = 0; found == NULL && begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES)
		found = find_anywhere(&search, match);
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
zl_rule_matches(struct zl_matcher *matcher, const struct zl_rule_list *list, size_t index,
		const char *text, size_t length)
{
	struct search search;

	if (!begin(&search, matcher, list, index - index % ZL_PREFILTER_RULES, text, length))
		return false;
	search.wanted = UINT32_C(1) << index % ZL_PREFILTER_RULES;
	return find_anywhere(&search, NULL) != NULL;
}

/* Which of the search's rules match, a bit each. */
static uint32_t
find_all(struct search *search)
{
	uint32_t found = 0, asked, bit;

	for (size_t place = 0; (asked = next(search, search->length + 1, &place)) != 0;
	     place = behind(search, place))
		while ((bit = ask(search, asked, place, NULL)) != 0) {
			found |= bit;
			search->wanted &= ~bit;
			asked &= ~(bit | (bit - 1));
		}
	return found;
}

void
zl_rule_match_all(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
		  size_t length, bool *matched)
{
	struct search search;

	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES) {
		for (size_t i = first; i < list->count && i < first + ZL_PREFILTER_RULES; i++)
			search.wanted &= ~((uint32_t)matched[i] << (i - first));
		for (uint32_t found = find_all(&search); found != 0; found &= found - 1)
			matched[first + (size_t)__builtin_ctz(found)] = true;
	}
}

int
zl_rule_weigh(struct zl_matcher *matcher, const struct zl_rule_list *list, const char *text,
	      size_t length)
{
	struct search search;
	int sum = 0;

	for (size_t first = 0; begin(&search, matcher, list, first, text, length);
	     first += ZL_PREFILTER_RULES)
		for (uint32_t found = find_all(&search); found != 0; found &= found - 1)
			sum += search.rules[__builtin_ctz(found)]->weight;
	return sum;
}

void
zl_rule_list_clear(const struct zl_rule_list *list)
{
	for (size_t i = 0; i * ZL_PREFILTER_RULES < list->count; i++) {
		zl_prefilter_free(list->prefilters[i]);
		list->prefilters[i] = NULL;
	}
}
