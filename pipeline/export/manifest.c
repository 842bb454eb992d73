/* manifest.c: DEST/manifest.json, and whether an export is still what it was. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "export_parts.h"
#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/json.h"
#include "pipeline/common/message.h"
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

static uint64_t counted;

static int
count_file(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)path, (void)status, (void)at;
	counted += type != FTW_D && type != FTW_DP;
	return 0;
}

/* Each line of SHA256SUMS against its file; how many there are, or -1 where one is wrong. */
static int64_t
check_sums(int folder, const char *path)
{
	int file = openat(folder, "SHA256SUMS", O_RDONLY | O_CLOEXEC);
	FILE *sums = file == -1 ? NULL : fdopen(file, "r");
	char *line = NULL, sha256[65];
	size_t capacity = 0;
	ssize_t length;
	int64_t count = 0;
	uint64_t bytes;
	bool sound = true;

	if (sums == NULL) {
		zl_message("%s/SHA256SUMS: %s; is it an export?", path, strerror(errno));
		return -1;
	}
	while ((length = getline(&line, &capacity, sums)) != -1) {
		bool fits = length > 67 && line[length - 1] == '\n' && line[64] == ' ';
		if (fits)
			line[length - 1] = '\0';
		errno = 0;
		if (!fits || !zl_hash_file(folder, line + 66, sha256, &bytes) ||
		    memcmp(sha256, line, 64) != 0) {
			zl_message("%s/%s: it is not what was written%s%s", path,
				   fits ? line + 66 : "SHA256SUMS", errno == 0 ? "" : ": ",
				   errno == 0 ? "" : strerror(errno));
			sound = false;
		}
		count++;
	}
	free(line);
	fclose(sums);
	return sound ? count : -1;
}

/* The files that manifest.json names, their bytes and digests. */
static bool
check_manifest(int folder, const char *path, int64_t sums)
{
	int file = openat(folder, "manifest.json", O_RDONLY | O_CLOEXEC);
	json_error_t error;
	json_t *manifest = file == -1 ? NULL : json_loadfd(file, 0, &error);
	const json_t *files = json_object_get(manifest, "files");
	bool sound = json_is_array(files) && (int64_t)json_array_size(files) + 1 == sums;
	char sha256[65];
	uint64_t bytes;

	if (file != -1)
		close(file);
	for (size_t i = 0; sound && i < json_array_size(files); i++) {
		const json_t *entry = json_array_get(files, i);
		const char *name = json_string_value(json_object_get(entry, "path"));
		const char *digest = json_string_value(json_object_get(entry, "sha256"));
		sound = name != NULL && digest != NULL &&
			zl_hash_file(folder, name, sha256, &bytes) && strcmp(sha256, digest) == 0 &&
			(json_int_t)bytes == json_integer_value(json_object_get(entry, "bytes"));
	}
	if (!sound)
		zl_message("%s/manifest.json: it is not what was written", path);
	json_decref(manifest);
	return sound;
}

int
zl_manifest_check(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (folder == -1) {
		zl_message("%s: %s", path, strerror(errno));
		return ZL_STATUS_USAGE;
	}
	int64_t sums = check_sums(folder, path);
	bool sound = sums >= 0 && check_manifest(folder, path, sums);
	counted = 0;
	if (sound && nftw(path, count_file, 32, FTW_PHYS) == 0 && (int64_t)counted != sums + 1) {
		zl_message("%s: there are files in it that no export wrote", path);
		sound = false;
	}
	close(folder);
	return sound ? ZL_STATUS_COMPLETE : ZL_STATUS_FAILURES;
}
