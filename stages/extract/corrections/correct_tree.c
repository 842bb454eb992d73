/*
 * correct_tree.c: corrections of the tree.  Pieces of paragraphs move whole or are cut in two,
 * never made or lost, so that the tree holds every paragraph as before.
 */
#include "correct_tree.h"

#include "tree_edit.h"

/* The response's last child before paragraph n; NULL: none. */
static struct zl_node *
before_in(struct zl_node *response, uint32_t n, size_t from)
{
	struct zl_node *before = NULL;
	const struct zl_node *last = response->last == NULL ? NULL : zl_edit_leaf(response->last);

	/* Mostly what comes goes behind all that is there. */
	if (last != NULL && (last->n < n || (last->n == n && last->from <= from)))
		return response->last;
	for (struct zl_node *child = response->first; child != NULL; child = child->next) {
		const struct zl_node *leaf = zl_edit_leaf(child);
		if (leaf != NULL && (leaf->n > n || (leaf->n == n && leaf->from > from)))
			break;
		before = child;
	}
	return before;
}

/*
 * Whether the leaf stays where it is: words of headings and problems do, but for what is said
 * behind the statement of the finding's own problem, from where the response is told to begin.
 */
static bool
is_fixed(const struct zl_reach *reach, const struct zl_node *leaf, const struct zl_node *finding)
{
	if (zl_edit_is_in(leaf, ZL_NODE_HEADING))
		return true;
	for (const struct zl_node *up = leaf; up != NULL; up = up->parent) {
		if (up->kind == ZL_NODE_STATEMENT && zl_edit_is_in(up, ZL_NODE_PROBLEM))
			return true;
		if (up->kind == ZL_NODE_PROBLEM)
			return up->parent != finding || reach->from == 0;
	}
	return false;
}

/* Moves all that lies within reach into the response.  *moved counts.  False: no memory. */
static bool
move_into(struct zl_document *document, const struct zl_reach *reach, struct zl_node *into,
	  size_t *moved)
{
	struct zl_node *leaf = document->body, *next;

	for (; leaf != NULL; leaf = next) {
		next = zl_node_next(document->body, leaf);
		if (leaf->kind != ZL_NODE_TEXT || !zl_edit_is_within(reach, leaf) ||
		    is_fixed(reach, leaf, into->parent))
			continue;
		struct zl_node *top = zl_edit_greatest(reach, leaf), *parent = top->parent;
		bool inside = false;
		for (struct zl_node *at = parent; at != NULL; at = at->parent)
			inside = inside || at == into;
		if (inside)
			continue;
		next = zl_edit_behind(document->body, top);
		const uint32_t n = leaf->n;
		const size_t from = leaf->from;
		zl_edit_detach(top);
		struct zl_node *block = zl_edit_block(document, top);
		if (block == NULL)
			return false;
		zl_edit_put(into, before_in(into, n, from), block);
		++*moved;
		zl_edit_prune(parent);
	}
	return true;
}

/* The finding's response, made when it has none, behind the problem and its attributes. */
static struct zl_node *
response_of(struct zl_document *document, struct zl_node *finding)
{
	struct zl_node *response = zl_edit_child(finding, ZL_NODE_RESPONSE), *before;

	if (response != NULL)
		return response;
	before = zl_edit_child(finding, ZL_NODE_PROBLEM);
	while (before != NULL && before->next != NULL &&
	       (before->next->kind == ZL_NODE_ATTRIBUTE || before->next->kind == ZL_NODE_DETAIL))
		before = before->next;
	response = zl_node_add(document, NULL, ZL_NODE_RESPONSE);
	if (response != NULL)
		zl_edit_put(finding, before, response);
	return response;
}

