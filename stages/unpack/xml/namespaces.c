/* namespaces.c: the clauses are those of Namespaces in XML 1.0 (third edition). */
#include "namespaces.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static const char xml_uri[] = "http://www.w3.org/XML/1998/namespace";
static const char xmlns_uri[] = "http://www.w3.org/2000/xmlns/";

struct zl_slot {
	const void *text;
	void *thing; /* NULL: free */
};

/* The slot that has the text, or that it would go to. */
static struct zl_slot *
slot_of(const struct zl_by_address *table, const void *text)
{
	/* Fibonacci hashing: the dictionary packs texts tightly, one behind the other. */
	size_t i = (size_t)((uint64_t)(uintptr_t)text * 0x9E3779B97F4A7C15 >> 32);

	for (;; i++) {
		struct zl_slot *slot = &table->slots[i & (table->size - 1)];
		if (slot->thing == NULL || slot->text == text)
			return slot;
	}
}

static void *
find(const struct zl_by_address *table, const void *text)
{
	return table->size == 0 ? NULL : slot_of(table, text)->thing;
}

static bool
grow(struct zl_by_address *table)
{
	struct zl_by_address more = {.size = table->size == 0 ? 64 : table->size * 2};

	more.slots = calloc(more.size, sizeof(*more.slots));
	if (more.slots == NULL)
		return false;
	for (size_t i = 0; i < table->size; i++)
		if (table->slots[i].thing != NULL)
			*slot_of(&more, table->slots[i].text) = table->slots[i];
	free(table->slots);
	table->slots = more.slots;
	table->size = more.size;
	return true;
}

/* Puts a thing in the table for a text that has none yet, and returns it; NULL when memory is out.
 */
static void *
put(struct zl_namespaces *all, struct zl_by_address *table, const void *text, void *thing)
{
	if (text == NULL || thing == NULL || (table->count >= table->size / 2 && !grow(table))) {
		all->failed = true;
		return NULL;
	}
	*slot_of(table, text) = (struct zl_slot){text, thing};
	table->count++;
	return thing;
}

/* The same of a new thing of the size, cleared. */
static void *
add(struct zl_namespaces *all, struct zl_by_address *table, const void *text, size_t size)
{
	return put(all, table, text, zl_arena_zero(&all->arena, 1, size));
}

static struct zl_namespace *
namespace_of(struct zl_namespaces *all, struct zl_string uri)
{
	/* Some versions of libxml2 keep several copies of the empty text. */
	if (uri.length == 0)
		return all->nowhere;
	const void *text = xmlDictLookup(all->dictionary, BAD_CAST uri.data, (int)uri.length);
	struct zl_namespace *namespace = find(&all->namespaces, text);

	if (namespace != NULL)
		return namespace;
	namespace = add(all, &all->namespaces, text, sizeof(*namespace));
	if (namespace != NULL)
		*namespace = (struct zl_namespace){.uri = text, .space = zl_ns_of(uri)};
	return namespace;
}

static struct zl_prefix *
prefix_of(struct zl_namespaces *all, const void *start, size_t length)
{
	if (length == 0)
		return all->none;
	/* Most names have the prefix of the one before. */
	if (all->last != NULL && strncmp(all->last->text, start, length) == 0 &&
	    all->last->text[length] == '\0')
		return all->last;
	const void *text = xmlDictLookup(all->dictionary, start, (int)length);
	struct zl_prefix *prefix = find(&all->prefixes, text);

	if (prefix == NULL) {
		prefix = add(all, &all->prefixes, text, sizeof(*prefix));
		if (prefix != NULL)
			prefix->text = text;
	}
	return all->last = prefix;
}

