/* trial.h: corrections tried on a source in memory, before they are kept. */
#ifndef ZL_TRIAL_H
#define ZL_TRIAL_H

#include <stdbool.h>

#include "pipeline/batch/convert.h"

/* A source converted with corrections, or without. */
struct zl_trial {
	struct zl_document document; /* its flags say what became of each verb */
	struct zl_buffer record;
};

/* A converter with the rules compiled in and default options; false with the reason said. */
bool zl_trial_prepare(struct zl_converter *);

/*
 * Converts the source of that name; corrections may be NULL.  False, with the reason said, when it
 * cannot be converted.  The caller frees the trial in both cases.
 */
bool zl_trial_make(struct zl_converter *, const char *name, const struct zl_buffer *source,
		   const struct zl_corrections *corrections, struct zl_trial *);
void zl_trial_free(struct zl_trial *);

/* The flags that say that a verb was not applied: how many, and the first one's words. */
size_t zl_trial_stale(const struct zl_trial *, const struct zl_remark **first);

/* Whether two trials read the source in the same way: description, body and notes are the same. */
bool zl_trial_same(const struct zl_trial *, const struct zl_trial *);

/* The number that an attribute of the record's element quality has: "findings", "paired". */
unsigned zl_trial_count(const struct zl_trial *, const char *name);

#endif
