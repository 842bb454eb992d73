/* text.c: the text of runs: where it goes, and what is noted of it. */
#include "text.h"

#include <string.h>

#include "base/utf8.h"
#include "fields.h"
#include "paragraph.h"

/*
 * Whether a toggle property is on: the run's own value; else the document's default, or what
 * exactly one of paragraph style and character style says (ECMA-376 part 1, 17.7.3).
 */
static bool
toggled(int own, int character, int paragraph, int by_default)
{
	if (own != ZL_UNSET)
		return own == 1;
	return by_default == 1 || (character == 1) != (paragraph == 1);
}

static bool
run_is_hidden(const struct zl_builder *builder)
{
	const struct zl_run *run = &builder->frame->run;
	const struct zl_style *style = zl_paragraph_style(builder);

	return toggled(run->hidden, run->style == NULL ? ZL_UNSET : run->style->hidden,
		       style == NULL ? ZL_UNSET : style->hidden, builder->styles.defaults.hidden);
}

static bool
run_is_bold(const struct zl_builder *builder)
{
	const struct zl_run *run = &builder->frame->run;
	const struct zl_style *style = zl_paragraph_style(builder);

	return toggled(run->bold, run->style == NULL ? ZL_UNSET : run->style->bold,
		       style == NULL ? ZL_UNSET : style->bold, builder->styles.defaults.bold);
}

/* Where text goes now.  Hidden text that follows visible text begins a loss of its own. */
static struct zl_buffer *
sink_of(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (frame->in_reading)
		return &frame->reading;
	if (!run_is_hidden(builder)) {
		zl_hidden_flush(builder);
		return &frame->text;
	}
	if (frame->hidden.length == 0)
		frame->hidden_at = frame->text.length;
	return &frame->hidden;
}

static bool
check_length(struct zl_builder *builder)
{
	const struct zl_buffer *sink = builder->frame->sink;

	if (sink->failed)
		zl_builder_exhausted(builder);
	else if (sink->length > builder->limits->paragraph_bytes)
		zl_fault_set(builder->fault, ZL_TOO_LARGE, "a paragraph of more than %llu bytes",
			     (unsigned long long)builder->limits->paragraph_bytes);
	return builder->fault->code == ZL_OK;
}

void
zl_text_begin(struct zl_builder *builder)
{
	if (!zl_paragraph_need(builder))
		return;
	builder->frame->sink = sink_of(builder);
	builder->frame->sink_at = builder->frame->sink->length;
}

/* Sets down the break that stands before the text that comes. */
static void
part(struct zl_frame *frame)
{
	if (frame->sink != &frame->text)
		return;
	zl_buffer_byte(frame->sink, '\n');
	frame->sink_at = frame->sink->length;
	frame->parted = false;
}

void
zl_text_add(struct zl_builder *builder, const char *text, size_t length)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || frame->sink == NULL)
		return;
	if (frame->parted && length > 0)
		part(frame);
	zl_buffer_add(frame->sink, text, length);
	check_length(builder);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Takes white space off both ends of what the sink got last. */
static void
trim(struct zl_buffer *sink, size_t from)
{
	size_t start = from;

	while (sink->length > from && is_space(sink->data[sink->length - 1]))
		sink->length--;
	while (start < sink->length && is_space(sink->data[start]))
		start++;
	if (start > from) {
		memmove(sink->data + from, sink->data + start, sink->length - start);
		sink->length -= start - from;
	}
	if (sink->data != NULL)
		sink->data[sink->length] = '\0';
}

/* Makes every byte of the text that is from a space. */
static void
make_spaces(char *text, size_t length, char from)
{
	char *end = text + length;

	while (text < end && (text = memchr(text, from, (size_t)(end - text))) != NULL)
		*text++ = ' ';
}

/* The fonts that the text being read is written in, through all styles (17.7.2). */
static struct zl_fonts
fonts_now(const struct zl_builder *builder)
{
	const struct zl_run *run = &builder->frame->run;
	const struct zl_style *style = zl_paragraph_style(builder);
	struct zl_fonts fonts = run->fonts;

	if (run->style != NULL)
		zl_fonts_inherit(&fonts, &run->style->fonts);
	if (style != NULL)
		zl_fonts_inherit(&fonts, &style->fonts);
	zl_fonts_inherit(&fonts, &builder->styles.defaults.fonts);
	return fonts;
}

/* Adds a character of the text, which a font may write as a glyph, to mapped. */
static void
map_character(struct zl_frame *frame, enum zl_symbol_font font, uint32_t code, const char *bytes,
	      size_t length, struct zl_buffer *mapped)
{
	uint32_t symbol = font == ZL_FONT_PLAIN ? code : zl_symbol(font, code);
	char look[4];

	if (symbol == 0) {
		zl_buffer_format(&frame->unknown, " U+%04X", code);
		symbol = code;
	}
	if (symbol == code) {
		zl_buffer_add(mapped, bytes, length);
		return;
	}
	zl_buffer_add(&frame->glyphs, bytes, length);
	zl_buffer_add(mapped, look, zl_utf8_write(symbol, look));
}

