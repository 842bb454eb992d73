/* text.c: the text of runs: where it goes, and what is noted of it. */
#include <string.h>

#include "base/utf8.h"
#include "story.h"

void
zl_run_start(struct zl_job *job)
{
	if (job->frame != NULL)
		job->frame->run = (struct zl_run){.bold = ZL_UNSET, .hidden = ZL_UNSET};
}

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
run_is_hidden(const struct zl_job *job)
{
	const struct zl_run *run = &job->frame->run;
	const struct zl_style *style = zl_story_style(job);

	return toggled(run->hidden, run->style == NULL ? ZL_UNSET : run->style->hidden,
		       style == NULL ? ZL_UNSET : style->hidden, job->styles.defaults.hidden);
}

static bool
run_is_bold(const struct zl_job *job)
{
	const struct zl_run *run = &job->frame->run;
	const struct zl_style *style = zl_story_style(job);

	return toggled(run->bold, run->style == NULL ? ZL_UNSET : run->style->bold,
		       style == NULL ? ZL_UNSET : style->bold, job->styles.defaults.bold);
}

/* Where text goes now.  Hidden text that follows visible text begins a loss of its own. */
static struct zl_buffer *
sink_of(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	if (frame->in_reading)
		return &frame->reading;
	if (!run_is_hidden(job)) {
		zl_story_flush(job);
		return &frame->text;
	}
	if (frame->hidden.length == 0)
		frame->hidden_at = frame->text.length;
	return &frame->hidden;
}

static bool
check_length(struct zl_job *job)
{
	const struct zl_buffer *sink = job->frame->sink;

	if (sink->failed)
		zl_job_exhausted(job);
	else if (sink->length > job->limits->paragraph_bytes)
		zl_fault_set(job->fault, ZL_TOO_LARGE, "a paragraph of more than %llu bytes",
			     (unsigned long long)job->limits->paragraph_bytes);
	return job->fault->code == ZL_OK;
}

void
zl_text_begin(struct zl_job *job)
{
	if (!zl_story_need(job))
		return;
	job->frame->sink = sink_of(job);
	job->frame->sink_at = job->frame->sink->length;
}

void
zl_text_add(struct zl_job *job, const char *text, size_t length)
{
	if (zl_story_idle(job) || job->frame->sink == NULL)
		return;
	zl_buffer_add(job->frame->sink, text, length);
	check_length(job);
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

/* Symbol fonts' private characters, U+F020 to U+F0FF, become what they look like. */
static void
map_symbols(struct zl_frame *frame)
{
	struct zl_buffer *sink = frame->sink;

	for (size_t i = frame->sink_at; i + 2 < sink->length;) {
		uint32_t code;
		char bytes[4];
		size_t step = zl_utf8_read(sink->data + i, sink->length - i, &code);
		uint32_t symbol =
		    code >= 0xF020 && code <= 0xF0FF ? zl_symbol(frame->run.font, code) : 0;
		/* Three bytes stay three bytes: symbols that take fewer or more are left. */
		if (symbol != 0 && zl_utf8_write(symbol, bytes) == 3) {
			zl_buffer_add(&frame->glyphs, sink->data + i, 3);
			memcpy(sink->data + i, bytes, 3);
		}
		i += step;
	}
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
note_text(struct zl_job *job)
{
	struct zl_frame *frame = job->frame;

	if (!is_visible(frame->sink, frame->sink_at))
		return;
	job->text_seen++;
	if (frame->sink != &frame->text || frame->plain_seen)
		return;
	if (run_is_bold(job))
		frame->bold_seen = true;
	else
		frame->plain_seen = true;
}

void
zl_text_end(struct zl_job *job, bool keep)
{
	struct zl_frame *frame = job->frame;

	if (zl_story_idle(job) || frame->sink == NULL)
		return;
	if (!keep)
		trim(frame->sink, frame->sink_at);
	if (frame->sink->length > frame->sink_at) {
		char *text = frame->sink->data + frame->sink_at;
		size_t length = frame->sink->length - frame->sink_at;
		make_spaces(text, length, '\n');
		make_spaces(text, length, '\r');
	}
	if (frame->run.font != ZL_FONT_PLAIN)
		map_symbols(frame);
	note_text(job);
	if (zl_field_in_code(job))
		zl_field_code(job, frame->sink->data + frame->sink_at,
			      frame->sink->length - frame->sink_at);
	frame->sink = NULL;
}

void
zl_text_sign(struct zl_job *job, const char *text)
{
	if (!zl_story_need(job))
		return;
	job->frame->sink = sink_of(job);
	zl_buffer_text(job->frame->sink, text);
	check_length(job);
	job->frame->sink = NULL;
}

void
zl_text_symbol(struct zl_job *job, struct zl_string name, uint32_t code)
{
	enum zl_symbol_font font = zl_symbol_font(name);
	uint32_t symbol = zl_symbol(font, code);
	char bytes[5] = "";

	if (symbol == 0 && font != ZL_FONT_PLAIN && code < 0x100)
		code += 0xF000;
	if (zl_story_idle(job) || code < 0x20 || !zl_xml_character(code))
		return;
	bytes[zl_utf8_write(symbol == 0 ? code : symbol, bytes)] = '\0';
	zl_text_sign(job, bytes);
	if (symbol == 0 && code >= 0xE000 && code <= 0xF8FF)
		zl_document_warn(job->document, "symbol", job->frame->n, "U+%04X of %.*s", code,
				 (int)(name.length > 60 ? 60 : name.length), name.data);
}

void
zl_text_page(struct zl_job *job)
{
	if (zl_story_need(job) && job->frame->text.length == 0)
		job->frame->starts_page = true;
}

void
zl_ruby_start(struct zl_job *job)
{
	if (zl_story_need(job))
		zl_buffer_clear(&job->frame->reading);
}

void
zl_ruby_reading(struct zl_job *job, bool inside)
{
	if (!zl_story_idle(job))
		job->frame->in_reading = inside;
}

void
zl_ruby_base(struct zl_job *job, bool inside)
{
	struct zl_frame *frame = job->frame;

	if (zl_story_idle(job) || !zl_story_need(job))
		return;
	if (inside) {
		frame->base_at = frame->text.length;
		return;
	}
	if (frame->reading.length == 0 || frame->text.length < frame->base_at)
		return;
	struct zl_ruby *ruby = zl_document_add(job->document, rubies);
	if (ruby == NULL || !zl_document_copy(job->document, frame->reading.data,
					      frame->reading.length, &ruby->text)) {
		zl_job_exhausted(job);
		return;
	}
	ruby->n = frame->n;
	ruby->offset = frame->base_at;
	ruby->length = frame->text.length - frame->base_at;
	frame->anchored = true;
	zl_buffer_clear(&frame->reading);
}
