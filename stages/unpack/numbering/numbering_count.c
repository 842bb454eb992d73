/* numbering_count.c: counts that run over the lists, and what they put in front of paragraphs. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "numbering_list.h"

/* How far up a chain of styles a list's level is looked for. */
enum { CHAIN_MOST = 32 };

/* What is counted in a text box or comment: of one abstract list, or of one list. */
struct zl_own_count {
	const void *of;
	struct zl_count count; /* of an abstract list */
	uint16_t begun;	       /* of a list: levels whose start has been overridden already */
};

static const struct zl_level *
level_of(const struct zl_list *list, int place)
{
	return list->levels[place] != NULL ? list->levels[place] : list->looks->levels[place];
}

static int32_t
start_of(const struct zl_list *list, int place)
{
	const struct zl_level *level = level_of(list, place);

	return level == NULL ? 0 : level->start;
}

/*
 * The level that a paragraph has through its style: in the style's own list the one whose w:pStyle
 * names that style, or one that it is based on (Word allows eleven in a row); else what the style
 * says.  It holds as well where the paragraph itself names another list and no level.
 */
static int
level_of_style(const struct zl_numbering *numbering, const struct zl_style *style)
{
	const struct zl_list *list = style->list > 0 ? zl_list_find(numbering, style->list) : NULL;

	if (list == NULL || list->abstract == NULL)
		return style->list_level == ZL_UNSET ? 0 : style->list_level;
	const struct zl_style *at = style;

	for (int up = 0; up < CHAIN_MOST && at != NULL && at->list == list->id; up++, at = at->base)
		for (int place = 0; place < ZL_LEVELS; place++) {
			const struct zl_level *level = level_of(list, place);
			if (level != NULL && level->style.length > 0 &&
			    zl_string_equal(level->style, at->id))
				return place;
		}
	return style->list_level == ZL_UNSET ? 0 : style->list_level;
}

/*
 * Whether a level begins anew after a paragraph of the level used, which is higher: 17.9.10.  Word
 * goes by the abstract list, and takes no w:lvlRestart from an override ([MS-OI29500] 2.1.282).
 */
static bool
restarts_after(const struct zl_level *level, int used)
{
	return level == NULL || level->restart == ZL_UNSET || used < level->restart;
}

/*
 * The start that the list's override gives a level, ZL_UNSET for none.  It counts for the first
 * paragraph of the list at that level and no other; an override that gives the whole level gives
 * its start there.
 */
static int32_t
overridden_start(const struct zl_list *list, int place)
{
	if (list->starts[place] != ZL_UNSET && list->levels[place] != NULL)
		return list->levels[place]->start;
	return list->starts[place];
}

/*
 * Begins a level, at its start or at what overrides that.  A level that a lower one begins, no
 * paragraph of its own having come, has used its override up: Word goes on from there.
 */
static void
begin(const struct zl_list *list, struct zl_count *count, uint16_t *begun, int place)
{
	int32_t start = *begun >> place & 1 ? ZL_UNSET : overridden_start(list, place);

	count->values[place] = start != ZL_UNSET ? start : start_of(list, place);
	count->running[place] = true;
	*begun |= (uint16_t)(1U << place);
}

/* Moves the counts on for a paragraph of the level. */
static void
step(const struct zl_list *list, struct zl_count *count, uint16_t *begun, int place)
{
	assert(place >= 0 && place < ZL_LEVELS);
	for (int i = 0; i < place; i++)
		if (!count->running[i])
			begin(list, count, begun, i);
	bool overridden = !(*begun >> place & 1) && overridden_start(list, place) != ZL_UNSET;
	if (overridden || !count->running[place])
		begin(list, count, begun, place);
	else if (count->values[place] < INT32_MAX)
		count->values[place]++;
	*begun |= (uint16_t)(1U << place);
	for (int i = place + 1; i < ZL_LEVELS; i++)
		if (restarts_after(list->looks->levels[i], place))
			count->running[i] = false;
}

