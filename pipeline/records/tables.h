/*
 * tables.h: records as rows: the one list of tables and columns that reader, writers and
 * documentation share.
 *
 * A cell is text, absent where its data is NULL; cells of INTEGER columns hold decimal digits.
 * Columns are added at the end of a table and never renamed: other people's scripts name them.
 */
#ifndef ZL_TABLES_H
#define ZL_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* X(TABLE, IDENTIFIER, "name", TYPE): the key comes first. */
#define ZL_COLUMNS_REPORTS(X)                                                                      \
	X(REPORTS, PATH, "path", TEXT)                                                             \
	X(REPORTS, RECORD, "record", TEXT)                                                         \
	X(REPORTS, SOURCE_SHA256, "source_sha256", TEXT)                                           \
	X(REPORTS, SOURCE_BYTES, "source_bytes", INTEGER)                                          \
	X(REPORTS, FORMAT, "format", TEXT)                                                         \
	X(REPORTS, RECORD_SHA256, "record_sha256", TEXT)                                           \
	X(REPORTS, TITLE, "title", TEXT)                                                           \
	X(REPORTS, SUBTITLE, "subtitle", TEXT)                                                     \
	X(REPORTS, ISSUER, "issuer", TEXT)                                                         \
	X(REPORTS, INSPECTOR, "inspector", TEXT)                                                   \
	X(REPORTS, INSPECTED, "inspected", TEXT)                                                   \
	X(REPORTS, PERIOD, "period", TEXT)                                                         \
	X(REPORTS, PERIOD_FROM, "period_from", TEXT)                                               \
	X(REPORTS, PERIOD_TO, "period_to", TEXT)                                                   \
	X(REPORTS, FEEDBACK, "feedback", TEXT)                                                     \
	X(REPORTS, FEEDBACK_DATE, "feedback_date", TEXT)                                           \
	X(REPORTS, PUBLICITY, "publicity", TEXT)                                                   \
	X(REPORTS, PUBLICITY_FROM, "publicity_from", TEXT)                                         \
	X(REPORTS, PUBLICITY_TO, "publicity_to", TEXT)                                             \
	X(REPORTS, PHONE, "phone", TEXT)                                                           \
	X(REPORTS, POSTCODE, "postcode", TEXT)                                                     \
	X(REPORTS, EMAIL, "email", TEXT)                                                           \
	X(REPORTS, ADDRESS, "address", TEXT)                                                       \
	X(REPORTS, DATE_TEXT, "date_text", TEXT)                                                   \
	X(REPORTS, DATE, "date", TEXT)                                                             \
	X(REPORTS, FINDINGS, "findings", INTEGER)                                                  \
	X(REPORTS, PAIRED, "paired", INTEGER)                                                      \
	X(REPORTS, GROUPED, "grouped", INTEGER)                                                    \
	X(REPORTS, UNANSWERED, "unanswered", INTEGER)                                              \
	X(REPORTS, ORPHANS, "orphans", INTEGER)                                                    \
	X(REPORTS, FLAGS, "flags", INTEGER)                                                        \
	X(REPORTS, WARNINGS, "warnings", INTEGER)                                                  \
	X(REPORTS, LOSSES, "losses", INTEGER)                                                      \
	X(REPORTS, NORMALISED, "normalised", INTEGER)                                              \
	X(REPORTS, RULES, "rules", TEXT)                                                           \
	X(REPORTS, RULES_VERSION, "rules_version", TEXT)                                           \
	X(REPORTS, RULES_SHA256, "rules_sha256", TEXT)                                             \
	X(REPORTS, ZHENGLI, "zhengli", TEXT)                                                       \
	X(REPORTS, SETTINGS, "settings", TEXT)                                                     \
	X(REPORTS, CORRECTED, "corrected", INTEGER)

#define ZL_COLUMNS_FACTS(X)                                                                        \
	X(FACTS, PATH, "path", TEXT)                                                               \
	X(FACTS, NAME, "name", TEXT)                                                               \
	X(FACTS, ORDINAL, "ordinal", INTEGER)                                                      \
	X(FACTS, TEXT, "text", TEXT)                                                               \
	X(FACTS, N, "n", INTEGER)                                                                  \
	X(FACTS, DATE, "date", TEXT)                                                               \
	X(FACTS, FROM, "from", TEXT)                                                               \
	X(FACTS, TO, "to", TEXT)

#define ZL_COLUMNS_SECTIONS(X)                                                                     \
	X(SECTIONS, PATH, "path", TEXT)                                                            \
	X(SECTIONS, SECTION, "section", TEXT)                                                      \
	X(SECTIONS, PARENT, "parent", TEXT)                                                        \
	X(SECTIONS, LEVEL, "level", INTEGER)                                                       \
	X(SECTIONS, ORDINAL, "ordinal", INTEGER)                                                   \
	X(SECTIONS, NUMBER, "number", TEXT)                                                        \
	X(SECTIONS, HEADING, "heading", TEXT)                                                      \
	X(SECTIONS, N, "n", INTEGER)

