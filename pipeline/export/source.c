/* source.c: see source.h. */
#include "source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"

static enum zl_status
report_changed(const struct zl_item *item)
{
	zl_message("%s: the source is not what its record was made of; run zhengli again first",
		   item->path.data);
	return ZL_FAILED;
}

enum zl_status
zl_source_copy(struct zl_export *export, const struct zl_item *item, const char *path)
{
	int file = zl_documents_source(&export->documents, item);
	struct zl_sink *sink = file == -1 ? NULL : zl_sink_open(&export->destination, path);
	char data[16384], sha256[65];
	ssize_t got = 1;

	while (sink != NULL && !sink->failed && (got = read(file, data, sizeof(data))) != 0) {
		if (got == -1 && errno != EINTR)
			break;
		zl_sink_write(sink, data, got > 0 ? (size_t)got : 0);
	}
	if (got == -1)
		zl_message("%s: %s", item->path.data, strerror(errno));
	if (file != -1)
		close(file);
	if (sink == NULL || got == -1) {
		zl_sink_drop(sink);
		return ZL_FAILED;
	}
	if (!zl_sink_close(sink, sha256))
		return ZL_FAILED;
	return strcmp(sha256, item->source) == 0 ? ZL_DONE : report_changed(item);
}

enum zl_status
zl_source_read(struct zl_export *export, const struct zl_item *item, struct zl_buffer *bytes)
{
	int file = zl_documents_source(&export->documents, item);
	char data[16384], sha256[65];
	ssize_t got = -1;

	zl_buffer_clear(bytes);
	while (file != -1 && (got = read(file, data, sizeof(data))) > 0)
		zl_buffer_add(bytes, data, (size_t)got);
	if (file != -1)
		close(file);
	if (got != 0 || bytes->failed)
		return ZL_FAILED;
	zl_digest(bytes->data, bytes->length, sha256);
	return strcmp(sha256, item->source) == 0 ? ZL_DONE : report_changed(item);
}

const char *
zl_source_name(const struct zl_item *item)
{
	const char *slash = strrchr(item->path.data, '/');

	return slash == NULL ? item->path.data : slash + 1;
}

const char *
zl_media_type(struct zl_string format)
{
	static const char *const types[][2] = {
	    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	    {"dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template"},
	    {"docm", "application/vnd.ms-word.document.macroEnabled.12"},
	    {"flat-opc", "application/xml"},
	    {"doc", "application/msword"},
	    {"rtf", "application/rtf"},
	    {"html", "text/html"},
	    {"mht", "multipart/related"},
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (zl_string_is(format, types[i][0]))
			return types[i][1];
	return "application/octet-stream";
}
