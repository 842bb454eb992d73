/* message.c: lines on standard error, and the one that is drawn again and again. */
#include "message.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buffer.h"
#include "clock.h"
#include "document/document.h"
#include "language.h"
#include "plain_text.h"

static struct {
	bool decided, enabled;
	bool visible; /* a line without its end stands on the terminal */
	double shown; /* when */
	double begun; /* when the work whose rate is shown began */
} progress;

void
zl_message(const char *format, ...)
{
	char text[8192];
	va_list arguments;

	zl_progress_clear();
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), _(format), arguments);
	va_end(arguments);
	zl_plain_text(text, sizeof(text));
	fprintf(stderr, "zhengli: %s\n", text);
}

/* Where in the document: " (PART, line N, paragraph N)", or nothing. */
static void
add_place(struct zl_buffer *text, const struct zl_error *error)
{
	const char *between = " (";

	if (error->part.length > 0) {
		zl_buffer_format(text, "%s%s", between, error->part.data);
		between = ", ";
	}
	if (error->line > 0) {
		zl_buffer_format(text, "%s%s ", between, _("line"));
		zl_buffer_format(text, "%u", error->line);
		between = ", ";
	}
	if (error->n > 0) {
		zl_buffer_format(text, "%s%s ", between, _("paragraph"));
		zl_buffer_format(text, "%u", error->n);
		between = ", ";
	}
	if (between[0] == ',')
		zl_buffer_byte(text, ')');
}

void
zl_message_failure(const struct zl_document *document)
{
	const struct zl_error *error = &document->error;
	const char *file = document->source.file.data;
	struct zl_buffer place = {0};

	add_place(&place, error);
	zl_message("%s: %s: %s%s%s%s; %s", file == NULL ? "-" : file, zl_failure_code(error->code),
		   zl_language_sentence(error->code), error->message.length > 0 ? ": " : "",
		   error->message.length > 0 ? error->message.data : "",
		   place.data == NULL ? "" : place.data, zl_language_advice(error->code));
	zl_buffer_free(&place);
}

void
zl_progress_enable(bool enabled)
{
	progress.decided = true;
	progress.enabled = enabled;
}

/* Whether a line should be drawn now. */
static bool
is_due(void)
{
	if (!progress.decided)
		zl_progress_enable(isatty(STDERR_FILENO) == 1);
	if (!progress.enabled)
		return false;
	double now = zl_clock();
	if (now - progress.shown < 0.2)
		return false;
	progress.shown = now;
	return true;
}

void
zl_progress_walk(uint64_t found)
{
	if (!is_due())
		return;
	fputs("\r\033[K", stderr);
	fprintf(stderr, _("%" PRIu64 " documents found"), found);
	progress.visible = true;
}

void
zl_progress_show(uint64_t done, uint64_t failed, uint64_t total)
{
	if (progress.begun == 0)
		progress.begun = zl_clock();
	if (!is_due())
		return;
	double passed = progress.shown - progress.begun;
	double rate = passed > 0 ? (double)done / passed : 0;
	fputs("\r\033[K", stderr);
	fprintf(stderr, _("%" PRIu64 " of %" PRIu64 " done, %" PRIu64 " failed"), done, total,
		failed);
	if (rate > 0) {
		uint64_t left = (uint64_t)((double)(total - done) / rate + 0.5);
		fprintf(stderr, _(", %.0f/s, %" PRIu64 ":%02" PRIu64 ":%02" PRIu64 " left"), rate,
			left / 3600, left / 60 % 60, left % 60);
	}
	progress.visible = true;
}

void
zl_progress_clear(void)
{
	if (progress.visible)
		fputs("\r\033[K", stderr);
	progress.visible = false;
}
