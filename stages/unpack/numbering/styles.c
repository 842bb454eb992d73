/* styles.c: styles.xml, and what styles inherit from each other. */
#include "styles.h"

#include <stdlib.h>
#include <string.h>

#include "fonts.h"
#include "unpack/xml/xml.h"

/* Elements that tell what a property belongs to. */
enum { PARAGRAPH = 1, RUN, OWNER };

struct reading {
	struct zl_styles *styles;
	struct zl_document *document;
	struct zl_arena *arena;
	struct zl_style *style; /* being read; NULL outside */
};

const struct zl_style zl_style_nothing = {
    .list = ZL_UNSET,
    .list_level = ZL_UNSET,
    .outline = ZL_UNSET,
    .centred = ZL_UNSET,
    .bold = ZL_UNSET,
    .hidden = ZL_UNSET,
    .page_break = ZL_UNSET,
    .fonts = {ZL_FONT_UNSET, ZL_FONT_UNSET, ZL_FONT_UNSET, -1}};

static enum zl_style_kind
kind_of(struct zl_string type)
{
	if (type.length == 0 || zl_string_is(type, "paragraph"))
		return ZL_STYLE_PARAGRAPH;
	return zl_string_is(type, "character") ? ZL_STYLE_CHARACTER : ZL_STYLE_OTHER;
}

static void
defaults_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->style = &reading->styles->defaults;
}

static void
style_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_styles *styles = reading->styles;
	struct zl_string id = zl_xml_given(xml, "styleId");
	struct zl_string is_default = zl_xml_given(xml, "default");

	if (styles->count == styles->capacity) {
		size_t more = styles->capacity == 0 ? 64 : styles->capacity * 2;
		void *moved = reallocarray(styles->items, more, sizeof(*styles->items));
		if (moved == NULL) {
			zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "styles");
			return;
		}
		styles->items = moved;
		styles->capacity = more;
	}
	reading->style = &styles->items[styles->count];
	*reading->style = zl_style_nothing;
	reading->style->kind = kind_of(zl_xml_given(xml, "type"));
	reading->style->is_default = zl_string_is(is_default, "1") ||
				     zl_string_is(is_default, "true") ||
				     zl_string_is(is_default, "on");
	if (zl_arena_copy(reading->arena, id.data, id.length, &reading->style->id))
		styles->count++;
	else
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "styles");
}

static void
owner_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->style = NULL;
}

static void
name_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_string name = zl_xml_given(xml, "val");

	if (reading->style != NULL && reading->style->name.length == 0 &&
	    !zl_document_copy(reading->document, name.data, name.length, &reading->style->name))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "styles");
}

static void
based_on_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_string id = zl_xml_given(xml, "val");

	if (reading->style != NULL &&
	    !zl_arena_copy(reading->arena, id.data, id.length, &reading->style->based_on))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "styles");
}

/* The style whose paragraph or run property is being read, NULL when it belongs to no style. */
static struct zl_style *
owner(struct zl_xml *xml, int properties)
{
	struct reading *reading = xml->context;

	return zl_xml_parent(xml, 1) == properties && zl_xml_parent(xml, 2) == OWNER
		   ? reading->style
		   : NULL;
}

static void
list_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->style != NULL)
		reading->style->list = zl_xml_integer(xml, "val", ZL_UNSET);
}

static void
level_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (reading->style != NULL && level >= 0 && level < ZL_LEVELS)
		reading->style->list_level = (int8_t)level;
}

static void
outline_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, PARAGRAPH);
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (style != NULL && level >= 0 && level <= 9)
		style->outline = (int8_t)level;
}

static void
justify_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, PARAGRAPH);

	if (style != NULL)
		style->centred = zl_string_is(zl_xml_given(xml, "val"), "center");
}

static void
page_break_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, PARAGRAPH);

	if (style != NULL)
		style->page_break = zl_xml_toggle(xml);
}

static void
bold_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, RUN);

	if (style != NULL)
		style->bold = zl_xml_toggle(xml);
}

static void
hidden_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, RUN);

	if (style != NULL)
		style->hidden = zl_xml_toggle(xml);
}

static void
fonts_start(struct zl_xml *xml)
{
	struct zl_style *style = owner(xml, RUN);
	struct reading *reading = xml->context;

	if (style == NULL)
		return;
	zl_fonts_read(xml, &style->fonts);
	if (zl_fonts_have_symbols(&style->fonts))
		reading->styles->have_symbols = true;
}

