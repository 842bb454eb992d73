/*
 * state.h: what OUT/state.db knows: runs, sources, and what became of each.
 *
 * A call that fails says why (zl_message) and returns false; the run cannot go on then.  Names are
 * any bytes but NUL.  Times are nanoseconds since 1970.
 */
#ifndef ZL_STATE_H
#define ZL_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buffer.h"

struct sqlite3;
struct sqlite3_stmt;

enum zl_statement {
	ZL_STATEMENT_FOUND,
	ZL_STATEMENT_SAME_PLACE,
	ZL_STATEMENT_NEXT,
	ZL_STATEMENT_SAME,
	ZL_STATEMENT_DONE,
	ZL_STATEMENT_UNREAD,
	ZL_STATEMENT_ROOT,
	ZL_STATEMENT_COUNT
};

struct zl_state {
	const char *path; /* for messages */
	struct sqlite3 *database;
	struct sqlite3_stmt *statements[ZL_STATEMENT_COUNT];
	int64_t run; /* the run at work, 0 before zl_state_begin */
	int64_t key; /* what it converts with */
};

enum zl_state_mode {
	ZL_STATE_READ,	/* of a state that is there; nothing is written */
	ZL_STATE_WRITE, /* made when it is not there */
	ZL_STATE_DRY	/* a state of its own in memory when it is not there; nothing is written */
};

/*
 * Opens the state of the folder out and brings its tables to this program's version.  A state of a
 * later version, or one that is damaged, is an error that says what to do.
 */
bool zl_state_open(struct zl_state *, const char *out, enum zl_state_mode);
void zl_state_close(struct zl_state *);

/* What a document is converted with.  A change in the first three concerns every document; a
 * change in limits only those that failed. */
struct zl_state_key {
	const char *rules; /* SHA-256 of the rules, hexadecimal */
	const char *version, *settings, *limits;
};

struct zl_state_run {
	const char *command;   /* "run", "retry", "merge" */
	const char *arguments; /* as given, for people */
	const char *sandbox;   /* "on", "off" */
	unsigned workers;
};

/* Begins a run: notes it, and its key.  Everything noted from now on belongs to it. */
bool zl_state_begin(struct zl_state *, const struct zl_state_run *, const struct zl_state_key *);

/* What a run came to; the rest of a row of runs. */
struct zl_state_counts {
	uint64_t found, unchanged, same, converted, failed, missing, remaining;
	uint64_t folders, owner_files, others, links, special, unreadable; /* of the walk */
};

bool zl_state_end(struct zl_state *, const struct zl_state_counts *, int status);

/* The value of a setting of OUT as a whole, such as its shard; "" when there is none. */
bool zl_state_meta(struct zl_state *, const char *name, struct zl_buffer *value);
bool zl_state_set_meta(struct zl_state *, const char *name, const char *value);

/* The number of a root: the folder that names are below of.  0 on failure. */
int64_t zl_state_root(struct zl_state *, const char *path, bool follow);

/* The path of a root, replacing what path held, and whether links in it are followed. */
bool zl_state_root_path(struct zl_state *, int64_t root, struct zl_buffer *path, bool *follow);

/* How the system tells that a file is as it was. */
struct zl_stamp {
	int64_t size, modified, changed, inode; /* bytes; mtime and ctime */
};

void zl_stamp_of(const struct stat *, struct zl_stamp *);

enum zl_found { ZL_FOUND_BROKEN, ZL_FOUND_NEW, ZL_FOUND_TWICE, ZL_FOUND_COLLISION };

/*
 * Notes that the walk found name below root.  ZL_FOUND_TWICE: the same file was found before;
 * ZL_FOUND_COLLISION: another source has the name, *other is the root it lies below.
 */
enum zl_found zl_state_found(struct zl_state *, int64_t root, const char *name, size_t length,
			     const struct zl_stamp *, int64_t *other);

