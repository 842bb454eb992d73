/*
 * corrections_tree.c: corrections of the tree that was built.  Pieces of paragraphs move whole or
 * are cut in two, never made or lost, so that the tree holds every paragraph as before.
 */
#include "corrections_tree.h"

#include <string.h>

static struct zl_node *
first_leaf(struct zl_node *node)
{
	while (node != NULL && node->kind != ZL_NODE_TEXT)
		node = node->first == NULL && node->next == NULL ? NULL
		       : node->first == NULL			 ? node->next
								 : node->first;
	return node;
}

static void
detach(struct zl_node *node)
{
	struct zl_node *parent = node->parent, *before = NULL;

	for (struct zl_node *at = parent->first; at != node; at = at->next)
		before = at;
	if (before == NULL)
		parent->first = node->next;
	else
		before->next = node->next;
	if (parent->last == node)
		parent->last = before;
	node->parent = node->next = NULL;
}

/* Puts the node, which is nowhere, behind before; NULL: first of parent. */
static void
put_behind(struct zl_node *parent, struct zl_node *before, struct zl_node *node)
{
	node->parent = parent;
	node->next = before == NULL ? parent->first : before->next;
	if (before == NULL)
		parent->first = node;
	else
		before->next = node;
	if (node->next == NULL)
		parent->last = node;
}

/* Takes away what holds nothing any more, from the node up. */
static void
prune(struct zl_node *node)
{
	while (node != NULL && node->first == NULL && node->kind != ZL_NODE_TEXT &&
	       node->parent != NULL) {
		struct zl_node *parent = node->parent;
		detach(node);
		node = parent;
	}
}

static struct zl_node *
child_of(const struct zl_node *node, enum zl_node_kind kind)
{
	struct zl_node *child = node->first;

	while (child != NULL && child->kind != kind)
		child = child->next;
	return child;
}

/* The innermost finding whose problem has text of paragraph n from the byte on; NULL for none. */
static struct zl_node *
finding_at(const struct zl_document *document, uint32_t n, size_t from)
{
	struct zl_node *found = NULL;

	for (struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_TEXT || node->n != n || node->computed ||
		    (found != NULL && node->to <= from))
			continue;
		for (struct zl_node *at = node->parent; at != NULL; at = at->parent)
			if (at->kind == ZL_NODE_PROBLEM && at->parent->kind == ZL_NODE_FINDING &&
			    (found == NULL || node->from <= from))
				found = at->parent;
	}
	return found;
}

static bool
is_in(const struct zl_node *node, enum zl_node_kind kind)
{
	while (node != NULL && node->kind != kind)
		node = node->parent;
	return node != NULL;
}

/* What a correction is about: bytes from .. to of paragraphs n .. last. */
struct reach {
	uint32_t n, last;
	size_t from, to; /* in n, in last */
};

static bool
is_within(const struct reach *reach, const struct zl_node *leaf)
{
	if (leaf->n < reach->n || leaf->n > reach->last)
		return false;
	if (leaf->computed)
		return leaf->n > reach->n || reach->from == 0;
	return !(leaf->n == reach->n && leaf->from < reach->from) &&
	       !(leaf->n == reach->last && leaf->to > reach->to);
}

static bool
is_all_within(const struct reach *reach, struct zl_node *node)
{
	for (struct zl_node *at = node; at != NULL; at = zl_node_next(node, at))
		if (at->kind == ZL_NODE_TEXT && !is_within(reach, at))
			return false;
	return true;
}

/* Cuts the leaves of paragraph n that go over the byte in two.  False: no memory. */
static bool
cut_at(struct zl_document *document, uint32_t n, size_t byte)
{
	for (struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_TEXT || node->n != n || node->computed ||
		    node->from >= byte || node->to <= byte)
			continue;
		struct zl_node *rest = zl_node_add(document, NULL, ZL_NODE_TEXT);
		if (rest == NULL)
			return false;
		rest->n = n;
		rest->from = byte;
		rest->to = node->to;
		node->to = byte;
		put_behind(node->parent, node, rest);
	}
	return true;
}

static bool
is_movable(enum zl_node_kind kind)
{
	return kind == ZL_NODE_PARAGRAPH || kind == ZL_NODE_MEASURE || kind == ZL_NODE_TABLE ||
	       kind == ZL_NODE_ROW || kind == ZL_NODE_CELL || kind == ZL_NODE_LABEL ||
	       kind == ZL_NODE_MARKER || kind == ZL_NODE_NUMBER || kind == ZL_NODE_ATTRIBUTE ||
	       kind == ZL_NODE_RESIDUE || kind == ZL_NODE_CONTENTS || kind == ZL_NODE_STATEMENT;
}