/* Adds the number of one level to the text; gives how well it could be written. */
static enum zl_formatted
add_number(const struct zl_list *list, const struct zl_count *count, int place, bool legal,
	   struct zl_buffer *out)
{
	const struct zl_level *level = level_of(list, place);
	const struct zl_format *format = level == NULL ? NULL : level->format;

	if (level == NULL)
		return ZL_FORMATTED;
	/* Legal numbering makes every level decimal, but leaves leading zeros and no number. */
	if (legal && !zl_string_is(level->format_name, "decimalZero") &&
	    !zl_string_is(level->format_name, "none") &&
	    !zl_string_is(level->format_name, "bullet"))
		format = zl_format_find(zl_string("decimal"));
	return zl_format_number(format, count->values[place], out);
}

/* Adds a character of the level's text: of a symbol font, the character that it looks like. */
static void
add_character(const struct zl_level *level, uint32_t code, struct zl_buffer *out)
{
	enum zl_symbol_font font = zl_fonts_of(&level->fonts, code);
	uint32_t symbol = zl_symbol(font, code);
	char bytes[4];

	if (symbol == 0 && font == ZL_FONT_PLAIN && code >= 0xF020 && code <= 0xF0FF)
		symbol = zl_symbol(ZL_FONT_SYMBOL, code);
	zl_buffer_add(out, bytes, zl_utf8_write(symbol == 0 ? code : symbol, bytes));
}

/*
 * Writes what stands in front of a paragraph of the level: w:lvlText, in which %1 to %9 are numbers
 * unless the level is a bullet.
 */
static enum zl_formatted
add_text(const struct zl_list *list, const struct zl_count *count, int place, bool bullet,
	 struct zl_buffer *out)
{
	const struct zl_level *level = level_of(list, place);
	struct zl_string text = level->text;
	enum zl_formatted worst = ZL_FORMATTED;

	if (bullet && level->picture && text.length == 0)
		zl_buffer_text(out, "•");
	for (size_t i = 0; i < text.length;) {
		int named = i + 1 < text.length ? text.data[i + 1] - '1' : -1;
		if (bullet || text.data[i] != '%' || named < 0 || named >= ZL_LEVELS) {
			uint32_t code;
			i += zl_utf8_read(text.data + i, text.length - i, &code);
			add_character(level, code, out);
			continue;
		}
		i += 2;
		if (named > place)
			continue;
		enum zl_formatted got = add_number(list, count, named, level->legal, out);
		worst = got > worst ? got : worst;
	}
	return worst;
}

static void
warn(struct zl_document *document, enum zl_formatted formatted, const struct zl_number *number,
     uint32_t n)
{
	if (formatted == ZL_FORMATTED_RANGE)
		zl_document_warn(document, "number-range", n, "%d is beyond %s",
				 number->values[number->level], number->format.data);
	else if (formatted == ZL_FORMATTED_UNKNOWN)
		zl_document_warn(document, "number-format", n,
				 "%s is not known, written in decimal", number->format.data);
}

/* Writes the number of the place that the counts stand at. */
static bool
write_number(const struct zl_list *list, const struct zl_count *count, int place,
	     struct zl_document *document, uint32_t n, struct zl_number *number)
{
	const struct zl_level *level = level_of(list, place);
	enum zl_formatted formatted;
	struct zl_buffer text = {0};

	number->bullet = zl_string_is(level->format_name, "bullet");
	formatted = add_text(list, count, place, number->bullet, &text);
	if (level->hidden)
		zl_buffer_clear(&text);
	bool done =
	    !text.failed && zl_document_copy(document, text.data, text.length, &number->text);
	if (level->format != NULL)
		number->format = zl_string(zl_format_name(level->format));
	else
		done = done && zl_document_copy(document, level->format_name.data,
						level->format_name.length, &number->format);
	zl_buffer_free(&text);
	if (done && formatted != ZL_FORMATTED)
		warn(document, formatted, number, n);
	return done;
}

