/* correct_tree.h: corrections of the tree that was built. */
#ifndef ZL_CORRECT_TREE_H
#define ZL_CORRECT_TREE_H

#include "corrections.h"
#include "document/document.h"

/* A correction at work. */
struct zl_correcting {
	const struct zl_correction *correction;
	const char *complaint; /* why it is not applied; NULL while nothing hinders */
	uint32_t place;	       /* of a unit: where in the view its line begins */
	size_t label; /* of a response: bytes of its first paragraph that are a number or a label */
	bool done;    /* a unit was read as it says */
};

/* Applies it to the tree, or says in complaint why not.  False: no memory. */
bool zl_correct_tree(struct zl_document *, struct zl_correcting *);

#endif
