/*
 * unpack_cost.c: unpack_cost FILE: what it costs to read a document, and no more than that.
 *
 * Prints CPU seconds, the bytes of memory that the reading took at its peak, the file itself
 * among them, over those that the program had before; the file's bytes; and paragraphs read.  The
 * limits on the file, its text and its paragraphs are lifted, those on packages are not.
 * Exits 1 when the file cannot be read.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "document/document.h"
#include "unpack/unpack.h"

/* Of getrusage the peak is that of whoever started the program as well. */
static long
peak_bytes(void)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	long kibibytes = 0;

	while (status != NULL && fgets(line, sizeof(line), status) != NULL)
		if (strncmp(line, "VmHWM:", 6) == 0)
			kibibytes = strtol(line + 6, NULL, 10);
	if (status != NULL)
		fclose(status);
	return kibibytes * 1024;
}

/* The file's bytes, which the caller frees; NULL when it cannot be read. */
static char *
read_file(const char *path, size_t *size)
{
	int file = open(path, O_RDONLY);
	struct stat status;
	char *bytes = NULL;

	if (file >= 0 && fstat(file, &status) == 0)
		bytes = malloc((size_t)status.st_size + 1);
	if (bytes != NULL && read(file, bytes, (size_t)status.st_size) != status.st_size) {
		free(bytes);
		bytes = NULL;
	}
	*size = bytes == NULL ? 0 : (size_t)status.st_size;
	if (file >= 0)
		close(file);
	return bytes;
}

int
main(int argc, char *argv[])
{
	struct zl_document document = {0};
	struct zl_unpack_limits limits = zl_unpack_limits_default;
	size_t size;

	limits.source_bytes = limits.text_bytes = UINT32_MAX;
	limits.paragraphs = limits.paragraph_bytes = UINT32_MAX;
	if (argc != 2) {
		fprintf(stderr, "usage: unpack_cost FILE\n");
		return 2;
	}
	zl_unpack_prepare();
	long before = peak_bytes();
	char *bytes = read_file(argv[1], &size);
	if (bytes == NULL) {
		perror(argv[1]);
		return 1;
	}
	double begin = cpu_seconds();
	enum zl_failure code = zl_unpack(&document, bytes, size, &limits);
	printf("%.6f %ld %zu %zu\n", cpu_seconds() - begin, peak_bytes() - before, size,
	       document.paragraphs.count);
	if (code != ZL_OK)
		fprintf(stderr, "%s: %s\n", argv[1], document.error.message.data);
	zl_document_free(&document);
	free(bytes);
	return code == ZL_OK ? 0 : 1;
}
