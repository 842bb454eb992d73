/* attributes.c: what the attributes of the element being handled say. */
#include <string.h>

#include "xml.h"

/* Whether the attribute is one of that local name, and no declaration of a namespace. */
static bool
is_called(const struct zl_name *attribute, const char *name)
{
	return attribute->local[0] == name[0] && strcmp(attribute->local, name) == 0 &&
	       attribute->declared == NULL;
}

struct zl_string
zl_xml_given(const struct zl_xml *xml, const char *name)
{
	for (size_t i = 0; i < xml->attribute_count; i++)
		if (is_called(xml->attributes[i].name, name))
			return xml->attributes[i].value;
	return (struct zl_string){0};
}

struct zl_string
zl_xml_given_in(const struct zl_xml *xml, enum zl_ns space, const char *name)
{
	for (size_t i = 0; i < xml->attribute_count; i++) {
		const struct zl_name *attribute = xml->attributes[i].name;
		/* The default namespace is not that of attributes without a prefix. */
		if (is_called(attribute, name) && attribute->local != attribute->written &&
		    attribute->prefix->namespace->space == space)
			return xml->attributes[i].value;
	}
	return (struct zl_string){0};
}

int32_t
zl_xml_integer(const struct zl_xml *xml, const char *name, int32_t fallback)
{
	struct zl_string text = zl_xml_given(xml, name);
	int64_t value = 0;
	size_t i = 0, digits = 0;

	while (i < text.length && (text.data[i] == ' ' || text.data[i] == '+'))
		i++;
	bool negative = i < text.length && text.data[i] == '-';
	for (i += negative; i < text.length && text.data[i] >= '0' && text.data[i] <= '9'; i++) {
		if (value < INT32_MAX)
			value = value * 10 + (text.data[i] - '0');
		digits++;
	}
	if (digits == 0)
		return fallback;
	value = value > INT32_MAX ? INT32_MAX : value;
	return (int32_t)(negative ? -value : value);
}

uint32_t
zl_xml_hexadecimal(const struct zl_xml *xml, const char *name)
{
	struct zl_string text = zl_xml_given(xml, name);
	uint32_t value = 0;

	if (text.length > 8)
		return 0;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i] | 0x20;
		if (c >= '0' && c <= '9')
			value = value << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (uint32_t)(c - 'a' + 10);
		else
			return 0;
	}
	return value;
}

bool
zl_xml_toggle(const struct zl_xml *xml)
{
	struct zl_string value = zl_xml_given(xml, "val");

	return !zl_string_is(value, "0") && !zl_string_is(value, "false") &&
	       !zl_string_is(value, "off");
}
