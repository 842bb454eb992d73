/*
 * sweeper.h: files that are replaced or taken away leave by way of OUT/tmp, and processes of their
 * own remove them there.
 *
 * Freeing the blocks of a file makes the caller wait for the disk on some file systems (ext4
 * without a journal, mounted with discard: 3.5 ms each, forty times what writing it took), and
 * several callers at once do not wait for each other.
 */
#ifndef ZL_SWEEPER_H
#define ZL_SWEEPER_H

#include "base/status.h"
#include "output.h"

/*
 * Renames name in OUT/tmp to last in the folder, as renameat(2), and sees to it that the plain file
 * that stood there, if one did, goes.
 */
ZL_NODISCARD enum zl_status zl_sweep_replace(struct zl_output *, const char *name, int folder,
					     const char *last);

/* Takes last away from the folder, as unlinkat(2). */
ZL_NODISCARD enum zl_status zl_sweep_remove(struct zl_output *, int folder, const char *last);

/* Waits until all that was to go is gone. */
void zl_sweep_end(struct zl_output *);

#endif
