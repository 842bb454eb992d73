/* relations.c: relationships and content types of a package, found by id, type and name. */
#include "relations.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/vector.h"
#include "flat.h"
#include "unpack/xml/xml.h"

/* What the handlers read into. */
struct reading {
	struct zl_relations *relations;
	struct zl_types *types;
	struct zl_arena *arena;
	const struct zl_package *package;
	struct zl_string folder; /* of the source, '/' at its end; "" for the root */
};

/* The value of a hexadecimal digit, -1 for what is none. */
static int
hexadecimal(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* How a target is written, and how the part that it means may be: with %XX, or without. */
enum spelling { AS_WRITTEN, DECODED, ENCODED };

/* Writes c as %XX where an IRI's part name has it so in the archive (ECMA-376 part 2, annex A). */
static size_t
encode(char c, char *out)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	if (byte > 0x20 && byte < 0x7F) {
		out[0] = c;
		return 1;
	}
	out[0] = '%';
	out[1] = digits[byte >> 4];
	out[2] = digits[byte & 0xF];
	return 3;
}

/* Writes target to out, at most three times as long, with '/' for '\'; returns the bytes written.
 */
static size_t
spell(struct zl_string target, enum spelling spelling, char *out)
{
	size_t length = 0;

	for (size_t i = 0; i < target.length; i++) {
		char c = target.data[i] == '\\' ? '/' : target.data[i];
		if (spelling != AS_WRITTEN && c == '%' && i + 2 < target.length &&
		    hexadecimal(target.data[i + 1]) >= 0 && hexadecimal(target.data[i + 2]) >= 0) {
			c = (char)(hexadecimal(target.data[i + 1]) * 16 +
				   hexadecimal(target.data[i + 2]));
			i += 2;
		}
		if (c != '\0' && spelling == ENCODED)
			length += encode(c, out + length);
		else if (c != '\0')
			out[length++] = c;
	}
	out[length] = '\0';
	return length;
}

/* Takes "." and ".." out of path in place; false when it leaves the package. */
static bool
settle(char *path)
{
	char *out = path;

	for (const char *from = path; *from != '\0';) {
		size_t length = strcspn(from, "/");
		bool up = length == 2 && from[0] == '.' && from[1] == '.';
		if (up && out == path)
			return false;
		if (up) {
			out--;
			while (out > path && out[-1] != '/')
				out--;
		} else if (length > 0 && !(length == 1 && from[0] == '.')) {
			memmove(out, from, length);
			out += length;
			if (from[length] == '/')
				*out++ = '/';
		}
		from += length + (from[length] == '/');
	}
	*out = '\0';
	return true;
}

/* The part's name that target means in the folder; "" when it lies outside the package. */
static bool
resolve_as(struct zl_arena *arena, struct zl_string folder, struct zl_string target,
	   enum spelling spelling, struct zl_string *out)
{
	char *path = zl_arena_take(arena, folder.length + 3 * target.length + 1);

	if (path == NULL)
		return false;
	bool absolute = target.length > 0 && (target.data[0] == '/' || target.data[0] == '\\');
	size_t length = absolute ? 0 : folder.length;
	if (length > 0)
		memcpy(path, folder.data, length);
	spell(target, spelling, path + length);
	*out = settle(path) ? zl_string(path) : zl_string("");
	return true;
}

/* The same, in the spelling that the package has; decoded where it has none. */
static bool
resolve(const struct reading *reading, struct zl_string target, struct zl_string *out)
{
	static const enum spelling tried[] = {AS_WRITTEN, ENCODED, DECODED};

	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++) {
		if (!resolve_as(reading->arena, reading->folder, target, tried[i], out))
			return false;
		if (out->length > 0 && zl_package_has(reading->package, *out))
			return true;
	}
	return true;
}

static bool
copy(struct zl_xml *xml, struct zl_string from, struct zl_string *out)
{
	struct reading *reading = xml->context;

	if (zl_arena_copy(reading->arena, from.data, from.length, out))
		return true;
	zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "relationships");
	return false;
}

