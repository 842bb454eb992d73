/* fault_hook.h: what a worker built for tests does to itself. */
#ifndef ZL_FAULT_HOOK_H
#define ZL_FAULT_HOOK_H

#include <stddef.h>

/*
 * If "ZL-FAULT:word" stands in the bytes of the source, carries out what the word says; called with
 * each source once it has been read.
 */
void zl_fault_hook(const void *bytes, size_t length);

#endif
