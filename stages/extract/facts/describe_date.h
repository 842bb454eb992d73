/* describe_date.h: dates and spans of time as facts say them, in ISO 8601 where complete. */
#ifndef ZL_DESCRIBE_DATE_H
#define ZL_DESCRIBE_DATE_H

#include "document/document.h"
#include "extract/rules/rules.h"

/*
 * Fills in the fact's date, or from and to, when text (folded, the whole of what the fact says) is
 * one date or two with something between them.  The second date takes over the year and the month
 * that it does not name; a single date without a year gets that with which it is the first such
 * day behind the day after (ISO 8601; empty: none is known).  What is masked, incomplete or no day
 * of the calendar gives nothing.
 * False: no memory (the document has the failure) or a match met a limit (the matcher has it).
 */
bool zl_describe_date(struct zl_document *document, const struct zl_rule_list *dates,
		      struct zl_matcher *matcher, struct zl_string text, struct zl_string after,
		      struct zl_fact *fact);

#endif
