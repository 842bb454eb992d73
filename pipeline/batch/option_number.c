/* option_number.c: numbers as options give them. */
#include "option_number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool
zl_option_bytes(const char *text, uint64_t *bytes)
{
	static const char units[] = "KMGT";
	char *end;

	errno = 0;
	unsigned long long number = strtoull(text, &end, 10);
	if (errno != 0 || end == text || text[0] == '-')
		return false;
	const char *unit = *end == '\0' ? NULL : strchr(units, *end);
	unsigned shift = unit == NULL ? 0 : 10 * (unsigned)(unit - units + 1);
	if ((unit == NULL && *end != '\0') || (unit != NULL && end[1] != '\0') ||
	    number > UINT64_MAX >> shift)
		return false;
	*bytes = (uint64_t)number << shift;
	return true;
}

bool
zl_option_number(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
	char *end;

	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	*number = value;
	return errno == 0 && end != text && *end == '\0' && text[0] != '-' && value >= least &&
	       value <= most;
}

bool
zl_option_unsigned(const char *text, unsigned least, unsigned most, unsigned *out)
{
	uint64_t number;

	if (!zl_option_number(text, least, most, &number))
		return false;
	*out = (unsigned)number;
	return true;
}
