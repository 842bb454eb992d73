/* score_record.c: the rows of a record as a sheet: findings, recommendations, description. */
#include <stdint.h>
#include <string.h>

#include "pipeline/records/reader.h"
#include "score_parts.h"

/* A sheet that is filled from rows; failed when memory is out. */
struct filling {
	struct zl_score_sheet *sheet;
	const struct zl_record_rows *rows;
	const struct zl_score_path **sections; /* by row of sections */
	struct zl_buffer text;
	bool failed;
};

static struct zl_score_text
fold(struct filling *filling, struct zl_string text)
{
	struct zl_score_text out = {0};

	if (!zl_score_fold(&filling->sheet->arena, text.data == NULL ? "" : text.data, text.length,
			   &out))
		filling->failed = true;
	return out;
}

static const char *
keep(struct filling *filling, struct zl_string text)
{
	struct zl_string copy = {"", 0};

	if (text.data != NULL &&
	    !zl_arena_copy(&filling->sheet->arena, text.data, text.length, &copy))
		filling->failed = true;
	return copy.data;
}

static const struct zl_string *
row_at(const struct filling *filling, enum zl_record_table table, size_t row)
{
	return zl_rows_at(filling->rows, table, row);
}

/* The row that a name such as s3 or f12 stands for, which counts rows from 1; SIZE_MAX for none. */
static size_t
row_named(const struct filling *filling, enum zl_record_table table, size_t column,
	  struct zl_string name)
{
	size_t number = 0;

	for (size_t i = 1; i < name.length && i < 10; i++)
		number = 10 * number + (size_t)(name.data[i] - '0');
	return number > 0 && number <= filling->rows->tables[table].count &&
		       zl_string_equal(row_at(filling, table, number - 1)[column], name)
		   ? number - 1
		   : SIZE_MAX;
}

static void
take_sections(struct filling *filling)
{
	size_t count = filling->rows->tables[ZL_TABLE_SECTIONS].count;

	filling->sections =
	    zl_arena_zero(&filling->sheet->arena, count + 1, sizeof(*filling->sections));
	for (size_t i = 0; i < count && filling->sections != NULL; i++) {
		const struct zl_string *row = row_at(filling, ZL_TABLE_SECTIONS, i);
		struct zl_score_path *path =
		    zl_arena_zero(&filling->sheet->arena, 1, sizeof(*path));
		struct zl_string number = row[ZL_SECTIONS_NUMBER];
		struct zl_string heading = row[ZL_SECTIONS_HEADING];
		if (path == NULL) {
			filling->failed = true;
			return;
		}
		zl_buffer_clear(&filling->text);
		zl_buffer_add(&filling->text, number.data, number.length);
		zl_buffer_add(&filling->text, heading.data, heading.length);
		path->heading =
		    fold(filling, (struct zl_string){filling->text.data, filling->text.length});
		size_t above = row_named(filling, ZL_TABLE_SECTIONS, ZL_SECTIONS_SECTION,
					 row[ZL_SECTIONS_PARENT]);
		path->above = above < i ? filling->sections[above] : NULL;
		filling->sections[i] = path;
	}
	filling->failed |= filling->sections == NULL || filling->text.failed;
}

/* A copy of the parent's problem that stays where it is. */
static const struct zl_score_text *
parent_problem(struct filling *filling, struct zl_string parent, size_t before)
{
	size_t row = row_named(filling, ZL_TABLE_FINDINGS, ZL_FINDINGS_FINDING, parent);
	struct zl_score_text *copy;

	if (row >= before)
		return NULL;
	copy = zl_arena_take(&filling->sheet->arena, sizeof(*copy));
	if (copy == NULL)
		filling->failed = true;
	else
		*copy = filling->sheet->findings[row].problem;
	return copy;
}

