/* unpack_check.h: a file unpacked, and what becomes of it held against document.h. */
#ifndef UNPACK_CHECK_H
#define UNPACK_CHECK_H

#include <stddef.h>

/* Unpacks the file with limits that suit a fuzzer; aborts when the document breaks a promise. */
void unpack_and_check(const void *data, size_t size);

#endif
