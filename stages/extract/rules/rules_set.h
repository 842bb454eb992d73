/* rules_set.h: what a set of rule files is made of; for the loader and the set only. */
#ifndef ZL_RULES_SET_H
#define ZL_RULES_SET_H

#include <libxml/relaxng.h>
#include <nettle/sha2.h>

#include "rules.h"

struct zl_rules {
	struct zl_arena arena;
	const struct zl_rule_file **files;
	size_t file_count;
	struct zl_rule_list evidence[ZL_PLACE_COUNT]; /* of all files but abstract ones */
	const struct zl_rule_file *only; /* the one that reads every document; NULL: by evidence */
	struct {
		struct zl_pattern *pattern;
		const struct zl_rule *rule;
	} * patterns; /* all that were compiled, to be freed, and whose they are */
	size_t pattern_count, pattern_capacity;
	const char *facts[ZL_FACTS_TOLD]; /* names that groups of fact rules have */
	size_t fact_count;
	struct zl_matcher *matcher;
	bool ready;		/* see zl_rules_ready */
	xmlRelaxNG *schema;	/* rules.rng; NULL before the first file of the user's */
	struct sha256_ctx hash; /* over all files so far */
	char sha256[65];
};

#endif
