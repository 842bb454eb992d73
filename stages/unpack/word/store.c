/* store.c: stores are found by their ids, and read up to the place asked for. */
#include "store.h"

#include <string.h>
#include <strings.h>

#include "parts.h"
#include "unpack/xml/xml.h"

/* Longer paths, and more questions, are nobody's form. */
enum { STEPS_MOST = 16, QUESTIONS_MOST = 500 };

/* A step of a path: the position-th child of that local name, or an attribute. */
struct step {
	struct zl_string name;
	uint32_t position;
	bool is_attribute;
};

/* A path, and how far down it the element being read stands. */
struct search {
	struct step steps[STEPS_MOST];
	size_t count;
	size_t reached;		       /* steps whose elements are open */
	uint32_t seen[STEPS_MOST + 1]; /* children met so far that the next step could mean */
	bool found;
	struct zl_buffer *out;
};

/* Reads one step at i; returns where it ends, 0 when it is of another kind. */
static size_t
read_step(struct zl_string path, size_t i, struct step *step)
{
	*step = (struct step){.position = 1};
	if (i < path.length && path.data[i] == '@') {
		step->is_attribute = true;
		i++;
	}
	size_t from = i;
	for (; i < path.length && strchr("/[", path.data[i]) == NULL; i++) {
		if (strchr("*()@.\"'=| ", path.data[i]) != NULL)
			return 0;
		if (path.data[i] == ':')
			from = i + 1;
	}
	step->name = (struct zl_string){path.data + from, i - from};
	if (i < path.length && path.data[i] == '[') {
		step->position = 0;
		for (i++; i < path.length && path.data[i] >= '0' && path.data[i] <= '9' &&
			  step->position < 1000000;
		     i++)
			step->position = step->position * 10 + (uint32_t)(path.data[i] - '0');
		if (i == path.length || path.data[i++] != ']')
			return 0;
	}
	return step->name.length == 0 || step->position == 0 ? 0 : i;
}

static bool
read_path(struct zl_string path, struct search *search)
{
	for (size_t i = 0; i < path.length;) {
		if (path.data[i] != '/' || search->count == STEPS_MOST ||
		    (search->count > 0 && search->steps[search->count - 1].is_attribute))
			return false;
		i = read_step(path, i + 1, &search->steps[search->count++]);
		if (i == 0)
			return false;
	}
	return search->count > 0 && !search->steps[0].is_attribute;
}

static void
element_start(struct zl_xml *xml)
{
	struct search *search = xml->context;
	const struct step *step = &search->steps[search->reached];

	if (search->found || search->reached == search->count || step->is_attribute ||
	    xml->depth != search->reached + 1 || !zl_string_is(step->name, xml->name->local) ||
	    ++search->seen[search->reached] != step->position)
		return;
	search->seen[++search->reached] = 0;
	if (search->reached == search->count || !search->steps[search->reached].is_attribute)
		return;
	char name[80] = "";
	const struct zl_string *wanted = &search->steps[search->reached].name;
	if (wanted->length < sizeof(name))
		memcpy(name, wanted->data, wanted->length);
	struct zl_string value = zl_xml_given(xml, name);
	zl_buffer_add(search->out, value.data, value.length);
	search->found = value.data != NULL;
}

static void
element_end(struct zl_xml *xml)
{
	struct search *search = xml->context;

	if (search->found || xml->depth != search->reached)
		return;
	if (search->reached == search->count)
		search->found = true;
	else
		search->reached--;
}

static void
element_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct search *search = xml->context;

	if (!search->found && search->reached == search->count)
		zl_buffer_add(search->out, text, length);
}

static const struct zl_element every = {ZL_NS_NONE,  "",	   element_start,
					element_end, element_text, 0};
static const struct zl_grammar grammar = {&every, 0, &every, NULL};

/* The id that a store's properties give. */
static void
item_start(struct zl_xml *xml)
{
	struct zl_buffer *id = xml->context;
	struct zl_string given = zl_xml_given(xml, "itemID");

	if (xml->depth == 1)
		zl_buffer_add(id, given.data, given.length);
}

static const struct zl_element item = {ZL_NS_NONE, "", item_start, NULL, NULL, 0};
static const struct zl_grammar item_grammar = {&item, 0, &item, NULL};

/* Whether the custom XML part has the id: 22.5. */
static bool
part_has_id(struct zl_context *context, struct zl_string part, struct zl_string id)
{
	struct zl_relations relations = {0};
	struct zl_buffer found = {0};
	struct zl_fault fault = {0};
	struct zl_part properties;

	zl_relations_read(&relations, &context->builder.arena, &context->package, part, &fault);
	const struct zl_relation *relation = zl_relations_next(&relations, NULL, "customXmlProps");
	if (relation != NULL &&
	    zl_package_read(&context->package, relation->target, &properties, &fault) == ZL_OK) {
		zl_xml_parse(&item_grammar, &found, properties.data, properties.size,
			     context->builder.limits->depth, &fault);
		zl_part_free(&properties);
	}
	bool has = found.length == id.length && id.length > 0 &&
		   strncasecmp(found.data, id.data, id.length) == 0;
	zl_buffer_free(&found);
	zl_relations_free(&relations);
	return has;
}

/* The part that holds the store; "" for none. */
static struct zl_string
find_store(struct zl_context *context, struct zl_string id)
{
	static const struct {
		const char *id, *type;
	} own[] = {
	    {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "core-properties"},
	    {"{6668398D-A668-4E3E-A5EB-62B293D839F1}", "extended-properties"},
	};
	const struct zl_relation *relation = NULL;

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strlen(own[i].id) == id.length &&
		    strncasecmp(own[i].id, id.data, id.length) == 0) {
			relation = zl_relations_next(context->root, NULL, own[i].type);
			return relation == NULL ? zl_string("") : relation->target;
		}
	while ((relation = zl_relations_next(&context->relations, relation, "customXml")) != NULL)
		if (part_has_id(context, relation->target, id))
			return relation->target;
	return zl_string("");
}

/* The same, remembered: forms bind control after control to one store. */
static struct zl_string
store_of(struct zl_context *context, struct zl_string id)
{
	if (zl_string_equal(context->store_id, id))
		return context->store;
	context->store = find_store(context, id);
	if (!zl_arena_copy(&context->builder.arena, id.data, id.length, &context->store_id))
		zl_builder_exhausted(&context->builder);
	return context->store;
}

bool
zl_store_value(struct zl_context *context, struct zl_string id, struct zl_string path,
	       struct zl_buffer *out)
{
	struct search search = {.out = out};
	struct zl_fault fault = {0};
	struct zl_part part;

	if (id.length == 0 || !read_path(path, &search) || context->questions++ >= QUESTIONS_MOST)
		return false;
	struct zl_string store = store_of(context, id);
	if (store.length == 0 || zl_package_read(&context->package, store, &part, &fault) != ZL_OK)
		return false;
	zl_xml_parse(&grammar, &search, part.data, part.size, context->builder.limits->depth,
		     &fault);
	zl_part_free(&part);
	if (out->failed)
		zl_builder_exhausted(&context->builder);
	return search.found && !out->failed;
}
