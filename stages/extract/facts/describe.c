/*
 * describe.c: facts about the report as a whole, found by the fact rules of a rule file in its
 * closing, its title and its opening, in this order: who signs a report has issued it, whatever its
 * title says.
 */
#include "describe.h"

#include <string.h>

#include "describe_date.h"
#include "describe_view.h"

enum { NAME_BYTES = 64, GROUPS_MOST = 16 };

struct describing {
	struct zl_engine *engine;
	uint32_t known; /* facts that were found, as zl_rules_fact has them */
};

/* What a group of a match says, before it is a fact. */
struct found {
	const char *group;
	struct zl_span span;
};

static bool
is_known(const struct zl_document *document, const char *name)
{
	for (size_t i = 0; i < document->facts.count; i++)
		if (strcmp(document->facts.items[i].name, name) == 0)
			return true;
	return false;
}

/* The group's name as a fact's: with - for _, which PCRE2 has instead. */
static void
fact_name(const char *group, char name[NAME_BYTES])
{
	size_t length = strlen(group);

	if (length >= NAME_BYTES)
		length = NAME_BYTES - 1;
	for (size_t i = 0; i < length; i++)
		name[i] = (char)(group[i] == '_' ? '-' : group[i]);
	name[length] = '\0';
}

/* The day that the fact of the name comes behind, in ISO 8601: no report is fed back before the
 * inspection has ended.  Empty: none is known. */
static struct zl_string
day_before(const struct zl_document *document, const char *name)
{
	if (strcmp(name, "feedback-date") == 0)
		for (size_t i = 0; i < document->facts.count; i++)
			if (strcmp(document->facts.items[i].name, "period") == 0)
				return document->facts.items[i].to;
	return (struct zl_string){0};
}

/* Fills in the fact from the view; what there is to say of its dates, too. */
static enum zl_status
make_fact(struct zl_engine *engine, const struct zl_fact_view *view, const char *name,
	  struct zl_span span, struct zl_fact *fact)
{
	struct zl_document *document = engine->document;
	struct zl_string kept, folded = {view->text.data + span.from, span.to - span.from};
	struct zl_buffer source = {0};
	bool good;

	fact->n = zl_fact_view_source(engine, view, span, &source);
	if (fact->n == 0) /* an automatic number */
		return !source.failed;
	good = !source.failed && zl_document_copy(document, name, strlen(name), &kept) &&
	       zl_document_copy(document, source.data, source.length, &fact->text);
	zl_buffer_free(&source);
	fact->name = kept.data;
	return good && zl_describe_date(document, &engine->file->kinds[ZL_RULE_DATE],
					engine->matcher, folded, day_before(document, name), fact);
}

static enum zl_status
add_fact(struct describing *describing, const struct zl_fact_view *view, const struct found *found)
{
	struct zl_engine *engine = describing->engine;
	struct zl_fact fact = {0}, *added;
	char name[NAME_BYTES];

	fact_name(found->group, name);
	if (is_known(engine->document, name))
		return ZL_DONE;
	if (!make_fact(engine, view, name, found->span, &fact))
		return ZL_FAILED;
	if (fact.n == 0)
		return ZL_DONE;
	describing->known |= zl_rules_fact(engine->rules, found->group) & ~ZL_FACTS_OTHER;
	added = zl_document_add(engine->document, facts);
	if (added != NULL)
		*added = fact;
	return added != NULL;
}

/* What the groups of the last match say; how many do. */
static size_t
read_groups(const struct zl_engine *engine, const struct zl_rule *rule,
	    struct found found[GROUPS_MOST])
{
	const char *group;
	size_t count = 0;

	for (unsigned i = 0;
	     count < GROUPS_MOST && (group = zl_pattern_group_name(rule->pattern, i)) != NULL; i++)
		if (zl_pattern_group(engine->matcher, rule->pattern, group, &found[count].span) &&
		    found[count].span.from < found[count].span.to)
			found[count++].group = group;
	return count;
}

static enum zl_status
apply_rule(struct describing *describing, const struct zl_rule_list *rules, size_t index,
	   const struct zl_fact_view *view)
{
	struct zl_engine *engine = describing->engine;
	struct found found[GROUPS_MOST];
	size_t count;

	if (!zl_rule_matches(engine->matcher, rules, index, view->text.data, view->text.length))
		return zl_matcher_fault(engine->matcher, NULL, NULL) == ZL_MATCH_FINE;
	count = read_groups(engine, rules->items[index], found);
	for (size_t i = 0; i < count; i++)
		if (!add_fact(describing, view, &found[i]))
			return ZL_FAILED;
	return ZL_DONE;
}

/* Applies the rules for one place, in the file's order; frees the view. */
static enum zl_status
apply_rules(struct describing *describing, enum zl_place place, struct zl_fact_view *view)
{
	const struct zl_rule_list *rules = &describing->engine->file->asked[ZL_ASKED_FACTS + place];
	bool good = !view->text.failed;

	for (size_t i = 0; good && view->count > 0 && i < rules->count; i++)
		if ((rules->items[i]->facts & ~describing->known) != 0)
			good = apply_rule(describing, rules, i, view);
	zl_fact_view_free(view);
	return good;
}

/* False with the matcher's fault, or with the document's failure, which is set here. */
static enum zl_status
search(struct zl_engine *engine)
{
	static const struct {
		enum zl_place place;
		void (*fill)(struct zl_engine *, struct zl_fact_view *);
	} views[] = {
	    {ZL_PLACE_ENDING, zl_fact_view_endings},  {ZL_PLACE_CLOSING, zl_fact_view_closing},
	    {ZL_PLACE_TITLE, zl_fact_view_styled},    {ZL_PLACE_TITLE, zl_fact_view_title},
	    {ZL_PLACE_OPENING, zl_fact_view_opening}, {ZL_PLACE_SENTENCE, zl_fact_view_sentences},
	};
	struct describing describing = {.engine = engine};

	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		struct zl_fact_view view = {0};
		views[i].fill(engine, &view);
		if (!apply_rules(&describing, views[i].place, &view))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_describe(struct zl_engine *engine)
{
	bool good = search(engine);

	if (!good && zl_matcher_fault(engine->matcher, NULL, NULL) == ZL_MATCH_FINE)
		zl_document_fail(engine->document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "while facts were looked for");
	return good;
}
