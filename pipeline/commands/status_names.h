/* status_names.h: which documents are gone, went by another name, or are there twice. */
#ifndef ZL_STATUS_NAMES_H
#define ZL_STATUS_NAMES_H

#include "base/status.h"
#include "pipeline/state/state.h"

/* Prints them, a line each; ZL_FAILED, and reported, when the state fails. */
enum zl_status zl_status_names(struct zl_state *) ZL_NODISCARD;

#endif
