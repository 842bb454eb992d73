/* documents.c: see documents.h. */
#include "documents.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/document.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/places.h"
#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "pipeline/common/system.h"
#include "pipeline/state/state_run.h"
#include "pipeline/state/state_sql.h"

void
zl_item_free(struct zl_item *item)
{
	zl_buffer_free(&item->name);
	zl_buffer_free(&item->path);
	zl_buffer_free(&item->file);
	zl_buffer_free(&item->stage);
	zl_buffer_free(&item->message);
}

static bool
read_instance(struct zl_documents *documents)
{
	struct zl_buffer instance = {0};
	bool done = zl_state_meta(&documents->state, "instance", &instance);

	if (done)
		snprintf(documents->instance, sizeof(documents->instance), "%s", instance.data);
	zl_buffer_free(&instance);
	documents->last = done ? zl_state_number(&documents->state,
						 "SELECT coalesce(max(change), 0) FROM documents")
			       : -1;
	return documents->last >= 0;
}

int
zl_documents_open(struct zl_documents *documents, const char *out)
{
	*documents = (struct zl_documents){.out = out, .folder = -1};
	if (!zl_state_open(&documents->state, out, ZL_STATE_READ))
		return ZL_STATUS_BROKEN;
	documents->folder = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (documents->folder == -1) {
		zl_message("%s: %s", out, strerror(errno));
		return ZL_STATUS_BROKEN;
	}
	/* The first read of a transaction takes the snapshot. */
	/* Rows are read once, in the order in which they lie: there is nothing to keep of them. */
	if (!zl_state_execute(&documents->state, "PRAGMA cache_size = -1024; BEGIN",
			      "it cannot be read") ||
	    !read_instance(documents))
		return ZL_STATUS_BROKEN;
	return ZL_STATUS_COMPLETE;
}

void
zl_documents_close(struct zl_documents *documents)
{
	sqlite3_finalize(documents->rows);
	documents->rows = NULL;
	if (documents->state.database != NULL)
		zl_state_close(&documents->state);
	if (documents->folder != -1)
		close(documents->folder);
	documents->folder = -1;
}

int
zl_documents_since(struct zl_documents *documents, const char *token)
{
	size_t length = strlen(documents->instance);
	char *end = NULL;

	documents->since = 0;
	if (token == NULL || strcmp(token, "0") == 0)
		return ZL_STATUS_COMPLETE;
	bool ours = strncmp(token, documents->instance, length) == 0 && token[length] == ':' &&
		    token[length + 1] >= '0' && token[length + 1] <= '9';
	if (ours) {
		errno = 0;
		documents->since = strtoll(token + length + 1, &end, 10);
		ours = errno == 0 && *end == '\0' && documents->since <= documents->last;
	}
	if (!ours)
		zl_message("%s: this token is of another OUT, or of none; begin again with "
			   "--since 0",
			   token);
	return ours ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
}

/* Brings a file of OUT to the disk; one that is not there is fine. */
static bool
sync_file(const struct zl_documents *documents, const char *name)
{
	int file = openat(documents->folder, name, O_RDONLY | O_CLOEXEC);

	if (file == -1)
		return errno == ENOENT;
	bool done = fdatasync(file) == 0;
	close(file);
	return done;
}

enum zl_status
zl_documents_token(struct zl_documents *documents, struct zl_buffer *out)
{
	if (!sync_file(documents, "state.db-wal") || !sync_file(documents, "state.db")) {
		zl_message("%s/state.db: it cannot be brought to the disk: %s", documents->out,
			   strerror(errno));
		return ZL_FAILED;
	}
	zl_buffer_format(out, "%s:%" PRId64, documents->instance, documents->last);
	return out->failed ? ZL_FAILED : ZL_DONE;
}

enum zl_status
zl_documents_begin(struct zl_documents *documents, enum zl_order order, int64_t limit)
{
	struct zl_buffer sql = {0};
	bool some = documents->since > 0;

	/* A few changes are found by their index; all documents are read as they lie, by name. */
	zl_buffer_format(&sql,
			 "SELECT d.name, d.code, d.stage, d.words, d.sha256, d.record,"
			 " d.record_bytes, d.change, d.root, d.missing IS NOT NULL, r.started"
			 " FROM documents d %s LEFT JOIN runs r ON r.id = d.run"
			 " WHERE %sd.change > %" PRId64 " ORDER BY %s LIMIT %" PRId64,
			 some || order == ZL_ORDER_CHANGE ? "INDEXED BY documents_change" : "",
			 some || order == ZL_ORDER_CHANGE ? "" : "+", documents->since,
			 order == ZL_ORDER_PATH ? "d.name" : "d.change", limit);
	sqlite3_finalize(documents->rows);
	documents->rows = sql.failed ? NULL : zl_state_prepare(&documents->state, sql.data);
	documents->failed = documents->rows == NULL;
	zl_buffer_free(&sql);
	return documents->failed ? ZL_FAILED : ZL_DONE;
}

