/* describe.h: facts about the report as a whole. */
#ifndef ZL_DESCRIBE_H
#define ZL_DESCRIBE_H

#include "document.h"
#include "extract/rules.h"

/*
 * Fills in document->facts by the file's fact rules.  Runs behind the structure: document->body is
 * there.  False when memory is out (the document has the failure) or a match met a limit (the
 * matcher has the fault).
 */
bool zl_describe(struct zl_document *document, const struct zl_rule_file *file,
		 struct zl_matcher *matcher);

#endif
