/* page_roles.c: what a piece of text is called, in a letter and in words. */
#include "page_text.h"

const char *
zl_role_letter(enum zl_language language, enum zl_page_role role)
{
	static const char *const letters[][2] = {
	    [ZL_ROLE_TEXT] = {"文", "T"},	    [ZL_ROLE_HEADING] = {"题", "H"},
	    [ZL_ROLE_PROBLEM] = {"问", "P"},	    [ZL_ROLE_DETAIL] = {"说", "D"},
	    [ZL_ROLE_RESPONSE] = {"答", "R"},	    [ZL_ROLE_MEASURE] = {"措", "M"},
	    [ZL_ROLE_RECOMMENDATION] = {"建", "A"}, [ZL_ROLE_ATTRIBUTE] = {"属", "F"},
	    [ZL_ROLE_RESIDUE] = {"余", "X"}};

	return letters[role][language];
}

const char *
zl_role_name(enum zl_language language, enum zl_page_role role)
{
	static const char *const names[][2] = {
	    [ZL_ROLE_TEXT] = {"正文", "text"},
	    [ZL_ROLE_HEADING] = {"标题", "heading"},
	    [ZL_ROLE_PROBLEM] = {"问题", "problem"},
	    [ZL_ROLE_DETAIL] = {"问题的说明", "detail"},
	    [ZL_ROLE_RESPONSE] = {"答复", "response"},
	    [ZL_ROLE_MEASURE] = {"措施", "measure"},
	    [ZL_ROLE_RECOMMENDATION] = {"建议", "recommendation"},
	    [ZL_ROLE_ATTRIBUTE] = {"属性", "attribute"},
	    [ZL_ROLE_RESIDUE] = {"余留", "residue"}};

	return names[role][language];
}
