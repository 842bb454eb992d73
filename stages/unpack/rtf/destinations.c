/* destinations.c: groups whose text is no text of the story, or of another one. */
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "unpack/story/fields.h"
#include "unpack/story/places.h"

typedef void opener(struct zl_rtf *, struct zl_rtf_group *, const char *name);

/* A destination: what its word does with its group. */
struct destination {
	const char *word;
	opener *open;
	const char *name;
};

static bool
is_read(const struct zl_rtf *rtf, const struct zl_rtf_group *group)
{
	return group->place == ZL_RTF_BODY && !group->deleted && rtf->streams.count > 0;
}

/* A group is one story at most, for it ends only once; a second word for one says nothing. */
static bool
may_open_story(const struct zl_rtf_group *group)
{
	return !zl_rtf_is_story(group->end);
}

static void
open_skip(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)rtf, (void)name;
	group->place = ZL_RTF_SKIP;
	group->in_shape = false;
}

/* Nothing special: its text is read. */
static void
open_plain(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)rtf, (void)group, (void)name;
}

/* Tables, which are read the first time. */
static void
open_definition(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	group->place = rtf->is_survey ? ZL_RTF_DEFINITION : ZL_RTF_SKIP;
	group->in_fonts = rtf->is_survey && strcmp(name, "fonts") == 0;
	group->in_styles = rtf->is_survey && strcmp(name, "styles") == 0;
	group->in_lists = rtf->is_survey && strcmp(name, "lists") == 0;
	group->in_overrides = rtf->is_survey && strcmp(name, "overrides") == 0;
}

/* A text that is kept, for what is done at the end. */
static void
keep(struct zl_rtf *rtf, struct zl_rtf_group *group, enum zl_rtf_end end)
{
	zl_buffer_clear(&rtf->value);
	group->place = ZL_RTF_VALUE;
	group->end = (uint8_t)end;
}

static void
open_level_text(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if (!group->in_lists && !group->in_overrides)
		return;
	keep(rtf, group, ZL_RTF_END_LEVEL);
	rtf->lists.has_begun = false;
}

static void
open_property(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	if (!rtf->is_survey || group->place != ZL_RTF_DEFINITION) {
		group->place = ZL_RTF_SKIP;
		return;
	}
	keep(rtf, group, ZL_RTF_END_PROPERTY);
	rtf->property.name = name;
}

static void
open_time(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	if (!rtf->is_survey || group->place != ZL_RTF_DEFINITION)
		return;
	group->end = ZL_RTF_END_TIME;
	rtf->property = (struct zl_rtf_property){.name = name};
}

static void
open_number(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	keep(rtf, group, ZL_RTF_END_NUMBER);
}

static void
open_note(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	const char *rest = rtf->tokens.data + rtf->tokens.at;
	size_t left = rtf->tokens.size - rtf->tokens.at;
	enum zl_story story = name[0] == 'c' ? ZL_STORY_COMMENT : ZL_STORY_FOOTNOTE;

	if (!may_open_story(group))
		return;
	if (!is_read(rtf, group) || !zl_rtf_need(rtf)) {
		group->place = ZL_RTF_SKIP;
		return;
	}
	if (story == ZL_STORY_FOOTNOTE && left >= 7 && memcmp(rest, "\\ftnalt", 7) == 0)
		story = ZL_STORY_ENDNOTE;
	if (!rtf->is_survey)
		zl_anchor(rtf->builder, story, rtf->notes[story] + 1);
	zl_rtf_open_stream(rtf, story);
	if (story == ZL_STORY_COMMENT && !rtf->is_survey && rtf->builder->fault->code == ZL_OK) {
		struct zl_document *document = rtf->builder->document;
		if (!zl_document_copy(document, rtf->author.data == NULL ? "" : rtf->author.data,
				      rtf->author.length,
				      &document->notes.items[document->notes.count - 1].author))
			zl_builder_exhausted(rtf->builder);
	}
}

static void
open_author(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	keep(rtf, group, ZL_RTF_END_AUTHOR);
}

