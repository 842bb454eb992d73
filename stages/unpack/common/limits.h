/* limits.h: ceilings for one document. */
#ifndef ZL_LIMITS_H
#define ZL_LIMITS_H

#include <stdint.h>

/* Ceilings for one document; what is over one fails with its own code.  Sizes are in bytes. */
struct zl_unpack_limits {
	uint64_t source_bytes;	  /* the file: too-large */
	uint64_t part_bytes;	  /* one part as inflated, counted as read: too-large */
	uint64_t package_bytes;	  /* all parts read: too-large */
	uint64_t ratio;		  /* inflated to stored bytes of a part: ratio */
	uint64_t ratio_from;	  /* inflated bytes from which the ratio counts */
	uint64_t entries;	  /* of the archive: too-many */
	uint64_t depth;		  /* of XML elements: too-deep */
	uint64_t paragraphs;	  /* too-many */
	uint64_t paragraph_bytes; /* text of one paragraph: too-large */
	uint64_t text_bytes; /* all text, numbers and what was lost, as they are kept: too-large */
};

/* The defaults: 256 MiB, 512 MiB, 1 GiB, 200 beyond 64 MiB, 10,000, 256, 1,000,000, 16 MiB, 256
 * MiB. */
extern const struct zl_unpack_limits zl_unpack_limits_default;

#endif
