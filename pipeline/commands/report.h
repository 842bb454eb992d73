/* report.h: OUT/report.json: how things stand in OUT, for programs. */
#ifndef ZL_REPORT_H
#define ZL_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "pipeline/state/state.h"

/* How many documents stand how. */
struct zl_tally {
	int64_t documents; /* all that the state knows */
	int64_t current;   /* with a record made with what the last run worked with */
	int64_t stale;	   /* with a record made with something earlier */
	int64_t failed;	   /* without a record of what the source is now */
	int64_t known;	   /* of these, acknowledged */
	int64_t missing;   /* whose source is gone; counted in none of the others */
};

/* False, with the reason said, when the state fails; so does the call below. */
bool zl_report_tally(struct zl_state *, struct zl_tally *);

/*
 * Adds the report as JSON: "run" (the last one), "documents" (the tally), "codes" (failures by
 * code) and "failures" (each one, with what to do about it).
 */
bool zl_report_write(struct zl_state *, struct zl_buffer *);

#endif
