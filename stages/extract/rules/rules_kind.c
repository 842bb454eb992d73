/* rules_kind.c: the kinds of rules, and the elements that write them. */
#include "rules.h"

const char *
zl_rule_kind_name(enum zl_rule_kind kind)
{
	static const char *const names[ZL_RULE_KIND_COUNT] = {
	    [ZL_RULE_EVIDENCE] = "evidence",
	    [ZL_RULE_FRAGMENT] = "fragment",
	    [ZL_RULE_NUMBER] = "number",
	    [ZL_RULE_ITEM] = "item",
	    [ZL_RULE_PART] = "part",
	    [ZL_RULE_HEADING] = "heading",
	    [ZL_RULE_CATEGORY] = "category",
	    [ZL_RULE_PROBLEM] = "problem",
	    [ZL_RULE_PREFIX] = "prefix",
	    [ZL_RULE_SUFFIX] = "suffix",
	    [ZL_RULE_CLAUSES] = "clauses",
	    [ZL_RULE_NAMING] = "naming",
	    [ZL_RULE_LABEL] = "label",
	    [ZL_RULE_DETAIL] = "detail",
	    [ZL_RULE_ATTRIBUTE] = "attribute",
	    [ZL_RULE_VALUE] = "value",
	    [ZL_RULE_CUE] = "cue",
	    [ZL_RULE_NEVER] = "never",
	    [ZL_RULE_COLUMN] = "column",
	    [ZL_RULE_BAR] = "bar",
	    [ZL_RULE_CONTENTS] = "contents",
	    [ZL_RULE_RESIDUE] = "residue",
	    [ZL_RULE_IGNORED] = "ignored",
	    [ZL_RULE_CLOSING] = "closing",
	    [ZL_RULE_SENTENCE] = "sentence",
	    [ZL_RULE_FACT] = "fact",
	    [ZL_RULE_DATE] = "date",
	};
	return names[kind];
}
