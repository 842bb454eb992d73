/* fault_hook.h: makes a worker go wrong, for tests of the driver; see fault_hook.c. */
#ifndef ZL_FAULT_HOOK_H
#define ZL_FAULT_HOOK_H

#include <stddef.h>

#include "pipeline/batch/worker.h"

/* Called with each source, and the request it came with, before it is converted; carries out the
 * fault that the source asks for: "ZL-FAULT:crash" at its end, and so on. */
void zl_fault_hook(const struct zl_request *, const char *name, const void *bytes, size_t length);

#endif
