/*
 * answering.c: which enumeration answers which: that of measures behind a list of problems, the one
 * whose items name the problems, and the one that has the numbers of the one before it.
 */
#include "answering.h"
#include "items.h"
#include "outline.h"

enum { MOST_ASKED = 16 /* problems with which a name is compared */ };

bool
zl_is_waited_for(const struct zl_classifying *at)
{
	for (int i = at->depth; i >= 0; i--) {
		uint32_t id = i == 0 ? 0 : at->stack[i - 1].id;
		if (at->waiting == id + 1 || at->listed == id + 1)
			return true;
		if (i > 0 && at->stack[i - 1].area != ZL_AREA_MEASURES &&
		    at->stack[i - 1].area != ZL_AREA_ANSWERS)
			return false;
	}
	return false;
}

bool
zl_names_listed(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	struct zl_engine *engine = at->engine;
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_mark *first = &marks[enumeration->first];
	uint32_t to = engine->lines.items[first->part].end, asked = 0;
	struct zl_stretch name = zl_name_at(engine, first->marker.to, to);
	struct zl_choice choice = {0};

	if (at->list < 0 || !zl_is_waited_for(at))
		return false;
	if (first->rule != NULL && first->rule->refers)
		return true;

	for (uint32_t i = at->enumerations->all.items[at->list].first;
	     name.from < name.to && i != ZL_NO_MARK && asked++ < MOST_ASKED; i = marks[i].next) {
		uint32_t next = marks[i].next;
		uint32_t end = next != ZL_NO_MARK && marks[next].part == marks[i].part
				   ? marks[next].marker.from
				   : engine->lines.items[marks[i].part].end;
		zl_choose(&choice,
			  zl_likeness(engine, name, (struct zl_stretch){marks[i].marker.to, end}),
			  (int32_t)i);
	}
	return zl_is_chosen(&choice, ZL_NAMED);
}

/* Whether the label of a response stands on a line of its own between items of the enumeration. */
static bool
has_labels_between(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_mark *marks = at->enumerations->marks.marks.items;

	for (uint32_t i = marks[enumeration->first].part + 1; i <= marks[enumeration->last].part;
	     i++)
		if (at->engine->lines.items[i].label != NULL)
			return true;
	return false;
}

bool
zl_answers_before(const struct zl_classifying *at, struct zl_enumeration *enumeration)
{
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_mark *first = &marks[enumeration->first];
	const struct zl_mark *last = &marks[enumeration->last];
	int32_t index = enumeration->first == 0 ? -1 : first[-1].enumeration;

	if (index < 0 || enumeration->style >= ZL_SHAPE_PART || first->ordinal != 1 ||
	    zl_find(at->engine, ZL_RULE_LABEL, enumeration->lead.from, enumeration->lead.to,
		    NULL) == NULL)
		return false;
	struct zl_enumeration *problems = &at->enumerations->all.items[index];
	size_t next = zl_line_after(at->engine, last->part);
	bool cut_off = enumeration->count < problems->count &&
		       (next == at->engine->lines.count ||
			(at->engine->lines.items[next].flags & ZL_LINE_PART));
	if (problems->last != enumeration->first - 1 || problems->style != enumeration->style ||
	    problems->count < 2 || problems->led || problems->kind > ZL_ENUMERATES_HEADINGS ||
	    marks[problems->first].ordinal != 1 ||
	    (!cut_off && (enumeration->count != problems->count ||
			  marks[problems->last].ordinal != last->ordinal)))
		return false;
	struct zl_items items = zl_items_of(at, problems);
	if (!zl_items_share(&items, ZL_ITEMS_LACKING, 1, 2) ||
	    zl_items_count(&items, ZL_ITEMS_LABELLED) > 1 || has_labels_between(at, problems))
		return false;
	problems->kind = ZL_ENUMERATES_PROBLEMS;
	problems->led = enumeration->led = true;
	problems->says = ZL_AREA_NONE;
	enumeration->answers = index;
	return true;
}
