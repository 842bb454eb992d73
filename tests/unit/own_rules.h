/* own_rules.h: the rules that are compiled in, for a group of tests. */
#ifndef ZL_TEST_OWN_RULES_H
#define ZL_TEST_OWN_RULES_H

#include "extract/extract.h"

/* From load_own_rules to free_own_rules, which are set-up and tear-down of a cmocka group. */
extern struct zl_rules *own_rules;

int load_own_rules(void **state);
int free_own_rules(void **state);

#endif
