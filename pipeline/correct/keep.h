/* keep.h: verbs of one source: tried, and kept beside those that it has. */
#ifndef ZL_KEEP_H
#define ZL_KEEP_H

#include <stdbool.h>

#include "pipeline/batch/convert.h"

struct zl_keeping {
	const char *folder, *by;
	bool checked, dry_run;
	struct zl_converter converter; /* zl_trial_prepare */
};

/*
 * Reads verbs (verbs.h), NULL-terminated, for the source at path, which is called name; tries them
 * with those that it has, says on standard output what they change, and keeps them.  Nothing is
 * written when one cannot be applied.  Gives the exit status.
 */
int zl_keep(struct zl_keeping *, const char *path, const char *name, char **verbs);

#endif
