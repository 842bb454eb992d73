/* rtf.c: groups, one within the other, read twice: see reader.h. */
#include "rtf.h"

#include <stdlib.h>

#include "reader.h"
#include "unpack/story/frame.h"

enum { WINDOWS_LATIN = 1252 };

/* A group begins with the state of the one around it. */
static void
open_group(struct zl_rtf *rtf)
{
	zl_rtf_flush(rtf);
	rtf->skip = 0;
	if (rtf->groups.count > rtf->builder->limits->depth) {
		zl_fault_set(rtf->builder->fault, ZL_TOO_DEEP, "groups of more than %llu levels",
			     (unsigned long long)rtf->builder->limits->depth);
		return;
	}
	struct zl_rtf_group *group = zl_builder_add(rtf->builder, &rtf->groups);
	if (group == NULL)
		return;
	const struct zl_rtf_group *around = group - 1;
	*group = *around;
	group->outside = around->place;
	group->end = ZL_RTF_END_NONE;
	group->is_starred = group->is_upr = group->in_field = false;
	if (around->is_upr)
		group->place = ZL_RTF_SKIP;
	if (around->in_styles && around->place == ZL_RTF_DEFINITION) {
		group->place = ZL_RTF_VALUE;
		group->end = ZL_RTF_END_STYLE;
		group->style = 0;
		group->outline = ZL_UNSET;
		zl_buffer_clear(&rtf->value);
	}
}

static void
close_group(struct zl_rtf *rtf)
{
	zl_rtf_flush(rtf);
	rtf->skip = 0;
	struct zl_rtf_group group = *zl_rtf_group(rtf);
	if (zl_rtf_is_story(group.end)) {
		zl_rtf_end_group(rtf, &group); /* its last paragraph is of this group */
		rtf->groups.count--;
	} else {
		rtf->groups.count--;
		zl_rtf_end_group(rtf, &group);
	}
}

static void
read_token(struct zl_rtf *rtf, const struct zl_rtf_token *token)
{
	switch (token->kind) {
	case ZL_RTF_OPEN:
		open_group(rtf);
		break;
	case ZL_RTF_CLOSE:
		close_group(rtf);
		break;
	case ZL_RTF_WORD:
		zl_rtf_word(rtf, token);
		break;
	case ZL_RTF_BYTE:
		zl_rtf_bytes(rtf, (const char *)&token->byte, 1);
		break;
	case ZL_RTF_TEXT:
		zl_rtf_bytes(rtf, token->text, token->length);
		break;
	}
}

/* The outermost state: what is said where nothing is. */
static bool
begin(struct zl_rtf *rtf)
{
	rtf->groups.count = rtf->streams.count = 0;
	rtf->grids_met = 0;
	rtf->tokens.at = 0;
	rtf->skip = 0;
	rtf->code_page = WINDOWS_LATIN;
	struct zl_rtf_group *group = zl_builder_add(rtf->builder, &rtf->groups);
	if (group == NULL)
		return false;
	*group = (struct zl_rtf_group){.fallback = 1,
				       .outline = ZL_UNSET,
				       .centred = ZL_UNSET,
				       .page_break = ZL_UNSET,
				       .level = ZL_UNSET};
	zl_rtf_open_stream(rtf, ZL_STORY_BODY);
	return rtf->builder->fault->code == ZL_OK;
}

/* Reads it all, up to where the outermost group ends. */
static void
read_once(struct zl_rtf *rtf, bool is_survey)
{
	const struct zl_fault *fault = rtf->builder->fault;
	struct zl_rtf_token token;
	bool ends = false;

	rtf->is_survey = is_survey;
	if (!begin(rtf))
		return;
	while (!ends && fault->code == ZL_OK && zl_rtf_next(&rtf->tokens, &token)) {
		read_token(rtf, &token);
		ends = token.kind == ZL_RTF_CLOSE && rtf->groups.count <= 1;
	}
	if (!ends && is_survey && fault->code == ZL_OK)
		zl_document_warn(rtf->builder->document, "broken-part", 0,
				 "the file ends within %zu groups", rtf->groups.count - 1);
	while (rtf->groups.count > 0 && fault->code == ZL_OK)
		if (rtf->groups.count > 1) {
			close_group(rtf);
		} else {
			zl_rtf_flush(rtf);
			zl_rtf_close_stream(rtf);
			rtf->groups.count = 0;
		}
}

static void
rtf_free(struct zl_rtf *rtf)
{
	for (size_t i = 0; i < rtf->grids.count; i++)
		zl_grid_free(&rtf->grids.items[i]);
	free(rtf->grids.items);
	free(rtf->groups.items);
	free(rtf->streams.items);
	free(rtf->fonts.items);
	zl_buffer_free(&rtf->bytes);
	zl_buffer_free(&rtf->text);
	zl_buffer_free(&rtf->value);
	zl_buffer_free(&rtf->author);
	zl_buffer_free(&rtf->number);
	zl_buffer_free(&rtf->object);
	zl_repeated_free(&rtf->repeated[0]);
	zl_repeated_free(&rtf->repeated[1]);
}

void
zl_rtf_read(struct zl_builder *builder, const char *data, size_t size)
{
	struct zl_rtf rtf = {.builder = builder, .tokens = {data, size, 0}};

	builder->numbering = (struct zl_numbering){.arena = &builder->arena};
	builder->styles.defaults = zl_style_nothing;
	read_once(&rtf, true);
	zl_styles_settle(&builder->styles);
	zl_numbering_settle(&builder->numbering, &builder->styles);
	if (builder->fault->code == ZL_OK)
		read_once(&rtf, false);
	while (builder->frame != NULL)
		zl_frame_close(builder);
	rtf_free(&rtf);
}
