/*
 * check.c: export --check: whether an export is still what was written: by SHA256SUMS and
 * manifest.json, or, a bag, by its manifests (RFC 8493).
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export_parts.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"

/* An export that is looked at. */
struct check {
	const char *path;
	int folder;
	bool sound;
	uint64_t files, bytes; /* that a list names, and that are there as it says */
};

static void
fault(struct check *check, const char *name, const char *what)
{
	zl_message("%s/%s: %s", check->path, name, what);
	check->sound = false;
}

static int
hexadecimal(char digit)
{
	return digit >= '0' && digit <= '9'   ? digit - '0'
	       : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10
	       : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
					      : -1;
}

/* A path as manifests of bags write it: line ends and % as %XX. */
static void
decode(char *path)
{
	char *to = path;

	for (const char *at = path; *at != '\0'; at++) {
		int high = *at == '%' ? hexadecimal(at[1]) : -1;
		int low = high == -1 ? -1 : hexadecimal(at[2]);
		*to++ = low == -1 ? *at : (char)(16 * high + low);
		at += low == -1 ? 0 : 2;
	}
	*to = '\0';
}

/* A line of digest, two signs and path against its file. */
static void
check_line(struct check *check, const char *list, char *line, size_t length, bool encoded)
{
	char sha256[65];
	uint64_t bytes;
	bool fits = length > 67 && line[length - 1] == '\n' && line[64] == ' ';

	if (!fits)
		return fault(check, list, _("it is not what was written"));
	line[length - 1] = '\0';
	if (encoded)
		decode(line + 66);
	errno = 0;
	if (!zl_hash_file(check->folder, line + 66, sha256, &bytes))
		return fault(check, line + 66, strerror(errno));
	if (memcmp(sha256, line, 64) != 0)
		return fault(check, line + 66, _("it is not what was written"));
	check->files++;
	check->bytes += bytes;
}

/* Each line of a list such as SHA256SUMS; false when there is no such list. */
static bool
check_list(struct check *check, const char *name, bool encoded)
{
	int file = openat(check->folder, name, O_RDONLY | O_CLOEXEC);
	FILE *list = file == -1 ? NULL : fdopen(file, "r");
	char *line = NULL;
	size_t capacity = 0;
	ssize_t length;

	check->files = check->bytes = 0;
	if (list == NULL)
		return false;
	while ((length = getline(&line, &capacity, list)) != -1)
		check_line(check, name, line, (size_t)length, encoded);
	free(line);
	fclose(list);
	return true;
}

static uint64_t counted;

static int
count_file(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)path, (void)status, (void)at;
	counted += type != FTW_D && type != FTW_DP;
	return 0;
}

/* There are no more files than those that were written. */
static void
check_count(struct check *check, uint64_t files)
{
	counted = 0;
	if (check->sound && nftw(check->path, count_file, 32, FTW_PHYS) == 0 && counted != files) {
		zl_message("%s: there are files in it that no export wrote", check->path);
		check->sound = false;
	}
}

/* The files that manifest.json names, their bytes and digests. */
static void
check_manifest(struct check *check)
{
	int file = openat(check->folder, "manifest.json", O_RDONLY | O_CLOEXEC);
	json_error_t error;
	json_t *manifest = file == -1 ? NULL : json_loadfd(file, 0, &error);
	const json_t *files = json_object_get(manifest, "files");
	bool sound = json_is_array(files) && json_array_size(files) + 1 == check->files;
	char sha256[65];
	uint64_t bytes;

	if (file != -1)
		close(file);
	for (size_t i = 0; sound && i < json_array_size(files); i++) {
		const json_t *entry = json_array_get(files, i);
		const char *name = json_string_value(json_object_get(entry, "path"));
		const char *digest = json_string_value(json_object_get(entry, "sha256"));
		sound = name != NULL && digest != NULL &&
			zl_hash_file(check->folder, name, sha256, &bytes) &&
			strcmp(sha256, digest) == 0 &&
			(json_int_t)bytes == json_integer_value(json_object_get(entry, "bytes"));
	}
	if (!sound)
		fault(check, "manifest.json", _("it is not what was written"));
	json_decref(manifest);
}

/* Payload-Oxum of bag-info.txt: the bytes and files of the payload. */
static void
check_oxum(struct check *check)
{
	int file = openat(check->folder, "bag-info.txt", O_RDONLY | O_CLOEXEC);
	FILE *info = file == -1 ? NULL : fdopen(file, "r");
	char line[4096];
	uint64_t bytes = 0, files = 0;
	bool told = false;

	while (info != NULL && !told && fgets(line, sizeof(line), info) != NULL)
		told = sscanf(line, "Payload-Oxum: %" SCNu64 ".%" SCNu64, &bytes, &files) == 2;
	if (!told || bytes != check->bytes || files != check->files)
		fault(check, "bag-info.txt", _("Payload-Oxum is not what the payload comes to"));
	if (info != NULL)
		fclose(info);
}

static void
check_bag(struct check *check)
{
	if (!check_list(check, "manifest-sha256.txt", true))
		return fault(check, "manifest-sha256.txt", strerror(errno));
	uint64_t payload = check->files;
	if (check->sound)
		check_oxum(check);
	if (!check_list(check, "tagmanifest-sha256.txt", true))
		return fault(check, "tagmanifest-sha256.txt", strerror(errno));
	check_count(check, payload + check->files + 1);
}

static bool
has(const struct check *check, const char *name)
{
	return faccessat(check->folder, name, F_OK, 0) == 0;
}

/* The bags of --batch, one after another. */
static int
check_bags(const char *path)
{
	char *bag = NULL;
	int status = ZL_STATUS_COMPLETE;

	for (unsigned i = 1; asprintf(&bag, "%s/bag-%03u", path, i) != -1; i++) {
		bool there = access(bag, F_OK) == 0;
		if (there && zl_export_check(bag) != ZL_STATUS_COMPLETE)
			status = ZL_STATUS_FAILURES;
		free(bag);
		if (!there)
			break;
	}
	return status;
}

int
zl_export_check(const char *path)
{
	struct check check = {.path = path, .sound = true};

	check.folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (check.folder == -1) {
		zl_message("%s: %s", path, strerror(errno));
		return ZL_STATUS_USAGE;
	}
	if (has(&check, "bagit.txt")) {
		check_bag(&check);
	} else if (has(&check, "bag-001/bagit.txt")) {
		close(check.folder);
		return check_bags(path);
	} else if (check_list(&check, "SHA256SUMS", false)) {
		if (check.sound)
			check_manifest(&check);
		check_count(&check, check.files + 1);
	} else {
		zl_message("%s/SHA256SUMS: %s; is it an export?", path, strerror(errno));
		check.sound = false;
	}
	close(check.folder);
	return check.sound ? ZL_STATUS_COMPLETE : ZL_STATUS_FAILURES;
}
