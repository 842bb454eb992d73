/* import.h: what a page of zhengli review exported, taken into the folder of corrections. */
#ifndef ZL_IMPORT_H
#define ZL_IMPORT_H

#include <stdbool.h>

struct zl_import {
	const char *bundle, *folder;
	const char
	    *out; /* whose sources it is of, and each verb is tried on; NULL: none is tried */
	const char *by;
	bool dry_run;
};

/* Takes it, a line a source on standard output; gives the exit status. */
int zl_import(const struct zl_import *);

#endif
