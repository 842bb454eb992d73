/* row.c: [MS-DOC] 2.6.3: sprmTDefTable first, then what changes it. */
#include "row.h"

enum { CELL = 20, CELL95 = 10 }; /* TC80, and what Word 6 has */

static int16_t
signed16(struct zl_bytes bytes, size_t at)
{
	return (int16_t)zl_little16(bytes, at);
}

/* TDefTableOperand, 2.9.321: the number of cells, their edges, then what is said of each cell in
 * size bytes, maybe cut off. */
static void
define(struct zl_row_shape *shape, struct zl_bytes operand, size_t size)
{
	size_t count = zl_byte(operand, 0), cells = 1 + 2 * (count + 1);

	if (count > ZL_GRID_CELLS || !zl_bytes_has(operand, 1, 2 * (count + 1)))
		return;
	shape->count = (uint16_t)count;
	for (size_t i = 0; i <= count; i++)
		shape->edges[i] = signed16(operand, 1 + 2 * i);
	for (size_t i = 0; i < count; i++)
		shape->cells[i] = zl_byte(operand, cells + size * i);
}

/* A stretch of cells: from the first to before the limit. */
static void
range(const struct zl_row_shape *shape, struct zl_bytes operand, size_t *first, size_t *limit)
{
	*first = zl_byte(operand, 0);
	*limit = zl_byte(operand, 1);
	if (*limit > shape->count)
		*limit = shape->count;
}

static void
merge(struct zl_row_shape *shape, struct zl_bytes operand, bool merged)
{
	size_t first, limit;

	range(shape, operand, &first, &limit);
	for (size_t i = first; i < limit; i++) {
		shape->cells[i] &= (uint8_t) ~(ZL_CELL_FIRST_MERGED | ZL_CELL_MERGED);
		if (merged)
			shape->cells[i] |= i == first ? ZL_CELL_FIRST_MERGED : ZL_CELL_MERGED;
	}
}

/* sprmTVertMerge: a cell, and 0 for no merge, 1 for merged, 3 for the first one. */
static void
merge_down(struct zl_row_shape *shape, struct zl_bytes operand)
{
	size_t i = zl_byte(operand, 0);
	uint8_t how = zl_byte(operand, 1);

	if (i >= shape->count)
		return;
	shape->cells[i] &= (uint8_t) ~(ZL_CELL_DOWN | ZL_CELL_DOWN_FIRST);
	if (how != 0)
		shape->cells[i] |= how == 1 ? ZL_CELL_DOWN : ZL_CELL_DOWN | ZL_CELL_DOWN_FIRST;
}

/* sprmTDxaCol: a width that the cells of a stretch have; those behind them move. */
static void
widen(struct zl_row_shape *shape, struct zl_bytes operand)
{
	int width = signed16(operand, 2);
	size_t first, limit;

	range(shape, operand, &first, &limit);
	for (size_t i = first; i < limit; i++) {
		int more = width - (shape->edges[i + 1] - shape->edges[i]);
		for (size_t j = i + 1; j <= shape->count; j++)
			shape->edges[j] = (int16_t)(shape->edges[j] + more);
	}
}

void
zl_row_shape_apply(struct zl_row_shape *shape, const struct zl_sprm *sprm)
{
	switch (sprm->code) {
	case ZL_SPRM_T_DEFINE:
	case ZL_SPRM_T_DEFINE10:
		define(shape, sprm->operand, CELL);
		break;
	case ZL_SPRM_T_DEFINE95:
		define(shape, sprm->operand, CELL95);
		break;
	case ZL_SPRM_T_MERGE:
		merge(shape, sprm->operand, true);
		break;
	case ZL_SPRM_T_SPLIT:
		merge(shape, sprm->operand, false);
		break;
	case ZL_SPRM_T_VERTICAL:
		merge_down(shape, sprm->operand);
		break;
	case ZL_SPRM_T_WIDTH:
		widen(shape, sprm->operand);
		break;
	case ZL_SPRM_T_FLOAT_X:
		shape->floats = true;
		shape->x = signed16(sprm->operand, 0);
		break;
	case ZL_SPRM_T_FLOAT_Y:
		shape->floats = true;
		shape->y = signed16(sprm->operand, 0);
		break;
	}
}