enum zl_status
zl_namespaces_begin(struct zl_namespaces *all, xmlDictPtr dictionary)
{
	*all = (struct zl_namespaces){.dictionary = dictionary};
	all->none = zl_arena_zero(&all->arena, 1, sizeof(*all->none));
	all->nowhere = zl_arena_zero(&all->arena, 1, sizeof(*all->nowhere));
	struct zl_prefix *xml = prefix_of(all, "xml", 3);
	if (all->failed || all->none == NULL || all->nowhere == NULL)
		return false;
	*all->nowhere = (struct zl_namespace){.uri = "", .space = ZL_NS_NONE};
	*all->none = (struct zl_prefix){"", all->nowhere};
	xml->namespace = namespace_of(all, zl_string(xml_uri));
	return !all->failed;
}

void
zl_namespaces_free(struct zl_namespaces *all)
{
	free(all->names.slots);
	free(all->prefixes.slots);
	free(all->namespaces.slots);
	free(all->declarations.items);
	zl_arena_free(&all->arena);
}

/* Whether a name may begin with the character: XML 1.0 (fifth edition), production 4. */
static bool
begins_name(uint32_t code)
{
	static const uint32_t ranges[][2] = {
	    {':', ':'},	      {'A', 'Z'},	{'_', '_'},	  {'a', 'z'},
	    {0xC0, 0xD6},     {0xD8, 0xF6},	{0xF8, 0x2FF},	  {0x370, 0x37D},
	    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
	    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	return false;
}

/*
 * Where the local part of a name begins; NULL when the name is no QName (clause 4, production 7).
 * That it is a name is certain: what is left to see is that at most one colon stands in it, not in
 * front, and that what follows it is a name as well.
 */
static const char *
local_of(const char *written)
{
	const char *colon = strchr(written, ':');
	uint32_t code;

	if (colon == NULL)
		return written;
	if (colon == written || colon[1] == '\0' || strchr(colon + 1, ':') != NULL)
		return NULL;
	zl_utf8_read(colon + 1, strlen(colon + 1), &code);
	return begins_name(code) ? colon + 1 : NULL;
}

struct zl_name *
zl_namespaces_new(struct zl_namespaces *all, const char *written)
{
	const char *local = local_of(written);
	struct zl_prefix *prefix, *declared = NULL;

	if (local == NULL)
		return NULL;
	prefix = prefix_of(all, written, local == written ? 0 : (size_t)(local - written - 1));
	if (strcmp(written, "xmlns") == 0)
		declared = all->none;
	else if (strncmp(written, "xmlns:", 6) == 0)
		declared = prefix_of(all, local, strlen(local));
	if (all->failed)
		return NULL;
	struct zl_name *name = zl_arena_zero(&all->arena, 1, sizeof(*name));
	if (name == NULL)
		all->failed = true;
	else
		*name = (struct zl_name){.written = written,
					 .local = local,
					 .prefix = prefix,
					 .is_space = strcmp(written, "xml:space") == 0,
					 .declared = declared};
	return name;
}

struct zl_name *
zl_namespaces_name(struct zl_namespaces *all, const xmlChar *written)
{
	struct zl_name *name = find(&all->names, written);

	if (name != NULL)
		return name;
	name = zl_namespaces_new(all, (const char *)written);
	return name == NULL ? NULL : put(all, &all->names, written, name);
}

static bool
bind(struct zl_namespaces *all, struct zl_prefix *prefix, struct zl_string uri, uint64_t depth)
{
	struct zl_namespace *namespace = namespace_of(all, uri);

	if (namespace == NULL)
		return false;
	struct zl_declaration *declaration = zl_vector_push(&all->declarations);
	if (declaration == NULL) {
		all->failed = true;
		return false;
	}
	*declaration = (struct zl_declaration){prefix, prefix->namespace, depth};
	prefix->namespace = namespace;
	if (namespace->prefix == NULL && prefix != all->none)
	namespace->prefix = prefix;
	if (namespace->prefix != prefix && prefix != all->none)
		all->ambiguous = true;
	return true;
}

/*
 * Takes a declaration, if it is allowed: clause 3, "Reserved Prefixes and Namespace Names" and "No
 * Prefix Undeclaring".
 */
static bool
declare(struct zl_namespaces *all, struct zl_prefix *prefix, struct zl_string uri, uint64_t depth)
{
	bool of_xml = strcmp(prefix->text, "xml") == 0, to_xml = zl_string_is(uri, xml_uri);

	if (of_xml || to_xml)
		return of_xml && to_xml; /* what it is bound to anyway */
	if (strcmp(prefix->text, "xmlns") == 0 || zl_string_is(uri, xmlns_uri))
		return false;
	if (uri.length == 0 && prefix != all->none)
		return false;
	return bind(all, prefix, uri, depth);
}

/* Clause 5, "Prefix Declared", for attributes. */
static bool
all_declared(const struct zl_attribute *attributes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct zl_name *name = attributes[i].name;
		if (name->declared == NULL && name->prefix->namespace == NULL)
			return false;
	}
	return true;
}

