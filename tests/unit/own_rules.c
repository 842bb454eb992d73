/* own_rules.c */
#include "own_rules.h"
#include "extract/rules/family_set.h"

#include <stddef.h>

struct zl_rules *own_rules;

int
load_own_rules(void **state)
{
	(void)state;
	own_rules = zl_rules_new();
	return own_rules != NULL && zl_rules_take_own(own_rules) ? 0 : -1;
}

int
free_own_rules(void **state)
{
	(void)state;
	zl_rules_free(own_rules);
	own_rules = NULL;
	return 0;
}
