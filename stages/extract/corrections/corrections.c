/* corrections.c: names of verbs, as corrections.rng has them. */
#include "corrections.h"

const char *
zl_verb_name(enum zl_verb verb)
{
	static const char *const names[ZL_VERB_COUNT] = {"unit",      "response", "unanswered",
							 "statement", "fact",	  "note"};
	return names[verb];
}

const char *
zl_verb_reading_name(enum zl_verb_reading reading)
{
	static const char *const names[] = {"finding", "section", "recommendation", "text"};

	return names[reading];
}
