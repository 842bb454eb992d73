/* numbering.c: lists as they are defined in numbering.xml. */
#include "numbering.h"

#include <stdlib.h>
#include <string.h>

#include "fonts.h"
#include "numbering_list.h"
#include "unpack/xml/xml.h"

/* Elements that properties look for among their parents. */
enum { LEVEL = 1, LEVEL_RUN };

struct reading {
	struct zl_numbering *numbering;
	struct zl_abstract *abstract; /* being read */
	struct zl_list *list;
	struct zl_level *level;
	int override;	       /* level of the w:lvlOverride being read, ZL_UNSET outside */
	bool format_is_chosen; /* by the Choice of an mc:AlternateContent */
};

/* Room for one more item, cleared; NULL, and the parse stopped, when memory is out. */
static void *
grow(struct zl_xml *xml, void **items, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity) {
		size_t more = *capacity == 0 ? 16 : *capacity * 2;
		void *moved = reallocarray(*items, more, size);
		if (moved == NULL) {
			zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "numbering");
			return NULL;
		}
		*items = moved;
		*capacity = more;
	}
	return memset((char *)*items + (*count)++ * size, 0, size);
}

static void
keep(struct zl_xml *xml, struct zl_string from, struct zl_string *out)
{
	struct reading *reading = xml->context;

	if (!zl_arena_copy(reading->numbering->arena, from.data, from.length, out))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "numbering");
}

static void
abstract_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_numbering *numbering = reading->numbering;
	void *items = numbering->abstracts;

	reading->abstract = grow(xml, &items, &numbering->abstract_count,
				 &numbering->abstract_capacity, sizeof(*numbering->abstracts));
	numbering->abstracts = items;
	if (reading->abstract != NULL)
		reading->abstract->id = zl_xml_integer(xml, "abstractNumId",
						       zl_xml_integer(xml, "listDefId", ZL_UNSET));
}

static void
abstract_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->abstract = NULL;
}

static void
style_link_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->abstract != NULL)
		keep(xml, zl_xml_given(xml, "val"), &reading->abstract->style_link);
}

static void
list_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_numbering *numbering = reading->numbering;
	void *items = numbering->lists;

	reading->list = grow(xml, &items, &numbering->list_count, &numbering->list_capacity,
			     sizeof(*numbering->lists));
	numbering->lists = items;
	if (reading->list == NULL)
		return;
	reading->list->id = zl_xml_integer(xml, "numId", zl_xml_integer(xml, "ilfo", ZL_UNSET));
	reading->list->abstract_id = ZL_UNSET;
	for (int i = 0; i < ZL_LEVELS; i++)
		reading->list->starts[i] = ZL_UNSET;
}

static void
list_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->list = NULL;
}

static void
abstract_id_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->list != NULL)
		reading->list->abstract_id = zl_xml_integer(xml, "val", ZL_UNSET);
}

static void
override_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	int32_t level = zl_xml_integer(xml, "ilvl", ZL_UNSET);

	reading->override = level < 0 || level >= ZL_LEVELS ? ZL_UNSET : level;
}

static void
override_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->override = ZL_UNSET;
}

static void
start_override_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->list != NULL && reading->override != ZL_UNSET)
		reading->list->starts[reading->override] = zl_xml_integer(xml, "val", 0);
}

/* Opens a level, of an abstract list or within an override; of two for one place the last stays. */
static void
level_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	int32_t place = zl_xml_integer(xml, "ilvl", reading->override);
	struct zl_level **slot = NULL;

	if (place >= 0 && place < ZL_LEVELS && reading->list != NULL)
		slot = &reading->list->levels[place];
	else if (place >= 0 && place < ZL_LEVELS && reading->abstract != NULL)
		slot = &reading->abstract->levels[place];
	if (slot == NULL)
		return;
	reading->level = *slot = zl_arena_zero(reading->numbering->arena, 1, sizeof(**slot));
	reading->format_is_chosen = false;
	if (reading->level == NULL) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "numbering");
		return;
	}
	reading->level->restart = ZL_UNSET;
	reading->level->fonts = zl_fonts_unset;
	reading->level->format_name = zl_string("decimal");
	reading->level->format = zl_format_find(reading->level->format_name);
}

static void
level_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	reading->level = NULL;
}

static void
start_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		reading->level->start = zl_xml_integer(xml, "val", 0);
}

/*
 * The format.  Word 2010 writes its own formats as w:numFmt w:val="custom" in a Choice, with what
 * an older Word makes of it in the Fallback.
 */
static void
format_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_string name = zl_xml_given(xml, "val");

	if (reading->level == NULL || reading->format_is_chosen)
		return;
	if (zl_string_is(name, "custom")) {
		name = zl_xml_given(xml, "format");
		if (zl_format_find(name) == NULL)
			return;
		reading->format_is_chosen = true;
	}
	keep(xml, name, &reading->level->format_name);
	reading->level->format = zl_format_find(name);
}

/* The format by its number: Word 2003 XML, whose w:listDef and w:list are read as well. */
static void
nfc_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level == NULL)
		return;
	reading->level->format_name = zl_format_of_nfc((uint32_t)zl_xml_integer(xml, "val", 0));
	reading->level->format = zl_format_find(reading->level->format_name);
}

static void
restart_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		reading->level->restart = zl_xml_integer(xml, "val", ZL_UNSET);
}