/* What stands in the response from paragraph n, byte from on goes behind the finding, as text. */
static bool
let_go(struct zl_document *document, struct zl_node *finding, uint32_t n, size_t from)
{
	struct zl_node *response = zl_edit_child(finding, ZL_NODE_RESPONSE), *behind = finding;
	struct zl_node *next;

	if (response == NULL || !zl_edit_cut(document, n, from))
		return response == NULL;
	for (struct zl_node *leaf = response; leaf != NULL; leaf = next) {
		next = zl_node_next(response, leaf);
		if (leaf->kind != ZL_NODE_TEXT ||
		    !(leaf->n > n || (leaf->n == n && leaf->from >= from && !leaf->computed)))
			continue;
		struct zl_reach reach = {leaf->n, leaf->n, leaf->n == n ? from : 0, SIZE_MAX};
		struct zl_node *top = zl_edit_greatest(&reach, leaf);
		while (top->kind == ZL_NODE_MEASURE)
			top = top->first;
		struct zl_node *parent = top->parent;
		next = zl_edit_behind(response, top);
		zl_edit_detach(top);
		struct zl_node *block = zl_edit_block(document, top);
		if (block == NULL)
			return false;
		zl_edit_put(finding->parent, behind, block);
		behind = block;
		if (parent->first == NULL)
			zl_edit_prune(parent);
	}
	return true;
}

/* The number of an answer, or its label, is no part of what it says. */
static bool
set_label_apart(struct zl_document *document, struct zl_node *response, uint32_t n, size_t end)
{
	if (!zl_edit_cut(document, n, end))
		return false;
	for (struct zl_node *leaf = response; leaf != NULL; leaf = zl_node_next(response, leaf)) {
		if (leaf->kind != ZL_NODE_TEXT || leaf->n != n || leaf->computed ||
		    leaf->from > 0 || leaf->parent->kind != ZL_NODE_PARAGRAPH)
			continue;
		struct zl_node *parent = leaf->parent;
		struct zl_node *label = zl_node_add(document, NULL, ZL_NODE_LABEL);
		if (label == NULL)
			return false;
		zl_edit_move(label, NULL, leaf);
		zl_edit_put(parent, NULL, label);
		break;
	}
	return true;
}

static bool
correct_response(struct zl_document *document, struct zl_correcting *at)
{
	const struct zl_correction *correction = at->correction;
	struct zl_node *finding = zl_edit_finding(document, correction->of, 0);
	struct zl_reach reach = {correction->n, correction->to, 0, SIZE_MAX};
	size_t moved = 0;

	if (finding == NULL) {
		at->complaint = "no finding begins where it says";
		return true;
	}
	if (correction->exact.length > 0 &&
	    !zl_words_at(document, correction->n, correction->exact, correction->nth, &reach.from))
		return true;
	if (correction->until.length > 0 &&
	    !zl_words_at(document, correction->to, correction->until, 1, &reach.to))
		return true;
	if (!zl_edit_cut(document, reach.n, reach.from) ||
	    !zl_edit_cut(document, reach.last, reach.to))
		return false;
	/* The words of the problem itself stay where they are. */
	if (reach.n == correction->of) {
		for (struct zl_node *node = zl_edit_child(finding, ZL_NODE_PROBLEM), *root = node;
		     node != NULL; node = zl_node_next(root, node))
			if (node->kind == ZL_NODE_TEXT && node->n == reach.n &&
			    correction->exact.length == 0 && node->to > reach.from)
				reach.from = node->to;
	}
	struct zl_node *response = response_of(document, finding);
	if (response == NULL || !move_into(document, &reach, response, &moved))
		return false;
	if (at->label > 0 && reach.from == 0 &&
	    !set_label_apart(document, response, reach.n, at->label))
		return false;
	if (response->first == NULL)
		at->complaint = "none of these paragraphs can be a response";
	if (correction->until.length > 0)
		return let_go(document, finding, reach.last, reach.to);
	zl_edit_prune(response);
	return true;
}

