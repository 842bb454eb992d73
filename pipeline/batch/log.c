/* log.c: lines of JSON, collected and written many at a time. */
#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/json.h"
#include "pipeline/common/message.h"
#include "program.h"

enum { PENDING = 64 << 10 };

enum zl_status
zl_log_open(struct zl_log *log, const char *path)
{
	*log = (struct zl_log){.path = path, .file = -1};
	if (path == NULL)
		return ZL_DONE;
	log->file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (log->file == -1)
		zl_message("%s: cannot open the log: %s", path, strerror(errno));
	return log->file != -1 ? ZL_DONE : ZL_FAILED;
}

/* A line up to and with its event. */
static struct zl_buffer *
begin(struct zl_log *log, const char *event)
{
	struct zl_buffer *line = &log->lines;

	zl_buffer_text(line, "{");
	zl_json_member(line, "time");
	zl_json_time(line, zl_time_now());
	zl_json_member(line, "run");
	zl_buffer_format(line, "%" PRId64, log->run);
	zl_json_member(line, "event");
	zl_json_string(line, event, strlen(event));
	return line;
}

static void
flush(struct zl_log *log)
{
	if (log->file == -1)
		return;
	bool done =
	    !log->lines.failed && zl_program_write(log->file, log->lines.data, log->lines.length);
	if (!done) {
		/* Reported once; a run does not end for the sake of its log. */
		zl_message("%s: cannot write the log: %s", log->path, strerror(errno));
		close(log->file);
		log->file = -1;
	}
	zl_buffer_clear(&log->lines);
}

static void
end(struct zl_log *log)
{
	zl_buffer_text(&log->lines, "}\n");
	if (log->lines.length >= PENDING)
		flush(log);
}

static void
text(struct zl_buffer *line, const char *name, const char *value)
{
	zl_json_member(line, name);
	zl_json_string(line, value, strlen(value));
}

void
zl_log_document(struct zl_log *log, const struct zl_log_document *document)
{
	const struct zl_outcome *result = document->result;

	if (log->file == -1)
		return;
	struct zl_buffer *line = begin(log, "document");
	zl_json_member(line, "path");
	zl_json_name(line, document->name, document->length);
	text(line, "outcome", document->outcome);
	text(line, "code", result->code);
	if (result->stage[0] != '\0')
		text(line, "stage", result->stage);
	if (result->message[0] != '\0')
		text(line, "words", result->message);
	if (document->known)
		zl_buffer_text(line, ",\"acknowledged\":1");
	text(line, "sha256", result->sha256);
	zl_buffer_format(line, ",\"bytes\":%" PRIu64 ",\"record-bytes\":%" PRIu64, document->bytes,
			 result->record_bytes);
	zl_buffer_format(line,
			 ",\"seconds\":%.6f,\"cpu-seconds\":%.6f,\"worker-peak-kib\":%" PRIu64,
			 result->seconds, document->cpu, document->memory);
	end(log);
}

void
zl_log_event(struct zl_log *log, const char *event, const char *members)
{
	if (log->file == -1)
		return;
	struct zl_buffer *line = begin(log, event);
	if (members[0] != '\0')
		zl_buffer_format(line, ",%s", members);
	end(log);
}

void
zl_log_unreadable(struct zl_log *log, const char *name, const char *message)
{
	if (log->file == -1)
		return;
	struct zl_buffer *line = begin(log, "unreadable");
	zl_json_member(line, "path");
	zl_json_name(line, name, strlen(name));
	text(line, "words", message);
	end(log);
}

void
zl_log_close(struct zl_log *log)
{
	flush(log);
	if (log->file != -1)
		close(log->file);
	log->file = -1;
	zl_buffer_free(&log->lines);
}
