/* program.c */
#include "program.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

bool
zl_program_read(int descriptor, struct zl_buffer *buffer)
{
	for (;;) {
		if (!zl_buffer_reserve(buffer, 64 << 10)) {
			errno = ENOMEM;
			return false;
		}
		ssize_t got = read(descriptor, buffer->data + buffer->length,
				   buffer->capacity - buffer->length - 1);
		if (got == 0)
			break;
		if (got > 0)
			buffer->length += (size_t)got;
		else if (errno != EINTR)
			return false;
	}
	buffer->data[buffer->length] = '\0';
	return true;
}

bool
zl_program_write(int descriptor, const void *bytes, size_t length)
{
	const char *from = bytes;

	while (length > 0) {
		ssize_t put = write(descriptor, from, length);
		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			from += put;
			length -= (size_t)put;
		}
	}
	return true;
}

static void
complain_where(const struct zl_error *error)
{
	const char *between = " (";

	if (error->part.length > 0) {
		fprintf(stderr, "%s%s", between, error->part.data);
		between = ", ";
	}
	if (error->line > 0) {
		fprintf(stderr, "%sline %u", between, error->line);
		between = ", ";
	}
	if (error->n > 0) {
		fprintf(stderr, "%sparagraph %u", between, error->n);
		between = ", ";
	}
	if (between[0] == ',')
		fputc(')', stderr);
}

void
zl_program_complain(const char *program, const struct zl_document *document)
{
	const struct zl_error *error = &document->error;
	const char *file = document->source.file.data;

	fprintf(stderr, "%s: %s: %s: %s", program, file == NULL ? "-" : file,
		zl_failure_code(error->code), zl_failure_sentence(error->code));
	if (error->words.length > 0)
		fprintf(stderr, ": %s", error->words.data);
	complain_where(error);
	fprintf(stderr, "; %s\n", zl_failure_advice(error->code));
}
