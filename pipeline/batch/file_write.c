/* file_write.c: all bytes under a temporary name in OUT/tmp, or none. */
#include "file_write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "program.h"

enum zl_status
zl_file_report_error(const struct zl_output *output, const char *target, const char *doing)
{
	int number = errno;

	zl_message("%s%s%s: %s: %s%s", output->path, target[0] == '\0' ? "" : "/", target, _(doing),
		   strerror(number),
		   number == ENOSPC || number == EDQUOT ? _("; make room on the disk and rerun")
							: _("; fix this and rerun"));
	return ZL_FAILED;
}

static int
create(const struct zl_output *output, const char *name)
{
	return openat(output->temporary, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		      0666);
}

/* Closes the file, and removes it when it is not done; errno stays that of what failed first. */
static enum zl_status
finish(const struct zl_output *output, const char *name, int file, enum zl_status done)
{
	int number = errno;

	if (close(file) == -1 && done && errno != EINTR) {
		number = errno;
		done = ZL_FAILED;
	}
	if (!done)
		unlinkat(output->temporary, name, 0);
	errno = number;
	return done;
}

enum zl_status
zl_file_make(const struct zl_output *output, const char *name, const void *bytes, size_t size,
	     bool durable)
{
	int file = create(output, name);

	if (file == -1)
		return ZL_FAILED;
	bool done = zl_program_write(file, bytes, size) && (!durable || fsync(file) == 0);
	return finish(output, name, file, done ? ZL_DONE : ZL_FAILED);
}

enum zl_status
zl_file_copy(const struct zl_output *output, const char *name, int from)
{
	int file = create(output, name);
	ssize_t put = 1;

	if (file == -1)
		return ZL_FAILED;
	while (put > 0 || (put == -1 && errno == EINTR)) {
		put = copy_file_range(from, NULL, file, NULL, (size_t)1 << 30, 0);
		if (put == -1 && errno != EINTR && errno != EIO && errno != ENOSPC)
			put = sendfile(file, from, NULL, (size_t)1 << 30);
	}
	return finish(output, name, file, put == 0 && fsync(file) == 0 ? ZL_DONE : ZL_FAILED);
}
