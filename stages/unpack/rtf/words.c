/* words.c: control words that change how text looks, or are text themselves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "text/charset.h"
#include "unpack/story/fields.h"
#include "unpack/story/text.h"

enum { BODY_TEXT = 9 };

typedef void handler(struct zl_rtf *, struct zl_rtf_group *, const struct zl_rtf_token *,
		     int argument);

struct word {
	const char *word;
	handler *handle;
	int argument;
};

/* A switch: on unless its value is 0. */
static bool
is_on(const struct zl_rtf_token *token)
{
	return !token->has_value || token->value != 0;
}

enum { BOLD, HIDDEN, DELETED, INSERTED, PAGE_BREAK, IN_TABLE };

static void
toggle(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
       int argument)
{
	bool on = is_on(token);

	zl_rtf_flush(rtf);
	switch (argument) {
	case BOLD:
		group->bold = on;
		break;
	case HIDDEN:
		group->hidden = on;
		break;
	case DELETED:
		rtf->builder->deletions += on && !group->deleted && !rtf->is_survey;
		group->deleted = on;
		break;
	case INSERTED:
		rtf->builder->insertions += on && !group->inserted && !rtf->is_survey;
		group->inserted = on;
		break;
	case PAGE_BREAK:
		group->page_break = on;
		break;
	case IN_TABLE:
		group->in_table = on;
		break;
	}
}

static void
plain(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
      int argument)
{
	(void)token, (void)argument;
	zl_rtf_flush(rtf);
	group->bold = group->hidden = group->deleted = group->inserted = false;
	for (int i = 0; i < ZL_RTF_SCRIPTS; i++)
		group->fonts[i] = rtf->default_font;
}

static void
paragraph_plain(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
		int argument)
{
	(void)rtf, (void)token, (void)argument;
	group->outline = group->centred = group->page_break = group->level = ZL_UNSET;
	group->style = group->list = group->depth = 0;
	group->in_table = false;
}

enum { STYLE, NO_STYLE, OUTLINE, LIST, LEVEL, DEPTH, FALLBACK, DEFAULT_FONT, ANSI_PAGE };

static void
number(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
       int argument)
{
	int32_t value = token->value;

	switch (argument) {
	case STYLE:
		group->style = value;
		break;
	case NO_STYLE: /* of characters, tables, sections: while styles are defined */
		if (group->end == ZL_RTF_END_STYLE)
			group->style = -1;
		break;
	case OUTLINE:
		group->outline = (int8_t)(value >= 0 && value < BODY_TEXT ? value : BODY_TEXT);
		break;
	case LIST:
		group->list = zl_rtf_list(value);
		break;
	case LEVEL:
		group->level = (int8_t)(value >= 0 && value < ZL_LEVELS ? value : 0);
		break;
	case DEPTH:
		group->depth = value > 0 ? value : 0;
		break;
	case FALLBACK:
		group->fallback = (uint8_t)(value >= 0 && value < 100 ? value : 1);
		break;
	case DEFAULT_FONT:
		rtf->default_font = value;
		for (int i = 0; i < ZL_RTF_SCRIPTS; i++)
			group->fonts[i] = value;
		break;
	case ANSI_PAGE:
		rtf->code_page = value > 0 && value < 65535 ? (unsigned)value : 1252;
		break;
	}
}

static void
justify(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	int argument)
{
	(void)rtf, (void)token;
	group->centred = (int8_t)argument;
}

static void
font(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int argument)
{
	zl_rtf_flush(rtf);
	if (group->in_fonts)
		rtf->font = zl_rtf_font_add(rtf, token->value);
	else if (argument == 0 || group->script != ZL_RTF_LOW)
		group->fonts[group->script] = token->value;
}

static void
script(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
       int argument)
{
	(void)token;
	zl_rtf_flush(rtf);
	group->script = (uint8_t)argument;
}

static void
charset(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	int argument)
{
	if (!group->in_fonts || rtf->font == NULL)
		return;
	if (argument == 0)
		rtf->font->is_latin = token->value == 0;
	unsigned page = argument != 0 ? (unsigned)token->value : zl_charset_code_page(token->value);
	if (page != 0 && page < 65535)
		rtf->font->code_page = page;
}

static void
unicode(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	int argument)
{
	(void)group, (void)argument;
	zl_rtf_unicode(rtf, token->value);
}

static void
character(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	(void)token;
	if (rtf->skip > 0)
		rtf->skip--;
	else if (group->place == ZL_RTF_BODY || group->place == ZL_RTF_VALUE ||
		 group->place == ZL_RTF_CODE)
		zl_rtf_character(rtf, (uint32_t)argument);
}

