/* rules_check.h: what zhengli rules says about a rule file. */
#ifndef ZL_RULES_CHECK_H
#define ZL_RULES_CHECK_H

#include <stdio.h>

#include "base/status.h"
#include "extract/rules/rules.h"

/* A rule file being checked or tested, and what was said of it. */
struct zl_rules_case {
	const char *name; /* as given on the command line */
	const char *data; /* the XML */
	size_t size;
	const struct zl_rules *rules; /* the set it is the last file of, and which it reads for */
	const struct zl_rule_file *file; /* NULL: it could not be added */
	FILE *stream;
	size_t errors, warnings;
};

/*
 * Says what is wrong at a place of the file, with the line and a caret under the column; line or
 * column 0: not known.
 */
void zl_rules_show(const struct zl_rules_case *, unsigned line, unsigned column, const char *kind,
		   const char *message);

/* Warns of rules that have no part in their own examples.  False: no memory. */
ZL_NODISCARD enum zl_status zl_rules_check_shadows(struct zl_rules_case *);

/*
 * Warns of fragments that nothing uses and rules that never win; counts patterns that can run away
 * as errors.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_rules_check(struct zl_rules_case *);

/*
 * Reads each example by the file's rules and prints a line a rule, and what was expected of those
 * that fail, counted as errors.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_rules_test(struct zl_rules_case *);

#endif
