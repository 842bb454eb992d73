/* status.h: what a function that may fail returns. */
#ifndef ZL_STATUS_H
#define ZL_STATUS_H

/*
 * Of a function that may fail: ZL_DONE, or ZL_FAILED with the reason where its comment says (in the
 * document's error, in a buffer's failed, in errno).  The values are those of false and true, so
 * that `if (!zl_thing())` and `return zl_this() && zl_that();` read as they do elsewhere.
 * A function that tells whether something is so returns bool and is called is_, has_ or may_.
 */
enum zl_status { ZL_FAILED, ZL_DONE };

/* The result must be looked at: gcc and clang warn where it is not. */
#define ZL_NODISCARD __attribute__((warn_unused_result))

#endif
