/* paragraph.h: paragraphs, from their start to their place in the document. */
#ifndef ZL_PARAGRAPH_H
#define ZL_PARAGRAPH_H

#include "builder.h"

/* Starts a paragraph, or goes on with one whose end was deleted. */
void zl_paragraph_start(struct zl_builder *, uint32_t para_id);

void zl_paragraph_end(struct zl_builder *);

/* Ends what is open or waits for a paragraph to join: before a table, at the end of a cell. */
void zl_paragraph_settle(struct zl_builder *);

/* Opens a paragraph for what stands in none; false when there can be none. */
bool zl_paragraph_need(struct zl_builder *);

/* The own properties of the paragraph being put together; NULL outside of all text. */
struct zl_paragraph_state *zl_paragraph_own(struct zl_builder *);

/* The style that counts: the paragraph's own or the default one; NULL for none. */
const struct zl_style *zl_paragraph_style(const struct zl_builder *);

/* Gives the open paragraph a number, "3." or a bullet, that no list of Word's counts. */
void zl_paragraph_number(struct zl_builder *, bool ordered, int level, int32_t value);

/* A run begins: it says nothing yet. */
void zl_run_start(struct zl_builder *);

/* Notes the hidden text met so far as a loss. */
void zl_hidden_flush(struct zl_builder *);

#endif
