/* read_file.h: a whole file, named by the user. */
#ifndef ZL_READ_FILE_H
#define ZL_READ_FILE_H

#include <stdbool.h>

#include "base/buffer.h"

/* Reads all of the file at path behind what bytes holds; false with the reason said. */
bool zl_read_file(const char *path, struct zl_buffer *bytes);

#endif