/* The text that came, as symbol fonts show it. */
static void
map_symbols(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;
	struct zl_buffer mapped = {0}, *sink = frame->sink;

	if (!builder->styles.have_symbols && !zl_fonts_have_symbols(&frame->run.fonts))
		return;
	struct zl_fonts fonts = fonts_now(builder);
	/* An element within the text may have taken it out again. */
	if (!zl_fonts_have_symbols(&fonts) || frame->sink_at >= sink->length)
		return;
	for (size_t i = frame->sink_at; i < sink->length;) {
		uint32_t code;
		size_t step = zl_utf8_read(sink->data + i, sink->length - i, &code);
		map_character(frame, zl_fonts_of(&fonts, code), code, sink->data + i, step,
			      &mapped);
		i += step;
	}
	sink->length = frame->sink_at;
	zl_buffer_add(sink, mapped.data, mapped.length);
	if (mapped.failed || frame->unknown.failed || frame->glyphs.failed)
		zl_builder_exhausted(builder);
	zl_buffer_free(&mapped);
	check_length(builder);
}

/* Whether the sink got more than white space, ideographic and no-break spaces included. */
static bool
is_visible(const struct zl_buffer *sink, size_t from)
{
	while (from < sink->length) {
		uint32_t code;
		if (is_space(sink->data[from])) {
			from++;
			continue;
		}
		from += zl_utf8_read(sink->data + from, sink->length - from, &code);
		if (code != 0x3000 && code != 0xA0)
			return true;
	}
	return false;
}

/* Keeps account of the text that has come: whether there is any, whether all is bold. */
static void
note_text(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (!is_visible(frame->sink, frame->sink_at))
		return;
	builder->text_seen++;
	if (frame->sink != &frame->text || frame->plain_seen)
		return;
	if (run_is_bold(builder))
		frame->bold_seen = true;
	else
		frame->plain_seen = true;
}

/* A code longer than this says nothing that is used. */
enum { CODE_MOST = 64 << 10 };

/* Whether the text met now belongs to a field's code rather than to the paragraph. */
static bool
is_in_code(const struct zl_builder *builder)
{
	return builder->frame->code_depth > 0;
}

void
zl_field_code(struct zl_builder *builder, const char *text, size_t length)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || frame->fields.count == 0 ||
	    frame->code.length + length > CODE_MOST)
		return;
	struct zl_field_state *field = &frame->fields.items[frame->fields.count - 1];
	zl_buffer_add(&frame->code, text, length);
	if (field->in_code)
		field->code_end = frame->code.length;
}

void
zl_text_end(struct zl_builder *builder, bool keep)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || frame->sink == NULL)
		return;
	if (!keep)
		trim(frame->sink, frame->sink_at);
	if (frame->sink->length > frame->sink_at) {
		char *text = frame->sink->data + frame->sink_at;
		size_t length = frame->sink->length - frame->sink_at;
		make_spaces(text, length, '\n');
		make_spaces(text, length, '\r');
	}
	map_symbols(builder);
	note_text(builder);
	if (is_in_code(builder) && frame->sink->length > frame->sink_at)
		zl_field_code(builder, frame->sink->data + frame->sink_at,
			      frame->sink->length - frame->sink_at);
	frame->sink = NULL;
}

void
zl_text_sign(struct zl_builder *builder, const char *text)
{
	if (!zl_paragraph_need(builder))
		return;
	builder->frame->sink = sink_of(builder);
	if (builder->frame->parted)
		part(builder->frame);
	zl_buffer_text(builder->frame->sink, text);
	check_length(builder);
	builder->frame->sink = NULL;
}

void
zl_text_symbol(struct zl_builder *builder, struct zl_string name, uint32_t code)
{
	enum zl_symbol_font font = zl_symbol_font(name);
	uint32_t symbol = zl_symbol(font, code);
	char bytes[5] = "";

	if (symbol == 0 && font != ZL_FONT_PLAIN && code < 0x100)
		code += 0xF000;
	if (zl_builder_is_idle(builder) || code < 0x20 || !zl_xml_character(code))
		return;
	bytes[zl_utf8_write(symbol == 0 ? code : symbol, bytes)] = '\0';
	zl_text_sign(builder, bytes);
	if (symbol == 0 && code >= 0xE000 && code <= 0xF8FF)
		zl_document_warn(builder->document, "symbol", builder->frame->n, "U+%04X of %.*s",
				 code, (int)(name.length > 60 ? 60 : name.length), name.data);
}

void
zl_text_column(struct zl_builder *builder)
{
	if (zl_paragraph_need(builder) && !run_is_hidden(builder) && !is_in_code(builder))
		builder->frame->parted = builder->frame->text.length > 0;
}

void
zl_text_page(struct zl_builder *builder)
{
	zl_text_column(builder);
	if (!zl_builder_is_idle(builder) && builder->frame->text.length == 0)
		builder->frame->starts_page = true;
}
