/* state_sql.h: SQL under state.h, for the files that query state.db themselves. */
#ifndef ZL_STATE_SQL_H
#define ZL_STATE_SQL_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "state.h"

/* Reports SQLite's error, and what to do about it; returns ZL_FAILED. */
enum zl_status zl_state_report_error(struct zl_state *, const char *doing);

/* Carries out statements that return no rows; ZL_FAILED, and the reason reported, when one fails.
 */
ZL_NODISCARD enum zl_status zl_state_execute(struct zl_state *, const char *sql, const char *doing);

/* A statement, which the caller finalizes; NULL, and the reason reported, when it is not valid. */
ZL_NODISCARD struct sqlite3_stmt *zl_state_prepare(struct zl_state *, const char *sql);

/* The statement, prepared once and kept until zl_state_close; NULL, and the reason reported. */
ZL_NODISCARD struct sqlite3_stmt *zl_state_statement(struct zl_state *, enum zl_statement);

/* Steps a statement that returns no (more) rows and resets it; reports the reason of a failure. */
ZL_NODISCARD enum zl_status zl_state_finish(struct zl_state *, struct sqlite3_stmt *,
					    const char *doing);

/* The number that a query returns; -1, and the reason reported, on failure. */
ZL_NODISCARD int64_t zl_state_number(struct zl_state *, const char *sql);

/* A column of the row at hand, a BLOB, as a C string that replaces what value held. */
const char *zl_state_blob(struct sqlite3_stmt *row, int column, struct zl_buffer *value);

/* Whether a failure in documents is one that the operator acknowledged.  An SQL expression. */
#define ZL_SQL_KNOWN "acknowledged = code || ' ' || sha256"

/* Codes that say nothing of what is in a source: it could not be read, this time.  An SQL list. */
#define ZL_SQL_UNREAD "('unreadable', 'changed-while-reading', 'vanished')"

#endif