static void
open_header(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	bool footer = name[0] == 'f';

	if (!may_open_story(group))
		return;
	if (!is_read(rtf, group)) {
		group->place = ZL_RTF_SKIP;
		return;
	}
	if (!rtf->is_survey)
		rtf->header = zl_repeated_begin(rtf->builder);
	zl_rtf_open_stream(rtf, footer ? ZL_STORY_FOOTER : ZL_STORY_HEADER);
	group->end = footer ? ZL_RTF_END_FOOTER : ZL_RTF_END_HEADER;
}

/* The text of a drawing: a text box, where the drawing stands. */
static void
open_box(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if (!group->in_shape || group->deleted || !may_open_story(group) || !zl_rtf_need(rtf))
		return;
	rtf->shape_shows = true;
	group->in_shape = false;
	zl_rtf_open_stream(rtf, ZL_STORY_BOX);
}

static void
open_shape(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if (!is_read(rtf, group))
		return;
	rtf->shape_shows = false;
	group->end = ZL_RTF_END_SHAPE;
}

static void
open_shape_inside(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	/* Shapes of a group stand in what is passed by of it. */
	group->in_shape = group->in_shape || is_read(rtf, group);
	group->place = ZL_RTF_SKIP;
}

static void
open_picture(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if ((is_read(rtf, group) || group->in_shape) && !group->in_object && !group->deleted) {
		rtf->shape_shows = true;
		zl_rtf_lose(rtf, "picture", zl_string(""));
	}
	open_skip(rtf, group, NULL);
}

static void
open_object(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if (!is_read(rtf, group))
		return;
	zl_buffer_clear(&rtf->object);
	group->in_object = true;
	group->end = ZL_RTF_END_OBJECT;
}

static void
open_class(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	keep(rtf, group, ZL_RTF_END_CLASS);
}

static void
open_field(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)rtf, (void)name;
	group->end = ZL_RTF_END_FIELD;
}

/* The group around the innermost one, when it is a field. */
static struct zl_rtf_group *
field_around(struct zl_rtf *rtf)
{
	size_t count = rtf->groups.count;

	if (count < 2 || rtf->groups.items[count - 2].end != ZL_RTF_END_FIELD)
		return NULL;
	return &rtf->groups.items[count - 2];
}

static void
open_instruction(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	struct zl_rtf_group *field = field_around(rtf);

	(void)name;
	if (field == NULL || field->in_field || group->deleted ||
	    (group->place != ZL_RTF_BODY && group->place != ZL_RTF_CODE) || !zl_rtf_need(rtf)) {
		group->place = ZL_RTF_SKIP;
		return;
	}
	field->in_field = true;
	group->place = ZL_RTF_CODE;
	if (!rtf->is_survey)
		zl_field_begin(rtf->builder);
}

/* What a form field holds, within its instruction. */
static void
open_form(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	group->in_form = group->place == ZL_RTF_CODE && !rtf->is_survey;
	group->place = group->in_form ? ZL_RTF_DEFINITION : ZL_RTF_SKIP;
	rtf->form = 0;
}

/* An entry of a list that one is chosen from. */
static void
open_entry(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)name;
	if (group->in_form)
		keep(rtf, group, ZL_RTF_END_ENTRY);
	else
		group->place = ZL_RTF_SKIP;
}

static void
open_result(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	struct zl_rtf_group *field = field_around(rtf);

	(void)group, (void)name;
	if (field != NULL && field->in_field && !rtf->is_survey)
		zl_field_separate(rtf->builder);
}

static void
open_upr(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)rtf, (void)name;
	group->is_upr = true;
}

static void
open_unicode(struct zl_rtf *rtf, struct zl_rtf_group *group, const char *name)
{
	(void)rtf, (void)name;
	group->place = group->outside;
}

