/*
 * rules_table.h: the rule files that are compiled in, as tabulate-rules has written them when the
 * program was built: read, gathered and expanded, so that a program that starts need not.
 */
#ifndef ZL_RULES_TABLE_H
#define ZL_RULES_TABLE_H

#include "prefix.h"
#include "rules.h"

/* A rule, or one of a base that a file compiles anew. */
struct zl_table_rule {
	struct zl_rule rule; /* without its file and its pattern */
	const char *text;    /* of its pattern; NULL for a fragment, and what follows: */
	uint32_t options;
	uint8_t file; /* that it stands in */
	const struct zl_prefix *prefix;
};

struct zl_table_file {
	struct zl_rule_file file; /* without base, lists and examples */
	int base;		  /* -1: none */
	const uint16_t *lists;	  /* by kind, then by what is asked: how many rules, then each */
};

struct zl_table {
	const struct zl_table_rule *rules;
	const struct zl_table_file *files; /* in the order of the set */
	size_t rule_count, file_count;
	const char *const *facts; /* names that groups of fact rules have */
	size_t fact_count;
	const char *sha256; /* of the set */
};

extern const struct zl_table zl_own_table;

#endif
