/* metrics.h: --metrics: the figures of OUT and of its last run for a monitoring system. */
#ifndef ZL_METRICS_H
#define ZL_METRICS_H

#include "base/status.h"
#include "report.h"
#include "run_parts.h"

/*
 * Writes the file that --metrics names, if it does, as a whole: in the text format of Prometheus,
 * for node_exporter's textfile collector.  The reason of a failure is reported.
 */
ZL_NODISCARD enum zl_status zl_metrics_write(struct zl_run *, const struct zl_tally *, int status);

#endif
