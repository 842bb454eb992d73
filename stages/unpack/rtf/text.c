/* text.c: bytes are decoded by the code page of their font, and go where the group's text goes. */
#include <stdio.h>

#include "base/utf8.h"
#include "reader.h"
#include "text/charset.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/text.h"

enum {
	LEVEL_MOST = 1000, /* bytes of what a list puts before its numbers */
	LATIN = 1252	   /* a code page */
};

/* Whether the code page has characters of two bytes. */
static bool
is_double(unsigned code_page)
{
	return code_page == 932 || code_page == 936 || code_page == 949 || code_page == 950;
}

static unsigned
code_page_of(const struct zl_rtf *rtf, int32_t id)
{
	const struct zl_rtf_font *font = zl_rtf_font(rtf, id);

	return font == NULL || font->code_page == 0 ? rtf->code_page : font->code_page;
}

/* The code page of the bytes that come: Chinese ones may be set in the font for such scripts. */
static unsigned
code_page_now(struct zl_rtf *rtf)
{
	const struct zl_rtf_group *group = zl_rtf_group(rtf);
	const struct zl_rtf_font *font = zl_rtf_font(rtf, group->fonts[group->script]);
	unsigned own = code_page_of(rtf, group->fonts[group->script]);
	unsigned wide = code_page_of(rtf, group->fonts[ZL_RTF_DOUBLE]);

	if (group->script == ZL_RTF_HIGH && font != NULL && font->is_latin)
		return LATIN;
	return !is_double(own) && is_double(wide) ? wide : own;
}

static bool
is_ascii(const struct zl_buffer *bytes)
{
	for (size_t i = 0; i < bytes->length; i++)
		if ((unsigned char)bytes->data[i] >= 0x80)
			return false;
	return true;
}

/*
 * Writes the label of the code page.  That of Latin is also told of bytes that are Chinese: where
 * two bytes of the upper half stand side by side it is one that leaves the decoder free.
 */
static void
write_label(unsigned code_page, const struct zl_buffer *bytes, char *label, size_t room)
{
	bool apart = true;

	for (size_t i = 1; i < bytes->length && apart; i++)
		apart = !(bytes->data[i - 1] & bytes->data[i] & 0x80);
	snprintf(label, room,
		 code_page == LATIN && apart		  ? "cp%u"
		 : code_page >= 1250 && code_page <= 1258 ? "windows-%u"
		 : code_page == 10000			  ? "macintosh"
							  : "cp%u",
		 code_page);
}

/* Moves the bytes collected to the text, decoded. */
static void
decode(struct zl_rtf *rtf)
{
	char label[24];

	if (rtf->bytes.length == 0)
		return;
	if (is_ascii(&rtf->bytes)) {
		zl_buffer_add(&rtf->text, rtf->bytes.data, rtf->bytes.length);
	} else if (!rtf->is_survey || zl_rtf_group(rtf)->place == ZL_RTF_VALUE) {
		write_label(code_page_now(rtf), &rtf->bytes, label, sizeof(label));
		zl_charset_decode(label, rtf->bytes.data, rtf->bytes.length, &rtf->text, NULL);
	} else {
		zl_buffer_byte(&rtf->text, '?'); /* there is text: no more is asked */
	}
	zl_buffer_clear(&rtf->bytes);
}

/* Controls are no text, and not allowed in it. */
static void
drop_controls(struct zl_buffer *text)
{
	size_t kept = 0;

	for (size_t i = 0; i < text->length;) {
		uint32_t code;
		size_t step = zl_utf8_read(text->data + i, text->length - i, &code);
		if (code >= 0x20 && zl_xml_character(code))
			for (size_t j = 0; j < step; j++)
				text->data[kept++] = text->data[i + j];
		i += step;
	}
	text->length = kept;
}

/* The run that text belongs to. */
static void
set_run(struct zl_rtf *rtf)
{
	const struct zl_rtf_group *group = zl_rtf_group(rtf);
	const struct zl_rtf_font *font = zl_rtf_font(rtf, group->fonts[group->script]);

	zl_run_start(rtf->builder);
	if (rtf->builder->frame == NULL)
		return;
	rtf->builder->frame->run.bold = group->bold;
	rtf->builder->frame->run.hidden = group->hidden;
	zl_fonts_set(&rtf->builder->frame->run.fonts, font == NULL ? ZL_FONT_PLAIN : font->symbols);
}

