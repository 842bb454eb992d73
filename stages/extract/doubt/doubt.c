/*
 * doubt.c: what is doubtful in a reading.  No pattern of its own: the cues, the rules and the
 * margins that decided say where it was close, and what a layout repeats says what stands out.
 *
 * The score of a document is that of its flags that are of no finding, each code once, and of its
 * most doubtful finding, and a quarter of the next three that are doubtful themselves.
 */
#include "doubt.h"

#include <stdlib.h>
#include <string.h>

#include "doubt_codes.h"
#include "doubt_parts.h"

/* The innermost finding of a node, by its place; 0: none. */
static uint32_t
finding_of(const struct zl_node *node)
{
	while (node != NULL && node->kind != ZL_NODE_FINDING)
		node = node->parent;
	return node == NULL ? 0 : node->place;
}

static void
note_leaf(struct zl_doubting *doubting, const struct zl_node *leaf)
{
	struct zl_owner *owner = &doubting->owners[leaf->n - 1];
	uint32_t place = finding_of(leaf);
	struct zl_doubted *finding = place == 0 ? NULL : &doubting->findings.items[place - 1];
	bool response = false, statement = false, label = false, measure = false;

	for (const struct zl_node *up = leaf->parent; up != NULL && up->kind != ZL_NODE_FINDING;
	     up = up->parent) {
		response = response || up->kind == ZL_NODE_RESPONSE;
		statement = statement || up->kind == ZL_NODE_STATEMENT;
		label = label || up->kind == ZL_NODE_LABEL;
		measure = measure || up->kind == ZL_NODE_MEASURE;
		owner->problem |= up->kind == ZL_NODE_PROBLEM;
		owner->heading |= up->kind == ZL_NODE_HEADING;
		owner->detail |= up->kind == ZL_NODE_DETAIL;
		owner->recommendation |= up->kind == ZL_NODE_RECOMMENDATION;
	}
	if (owner->finding == 0)
		owner->finding = place;
	owner->response |= response;
	if (finding == NULL || leaf->computed)
		return;
	if (finding->n == 0)
		finding->n = leaf->n;
	finding->said += statement ? (uint32_t)(leaf->to - leaf->from) : 0;
	finding->labelled |= response && label;
	if (!response || label || leaf->to == leaf->from)
		return;
	finding->answered += (uint32_t)(leaf->to - leaf->from);
	if (finding->answer == 0)
		finding->answer = leaf->n;
	finding->paragraphs += leaf->n != finding->last;
	finding->in_measure = measure;
	finding->last = leaf->n;
}

/* Collects the findings, and what each paragraph belongs to. */
static bool
collect(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;
	struct zl_document *document = engine->document;

	doubting->owners = zl_arena_zero(&engine->arena, document->paragraphs.count + 1,
					 sizeof(*doubting->owners));
	if (doubting->owners == NULL)
		return false;
	for (struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind == ZL_NODE_FINDING) {
			struct zl_doubted *finding = zl_vector_push(&doubting->findings);
			if (finding == NULL)
				return false;
			finding->node = node;
			node->place = (uint32_t)doubting->findings.count;
			finding->unit = ZL_NO_UNIT;
		} else if (node->kind == ZL_NODE_TEXT) {
			note_leaf(doubting, node);
		} else if (node->kind == ZL_NODE_RESPONSE || node->kind == ZL_NODE_MEASURE) {
			uint32_t place = finding_of(node);
			if (place == 0)
				continue;
			struct zl_doubted *finding = &doubting->findings.items[place - 1];
			finding->measures += node->kind == ZL_NODE_MEASURE;
			if (node->kind == ZL_NODE_RESPONSE)
				finding->response = node;
		}
	}
	for (size_t i = 0; i < engine->units.count; i++) {
		uint32_t place = finding_of(engine->units.items[i].node);
		if (place > 0 && engine->units.items[i].node->kind == ZL_NODE_FINDING)
			doubting->findings.items[place - 1].unit = (int32_t)i;
	}
	return true;
}

static int
compare_scores(const void *left, const void *right)
{
	unsigned a = ((const struct zl_doubted *)left)->score;
	unsigned b = ((const struct zl_doubted *)right)->score;

	return a < b ? 1 : a > b ? -1 : 0;
}

/* What was flagged before: each code once, but each correction that is stale. */
static unsigned
earlier_flags(const struct zl_doubting *doubting)
{
	const struct zl_remark *flags = doubting->engine->document->flags.items;
	unsigned quarters = 0;

	for (size_t i = 0; i < doubting->first; i++) {
		const char *code = flags[i].code;
		const struct zl_doubt_code *known = zl_doubt_code(code, strlen(code));
		bool told = known == NULL;
		for (size_t j = 0; j < i && !told && strcmp(code, "correction-stale") != 0; j++)
			told = strcmp(code, flags[j].code) == 0;
		quarters += told ? 0 : (unsigned)known->weight;
	}
	return quarters;
}

/* Twice the score of the document, to the nearest. */
static uint32_t
score(struct zl_doubting *doubting)
{
	enum { DOUBTFUL = 8, MOST = 12, NEXT = 3 };
	unsigned quarters = doubting->score + earlier_flags(doubting), others = 0;

	if (doubting->findings.count > 0) {
		qsort(doubting->findings.items, doubting->findings.count,
		      sizeof(*doubting->findings.items), compare_scores);
		quarters += doubting->findings.items[0].score;
	}
	for (size_t i = 1; i <= NEXT && i < doubting->findings.count; i++) {
		unsigned own = doubting->findings.items[i].score;
		others += own < DOUBTFUL ? 0 : own > MOST ? MOST : own;
	}
	return (quarters + others / 4 + 1) / 2;
}

enum zl_status
zl_doubt(struct zl_engine *engine)
{
	struct zl_doubting doubting = {.engine = engine, .first = engine->document->flags.count};
	bool done = collect(&doubting) && zl_doubt_units(&doubting) &&
		    zl_doubt_findings(&doubting) && zl_doubt_wording(&doubting) &&
		    zl_doubt_text(&doubting);

	if (done)
		zl_doubt_forget_habits(&doubting);
	if (done)
		engine->document->doubt = score(&doubting);
	free(doubting.findings.items);
	return done && !zl_engine_failed(engine);
}
