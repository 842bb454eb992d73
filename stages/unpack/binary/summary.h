/* summary.h: a document's properties: title, author, dates: [MS-OLEPS]. */
#ifndef ZL_SUMMARY_H
#define ZL_SUMMARY_H

#include "unpack/compound/bytes.h"
#include "unpack/story/builder.h"

/* Reads a property set stream: \005SummaryInformation or \005DocumentSummaryInformation. */
void zl_summary_read(struct zl_builder *, struct zl_bytes stream);

#endif
