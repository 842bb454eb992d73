/* export.c: zhengli export: the documents of OUT, record by record, into a target. */
#include "export.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"
#include "glob.h"
#include "pipeline/batch/output.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "sidecar.h"
#include "sqlite_token.h"

static volatile sig_atomic_t stopped;

static void
stop(int number)
{
	stopped = number;
}

static bool
is_selected(const struct zl_export *export, const struct zl_item *item)
{
	const char **globs = export->options.select;

	if (globs[0] == NULL)
		return true;
	while (*globs != NULL &&
	       !zl_glob_matches(*globs, strlen(*globs), item->path.data, item->path.length))
		globs++;
	return *globs != NULL;
}

/* Empties the columns that --without names, in every table that has them. */
static void
leave_out(const struct zl_export *export, struct zl_record_rows *rows)
{
	for (const char **name = export->options.without; *name != NULL; name++)
		for (size_t table = 0; table < ZL_RECORD_TABLES; table++)
			for (size_t i = zl_tables[table].keys; i < zl_tables[table].count; i++) {
				if (strcmp(zl_tables[table].columns[i].name, *name) != 0)
					continue;
				for (size_t row = 0; row < rows->tables[table].count; row++)
					zl_rows_at(rows, (enum zl_record_table)table, row)[i] =
					    (struct zl_string){0};
			}
}

/* Facts have their names in a cell. */
static void
leave_out_facts(const struct zl_export *export, struct zl_record_rows *rows)
{
	struct zl_rows *facts = &rows->tables[ZL_TABLE_FACTS];
	size_t kept = 0;

	for (size_t i = 0; i < facts->count; i++) {
		struct zl_string *row = zl_rows_at(rows, ZL_TABLE_FACTS, i);
		const char **name = export->options.without;
		while (*name != NULL && !zl_string_is(row[ZL_FACTS_NAME], *name))
			name++;
		if (*name == NULL && kept++ != i)
			memcpy(zl_rows_at(rows, ZL_TABLE_FACTS, kept - 1), row,
			       ZL_FACTS_COLUMNS * sizeof(*row));
	}
	facts->count = kept;
}

/* Reads the record of a document, proves it and makes rows of it. */
static enum zl_status
read_record(struct zl_export *export, const struct zl_item *item, struct zl_buffer *bytes)
{
	struct zl_buffer words = {0};

	if (!zl_documents_record(&export->documents, item, bytes))
		return ZL_FAILED;
	bool done = zl_record_reader_read(export->reader, bytes->data, bytes->length, &words);
	if (!done)
		zl_message("%s/%s: %s", export->documents.out, item->file.data,
			   words.data == NULL ? "out of memory" : words.data);
	zl_buffer_free(&words);
	if (!done)
		return ZL_FAILED;
	struct zl_record_rows *rows = zl_record_reader_rows(export->reader);
	struct zl_string *report = zl_rows_at(rows, ZL_TABLE_REPORTS, 0);
	if (!zl_string_is(report[ZL_REPORTS_PATH], item->path.data)) {
		zl_message("%s/%s: it is the record of another document", export->documents.out,
			   item->file.data);
		return ZL_FAILED;
	}
	report[ZL_REPORTS_RECORD_SHA256] = (struct zl_string){item->record, strlen(item->record)};
	if (export->options.without[0] != NULL) {
		leave_out(export, rows);
		leave_out_facts(export, rows);
	}
	return ZL_DONE;
}

static enum zl_status
put(struct zl_export *export, const struct zl_item *item, struct zl_buffer *bytes,
    struct zl_fields *fields)
{
	struct zl_export_item at_hand = {
	    .document = item, .rows = zl_record_reader_rows(export->reader), .record = bytes};
	bool complete = true;

	if (!read_record(export, item, bytes))
		return ZL_FAILED;
	if (export->wants != NULL) {
		if (!zl_requirements_meet(export, item, fields, &complete))
			return ZL_FAILED;
		at_hand.fields = fields;
	}
	if (!complete) {
		export->incomplete++;
		return ZL_DONE;
	}
	export->puts++;
	export->newest = item->time > export->newest ? item->time : export->newest;
	for (size_t i = 0; i < ZL_RECORD_TABLES; i++)
		export->rows[i] += at_hand.rows->tables[i].count;
	/* What cannot be whole is not written on with. */
	if (export->options.dry_run || (export->incomplete > 0 && !export->options.skip_incomplete))
		return ZL_DONE;
	return export->target->put == NULL ? ZL_DONE : export->target->put(export, &at_hand);
}

static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	if (export->target->gone != NULL)
		return export->target->gone(export, item);
	return export->documents.since > 0 && export->target->incremental
		   ? zl_gone_list(export, item)
		   : ZL_DONE;
}

/* Rows of sidecars may match documents that are not exported, too. */
static void
note_rows(const struct zl_export *export, const struct zl_item *item)
{
	struct zl_fields fields = {0};

	if (export->sidecar != NULL)
		zl_sidecar_apply(export->sidecar, item->path.data, item->path.length, &fields);
}

