/*
 * scan.h: XML as nearly all parts have it, read in a fraction of libxml2's time.
 *
 * The scanner knows a part of XML 1.0 (fifth edition) only: an XML declaration or none, elements,
 * attributes, text, references to characters and to the five entities.  Of that it checks
 * everything, before anybody has heard of the part.  Whatever else a part has (a DOCTYPE, comments,
 * CDATA, processing instructions, names beyond ASCII), whatever is wrong with it, whatever is
 * larger than is usual, is left to libxml2: that a part is refused, and why, is never said here.
 * Namespaces are not looked at: namespaces.c does that for both.
 */
#ifndef ZL_SCAN_H
#define ZL_SCAN_H

#include <stddef.h>

#include "tape.h"

/*
 * Scans size bytes of UTF-8 at data, at most INT32_MAX of them, NUL behind them.  Returns the
 * tape, to be freed with zl_tape_free; NULL when the part is not one that the scanner knows, or
 * there is no memory.
 */
struct zl_tape *zl_scan(const char *data, size_t size);

#endif
