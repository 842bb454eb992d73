/* rules_fault.c: what is wrong with a rule file, in one error: the first that was met. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/translation.h"
#include "rules_load.h"

enum zl_status
zl_loading_fault(struct zl_rules_error *error, const char *rule, unsigned line, const char *message,
		 ...)
{
	va_list arguments;

	if (error->message[0] != '\0')
		return ZL_FAILED;
	snprintf(error->rule, sizeof(error->rule), "%s", rule == NULL ? "" : rule);
	error->line = line;
	error->column = 0;
	va_start(arguments, message);
	vsnprintf(error->message, sizeof(error->message), zl_translation(message), arguments);
	va_end(arguments);
	for (char *end = error->message + strlen(error->message);
	     end > error->message && (end[-1] == '\n' || end[-1] == '.');)
		*--end = '\0';
	return ZL_FAILED;
}

enum zl_status
zl_loading_no_memory(struct zl_rules_error *error)
{
	return zl_loading_fault(error, NULL, 0, "out of memory");
}

void
zl_loading_xml_fault(struct zl_rules_error *error, const xmlError *problem)
{
	if (error->message[0] != '\0')
		return;
	zl_loading_fault(error, NULL, problem->line > 0 ? (unsigned)problem->line : 0, "%s",
			 problem->message == NULL ? "not well-formed" : problem->message);
	if (problem->domain == XML_FROM_PARSER && problem->int2 > 0)
		error->column = (unsigned)problem->int2;
}
