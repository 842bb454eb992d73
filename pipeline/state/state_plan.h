/* state_plan.h: what is to be done: what was found against what is known. */
#ifndef ZL_STATE_PLAN_H
#define ZL_STATE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "state_documents.h"

enum zl_found { ZL_FOUND_FAILED, ZL_FOUND_NEW, ZL_FOUND_TWICE, ZL_FOUND_COLLISION };

/*
 * Notes that the walk found the source.  ZL_FOUND_TWICE: the same file was found before;
 * ZL_FOUND_COLLISION: another source has the name, *other is the root it lies below.
 */
ZL_NODISCARD enum zl_found zl_state_found(struct zl_state *, const struct zl_source_id *,
					  int64_t *other);

/*
 * Goes through the names found that stand in the state below another root and are not missing
 * there; is_held decides whether that other source still holds the name, and so ends the walk, with
 * *clash set.
 */
ZL_NODISCARD enum zl_status zl_state_moved(struct zl_state *,
					   bool (*is_held)(void *context, const char *name,
							   int64_t was, int64_t is),
					   void *context, bool *clash);

/* Whether a name found would have another's record as a folder: "a.docx" beside
 * "a.docx.xml/b.docx".  The two names are put into the buffers. */
ZL_NODISCARD enum zl_status zl_state_nested(struct zl_state *, struct zl_buffer *one,
					    struct zl_buffer *two, bool *nested);

/*
 * The file system of OUT takes names for one that zl_fold_name makes the same.  Two names found of
 * that kind are put into the buffers, and *clash set.  So are one that was found and one that was
 * not, but stands in the state, unless is_same says that this is but another name of it, or that it
 * is gone: then its record is noted as replaced.
 */
ZL_NODISCARD enum zl_status
zl_state_folded(struct zl_state *, struct zl_buffer *one, struct zl_buffer *two,
		bool (*is_same)(void *context, const char *found, int64_t root, const char *known,
				int64_t known_root),
		void *context, bool *clash);

/* How many sources are known, and not gone, below the roots; -1, and the reason reported. */
int64_t zl_state_known_below(struct zl_state *, const int64_t *roots, size_t count);

/*
 * Goes through sources that are known below a root of which nothing was found, and that were found
 * under a new name: the same inode, size and mtime.  is_there decides whether the known one still
 * stands, and so ends the walk, with *twice set.
 */
ZL_NODISCARD enum zl_status zl_state_twice(struct zl_state *,
					   bool (*is_there)(void *context, const char *known,
							    int64_t known_root, const char *found,
							    int64_t root),
					   void *context, bool *twice);

enum zl_reason { ZL_REASON_NEW, ZL_REASON_CHANGED, ZL_REASON_KEY, ZL_REASON_AGAIN };

/*
 * Plans the run over what was found: what is new, what looks changed, what was made with another
 * key, what could not be read before; with verify, everything.  Counts what is left over as
 * unchanged.
 */
ZL_NODISCARD enum zl_status zl_state_plan(struct zl_state *, bool verify, uint64_t *planned,
					  uint64_t *unchanged);

/* Plans to convert failures again: those with one of the codes (NULL-terminated; NULL for all). */
ZL_NODISCARD enum zl_status zl_state_plan_retry(struct zl_state *, const char *const *codes,
						uint64_t *planned);

/* A planned conversion. */
struct zl_task {
	int64_t root;
	enum zl_reason reason;
	char known[65];	 /* SHA-256 for which the outcome stands; "" for none */
	char record[65]; /* SHA-256 of the record that stands; "" for none */
};

/* Task number id, counted from 1, its name replacing what name held; *there unset: there is none.
 */
ZL_NODISCARD enum zl_status zl_state_task(struct zl_state *, int64_t id, struct zl_task *,
					  struct zl_buffer *name, bool *there);

/*
 * Goes through the documents below root that this run did not find and that were not missing yet;
 * is_gone decides whether each is, record saying whether one stands; those are marked.
 */
ZL_NODISCARD enum zl_status zl_state_mark_missing(struct zl_state *, int64_t root,
						  bool (*is_gone)(void *context, const char *name,
								  bool record),
						  void *context, uint64_t *missing);

#endif
