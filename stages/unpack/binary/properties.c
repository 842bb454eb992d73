/* properties.c */
#include "properties.h"

/* Lists and levels: [MS-DOC] 2.6.2, sprmPIlfo and sprmPIlvl. */
enum {
	LIST_MOST = 0x7FE,
	LIST_BEFORE = 0xF802,
	LEVELS = 9,
	BODY = 9,
	CENTRE = 1,
	NO_NUMBER95 = 0xFF
};

const struct zl_binary_paragraph zl_binary_paragraph_nothing = {
    .list = -1, .level = -1, .outline = -1, .centred = -1, .page_break = -1};
const struct zl_binary_run zl_binary_run_nothing = {
    .bold = -1, .hidden = -1, .style = ZL_BINARY_STYLE_PLAIN, .font = -1};

/* The list that an ilfo means: 0xF802 to 0xFFFF are lists that have been taken off, kept to be. */
static int32_t
list_of(uint16_t ilfo)
{
	if (ilfo <= LIST_MOST)
		return ilfo;
	return ilfo >= LIST_BEFORE ? 0x10000 - ilfo : 0;
}

void
zl_binary_paragraph_apply(struct zl_binary_paragraph *paragraph, const struct zl_sprm *sprm)
{
	uint8_t byte = zl_byte(sprm->operand, 0);

	switch (sprm->code) {
	case ZL_SPRM_P_STYLE:
		paragraph->style = zl_little16(sprm->operand, 0);
		break;
	case ZL_SPRM_P_JUSTIFY80:
	case ZL_SPRM_P_JUSTIFY:
		paragraph->centred = byte == CENTRE;
		break;
	case ZL_SPRM_P_PAGE_BREAK:
		paragraph->page_break = byte != 0;
		break;
	case ZL_SPRM_P_LEVEL:
		paragraph->level = byte < LEVELS ? (int8_t)byte : 0;
		break;
	case ZL_SPRM_P_LIST:
		paragraph->list = list_of(zl_little16(sprm->operand, 0));
		break;
	case ZL_SPRM_P_OUTLINE:
		paragraph->outline = byte <= BODY ? (int8_t)byte : BODY;
		break;
	case ZL_SPRM_P_IN_TABLE:
		paragraph->in_table = byte != 0;
		break;
	case ZL_SPRM_P_ROW_END:
		paragraph->is_row_end = byte != 0;
		break;
	case ZL_SPRM_P_INNER_CELL:
		paragraph->is_inner_cell = byte != 0;
		break;
	case ZL_SPRM_P_INNER_ROW_END:
		paragraph->is_inner_row_end = byte != 0;
		break;
	case ZL_SPRM_P_DEPTH:
		paragraph->depth = zl_little32(sprm->operand, 0);
		break;
	case ZL_SPRM_P_NUMBER95:
		paragraph->is_numbered95 = byte != NO_NUMBER95;
		break;
	case ZL_SPRM_P_DEPTH_ADD:
		paragraph->depth += zl_little32(sprm->operand, 0);
		break;
	}
}

void
zl_binary_run_apply(struct zl_binary_run *run, const struct zl_sprm *sprm)
{
	uint8_t byte = zl_byte(sprm->operand, 0);

	switch (sprm->code) {
	case ZL_SPRM_C_DELETED:
		run->deleted = byte & 1;
		break;
	case ZL_SPRM_C_INSERTED:
		run->inserted = byte & 1;
		break;
	case ZL_SPRM_C_BOLD:
		run->bold = byte;
		break;
	case ZL_SPRM_C_HIDDEN:
		run->hidden = byte;
		break;
	case ZL_SPRM_C_SPECIAL:
		run->special = byte & 1;
		break;
	case ZL_SPRM_C_DATA:
		run->data = byte & 1;
		break;
	case ZL_SPRM_C_OLE2:
		run->ole = byte & 1;
		break;
	case ZL_SPRM_C_OBJECT:
		run->object = byte & 1;
		break;
	case ZL_SPRM_C_STYLE:
		run->style = zl_little16(sprm->operand, 0);
		break;
	case ZL_SPRM_C_PLAIN:
		run->bold = run->hidden = -1;
		run->font = -1;
		break;
	case ZL_SPRM_C_FONT:
		run->font = zl_little16(sprm->operand, 0);
		break;
	case ZL_SPRM_C_PICTURE:
		run->picture = zl_little32(sprm->operand, 0);
		run->has_picture = run->special = true;
		break;
	case ZL_SPRM_C_SYMBOL:
		run->symbol_font = zl_little16(sprm->operand, 0);
		run->symbol = sprm->operand.size == 3 ? zl_byte(sprm->operand, 2) /* Word 6 */
						      : zl_little16(sprm->operand, 2);
		run->has_symbol = run->special = true;
		break;
	}
}