/* The greatest part of the tree around the leaf that lies within reach and may move as it is. */
static struct zl_node *
greatest(const struct reach *reach, struct zl_node *leaf)
{
	struct zl_node *top = leaf;

	while (top->parent != NULL && is_movable(top->parent->kind) &&
	       is_all_within(reach, top->parent))
		top = top->parent;
	while (top->kind == ZL_NODE_ROW || top->kind == ZL_NODE_CELL)
		top = top->first; /* never without the whole table */
	return top;
}

/* A block of what was taken out: words within a paragraph get one of their own.  NULL: no memory.
 */
static struct zl_node *
as_block(struct zl_document *document, struct zl_node *node)
{
	if (node->kind == ZL_NODE_PARAGRAPH || node->kind == ZL_NODE_MEASURE ||
	    node->kind == ZL_NODE_TABLE || node->kind == ZL_NODE_CONTENTS)
		return node;
	struct zl_node *block = zl_node_add(document, NULL, ZL_NODE_PARAGRAPH);
	if (block == NULL)
		return NULL;
	if (node->kind == ZL_NODE_STATEMENT || node->kind == ZL_NODE_NUMBER) {
		node->kind = ZL_NODE_MARKER; /* words of a problem no longer */
	}
	put_behind(block, NULL, node);
	return block;
}

/* The last child of the response that stands before paragraph n; NULL: none does. */
static struct zl_node *
before_in(struct zl_node *response, uint32_t n, size_t from)
{
	struct zl_node *before = NULL;

	for (struct zl_node *child = response->first; child != NULL; child = child->next) {
		const struct zl_node *leaf = first_leaf(child);
		if (leaf != NULL && (leaf->n > n || (leaf->n == n && leaf->from > from)))
			break;
		before = child;
	}
	return before;
}

/* Moves all that lies within reach into the response.  *moved counts.  False: no memory. */
static bool
move_into(struct zl_document *document, const struct reach *reach, struct zl_node *into,
	  size_t *moved)
{
	struct zl_node *leaf = document->body, *next;

	for (; leaf != NULL; leaf = next) {
		next = zl_node_next(document->body, leaf);
		if (leaf->kind != ZL_NODE_TEXT || !is_within(reach, leaf) ||
		    is_in(leaf, ZL_NODE_PROBLEM) || is_in(leaf, ZL_NODE_HEADING))
			continue;
		struct zl_node *top = greatest(reach, leaf), *parent = top->parent;
		bool inside = false;
		for (struct zl_node *at = parent; at != NULL; at = at->parent)
			inside = inside || at == into;
		/* Go on behind what moves. */
		for (next = top; next != document->body && next->next == NULL;)
			next = next->parent;
		next = next == document->body ? NULL : next->next;
		if (inside)
			continue;
		const uint32_t n = leaf->n;
		const size_t from = leaf->from;
		detach(top);
		struct zl_node *block = as_block(document, top);
		if (block == NULL)
			return false;
		put_behind(into, before_in(into, n, from), block);
		++*moved;
		prune(parent);
	}
	return true;
}

/* The finding's response, made when it has none, behind the problem and its attributes. */
static struct zl_node *
response_of(struct zl_document *document, struct zl_node *finding)
{
	struct zl_node *response = child_of(finding, ZL_NODE_RESPONSE), *before;

	if (response != NULL)
		return response;
	before = child_of(finding, ZL_NODE_PROBLEM);
	while (before != NULL && before->next != NULL && before->next->kind == ZL_NODE_ATTRIBUTE)
		before = before->next;
	response = zl_node_add(document, NULL, ZL_NODE_RESPONSE);
	if (response != NULL)
		put_behind(finding, before, response);
	return response;
}

/* What stands in the response from paragraph n, byte from on goes behind the finding, as text. */
static bool
let_go(struct zl_document *document, struct zl_node *finding, uint32_t n, size_t from)
{
	struct zl_node *response = child_of(finding, ZL_NODE_RESPONSE), *behind = finding;
	struct zl_node *next;

	if (response == NULL || !cut_at(document, n, from))
		return response == NULL;
	for (struct zl_node *leaf = response; leaf != NULL; leaf = next) {
		next = zl_node_next(response, leaf);
		if (leaf->kind != ZL_NODE_TEXT ||
		    !(leaf->n > n || (leaf->n == n && leaf->from >= from && !leaf->computed)))
			continue;
		struct reach reach = {leaf->n, leaf->n, leaf->n == n ? from : 0, SIZE_MAX};
		struct zl_node *top = greatest(&reach, leaf), *parent = top->parent;
		while (top->kind == ZL_NODE_MEASURE)
			top = top->first;
		parent = top->parent;
		for (next = top; next != response && next->next == NULL;)
			next = next->parent;
		next = next == response ? NULL : next->next;
		detach(top);
		struct zl_node *block = as_block(document, top);
		if (block == NULL)
			return false;
		put_behind(finding->parent, behind, block);
		behind = block;
		if (parent->first == NULL)
			prune(parent);
	}
	return true;
}

