/*
 * folder.h: the folder of pages, whole or not there.  DIR.part-PID is written beside DIR and gets
 * its name when all of it is on the disk.  A DIR that is there already is exchanged for the new one
 * only when it holds pages of the same OUT.  Calls that fail say why (zl_message).
 */
#ifndef ZL_FOLDER_H
#define ZL_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct zl_folder {
	const char *path; /* DIR as given */
	char *part;	  /* what is written instead */
	int folder;	  /* of the part; -1: none */
	bool exchange;	  /* DIR is there */
};

/* Makes the part.  Gives ZL_STATUS_COMPLETE, or the exit status: ZL_STATUS_USAGE for a DIR that is
 * something else. */
int zl_folder_begin(struct zl_folder *, const char *path, const char *instance);

/* Writes a file of it, making the folders that lead to it. */
ZL_NODISCARD enum zl_status zl_folder_file(const struct zl_folder *, const char *path,
					   const void *bytes, size_t length);

/* Brings all to the disk and gives it its name. */
ZL_NODISCARD enum zl_status zl_folder_finish(struct zl_folder *);

/* Removes the part, if it is still there. */
void zl_folder_abandon(struct zl_folder *);

#endif
