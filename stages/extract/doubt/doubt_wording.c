/* doubt_wording.c: findings that are worded unlike those beside them, or unlike what they are. */
#include <string.h>

#include "doubt_parts.h"
#include "extract/lines/place.h"

enum {
	SIBLINGS = 4, /* that make a habit */
	LABEL = 8     /* characters of a label */
};

static bool
is_same_rule(const char *one, const char *other)
{
	return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

static const char *
rule_of(const struct zl_node *finding)
{
	const struct zl_node *problem = finding->first;

	while (problem != NULL && problem->kind != ZL_NODE_PROBLEM)
		problem = problem->next;
	return problem == NULL ? NULL : problem->rule;
}

/* The rule that all findings in the parent but one were found by, and that one; NULL: none. */
static const struct zl_node *
odd_one(const struct zl_node *parent)
{
	const struct zl_node *odd[2] = {NULL, NULL};
	size_t counts[2] = {0, 0};
	const char *rules[2] = {NULL, NULL};

	for (const struct zl_node *node = parent->first; node != NULL; node = node->next) {
		if (node->kind != ZL_NODE_FINDING)
			continue;
		const char *rule = rule_of(node);
		int which = counts[0] == 0 || is_same_rule(rule, rules[0]) ? 0 : 1;
		if (counts[which]++ == 0) {
			rules[which] = rule;
			odd[which] = node;
		} else if (!is_same_rule(rule, rules[which])) {
			return NULL; /* of three kinds */
		}
	}
	if (counts[0] > counts[1])
		return counts[1] == 1 && counts[0] >= SIBLINGS ? odd[1] : NULL;
	return counts[0] == 1 && counts[1] >= SIBLINGS ? odd[0] : NULL;
}

/* Findings beside each other that were found by one rule, and one that was not. */
static bool
look_at_rules(struct zl_doubting *doubting)
{
	struct zl_doubted *findings = doubting->findings.items;

	for (size_t i = 0; i < doubting->findings.count; i++) {
		if (findings[i].compared)
			continue;
		const struct zl_node *odd = odd_one(findings[i].node->parent);
		for (const struct zl_node *node = findings[i].node; node != NULL; node = node->next)
			if (node->kind == ZL_NODE_FINDING)
				findings[node->place - 1].compared = true;
		if (odd != NULL && !zl_doubt_flag(doubting, "sibling-rule",
						  findings[odd->place - 1].n, odd->place))
			return false;
	}
	return true;
}

/* Whether a colon stands behind a few characters of the line, which are no words of a sentence. */
static bool
is_label_like(const struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t place = line->text, bytes;

	if (line->label != NULL || line->attribute != NULL || line->detail != NULL ||
	    line->shape != 0)
		return false;
	for (unsigned count = 0; place < line->end && count <= LABEL; place++) {
		unsigned char byte = (unsigned char)engine->text.data[place];
		if (byte == ':')
			return count >= 2;
		if (zl_stop_at(engine, place, line->end, &bytes) != ZL_STOP_NONE ||
		    (byte < 0x80 && byte != ' '))
			return false;
		count += (byte & 0xC0) != 0x80;
	}
	return false;
}

/* A line of the response that begins as a label does. */
static bool
look_for_label(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place)
{
	struct zl_engine *engine = doubting->engine;
	size_t index =
	    finding->answer == 0 ? engine->lines.count : zl_line_of(engine, finding->answer);

	while (index < engine->lines.count && engine->lines.items[index].n <= finding->last) {
		const struct zl_line *line = &engine->lines.items[index];
		const struct zl_owner *owner = &doubting->owners[line->n - 1];
		bool own = owner->finding == place && !owner->problem;
		if (own && line->kind == ZL_LINE_TEXT && is_label_like(engine, line))
			return zl_doubt_words(doubting, "label-like", line->n, place);
		index = own ? index + 1 : zl_line_of(engine, line->n + 1);
	}
	return true;
}

/* How many paragraphs three of four responses have; 0: they differ. */
static uint32_t
usual_length(const struct zl_doubting *doubting)
{
	uint32_t usual = 0;
	size_t lead = 0, paired = 0, same = 0;

	/* The one that most have, if there is one. */
	for (size_t i = 0; i < doubting->findings.count; i++) {
		uint32_t own = doubting->findings.items[i].paragraphs;
		if (own == 0)
			continue;
		paired++;
		if (lead == 0)
			usual = own;
		lead = own == usual ? lead + 1 : lead - 1;
	}
	for (size_t i = 0; i < doubting->findings.count; i++)
		same += usual > 0 && doubting->findings.items[i].paragraphs == usual;
	return same >= SIBLINGS && same * 4 >= paired * 3 ? usual : 0;
}

/* A response that goes on where those of the others end. */
static bool
look_at_length(struct zl_doubting *doubting, const struct zl_doubted *finding, uint32_t place,
	       uint32_t usual)
{
	const struct zl_engine *engine = doubting->engine;
	size_t index = zl_line_of(engine, finding->last);

	if (usual == 0 || finding->paragraphs <= usual || finding->in_measure ||
	    index == engine->lines.count)
		return true;
	const struct zl_line *line = &engine->lines.items[index];
	if (line->n != finding->last || line->kind != ZL_LINE_TEXT || line->shape != 0 ||
	    line->label != NULL || (line->flags & ZL_LINE_ITEM))
		return true;
	return zl_doubt_words(doubting, "paragraph-more", finding->last, place);
}

bool
zl_doubt_wording(struct zl_doubting *doubting)
{
	uint32_t usual = usual_length(doubting);

	for (size_t i = 0; i < doubting->findings.count; i++) {
		const struct zl_doubted *finding = &doubting->findings.items[i];
		uint32_t place = (uint32_t)i + 1;
		if (finding->n == 0 || finding->answer == 0)
			continue;
		if (!look_for_label(doubting, finding, place) ||
		    !look_at_length(doubting, finding, place, usual))
			return false;
	}
	return look_at_rules(doubting);
}