static bool
correct_response(struct zl_document *document, struct zl_correcting *at)
{
	const struct zl_correction *correction = at->correction;
	struct zl_node *finding = finding_at(document, correction->of, 0);
	struct reach reach = {correction->n, correction->to, 0, SIZE_MAX};
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
	if (!cut_at(document, reach.n, reach.from) || !cut_at(document, reach.last, reach.to))
		return false;
	/* The words of the problem itself stay where they are. */
	if (reach.n == correction->of) {
		for (struct zl_node *node = child_of(finding, ZL_NODE_PROBLEM), *root = node;
		     node != NULL; node = zl_node_next(root, node))
			if (node->kind == ZL_NODE_TEXT && node->n == reach.n &&
			    correction->exact.length == 0 && node->to > reach.from)
				reach.from = node->to;
	}
	struct zl_node *response = response_of(document, finding);
	if (response == NULL || !move_into(document, &reach, response, &moved))
		return false;
	if (response->first == NULL)
		at->complaint = "none of these paragraphs can be a response";
	if (correction->until.length > 0)
		return let_go(document, finding, reach.last, reach.to);
	prune(response);
	return true;
}

/* A response that is none is what is said of the problem. */
static void
correct_unanswered(struct zl_document *document, struct zl_correcting *at)
{
	struct zl_node *finding = finding_at(document, at->correction->n, 0), *response;

	if (finding == NULL) {
		at->complaint = "no finding begins there";
		return;
	}
	response = child_of(finding, ZL_NODE_RESPONSE);
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
			detach(inner);
			put_behind(response, before, inner);
			before = inner;
		}
		detach(child);
	}
	prune(response);
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
	put_behind(last, last->last, leaf);
	return true;
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
	struct zl_node *finding = finding_at(document, n, from);
	if (finding == NULL) {
		at->complaint = "no finding begins there";
		return true;
	}
	if (!cut_at(document, n, from) || !cut_at(document, n, to))
		return false;
	struct zl_node *old = child_of(finding, ZL_NODE_PROBLEM), *next;
	struct zl_node *fresh = zl_node_add(document, NULL, ZL_NODE_PROBLEM);
	if (fresh == NULL)
		return false;
	fresh->rule = old->rule;
	for (struct zl_node *leaf = finding; leaf != NULL; leaf = next) {
		next = zl_node_next(finding, leaf);
		if (leaf->kind != ZL_NODE_TEXT || leaf->n != n)
			continue;
		bool in_problem = false, number = leaf->computed;
		bool nested = false;
		for (const struct zl_node *up = leaf->parent; up != finding; up = up->parent) {
			in_problem = in_problem || up == old;
			number = number || up->kind == ZL_NODE_NUMBER;
			nested = nested || up->kind == ZL_NODE_FINDING;
		}
		if (nested)
			continue;
		bool inside = !leaf->computed && leaf->from >= from && leaf->to <= to;
		bool ahead = !leaf->computed && leaf->to <= from;
		if (!in_problem && !inside && !ahead)
			continue;
		enum zl_node_kind kind = inside					? ZL_NODE_STATEMENT
					 : number				? ZL_NODE_NUMBER
					 : leaf->from < from			? ZL_NODE_MARKER
					 : leaf->parent->kind == ZL_NODE_MARKER ? ZL_NODE_MARKER
										: ZL_NODE_DETAIL;
		struct zl_node *parent = leaf->parent;
		detach(leaf);
		if (!word(document, fresh, leaf, kind))
			return false;
		if (parent != old)
			prune(parent == finding ? NULL : parent);
	}
	struct zl_node *before = NULL;
	for (struct zl_node *child = finding->first; child != NULL && child != old;
	     child = child->next)
		before = child;
	bool kept = old->parent == finding;
	put_behind(finding, kept ? before : NULL, fresh);
	if (kept && old->first != NULL) { /* lines of it on other paragraphs */
		while (old->first != NULL) {
			struct zl_node *child = old->first;
			detach(child);
			put_behind(fresh, fresh->last, child);
		}
	}
	if (kept)
		detach(old);
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
		struct zl_node *into = top->parent;
		detach(finding);
		put_behind(into, top, finding);
		return;
	}
	parent = finding_at(document, (uint32_t)under, 0);
	for (struct zl_node *up = parent; up != NULL; up = up->parent)
		if (up == finding)
			parent = NULL;
	if (parent == NULL || parent == finding) {
		at->complaint = "no finding begins at the paragraph that it is to stand under";
		return;
	}
	if (finding->parent == parent)
		return;
	detach(finding);
	put_behind(parent, parent->last, finding);
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
	struct zl_node *finding = finding_at(document, correction->n, from);
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
correct_fact(struct zl_document *document, const struct zl_correction *correction)
{
	struct zl_fact *fact = NULL;
	struct zl_string name;

	for (size_t i = 0; i < document->facts.count && fact == NULL; i++)
		if (zl_string_is(correction->name, document->facts.items[i].name))
			fact = &document->facts.items[i];
	if (fact == NULL)
		fact = zl_document_add(document, facts);
	if (fact == NULL ||
	    !zl_document_copy(document, correction->name.data, correction->name.length, &name))
		return false;
	*fact = (struct zl_fact){.name = name.data, .n = correction->n};
	const struct zl_string from[] = {correction->exact, correction->date, correction->from,
					 correction->to_date};
	struct zl_string *to[] = {&fact->text, &fact->date, &fact->from, &fact->to};
	for (size_t i = 0; i < 4; i++)
		if (from[i].length > 0 &&
		    !zl_document_copy(document, from[i].data, from[i].length, to[i]))
			return false;
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
	case ZL_VERB_FACT:
		return correct_fact(document, at->correction);
	default:
		return true;
	}
}