/*
 * Goes through the names found that stand in the state below another root and are not missing
 * there; taken decides whether that other source still holds the name, and so ends the walk.
 * False when the state fails; *clash tells whether taken ended it.
 */
bool zl_state_moved(struct zl_state *,
		    bool (*taken)(void *context, const char *name, int64_t was, int64_t is),
		    void *context, bool *clash);

/* A name of which another's record would have to be a folder: "a.docx" beside "a.docx.xml/b.docx".
 * True when there is one, with the two names in the buffers. */
bool zl_state_nested(struct zl_state *, struct zl_buffer *one, struct zl_buffer *two);

enum zl_reason { ZL_REASON_NEW, ZL_REASON_CHANGED, ZL_REASON_KEY, ZL_REASON_AGAIN };

/*
 * Plans the run over what was found: what is new, what looks changed, what was made with another
 * key, what could not be read before; with verify, everything.  Counts what is left over as
 * unchanged.
 */
bool zl_state_plan(struct zl_state *, bool verify, uint64_t *planned, uint64_t *unchanged);

/* Plans to convert failures again: those with one of the codes (NULL-terminated; NULL for all). */
bool zl_state_plan_retry(struct zl_state *, const char *const *codes, uint64_t *planned);

/* One thing to do. */
struct zl_task {
	int64_t root;
	enum zl_reason reason;
	char known[65];	 /* SHA-256 for which the outcome stands; "" for none */
	char record[65]; /* SHA-256 of the record that stands; "" for none */
};

/* Task number id, counted from 1, its name replacing what name held.  False and *broken unset:
 * there is none. */
bool zl_state_task(struct zl_state *, int64_t id, struct zl_task *, struct zl_buffer *name,
		   bool *broken);

/* What became of a source. */
struct zl_outcome {
	const char *code;    /* "ok", or a failure's */
	const char *stage;   /* "" for none */
	const char *message; /* "" for none */
	const char *sha256;  /* "" when not known */
	const char *record;  /* SHA-256 of the record; "" for none */
	uint64_t record_bytes;
	double seconds;
};

/* Transactions around the calls below. */
bool zl_state_transaction(struct zl_state *);
bool zl_state_commit(struct zl_state *);

/* The source has this outcome, under the run's key. */
bool zl_state_done(struct zl_state *, int64_t root, const char *name, size_t length,
		   const struct zl_stamp *, const struct zl_outcome *);

/* The source is what it was, only its stamp is new. */
bool zl_state_same(struct zl_state *, int64_t root, const char *name, size_t length,
		   const struct zl_stamp *);

/* The source could not be read; a record that stands is of what it was before, and is kept. */
bool zl_state_unread(struct zl_state *, int64_t root, const char *name, size_t length,
		     const struct zl_outcome *);

/*
 * Goes through the documents below root that this run did not find and that were not missing yet;
 * gone decides whether each is; those are marked.  record tells whether a record stands.
 */
bool zl_state_mark_missing(struct zl_state *, int64_t root,
			   bool (*gone)(void *context, const char *name, bool record),
			   void *context, uint64_t *missing);

/* What a shard to be merged is. */
struct zl_shard {
	unsigned shard, of;
	int64_t key;   /* this state's number of what its documents were last converted with */
	bool complete; /* its last run came to its end and left nothing over */
};

/*
 * Opens another OUT's state beside this one, as a guest; tells which shard it is.  False, and the
 * reason said, when it is none.  One guest at a time: zl_state_dismiss sends it away.
 */
bool zl_state_invite(struct zl_state *, const char *out, struct zl_shard *);
bool zl_state_dismiss(struct zl_state *);

/* Calls each for the guest's documents, record and failure telling what is published of them, until
 * it gives false.  False then, and when the state fails. */
bool zl_state_guests(struct zl_state *,
		     bool (*each)(void *context, const char *name, size_t length, bool record,
				  bool failure),
		     void *context);

/* Takes the guest's documents into this state. */
bool zl_state_absorb(struct zl_state *);

#endif
