/* sources.h: sources that OUT knows, by their SHA-256. */
#ifndef ZL_CORRECT_SOURCES_H
#define ZL_CORRECT_SOURCES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "pipeline/state/state.h"

/*
 * Finds a source with that SHA-256: name is its path below the input folder, path where it is.
 * *found unset: OUT has none.  ZL_FAILED with the reason said.
 */
ZL_NODISCARD enum zl_status zl_source_find(struct zl_state *, const char *sha256,
					   struct zl_buffer *name, struct zl_buffer *path,
					   bool *found);

/* Where the source of that name is; *found unset: OUT has none. */
ZL_NODISCARD enum zl_status zl_source_path(struct zl_state *, struct zl_string name,
					   struct zl_buffer *path, bool *found);

/* Whether OUT has a source of that name, whatever its bytes; so an edited source is told. */
ZL_NODISCARD enum zl_status zl_source_named(struct zl_state *, struct zl_string name, bool *found);

#endif
