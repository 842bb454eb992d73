/* gold.c: zhengli gold: checked records as answers for zhengli score. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "option.h"
#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/corrections/store.h"
#include "pipeline/records/reader.h"
#include "pipeline/review/rows.h"
#include "pipeline/state/state_sql.h"

static const char help[] =
    N_("usage: zhengli gold --corrections DIR OUT DEST\n"
       "Writes an answer for zhengli score into DEST for each record that somebody vouched for\n"
       "(checked), as it is read now.  A DEST/NAME.json that is there already is written anew.\n"
       "  -h, --help  show this help\n"
       "example: zhengli gold --corrections corrections records gold\n");

struct writing {
	const struct zl_record_rows *rows;
	struct zl_buffer *out;
};

static void
member(struct zl_buffer *out, const char *name, struct zl_string text)
{
	zl_json_member(out, name);
	if (text.data == NULL)
		zl_buffer_text(out, "null");
	else
		zl_json_string(out, text.data, text.length);
}

/* The row of a table whose column has the text; NULL: none. */
static const struct zl_string *
row_with(const struct zl_record_rows *rows, enum zl_record_table table, size_t column,
	 struct zl_string text)
{
	for (size_t i = 0; text.data != NULL && i < rows->tables[table].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, table, i);
		if (zl_string_equal(row[column], text))
			return row;
	}
	return NULL;
}

/* The headings that lead to a section, the outermost first. */
static void
write_sections(const struct writing *writing, struct zl_string section)
{
	enum { DEEPEST = 64 };
	const struct zl_string *way[DEEPEST];
	size_t depth = 0;
	const struct zl_string *row =
	    row_with(writing->rows, ZL_TABLE_SECTIONS, ZL_SECTIONS_SECTION, section);

	for (; row != NULL && depth < DEEPEST; depth++) {
		way[depth] = row;
		row = row_with(writing->rows, ZL_TABLE_SECTIONS, ZL_SECTIONS_SECTION,
			       row[ZL_SECTIONS_PARENT]);
	}
	zl_json_member(writing->out, "sections");
	zl_buffer_byte(writing->out, '[');
	while (depth-- > 0) {
		struct zl_buffer heading = {0};
		struct zl_string number = way[depth][ZL_SECTIONS_NUMBER];
		struct zl_string words = way[depth][ZL_SECTIONS_HEADING];
		zl_buffer_add(&heading, number.data, number.length);
		zl_buffer_add(&heading, words.data, words.length);
		zl_json_string(writing->out, heading.length > 0 ? heading.data : "",
			       heading.length);
		zl_buffer_text(writing->out, depth > 0 ? "," : "");
		zl_buffer_free(&heading);
	}
	zl_buffer_byte(writing->out, ']');
}

static void
write_finding(const struct writing *writing, const struct zl_string *row)
{
	const struct zl_string *parent = row_with(writing->rows, ZL_TABLE_FINDINGS,
						  ZL_FINDINGS_FINDING, row[ZL_FINDINGS_PARENT]);

	zl_buffer_text(writing->out, "\n  {");
	member(writing->out, "kind", row[ZL_FINDINGS_KIND]);
	member(writing->out, "status", row[ZL_FINDINGS_STATUS]);
	member(writing->out, "marker", row[ZL_FINDINGS_NUMBER]);
	member(writing->out, "problem", row[ZL_FINDINGS_STATEMENT]);
	member(writing->out, "parent",
	       parent == NULL ? (struct zl_string){0} : parent[ZL_FINDINGS_STATEMENT]);
	write_sections(writing, row[ZL_FINDINGS_SECTION]);
	member(writing->out, "response", row[ZL_FINDINGS_RESPONSE]);
	zl_json_member(writing->out, "measures");
	zl_buffer_add(writing->out,
		      row[ZL_FINDINGS_MEASURES].length > 0 ? row[ZL_FINDINGS_MEASURES].data : "0",
		      row[ZL_FINDINGS_MEASURES].length > 0 ? row[ZL_FINDINGS_MEASURES].length : 1);
	zl_buffer_byte(writing->out, '}');
}

static void
write_facts(const struct writing *writing)
{
	static const struct {
		size_t column;
		const char *suffix;
	} parts[] = {{ZL_FACTS_TEXT, ""},
		     {ZL_FACTS_DATE, "-date"},
		     {ZL_FACTS_FROM, "-from"},
		     {ZL_FACTS_TO, "-to"}};
	char name[96];

	zl_json_member(writing->out, "description");
	zl_buffer_byte(writing->out, '{');
	for (size_t i = 0; i < writing->rows->tables[ZL_TABLE_FACTS].count; i++) {
		const struct zl_string *row = zl_rows_at(writing->rows, ZL_TABLE_FACTS, i);
		if (!zl_string_is(row[ZL_FACTS_ORDINAL], "1"))
			continue;
		for (size_t j = 0; j < sizeof(parts) / sizeof(parts[0]); j++) {
			if (row[parts[j].column].data == NULL)
				continue;
			snprintf(name, sizeof(name), "%.*s%s", (int)row[ZL_FACTS_NAME].length,
				 row[ZL_FACTS_NAME].data, parts[j].suffix);
			member(writing->out, name, row[parts[j].column]);
		}
	}
	zl_buffer_byte(writing->out, '}');
}