static enum zl_status
go_through(struct zl_export *export)
{
	struct zl_item item = {0};
	struct zl_buffer bytes = {0};
	struct zl_fields fields = {0};
	bool done = zl_documents_begin(&export->documents, ZL_ORDER_PATH, INT64_MAX);

	while (done && zl_documents_next(&export->documents, &item)) {
		if (stopped != 0) {
			zl_message("stopped: nothing was written");
			done = false;
		} else if (!is_selected(export, &item)) {
			note_rows(export, &item);
		} else if (item.kind == ZL_DOCUMENT_PUT) {
			done = put(export, &item, &bytes, &fields);
		} else {
			export->deletes +=
			    item.kind == ZL_DOCUMENT_MISSING || export->documents.since > 0;
			note_rows(export, &item);
			if (!export->options.dry_run)
				done = gone(export, &item);
		}
	}
	zl_arena_free(&fields.arena);
	zl_item_free(&item);
	zl_buffer_free(&bytes);
	return done && !export->documents.failed ? ZL_DONE : ZL_FAILED;
}

/* What the data forbids: nothing is written then. */
static int
judge(const struct zl_export *export)
{
	/* Of what did not change nothing is known here, and rows may match it. */
	if (export->sidecar != NULL && export->documents.since == 0 &&
	    zl_sidecar_unmatched(export->sidecar) > 0 && export->options.strict)
		return ZL_STATUS_USAGE;
	if (export->incomplete == 0 || export->options.sidecar_template)
		return ZL_STATUS_COMPLETE;
	if (!export->options.skip_incomplete)
		zl_message("%" PRIu64 " documents lack what %s wants; nothing was written",
			   export->incomplete, export->target->name);
	return ZL_STATUS_FAILURES;
}

static void
summarise(const struct zl_export *export)
{
	if (export->options.sidecar_template)
		return;
	zl_message(export->options.dry_run ? "%" PRIu64
					     " reports would be exported; nothing was written"
					   : N_("%" PRIu64 " reports exported"),
		   export->puts);
	if (export->options.skip_incomplete && export->incomplete > 0)
		zl_message("%" PRIu64 " documents were left out: they lack what %s wants; "
			   "incomplete.csv names them",
			   export->incomplete, export->target->name);
}

/* Goes through the documents, then makes all of it visible, or nothing. */
static int
write_all(struct zl_export *export)
{
	const struct zl_target *target = export->target;
	bool writes = !export->options.dry_run;

	if (writes && target->begin != NULL && !target->begin(export))
		return ZL_STATUS_BROKEN;
	if (!zl_requirements_begin(export) || !go_through(export))
		return ZL_STATUS_BROKEN;
	int status = judge(export);
	if (status == ZL_STATUS_USAGE ||
	    (status == ZL_STATUS_FAILURES && !export->options.skip_incomplete))
		return status;
	if ((writes && target->end != NULL && !target->end(export)) || !zl_gone_end(export))
		return ZL_STATUS_BROKEN;
	if (!zl_requirements_end(export))
		return ZL_STATUS_BROKEN;
	if (writes && export->options.destination != NULL && export->destination.part != NULL) {
		if (!target->single && !target->own_manifest && !zl_manifest_write(export))
			return ZL_STATUS_BROKEN;
		if (!zl_destination_finish(&export->destination))
			return ZL_STATUS_BROKEN;
	}
	summarise(export);
	return status;
}

/* The database that --into names says itself since when. */
static int
read_into(struct zl_export *export, struct zl_buffer *token)
{
	int known = export->options.into == NULL ? 0 : zl_sqlite_token(export->options.into, token);

	if (known == 1)
		export->options.since = token->data;
	return known < 0 ? ZL_STATUS_USAGE : ZL_STATUS_COMPLETE;
}

static int
open_all(struct zl_export *export)
{
	struct zl_buffer token = {0};
	int status = read_into(export, &token);

	if (status == ZL_STATUS_COMPLETE)
		status = zl_requirements_load(export);
	if (status == ZL_STATUS_COMPLETE)
		status = zl_documents_open(&export->documents, export->options.out);
	if (status == ZL_STATUS_COMPLETE)
		status = zl_documents_since(&export->documents, export->options.since);
	if (status == ZL_STATUS_COMPLETE && !zl_documents_token(&export->documents, &export->token))
		status = ZL_STATUS_BROKEN;
	zl_buffer_free(&token);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	export->reader = zl_record_reader_new();
	if (export->reader == NULL)
		return ZL_STATUS_BROKEN;
	const char *destination = export->options.destination;
	if (destination == NULL || export->options.dry_run || strcmp(destination, "-") == 0)
		return ZL_STATUS_COMPLETE;
	return zl_destination_begin(&export->destination, destination, export->target->single,
				    !export->target->single && !export->target->own_manifest);
}

static void
release(struct zl_export *export)
{
	if (export->target != NULL && export->target->free != NULL)
		export->target->free(export);
	zl_sink_drop(export->gone);
	zl_destination_abandon(&export->destination);
	zl_documents_close(&export->documents);
	zl_record_reader_free(export->reader);
	zl_requirements_free(export);
	zl_buffer_free(&export->token);
	zl_export_options_free(&export->options);
}

int
zl_command_export(int argc, char **argv)
{
	struct zl_export export = {.documents = {.folder = -1}};
	struct zl_output output = {.folder = -1, .temporary = -1, .lock = -1};
	const struct sigaction action = {.sa_handler = stop};
	int status;

	/* There is one thread here: nothing has to be locked, and nobody asks what memory is used.
	 */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
	if (zl_export_options_read(&export, argc, argv, &status)) {
		if (export.options.check != NULL) {
			status = zl_export_check(export.options.check);
		} else {
			status = zl_output_share(&output, export.options.out, export.options.wait);
			if (status == ZL_STATUS_COMPLETE)
				status = open_all(&export);
			if (status == ZL_STATUS_COMPLETE)
				status = write_all(&export);
		}
	}
	release(&export);
	zl_output_close(&output);
	return status;
}
