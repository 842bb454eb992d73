/* tree_edit.c: nodes on the move. */
#include "tree_edit.h"

#include <string.h>

struct zl_node *
zl_edit_leaf(struct zl_node *node)
{
	while (node != NULL && node->kind != ZL_NODE_TEXT)
		node = node->first == NULL && node->next == NULL ? NULL
		       : node->first == NULL			 ? node->next
								 : node->first;
	return node;
}

void
zl_edit_detach(struct zl_node *node)
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

void
zl_edit_put(struct zl_node *parent, struct zl_node *before, struct zl_node *node)
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

void
zl_edit_move(struct zl_node *parent, struct zl_node *before, struct zl_node *node)
{
	zl_edit_detach(node);
	zl_edit_put(parent, before, node);
}

struct zl_node *
zl_edit_behind(const struct zl_node *root, const struct zl_node *node)
{
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

void
zl_edit_prune(struct zl_node *node)
{
	while (node != NULL && node->first == NULL && node->kind != ZL_NODE_TEXT &&
	       node->parent != NULL) {
		struct zl_node *parent = node->parent;
		zl_edit_detach(node);
		node = parent;
	}
}

struct zl_node *
zl_edit_child(const struct zl_node *node, enum zl_node_kind kind)
{
	struct zl_node *child = node->first;

	while (child != NULL && child->kind != kind)
		child = child->next;
	return child;
}

struct zl_node *
zl_edit_finding(const struct zl_document *document, uint32_t n, size_t from)
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

bool
zl_edit_is_in(const struct zl_node *node, enum zl_node_kind kind)
{
	while (node != NULL && node->kind != kind)
		node = node->parent;
	return node != NULL;
}

bool
zl_edit_is_within(const struct zl_reach *reach, const struct zl_node *leaf)
{
	if (leaf->n < reach->n || leaf->n > reach->last)
		return false;
	if (leaf->computed)
		return leaf->n > reach->n || reach->from == 0;
	return !(leaf->n == reach->n && leaf->from < reach->from) &&
	       !(leaf->n == reach->last && leaf->to > reach->to);
}

static bool
is_all_within(const struct zl_reach *reach, struct zl_node *node)
{
	for (struct zl_node *at = node; at != NULL; at = zl_node_next(node, at))
		if (at->kind == ZL_NODE_TEXT && !zl_edit_is_within(reach, at))
			return false;
	return true;
}

bool
zl_edit_cut(struct zl_document *document, uint32_t n, size_t byte)
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
		zl_edit_put(node->parent, node, rest);
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

struct zl_node *
zl_edit_greatest(const struct zl_reach *reach, struct zl_node *leaf)
{
	struct zl_node *top = leaf;

	while (top->parent != NULL && is_movable(top->parent->kind) &&
	       is_all_within(reach, top->parent))
		top = top->parent;
	while (top->kind == ZL_NODE_ROW || top->kind == ZL_NODE_CELL)
		top = top->first; /* never without the whole table */
	return top;
}

struct zl_node *
zl_edit_block(struct zl_document *document, struct zl_node *node)
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
	zl_edit_put(block, NULL, node);
	return block;
}

struct zl_node *
zl_edit_copy(struct zl_document *document, const struct zl_node *root, struct zl_node *parent)
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
		if (zl_edit_copy(document, child, copy) == NULL)
			return NULL;
	return copy;
}

bool
zl_words_at(const struct zl_document *document, uint32_t n, struct zl_string exact, uint32_t nth,
	    size_t *at)
{
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	size_t place = 0;

	if (exact.length == 0)
		return false;
	for (uint32_t left = nth > 0 ? nth : 1;; place++) {
		const char *found =
		    place < text->length
			? memmem(text->data + place, text->length - place, exact.data, exact.length)
			: NULL;
		if (found == NULL)
			return false;
		place = (size_t)(found - text->data);
		if (--left == 0)
			break;
	}
	*at = place;
	return true;
}
