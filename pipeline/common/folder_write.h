/* folder_write.h: files written into a folder that is open. */
#ifndef ZL_FOLDER_WRITE_H
#define ZL_FOLDER_WRITE_H

#include <stddef.h>
#include <sys/types.h>

#include "base/status.h"

/* Makes the folders that lead to path, below the open folder; those that are there stay.  Writes to
 * path on its way and leaves it as it was.  ZL_FAILED: errno says why. */
ZL_NODISCARD enum zl_status zl_make_folders(int folder, char *path, mode_t mode);

/* Writes all of it to the open file.  ZL_FAILED: errno says why. */
ZL_NODISCARD enum zl_status zl_write_all(int file, const char *bytes, size_t size);

#endif
