/*
 * lists.c: \listtable and \listoverridetable: what their words say becomes lists that the builder
 * counts.  What is being defined is the last of its kind.
 */
#include <string.h>

#include "reader.h"

static struct zl_abstract *
abstract_of(struct zl_rtf *rtf)
{
	struct zl_numbering *numbering = &rtf->builder->numbering;

	return numbering->abstract_count == 0
		   ? NULL
		   : &numbering->abstracts[numbering->abstract_count - 1];
}

static struct zl_list *
list_of(struct zl_rtf *rtf)
{
	struct zl_numbering *numbering = &rtf->builder->numbering;

	return numbering->list_count == 0 ? NULL : &numbering->lists[numbering->list_count - 1];
}

static void
add_abstract(struct zl_rtf *rtf)
{
	struct zl_numbering *numbering = &rtf->builder->numbering;

	if (zl_builder_grow(rtf->builder, (void **)&numbering->abstracts,
			    &numbering->abstract_count, &numbering->abstract_capacity,
			    sizeof(*numbering->abstracts)) == NULL)
		return;
	rtf->lists.place = -1;
	rtf->lists.level = NULL;
}

static void
add_list(struct zl_rtf *rtf)
{
	struct zl_numbering *numbering = &rtf->builder->numbering;
	struct zl_list *list =
	    zl_builder_grow(rtf->builder, (void **)&numbering->lists, &numbering->list_count,
			    &numbering->list_capacity, sizeof(*numbering->lists));

	if (list == NULL)
		return;
	for (int i = 0; i < ZL_LEVELS; i++)
		list->starts[i] = ZL_UNSET;
	rtf->lists.place = -1;
	rtf->lists.level = NULL;
}

/* The next level: of the list, or of an override that gives it whole. */
static void
add_level(struct zl_rtf *rtf, bool overrides)
{
	struct zl_abstract *abstract = abstract_of(rtf);
	struct zl_list *list = list_of(rtf);
	struct zl_level *level = zl_arena_zero(&rtf->builder->arena, 1, sizeof(*level));

	rtf->lists.level = NULL;
	if (level == NULL) {
		zl_builder_exhausted(rtf->builder);
		return;
	}
	if (!overrides)
		rtf->lists.place++;
	if (rtf->lists.place < 0 || rtf->lists.place >= ZL_LEVELS ||
	    (overrides ? list == NULL : abstract == NULL))
		return;
	level->restart = ZL_UNSET;
	level->fonts = zl_fonts_unset;
	level->format_name = zl_string("decimal");
	level->format = zl_format_find(level->format_name);
	level->text = zl_string("");
	if (overrides)
		list->levels[rtf->lists.place] = level;
	else
		abstract->levels[rtf->lists.place] = level;
	rtf->lists.level = level;
}

/* Bullets have no number, whatever their text refers to. */
static bool
is_bullet(const struct zl_level *level)
{
	return level != NULL && zl_string_is(level->format_name, "bullet");
}

/* A byte of \leveltext: the first is the length, those below 9 stand for numbers of levels. */
void
zl_rtf_level_byte(struct zl_rtf *rtf, unsigned char byte)
{
	char number[2] = {'%', (char)('1' + byte)};

	if (!rtf->lists.has_begun)
		rtf->lists.has_begun = true;
	else if (byte < ZL_LEVELS && !is_bullet(rtf->lists.level))
		zl_buffer_add(&rtf->bytes, number, sizeof(number));
	else if (byte >= ZL_LEVELS && byte != ';') /* which ends it */
		zl_buffer_byte(&rtf->bytes, (char)byte);
}

void
zl_rtf_level_end(struct zl_rtf *rtf)
{
	struct zl_level *level = rtf->lists.level;
	size_t length = rtf->value.length;

	if (level != NULL &&
	    !zl_arena_copy(&rtf->builder->arena, rtf->value.data == NULL ? "" : rtf->value.data,
			   length, &level->text))
		zl_builder_exhausted(rtf->builder);
}

/* Words of one level. */
static bool
level_word(struct zl_rtf *rtf, const char *word, int32_t value)
{
	struct zl_level *level = rtf->lists.level;

	if (level == NULL)
		return false;
	if (strcmp(word, "levelnfc") == 0 || strcmp(word, "levelnfcn") == 0) {
		level->format_name = zl_format_of_nfc((uint32_t)value);
		level->format = zl_format_find(level->format_name);
	} else if (strcmp(word, "levelstartat") == 0) {
		level->start = value;
	} else if (strcmp(word, "levellegal") == 0) {
		level->legal = value != 0;
	} else if (strcmp(word, "f") == 0) {
		const struct zl_rtf_font *font = zl_rtf_font(rtf, value);
		zl_fonts_set(&level->fonts, font == NULL ? ZL_FONT_PLAIN : font->symbols);
	} else {
		return false;
	}
	return true;
}

bool
zl_rtf_list_word(struct zl_rtf *rtf, const struct zl_rtf_token *token)
{
	const struct zl_rtf_group *group = zl_rtf_group(rtf);
	const char *word = token->word;
	struct zl_list *list = group->in_overrides ? list_of(rtf) : NULL;

	if (!group->in_lists && !group->in_overrides)
		return false;
	if (strcmp(word, "list") == 0 && group->in_lists)
		add_abstract(rtf);
	else if (strcmp(word, "listoverride") == 0)
		add_list(rtf);
	else if (strcmp(word, "lfolevel") == 0)
		rtf->lists.place++;
	else if (strcmp(word, "listlevel") == 0)
		add_level(rtf, group->in_overrides);
	else if (strcmp(word, "listid") == 0 && list != NULL)
		list->abstract_id = token->value;
	else if (strcmp(word, "listid") == 0 && abstract_of(rtf) != NULL && group->in_lists)
		abstract_of(rtf)->id = token->value;
	else if (strcmp(word, "ls") == 0 && list != NULL)
		list->id = zl_rtf_list(token->value);
	else if (strcmp(word, "levelstartat") == 0 && list != NULL && rtf->lists.level == NULL &&
		 rtf->lists.place >= 0 && rtf->lists.place < ZL_LEVELS)
		list->starts[rtf->lists.place] = token->value;
	else
		return level_word(rtf, word, token->value);
	return true;
}