static const struct zl_element elements[] = {
    {ZL_NS_W, "b", bold_start, NULL, NULL, 0},
    {ZL_NS_W, "basedOn", based_on_start, NULL, NULL, 0},
    {ZL_NS_W, "docDefaults", defaults_start, owner_end, NULL, 0},
    {ZL_NS_W, "ilfo", list_start, NULL, NULL, 0}, /* of Word 2003 XML, as all in numbering.c */
    {ZL_NS_W, "ilvl", level_start, NULL, NULL, 0},
    {ZL_NS_W, "jc", justify_start, NULL, NULL, 0},
    {ZL_NS_W, "latentStyles", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "name", name_start, NULL, NULL, 0},
    {ZL_NS_W, "numId", list_start, NULL, NULL, 0},
    {ZL_NS_W, "outlineLvl", outline_start, NULL, NULL, 0},
    {ZL_NS_W, "pPr", NULL, NULL, NULL, PARAGRAPH},
    {ZL_NS_W, "pPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "pPrDefault", NULL, NULL, NULL, OWNER},
    {ZL_NS_W, "pageBreakBefore", page_break_start, NULL, NULL, 0},
    {ZL_NS_W, "rFonts", fonts_start, NULL, NULL, 0},
    {ZL_NS_W, "rPr", NULL, NULL, NULL, RUN},
    {ZL_NS_W, "rPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "rPrDefault", NULL, NULL, NULL, OWNER},
    {ZL_NS_W, "style", style_start, owner_end, NULL, OWNER},
    {ZL_NS_W, "tblStylePr", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "vanish", hidden_start, NULL, NULL, 0},
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  NULL};

static int
compare(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int
by_id(const void *a, const void *b)
{
	return compare(((const struct zl_style *)a)->id, ((const struct zl_style *)b)->id);
}

static int
by_key(const void *key, const void *item)
{
	return compare(*(const struct zl_string *)key, ((const struct zl_style *)item)->id);
}

static void
inherit(struct zl_style *style, const struct zl_style *base)
{
	if (style->list == ZL_UNSET)
		style->list = base->list;
	if (style->list_level == ZL_UNSET)
		style->list_level = base->list_level;
	if (style->outline == ZL_UNSET)
		style->outline = base->outline;
	if (style->centred == ZL_UNSET)
		style->centred = base->centred;
	if (style->bold == ZL_UNSET)
		style->bold = base->bold;
	if (style->hidden == ZL_UNSET)
		style->hidden = base->hidden;
	if (style->page_break == ZL_UNSET)
		style->page_break = base->page_break;
	zl_fonts_inherit(&style->fonts, &base->fonts);
}

/*
 * Gives every style what it inherits, each once: up the chain to one that has it already (marking
 * the way, so that a circle ends), then back down it.
 */
static void
resolve(struct zl_styles *styles, struct zl_style *style)
{
	struct zl_style *below = NULL, *at = style;

	while (at != NULL && at->state == ZL_STYLE_NEW) {
		struct zl_style *base = (struct zl_style *)zl_styles_find(styles, at->based_on);
		at->state = ZL_STYLE_RESOLVING;
		at->base = below; /* turned round for the way back */
		below = at;
		at = base;
	}
	struct zl_style *base = at != NULL && at->state == ZL_STYLE_RESOLVED ? at : NULL;
	while (below != NULL) {
		struct zl_style *next = below->base;
		below->base = base;
		if (base != NULL)
			inherit(below, base);
		below->state = ZL_STYLE_RESOLVED;
		base = below;
		below = next;
	}
}

void
zl_styles_settle(struct zl_styles *styles)
{
	if (styles->count > 0)
		qsort(styles->items, styles->count, sizeof(*styles->items), by_id);
	for (size_t i = 0; i < styles->count; i++) {
		struct zl_style *style = &styles->items[i];
		resolve(styles, style);
		if (style->is_default && style->kind == ZL_STYLE_PARAGRAPH &&
		    styles->paragraph == NULL)
			styles->paragraph = style;
	}
}

enum zl_failure
zl_styles_read(struct zl_styles *styles, struct zl_document *document, struct zl_arena *arena,
	       const char *data, size_t size, uint64_t depth, struct zl_fault *fault)
{
	struct reading reading = {styles, document, arena, NULL};

	*styles = (struct zl_styles){.defaults = zl_style_nothing};
	zl_xml_parse(&grammar, &reading, data, size, depth, fault);
	zl_styles_settle(styles);
	return fault->code;
}

const struct zl_style *
zl_styles_find(const struct zl_styles *styles, struct zl_string id)
{
	if (styles->count == 0 || id.length == 0)
		return NULL;
	return bsearch(&id, styles->items, styles->count, sizeof(*styles->items), by_key);
}

void
zl_styles_free(struct zl_styles *styles)
{
	free(styles->items);
	*styles = (struct zl_styles){0};
}
