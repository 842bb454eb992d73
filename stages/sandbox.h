/* sandbox.h: a process shuts itself in: what it may still ask of the kernel. */
#ifndef ZL_SANDBOX_H
#define ZL_SANDBOX_H

#include <stdbool.h>

#include "base/status.h"

enum zl_sandbox_choice { ZL_SANDBOX_DEFAULT, ZL_SANDBOX_REQUIRE, ZL_SANDBOX_AUTO, ZL_SANDBOX_OFF };

/* Reads "require", "auto" or "off"; ZL_FAILED for another text. */
ZL_NODISCARD enum zl_status zl_sandbox_choose(const char *text, enum zl_sandbox_choice *);

/* Whether the kernel has what the sandbox needs; never for a build with the address sanitizer. */
bool zl_sandbox_is_available(void);

/*
 * From here on the process may use the descriptors it has, take more over its socket, get and give
 * back memory that is not executable, read clocks, and exit; where output is set, write to standard
 * output and standard error, too.  Anything else is a trap (SIGSYS, not carried out), after which
 * refused is called from the signal handler with the call's number, and the process ends.  NULL, or
 * a static sentence that says what could not be done.
 */
const char *zl_sandbox_enter(void (*refused)(int call), bool output);

/*
 * The same for a program that reads a document: enters as the choice has it; a refused call ends
 * the program with a line on standard error.  NULL, or a static sentence when the program must not
 * go on.
 */
const char *zl_sandbox_enter_program(enum zl_sandbox_choice);

/* The name of a system call; "an unknown system call" for none.  The caller frees it. */
char *zl_sandbox_call_name(int call);

#endif
