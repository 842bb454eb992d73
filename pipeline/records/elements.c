/* elements.c: elements of records by their names. */
#include "elements.h"

#include <string.h>

#include "base/search.h"

#define NAME(identifier, name) name,
static const char *const names[] = {ZL_ELEMENTS(NAME)};
#undef NAME

static int
compare_name(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

enum zl_element
zl_element_of(const char *name)
{
	size_t behind =
	    zl_search_behind(name, names, ZL_ELEMENT_OTHER, sizeof(*names), compare_name);

	return behind > 0 && strcmp(name, names[behind - 1]) == 0 ? (enum zl_element)(behind - 1)
								  : ZL_ELEMENT_OTHER;
}

const char *
zl_element_name(enum zl_element element)
{
	return names[element];
}
