/*
 * tree_edit.h: the tree that extract built, changed: nodes move and leaves are cut in two; none is
 * made or lost, so that every paragraph stays whole.
 */
#ifndef ZL_TREE_EDIT_H
#define ZL_TREE_EDIT_H

#include "document/document.h"

/* What a change is about: bytes from .. to of paragraphs n .. last. */
struct zl_reach {
	uint32_t n, last;
	size_t from, to; /* in n, in last */
};

/* The first leaf under the node, or the node; NULL: it has none. */
struct zl_node *zl_edit_leaf(struct zl_node *);

/* Takes the node out of its parent. */
void zl_edit_detach(struct zl_node *);

/* Puts the node, which is nowhere, behind before; NULL: first of parent. */
void zl_edit_put(struct zl_node *parent, struct zl_node *before, struct zl_node *node);

/* The same of one that is somewhere. */
void zl_edit_move(struct zl_node *parent, struct zl_node *before, struct zl_node *node);

/* The node behind what is under node in a walk of the tree under root; NULL at the end. */
struct zl_node *zl_edit_behind(const struct zl_node *root, const struct zl_node *node);

/* Takes away what holds nothing any more, from the node up. */
void zl_edit_prune(struct zl_node *);

/* The first child of that kind; NULL: there is none. */
struct zl_node *zl_edit_child(const struct zl_node *, enum zl_node_kind);

/* The innermost finding whose problem has text of paragraph n from the byte on; NULL for none. */
struct zl_node *zl_edit_finding(const struct zl_document *, uint32_t n, size_t from);

/* Whether the node is one of that kind, or stands in one. */
bool zl_edit_is_in(const struct zl_node *, enum zl_node_kind);

bool zl_edit_is_within(const struct zl_reach *, const struct zl_node *leaf);

/* Cuts the leaves of paragraph n that go over the byte in two.  False: no memory. */
bool zl_edit_cut(struct zl_document *, uint32_t n, size_t byte);

/* The greatest part of the tree around the leaf that lies within reach and may move as it is. */
struct zl_node *zl_edit_greatest(const struct zl_reach *, struct zl_node *leaf);

/* A block of what was taken out: words within a paragraph get one of their own.  NULL: no memory.
 */
struct zl_node *zl_edit_block(struct zl_document *, struct zl_node *);

/* A copy of the tree under root, whose depth is bounded; NULL: no memory. */
struct zl_node *zl_edit_copy(struct zl_document *, const struct zl_node *root,
			     struct zl_node *parent);

/* Where the words begin in paragraph n; false when they do not stand there (nth times). */
bool zl_words_at(const struct zl_document *, uint32_t n, struct zl_string exact, uint32_t nth,
		 size_t *at);

#endif
