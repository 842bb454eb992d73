/* flat.c: each part's XML is written out again, so that it can be parsed like any other. */
#include "flat.h"

#include <nettle/base64.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "unpack/xml/xml.h"

struct zl_flat_part {
	struct zl_string name, type; /* in the arena */
	char *data;		     /* own, NUL behind */
	size_t size;
};

/* A namespace that package, part or xmlData declares, for roots that rely on it. */
struct namespace
{
	const struct zl_prefix *prefix; /* the parser's, and so is the name */
	const char *uri;
	unsigned level;
};

struct zl_flat {
	struct zl_arena arena;
	struct zl_flat_part *parts; /* by name once all are read */
	size_t count, capacity;
	struct namespace outer[64];
	size_t outer_count;
	const struct zl_unpack_limits *limits;
	uint64_t bytes; /* written so far */
	struct zl_buffer text;
};

/* Notes the namespaces that the element declares; those of elements closed since go. */
static void
note_namespaces(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;
	size_t count, room = sizeof(flat->outer) / sizeof(*flat->outer);
	const struct zl_declaration *declared =
	    zl_namespaces_declared(&xml->namespaces, xml->depth, &count);

	while (flat->outer_count > 0 && flat->outer[flat->outer_count - 1].level >= xml->depth)
		flat->outer_count--;
	for (size_t i = 0; i < count && flat->outer_count < room; i++)
		flat->outer[flat->outer_count++] = (struct namespace){
		    declared[i].prefix, declared[i].prefix->namespace->uri, (unsigned)xml->depth};
}

static void
part_start(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;
	struct zl_string name = zl_xml_given(xml, "name");
	struct zl_string type = zl_xml_given(xml, "contentType");
	struct zl_flat_part *part = flat->parts;

	note_namespaces(xml);
	if (flat->count >= flat->limits->entries) {
		zl_xml_fail(xml, ZL_TOO_MANY, "more than %zu parts", flat->count);
		return;
	}
	if (flat->count == flat->capacity) {
		flat->capacity = flat->capacity == 0 ? 16 : flat->capacity * 2;
		part = reallocarray(flat->parts, flat->capacity, sizeof(*part));
	}
	if (part == NULL) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "parts");
		return;
	}
	flat->parts = part;
	part = &flat->parts[flat->count++];
	*part = (struct zl_flat_part){0};
	if (name.length > 0 && name.data[0] == '/')
		name = (struct zl_string){name.data + 1, name.length - 1};
	if (!zl_arena_copy(&flat->arena, name.data, name.length, &part->name) ||
	    !zl_arena_copy(&flat->arena, type.data, type.length, &part->type))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "parts");
}

/* Where the bytes that are written now belong; NULL outside of parts. */
static struct zl_flat_part *
current(struct zl_flat *flat)
{
	return flat->count == 0 ? NULL : &flat->parts[flat->count - 1];
}

static void
escape(struct zl_buffer *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (strchr("&<>\"\r\n\t", text[i]) != NULL)
			zl_buffer_format(out, "&#%d;", text[i]);
		else
			zl_buffer_byte(out, text[i]);
	}
}

static void
write_attribute(struct zl_buffer *out, const char *name, struct zl_string value)
{
	zl_buffer_byte(out, ' ');
	zl_buffer_text(out, name);
	zl_buffer_text(out, "=\"");
	escape(out, value.data, value.length);
	zl_buffer_byte(out, '"');
}

/* Declares the namespace for the prefix, as the element that is being written. */
static void
write_namespace(struct zl_buffer *out, const struct zl_prefix *prefix, const char *uri)
{
	if (prefix->text[0] == '\0') {
		write_attribute(out, "xmlns", zl_string(uri));
		return;
	}
	zl_buffer_text(out, " xmlns:");
	zl_buffer_text(out, prefix->text);
	zl_buffer_text(out, "=\"");
	escape(out, uri, strlen(uri));
	zl_buffer_byte(out, '"');
}

/* Whether the element being written declares the prefix. */
static bool
declares(const struct zl_xml *xml, const struct zl_prefix *prefix)
{
	size_t count;
	const struct zl_declaration *declared =
	    zl_namespaces_declared(&xml->namespaces, xml->depth, &count);

	for (size_t i = 0; i < count; i++)
		if (declared[i].prefix == prefix)
			return true;
	return false;
}

/* Declares at the root of a part what stands around it, the inner before the outer. */
static void
write_outer(struct zl_flat *flat, const struct zl_xml *xml)
{
	for (size_t i = flat->outer_count; i-- > 0;) {
		bool hidden = declares(xml, flat->outer[i].prefix);
		for (size_t j = i + 1; j < flat->outer_count && !hidden; j++)
			hidden = flat->outer[j].prefix == flat->outer[i].prefix;
		if (!hidden)
			write_namespace(&flat->text, flat->outer[i].prefix, flat->outer[i].uri);
	}
}

static void
check_size(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;

	if (flat->text.failed)
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "a part");
	else if (flat->text.length > flat->limits->part_bytes ||
		 flat->bytes + flat->text.length > flat->limits->package_bytes)
		zl_xml_fail(xml, ZL_TOO_LARGE, "a part of %zu bytes", flat->text.length);
}

enum { XML_DATA = 1, BINARY_DATA };