#define ZL_COLUMNS_FINDINGS(X)                                                                     \
	X(FINDINGS, PATH, "path", TEXT)                                                            \
	X(FINDINGS, FINDING, "finding", TEXT)                                                      \
	X(FINDINGS, ORDINAL, "ordinal", INTEGER)                                                   \
	X(FINDINGS, PARENT, "parent", TEXT)                                                        \
	X(FINDINGS, DEPTH, "depth", INTEGER)                                                       \
	X(FINDINGS, SECTION, "section", TEXT)                                                      \
	X(FINDINGS, KIND, "kind", TEXT)                                                            \
	X(FINDINGS, STATUS, "status", TEXT)                                                        \
	X(FINDINGS, NUMBER, "number", TEXT)                                                        \
	X(FINDINGS, STATEMENT, "statement", TEXT)                                                  \
	X(FINDINGS, DETAIL, "detail", TEXT)                                                        \
	X(FINDINGS, RESPONSE, "response", TEXT)                                                    \
	X(FINDINGS, MEASURES, "measures", INTEGER)                                                 \
	X(FINDINGS, N_FIRST, "n_first", INTEGER)                                                   \
	X(FINDINGS, N_LAST, "n_last", INTEGER)                                                     \
	X(FINDINGS, RESPONSE_FIRST, "response_first", INTEGER)                                     \
	X(FINDINGS, RESPONSE_LAST, "response_last", INTEGER)                                       \
	X(FINDINGS, KEY, "key", TEXT)                                                              \
	X(FINDINGS, STATE, "state", TEXT)                                                          \
	X(FINDINGS, STATE_FROM, "state_from", TEXT)                                                \
	X(FINDINGS, UNIT, "unit", TEXT)                                                            \
	X(FINDINGS, DEADLINE, "deadline", TEXT)                                                    \
	X(FINDINGS, DEADLINE_PRECISION, "deadline_precision", TEXT)

#define ZL_COLUMNS_MEASURES(X)                                                                     \
	X(MEASURES, PATH, "path", TEXT)                                                            \
	X(MEASURES, FINDING, "finding", TEXT)                                                      \
	X(MEASURES, MEASURE, "measure", INTEGER)                                                   \
	X(MEASURES, ORDINAL, "ordinal", INTEGER)                                                   \
	X(MEASURES, MARKER, "marker", TEXT)                                                        \
	X(MEASURES, TEXT, "text", TEXT)                                                            \
	X(MEASURES, N_FIRST, "n_first", INTEGER)                                                   \
	X(MEASURES, N_LAST, "n_last", INTEGER)

#define ZL_COLUMNS_ATTRIBUTES(X)                                                                   \
	X(ATTRIBUTES, PATH, "path", TEXT)                                                          \
	X(ATTRIBUTES, FINDING, "finding", TEXT)                                                    \
	X(ATTRIBUTES, ATTRIBUTE, "attribute", INTEGER)                                             \
	X(ATTRIBUTES, NAME, "name", TEXT)                                                          \
	X(ATTRIBUTES, LABEL, "label", TEXT)                                                        \
	X(ATTRIBUTES, TEXT, "text", TEXT)                                                          \
	X(ATTRIBUTES, N, "n", INTEGER)                                                             \
	X(ATTRIBUTES, VALUE, "value", TEXT)                                                        \
	X(ATTRIBUTES, PRECISION, "precision", TEXT)

#define ZL_COLUMNS_RECOMMENDATIONS(X)                                                              \
	X(RECOMMENDATIONS, PATH, "path", TEXT)                                                     \
	X(RECOMMENDATIONS, RECOMMENDATION, "recommendation", TEXT)                                 \
	X(RECOMMENDATIONS, SECTION, "section", TEXT)                                               \
	X(RECOMMENDATIONS, NUMBER, "number", TEXT)                                                 \
	X(RECOMMENDATIONS, STATEMENT, "statement", TEXT)                                           \
	X(RECOMMENDATIONS, DETAIL, "detail", TEXT)                                                 \
	X(RECOMMENDATIONS, N_FIRST, "n_first", INTEGER)                                            \
	X(RECOMMENDATIONS, N_LAST, "n_last", INTEGER)

#define ZL_COLUMNS_FLAGS(X)                                                                        \
	X(FLAGS, PATH, "path", TEXT)                                                               \
	X(FLAGS, FLAG, "flag", INTEGER)                                                            \
	X(FLAGS, KIND, "kind", TEXT)                                                               \
	X(FLAGS, CODE, "code", TEXT)                                                               \
	X(FLAGS, N, "n", INTEGER)                                                                  \
	X(FLAGS, WORDS, "words", TEXT)                                                             \
	X(FLAGS, FINDING, "finding", TEXT)

#define ZL_COLUMNS_LOSSES(X)                                                                       \
	X(LOSSES, PATH, "path", TEXT)                                                              \
	X(LOSSES, LOSS, "loss", INTEGER)                                                           \
	X(LOSSES, KIND, "kind", TEXT)                                                              \
	X(LOSSES, N, "n", INTEGER)                                                                 \
	X(LOSSES, OFFSET, "offset", INTEGER)                                                       \
	X(LOSSES, COUNT, "count", INTEGER)                                                         \
	X(LOSSES, WORDS, "words", TEXT)