static void
relation_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_relations *relations = reading->relations;
	struct zl_string type = zl_xml_given(xml, "Type");
	struct zl_string target = zl_xml_given(xml, "Target");
	const char *slash = type.length == 0 ? NULL : memrchr(type.data, '/', type.length);

	if (slash != NULL)
		type = (struct zl_string){slash + 1, type.length - (size_t)(slash + 1 - type.data)};
	struct zl_relation *relation = zl_vector_push(relations);
	if (relation == NULL) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "relationships");
		return;
	}
	relation->target = zl_string("");
	if (!copy(xml, zl_xml_given(xml, "Id"), &relation->id) || !copy(xml, type, &relation->type))
		return;
	if (zl_string_is(zl_xml_given(xml, "TargetMode"), "External"))
		return;
	if (!resolve(reading, target, &relation->target))
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "relationships");
}

static const struct zl_element relation_elements[] = {
    {ZL_NS_RELATIONS, "Relationship", relation_start, NULL, NULL, 0},
};

static const struct zl_grammar relation_grammar = {relation_elements, 1, NULL, NULL};

static int
compare(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int
by_id(const void *a, const void *b, void *items)
{
	const struct zl_relation *relations = items;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int order = compare(relations[x].id, relations[y].id);

	return order != 0 ? order : x < y ? -1 : x > y;
}

static void
index_relations(struct zl_relations *relations, struct zl_arena *arena, struct zl_fault *fault)
{
	relations->by_id = zl_arena_zero(arena, relations->count + 1, sizeof(uint32_t));
	if (relations->by_id == NULL) {
		zl_fault_set(fault, ZL_OUT_OF_MEMORY, "relationships");
		return;
	}
	for (size_t i = 0; i < relations->count; i++)
		relations->by_id[i] = (uint32_t)i;
	qsort_r(relations->by_id, relations->count, sizeof(uint32_t), by_id, relations->items);
}

/* The name of the part that holds the relationships of source: a/b.xml -> a/_rels/b.xml.rels. */
static bool
relations_part(struct zl_arena *arena, struct zl_string source, struct zl_string *folder,
	       struct zl_string *out)
{
	struct zl_buffer name = {0};
	const char *slash = source.length == 0 ? NULL : memrchr(source.data, '/', source.length);
	size_t length = slash == NULL ? 0 : (size_t)(slash + 1 - source.data);

	*folder = (struct zl_string){source.data, length};
	zl_buffer_add(&name, source.data, length);
	zl_buffer_text(&name, "_rels/");
	zl_buffer_add(&name, source.data + length, source.length - length);
	zl_buffer_text(&name, ".rels");
	bool done = !name.failed && zl_arena_copy(arena, name.data, name.length, out);
	zl_buffer_free(&name);
	return done;
}

enum zl_failure
zl_relations_read(struct zl_relations *relations, struct zl_arena *arena,
		  struct zl_package *package, struct zl_string source, struct zl_fault *fault)
{
	struct reading reading = {.relations = relations, .arena = arena, .package = package};
	struct zl_string name;
	struct zl_part part;

	*relations = (struct zl_relations){0};
	if (!relations_part(arena, source, &reading.folder, &name))
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "relationships");
	if (zl_package_has(package, name) &&
	    zl_package_read(package, name, &part, fault) == ZL_OK) {
		zl_xml_parse(&relation_grammar, &reading, part.data, part.size,
			     package->limits->depth, fault);
		zl_part_free(&part);
	}
	index_relations(relations, arena, fault);
	return fault->code;
}

/* An id, and where the places lead. */
struct key {
	struct zl_string id;
	const struct zl_relation *items;
};

static int
by_key(const void *key, const void *item)
{
	const struct key *wanted = key;

	return compare(wanted->id, wanted->items[*(const uint32_t *)item].id);
}

const struct zl_relation *
zl_relations_find(const struct zl_relations *relations, struct zl_string id)
{
	const struct key key = {id, relations->items};
	const uint32_t *found = NULL;

	if (relations->by_id != NULL && relations->count > 0)
		found = bsearch(&key, relations->by_id, relations->count, sizeof(*found), by_key);
	return found == NULL ? NULL : &relations->items[*found];
}

const struct zl_relation *
zl_relations_next(const struct zl_relations *relations, const struct zl_relation *from,
		  const char *type)
{
	size_t i = from == NULL ? 0 : (size_t)(from - relations->items) + 1;

	while (i < relations->count && !zl_string_is(relations->items[i].type, type))
		i++;
	return i < relations->count ? &relations->items[i] : NULL;
}