static void
copy_start(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;
	struct zl_buffer *out = &flat->text;

	zl_buffer_byte(out, '<');
	zl_buffer_text(out, xml->name->written);
	if (zl_xml_parent(xml, 1) == XML_DATA)
		write_outer(flat, xml);
	for (size_t i = 0; i < xml->attribute_count; i++)
		write_attribute(out, xml->attributes[i].name->written, xml->attributes[i].value);
	zl_buffer_byte(out, '>');
	check_size(xml);
}

static void
copy_end(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;

	zl_buffer_text(&flat->text, "</");
	zl_buffer_text(&flat->text, xml->name->written);
	zl_buffer_byte(&flat->text, '>');
	check_size(xml);
}

static void
copy_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct zl_flat *flat = xml->context;

	escape(&flat->text, text, length);
	check_size(xml);
}

static void
data_start(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;

	note_namespaces(xml);
	zl_buffer_clear(&flat->text);
}

/* Hands what was written to the part. */
static void
data_end(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;
	struct zl_flat_part *part = current(flat);

	if (part == NULL || part->data != NULL)
		return;
	zl_buffer_add(&flat->text, "", 0);
	check_size(xml);
	part->data = zl_buffer_detach(&flat->text, &part->size);
	flat->bytes += part->size;
}

static void
binary_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct zl_flat *flat = xml->context;

	zl_buffer_add(&flat->text, text, length);
	check_size(xml);
}

/* Decodes in place; what is no base64 leaves an empty part. */
static void
binary_end(struct zl_xml *xml)
{
	struct zl_flat *flat = xml->context;
	struct base64_decode_ctx context;
	size_t size = flat->text.length;

	base64_decode_init(&context);
	if (!base64_decode_update(&context, &size, (uint8_t *)flat->text.data, flat->text.length,
				  flat->text.data))
		size = 0;
	flat->text.length = size;
	data_end(xml);
}

static const struct zl_element elements[] = {
    {ZL_NS_PKG, "binaryData", data_start, binary_end, binary_text, BINARY_DATA},
    {ZL_NS_PKG, "package", note_namespaces, NULL, NULL, 0},
    {ZL_NS_PKG, "part", part_start, NULL, NULL, 0},
    {ZL_NS_PKG, "xmlData", data_start, data_end, NULL, XML_DATA},
};

static const struct zl_element other = {ZL_NS_NONE, "", copy_start, copy_end, copy_text, 0};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), &other,
					  NULL};

static int
by_name(const void *a, const void *b)
{
	const struct zl_flat_part *x = a, *y = b;

	return strcasecmp(x->name.data, y->name.data);
}

enum zl_failure
zl_flat_read(struct zl_flat **out, const struct zl_unpack_limits *limits, const void *data,
	     size_t size, struct zl_fault *fault)
{
	struct zl_flat *flat = calloc(1, sizeof(*flat));

	*out = flat;
	if (flat == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "package");
	flat->limits = limits;
	/* The source has no NUL behind it, which libxml2 needs to stop at. */
	struct zl_buffer copy = {0};
	zl_buffer_add(&copy, data, size);
	if (copy.failed)
		zl_fault_set(fault, ZL_OUT_OF_MEMORY, "package");
	else
		zl_xml_parse(&grammar, flat, copy.data, copy.length, limits->depth, fault);
	zl_buffer_free(&copy);
	zl_buffer_free(&flat->text);
	if (flat->count > 0)
		qsort(flat->parts, flat->count, sizeof(*flat->parts), by_name);
	for (size_t i = 1; i < flat->count; i++)
		if (by_name(&flat->parts[i - 1], &flat->parts[i]) == 0)
			return zl_fault_set(fault, ZL_ZIP_DUPLICATE, "%s",
					    flat->parts[i].name.data);
	return fault->code;
}

const struct zl_flat_part *
zl_flat_find(const struct zl_flat *flat, struct zl_string name)
{
	size_t low = 0, high = flat->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct zl_string *found = &flat->parts[middle].name;
		int order = strncasecmp(name.data, found->data, name.length);
		if (order == 0 && found->length == name.length)
			return &flat->parts[middle];
		if (order < 0 || (order == 0 && found->length > name.length))
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

struct zl_string
zl_flat_name(const struct zl_flat *flat, size_t i)
{
	return i < flat->count ? flat->parts[i].name : (struct zl_string){0};
}

struct zl_string
zl_flat_type(const struct zl_flat *flat, size_t i)
{
	return i < flat->count ? flat->parts[i].type : (struct zl_string){0};
}

enum zl_failure
zl_flat_part(const struct zl_flat *flat, struct zl_part *out, struct zl_fault *fault)
{
	const struct zl_flat_part *part = zl_flat_find(flat, out->name);

	if (part == NULL || part->data == NULL)
		return zl_fault_set(fault, ZL_MISSING_PART, "%.*s", (int)out->name.length,
				    out->name.data);
	out->data = part->data;
	out->size = part->size;
	return ZL_OK;
}

void
zl_flat_free(struct zl_flat *flat)
{
	if (flat == NULL)
		return;
	for (size_t i = 0; i < flat->count; i++)
		free(flat->parts[i].data);
	free(flat->parts);
	zl_arena_free(&flat->arena);
	free(flat);
}
