/* frame.h: the stories that paragraphs are set down in, each within another one. */
#ifndef ZL_FRAME_H
#define ZL_FRAME_H

#include "builder.h"

/*
 * Opens a frame.  For a story other than the body a note is added, with id copied; gives the note,
 * which later additions may move, or NULL.
 */
struct zl_note *zl_frame_open(struct zl_builder *, enum zl_story, struct zl_string id);

/* Closes the innermost frame.  A note that holds no text and nothing else is taken back. */
void zl_frame_close(struct zl_builder *);

/* Opens a frame for a text box anchored at the place reached; gives its note, or NULL. */
struct zl_note *zl_box_open(struct zl_builder *);

/* Frees the frames, open or spare, and all else that the builder holds; the document stays. */
void zl_builder_free(struct zl_builder *);

#endif
