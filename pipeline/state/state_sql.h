/* state_sql.h: SQL under state.h, for the files that ask state.db questions of their own. */
#ifndef ZL_STATE_SQL_H
#define ZL_STATE_SQL_H

#include "state.h"

/* Says what SQLite complains of, and what to do about it; gives false. */
bool zl_state_complain(struct zl_state *, const char *doing);

/* Carries out statements that give no rows; false, and the reason said, when one fails. */
bool zl_state_execute(struct zl_state *, const char *sql, const char *doing);

/* A statement, which the caller finalizes; NULL, and the reason said, when it cannot be made. */
struct sqlite3_stmt *zl_state_prepare(struct zl_state *, const char *sql);

/* Steps a statement that gives no (more) rows and resets it; false, and the reason said. */
bool zl_state_finish(struct zl_state *, struct sqlite3_stmt *, const char *doing);

/* The number that a query gives; -1, and the reason said, on failure. */
int64_t zl_state_number(struct zl_state *, const char *sql);

/* Nanoseconds since 1970. */
int64_t zl_time_now(void);

/* Codes that say nothing of what is in a source: it could not be read, this time.  An SQL list. */
#define ZL_SQL_UNREAD "('unreadable', 'changed-while-reading', 'vanished')"

#endif
