/* ends.c: what is done when a group ends. */
#include <stdio.h>
#include <string.h>

#include "reader.h"
#include "unpack/story/fields.h"

void
zl_rtf_property(struct zl_rtf *rtf, const char *name, const char *value, size_t length)
{
	struct zl_document *document = rtf->builder->document;
	/* Those of a document within another one are not the document's. */
	struct zl_property *property = length == 0 || rtf->builder->host != NULL
					   ? NULL
					   : zl_document_add(document, properties);

	if (property == NULL)
		return;
	property->name = zl_string(name);
	if (!zl_document_copy(document, value, length, &property->value))
		zl_builder_exhausted(rtf->builder);
}

static void
end_time(struct zl_rtf *rtf)
{
	const struct zl_rtf_property *time = &rtf->property;
	char text[80];

	if (time->year < 1980 || time->year > 9999 || time->month < 1 || time->month > 12 ||
	    time->day < 1 || time->day > 31 || time->hour < 0 || time->hour > 23 ||
	    time->minute < 0 || time->minute > 59)
		return;
	snprintf(text, sizeof(text), "%04d-%02d-%02dT%02d:%02d:00", time->year, time->month,
		 time->day, time->hour, time->minute);
	zl_rtf_property(rtf, time->name, text, strlen(text));
}

/* The style's name is what stands before the semicolon. */
static void
end_style(struct zl_rtf *rtf, const struct zl_rtf_group *group)
{
	struct zl_builder *builder = rtf->builder;
	const char *end =
	    rtf->value.length == 0 ? NULL : memchr(rtf->value.data, ';', rtf->value.length);
	size_t length = end == NULL ? rtf->value.length : (size_t)(end - rtf->value.data);
	struct zl_style *style =
	    group->style < 0 ? NULL : zl_builder_add(builder, &builder->styles);
	char id[16];

	if (style == NULL)
		return;
	*style = zl_style_nothing;
	style->kind = ZL_STYLE_PARAGRAPH;
	style->is_default = group->style == 0;
	style->outline = group->outline;
	snprintf(id, sizeof(id), "%d", group->style);
	if (!zl_arena_copy(&builder->arena, id, strlen(id), &style->id) ||
	    !zl_document_copy(builder->document, rtf->value.data == NULL ? "" : rtf->value.data,
			      length, &style->name))
		zl_builder_exhausted(builder);
}

static void
swap(struct zl_buffer *a, struct zl_buffer *b)
{
	struct zl_buffer held = *a;

	*a = *b;
	*b = held;
}

static void
end_header(struct zl_rtf *rtf, int which)
{
	zl_rtf_close_stream(rtf);
	if (!rtf->is_survey && rtf->builder->fault->code == ZL_OK)
		zl_repeated_end(&rtf->repeated[which], rtf->builder, rtf->header);
}

void
zl_rtf_end_group(struct zl_rtf *rtf, const struct zl_rtf_group *group)
{
	struct zl_string object = {rtf->object.data == NULL ? "" : rtf->object.data,
				   rtf->object.length};

	switch ((enum zl_rtf_end)group->end) {
	case ZL_RTF_END_NONE:
		break;
	case ZL_RTF_END_STREAM:
		zl_rtf_close_stream(rtf);
		break;
	case ZL_RTF_END_HEADER:
	case ZL_RTF_END_FOOTER:
		end_header(rtf, group->end == ZL_RTF_END_FOOTER);
		break;
	case ZL_RTF_END_FIELD:
		if (group->in_field && !rtf->is_survey)
			zl_field_end(rtf->builder);
		break;
	case ZL_RTF_END_OBJECT:
		zl_rtf_lose(rtf, "ole", object);
		break;
	case ZL_RTF_END_SHAPE:
		if (!rtf->shape_shows)
			zl_rtf_lose(rtf, "shape", zl_string(""));
		break;
	case ZL_RTF_END_STYLE:
		end_style(rtf, group);
		break;
	case ZL_RTF_END_LEVEL:
		zl_rtf_level_end(rtf);
		break;
	case ZL_RTF_END_PROPERTY:
		zl_rtf_property(rtf, rtf->property.name, rtf->value.data, rtf->value.length);
		break;
	case ZL_RTF_END_TIME:
		end_time(rtf);
		break;
	case ZL_RTF_END_AUTHOR:
		swap(&rtf->author, &rtf->value);
		break;
	case ZL_RTF_END_CLASS:
		swap(&rtf->object, &rtf->value);
		break;
	case ZL_RTF_END_NUMBER:
		swap(&rtf->number, &rtf->value);
		break;
	case ZL_RTF_END_ENTRY:
		if (!rtf->is_survey && rtf->value.length > 0)
			zl_field_entry(rtf->builder,
				       (struct zl_string){rtf->value.data, rtf->value.length});
		break;
	}
	zl_buffer_clear(&rtf->value);
}
