/* sidecar.c: loading, and finding the rows for a document: patterns in turn, paths by search. */
#include "sidecar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "base/vector.h"
#include "csv_read.h"
#include "glob.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "sidecar_check.h"

/* A file of rows. */
struct source {
	const char *path;
	enum zl_field *fields; /* by column; ZL_FIELD_COUNT: path */
	size_t columns;
};

/* There may be a row for each of a million documents. */
struct row {
	const struct source *source;
	struct zl_string *cells; /* by column; the first is the path */
	unsigned line, number;	 /* in its file; number counts rows, from 1 */
	unsigned columns;
	bool matched;
};

struct zl_sidecar {
	struct zl_arena arena;
	ZL_VECTOR(struct row) rows;
	ZL_VECTOR(size_t) patterns;    /* indexes of rows that are patterns, in order */
	ZL_VECTOR(struct row *) paths; /* rows that are paths, sorted by path */
	ZL_VECTOR(const struct row *) applied;
	bool sorted;
	uint64_t columns; /* a bit a field */
	struct sha256_ctx hash;
	char sha256[65];
};

struct zl_sidecar *
zl_sidecar_new(void)
{
	struct zl_sidecar *sidecar = calloc(1, sizeof(*sidecar));

	if (sidecar != NULL)
		sha256_init(&sidecar->hash);
	return sidecar;
}

void
zl_sidecar_free(struct zl_sidecar *sidecar)
{
	if (sidecar == NULL)
		return;
	zl_arena_free(&sidecar->arena);
	free(sidecar->rows.items);
	free(sidecar->patterns.items);
	free(sidecar->paths.items);
	free(sidecar->applied.items);
	free(sidecar);
}

const char *
zl_sidecar_sha256(const struct zl_sidecar *sidecar)
{
	return sidecar->sha256;
}

uint64_t
zl_sidecar_columns(const struct zl_sidecar *sidecar)
{
	return sidecar->columns;
}

/* A file as it is loaded. */
struct loading {
	struct zl_sidecar *sidecar;
	struct zl_csv_file csv;
	struct source *source;
	size_t first_row;
	bool sound;
};

static void
fault(struct loading *loading, const char *column, const char *what)
{
	loading->sound = false;
	zl_message("%s:%u: %s: %s", loading->source->path, loading->csv.row_line, column, what);
}

/* The header: path, then known fields, none of them twice. */
static bool
read_header(struct loading *loading)
{
	const struct zl_string *cells = loading->csv.cells.items;
	struct source *source = loading->source;

	source->columns = loading->csv.cells.count;
	source->fields =
	    zl_arena_zero(&loading->sidecar->arena, source->columns, sizeof(*source->fields));
	if (source->fields == NULL)
		return false;
	if (!zl_string_is(cells[0], "path"))
		fault(loading, "path", _("it is to be the first column"));
	source->fields[0] = ZL_FIELD_COUNT;
	for (size_t i = 1; i < source->columns; i++) {
		char name[64];
		snprintf(name, sizeof(name), "%.*s", (int)(cells[i].length % sizeof(name)),
			 cells[i].data);
		source->fields[i] = zl_field_of(cells[i].data, cells[i].length);
		if (source->fields[i] == ZL_FIELD_COUNT)
			fault(loading, name, _("there is no such field"));
		else
			loading->sidecar->columns |= (uint64_t)1 << source->fields[i];
		for (size_t k = 1; k < i; k++)
			if (source->fields[k] == source->fields[i])
				fault(loading, name, _("the column is there twice"));
	}
	return loading->sound;
}

