/* file_write.h: files that are written as a whole, or not at all. */
#ifndef ZL_FILE_WRITE_H
#define ZL_FILE_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "output.h"

/* Makes the file called name in OUT/tmp with these bytes, and durable if it is to be; it must not
 * exist.  ZL_FAILED, errno set and no file left, when it cannot be. */
ZL_NODISCARD enum zl_status zl_file_make(const struct zl_output *, const char *name,
					 const void *bytes, size_t size, bool durable);

/* Makes it a copy of the open file, sharing its blocks where the file system can; makes it
 * durable.  As above. */
ZL_NODISCARD enum zl_status zl_file_copy(const struct zl_output *, const char *name, int from);

/* Reports errno, with what to do about it; returns ZL_FAILED. */
enum zl_status zl_file_report_error(const struct zl_output *, const char *target,
				    const char *doing);

#endif