static void
text_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		keep(xml, zl_xml_given(xml, "val"), &reading->level->text);
}

static void
style_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		keep(xml, zl_xml_given(xml, "val"), &reading->level->style);
}

static void
legal_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		reading->level->legal = zl_xml_toggle(xml);
}

static void
picture_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL)
		reading->level->picture = true;
}

static void
fonts_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level == NULL || zl_xml_parent(xml, 2) != LEVEL)
		return;
	zl_fonts_read(xml, &reading->level->fonts);
}

static void
hidden_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->level != NULL && zl_xml_parent(xml, 1) == LEVEL_RUN &&
	    zl_xml_parent(xml, 2) == LEVEL)
		reading->level->hidden = zl_xml_toggle(xml);
}

static const struct zl_element elements[] = {
    {ZL_NS_W, "abstractNum", abstract_start, abstract_end, NULL, 0},
    {ZL_NS_W, "abstractNumId", abstract_id_start, NULL, NULL, 0},
    {ZL_NS_W, "ilst", abstract_id_start, NULL, NULL, 0},
    {ZL_NS_W, "isLgl", legal_start, NULL, NULL, 0},
    {ZL_NS_W, "list", list_start, list_end, NULL, 0},
    {ZL_NS_W, "listDef", abstract_start, abstract_end, NULL, 0},
    {ZL_NS_W, "lvl", level_start, level_end, NULL, LEVEL},
    {ZL_NS_W, "lvlOverride", override_start, override_end, NULL, 0},
    {ZL_NS_W, "lvlPicBulletId", picture_start, NULL, NULL, 0},
    {ZL_NS_W, "lvlRestart", restart_start, NULL, NULL, 0},
    {ZL_NS_W, "lvlText", text_start, NULL, NULL, 0},
    {ZL_NS_W, "nfc", nfc_start, NULL, NULL, 0},
    {ZL_NS_W, "num", list_start, list_end, NULL, 0},
    {ZL_NS_W, "numFmt", format_start, NULL, NULL, 0},
    {ZL_NS_W, "numPicBullet", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "numStyleLink", style_link_start, NULL, NULL, 0},
    {ZL_NS_W, "pStyle", style_start, NULL, NULL, 0},
    {ZL_NS_W, "rFonts", fonts_start, NULL, NULL, 0},
    {ZL_NS_W, "rPr", NULL, NULL, NULL, LEVEL_RUN},
    {ZL_NS_W, "rPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "start", start_start, NULL, NULL, 0},
    {ZL_NS_W, "startOverride", start_override_start, NULL, NULL, 0},
    {ZL_NS_W, "vanish", hidden_start, NULL, NULL, 0},
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  NULL};

/* Abstract lists and lists both begin with their id. */
static int
by_id(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return x < y ? -1 : x > y;
}

struct zl_list *
zl_list_find(const struct zl_numbering *numbering, int32_t id)
{
	if (numbering->list_count == 0)
		return NULL;
	return bsearch(&id, numbering->lists, numbering->list_count, sizeof(*numbering->lists),
		       by_id);
}

static struct zl_abstract *
abstract_find(const struct zl_numbering *numbering, int32_t id)
{
	if (numbering->abstract_count == 0)
		return NULL;
	return bsearch(&id, numbering->abstracts, numbering->abstract_count,
		       sizeof(*numbering->abstracts), by_id);
}

/* Where the levels of a list stand that is defined by a numbering style: 17.9.21. */
static struct zl_abstract *
follow_link(const struct zl_numbering *numbering, const struct zl_styles *styles,
	    struct zl_abstract *abstract)
{
	if (abstract == NULL || abstract->style_link.length == 0)
		return abstract;
	const struct zl_style *style = zl_styles_find(styles, abstract->style_link);
	struct zl_list *list = style == NULL ? NULL : zl_list_find(numbering, style->list);
	struct zl_abstract *linked =
	    list == NULL ? NULL : abstract_find(numbering, list->abstract_id);
	return linked == NULL ? abstract : linked;
}

void
zl_numbering_settle(struct zl_numbering *numbering, const struct zl_styles *styles)
{
	if (numbering->abstract_count > 0)
		qsort(numbering->abstracts, numbering->abstract_count,
		      sizeof(*numbering->abstracts), by_id);
	if (numbering->list_count > 0)
		qsort(numbering->lists, numbering->list_count, sizeof(*numbering->lists), by_id);
	for (size_t i = 0; i < numbering->list_count; i++) {
		struct zl_list *list = &numbering->lists[i];
		list->abstract = abstract_find(numbering, list->abstract_id);
		list->looks = follow_link(numbering, styles, list->abstract);
	}
}

enum zl_failure
zl_numbering_read(struct zl_numbering *numbering, const struct zl_styles *styles,
		  struct zl_arena *arena, uint32_t base, const char *data, size_t size,
		  uint64_t depth, struct zl_fault *fault)
{
	struct reading reading = {.numbering = numbering, .override = ZL_UNSET};

	*numbering = (struct zl_numbering){.arena = arena, .base = base};
	zl_xml_parse(&grammar, &reading, data, size, depth, fault);
	zl_numbering_settle(numbering, styles);
	return fault->code;
}

void
zl_numbering_free(struct zl_numbering *numbering)
{
	free(numbering->abstracts);
	free(numbering->lists);
	*numbering = (struct zl_numbering){0};
}
