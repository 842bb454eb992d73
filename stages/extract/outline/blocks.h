/* blocks.h: what the steps that find records of labelled lines share; see blocks.c. */
#ifndef ZL_BLOCKS_H
#define ZL_BLOCKS_H

#include "extract/lines/engine.h"

/* A label and the lines up to the next; or what opens a record, which has no rule. */
struct zl_block_row {
	uint32_t line, end; /* of lines; without blank ones at the end */
	uint32_t label_end; /* of what opens a record: where the problem begins, if it states it */
	const struct zl_rule *rule;
	bool begins; /* the first of a record */
};

struct zl_block {
	struct zl_engine *engine;
	ZL_VECTOR(struct zl_block_row) rows;
	uint8_t shape; /* of the numbers of labels; 0: they have none */
	int16_t rank;  /* numbers of this rank or less end the block */
	bool letter;   /* a letter without label, and the reply to it */
	ZL_VECTOR(struct zl_line) out;
};

static inline const struct zl_line *
zl_block_line(const struct zl_block *block, uint32_t index)
{
	return &block->engine->lines.items[index];
}

/* Whether the label says who complains or asks: such labels stand on lines only. */
static inline bool
zl_is_teller(const struct zl_rule *rule)
{
	return rule != NULL && rule->lines && rule->role == ZL_ROLE_STATEMENT;
}

/* Finds the rows of the block that may begin with the line; none: it begins none.  False: no
 * memory. */
ZL_NODISCARD enum zl_status zl_block_rows(struct zl_block *, uint32_t index);

/* Whether the value of the row's label, which says something else, names the problem. */
bool zl_block_names_problem(const struct zl_block *, const struct zl_block_row *row);

/* Whether the heading above the block's numbers states the problem of which they tell. */
bool zl_block_is_of_problem(const struct zl_block *);

/* Marks where records begin, and says whether all of them are such. */
bool zl_block_holds(struct zl_block *);

#endif
