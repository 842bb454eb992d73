/* correct_status.c: the tree behind all corrections: what stands where it may not, and status. */
#include "correct_tree.h"
#include "tree_edit.h"

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
		zl_edit_detach(node);
		zl_edit_put(into, top, node);
		zl_edit_prune(from);
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
		node->status = zl_edit_child(node, ZL_NODE_RESPONSE) != NULL ? ZL_STATUS_PAIRED
			       : zl_edit_child(node, ZL_NODE_FINDING) != NULL
				   ? ZL_STATUS_GROUP
				   : ZL_STATUS_UNANSWERED;
	}
}
