/* system.h: what older kernels and C libraries do not have, or containers forbid. */
#ifndef ZL_SYSTEM_H
#define ZL_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* What strerror(3) says, in English whatever the locale: for what is kept.  Static. */
const char *zl_error_words(int number);

/* "SIGSEGV"; "an unknown signal" for none.  Static. */
const char *zl_signal_name(int number);

/* Closes every descriptor from first on; ZL_FAILED when they cannot be found out. */
ZL_NODISCARD enum zl_status zl_close_from(int first);

/* From now on as many descriptors may be open as the system lets us have. */
void zl_raise_descriptors(void);

/* Bytes that the heap has taken from the system and not given back. */
size_t zl_heap_bytes(void);

/*
 * Opens name below the folder: without ever waiting (a FIFO, a device), without becoming a
 * terminal's child, and unless follow is set through no symbolic link.  mode is of a file that
 * flags make.  -1 with errno set.
 */
int zl_open_below(int folder, const char *name, int flags, int mode, bool follow);

#endif
