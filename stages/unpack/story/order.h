/* order.h: the paragraphs of a document in the order of its stories. */
#ifndef ZL_ORDER_H
#define ZL_ORDER_H

#include "base/status.h"
#include "builder.h"

/*
 * Puts paragraphs and notes into the order body, boxes, footnotes, endnotes, comments, headers,
 * footers, gives notes the places that the builder's anchors tell, and moves every n along.  False
 * when memory is out; the document's error is then set.
 */
enum zl_status zl_order(struct zl_builder *);

/* Gives the notes from first on the places that the builder's anchors tell by their ids. */
void zl_order_notes(struct zl_builder *, size_t first);

#endif
