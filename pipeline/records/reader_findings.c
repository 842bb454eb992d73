/* reader_findings.c: what of findings can be told when all of a record is read. */
#include <stdlib.h>
#include <string.h>

#include "normal.h"
#include "pipeline/common/digest.h"
#include "reader_parts.h"

/* Puts a response, and its measures, into the row of a finding and rows of measures. */
static void
add_response(struct zl_record_reader *reader, size_t row,
	     const struct zl_record_reader_response *response, size_t *measures)
{
	struct zl_string *finding = zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, row);

	zl_record_reader_append(reader, ZL_TABLE_FINDINGS, row, ZL_FINDINGS_RESPONSE,
				response->text);
	if (finding[ZL_FINDINGS_RESPONSE_FIRST].data == NULL)
		finding[ZL_FINDINGS_RESPONSE_FIRST] = response->first;
	finding[ZL_FINDINGS_RESPONSE_LAST] = response->last;
	for (size_t i = 0; i < response->measure_count; i++) {
		const struct zl_record_reader_measure *measure =
		    &reader->measures.items[response->measures + i];
		struct zl_string *cells = zl_record_reader_row(reader, ZL_TABLE_MEASURES);
		if (cells == NULL)
			return;
		cells[ZL_MEASURES_FINDING] = finding[ZL_FINDINGS_FINDING];
		cells[ZL_MEASURES_MEASURE] =
		    zl_record_reader_keep_number(reader, (int64_t)++ * measures);
		cells[ZL_MEASURES_ORDINAL] = measure->ordinal;
		cells[ZL_MEASURES_MARKER] = measure->marker;
		cells[ZL_MEASURES_TEXT] = measure->text;
		cells[ZL_MEASURES_N_FIRST] = measure->first;
		cells[ZL_MEASURES_N_LAST] = measure->last;
	}
}

/* The answers that a finding refers to, in the order in which it names them. */
static void
add_answers(struct zl_record_reader *reader, size_t row, struct zl_string refers, size_t *measures)
{
	for (size_t at = 0, size; at < refers.length; at += size + 1) {
		for (size = 0; at + size < refers.length && refers.data[at + size] != ' '; size++)
			;
		struct zl_string id = {refers.data + at, size};
		for (size_t i = 0; i < reader->responses.count; i++)
			if (zl_string_equal(reader->responses.items[i].id, id))
				add_response(reader, row, &reader->responses.items[i], measures);
	}
}

/* The state of a finding: what an attribute says, a deadline, or the end of its response. */
static void
tell_state(struct zl_record_reader *reader, const struct zl_record_reader_finding *finding,
	   struct zl_string *row)
{
	enum zl_finding_state state = (enum zl_finding_state)finding->state;
	const char *from = "attribute";
	struct zl_string response = row[ZL_FINDINGS_RESPONSE];

	if (state == ZL_FINDING_UNKNOWN) {
		state = (enum zl_finding_state)finding->deadline_state;
		from = "deadline";
	}
	if (state == ZL_FINDING_UNKNOWN && response.data != NULL) {
		state = zl_normal_response(&reader->fold, response.data, response.length);
		from = "response";
	}
	row[ZL_FINDINGS_STATE] = zl_string(zl_finding_state_name(state));
	if (state != ZL_FINDING_UNKNOWN)
		row[ZL_FINDINGS_STATE_FROM] = zl_string(from);
	if (row[ZL_FINDINGS_UNIT].data == NULL)
		row[ZL_FINDINGS_UNIT] = finding->lead_unit;
}

/* Orders rows of findings by their statements, equal ones by their place. */
static int
compare_statements(const void *one, const void *two, void *context)
{
	const struct zl_record_reader *reader = context;
	size_t first = *(const size_t *)one, second = *(const size_t *)two;
	struct zl_string a =
	    zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, first)[ZL_FINDINGS_STATEMENT];
	struct zl_string b =
	    zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, second)[ZL_FINDINGS_STATEMENT];
	int order = a.length != b.length ? (a.length < b.length ? -1 : 1)
		    : a.length == 0	 ? 0
					 : memcmp(a.data, b.data, a.length);

	return order != 0 ? order : first < second ? -1 : 1;
}

/* A key for each finding: of its statement and its place among those that have the same. */
static void
make_keys(struct zl_record_reader *reader)
{
	size_t count = reader->rows.tables[ZL_TABLE_FINDINGS].count, among = 0;
	size_t *order = zl_arena_zero(&reader->rows.arena, count, sizeof(*order));
	struct zl_string before = {0};
	char sha256[65];

	if (order == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), compare_statements, reader);
	for (size_t i = 0; i < count; i++) {
		struct zl_string *row = zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, order[i]);
		struct zl_string statement = row[ZL_FINDINGS_STATEMENT];
		among = i > 0 && zl_string_equal(statement, before) ? among + 1 : 1;
		before = statement;
		zl_buffer_clear(&reader->scratch);
		zl_buffer_add(&reader->scratch, statement.data, statement.length);
		struct zl_string place = zl_record_reader_keep_name(reader, '\n', among);
		zl_buffer_add(&reader->scratch, place.data, place.length);
		zl_digest(reader->scratch.data, reader->scratch.length, sha256);
		row[ZL_FINDINGS_KEY] =
		    zl_record_reader_keep(reader, (struct zl_string){sha256, 16});
	}
}

