/*
 * state.h: OUT/state.db, which knows runs, sources, and what became of each: opening it.
 *
 * What it is asked and told is in state_run.h, state_plan.h, state_documents.h and state_merge.h.
 * A call of these that fails reports why (zl_message) and returns ZL_FAILED; the run cannot go on
 * then.  Names are any bytes but NUL.  Times are nanoseconds since 1970.
 */
#ifndef ZL_STATE_H
#define ZL_STATE_H

#include <stdint.h>

#include "base/status.h"

struct sqlite3;
struct sqlite3_stmt;

enum zl_statement {
	ZL_STATEMENT_FOUND,
	ZL_STATEMENT_SAME_PLACE,
	ZL_STATEMENT_NEXT,
	ZL_STATEMENT_SAME,
	ZL_STATEMENT_OUTCOME,
	ZL_STATEMENT_UNREAD,
	ZL_STATEMENT_ROOT,
	ZL_STATEMENT_INTEND,
	ZL_STATEMENT_FULFIL,
	ZL_STATEMENT_ACKNOWLEDGED,
	ZL_STATEMENT_CORRECTED,
	ZL_STATEMENT_PASS,
	ZL_STATEMENT_PASSED,
	ZL_STATEMENT_KNOWN,
	ZL_STATEMENT_COUNT
};

struct zl_state {
	const char *path; /* for messages */
	struct sqlite3 *database;
	struct sqlite3_stmt *statements[ZL_STATEMENT_COUNT];
	int64_t run; /* the current run, 0 before zl_state_begin */
	int64_t key; /* what it converts with */
};

enum zl_state_mode {
	ZL_STATE_READ,	/* of a state that exists; nothing is written */
	ZL_STATE_WRITE, /* made when it does not exist */
	ZL_STATE_DRY	/* a state of its own in memory when none exists; nothing is written */
};

enum zl_state_identity {
	ZL_STATE_IS_ABSENT,
	ZL_STATE_IS_OURS,
	ZL_STATE_IS_FOREIGN,
	ZL_STATE_IS_UNREADABLE /* errno is set */
};

/* Whose the state.db in an open folder is, by its first bytes; one that is empty is absent. */
enum zl_state_identity zl_state_identify(int folder);

/*
 * Opens the state of the folder out and brings its tables to this program's version.  A state of a
 * later version, or one that is damaged, is an error that says what to do.
 */
ZL_NODISCARD enum zl_status zl_state_open(struct zl_state *, const char *out, enum zl_state_mode);
void zl_state_close(struct zl_state *);

/* Transactions around calls that write. */
ZL_NODISCARD enum zl_status zl_state_transaction(struct zl_state *);
ZL_NODISCARD enum zl_status zl_state_commit(struct zl_state *);

#endif