/* A copy of the tree under root, whose depth is bounded; NULL: no memory. */
static struct zl_node *
copy_tree(struct zl_document *document, const struct zl_node *root, struct zl_node *parent)
{
	struct zl_node *copy = zl_node_add(document, parent, root->kind);

	if (copy == NULL)
		return NULL;
	struct zl_node *first = copy->first, *last = copy->last, *next = copy->next;
	*copy = *root;
	copy->parent = parent;
	copy->first = first;
	copy->last = last;
	copy->next = next;
	for (const struct zl_node *child = root->first; child != NULL; child = child->next)
		if (copy_tree(document, child, copy) == NULL)
			return NULL;
	return copy;
}

/* Whether the tree still holds every paragraph, and every finding its problem. */
static bool
is_sound(const struct zl_document *document)
{
	uint32_t n;

	for (const struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node))
		if (node->kind == ZL_NODE_FINDING && child_of(node, ZL_NODE_PROBLEM) == NULL)
			return false;
	return zl_document_whole(document, &n);
}

bool
zl_correct_tree(struct zl_document *document, struct zl_correcting *at)
{
	struct zl_node *before;

	if (at->correction->verb == ZL_VERB_FACT || at->correction->verb == ZL_VERB_NOTE)
		return correct(document, at);
	before = copy_tree(document, document->body, NULL);
	if (before == NULL || !correct(document, at))
		return false;
	if (at->complaint == NULL && !is_sound(document))
		at->complaint = "it would tear a paragraph apart";
	if (at->complaint != NULL)
		document->body = before;
	return true;
}

/* Whether sections, or findings, may stand in the node. */
static bool
may_hold(const struct zl_node *node, enum zl_node_kind kind)
{
	return node->kind == ZL_NODE_BODY || node->kind == ZL_NODE_SECTION ||
	       node->kind == ZL_NODE_CELL ||
	       (kind == ZL_NODE_FINDING && node->kind == ZL_NODE_FINDING);
}

/* Sections and findings that stand where none may go behind what they stand in. */
static void
lift(struct zl_document *document)
{
	struct zl_node *next;

	for (struct zl_node *node = document->body; node != NULL; node = next) {
		next = zl_node_next(document->body, node);
		if (node->kind != ZL_NODE_SECTION && node->kind != ZL_NODE_FINDING)
			continue;
		struct zl_node *top = node;
		for (struct zl_node *up = node; up->parent != NULL; up = up->parent)
			if (!may_hold(up->parent, node->kind))
				top = up->parent;
		if (top == node)
			continue;
		while (!may_hold(top->parent, node->kind))
			top = top->parent;
		struct zl_node *into = top->parent, *from = node->parent;
		detach(node);
		put_behind(into, top, node);
		prune(from);
		next = top; /* what moved stands ahead still */
	}
}

void
zl_correct_status(struct zl_document *document)
{
	lift(document);
	for (struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_FINDING)
			continue;
		node->status = child_of(node, ZL_NODE_RESPONSE) != NULL	 ? ZL_STATUS_PAIRED
			       : child_of(node, ZL_NODE_FINDING) != NULL ? ZL_STATUS_GROUP
									 : ZL_STATUS_UNANSWERED;
	}
}
