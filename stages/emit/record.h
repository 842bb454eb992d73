/* record.h: a record in the making, for the files of this folder. */
#ifndef ZL_RECORD_H
#define ZL_RECORD_H

#include "base/buffer.h"
#include "base/status.h"
#include "document/document.h"
#include "document/positions.h"
#include "emit.h"

struct zl_record {
	struct zl_document *document;
	struct zl_buffer *out;
	struct zl_positions positions;
	unsigned depth;		 /* of open elements whose content is indented */
	unsigned char *numbered; /* bit n: the automatic number of paragraph n is written, or will
				    be where a piece of the structure stands for it */
	uint64_t findings[ZL_STATUS_UNANSWERED + 1]; /* written so far, by status */
};

/* A new line, indented; and the beginning of a start tag on it. */
void zl_record_line(struct zl_record *record);
void zl_record_tag(struct zl_record *record, const char *name);

/*
 * Ends the start tag of an element that holds other elements, or of an empty one when there is not
 * something in it; gives something.  What is opened is closed by zl_record_end.
 */
bool zl_record_holds(struct zl_record *record, bool something);
void zl_record_end(struct zl_record *record, const char *name);

/* The rest of an element behind its attributes: text and end tag. */
void zl_record_text(struct zl_record *record, const char *name, struct zl_string text);

/* Notes, with all that stands in them; ZL_FAILED when the document's error is set. */
ZL_NODISCARD enum zl_status zl_record_notes(struct zl_record *record);

/* One node and what is under it: the body; ZL_FAILED when the document's error is set. */
ZL_NODISCARD enum zl_status zl_record_tree(struct zl_record *record, const struct zl_node *root);

/* normalisation, with up to most single changes. */
void zl_record_normalisation(struct zl_record *record, size_t most);

#endif
