/* describe.h: facts about the report as a whole. */
#ifndef ZL_DESCRIBE_H
#define ZL_DESCRIBE_H

#include "base/status.h"
#include "extract/lines/engine.h"

/*
 * Fills in the document's facts by the file's fact rules.  Runs behind the structure: units have
 * their readings.  False when memory is out (the document has the failure) or a match met a limit
 * (the matcher has the fault).
 */
ZL_NODISCARD enum zl_status zl_describe(struct zl_engine *engine);

#endif