static void
take_text(sqlite3_stmt *row, int column, struct zl_buffer *out)
{
	const void *bytes = sqlite3_column_blob(row, column);

	zl_buffer_clear(out);
	zl_buffer_add(out, bytes == NULL ? "" : bytes, (size_t)sqlite3_column_bytes(row, column));
}

/* A column into an array that codes and digests fit. */
static void
take_word(sqlite3_stmt *row, int column, char *out, size_t size)
{
	const void *bytes = sqlite3_column_blob(row, column);
	size_t length = (size_t)sqlite3_column_bytes(row, column);

	length = length < size ? length : size - 1;
	if (length > 0)
		memcpy(out, bytes, length);
	out[length] = '\0';
}

static bool
take_row(sqlite3_stmt *row, struct zl_item *item)
{
	take_text(row, 0, &item->name);
	take_text(row, 2, &item->stage);
	take_text(row, 3, &item->message);
	take_word(row, 1, item->code, sizeof(item->code));
	take_word(row, 4, item->source, sizeof(item->source));
	take_word(row, 5, item->record, sizeof(item->record));
	item->record_bytes = (uint64_t)sqlite3_column_int64(row, 6);
	item->change = sqlite3_column_int64(row, 7);
	item->root = sqlite3_column_int64(row, 8);
	item->time = sqlite3_column_int64(row, 10);
	item->kind = sqlite3_column_int(row, 9) != 0 ? ZL_DOCUMENT_MISSING
		     : item->record[0] == '\0'	     ? ZL_DOCUMENT_WITHDRAWN
						     : ZL_DOCUMENT_PUT;
	item->stale = item->kind == ZL_DOCUMENT_PUT && strcmp(item->code, "ok") != 0;
	zl_buffer_clear(&item->path);
	zl_name_escape(&item->path, item->name.data, item->name.length);
	zl_place_of(ZL_OUTPUT_RECORDS, item->name.data, item->name.length, &item->file);
	return !item->name.failed && !item->path.failed && !item->file.failed &&
	       !item->message.failed && !item->stage.failed;
}

bool
zl_documents_next(struct zl_documents *documents, struct zl_item *item)
{
	int got = documents->failed ? SQLITE_ERROR : sqlite3_step(documents->rows);

	if (got == SQLITE_ROW && take_row(documents->rows, item))
		return true;
	if (got == SQLITE_ROW)
		zl_message("out of memory");
	else if (got != SQLITE_DONE && !documents->failed)
		zl_state_report_error(&documents->state, "its documents cannot be read");
	documents->failed = got != SQLITE_DONE;
	return false;
}

/* Reads a file that is to have size bytes; false with errno set. */
static bool
read_file(int folder, const char *path, uint64_t size, struct zl_buffer *bytes)
{
	int file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat status;
	ssize_t got = 1;

	zl_buffer_clear(bytes);
	if (file == -1)
		return false;
	bool fits = fstat(file, &status) == 0 && (uint64_t)status.st_size == size &&
		    size < SIZE_MAX && zl_buffer_reserve(bytes, (size_t)size + 1);
	while (fits && got > 0 && bytes->length <= size) {
		got = read(file, bytes->data + bytes->length, (size_t)size + 1 - bytes->length);
		bytes->length += got > 0 ? (size_t)got : 0;
	}
	int number = errno;
	close(file);
	errno = number;
	if (fits && got != -1 && bytes->length == size) {
		bytes->data[size] = '\0';
		return true;
	}
	errno = fits && got == -1 ? number : 0;
	return false;
}

enum zl_status
zl_documents_record(const struct zl_documents *documents, const struct zl_item *item,
		    struct zl_buffer *bytes)
{
	char sha256[65] = "";

	if (read_file(documents->folder, item->file.data, item->record_bytes, bytes)) {
		zl_digest(bytes->data, bytes->length, sha256);
		errno = 0;
	}
	if (strcmp(sha256, item->record) == 0)
		return ZL_DONE;
	zl_message("%s/%s: this record is not what was published%s%s; zhengli run --verify makes "
		   "it anew",
		   documents->out, item->file.data, errno == 0 ? "" : ": ",
		   errno == 0 ? "" : strerror(errno));
	return ZL_FAILED;
}

int
zl_documents_source(struct zl_documents *documents, const struct zl_item *item)
{
	struct zl_buffer path = {0};
	bool follow = false;
	int file = -1;

	if (zl_state_root_path(&documents->state, item->root, &path, &follow)) {
		int root = open(path.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (root != -1)
			file = zl_open_below(root, item->name.data, O_RDONLY, 0, follow);
		if (file == -1)
			zl_message("%s/%s: the source cannot be opened: %s", path.data,
				   item->path.data, strerror(errno));
		if (root != -1)
			close(root);
	}
	zl_buffer_free(&path);
	return file;
}
