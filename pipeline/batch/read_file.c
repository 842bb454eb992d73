/* read_file.c: see read_file.h. */
#include "read_file.h"

#include <errno.h>
#include <string.h>

#include "pipeline/common/message.h"
#include "program.h"

bool
zl_read_file(const char *path, struct zl_buffer *bytes)
{
	bool done = zl_program_read_file(path, bytes);

	if (!done)
		zl_message("%s: %s", path, strerror(errno));
	return done;
}
