/*
 * requirements.c: whether each document has what a target wants: its fields, from sidecars and the
 * record, and a 档号 that no other has.  What is kept of all documents lies in a database of its
 * own, which SQLite keeps in memory while it is small.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "export_parts.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "sidecar.h"
#include "sidecar_check.h"

struct zl_requirements {
	enum zl_field wanted[ZL_FIELD_COUNT];
	size_t count;
	sqlite3 *database;
	sqlite3_stmt *take, *holder, *lacking;
	uint64_t lacks; /* a bit a field that some document lacks */
};

int
zl_requirements_load(struct zl_export *export)
{
	const struct zl_export_options *options = &export->options;
	bool sound = true;

	if (export->wants == NULL) {
		if (options->sidecars[0] != NULL)
			zl_message("%s takes no sidecar", export->target->name);
		return options->sidecars[0] == NULL ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
	}
	export->sidecar = zl_sidecar_new();
	if (export->sidecar == NULL)
		return ZL_STATUS_BROKEN;
	for (const char **path = options->sidecars; *path != NULL; path++)
		sound = zl_sidecar_load(export->sidecar, *path, options->sidecar_encoding) && sound;
	return sound ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
}

static enum zl_status
report_error(const struct zl_requirements *requirements)
{
	zl_message("the list of 档号: %s", sqlite3_errmsg(requirements->database));
	return ZL_FAILED;
}

static enum zl_status
open_database(struct zl_requirements *requirements)
{
	static const char tables[] =
	    "PRAGMA cache_size = -4096; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;"
	    "CREATE TABLE codes(code TEXT PRIMARY KEY, path TEXT) WITHOUT ROWID;"
	    "CREATE TABLE lacking(path TEXT, lacks INTEGER); BEGIN";
	const char *const texts[] = {"INSERT INTO codes VALUES(?1, ?2) ON CONFLICT DO NOTHING",
				     "SELECT path FROM codes WHERE code = ?1",
				     "INSERT INTO lacking VALUES(?1, ?2)"};
	sqlite3_stmt **const statements[] = {&requirements->take, &requirements->holder,
					     &requirements->lacking};

	if (sqlite3_open("", &requirements->database) != SQLITE_OK ||
	    sqlite3_exec(requirements->database, tables, NULL, NULL, NULL) != SQLITE_OK)
		return report_error(requirements);
	for (size_t i = 0; i < 3; i++)
		if (sqlite3_prepare_v2(requirements->database, texts[i], -1, statements[i], NULL) !=
		    SQLITE_OK)
			return report_error(requirements);
	return ZL_DONE;
}

enum zl_status
zl_requirements_begin(struct zl_export *export)
{
	const char *at = export->wants;

	if (at == NULL)
		return ZL_DONE;
	struct zl_requirements *requirements = calloc(1, sizeof(*requirements));
	export->requirements = requirements;
	if (requirements == NULL)
		return ZL_FAILED;
	for (size_t size; at[0] != '\0'; at += size + (at[size] == ' ')) {
		size = strcspn(at, " ");
		requirements->wanted[requirements->count++] = zl_field_of(at, size);
	}
	return open_database(requirements);
}

/* Says that a document cannot be exported, and why. */
static void
tell(const struct zl_export *export, const struct zl_item *item, const char *what)
{
	struct zl_buffer rows = {0};

	zl_sidecar_describe(export->sidecar, &rows);
	if (!export->options.sidecar_template)
		zl_message(
		    "%s: %s (%s); %s", item->path.data, what, rows.data == NULL ? "" : rows.data,
		    export->options.skip_incomplete ? _("left out") : _("nothing was written"));
	zl_buffer_free(&rows);
}

/* A bit for each wanted field that the document lacks; for 档号, those of its parts. */
static uint64_t
find_lacks(const struct zl_export *export, const struct zl_fields *fields, const char *pattern)
{
	const struct zl_requirements *requirements = export->requirements;
	uint64_t lacks = 0;

	for (size_t i = 0; i < requirements->count; i++) {
		enum zl_field field = requirements->wanted[i];
		if (fields->values[field].data == NULL)
			lacks |= field == ZL_FIELD_CODE ? zl_code_lacks(fields, pattern)
							: (uint64_t)1 << field;
	}
	return lacks;
}

static void
tell_lacks(const struct zl_export *export, const struct zl_item *item, uint64_t lacks)
{
	struct zl_buffer names = {0}, words = {0};
	bool several = (lacks & (lacks - 1)) != 0;

	for (size_t i = 0; i < ZL_FIELD_COUNT; i++)
		if (lacks >> i & 1)
			zl_buffer_format(&names, "%s%s", names.length == 0 ? "" : ", ",
					 zl_field_names[i]);
	zl_buffer_format(&words, several ? _("%s are missing") : _("%s is missing"),
			 names.data == NULL ? "" : names.data);
	tell(export, item, words.data == NULL ? _("out of memory") : words.data);
	zl_buffer_free(&words);
	zl_buffer_free(&names);
}

