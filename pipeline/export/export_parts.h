/* export_parts.h: what the files of the command export call of each other. */
#ifndef ZL_EXPORT_PARTS_H
#define ZL_EXPORT_PARTS_H

#include "export.h"

/* Reads the command line; false when the command is to end with *status, which has been said. */
bool zl_export_options_read(struct zl_export *, int argc, char **argv, int *status);
void zl_export_options_free(struct zl_export_options *);

/* The sidecars; an exit status. */
int zl_requirements_load(struct zl_export *);
enum zl_status zl_requirements_begin(struct zl_export *) ZL_NODISCARD;

/*
 * The fields of the document at hand; *complete tells whether it has what the target wants, and a
 * 档号 of its own.  What it lacks has been said, and listed where documents may be left out.
 */
enum zl_status zl_requirements_meet(struct zl_export *, const struct zl_item *, struct zl_fields *,
				    bool *complete) ZL_NODISCARD;
enum zl_status zl_requirements_end(struct zl_export *) ZL_NODISCARD;
void zl_requirements_free(struct zl_export *);

/* DEST/manifest.json. */
enum zl_status zl_manifest_write(struct zl_export *) ZL_NODISCARD;

/* Whether the export at path is as it was written; an exit status, and what is wrong has been said.
 */
int zl_export_check(const char *path);

#endif
