/* manifest.c: DEST/manifest.json. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "export_parts.h"
#include "pipeline/common/json.h"
#include "sidecar.h"

static void
add_text(struct zl_buffer *out, const char *name, const char *text)
{
	zl_json_member(out, name);
	zl_json_string(out, text, strlen(text));
}

static void
add_head(const struct zl_export *export, struct zl_buffer *out)
{
	const struct zl_export_options *options = &export->options;
	bool first = true;

	zl_buffer_byte(out, '{');
	add_text(out, "format", export->target->name);
	zl_buffer_text(out, ",\"format-version\":1");
	add_text(out, "instance", export->documents.instance);
	add_text(out, "since", options->since == NULL ? "0" : options->since);
	add_text(out, "token", export->token.data);
	if (export->sidecar != NULL)
		add_text(out, "sidecar-sha256", zl_sidecar_sha256(export->sidecar));
	add_text(out, "zhengli", ZL_VERSION);
	zl_json_member(out, "newest");
	zl_json_time(out, export->newest);
	zl_buffer_format(out,
			 ",\"complete\":%s,\"counts\":{\"put\":%" PRIu64 ",\"delete\":%" PRIu64
			 ",\"incomplete\":%" PRIu64 ",\"rows\":{",
			 export->incomplete == 0 ? "true" : "false", export->puts, export->deletes,
			 export->incomplete);
	for (size_t i = 0; i < ZL_TABLE_COUNT; i++) {
		if (export->rows[i] == 0)
			continue;
		zl_buffer_format(out, "%s\"%s\":%" PRIu64, first ? "" : ",", zl_tables[i].name,
				 export->rows[i]);
		first = false;
	}
	zl_buffer_text(out, "}},\"files\":[");
}

enum zl_status
zl_manifest_write(struct zl_export *export)
{
	struct zl_destination *destination = &export->destination;
	struct zl_buffer head = {0};
	char members[4096];
	off_t at = 0;
	ssize_t got;

	add_head(export, &head);
	struct zl_sink *sink = head.failed ? NULL : zl_sink_open(destination, "manifest.json");
	if (sink != NULL)
		zl_sink_write(sink, head.data, head.length);
	zl_buffer_free(&head);
	if (sink == NULL)
		return ZL_FAILED;
	while ((got = pread(destination->listed, members, sizeof(members), at)) > 0) {
		zl_sink_write(sink, members, (size_t)got);
		at += got;
	}
	zl_sink_text(sink, "\n]}\n");
	bool done = zl_sink_close(sink, NULL);
	return done && got == 0 ? ZL_DONE : ZL_FAILED;
}
