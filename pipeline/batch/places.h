/*
 * places.h: where records and failures lie in OUT, and getting them there.
 *
 * No symbolic link below OUT is followed, and no two sources have one place.  Calls that return
 * ZL_FAILED set errno.
 */
#ifndef ZL_PLACES_H
#define ZL_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "output.h"

enum zl_output_kind { ZL_OUTPUT_RECORDS, ZL_OUTPUT_FAILED };

/*
 * The path below OUT at which the record or failure of the source called name is published:
 * "records/2021/a.docx.xml".  A last component too long for ".xml" is cut and given "~" and 32
 * digits of its SHA-256; so is one that ends as if it had been.  Replaces what target held.
 */
void zl_place_of(enum zl_output_kind, const char *name, size_t length, struct zl_buffer *target);

/*
 * Where the failure of a source goes whose own place the file system refuses: "failed/~/~" and 32
 * digits of the SHA-256 of its name.
 */
void zl_place_of_refused(const char *name, size_t length, struct zl_buffer *target);

/* Whether an error is about the one place, rather than about OUT as a whole. */
bool zl_is_refusal(int number);

/* Renames the file called name in OUT/tmp to target, making the folders that lead there. */
ZL_NODISCARD enum zl_status zl_place_put(struct zl_output *, const char *name, const char *target);

/*
 * Brings target over from another OUT to the same place in this one, by way of the file called name
 * in OUT/tmp: as a second link, since nothing that is published is ever changed in place, or as a
 * copy that is durable.  Only a plain file is brought over.
 */
ZL_NODISCARD enum zl_status zl_place_bring(struct zl_output *, struct zl_output *from,
					   const char *name, const char *target);

/* Opens target for reading; -1 with errno set. */
int zl_place_open(struct zl_output *, const char *target);

/* Whether target is a plain file with these bytes. */
bool zl_place_holds(struct zl_output *, const char *target, const char *bytes, size_t size);

/* Removes target, if it is there, and the folders above it that are then empty. */
ZL_NODISCARD enum zl_status zl_place_remove(struct zl_output *, const char *target);

/* Removes the failure of the source called name, wherever it is; scratch is overwritten. */
ZL_NODISCARD enum zl_status zl_place_remove_failure(struct zl_output *, const char *name,
						    size_t length, struct zl_buffer *scratch);

/*
 * Writes bytes to the file target below OUT as a whole: temporary name, sync, rename, sync of the
 * folder.  For the few files that are not published in groups.  The reason of a failure is
 * reported.
 */
ZL_NODISCARD enum zl_status zl_place_write(struct zl_output *, const char *target,
					   const void *bytes, size_t size);

/* Closes the folders that are kept open from one call to the next. */
void zl_places_close(struct zl_output *);

#endif
