/* normalise.h: the second stage: Chinese text put in order, every change on record. */
#ifndef ZL_NORMALISE_H
#define ZL_NORMALISE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "document/document.h"

/* Which classes of change are on: bit i is class i of the table in classes.c. */
struct zl_normalise_options {
	uint64_t classes;
};

/* The profile for archives. */
extern const struct zl_normalise_options zl_normalise_default;

/*
 * Reads a choice of classes: "default", "strict" (only what XML forbids), then "+name" and "-name",
 * separated by commas; without a profile, the default one.  False for a word that is none; *bad
 * then points at it, within spec.
 */
ZL_NODISCARD enum zl_status
zl_normalise_choose(const char *spec, struct zl_normalise_options *options, const char **bad);

/* Adds the choice in its one form, however it was written, to out: "default,-gloss". */
void zl_normalise_describe(const struct zl_normalise_options *options, struct zl_buffer *out);

/* Name and one-line description of class i, NULL past the last. */
const char *zl_normalise_class(unsigned i, const char **description);

/*
 * Puts the text of every paragraph in order, moves every offset in the document with it and adds
 * each change to document->changes.  Notes its setting ("normalise").  Returns ZL_OK or a failure.
 *
 * Changes of a paragraph are in order of offset and never overlap: putting, from the last to the
 * first, old where new_text stands gives the text that the stage before handed over.  Where several
 * classes changed the same place there is one change, of the class that changed the most bytes;
 * changes side by side are one where they are of one class.  A document that has been normalised
 * before keeps its changes, composed with the new ones.
 *
 * A paragraph never comes out more than three times as long, in bytes, as it went in.  A second run
 * changes nothing.  Warnings: "mojibake" where text is damaged beyond repair, "leader" where rows
 * of dots stand that lead to page numbers.
 *
 * zl_charset_prepare is to be called once a process before, if a sandbox closes in between.
 */
enum zl_failure zl_normalise(struct zl_document *document,
			     const struct zl_normalise_options *options);

#endif
