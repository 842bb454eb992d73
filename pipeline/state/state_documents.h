/* state_documents.h: sources, and what became of each. */
#ifndef ZL_STATE_DOCUMENTS_H
#define ZL_STATE_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/status.h"
#include "state.h"

struct sqlite3_stmt;

/* How the system shows that a file is as it was. */
struct zl_stamp {
	int64_t size, modified, changed, inode; /* bytes; mtime and ctime */
};

void zl_stamp_of(const struct stat *, struct zl_stamp *);

/* Whether nobody has touched the file in the last seconds: it is no copy that is still growing. */
bool zl_stamp_is_settled(const struct zl_stamp *, unsigned seconds);

/* Which source, and as it was when it was looked at. */
struct zl_source_id {
	int64_t root;	  /* zl_state_root */
	const char *name; /* its path below the root; need not end with a NUL */
	size_t length;
	struct zl_stamp stamp;
};

/* Binds what most statements begin with: ?1 name, ?2 root, ?3 to ?6 the stamp. */
void zl_source_bind(struct sqlite3_stmt *, const struct zl_source_id *);

/* What became of a source. */
struct zl_outcome {
	const char *code;    /* "ok", or a failure's */
	const char *stage;   /* "" for none */
	const char *message; /* "" for none */
	const char *sha256;  /* "" when not known */
	const char *record;  /* SHA-256 of the record; "" for none */
	uint64_t record_bytes;
	double seconds;
	uint32_t doubt;	   /* twice the score of what is doubtful in the record */
	const char *flags; /* the codes of that, a space between; NULL for none */
};

enum { ZL_OUTCOME_FLAGS = 256 }; /* bytes that flags take, the NUL included */

enum zl_note_kind {
	ZL_NOTE_OUTCOME, /* the source has this outcome, under the run's key */
	ZL_NOTE_UNREAD, /* it could not be read; a record that stands is of what it was, and is kept
			 */
	ZL_NOTE_SAME	/* it is what it was, only its stamp is new; the outcome may be NULL */
};

/* Notes what became of the source. */
ZL_NODISCARD enum zl_status zl_state_note(struct zl_state *, enum zl_note_kind,
					  const struct zl_source_id *, const struct zl_outcome *);

/* Whether this failure of the source is acknowledged. */
bool zl_state_is_acknowledged(struct zl_state *, const struct zl_source_id *,
			      const struct zl_outcome *);

#endif