/* Sorted by word. */
static const struct destination destinations[] = {
    {"annotation", open_note, "comment"},
    {"atnauthor", open_author, NULL},
    {"atndate", open_skip, NULL},
    {"atnid", open_skip, NULL},
    {"author", open_property, "creator"},
    {"background", open_skip, NULL},
    {"bkmkend", open_skip, NULL},
    {"bkmkstart", open_skip, NULL},
    {"category", open_property, "category"},
    {"colortbl", open_skip, NULL},
    {"company", open_property, "company"},
    {"creatim", open_time, "created"},
    {"do", open_shape_inside, NULL},
    {"doccomm", open_property, "description"},
    {"dptxbxtext", open_box, NULL},
    {"falt", open_skip, NULL},
    {"ffl", open_entry, NULL},
    {"field", open_field, NULL},
    {"filetbl", open_skip, NULL},
    {"fldinst", open_instruction, NULL},
    {"fldrslt", open_result, NULL},
    {"fontemb", open_skip, NULL},
    {"fontfile", open_skip, NULL},
    {"fonttbl", open_definition, "fonts"},
    {"footer", open_header, "footer"},
    {"footerf", open_header, "footer"},
    {"footerl", open_header, "footer"},
    {"footerr", open_header, "footer"},
    {"footnote", open_note, "note"},
    {"formfield", open_form, NULL},
    {"ftncn", open_skip, NULL},
    {"ftnsep", open_skip, NULL},
    {"ftnsepc", open_skip, NULL},
    {"header", open_header, "header"},
    {"headerf", open_header, "header"},
    {"headerl", open_header, "header"},
    {"headerr", open_header, "header"},
    {"info", open_definition, "info"},
    {"keywords", open_property, "keywords"},
    {"levelnumbers", open_skip, NULL},
    {"leveltext", open_level_text, NULL},
    {"listlevel", open_plain, NULL},
    {"listname", open_skip, NULL},
    {"listoverridetable", open_definition, "overrides"},
    {"listtable", open_definition, "lists"},
    {"listtext", open_number, NULL},
    {"manager", open_property, "manager"},
    {"nesttableprops", open_plain, NULL},
    {"nonesttables", open_skip, NULL},
    {"nonshppict", open_skip, NULL},
    {"objclass", open_class, NULL},
    {"objdata", open_skip, NULL},
    {"object", open_object, NULL},
    {"objname", open_skip, NULL},
    {"operator", open_property, "last-modified-by"},
    {"panose", open_skip, NULL},
    {"pict", open_picture, NULL},
    {"pn", open_skip, NULL},
    {"pntext", open_number, NULL},
    {"printim", open_time, "last-printed"},
    {"result", open_plain, NULL},
    {"revtbl", open_skip, NULL},
    {"revtim", open_time, "modified"},
    {"shp", open_shape, NULL},
    {"shpgrp", open_shape, NULL},
    {"shpinst", open_shape_inside, NULL},
    {"shppict", open_plain, NULL},
    {"shprslt", open_skip, NULL},
    {"shptxt", open_box, NULL},
    {"stylesheet", open_definition, "styles"},
    {"subject", open_property, "subject"},
    {"tc", open_skip, NULL},
    {"title", open_property, "title"},
    {"txe", open_skip, NULL},
    {"ud", open_unicode, NULL},
    {"upr", open_upr, NULL},
    {"xe", open_skip, NULL},
};

static int
by_word(const void *key, const void *item)
{
	return strcmp(key, ((const struct destination *)item)->word);
}

bool
zl_rtf_destination(struct zl_rtf *rtf, const struct zl_rtf_token *token)
{
	const struct destination *found =
	    bsearch(token->word, destinations, sizeof(destinations) / sizeof(*destinations),
		    sizeof(*destinations), by_word);

	if (found == NULL)
		return false;
	zl_rtf_flush(rtf);
	/* \listlevel opens a group, and is a word of its table as well. */
	zl_rtf_list_word(rtf, token);
	struct zl_rtf_group *group = zl_rtf_group(rtf);
	uint8_t end = group->end;
	found->open(rtf, group, found->name);
	/* A story ends with its group, whatever else the group says it is. */
	if (zl_rtf_is_story(end))
		group->end = end;
	return true;
}