/* Whether the 档号 is the document's alone; the one that came first keeps it. */
static enum zl_status
take_code(struct zl_export *export, const struct zl_item *item, struct zl_string code,
	  bool *complete)
{
	struct zl_requirements *requirements = export->requirements;
	struct zl_buffer words = {0};

	if (code.data == NULL)
		return ZL_DONE;
	if (!zl_code_is_name(code)) {
		zl_buffer_format(&words, _("档号 %.*s cannot be the name of a folder"),
				 (int)code.length, code.data);
		*complete = false;
	} else {
		sqlite3_bind_text64(requirements->take, 1, code.data, code.length, SQLITE_STATIC,
				    SQLITE_UTF8);
		sqlite3_bind_text64(requirements->take, 2, item->path.data, item->path.length,
				    SQLITE_STATIC, SQLITE_UTF8);
		int got = sqlite3_step(requirements->take);
		sqlite3_reset(requirements->take);
		if (got != SQLITE_DONE)
			return report_error(requirements);
		*complete = sqlite3_changes(requirements->database) == 1;
	}
	if (!*complete && words.length == 0) {
		sqlite3_bind_text64(requirements->holder, 1, code.data, code.length, SQLITE_STATIC,
				    SQLITE_UTF8);
		bool found = sqlite3_step(requirements->holder) == SQLITE_ROW;
		zl_buffer_format(&words, _("档号 %.*s is used twice, here and by %s"),
				 (int)code.length, code.data,
				 found ? (const char *)sqlite3_column_text(requirements->holder, 0)
				       : "");
		sqlite3_reset(requirements->holder);
	}
	if (!*complete)
		tell(export, item, words.data == NULL ? "out of memory" : words.data);
	zl_buffer_free(&words);
	return ZL_DONE;
}

/* Notes a document that is left out, for incomplete.csv. */
static enum zl_status
note_lacking(struct zl_requirements *requirements, const struct zl_item *item, uint64_t lacks)
{
	requirements->lacks |= lacks;
	sqlite3_bind_text64(requirements->lacking, 1, item->path.data, item->path.length,
			    SQLITE_STATIC, SQLITE_UTF8);
	bool done = sqlite3_step(requirements->lacking) == SQLITE_DONE;
	sqlite3_reset(requirements->lacking);
	return done ? ZL_DONE : report_error(requirements);
}

enum zl_status
zl_requirements_meet(struct zl_export *export, const struct zl_item *item, struct zl_fields *fields,
		     bool *complete)
{
	const char *pattern = export->options.code == NULL ? zl_code_pattern : export->options.code;
	bool done = true;

	memset(fields->values, 0, sizeof(fields->values));
	zl_arena_free(&fields->arena);
	zl_sidecar_apply(export->sidecar, item->path.data, item->path.length, fields);
	if (!zl_fields_complete(fields, export->reader, pattern))
		return ZL_FAILED;
	uint64_t lacks = find_lacks(export, fields, pattern);
	*complete = lacks == 0;
	if (lacks != 0)
		tell_lacks(export, item, lacks);
	if (done && *complete)
		done = take_code(export, item, fields->values[ZL_FIELD_CODE], complete);
	/* Two that have one 档号 are told apart by their 件号. */
	if (done && !*complete)
		done = note_lacking(export->requirements, item,
				    lacks != 0 ? lacks : (uint64_t)1 << ZL_FIELD_ITEM);
	return done ? ZL_DONE : ZL_FAILED;
}

/* The sidecar to be filled in: a column for each field that some document lacks. */
static enum zl_status
write_lacking(struct zl_export *export, const char *path)
{
	const struct zl_requirements *requirements = export->requirements;
	struct zl_string cells[ZL_FIELD_COUNT + 1] = {0};
	struct zl_sink *sink = zl_sink_open(&export->destination, path);
	sqlite3_stmt *rows = NULL;
	size_t count = 1;
	int got = SQLITE_ERROR;

	if (sink == NULL)
		return ZL_FAILED;
	zl_sink_text(sink, "\357\273\277path");
	for (size_t i = 0; i < ZL_FIELD_COUNT; i++) {
		if (!(requirements->lacks >> i & 1))
			continue;
		zl_sink_text(sink, ",");
		zl_sink_text(sink, zl_field_names[i]);
		count++;
	}
	zl_sink_text(sink, "\r\n");
	if (sqlite3_prepare_v2(requirements->database, "SELECT path FROM lacking ORDER BY rowid",
			       -1, &rows, NULL) == SQLITE_OK)
		while ((got = sqlite3_step(rows)) == SQLITE_ROW) {
			struct zl_buffer pattern = {0};
			const char *from = (const char *)sqlite3_column_text(rows, 0);
			for (; *from != '\0'; from++) {
				if (strchr("*?[\\", *from) != NULL)
					zl_buffer_byte(&pattern, '\\');
				zl_buffer_byte(&pattern, *from);
			}
			cells[0] = (struct zl_string){pattern.data, pattern.length};
			zl_csv_row(sink, cells, count);
			zl_buffer_free(&pattern);
		}
	if (got != SQLITE_DONE)
		report_error(requirements);
	sqlite3_finalize(rows);
	bool done = zl_sink_close(sink, NULL);
	return done && got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_requirements_end(struct zl_export *export)
{
	if (export->wants == NULL || export->options.dry_run ||
	    (export->incomplete == 0 && !export->options.sidecar_template))
		return ZL_DONE;
	/* Beside a single file there is no room for a list. */
	if (export->target->single && !export->options.sidecar_template)
		return ZL_DONE;
	return write_lacking(export, "incomplete.csv");
}

void
zl_requirements_free(struct zl_export *export)
{
	struct zl_requirements *requirements = export->requirements;

	zl_sidecar_free(export->sidecar);
	if (requirements == NULL)
		return;
	sqlite3_finalize(requirements->take);
	sqlite3_finalize(requirements->holder);
	sqlite3_finalize(requirements->lacking);
	sqlite3_close(requirements->database);
	free(requirements);
}

const struct zl_target zl_target_template = {.name = "sidecar-template", .single = true};
