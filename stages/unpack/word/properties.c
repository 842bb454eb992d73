/* properties.c: the properties of a package, by the names that a document gives them. */
#include "properties.h"

#include <string.h>

#include "unpack/xml/xml.h"

struct reading {
	struct zl_document *document;
	const char *name;	 /* of the property being read; NULL outside */
	struct zl_buffer custom; /* "custom:" and the name */
	struct zl_buffer value;
};

/* Properties by element name; the same words as in the elements, as this program writes names. */
static const struct {
	const char *element, *name;
} names[] = {
    {"title", "title"},
    {"subject", "subject"},
    {"creator", "creator"},
    {"keywords", "keywords"},
    {"description", "description"},
    {"lastModifiedBy", "last-modified-by"},
    {"revision", "revision"},
    {"created", "created"},
    {"modified", "modified"},
    {"lastPrinted", "last-printed"},
    {"category", "category"},
    {"contentStatus", "content-status"},
    {"identifier", "identifier"},
    {"language", "language"},
    {"version", "version"},
    {"Application", "application"},
    {"AppVersion", "application-version"},
    {"Company", "company"},
    {"Manager", "manager"},
    {"Pages", "pages"},
    {"Template", "template"},
    /* Of Word 2003 XML. */
    {"Title", "title"},
    {"Subject", "subject"},
    {"Author", "creator"},
    {"Keywords", "keywords"},
    {"LastAuthor", "last-modified-by"},
    {"Created", "created"},
    {"LastSaved", "modified"},
};

static void
value_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].element, xml->name->local) == 0)
			reading->name = names[i].name;
	zl_buffer_clear(&reading->value);
}

static void
value_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct reading *reading = xml->context;

	if (reading->name != NULL)
		zl_buffer_add(&reading->value, text, length);
}

/* White space off the ends: pretty-printed parts have it. */
static struct zl_string
trimmed(const struct zl_buffer *value)
{
	const char *data = value->data;
	size_t length = value->length;

	while (length > 0 && strchr(" \t\r\n", data[length - 1]) != NULL)
		length--;
	while (length > 0 && strchr(" \t\r\n", data[0]) != NULL) {
		data++;
		length--;
	}
	return (struct zl_string){data, length};
}

static void
value_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_document *document = reading->document;
	struct zl_string value = trimmed(&reading->value);
	const char *name = reading->name;

	reading->name = NULL;
	if (reading->value.failed || reading->custom.failed)
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "properties");
	if (name == NULL || value.length == 0)
		return;
	struct zl_property *property = zl_document_add(document, properties);
	if (property == NULL || !zl_document_copy(document, name, strlen(name), &property->name) ||
	    !zl_document_copy(document, value.data, value.length, &property->value))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "properties");
}

static void
custom_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_string name = zl_xml_given(xml, "name");

	zl_buffer_clear(&reading->custom);
	zl_buffer_text(&reading->custom, "custom:");
	zl_buffer_add(&reading->custom, name.data, name.length);
}

/* A custom property's value stands in an element that tells its type. */
static void
typed_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	if (reading->custom.data != NULL && xml->depth == 3)
		reading->name = reading->custom.data;
	zl_buffer_clear(&reading->value);
}

#define CORE(space, name)                                                                          \
	{                                                                                          \
		space, name, value_start, value_end, value_text, 0                                 \
	}
#define TYPED(name)                                                                                \
	{                                                                                          \
		ZL_NS_VALUES, name, typed_start, value_end, value_text, 0                          \
	}

static const struct zl_element elements[] = {
    CORE(ZL_NS_O, "Author"),
    CORE(ZL_NS_O, "Company"),
    CORE(ZL_NS_O, "Created"),
    CORE(ZL_NS_O, "Keywords"),
    CORE(ZL_NS_O, "LastAuthor"),
    CORE(ZL_NS_O, "LastSaved"),
    CORE(ZL_NS_O, "Pages"),
    CORE(ZL_NS_O, "Subject"),
    CORE(ZL_NS_O, "Title"),
    CORE(ZL_NS_CORE, "category"),
    CORE(ZL_NS_CORE, "contentStatus"),
    CORE(ZL_NS_CORE, "keywords"),
    CORE(ZL_NS_CORE, "lastModifiedBy"),
    CORE(ZL_NS_CORE, "lastPrinted"),
    CORE(ZL_NS_CORE, "revision"),
    CORE(ZL_NS_CORE, "version"),
    CORE(ZL_NS_DC, "creator"),
    CORE(ZL_NS_DC, "description"),
    CORE(ZL_NS_DC, "identifier"),
    CORE(ZL_NS_DC, "language"),
    CORE(ZL_NS_DC, "subject"),
    CORE(ZL_NS_DC, "title"),
    CORE(ZL_NS_TERMS, "created"),
    CORE(ZL_NS_TERMS, "modified"),
    CORE(ZL_NS_APP, "AppVersion"),
    CORE(ZL_NS_APP, "Application"),
    CORE(ZL_NS_APP, "Company"),
    CORE(ZL_NS_APP, "Manager"),
    CORE(ZL_NS_APP, "Pages"),
    CORE(ZL_NS_APP, "Template"),
    {ZL_NS_CUSTOM, "property", custom_start, NULL, NULL, 0},
    TYPED("bool"),
    TYPED("bstr"),
    TYPED("date"),
    TYPED("decimal"),
    TYPED("filetime"),
    TYPED("i1"),
    TYPED("i2"),
    TYPED("i4"),
    TYPED("i8"),
    TYPED("int"),
    TYPED("lpstr"),
    TYPED("lpwstr"),
    TYPED("r4"),
    TYPED("r8"),
    TYPED("ui4"),
    TYPED("ui8"),
    TYPED("uint"),
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  NULL};

enum zl_failure
zl_properties_read(struct zl_document *document, const char *data, size_t size, uint64_t depth,
		   struct zl_fault *fault)
{
	struct reading reading = {.document = document};

	zl_xml_parse(&grammar, &reading, data, size, depth, fault);
	zl_buffer_free(&reading.custom);
	zl_buffer_free(&reading.value);
	return fault->code;
}
