/* drawn.h: what stands in the text without being text: pictures, objects, shapes, text boxes. */
#ifndef ZL_DRAWN_H
#define ZL_DRAWN_H

#include "binary.h"

/* A text box: its text, and which shape holds it. */
struct zl_box {
	uint32_t shape;
	uint32_t first, end; /* positions */
	bool is_set;	     /* it has been set down */
};

struct zl_boxes {
	ZL_VECTOR(struct zl_box) boxes; /* by shape */
	struct zl_plc places;		/* where shapes stand: PlcfSpa */
	enum zl_fib_part part;		/* that the boxes' text stands in */
};

/* Reads the boxes of the body (index 0) and of the headers (1) into binary->boxes, an array. */
void zl_drawn_boxes(struct zl_binary *, struct zl_boxes out[2]);

/* What stands at the position of the part: a box, set down in place; else a loss. */
void zl_drawn_shape(struct zl_binary *, enum zl_fib_part, uint32_t position);

/* A picture in the text, of the PICF in data: a loss. */
void zl_drawn_picture(struct zl_builder *, struct zl_bytes picture);

/* An embedded object: a loss that tells, from its field, which program's. */
void zl_drawn_object(struct zl_builder *);

/* Sets down the boxes that no shape in the text led to. */
void zl_drawn_rest(struct zl_binary *);

#endif
