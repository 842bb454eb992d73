/* rows.c: the records of OUT as rows of the index. */
#include "rows.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "codes.h"
#include "pipeline/batch/places.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"

void
zl_row_page(struct zl_string name, struct zl_buffer *out)
{
	zl_place_of(ZL_OUTPUT_RECORDS, name.data, name.length, out);
	if (out->failed)
		return;
	/* records/….xml becomes r/….html, whose last part may be a byte too long for a name. */
	const char *below = out->data + strlen("records/");
	size_t length = out->length - strlen("records/") - strlen(".xml");
	const char *slash = memrchr(below, '/', length);
	size_t part = slash == NULL ? length : length - (size_t)(slash + 1 - below);
	struct zl_buffer page = {0};

	zl_buffer_text(&page, "r/");
	zl_buffer_add(&page, below, part + strlen(".html") > NAME_MAX ? length - 1 : length);
	zl_buffer_text(&page, ".html");
	zl_buffer_free(out);
	*out = page;
}

enum zl_status
zl_row_record(int folder, struct zl_string name, struct zl_buffer *record)
{
	struct zl_buffer target = {0};
	struct stat status;
	ssize_t got = -1;

	zl_place_of(ZL_OUTPUT_RECORDS, name.data, name.length, &target);
	zl_buffer_clear(record);
	int file = target.failed ? -1 : openat(folder, target.data, O_RDONLY | O_CLOEXEC);
	if (file != -1 && fstat(file, &status) == 0 &&
	    zl_buffer_reserve(record, (size_t)status.st_size + 1)) {
		do {
			got = read(file, record->data + record->length,
				   (size_t)status.st_size + 1 - record->length);
			record->length += got > 0 ? (size_t)got : 0;
		} while (got > 0 && record->length <= (size_t)status.st_size);
	}
	if (got == -1)
		zl_message("%s: the record cannot be read: %s", target.failed ? "" : target.data,
			   strerror(errno));
	if (file != -1)
		close(file);
	zl_buffer_free(&target);
	return got == -1 ? ZL_FAILED : ZL_DONE;
}

/* The codes of the page's flags, each once, those that weigh most first. */
static void
list_codes(const struct zl_page *page, struct zl_buffer *codes)
{
	for (int weight = 12; weight > 0; weight--) {
		for (size_t i = 0; i < page->flags.count; i++) {
			struct zl_string code = page->flags.items[i].code;
			bool told = zl_code_weight(code) != weight;
			for (size_t j = 0; j < i && !told; j++)
				told = zl_string_equal(code, page->flags.items[j].code);
			if (told)
				continue;
			if (codes->length > 0)
				zl_buffer_byte(codes, ' ');
			zl_buffer_add(codes, code.data, code.length);
		}
	}
}

static uint32_t
number_of(struct zl_string text)
{
	return text.length == 0 ? 0 : (uint32_t)strtoul(text.data, NULL, 10);
}

static bool
keep(struct zl_rows_list *list, struct zl_string text, struct zl_string *kept)
{
	return zl_arena_copy(&list->arena, text.length > 0 ? text.data : "", text.length, kept);
}

enum zl_status
zl_row_fill(struct zl_rows_list *list, struct zl_row *row, const struct zl_page *page)
{
	const struct zl_page_fact *title = zl_page_fact_of(page, "title");
	struct zl_buffer codes = {0};

	list_codes(page, &codes);
	row->doubt = page->doubt;
	row->findings = number_of(page->findings);
	row->paired = number_of(page->paired);
	row->unanswered = number_of(page->unanswered);
	row->flags = 0;
	for (size_t i = 0; i < page->flags.count; i++)
		row->flags += zl_code_weight(page->flags.items[i].code) > 0;
	bool done = !codes.failed && page->sha256.length == 64 &&
		    keep(list, title != NULL ? title->text : page->file, &row->title) &&
		    keep(list, page->rules, &row->family) &&
		    keep(list, (struct zl_string){codes.data, codes.length}, &row->codes);
	if (done)
		memcpy(row->sha256, page->sha256.data, sizeof(row->sha256));
	zl_buffer_free(&codes);
	return done ? ZL_DONE : ZL_FAILED;
}

