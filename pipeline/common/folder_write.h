/* folder_write.h: files written into a folder that is open. */
#ifndef ZL_FOLDER_WRITE_H
#define ZL_FOLDER_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/status.h"

/* Makes the folders that lead to path, below the open folder; those that are there stay.  Writes to
 * path on its way and leaves it as it was.  ZL_FAILED: errno says why. */
ZL_NODISCARD enum zl_status zl_make_folders(int folder, char *path, mode_t mode);

/* Writes all of it to the open file.  ZL_FAILED: errno says why. */
ZL_NODISCARD enum zl_status zl_write_all(int file, const char *bytes, size_t size);

/* What a folder or file is called until it is whole: PATH.part-PID, without slashes at its end.
 * NULL when there is no memory; the caller frees it. */
char *zl_part_name(const char *path);

/* Removes what stands at path, a folder with all in it; true when nothing is there then. */
bool zl_remove_tree(const char *path);

/* Reports errno: what could not be done with path, and what to do about it; returns ZL_FAILED. */
enum zl_status zl_folder_report_error(const char *path, const char *what);

#endif
