/* rules_reading.h: what was read in the lines of an example. */
#ifndef ZL_RULES_READING_H
#define ZL_RULES_READING_H

#include "base/status.h"
#include "document/document.h"
#include "extract/explain.h"
#include "extract/rules/rules.h"

struct zl_read_finding {
	const struct zl_node *node;
	struct zl_string statement, response; /* as they are written; response without labels */
	int measures;
	bool met; /* it was expected */
};

/* Findings and recommendations in the order of the lines. */
struct zl_example_reading {
	struct zl_document document;
	struct zl_explanation explanation;
	struct zl_read_finding *findings;
	struct zl_string *recommendations;
	bool *recommendations_met;
	size_t finding_count, recommendation_count;
};

/*
 * Makes a document of the example's lines and reads it by the rules.  False when memory is out or a
 * limit was met: document.error says so.  To be freed either way.
 */
ZL_NODISCARD enum zl_status zl_reading_make(struct zl_example_reading *,
					    const struct zl_rules *rules,
					    const struct zl_example *example);
/* Collects findings and recommendations of reading->document, which has been read. */
ZL_NODISCARD enum zl_status zl_reading_collect(struct zl_example_reading *);

void zl_reading_free(struct zl_example_reading *);

/* The statement of the finding around a finding; "" for none. */
struct zl_string zl_reading_parent(const struct zl_example_reading *,
				   const struct zl_read_finding *);

/* Whether the rule had a part in the reading. */
bool zl_reading_used(const struct zl_example_reading *, const char *rule);

#endif
