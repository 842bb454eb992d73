/* encoding.h: which encoding a part's XML is in, and its UTF-8. */
#ifndef ZL_ENCODING_H
#define ZL_ENCODING_H

#include <stddef.h>

#include "base/buffer.h"
#include "unpack/common/fault.h"

/*
 * Makes *data (size bytes, NUL behind them) UTF-8 without a byte order mark: by the mark, by the
 * first bytes, by the encoding declaration (XML 1.0, appendix F).  UTF-8 stays where it is; what is
 * decoded goes to decoded, and *data then points into it.  Returns ZL_OK or ZL_ENCODING.
 */
enum zl_failure zl_encoding_utf8(const char **data, size_t *size, struct zl_buffer *decoded,
				 struct zl_fault *fault);

#endif
