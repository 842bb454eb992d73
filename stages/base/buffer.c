/* buffer.c: one block, doubled as it fills. */
#include "buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum zl_status
zl_buffer_reserve(struct zl_buffer *buffer, size_t more)
{
	if (buffer->failed)
		return false;
	if (more < buffer->capacity - buffer->length)
		return true;
	size_t capacity = buffer->capacity == 0 ? 256 : buffer->capacity;
	while (more >= capacity - buffer->length) {
		if (capacity > SIZE_MAX / 2) {
			buffer->failed = true;
			return false;
		}
		capacity *= 2;
	}
	char *data = realloc(buffer->data, capacity);
	if (data == NULL) {
		buffer->failed = true;
		return false;
	}
	buffer->data = data;
	buffer->capacity = capacity;
	return true;
}

void
zl_buffer_add(struct zl_buffer *buffer, const void *bytes, size_t length)
{
	if (!zl_buffer_reserve(buffer, length))
		return;
	if (length > 0)
		memcpy(buffer->data + buffer->length, bytes, length);
	buffer->length += length;
	buffer->data[buffer->length] = '\0';
}

void
zl_buffer_text(struct zl_buffer *buffer, const char *text)
{
	zl_buffer_add(buffer, text, strlen(text));
}

void
zl_buffer_byte(struct zl_buffer *buffer, char byte)
{
	zl_buffer_add(buffer, &byte, 1);
}

void
zl_buffer_format(struct zl_buffer *buffer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	int need = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (need < 0 || !zl_buffer_reserve(buffer, (size_t)need + 1)) {
		buffer->failed = true;
		return;
	}
	va_start(arguments, format);
	vsnprintf(buffer->data + buffer->length, (size_t)need + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)need;
}

void
zl_buffer_clear(struct zl_buffer *buffer)
{
	buffer->length = 0;
	buffer->failed = false;
	if (buffer->data != NULL)
		buffer->data[0] = '\0';
}

char *
zl_buffer_detach(struct zl_buffer *buffer, size_t *length)
{
	char *data = buffer->data;

	if (length != NULL)
		*length = buffer->length;
	*buffer = (struct zl_buffer){0};
	return data;
}

void
zl_buffer_free(struct zl_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct zl_buffer){0};
}
