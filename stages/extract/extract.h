/* extract.h: the third stage: which problem, which answer, under which headings. */
#ifndef ZL_EXTRACT_H
#define ZL_EXTRACT_H

#include "document/document.h"

struct zl_rules; /* rule files, compiled: rules/family_set.h */

/*
 * Finds the structure of the document: fills in body, aside, facts, flags and rules, and changes no
 * text.  Gives ZL_OK or a failure (ZL_RULE_LIMIT with the rule's name and the paragraph).  Names in
 * the document (of attributes, rules, facts) are then the rules', which must outlive it.
 */
enum zl_failure zl_extract(struct zl_document *document, const struct zl_rules *rules);

/* The same as people corrected it; corrections may be NULL. */
struct zl_corrections;
enum zl_failure zl_extract_corrected(struct zl_document *document, const struct zl_rules *rules,
				     const struct zl_corrections *corrections);

#endif