static void
read_row(struct loading *loading, unsigned number)
{
	struct zl_sidecar *sidecar = loading->sidecar;
	const struct source *source = loading->source;
	const struct zl_string *cells = loading->csv.cells.items;
	size_t count = loading->csv.cells.count;
	struct row *row = zl_vector_push(&sidecar->rows);

	if (row == NULL) {
		fault(loading, "path", "out of memory");
		return;
	}
	*row =
	    (struct row){.source = source,
			 .line = loading->csv.row_line,
			 .number = number,
			 .columns = (unsigned)(count < source->columns ? count : source->columns)};
	row->cells = zl_arena_zero(&sidecar->arena, row->columns, sizeof(*row->cells));
	if (count > source->columns)
		fault(loading, "path", _("the row has more cells than the header"));
	if (cells[0].length == 0)
		fault(loading, "path", _("there is none"));
	for (size_t i = 0; row->cells != NULL && i < row->columns; i++) {
		struct zl_string cell = cells[i];
		const char *wrong;
		if (i > 0 &&
		    (wrong = zl_sidecar_check(&sidecar->arena, source->fields[i], &cell)) != NULL)
			fault(loading, zl_field_names[source->fields[i]], wrong);
		if (!zl_arena_copy(&sidecar->arena, cell.data, cell.length, &row->cells[i]))
			fault(loading, "path", "out of memory");
	}
	if (row->cells == NULL)
		sidecar->rows.count--;
}

static int
compare_paths(const void *one, const void *two)
{
	const struct row *a = *(struct row *const *)one, *b = *(struct row *const *)two;
	struct zl_string left = a->cells[0], right = b->cells[0];
	size_t shorter = left.length < right.length ? left.length : right.length;
	int order = shorter == 0 ? 0 : memcmp(left.data, right.data, shorter);

	if (order == 0 && left.length != right.length)
		order = left.length < right.length ? -1 : 1;
	return order != 0 ? order : a < b ? -1 : 1;
}

/* Says which rows of a file have one path; they are told from patterns that say the same. */
static void
check_twice(struct loading *loading)
{
	struct zl_sidecar *sidecar = loading->sidecar;
	size_t count = sidecar->rows.count - loading->first_row;
	struct row **sorted = calloc(count + 1, sizeof(*sorted));

	if (sorted == NULL)
		return fault(loading, "path", "out of memory");
	for (size_t i = 0; i < count; i++)
		sorted[i] = &sidecar->rows.items[loading->first_row + i];
	qsort(sorted, count, sizeof(struct row *), compare_paths);
	for (size_t i = 1; i < count; i++) {
		if (!zl_string_equal(sorted[i]->cells[0], sorted[i - 1]->cells[0]) ||
		    sorted[i]->cells[0].length == 0)
			continue;
		loading->csv.row_line = sorted[i]->line;
		fault(loading, "path", _("the same path is there twice"));
	}
	free(sorted);
}

enum zl_status
zl_sidecar_load(struct zl_sidecar *sidecar, const char *path, const char *encoding)
{
	struct source *source = zl_arena_zero(&sidecar->arena, 1, sizeof(*source));
	struct loading loading = {
	    .sidecar = sidecar, .source = source, .first_row = sidecar->rows.count, .sound = true};
	struct zl_buffer words = {0};
	struct sha256_ctx copy;

	if (source == NULL)
		return ZL_FAILED;
	source->path = path;
	if (!zl_csv_load(&loading.csv, path, encoding, &words)) {
		zl_message("%s: %s", path, words.data == NULL ? "out of memory" : words.data);
		loading.sound = false;
	} else {
		sha256_update(&sidecar->hash, loading.csv.text.length,
			      (const uint8_t *)loading.csv.text.data);
		copy = sidecar->hash;
		zl_digest_end(&copy, sidecar->sha256);
		if (!zl_csv_next(&loading.csv))
			fault(&loading, "path", _("there is no header"));
		else if (read_header(&loading))
			for (unsigned number = 1; zl_csv_next(&loading.csv); number++)
				read_row(&loading, number);
		if (loading.csv.wrong != NULL)
			fault(&loading, "path", loading.csv.wrong);
		check_twice(&loading);
	}
	sidecar->sorted = false;
	zl_csv_free(&loading.csv);
	zl_buffer_free(&words);
	return loading.sound ? ZL_DONE : ZL_FAILED;
}

