/* shapes.h: drawings: which shapes there are, and what they hold: [MS-ODRAW] 2.2. */
#ifndef ZL_SHAPES_H
#define ZL_SHAPES_H

#include "unpack/compound/bytes.h"
#include "unpack/story/builder.h"

/* One shape, or a group as a whole. */
struct zl_shape {
	uint32_t id;
	uint32_t top; /* the group it is part of, outermost; its own id outside of one */
	bool has_picture, is_taken;
	struct zl_string name; /* description, else name; in the builder's arena */
	struct zl_string text; /* WordArt's */
};

struct zl_shapes {
	ZL_VECTOR(struct zl_shape) shapes; /* by top, then as they stand */
};

/* Reads the shapes of an OfficeArtContent (DggInfo).  To be freed in any case. */
void zl_shapes_read(struct zl_shapes *, struct zl_builder *, struct zl_bytes content);

/*
 * The shapes that are part of what has the id, count of them from the one returned on; NULL for
 * none, and the second time that they are asked for.
 */
const struct zl_shape *zl_shapes_take(struct zl_shapes *, uint32_t top, size_t *count);

/* Reads one shape container, of a picture in the text. */
void zl_shape_read(struct zl_builder *, struct zl_bytes container, struct zl_shape *out);

void zl_shapes_free(struct zl_shapes *);

#endif