static void
count_rows(struct zl_record_reader *reader)
{
	struct zl_string *report = zl_rows_at(&reader->rows, ZL_TABLE_REPORTS, 0);
	const struct zl_rows *flags = &reader->rows.tables[ZL_TABLE_FLAGS];
	int64_t warnings = 0;

	for (size_t i = 0; i < flags->count; i++)
		warnings += zl_string_is(
		    zl_rows_at(&reader->rows, ZL_TABLE_FLAGS, i)[ZL_FLAGS_KIND], "warning");
	report[ZL_REPORTS_WARNINGS] = zl_record_reader_keep_number(reader, warnings);
	report[ZL_REPORTS_FLAGS] =
	    zl_record_reader_keep_number(reader, (int64_t)flags->count - warnings);
	report[ZL_REPORTS_LOSSES] = zl_record_reader_keep_number(
	    reader, (int64_t)reader->rows.tables[ZL_TABLE_LOSSES].count);
}

/* Every row names the document that it is of. */
static void
name_document(struct zl_record_reader *reader)
{
	struct zl_string path = zl_rows_at(&reader->rows, ZL_TABLE_REPORTS, 0)[ZL_REPORTS_PATH];

	for (size_t table = 0; table < ZL_RECORD_TABLES; table++)
		for (size_t i = 0; i < reader->rows.tables[table].count; i++)
			zl_rows_at(&reader->rows, (enum zl_record_table)table, i)[0] = path;
}

/* Orders pieces by cell, those of one cell as they came. */
static int
compare_pieces(const void *one, const void *two)
{
	const struct zl_record_reader_piece *a = one, *b = two;
	const size_t keys[][2] = {{a->table, b->table},
				  {a->row, b->row},
				  {a->column, b->column},
				  {a->sequence, b->sequence}};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return 0;
}

static struct zl_string *
cell_of(struct zl_record_reader *reader, const struct zl_record_reader_piece *piece)
{
	return &zl_rows_at(&reader->rows, (enum zl_record_table)piece->table,
			   piece->row)[piece->column];
}

void
zl_record_reader_append(struct zl_record_reader *reader, enum zl_record_table table, size_t row,
			size_t column, struct zl_string text)
{
	struct zl_string *cell = &zl_rows_at(&reader->rows, table, row)[column];

	if (text.data == NULL || cell->data == NULL) {
		*cell = text.data == NULL ? *cell : text;
		return;
	}
	struct zl_record_reader_piece *piece = zl_vector_push(&reader->pieces);
	if (piece == NULL)
		zl_record_reader_stop(reader, "out of memory");
	else
		*piece =
		    (struct zl_record_reader_piece){table, row, column, reader->pieces.count, text};
}

void
zl_record_reader_join(struct zl_record_reader *reader)
{
	const struct zl_record_reader_piece *items = reader->pieces.items;
	size_t count = reader->pieces.count;

	if (count > 0)
		qsort(reader->pieces.items, count, sizeof(*items), compare_pieces);
	for (size_t i = 0, end; i < count; i = end) {
		struct zl_string *cell = cell_of(reader, &items[i]);
		zl_buffer_clear(&reader->scratch);
		zl_buffer_add(&reader->scratch, cell->data, cell->length);
		for (end = i; end < count && cell_of(reader, &items[end]) == cell; end++) {
			zl_buffer_byte(&reader->scratch, '\n');
			zl_buffer_add(&reader->scratch, items[end].text.data,
				      items[end].text.length);
		}
		if (reader->scratch.failed)
			zl_record_reader_stop(reader, "out of memory");
		else
			*cell = zl_record_reader_keep(
			    reader,
			    (struct zl_string){reader->scratch.data, reader->scratch.length});
	}
	reader->pieces.count = 0;
}

/* Gives the findings their responses and measures. */
static void
add_responses(struct zl_record_reader *reader)
{
	for (size_t i = 0; i < reader->findings.count && reader->wrong == NULL; i++) {
		const struct zl_record_reader_finding *finding = &reader->findings.items[i];
		size_t measures = 0;
		if (finding->response > 0)
			add_response(reader, i, &reader->responses.items[finding->response - 1],
				     &measures);
		add_answers(reader, i, finding->refers, &measures);
		zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, i)[ZL_FINDINGS_MEASURES] =
		    zl_record_reader_keep_number(reader, (int64_t)measures);
	}
}

void
zl_record_reader_finish(struct zl_record_reader *reader)
{
	add_responses(reader);
	zl_record_reader_join(reader);
	for (size_t i = 0; i < reader->findings.count && reader->wrong == NULL; i++)
		tell_state(reader, &reader->findings.items[i],
			   zl_rows_at(&reader->rows, ZL_TABLE_FINDINGS, i));
	make_keys(reader);
	count_rows(reader);
	name_document(reader);
}