/* A response that is none is what is said of the problem. */
static void
correct_unanswered(struct zl_document *document, struct zl_correcting *at)
{
	struct zl_node *finding = zl_edit_finding(document, at->correction->n, 0), *response;

	if (finding == NULL) {
		at->complaint = "no finding begins there";
		return;
	}
	response = zl_edit_child(finding, ZL_NODE_RESPONSE);
	if (response == NULL)
		return;
	response->kind = ZL_NODE_DETAIL;
	for (struct zl_node *child = response->first, *next; child != NULL; child = next) {
		next = child->next;
		if (child->kind != ZL_NODE_MEASURE)
			continue;
		struct zl_node *before = child;
		while (child->first != NULL) {
			struct zl_node *inner = child->first;
			zl_edit_move(response, before, inner);
			before = inner;
		}
		zl_edit_detach(child);
	}
	zl_edit_prune(response);
}

/* Words of a problem anew: the leaf goes to the end of the problem, in an element of the kind. */
static bool
word(struct zl_document *document, struct zl_node *problem, struct zl_node *leaf,
     enum zl_node_kind kind)
{
	struct zl_node *last = problem->last;

	if (last == NULL || last->kind != kind)
		last = zl_node_add(document, problem, kind);
	if (last == NULL)
		return false;
	zl_edit_put(last, last->last, leaf);
	return true;
}

/*
 * What a leaf of the finding is when bytes from .. to of its paragraph are the statement; what of
 * the paragraph stands before that is of the problem, too.  ZL_NODE_COUNT: it stays where it is.
 */
static enum zl_node_kind
kind_of(const struct zl_node *finding, const struct zl_node *problem, const struct zl_node *leaf,
	size_t from, size_t to)
{
	bool in_problem = false, number = leaf->computed;

	for (const struct zl_node *up = leaf->parent; up != finding; up = up->parent) {
		in_problem = in_problem || up == problem;
		number = number || up->kind == ZL_NODE_NUMBER;
		if (up->kind == ZL_NODE_FINDING)
			return ZL_NODE_COUNT;
	}
	if (!leaf->computed && leaf->from >= from && leaf->to <= to)
		return ZL_NODE_STATEMENT;
	if (!in_problem && (leaf->computed || leaf->to > from))
		return ZL_NODE_COUNT;
	if (number)
		return ZL_NODE_NUMBER;
	return leaf->from < from || leaf->parent->kind == ZL_NODE_MARKER ? ZL_NODE_MARKER
									 : ZL_NODE_DETAIL;
}

static bool
correct_statement(struct zl_document *document, struct zl_correcting *at)
{
	const struct zl_correction *correction = at->correction;
	uint32_t n = correction->n;
	size_t from = 0, to;

	if (!zl_words_at(document, n, correction->exact, correction->nth, &from)) {
		at->complaint = "the words do not stand in the paragraph";
		return true;
	}
	to = from + correction->exact.length;
	struct zl_node *finding = zl_edit_finding(document, n, from);
	if (finding == NULL) {
		at->complaint = "no finding begins there";
		return true;
	}
	if (!zl_edit_cut(document, n, from) || !zl_edit_cut(document, n, to))
		return false;
	struct zl_node *old = zl_edit_child(finding, ZL_NODE_PROBLEM), *next, *before = NULL;
	struct zl_node *fresh = zl_node_add(document, NULL, ZL_NODE_PROBLEM);
	if (fresh == NULL)
		return false;
	fresh->rule = old->rule;
	for (struct zl_node *child = finding->first; child != old; child = child->next)
		before = child;
	zl_edit_put(finding, before, fresh);
	for (struct zl_node *leaf = finding; leaf != NULL; leaf = next) {
		next = zl_node_next(finding, leaf);
		if (leaf->kind != ZL_NODE_TEXT || leaf->n != n || leaf->parent->parent == fresh)
			continue;
		enum zl_node_kind kind = kind_of(finding, old, leaf, from, to);
		if (kind == ZL_NODE_COUNT)
			continue;
		struct zl_node *parent = leaf->parent;
		zl_edit_detach(leaf);
		if (!word(document, fresh, leaf, kind))
			return false;
		if (parent != old)
			zl_edit_prune(parent == finding ? NULL : parent);
	}
	while (old->first != NULL) { /* lines of it on other paragraphs */
		struct zl_node *child = old->first;
		zl_edit_move(fresh, fresh->last, child);
	}
	if (old->parent == finding)
		zl_edit_detach(old);
	return true;
}