/* Reads the record of one row of the state and adds it to the list. */
static enum zl_status
add_row(struct zl_rows_list *list, int folder, struct zl_string name, const char *published,
	struct zl_page *page, struct zl_buffer *record)
{
	struct zl_row *row = zl_vector_push(&list->rows);
	char sha256[65];

	if (row == NULL || !keep(list, name, &row->name)) {
		zl_message("out of memory");
		return ZL_FAILED;
	}
	if (!zl_row_record(folder, row->name, record))
		return ZL_FAILED;
	zl_digest(record->data, record->length, sha256);
	zl_page_clear(page);
	if (strcmp(sha256, published) != 0 || !zl_page_read(page, record->data, record->length) ||
	    !zl_row_fill(list, row, page)) {
		zl_message("the record of %s is not what was published; zhengli run --verify",
			   row->name.data);
		return ZL_FAILED;
	}
	return ZL_DONE;
}

static int
compare_doubt(const void *left, const void *right)
{
	const struct zl_row *a = left, *b = right;

	if (a->doubt != b->doubt)
		return a->doubt > b->doubt ? -1 : 1;
	return strcmp(a->name.data, b->name.data);
}

enum zl_status
zl_rows_read_all(struct zl_rows_list *list, struct zl_state *state, int folder,
		 struct zl_page *page)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name, record, change FROM documents WHERE record <> ''"
				    " AND code = 'ok' AND missing IS NULL ORDER BY name");
	struct zl_buffer record = {0};
	int got = SQLITE_ERROR;
	enum zl_status done = row == NULL ? ZL_FAILED : ZL_DONE;

	while (done && (got = sqlite3_step(row)) == SQLITE_ROW) {
		struct zl_string name = {sqlite3_column_blob(row, 0),
					 (size_t)sqlite3_column_bytes(row, 0)};
		done = add_row(list, folder, name, (const char *)sqlite3_column_text(row, 1), page,
			       &record);
		if (done)
			list->rows.items[list->rows.count - 1].change =
			    sqlite3_column_int64(row, 2);
	}
	sqlite3_finalize(row);
	zl_buffer_free(&record);
	if (done && got != SQLITE_DONE)
		done = zl_state_report_error(state, "reading what is converted");
	if (done && list->rows.count > 0)
		qsort(list->rows.items, list->rows.count, sizeof(*list->rows.items), compare_doubt);
	return done;
}

void
zl_rows_list_free(struct zl_rows_list *list)
{
	zl_arena_free(&list->arena);
	free(list->rows.items);
	*list = (struct zl_rows_list){0};
}

/* The first 64 bits of a SHA-256. */
static uint64_t
first_bits(const char *sha256)
{
	char digits[17];

	memcpy(digits, sha256, 16);
	digits[16] = '\0';
	return strtoull(digits, NULL, 16);
}

static int
compare_bits(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

enum zl_status
zl_rows_sample(struct zl_rows_list *list, double share, uint64_t number)
{
	size_t count = list->rows.count;
	uint64_t limit = share >= 1 ? UINT64_MAX : (uint64_t)(share * 18446744073709551616.0);

	if (number > 0 && count > 0) {
		uint64_t *bits = malloc(count * sizeof(*bits));
		if (bits == NULL) {
			zl_message("out of memory");
			return ZL_FAILED;
		}
		for (size_t i = 0; i < count; i++)
			bits[i] = first_bits(list->rows.items[i].sha256);
		qsort(bits, count, sizeof(*bits), compare_bits);
		limit = number >= count ? UINT64_MAX : bits[number];
		free(bits);
	}
	for (size_t i = 0; i < count; i++) {
		uint64_t bits = first_bits(list->rows.items[i].sha256);
		if (bits < limit || limit == UINT64_MAX)
			list->rows.items[i].state |= ZL_ROW_SAMPLE;
	}
	return ZL_DONE;
}
