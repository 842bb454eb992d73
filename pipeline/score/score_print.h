/* score_print.h: what zhengli score prints: a table for people, or JSON for programs. */
#ifndef ZL_SCORE_PRINT_H
#define ZL_SCORE_PRINT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/status.h"
#include "score_parts.h"

/* A report being printed; as a table to stream, or collected as JSON until it ends. */
struct zl_score_report;

/* list: with the problems that are missing in a record, or are not in the gold.  NULL: no memory.
 */
struct zl_score_report *zl_score_report_new(FILE *stream, bool json, bool list);

/* One record; name is its path, gold_name the gold file's.  False: no memory. */
ZL_NODISCARD enum zl_status zl_score_report_record(struct zl_score_report *, const char *name,
						   const char *gold_name, const struct zl_score *,
						   const struct zl_score_sheet *gold,
						   const struct zl_score_sheet *found);

/* A gold file for which there is no record.  False: no memory. */
ZL_NODISCARD enum zl_status zl_score_report_missing(struct zl_score_report *,
						    const char *gold_name);

/* The totals; frees the report.  False: no memory, or the stream failed. */
ZL_NODISCARD enum zl_status zl_score_report_end(struct zl_score_report *,
						const struct zl_score_total *);

#endif