/* A tab or a line break: no text that is counted. */
static void
sign(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int argument)
{
	char text[2] = {(char)argument, '\0'};

	(void)token;
	zl_rtf_flush(rtf);
	if (group->place == ZL_RTF_VALUE)
		zl_buffer_byte(&rtf->value, ' ');
	if (group->place == ZL_RTF_BODY && !group->deleted && zl_rtf_need(rtf) && !rtf->is_survey)
		zl_text_sign(rtf->builder, text);
}

enum { NEXT_PAGE, COLUMN };

static void
page(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int argument)
{
	(void)token;
	zl_rtf_flush(rtf);
	if (group->place != ZL_RTF_BODY || !zl_rtf_need(rtf) || rtf->is_survey)
		return;
	if (argument == COLUMN)
		zl_text_column(rtf->builder);
	else
		zl_text_page(rtf->builder);
}

static unsigned
depth_of(const struct zl_rtf_group *group)
{
	return !group->in_table ? 0 : group->depth > 1 ? (unsigned)group->depth : 1;
}

static void
paragraph(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	(void)token, (void)argument;
	zl_rtf_flush(rtf);
	zl_rtf_end_paragraph(rtf, ZL_GRID_PARAGRAPH, depth_of(group), NULL);
}

static void
cell(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int nested)
{
	unsigned depth = depth_of(group);

	(void)token;
	zl_rtf_flush(rtf);
	zl_rtf_end_paragraph(rtf, ZL_GRID_CELL, !nested ? 1 : depth > 2 ? depth : 2, NULL);
}

static void
row(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int nested)
{
	unsigned depth = depth_of(group);

	(void)token;
	zl_rtf_flush(rtf);
	zl_rtf_end_paragraph(rtf, ZL_GRID_ROW,
			     !nested	 ? 1
			     : depth > 2 ? depth
					 : 2,
			     nested ? &rtf->inner_shape : &rtf->shape);
}

/* The shape that is being defined: of nested rows in a group of its own. */
static struct zl_row_shape *
shape_of(struct zl_rtf *rtf, const struct zl_rtf_group *group)
{
	return group->depth > 1 ? &rtf->inner_shape : &rtf->shape;
}

static void
define_row(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	   int argument)
{
	(void)token, (void)argument;
	memset(shape_of(rtf, group), 0, sizeof(struct zl_row_shape));
	rtf->cell = 0;
}

static int16_t
twips(int32_t value)
{
	return (int16_t)(value < INT16_MIN ? INT16_MIN : value > INT16_MAX ? INT16_MAX : value);
}

static void
row_left(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	 int argument)
{
	(void)argument;
	shape_of(rtf, group)->edges[0] = twips(token->value);
}

static void
row_place(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	struct zl_row_shape *shape = shape_of(rtf, group);

	shape->floats = true;
	if (argument == 'x')
		shape->x = twips(token->value);
	else
		shape->y = twips(token->value);
}

static void
cell_bits(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	(void)group, (void)token;
	rtf->cell |= (uint8_t)argument;
}

static void
cell_edge(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	struct zl_row_shape *shape = shape_of(rtf, group);

	(void)argument;
	if (shape->count < ZL_GRID_CELLS) {
		shape->cells[shape->count++] = rtf->cell;
		shape->edges[shape->count] = twips(token->value);
	}
	rtf->cell = 0;
}

static void
time_part(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
	  int argument)
{
	int32_t *parts[] = {&rtf->property.year, &rtf->property.month, &rtf->property.day,
			    &rtf->property.hour, &rtf->property.minute};

	if (group->end == ZL_RTF_END_TIME)
		*parts[argument] = token->value;
}

enum { FORM_KIND, FORM_RESULT, FORM_DEFAULT };

/* What a form field is, and which of its boxes or entries is chosen. */
static void
form(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token, int argument)
{
	enum { BOX = 1, CHOICES = 2, AS_DEFAULT = 25 };
	bool by_default = argument == FORM_DEFAULT;

	if (!group->in_form || rtf->is_survey)
		return;
	if (argument == FORM_KIND)
		rtf->form = token->value;
	else if (argument == FORM_RESULT && token->value == AS_DEFAULT)
		return;
	else if (rtf->form == BOX)
		zl_field_box(rtf->builder, token->value != 0, by_default);
	else if (rtf->form == CHOICES)
		zl_field_choice(rtf->builder, token->value, by_default);
}