/* The slot of a scope's table where what is counted of something stands, or could. */
static struct zl_own_count **
own_slot(struct zl_own_count **slots, size_t count, const void *of)
{
	size_t i = (size_t)((uint64_t)((uintptr_t)of >> 4) * 0x9E3779B97F4A7C15U % count);

	while (slots[i] != NULL && slots[i]->of != of)
		i = (i + 1) % count;
	return &slots[i];
}

/* Makes room in the scope's table for one more; false when memory is out. */
static bool
own_grow(struct zl_numbering *numbering, struct zl_scope *scope)
{
	size_t more = scope->own_slots == 0 ? 8 : scope->own_slots * 2;

	if (scope->own_count * 2 < scope->own_slots)
		return true;
	struct zl_own_count **slots =
	    zl_arena_zero(numbering->arena, more, sizeof(struct zl_own_count *));
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < scope->own_slots; i++)
		if (scope->own[i] != NULL)
			*own_slot(slots, more, scope->own[i]->of) = scope->own[i];
	scope->own = slots;
	scope->own_slots = more;
	return true;
}

/* What is counted of an abstract list or a list in a scope of its own; NULL: no memory. */
static struct zl_own_count *
own_count(struct zl_numbering *numbering, struct zl_scope *scope, const void *of)
{
	if (!own_grow(numbering, scope))
		return NULL;
	struct zl_own_count **slot = own_slot(scope->own, scope->own_slots, of);
	if (*slot != NULL)
		return *slot;
	*slot = zl_arena_zero(numbering->arena, 1, sizeof(**slot));
	if (*slot == NULL)
		return NULL;
	(*slot)->of = of;
	scope->own_count++;
	return *slot;
}

/* Finds where the list has got to in the scope; false when memory is out. */
static bool
find_count(struct zl_numbering *numbering, struct zl_scope *scope, struct zl_list *list,
	   struct zl_count **count, uint16_t **begun)
{
	static const int shared[ZL_STORY_COUNT] = {
	    [ZL_STORY_BODY] = 0,    [ZL_STORY_BOX] = -1,     [ZL_STORY_FOOTNOTE] = 1,
	    [ZL_STORY_ENDNOTE] = 2, [ZL_STORY_COMMENT] = -1, [ZL_STORY_HEADER] = 3,
	    [ZL_STORY_FOOTER] = 3,
	};
	int place = shared[scope->story];

	if (place < 0) {
		struct zl_own_count *of_abstract = own_count(numbering, scope, list->abstract);
		struct zl_own_count *of_list = own_count(numbering, scope, list);
		if (of_abstract == NULL || of_list == NULL)
			return false;
		*count = &of_abstract->count;
		*begun = &of_list->begun;
		return true;
	}
	if (list->abstract->counts[place] == NULL)
		list->abstract->counts[place] = zl_arena_zero(numbering->arena, 1, sizeof(**count));
	*count = list->abstract->counts[place];
	*begun = &list->begun[place];
	return *count != NULL;
}

enum zl_status
zl_numbering_count(struct zl_numbering *numbering, struct zl_document *document,
		   struct zl_scope *scope, int32_t list_id, int place, const struct zl_style *style,
		   uint32_t n, const struct zl_number **out)
{
	struct zl_list *list = list_id == 0 ? NULL : zl_list_find(numbering, list_id);
	struct zl_count *count;
	uint16_t *begun;

	*out = NULL;
	if (list == NULL || list->abstract == NULL)
		return true;
	if (place == ZL_UNSET)
		place = style != NULL ? level_of_style(numbering, style) : 0;
	if (level_of(list, place) == NULL)
		return true;
	struct zl_number *number = zl_arena_zero(&document->arena, 1, sizeof(*number));
	if (number == NULL || !find_count(numbering, scope, list, &count, &begun))
		return false;
	step(list, count, begun, place);
	number->list = numbering->base + (uint32_t)list_id;
	number->level = (uint8_t)place;
	memcpy(number->values, count->values, (size_t)(place + 1) * sizeof(*number->values));
	*out = number;
	return write_number(list, count, place, document, n, number);
}
