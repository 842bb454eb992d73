/* buffer.h: bytes that grow. */
#ifndef ZL_BUFFER_H
#define ZL_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

/*
 * Zero-initialised, a buffer is empty and ready.  When memory runs out, failed is set, the buffer
 * keeps what it had and takes no more: check failed once, at the end.
 */
struct zl_buffer {
	char *data; /* NUL after length when data is not NULL */
	size_t length, capacity;
	bool failed;
};

/* Room for more bytes behind length; false, and failed set, when there is none. */
enum zl_status zl_buffer_reserve(struct zl_buffer *, size_t more);

void zl_buffer_add(struct zl_buffer *, const void *bytes, size_t length);
void zl_buffer_text(struct zl_buffer *, const char *text); /* a C string */
void zl_buffer_byte(struct zl_buffer *, char byte);
void zl_buffer_format(struct zl_buffer *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Length 0 and failed false again; memory is kept for the next use. */
void zl_buffer_clear(struct zl_buffer *);

/* Hands the bytes over to the caller, who frees them; the buffer is empty and ready. */
char *zl_buffer_detach(struct zl_buffer *, size_t *length);

void zl_buffer_free(struct zl_buffer *);

#endif
