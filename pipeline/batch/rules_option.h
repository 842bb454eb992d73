/* rules_option.h: --rules and --only-rules: which rule files documents are read by. */
#ifndef ZL_RULES_OPTION_H
#define ZL_RULES_OPTION_H

#include <stdbool.h>
#include <stddef.h>

struct zl_rules;

enum { ZL_RULES_MOST = 32 };

/* Files whose families compete with those compiled in; or one that reads every document. */
struct zl_rules_option {
	const char *files[ZL_RULES_MOST];
	size_t count;
	bool only;
};

/* Takes a value of --rules, or with only of --only-rules.  False: too many, or both. */
bool zl_rules_option_take(struct zl_rules_option *, const char *file, bool only);

/* Reads and compiles the rules; NULL, and the reason reported.  The caller frees them. */
struct zl_rules *zl_rules_option_read(const struct zl_rules_option *);

#endif
