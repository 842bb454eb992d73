/* fault.h: what went wrong in a part; the caller decides whether it costs the document. */
#ifndef ZL_FAULT_H
#define ZL_FAULT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/failure.h"

/* Zero-initialised: nothing went wrong.  message is one line, cut where it is too long. */
struct zl_fault {
	enum zl_failure code;
	uint32_t line; /* in the part, 0 when not known */
	char message[240];
};

/* Fills in the fault, unless it is already; gives back the fault's code. */
enum zl_failure zl_fault_set(struct zl_fault *, enum zl_failure code, const char *message, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Whether the failure costs the document even in a part that is not the main one: what is hostile,
 * over a limit, or out of memory.  The others lose the part only.
 */
bool zl_fault_is_fatal(enum zl_failure code);

#endif
