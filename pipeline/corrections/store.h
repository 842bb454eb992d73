/*
 * store.h: the folder of corrections: DIR/FIRST TWO DIGITS/SHA-256 OF THE SOURCE.xml, made by
 * people and tools, kept under version control, outside OUT.
 */
#ifndef ZL_STORE_H
#define ZL_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/vector.h"
#include "extract/corrections/corrections.h"

/* Corrections of many sources; zero-initialised it is empty.  Their texts lie in arena. */
struct zl_store {
	struct zl_arena arena;
	ZL_VECTOR(struct zl_corrections) sources; /* sorted by source, once zl_store_read is done */
	struct zl_buffer instance;		  /* of a bundle that was read */
};

/*
 * Reads a file of corrections or a bundle (size bytes of XML), checked against corrections.rng, and
 * adds what it holds.  ZL_FAILED, with the reason at the end of message, when it is faulty.
 */
ZL_NODISCARD enum zl_status zl_store_add(struct zl_store *, const char *xml, size_t size,
					 struct zl_buffer *message);

/* Reads all files of the folder.  ZL_FAILED, the reason said (zl_message), at the first faulty one.
 */
ZL_NODISCARD enum zl_status zl_store_read(struct zl_store *, const char *folder);

void zl_store_free(struct zl_store *);

/* Those of a source by its SHA-256; NULL: there are none. */
const struct zl_corrections *zl_store_of(const struct zl_store *, const char *sha256);

/*
 * Reads the file of one source anew; it may be gone, or have come.  ZL_FAILED, the reason said,
 * when it is faulty; then the store has what it had.  What zl_store_of gave before is no longer to
 * be used.
 */
ZL_NODISCARD enum zl_status zl_store_refresh(struct zl_store *, const char *folder,
					     const char *sha256);

/* Whether they say the same; whether somebody else vouched for those kept, and not before the
 * fresh ones were made. */
bool zl_corrections_equal(const struct zl_corrections *, const struct zl_corrections *);
bool zl_corrections_conflict(const struct zl_corrections *kept, const struct zl_corrections *fresh);

/* The bytes of the file: the same for the same corrections. */
void zl_corrections_write(const struct zl_corrections *, struct zl_buffer *out);

/*
 * Writes them into the folder as a whole (temporary name, sync, rename), making it where need be;
 * suffix is ".xml" or ".conflict.xml".  ZL_FAILED with the reason said.
 */
ZL_NODISCARD enum zl_status zl_store_put(const char *folder, const struct zl_corrections *,
					 const char *suffix);

#endif