void
zl_relations_free(struct zl_relations *relations)
{
	free(relations->items);
	*relations = (struct zl_relations){0};
}

static void
type_start(struct zl_xml *xml, const char *attribute, bool is_default)
{
	struct reading *reading = xml->context;
	struct zl_types *types = reading->types;
	struct zl_string name = zl_xml_given(xml, attribute);

	struct zl_type *type = zl_vector_push(types);
	if (type == NULL) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "content types");
		return;
	}
	type->is_default = is_default;
	if (name.length > 0 && name.data[0] == '/')
		name = (struct zl_string){name.data + 1, name.length - 1};
	if (copy(xml, name, &type->name))
		copy(xml, zl_xml_given(xml, "ContentType"), &type->type);
}

static void
default_start(struct zl_xml *xml)
{
	type_start(xml, "Extension", true);
}

static void
override_start(struct zl_xml *xml)
{
	type_start(xml, "PartName", false);
}

static const struct zl_element type_elements[] = {
    {ZL_NS_TYPES, "Default", default_start, NULL, NULL, 0},
    {ZL_NS_TYPES, "Override", override_start, NULL, NULL, 0},
};

static const struct zl_grammar type_grammar = {type_elements, 2, NULL, NULL};

/* Compares names without regard to ASCII case. */
static int
compare_folded(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : strncasecmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int
by_kind_and_name(const void *a, const void *b)
{
	const struct zl_type *x = a, *y = b;

	if (x->is_default != y->is_default)
		return x->is_default ? 1 : -1;
	return compare_folded(x->name, y->name);
}

/* A Flat OPC file tells the type of each part at the part. */
static void
types_of_flat(struct zl_types *types, const struct zl_flat *flat, struct zl_fault *fault)
{
	size_t count = 0;

	while (zl_flat_name(flat, count).data != NULL)
		count++;
	types->items = calloc(count + 1, sizeof(*types->items));
	if (types->items == NULL) {
		zl_fault_set(fault, ZL_OUT_OF_MEMORY, "content types");
		return;
	}
	types->count = types->capacity = count;
	for (size_t i = 0; i < count; i++)
		types->items[i] =
		    (struct zl_type){zl_flat_name(flat, i), zl_flat_type(flat, i), false};
}

enum zl_failure
zl_types_read(struct zl_types *types, struct zl_arena *arena, struct zl_package *package,
	      struct zl_fault *fault)
{
	struct reading reading = {.types = types, .arena = arena};
	struct zl_part part;

	*types = (struct zl_types){0};
	if (package->flat != NULL) {
		types_of_flat(types, package->flat, fault);
	} else if (zl_package_read(package, zl_string("[Content_Types].xml"), &part, fault) ==
		   ZL_OK) {
		zl_xml_parse(&type_grammar, &reading, part.data, part.size, package->limits->depth,
			     fault);
		zl_part_free(&part);
	}
	if (types->count > 0)
		qsort(types->items, types->count, sizeof(*types->items), by_kind_and_name);
	return fault->code;
}

/* The extension of a part's name, "" for none. */
static struct zl_string
extension_of(struct zl_string part)
{
	const char *dot = part.length == 0 ? NULL : memrchr(part.data, '.', part.length);

	if (dot == NULL)
		return zl_string("");
	return (struct zl_string){dot + 1, part.length - (size_t)(dot + 1 - part.data)};
}

struct zl_string
zl_types_of(const struct zl_types *types, struct zl_string part)
{
	const struct zl_type of_part = {.name = part};
	const struct zl_type of_all = {.name = extension_of(part), .is_default = true};
	const struct zl_type *found = NULL;

	if (types->count > 0)
		found = bsearch(&of_part, types->items, types->count, sizeof(*types->items),
				by_kind_and_name);
	if (found == NULL && types->count > 0)
		found = bsearch(&of_all, types->items, types->count, sizeof(*types->items),
				by_kind_and_name);
	return found == NULL ? zl_string("") : found->type;
}

void
zl_types_free(struct zl_types *types)
{
	free(types->items);
	*types = (struct zl_types){0};
}
