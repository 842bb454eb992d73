/* state_passed.h: files of folders that are no sources, by what they are. */
#ifndef ZL_STATE_PASSED_H
#define ZL_STATE_PASSED_H

#include <stdbool.h>

#include "state_documents.h"

enum { ZL_STATE_KIND = 32 }; /* bytes of a kind's name at most */

/* Notes that the file, which is of the kind, was passed over in this run. */
ZL_NODISCARD enum zl_status zl_state_pass(struct zl_state *, const struct zl_source_id *,
					  const char *kind);

/* The kind of a file that was passed over as it is now; "" for another file. */
ZL_NODISCARD enum zl_status zl_state_passed(struct zl_state *, const struct zl_source_id *,
					    char kind[ZL_STATE_KIND]);

/* Whether the file is a document that has been read as it is now. */
ZL_NODISCARD enum zl_status zl_state_is_known(struct zl_state *, const struct zl_source_id *,
					      bool *known);

/* Forgets what was passed over below the root in earlier runs and has not been met in this one. */
ZL_NODISCARD enum zl_status zl_state_forget_passed(struct zl_state *, int64_t root);

#endif