/* By namespace and local part; those written the same cannot be, so that equal ones are wrong. */
static int
by_meaning(const void *a, const void *b)
{
	const struct zl_name *x = *(const struct zl_name *const *)a;
	const struct zl_name *y = *(const struct zl_name *const *)b;

	if (x->prefix->namespace != y->prefix->namespace)
		return x->prefix->namespace < y->prefix->namespace ? -1 : 1;
	return strcmp(x->local, y->local);
}

/*
 * Clause 6.3, "Uniqueness of Attributes".  That no two are written the same is certain: only where
 * two prefixes are bound to one namespace can they be the same all the same.
 */
static bool
all_unique(struct zl_namespaces *all, const struct zl_attribute *attributes, size_t most)
{
	size_t count = 0, repeated = 0;

	if (most < 2)
		return true;
	const struct zl_name **names = reallocarray(NULL, most, sizeof(*names));
	all->failed = all->failed || names == NULL;
	for (size_t i = 0; i < most && names != NULL; i++) {
		const struct zl_name *name = attributes[i].name;
		if (name->declared == NULL && name->prefix != all->none)
			names[count++] = name;
	}
	if (count > 1)
		qsort(names, count, sizeof(*names), by_meaning);
	for (size_t i = 1; i < count; i++)
		repeated += by_meaning(&names[i - 1], &names[i]) == 0;
	free(names);
	return repeated == 0 && !all->failed;
}

static bool
attributes_enter(struct zl_namespaces *all, const struct zl_attribute *attributes, size_t count,
		 uint64_t depth)
{
	bool declared = true;

	for (size_t i = 0; i < count; i++) {
		const struct zl_name *name = attributes[i].name;
		if (name == NULL)
			return false;
		if (name->is_space)
			all->space = attributes[i].value;
		if (name->declared == NULL)
			declared = declared && name->prefix->namespace != NULL;
		else if (!declare(all, name->declared, attributes[i].value, depth))
			return false;
	}
	/* A declaration may stand behind what needs it. */
	if (!declared && !all_declared(attributes, count))
		return false;
	return !all->ambiguous || all_unique(all, attributes, count);
}

enum zl_status
zl_namespaces_enter(struct zl_namespaces *all, const struct zl_name *name,
		    const struct zl_attribute *attributes, size_t count, uint64_t depth)
{
	all->space = (struct zl_string){0};
	return attributes_enter(all, attributes, count, depth) && name != NULL &&
	       name->prefix->namespace != NULL;
}

void
zl_namespaces_leave(struct zl_namespaces *all, uint64_t depth)
{
	while (all->declarations.count > 0) {
		struct zl_declaration *last = &all->declarations.items[all->declarations.count - 1];
		if (last->depth < depth)
			return;
		last->prefix->namespace = last->outer;
		all->declarations.count--;
	}
}

const struct zl_declaration *
zl_namespaces_declared(const struct zl_namespaces *all, uint64_t depth, size_t *count)
{
	size_t first = all->declarations.count;

	while (first > 0 && all->declarations.items[first - 1].depth == depth)
		first--;
	*count = all->declarations.count - first;
	return *count == 0 ? NULL : &all->declarations.items[first];
}
