/* unit_shape.h: the shape of what begins with a line, as the lines are gone through in order. */
#ifndef ZL_UNIT_SHAPE_H
#define ZL_UNIT_SHAPE_H

#include "extract/lines/engine.h"

/* Where in the document the collection stands. */
struct zl_collecting {
	bool titled;		    /* no full sentence has come yet: titles */
	bool pending;		    /* a problem waits for its label */
	bool listing;		    /* the last heading groups problems */
	int32_t ordinal;	    /* of the last numbered line */
	uint32_t labels;	    /* seen so far */
	uint32_t sentences;	    /* that are a problem with its answer, so far */
	int16_t listed;		    /* rank of the last list of problems that a label heads; 0: none
				       waits for its measures */
	const struct zl_line *last; /* the last line that was not blank */
	uint8_t measures; /* shape of the measures that begin on the line of their label */
	int32_t measure;  /* the last of them there */
};

/* Whether the line announces a problem without a number and answers it in the same sentence. */
bool zl_is_sentence(const struct zl_engine *, const struct zl_line *line);

/* Whether the line is a number alone whose problem the next line states behind its own marks. */
bool zl_is_number_only(const struct zl_engine *, const struct zl_line *line);

/*
 * The shape of the unit that begins with the line at index; 0: none does.  A problem that only its
 * place tells is noted on the line: ZL_LINE_NAMELESS.
 */
uint8_t zl_unit_shape(struct zl_engine *, const struct zl_collecting *at, size_t index);

/* The rank of units of the shape: the lower, the further out in the outline. */
int16_t zl_unit_rank(const struct zl_engine *, uint8_t shape);

#endif
