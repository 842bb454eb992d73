/*
 * describe.c: facts about the report as a whole, found by the fact rules of a rule file in its
 * closing, its title and its opening, in this order: who signs a report has issued it, whatever its
 * title says.
 */
#include "extract/describe.h"

#include <string.h>

#include "extract/describe_date.h"
#include "extract/describe_view.h"

enum { NAME_BYTES = 64, GROUPS_MOST = 16 };

struct describer {
	struct zl_document *document;
	const struct zl_rule_file *file;
	struct zl_matcher *matcher;
	struct zl_fact_lines report;
};

/* What a group of a match says, before it is a fact. */
struct found {
	char name[NAME_BYTES];
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

/* Fills in the fact from the view; what there is to say of its dates, too. */
static bool
make_fact(struct describer *describer, const struct zl_fact_view *view, const struct found *found,
	  struct zl_fact *fact)
{
	struct zl_document *document = describer->document;
	struct zl_string name,
	    folded = {view->text.data + found->span.from, found->span.to - found->span.from};
	struct zl_buffer source = {0};
	bool good;

	fact->n = zl_fact_view_source(&describer->report, view, found->span, &source);
	good = !source.failed &&
	       zl_document_copy(document, found->name, strlen(found->name), &name) &&
	       zl_document_copy(document, source.data, source.length, &fact->text);
	zl_buffer_free(&source);
	fact->name = name.data;
	return good && zl_describe_date(document, &describer->file->kinds[ZL_RULE_DATE],
					describer->matcher, folded, fact);
}

static bool
add_fact(struct describer *describer, const struct zl_fact_view *view, const struct found *found)
{
	struct zl_fact fact = {0}, *added;

	if (is_known(describer->document, found->name))
		return true;
	if (!make_fact(describer, view, found, &fact))
		return false;
	added = zl_document_add(describer->document, facts);
	if (added != NULL)
		*added = fact;
	return added != NULL;
}

/* What the groups of the last match say; how many do. */
static size_t
read_groups(const struct describer *describer, const struct zl_rule *rule,
	    struct found found[GROUPS_MOST])
{
	const char *group;
	size_t count = 0;

	for (unsigned i = 0;
	     count < GROUPS_MOST && (group = zl_pattern_group_name(rule->pattern, i)) != NULL; i++)
		if (zl_pattern_group(describer->matcher, rule->pattern, group,
				     &found[count].span) &&
		    found[count].span.from < found[count].span.to)
			fact_name(group, found[count++].name);
	return count;
}

/* Whether there is a fact that the rule could find and no earlier one has found. */
static bool
is_wanted(const struct zl_document *document, const struct zl_rule *rule)
{
	const char *group;
	char name[NAME_BYTES];

	for (unsigned i = 0; (group = zl_pattern_group_name(rule->pattern, i)) != NULL; i++) {
		fact_name(group, name);
		if (!is_known(document, name))
			return true;
	}
	return false;
}

static bool
apply_rule(struct describer *describer, const struct zl_rule *rule, const struct zl_fact_view *view)
{
	struct found found[GROUPS_MOST];
	size_t count;

	if (!zl_pattern_match(describer->matcher, rule->pattern, view->text.data, view->text.length,
			      NULL))
		return zl_matcher_fault(describer->matcher, NULL, NULL) == ZL_MATCH_FINE;
	count = read_groups(describer, rule, found);
	for (size_t i = 0; i < count; i++)
		if (!add_fact(describer, view, &found[i]))
			return false;
	return true;
}

/* Applies the rules for one place, in the file's order; frees the view. */
static bool
apply_rules(struct describer *describer, enum zl_place place, struct zl_fact_view *view)
{
	const struct zl_rule_list *facts = &describer->file->kinds[ZL_RULE_FACT];
	bool good = !view->text.failed;

	for (size_t i = 0; good && view->count > 0 && i < facts->count; i++)
		if (facts->items[i]->place == place &&
		    is_wanted(describer->document, facts->items[i]))
			good = apply_rule(describer, facts->items[i], view);
	zl_fact_view_free(view);
	return good;
}

/* False with the matcher's fault, or with the document's failure, which is set here. */
static bool
search(struct describer *describer)
{
	struct zl_fact_view closing = {0}, styled = {0}, title = {0}, opening = {0};
	bool good;

	zl_fact_view_closing(&describer->report, &closing);
	good = apply_rules(describer, ZL_PLACE_CLOSING, &closing);
	if (good)
		zl_fact_view_title(&describer->report, true, &styled);
	good = good && apply_rules(describer, ZL_PLACE_TITLE, &styled);
	if (good)
		zl_fact_view_title(&describer->report, false, &title);
	good = good && apply_rules(describer, ZL_PLACE_TITLE, &title);
	if (good)
		zl_fact_view_opening(&describer->report, &opening);
	return good && apply_rules(describer, ZL_PLACE_OPENING, &opening);
}

bool
zl_describe(struct zl_document *document, const struct zl_rule_file *file,
	    struct zl_matcher *matcher)
{
	struct describer describer = {.document = document, .file = file, .matcher = matcher};
	bool good = zl_fact_lines_read(&describer.report, document) && search(&describer);

	zl_fact_lines_free(&describer.report);
	if (!good && zl_matcher_fault(matcher, NULL, NULL) == ZL_MATCH_FINE)
		zl_document_fail(document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "while facts were looked for");
	return good;
}
