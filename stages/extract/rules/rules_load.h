/*
 * rules_load.h: the parts that reading a rule file has: rules_load.c takes the XML and knows the
 * set, rules_schema.c validates it and keeps what is wrong, rules_read.c reads the elements,
 * rules_gather.c compiles patterns and makes the lists.  rules_own.c makes the lists of the files
 * that are compiled in out of a table.
 */
#ifndef ZL_RULES_LOAD_H
#define ZL_RULES_LOAD_H

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include "base/status.h"
#include "rules_set.h"

/* A file being read. */
struct zl_loading {
	struct zl_rules *rules;
	struct zl_rule_file *file;
	const char *data; /* the XML */
	size_t size;
	struct zl_rules_error *error;
	struct zl_rule *own; /* in the file's order */
	size_t own_count;
	bool *differs; /* by fragment: it is not the base's, or puts in one that is not */
};

/* ---- rules_load.c ---- */

/* Adds the file's evidence to the set's: it is weighed for all files together. */
ZL_NODISCARD enum zl_status zl_loading_evidence(struct zl_loading *);

/* ---- rules_schema.c ---- */

/* Says what is wrong, the first time; rule may be NULL.  Always ZL_FAILED. */
__attribute__((format(printf, 4, 5))) enum zl_status zl_loading_fault(struct zl_rules_error *,
								      const char *rule,
								      unsigned line,
								      const char *message, ...);
enum zl_status zl_loading_no_memory(struct zl_rules_error *);

/* The same of what libxml2 reports. */
void zl_loading_xml_fault(struct zl_rules_error *, const xmlError *);

/* Whether the file is valid by rules.rng; ZL_FAILED with the fault. */
ZL_NODISCARD enum zl_status zl_loading_validate(struct zl_loading *, xmlDoc *document);

/* ---- rules_read.c ---- */

/* An attribute's value, NULL when there is none, and an element's text; kept in the set's arena. */
const char *zl_loading_attribute(struct zl_loading *, const xmlNode *element, const char *name);
const char *zl_loading_content(struct zl_loading *, const xmlNode *element);

/* The next element at or behind node among its siblings. */
const xmlNode *zl_element_at(const xmlNode *node);

/* Whether the attribute is there and true. */
bool zl_loading_says(struct zl_loading *, const xmlNode *element, const char *name);

/*
 * Read what stands in the file: the rules, into own; quotation marks and brackets, those of the
 * base where the file has none; stops, behind those of the base; examples.  False with the fault.
 */
ZL_NODISCARD enum zl_status zl_loading_rules(struct zl_loading *, const xmlNode *root);
ZL_NODISCARD enum zl_status zl_loading_quotes(struct zl_loading *, const xmlNode *root);
ZL_NODISCARD enum zl_status zl_loading_stops(struct zl_loading *, const xmlNode *root);
ZL_NODISCARD enum zl_status zl_loading_examples(struct zl_loading *, const xmlNode *root);

/* ---- rules_gather.c ---- */

/* Makes the file's lists out of its own rules and those of its base.  False with the fault. */
ZL_NODISCARD enum zl_status zl_loading_gather(struct zl_loading *);

/* A list with room for as many rules; a rule more, for which there is room. */
ZL_NODISCARD enum zl_status zl_loading_list(struct zl_loading *, struct zl_rule_list *list,
					    size_t most);
void zl_loading_append(struct zl_rule_list *list, const struct zl_rule *rule);

/* The same rules as those of the base are found by the same prefilters. */
void zl_loading_share(struct zl_rule_list *list, const struct zl_rule_list *base);

/* Keeps a pattern, to be freed with the set, and notes whose it is. */
ZL_NODISCARD enum zl_status zl_loading_keep(struct zl_loading *, struct zl_pattern *pattern,
					    const struct zl_rule *rule);

#endif
