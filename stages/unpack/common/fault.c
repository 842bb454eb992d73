/* fault.c: the first fault of a part counts. */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

enum zl_failure
zl_fault_set(struct zl_fault *fault, enum zl_failure code, const char *message, ...)
{
	va_list arguments;

	if (fault->code != ZL_OK)
		return fault->code;
	fault->code = code;
	va_start(arguments, message);
	vsnprintf(fault->message, sizeof(fault->message), message, arguments);
	va_end(arguments);
	return code;
}

bool
zl_fault_is_fatal(enum zl_failure code)
{
	switch (code) {
	case ZL_TOO_LARGE:
	case ZL_RATIO:
	case ZL_TOO_DEEP:
	case ZL_TOO_MANY:
	case ZL_DOCTYPE:
	case ZL_OUT_OF_MEMORY:
		return true;
	default:
		return false;
	}
}
