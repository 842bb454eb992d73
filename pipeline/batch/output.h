/* output.h: the folder OUT: who holds it, and where things lie in it. */
#ifndef ZL_OUTPUT_H
#define ZL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/buffer.h"

struct zl_output {
	const char *path;     /* as given */
	int folder;	      /* descriptor of OUT */
	int temporary;	      /* of OUT/tmp, where files are written before they are renamed */
	int lock;	      /* of OUT/lock; holding it open is holding OUT */
	struct stat identity; /* of OUT, so that a walk can keep out of it */
};

enum zl_output_kind { ZL_OUTPUT_RECORDS, ZL_OUTPUT_FAILED };

/*
 * Opens OUT, making it when create is set, and takes its lock.  Gives ZL_STATUS_COMPLETE, or the
 * exit status with the reason said: ZL_STATUS_HELD when another run has the lock, and by whom.
 * What dead runs left in OUT/tmp is gone afterwards.
 */
int zl_output_open(struct zl_output *, const char *path, bool create);

/*
 * Holds OUT together with others that only read it: no run is at work meanwhile.  Waits up to
 * seconds for one to end.  Nothing is written; the exit status is as of zl_output_open.
 */
int zl_output_share(struct zl_output *, const char *path, unsigned seconds);

/* Lets go of OUT. */
void zl_output_close(struct zl_output *);

/* Who holds OUT, one line without its end, at the end of who; false when nobody does. */
bool zl_output_holder(const char *path, struct zl_buffer *who);

/*
 * The path below OUT at which the record or failure of the source called name is published:
 * "records/2021/a.docx.xml".  A last component too long for ".xml" is cut and given 16 digits of
 * its SHA-256, so that each name still has a place of its own.  Replaces what target held.
 */
void zl_output_target(enum zl_output_kind, const char *name, size_t length,
		      struct zl_buffer *target);

/* Makes the folders that lead to target, below OUT.  False with errno set. */
bool zl_output_folders(const struct zl_output *, const char *target);

/* Removes target, and the folders above it that are then empty.  False with errno set. */
bool zl_output_remove(const struct zl_output *, const char *target);

#endif