static void
take_finding(struct filling *filling, size_t number)
{
	const struct zl_string *row = row_at(filling, ZL_TABLE_FINDINGS, number);
	struct zl_score_finding *finding = zl_score_add_finding(filling->sheet);

	if (finding == NULL) {
		filling->failed = true;
		return;
	}
	finding->problem = fold(filling, row[ZL_FINDINGS_STATEMENT]);
	finding->statement = keep(filling, row[ZL_FINDINGS_STATEMENT]);
	finding->response = fold(filling, row[ZL_FINDINGS_RESPONSE]);
	finding->kind = keep(filling, row[ZL_FINDINGS_KIND]);
	finding->status = keep(filling, row[ZL_FINDINGS_STATUS]);
	for (size_t i = 0; i < row[ZL_FINDINGS_MEASURES].length; i++)
		finding->measures =
		    10 * finding->measures + (size_t)(row[ZL_FINDINGS_MEASURES].data[i] - '0');
	size_t section =
	    row_named(filling, ZL_TABLE_SECTIONS, ZL_SECTIONS_SECTION, row[ZL_FINDINGS_SECTION]);
	if (section != SIZE_MAX)
		finding->sections = filling->sections[section];
	finding->parent = parent_problem(filling, row[ZL_FINDINGS_PARENT], number);
}

/* Notes name, or name-suffix, unless it is known. */
static void
add_fact(struct filling *filling, struct zl_string name, const char *suffix, struct zl_string text)
{
	struct zl_score_fact *fact = NULL;
	bool known = false;

	zl_buffer_clear(&filling->text);
	zl_buffer_add(&filling->text, name.data, name.length);
	zl_buffer_format(&filling->text, "%s%s", suffix[0] == '\0' ? "" : "-", suffix);
	if (!filling->text.failed)
		fact = zl_score_add_fact(filling->sheet, filling->text.data, &known);
	if (fact == NULL)
		filling->failed = true;
	else if (!known)
		fact->text = fold(filling, text);
}

static void
take_fact(struct filling *filling, const struct zl_string *row)
{
	static const struct {
		const char *suffix;
		size_t column;
	} parts[] = {{"from", ZL_FACTS_FROM}, {"to", ZL_FACTS_TO}, {"date", ZL_FACTS_DATE}};

	add_fact(filling, row[ZL_FACTS_NAME], "", row[ZL_FACTS_TEXT]);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (row[parts[i].column].length > 0)
			add_fact(filling, row[ZL_FACTS_NAME], parts[i].suffix,
				 row[parts[i].column]);
}

static void
take_recommendation(struct filling *filling, const struct zl_string *row)
{
	struct zl_score_text *text = zl_score_add_recommendation(filling->sheet);

	if (text == NULL)
		filling->failed = true;
	else
		*text = fold(filling, row[ZL_RECOMMENDATIONS_STATEMENT]);
}

static void
take_all(struct filling *filling)
{
	const struct zl_rows *tables = filling->rows->tables;

	take_sections(filling);
	for (size_t i = 0; i < tables[ZL_TABLE_FINDINGS].count && !filling->failed; i++)
		take_finding(filling, i);
	for (size_t i = 0; i < tables[ZL_TABLE_RECOMMENDATIONS].count; i++)
		take_recommendation(filling, row_at(filling, ZL_TABLE_RECOMMENDATIONS, i));
	for (size_t i = 0; i < tables[ZL_TABLE_FACTS].count; i++)
		take_fact(filling, row_at(filling, ZL_TABLE_FACTS, i));
}

enum zl_status
zl_score_read_record(const char *data, size_t size, struct zl_score_sheet *sheet,
		     struct zl_buffer *words)
{
	struct zl_record_reader *reader = zl_record_reader_new();
	struct filling filling = {.sheet = sheet, .failed = reader == NULL};
	bool read = reader != NULL && zl_record_reader_read(reader, data, size, words);

	if (read) {
		filling.rows = zl_record_reader_rows(reader);
		take_all(&filling);
	}
	if (filling.failed)
		zl_buffer_text(words, "out of memory");
	zl_buffer_free(&filling.text);
	zl_record_reader_free(reader);
	return read && !filling.failed ? ZL_DONE : ZL_FAILED;
}