static void
write_gold(const struct zl_record_rows *rows, struct zl_buffer *out)
{
	const struct writing writing = {rows, out};
	const struct zl_string *report = zl_rows_at(rows, ZL_TABLE_REPORTS, 0);

	zl_buffer_byte(out, '{');
	member(out, "family", report[ZL_REPORTS_RULES]);
	zl_json_member(out, "findings");
	zl_buffer_byte(out, '[');
	for (size_t i = 0; i < rows->tables[ZL_TABLE_FINDINGS].count; i++) {
		zl_buffer_text(out, i > 0 ? "," : "");
		write_finding(&writing, zl_rows_at(rows, ZL_TABLE_FINDINGS, i));
	}
	zl_buffer_byte(out, ']');
	zl_json_member(out, "recommendations");
	zl_buffer_byte(out, '[');
	for (size_t i = 0; i < rows->tables[ZL_TABLE_RECOMMENDATIONS].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, ZL_TABLE_RECOMMENDATIONS, i);
		zl_buffer_text(out, i > 0 ? ",\n  {" : "\n  {");
		member(out, "statement", row[ZL_RECOMMENDATIONS_STATEMENT]);
		zl_buffer_byte(out, '}');
	}
	zl_buffer_byte(out, ']');
	write_facts(&writing);
	zl_buffer_text(out, "}\n");
}

/* DEST/NAME.json, NAME being that of the source without its folders and its ending. */
static bool
put(const char *folder, struct zl_string name, const struct zl_buffer *bytes)
{
	const char *slash = memrchr(name.data, '/', name.length);
	const char *base = slash == NULL ? name.data : slash + 1;
	const char *dot = strrchr(base, '.');
	int length = dot == NULL || dot == base ? (int)strlen(base) : (int)(dot - base);
	char *path = NULL;

	if (asprintf(&path, "%s/%.*s.json", folder, length, base) == -1)
		return false;
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	bool done = file != -1 && write(file, bytes->data, bytes->length) == (ssize_t)bytes->length;
	if (!done)
		zl_message("%s: %s", path, strerror(errno));
	if (file != -1)
		close(file);
	free(path);
	return done;
}

static bool
write_one(int out, struct zl_record_reader *reader, struct zl_string name, const char *folder)
{
	struct zl_buffer record = {0}, words = {0}, gold = {0};
	bool done = zl_row_record(out, name, &record);

	if (done && !zl_record_reader_read(reader, record.data, record.length, &words)) {
		zl_message("%s: %s", name.data, words.length > 0 ? words.data : "out of memory");
		done = false;
	}
	if (done) {
		write_gold(zl_record_reader_rows(reader), &gold);
		done = !gold.failed && put(folder, name, &gold);
	}
	zl_buffer_free(&record);
	zl_buffer_free(&words);
	zl_buffer_free(&gold);
	return done;
}

/* Goes through the current records whose sources are checked. */
static int
write_all(struct zl_state *state, const struct zl_store *store, int out, const char *folder)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name, sha256 FROM documents WHERE code = 'ok' AND"
				    " missing IS NULL ORDER BY name");
	struct zl_record_reader *reader = zl_record_reader_new();
	struct zl_buffer name = {0};
	unsigned count = 0;
	bool done = row != NULL && reader != NULL;

	while (done && sqlite3_step(row) == SQLITE_ROW) {
		const struct zl_corrections *corrections =
		    zl_store_of(store, (const char *)sqlite3_column_text(row, 1));
		if (corrections == NULL || corrections->checked.length == 0)
			continue;
		zl_state_blob(row, 0, &name);
		done = write_one(out, reader, (struct zl_string){name.data, name.length}, folder);
		count++;
	}
	sqlite3_finalize(row);
	zl_record_reader_free(reader);
	zl_buffer_free(&name);
	if (done)
		printf(_("%s: %u answers\n"), folder, count);
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

static int
gold(const char *corrections, const char *path, const char *folder)
{
	struct zl_store store = {0};
	struct zl_state state;
	int status = ZL_STATUS_BROKEN, out = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (out == -1 || (mkdir(folder, 0777) == -1 && errno != EEXIST))
		zl_message("%s: %s", out == -1 ? path : folder, strerror(errno));
	else if (zl_store_read(&store, corrections) && zl_state_open(&state, path, ZL_STATE_READ)) {
		status = write_all(&state, &store, out, folder);
		zl_state_close(&state);
	}
	if (out != -1)
		close(out);
	zl_store_free(&store);
	return status;
}

int
zl_command_gold(int argc, char **argv)
{
	const char *folder = NULL;
	int status = zl_corrections_option(argc, argv, _(help), &folder);

	if (folder == NULL)
		return status;
	if (argc - optind != 2)
		return fputs(_(help), stderr), ZL_STATUS_USAGE;
	return gold(folder, argv[optind], argv[optind + 1]);
}
