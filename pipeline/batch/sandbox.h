/* sandbox.h: a process shuts itself in: what it may still ask of the kernel. */
#ifndef ZL_SANDBOX_H
#define ZL_SANDBOX_H

#include <stdbool.h>

/* Whether the kernel has what the sandbox needs. */
bool zl_sandbox_available(void);

/*
 * From here on the process may use the descriptors it has, take more over its socket, get and give
 * back memory that is not executable, read clocks, and exit; anything else is a trap (SIGSYS, not
 * carried out), after which refused is called from the signal handler with the call's number, and
 * the process ends.  NULL, or a static sentence that says what could not be done.
 */
const char *zl_sandbox_enter(void (*refused)(int call));

/* The name of a system call; "an unknown system call" for none.  The caller frees it. */
char *zl_sandbox_call_name(int call);

#endif
