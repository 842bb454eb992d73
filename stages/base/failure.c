/* failure.c: the texts of the list in failure.h. */
#include "failure.h"

#include <string.h>

static const struct {
	const char *code, *sentence, *advice;
} failures[ZL_FAILURE_COUNT] = {[ZL_OK] = {"ok", "the document has its record", ""},
#define X(identifier, code, sentence, advice) [ZL_##identifier] = {code, sentence, advice},
				ZL_FAILURES(X)
#undef X
};

const char *
zl_failure_code(enum zl_failure failure)
{
	return failures[failure].code;
}

const char *
zl_failure_sentence(enum zl_failure failure)
{
	return failures[failure].sentence;
}

const char *
zl_failure_advice(enum zl_failure failure)
{
	return failures[failure].advice;
}

enum zl_failure
zl_failure_of_code(const char *code)
{
	int i = 0;

	while (i < ZL_FAILURE_COUNT && strcmp(failures[i].code, code) != 0)
		i++;
	return (enum zl_failure)i;
}