/* Not of a record: documents without one, and those that are gone since a token. */
#define ZL_COLUMNS_FAILURES(X)                                                                     \
	X(FAILURES, PATH, "path", TEXT)                                                            \
	X(FAILURES, CODE, "code", TEXT)                                                            \
	X(FAILURES, STAGE, "stage", TEXT)                                                          \
	X(FAILURES, WORDS, "words", TEXT)                                                          \
	X(FAILURES, SOURCE_SHA256, "source_sha256", TEXT)

#define ZL_COLUMNS_DELETED(X)                                                                      \
	X(DELETED, PATH, "path", TEXT)                                                             \
	X(DELETED, WHY, "why", TEXT)                                                               \
	X(DELETED, CHANGE, "change", INTEGER)

/* X(TABLE, name, columns of the key) */
#define ZL_TABLES(X)                                                                               \
	X(REPORTS, reports, 1)                                                                     \
	X(FACTS, facts, 3)                                                                         \
	X(SECTIONS, sections, 2)                                                                   \
	X(FINDINGS, findings, 2)                                                                   \
	X(MEASURES, measures, 3)                                                                   \
	X(ATTRIBUTES, attributes, 3)                                                               \
	X(RECOMMENDATIONS, recommendations, 2)                                                     \
	X(FLAGS, flags, 2)                                                                         \
	X(LOSSES, losses, 2)                                                                       \
	X(FAILURES, failures, 1)                                                                   \
	X(DELETED, deleted, 1)

#define ZL_TABLE_NAME(table, name, keys) ZL_TABLE_##table,
enum zl_record_table { ZL_TABLES(ZL_TABLE_NAME) ZL_TABLE_COUNT };
#undef ZL_TABLE_NAME
/* Those that a record fills. */
enum { ZL_RECORD_TABLES = ZL_TABLE_FAILURES };

#define ZL_COLUMN_NAME(table, identifier, name, type) ZL_##table##_##identifier,
enum { ZL_COLUMNS_REPORTS(ZL_COLUMN_NAME) ZL_REPORTS_COLUMNS };
enum { ZL_COLUMNS_FACTS(ZL_COLUMN_NAME) ZL_FACTS_COLUMNS };
enum { ZL_COLUMNS_SECTIONS(ZL_COLUMN_NAME) ZL_SECTIONS_COLUMNS };
enum { ZL_COLUMNS_FINDINGS(ZL_COLUMN_NAME) ZL_FINDINGS_COLUMNS };
enum { ZL_COLUMNS_MEASURES(ZL_COLUMN_NAME) ZL_MEASURES_COLUMNS };
enum { ZL_COLUMNS_ATTRIBUTES(ZL_COLUMN_NAME) ZL_ATTRIBUTES_COLUMNS };
enum { ZL_COLUMNS_RECOMMENDATIONS(ZL_COLUMN_NAME) ZL_RECOMMENDATIONS_COLUMNS };
enum { ZL_COLUMNS_FLAGS(ZL_COLUMN_NAME) ZL_FLAGS_COLUMNS };
enum { ZL_COLUMNS_LOSSES(ZL_COLUMN_NAME) ZL_LOSSES_COLUMNS };
enum { ZL_COLUMNS_FAILURES(ZL_COLUMN_NAME) ZL_FAILURES_COLUMNS };
enum { ZL_COLUMNS_DELETED(ZL_COLUMN_NAME) ZL_DELETED_COLUMNS };
#undef ZL_COLUMN_NAME

struct zl_column {
	const char *name;
	bool integer;
};

struct zl_table_shape {
	const char *name;
	size_t keys; /* columns, from the first, that tell a row from all others */
	const struct zl_column *columns;
	size_t count;
};

extern const struct zl_table_shape zl_tables[ZL_TABLE_COUNT];

/* Rows of one table: cells lie row by row. */
struct zl_rows {
	struct zl_string *cells;
	size_t count, capacity; /* rows */
};

/*
 * The rows that one record gives; their text lies in arena.  Zero-initialised it is empty and
 * ready, and so it is after zl_rows_clear, which keeps what memory it can.
 */
struct zl_record_rows {
	struct zl_arena arena;
	struct zl_rows tables[ZL_TABLE_COUNT];
};

/* A row of absent cells behind the others; NULL when memory is out.  Earlier rows may move. */
struct zl_string *zl_rows_add(struct zl_record_rows *, enum zl_record_table);

/* The cells of row number row, counted from 0. */
static inline struct zl_string *
zl_rows_at(const struct zl_record_rows *rows, enum zl_record_table table, size_t row)
{
	return rows->tables[table].cells + row * zl_tables[table].count;
}

void zl_rows_clear(struct zl_record_rows *);
void zl_rows_free(struct zl_record_rows *);

#endif