/* Behind the outermost finding around the node; the node itself where there is none. */
static struct zl_node *
outermost(struct zl_node *finding)
{
	struct zl_node *out = finding;

	for (struct zl_node *at = finding->parent; at != NULL; at = at->parent)
		if (at->kind == ZL_NODE_FINDING)
			out = at;
	return out;
}

static void
move_under(struct zl_document *document, struct zl_correcting *at, struct zl_node *finding)
{
	int64_t under = at->correction->under;
	struct zl_node *parent = NULL;

	if (under == ZL_UNDER_NONE) {
		struct zl_node *top = outermost(finding);
		if (top == finding)
			return;
		zl_edit_move(top->parent, top, finding);
		return;
	}
	parent = zl_edit_finding(document, (uint32_t)under, 0);
	for (struct zl_node *up = parent; up != NULL; up = up->parent)
		if (up == finding)
			parent = NULL;
	if (parent == NULL || parent == finding) {
		at->complaint = "no finding begins at the paragraph that it is to stand under";
		return;
	}
	if (finding->parent == parent)
		return;
	zl_edit_move(parent, parent->last, finding);
}

static bool
correct_unit(struct zl_document *document, struct zl_correcting *at)
{
	const struct zl_correction *correction = at->correction;
	size_t from = 0;

	if (correction->exact.length > 0)
		zl_words_at(document, correction->n, correction->exact, correction->nth, &from);
	if (correction->reads == ZL_AS_TEXT) {
		for (struct zl_node *leaf = document->body; leaf != NULL;
		     leaf = zl_node_next(document->body, leaf)) {
			if (leaf->kind != ZL_NODE_TEXT || leaf->n != correction->n ||
			    leaf->to < from)
				continue;
			struct zl_node *up = leaf->parent;
			while (up != NULL && up->kind != ZL_NODE_RESPONSE)
				up = up->parent;
			return up == NULL || at->done ||
			       let_go(document, up->parent, correction->n, from);
		}
		return true;
	}
	if (!at->done) {
		at->complaint = "nothing can begin there";
		return true;
	}
	if (correction->reads != ZL_AS_FINDING)
		return true;
	struct zl_node *finding = zl_edit_finding(document, correction->n, from);
	if (finding == NULL) {
		at->complaint = "no finding came of it";
		return true;
	}
	for (enum zl_finding_kind kind = ZL_FINDING_ISSUE; kind <= ZL_FINDING_OBSERVATION; kind++)
		if (zl_string_is(correction->kind, zl_finding_kind_name(kind)))
			finding->finding_kind = kind;
	if (correction->under != ZL_UNDER_ANY)
		move_under(document, at, finding);
	return true;
}

static bool
correct(struct zl_document *document, struct zl_correcting *at)
{
	switch (at->correction->verb) {
	case ZL_VERB_UNIT:
		return correct_unit(document, at);
	case ZL_VERB_RESPONSE:
		return correct_response(document, at);
	case ZL_VERB_UNANSWERED:
		correct_unanswered(document, at);
		return true;
	case ZL_VERB_STATEMENT:
		return correct_statement(document, at);
	default:
		return true;
	}
}

/* Whether the tree still holds every paragraph, and every finding its problem. */
static bool
is_sound(const struct zl_document *document)
{
	uint32_t n;

	for (const struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node))
		if (node->kind == ZL_NODE_FINDING && zl_edit_child(node, ZL_NODE_PROBLEM) == NULL)
			return false;
	return zl_document_whole(document, &n);
}

bool
zl_correct_tree(struct zl_document *document, struct zl_correcting *at)
{
	struct zl_node *before;

	before = zl_edit_copy(document, document->body, NULL);
	if (before == NULL || !correct(document, at))
		return false;
	if (at->complaint == NULL && !is_sound(document))
		at->complaint = "it would tear a paragraph apart";
	if (at->complaint != NULL)
		document->body = before;
	return true;
}
