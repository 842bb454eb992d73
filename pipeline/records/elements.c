/* elements.c: elements of records by their names. */
#include "elements.h"

#include <stdint.h>
#include <string.h>

#define NAME(identifier, name) name,
static const char *const names[] = {ZL_ELEMENTS(NAME)};
#undef NAME

/* Where the names with each first letter begin: every element of every record is looked up. */
static void
index_letters(uint8_t first[26])
{
	size_t at = 0;

	for (int letter = 0; letter < 26; letter++) {
		while (at < ZL_ELEMENT_OTHER && names[at][0] < 'a' + letter)
			at++;
		first[letter] = (uint8_t)at;
	}
}

enum zl_element
zl_element_of(const char *name)
{
	static uint8_t first[26];
	int order = 1;

	if (name[0] < 'a' || name[0] > 'z')
		return ZL_ELEMENT_OTHER;
	if (first['z' - 'a'] == 0)
		index_letters(first);
	for (size_t at = first[name[0] - 'a']; at < ZL_ELEMENT_OTHER && order > 0; at++) {
		order = strcmp(name, names[at]);
		if (order == 0)
			return (enum zl_element)at;
	}
	return ZL_ELEMENT_OTHER;
}

const char *
zl_element_name(enum zl_element element)
{
	return names[element];
}
