/* family_set.h: a set of rule files, for those who use rules without looking into them. */
#ifndef ZL_FAMILY_SET_H
#define ZL_FAMILY_SET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* Rule files, compiled; may be used by one thread at a time. */
struct zl_rules;

/* What is wrong with a rule file; line and column count from 1, 0 where not known. */
struct zl_rules_error {
	char rule[64];
	unsigned line, column;
	char message[512];
};

/* An empty set; NULL when memory is out.  The caller frees it. */
struct zl_rules *zl_rules_new(void);
void zl_rules_free(struct zl_rules *);

/*
 * Adds the rule file in data, checked against rules.rng.  The first
 * added is the one for documents that no file applies to.  False, and *error filled in, when it is
 * faulty.
 */
ZL_NODISCARD enum zl_status zl_rules_add(struct zl_rules *, const char *data, size_t size,
					 struct zl_rules_error *error);

/* The same for a file that is to read every document, though files that it extends are there, too.
 */
ZL_NODISCARD enum zl_status zl_rules_add_only(struct zl_rules *, const char *data, size_t size,
					      struct zl_rules_error *error);

/*
 * Puts the rule files that are compiled into the program into an empty set that gets no others:
 * out of a table, without reading them, and without their examples.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_rules_take_own(struct zl_rules *);

/* Reads and adds the rule files that are compiled into the program.  False: no memory. */
ZL_NODISCARD enum zl_status zl_rules_add_own(struct zl_rules *, struct zl_rules_error *error);

/*
 * Compiles every pattern, with JIT: for many documents.  Without this each is compiled when it is
 * first needed, and interpreted: a sandbox refuses the executable memory that JIT needs.
 */
void zl_rules_ready(struct zl_rules *);

/*
 * For a few documents that a set which is ready can read as well.  The interpreter counts the steps
 * of a match otherwise than JIT does: a match that takes more than a twentieth of what is allowed
 * is a fault already, and the document is to be read once more by the set when it is ready, so that
 * what becomes of a document does not depend on how many there are.
 */
void zl_rules_spare(struct zl_rules *);
bool zl_rules_is_ready(const struct zl_rules *);

/* SHA-256 over all files of the set, in the order added, as 64 hexadecimal digits. */
const char *zl_rules_sha256(const struct zl_rules *);

#endif