static void
add_text(struct zl_rtf *rtf)
{
	if (!zl_rtf_need(rtf) || rtf->is_survey)
		return;
	set_run(rtf);
	zl_text_begin(rtf->builder);
	zl_text_add(rtf->builder, rtf->text.data, rtf->text.length);
	zl_text_end(rtf->builder, true);
}

/* Adds the text to the value: where that is a number, glyphs of a symbol font as they look. */
static void
add_value(struct zl_rtf *rtf)
{
	const struct zl_rtf_group *group = zl_rtf_group(rtf);
	const struct zl_rtf_font *font = zl_rtf_font(rtf, group->fonts[group->script]);
	char bytes[4];

	if (group->end != ZL_RTF_END_NUMBER || font == NULL || font->symbols == ZL_FONT_PLAIN) {
		zl_buffer_add(&rtf->value, rtf->text.data, rtf->text.length);
		return;
	}
	for (size_t i = 0; i < rtf->text.length;) {
		uint32_t code;
		i += zl_utf8_read(rtf->text.data + i, rtf->text.length - i, &code);
		uint32_t symbol = zl_symbol(font->symbols, code);
		zl_buffer_add(&rtf->value, bytes,
			      zl_utf8_write(symbol == 0 ? code : symbol, bytes));
	}
}

void
zl_rtf_flush(struct zl_rtf *rtf)
{
	struct zl_rtf_group *group = zl_rtf_group(rtf);

	decode(rtf);
	rtf->high = 0;
	if (rtf->text.length == 0)
		return;
	drop_controls(&rtf->text);
	if (rtf->text.failed)
		zl_builder_exhausted(rtf->builder);
	else if (rtf->text.length == 0 || group->deleted)
		;
	else if (group->place == ZL_RTF_BODY)
		add_text(rtf);
	else if (group->place == ZL_RTF_CODE && !rtf->is_survey)
		zl_field_code(rtf->builder, rtf->text.data, rtf->text.length);
	else if (group->place == ZL_RTF_VALUE)
		add_value(rtf);
	zl_buffer_clear(&rtf->text);
}

void
zl_rtf_character(struct zl_rtf *rtf, uint32_t code)
{
	char bytes[4];

	if (zl_rtf_group(rtf)->place == ZL_RTF_SKIP)
		return;
	decode(rtf);
	zl_buffer_add(&rtf->text, bytes,
		      zl_utf8_write(zl_xml_character(code) ? code : 0xFFFD, bytes));
}

/* \u: a UTF-16 unit as a signed number; pairs come one after the other. */
void
zl_rtf_unicode(struct zl_rtf *rtf, int32_t value)
{
	uint32_t unit = (uint32_t)value & 0xFFFF;
	uint16_t high = rtf->high;

	rtf->high = 0;
	if ((unit & 0xFC00) == 0xD800)
		rtf->high = (uint16_t)unit;
	else if ((unit & 0xFC00) == 0xDC00 && high != 0)
		zl_rtf_character(rtf, 0x10000 + ((high & 0x3FFU) << 10 | (unit & 0x3FF)));
	else
		zl_rtf_character(rtf, unit);
	rtf->skip = zl_rtf_group(rtf)->fallback;
}

void
zl_rtf_bytes(struct zl_rtf *rtf, const char *bytes, size_t length)
{
	struct zl_rtf_group *group = zl_rtf_group(rtf);

	for (; rtf->skip > 0 && length > 0; rtf->skip--) {
		bytes++;
		length--;
	}
	if (length == 0 || group->place == ZL_RTF_SKIP)
		return;
	rtf->high = 0;
	if (group->place == ZL_RTF_DEFINITION) {
		if (group->in_fonts)
			zl_rtf_font_name(rtf, bytes, length);
		return;
	}
	if (group->end == ZL_RTF_END_LEVEL && rtf->bytes.length + length < LEVEL_MOST) {
		for (size_t i = 0; i < length; i++)
			zl_rtf_level_byte(rtf, (unsigned char)bytes[i]);
		return;
	}
	zl_buffer_add(&rtf->bytes, bytes, length);
	if (rtf->bytes.failed)
		zl_builder_exhausted(rtf->builder);
}
