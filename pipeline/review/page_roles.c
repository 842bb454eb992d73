/* page_roles.c: what a piece of text is called, in a letter and in words; text as HTML. */
#include "html.h"
#include "page_text.h"

void
zl_page_add(struct zl_buffer *out, struct zl_string text)
{
	zl_html_add(out, ZL_HTML_TEXT, text.length > 0 ? text.data : "", text.length);
}

const char *
zl_role_letter(enum zl_language language, enum zl_page_role role)
{
	static const char *const letters[][2] = {
	    [ZL_PAGE_ROLE_TEXT] = {"文", "T"},		 [ZL_PAGE_ROLE_HEADING] = {"题", "H"},
	    [ZL_PAGE_ROLE_PROBLEM] = {"问", "P"},	 [ZL_PAGE_ROLE_DETAIL] = {"说", "D"},
	    [ZL_PAGE_ROLE_RESPONSE] = {"答", "R"},	 [ZL_PAGE_ROLE_MEASURE] = {"措", "M"},
	    [ZL_PAGE_ROLE_RECOMMENDATION] = {"建", "A"}, [ZL_PAGE_ROLE_ATTRIBUTE] = {"属", "F"},
	    [ZL_PAGE_ROLE_RESIDUE] = {"余", "X"}};

	return letters[role][language];
}

const char *
zl_role_name(enum zl_language language, enum zl_page_role role)
{
	static const char *const names[][2] = {
	    [ZL_PAGE_ROLE_TEXT] = {"正文", "text"},
	    [ZL_PAGE_ROLE_HEADING] = {"标题", "heading"},
	    [ZL_PAGE_ROLE_PROBLEM] = {"问题", "problem"},
	    [ZL_PAGE_ROLE_DETAIL] = {"问题的说明", "detail"},
	    [ZL_PAGE_ROLE_RESPONSE] = {"答复", "response"},
	    [ZL_PAGE_ROLE_MEASURE] = {"措施", "measure"},
	    [ZL_PAGE_ROLE_RECOMMENDATION] = {"建议", "recommendation"},
	    [ZL_PAGE_ROLE_ATTRIBUTE] = {"属性", "attribute"},
	    [ZL_PAGE_ROLE_RESIDUE] = {"余留", "residue"}};

	return names[role][language];
}