/* How many pages there were, among what is told of the document. */
static void
pages(struct zl_rtf *rtf, struct zl_rtf_group *group, const struct zl_rtf_token *token,
      int argument)
{
	char text[16];

	(void)argument;
	snprintf(text, sizeof(text), "%d", token->value);
	if (rtf->is_survey && group->place == ZL_RTF_DEFINITION && token->value > 0)
		zl_rtf_property(rtf, "pages", text, strlen(text));
}

/* Sorted by word. */
static const struct word words[] = {
    {"-", character, 0xAD},
    {"_", character, 0x2011},
    {"af", font, 1},
    {"ansicpg", number, ANSI_PAGE},
    {"b", toggle, BOLD},
    {"bullet", character, 0x2022},
    {"cell", cell, 0},
    {"cellx", cell_edge, 0},
    {"clmgf", cell_bits, ZL_CELL_FIRST_MERGED},
    {"clmrg", cell_bits, ZL_CELL_MERGED},
    {"clvmgf", cell_bits, ZL_CELL_DOWN | ZL_CELL_DOWN_FIRST},
    {"clvmrg", cell_bits, ZL_CELL_DOWN},
    {"column", page, COLUMN},
    {"cpg", charset, 1},
    {"cs", number, NO_STYLE},
    {"dbch", script, ZL_RTF_DOUBLE},
    {"deff", number, DEFAULT_FONT},
    {"deleted", toggle, DELETED},
    {"ds", number, NO_STYLE},
    {"dy", time_part, 2},
    {"emdash", character, 0x2014},
    {"emspace", character, 0x2003},
    {"endash", character, 0x2013},
    {"enspace", character, 0x2002},
    {"f", font, 0},
    {"fcharset", charset, 0},
    {"ffdefres", form, FORM_DEFAULT},
    {"ffres", form, FORM_RESULT},
    {"fftype", form, FORM_KIND},
    {"hich", script, ZL_RTF_HIGH},
    {"hr", time_part, 3},
    {"ilvl", number, LEVEL},
    {"intbl", toggle, IN_TABLE},
    {"itap", number, DEPTH},
    {"ldblquote", character, 0x201C},
    {"line", sign, '\n'},
    {"loch", script, ZL_RTF_LOW},
    {"lquote", character, 0x2018},
    {"ls", number, LIST},
    {"min", time_part, 4},
    {"mo", time_part, 1},
    {"nestcell", cell, 1},
    {"nestrow", row, 1},
    {"nofpages", pages, 0},
    {"outlinelevel", number, OUTLINE},
    {"page", page, NEXT_PAGE},
    {"pagebb", toggle, PAGE_BREAK},
    {"par", paragraph, 0},
    {"pard", paragraph_plain, 0},
    {"plain", plain, 0},
    {"qc", justify, 1},
    {"qd", justify, 0},
    {"qj", justify, 0},
    {"ql", justify, 0},
    {"qmspace", character, 0x2005},
    {"qr", justify, 0},
    {"rdblquote", character, 0x201D},
    {"revised", toggle, INSERTED},
    {"row", row, 0},
    {"rquote", character, 0x2019},
    {"s", number, STYLE},
    {"sect", paragraph, 0},
    {"tab", sign, '\t'},
    {"tposx", row_place, 'x'},
    {"tposy", row_place, 'y'},
    {"trleft", row_left, 0},
    {"trowd", define_row, 0},
    {"ts", number, NO_STYLE},
    {"u", unicode, 0},
    {"uc", number, FALLBACK},
    {"v", toggle, HIDDEN},
    {"yr", time_part, 0},
    {"zwj", character, 0x200D},
    {"zwnj", character, 0x200C},
    {"~", character, 0xA0},
};

static int
by_word(const void *key, const void *item)
{
	return strcmp(key, ((const struct word *)item)->word);
}

void
zl_rtf_word(struct zl_rtf *rtf, const struct zl_rtf_token *token)
{
	struct zl_rtf_group *group = zl_rtf_group(rtf);
	bool starred = group->is_starred;
	const struct word *found;

	if (token->word[0] == '*') {
		group->is_starred = true;
		return;
	}
	group->is_starred = false;
	if (group->place == ZL_RTF_SKIP && !group->in_shape && strcmp(token->word, "ud") != 0)
		return;
	if (zl_rtf_destination(rtf, token) || zl_rtf_list_word(rtf, token))
		return;
	found =
	    bsearch(token->word, words, sizeof(words) / sizeof(*words), sizeof(*words), by_word);
	if (found != NULL)
		found->handle(rtf, group, token, found->argument);
	else if (starred)
		group->place = ZL_RTF_SKIP;
}