/* Parts the rows into patterns and paths; false when memory is out. */
static bool
sort_rows(struct zl_sidecar *sidecar)
{
	sidecar->patterns.count = sidecar->paths.count = 0;
	for (size_t i = 0; i < sidecar->rows.count; i++) {
		struct row *row = &sidecar->rows.items[i];
		if (zl_glob_is_path(row->cells[0].data, row->cells[0].length)) {
			struct row **path = zl_vector_push(&sidecar->paths);
			if (path == NULL)
				return false;
			*path = row;
		} else {
			size_t *pattern = zl_vector_push(&sidecar->patterns);
			if (pattern == NULL)
				return false;
			*pattern = i;
		}
	}
	if (sidecar->paths.count > 0)
		qsort(sidecar->paths.items, sidecar->paths.count, sizeof(struct row *),
		      compare_paths);
	return sidecar->sorted = true;
}

static void
apply(struct zl_sidecar *sidecar, struct row *row, struct zl_fields *fields)
{
	const struct row **applied = zl_vector_push(&sidecar->applied);

	if (applied != NULL)
		*applied = row;
	row->matched = true;
	for (size_t i = 1; i < row->columns; i++) {
		if (zl_string_is(row->cells[i], "-"))
			fields->values[row->source->fields[i]] = (struct zl_string){0};
		else if (row->cells[i].length > 0)
			fields->values[row->source->fields[i]] = row->cells[i];
	}
}

static int
compare_key(const void *key, const void *item)
{
	const struct zl_string *path = key;
	struct zl_string other = (*(struct row *const *)item)->cells[0];
	size_t shorter = path->length < other.length ? path->length : other.length;
	int order = memcmp(path->data, other.data, shorter);

	return order != 0		      ? order
	       : path->length == other.length ? 0
	       : path->length < other.length  ? -1
					      : 1;
}

/* Which of all rows the row of a path is. */
static size_t
index_of(const struct zl_sidecar *sidecar, size_t path)
{
	return (size_t)(sidecar->paths.items[path] - sidecar->rows.items);
}

void
zl_sidecar_apply(struct zl_sidecar *sidecar, const char *path, size_t length,
		 struct zl_fields *fields)
{
	struct zl_string key = {path, length};

	sidecar->applied.count = 0;
	if (!sidecar->sorted && !sort_rows(sidecar))
		return;
	size_t behind = zl_search_behind(&key, sidecar->paths.items, sidecar->paths.count,
					 sizeof(struct row *), compare_key);
	size_t from = behind;
	while (from > 0 && zl_string_equal(sidecar->paths.items[from - 1]->cells[0], key))
		from--;
	/* Both lists are in order of rows; the two are merged. */
	for (size_t i = 0; i <= sidecar->patterns.count; i++) {
		size_t next = i < sidecar->patterns.count ? sidecar->patterns.items[i] : SIZE_MAX;
		for (; from < behind && index_of(sidecar, from) < next; from++)
			apply(sidecar, sidecar->paths.items[from], fields);
		if (next == SIZE_MAX)
			break;
		struct row *row = &sidecar->rows.items[next];
		if (zl_glob_matches(row->cells[0].data, row->cells[0].length, path, length))
			apply(sidecar, row, fields);
	}
}

void
zl_sidecar_describe(const struct zl_sidecar *sidecar, struct zl_buffer *out)
{
	if (sidecar->applied.count == 0)
		zl_buffer_text(out, _("no row of a sidecar applies"));
	for (size_t i = 0; i < sidecar->applied.count; i++) {
		const struct row *row = sidecar->applied.items[i];
		zl_buffer_format(out, "%srow %u \"%.*s\"",
				 i == 0				   ? ""
				 : i + 1 == sidecar->applied.count ? " and "
								   : ", ",
				 row->number, (int)row->cells[0].length, row->cells[0].data);
	}
	if (sidecar->applied.count > 0)
		zl_buffer_text(out, sidecar->applied.count == 1 ? " applies" : " apply");
}

size_t
zl_sidecar_unmatched(const struct zl_sidecar *sidecar)
{
	size_t count = 0;

	for (size_t i = 0; i < sidecar->rows.count; i++) {
		const struct row *row = &sidecar->rows.items[i];
		if (row->matched)
			continue;
		count++;
		zl_message("%s:%u: path: %.*s matches no document", row->source->path, row->line,
			   (int)row->cells[0].length, row->cells[0].data);
	}
	return count;
}
