/* doubt.h: what is doubtful in a reading. */
#ifndef ZL_DOUBT_H
#define ZL_DOUBT_H

#include "base/status.h"
#include "extract/lines/engine.h"

/*
 * Looks the reading over, once the tree is built and facts are known: adds flags and the document's
 * doubt, and changes nothing else.  False: a fault.
 */
ZL_NODISCARD enum zl_status zl_doubt(struct zl_engine *);

#endif
