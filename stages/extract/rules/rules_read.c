/* rules_read.c: what the elements of a rule file say. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "rules_load.h"
#include "text/fold.h"

/* A copy in the set's arena; "" when memory is out, and the fault is noted. */
static const char *
keep(struct zl_loading *loading, const char *text)
{
	struct zl_string copy;

	if (zl_arena_copy(&loading->rules->arena, text, strlen(text), &copy))
		return copy.data;
	zl_loading_no_memory(loading->error);
	return "";
}

const char *
zl_loading_attribute(struct zl_loading *loading, const xmlNode *element, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(element, (const xmlChar *)name);
	const char *kept = value == NULL ? NULL : keep(loading, (const char *)value);

	xmlFree(value);
	return kept;
}

const char *
zl_loading_content(struct zl_loading *loading, const xmlNode *element)
{
	xmlChar *value = xmlNodeGetContent(element);
	const char *kept = value == NULL ? "" : keep(loading, (const char *)value);

	xmlFree(value);
	return kept;
}

static bool
is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const xmlNode *
zl_element_at(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

/* Which of the words, ended by NULL, value is; the schema sees to it that it is one. */
static int
choice(const char *value, const char *const *message)
{
	for (int i = 0; value != NULL && message[i] != NULL; i++)
		if (strcmp(value, message[i]) == 0)
			return i;
	return 0;
}

bool
zl_loading_says(struct zl_loading *loading, const xmlNode *element, const char *name)
{
	const char *value = zl_loading_attribute(loading, element, name);

	return value != NULL && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static int
whole_number(const char *value)
{
	long number = value == NULL ? 0 : strtol(value, NULL, 10);

	return number > 1000000 ? 1000000 : number < -1000000 ? -1000000 : (int)number;
}

static void
read_choices(struct zl_loading *loading, const xmlNode *element, struct zl_rule *rule)
{
	static const char *const places[] = {"title",	"opening",  "headings", "anywhere",
					     "closing", "sentence", "ending",	NULL};
	static const char *const areas[] = {"",		"organising", "answers",	 "tasks",
					    "problems", "measures",   "recommendations", "plan",
					    "results",	"background", "causes",		 NULL};
	static const char *const markers[] = {"about", "target", "ending", "label", NULL};
	static const char *const cues[] = {"deficiency", "action",    "task",	"problems",
					   "measures",	 "complaint", "advice", NULL};
	static const char *const roles[] = {"",	      "statement", "response", "attribute",
					    "number", "section",   NULL};

	rule->place = (enum zl_place)choice(zl_loading_attribute(loading, element, "in"), places);
	rule->area = (enum zl_area)choice(zl_loading_attribute(loading, element, "area"), areas);
	rule->marker =
	    (enum zl_marker)choice(zl_loading_attribute(loading, element, "marker"), markers);
	rule->cue = (enum zl_cue)choice(zl_loading_attribute(loading, element, "for"), cues);
	rule->role =
	    rule->kind == ZL_RULE_LABEL
		? ZL_ROLE_RESPONSE
		: (enum zl_role)choice(zl_loading_attribute(loading, element, "role"), roles);
}

static void
read_rule(struct zl_loading *loading, const xmlNode *element, enum zl_rule_kind kind,
	  struct zl_rule *rule)
{
	static const char *const flags[] = {"split",  "inline", "bare", "last",
					    "within", "one",	"reply"};

	*rule = (struct zl_rule){.kind = kind, .file = loading->file};
	rule->name = zl_loading_attribute(loading, element, "name");
	rule->line = (unsigned)xmlGetLineNo(element);
	rule->source = zl_loading_content(loading, element);
	rule->weight = whole_number(zl_loading_attribute(loading, element, "weight"));
	rule->rank = whole_number(zl_loading_attribute(loading, element, "rank"));
	rule->ordinal = whole_number(zl_loading_attribute(loading, element, "ordinal"));
	rule->as = zl_loading_attribute(loading, element, "as");
	rule->series = zl_loading_attribute(loading, element, "series");
	rule->like = zl_loading_attribute(loading, element, "like");
	rule->problem = zl_loading_says(loading, element, "problem") ||
			zl_loading_says(loading, element, "pairs");
	rule->refers = zl_loading_says(loading, element, "refers") ||
		       zl_loading_says(loading, element, "letter");
	rule->lines = zl_loading_says(loading, element, "lines");
	const char *is = zl_loading_attribute(loading, element, "is");
	rule->flag = is != NULL && strcmp(is, "entry") == 0;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		rule->flag = rule->flag || zl_loading_says(loading, element, flags[i]);
	read_choices(loading, element, rule);
}

/* The kind of rule an element is; ZL_RULE_KIND_COUNT for elements that are none. */
static enum zl_rule_kind
kind_of(const xmlNode *element)
{
	int kind = 0;

	while (kind < ZL_RULE_KIND_COUNT &&
	       !is_element(element, zl_rule_kind_name((enum zl_rule_kind)kind)))
		kind++;
	return (enum zl_rule_kind)kind;
}

enum zl_status
zl_loading_rules(struct zl_loading *loading, const xmlNode *root)
{
	size_t count = xmlChildElementCount((xmlNode *)root);

	loading->own = zl_arena_zero(&loading->rules->arena, count + 1, sizeof(*loading->own));
	if (loading->own == NULL)
		return zl_loading_no_memory(loading->error);
	for (const xmlNode *node = zl_element_at(root->children); node != NULL;
	     node = zl_element_at(node->next)) {
		enum zl_rule_kind kind = kind_of(node);
		if (kind == ZL_RULE_KIND_COUNT)
			continue;
		read_rule(loading, node, kind, &loading->own[loading->own_count++]);
	}
	return loading->error->message[0] == '\0';
}

static size_t
count_elements(const xmlNode *parent, const char *name)
{
	size_t count = 0;

	for (const xmlNode *node = parent->children; node != NULL; node = node->next)
		count += is_element(node, name);
	return count;
}

/* A mark as it is when folded. */
static const char *
folded(struct zl_loading *loading, const char *mark)
{
	struct zl_fold fold = {0};
	const char *kept = mark;

	if (zl_fold(&fold, mark, strlen(mark)))
		kept = keep(loading, fold.text.data);
	else
		zl_loading_no_memory(loading->error);
	zl_fold_free(&fold);
	return kept;
}

/* Pairs of marks by the element's name, empty ones left out; NULL when memory is out. */
static const struct zl_quote *
read_pairs(struct zl_loading *loading, const xmlNode *root, const char *name, size_t *count)
{
	struct zl_quote *pairs =
	    zl_arena_zero(&loading->rules->arena, count_elements(root, name) + 1, sizeof(*pairs));

	*count = 0;
	if (pairs == NULL) {
		zl_loading_no_memory(loading->error);
		return NULL;
	}
	for (const xmlNode *node = root->children; node != NULL; node = node->next)
		if (is_element(node, name)) {
			struct zl_quote *pair = &pairs[*count];
			pair->open = folded(loading, zl_loading_attribute(loading, node, "open"));
			pair->close = folded(loading, zl_loading_attribute(loading, node, "close"));
			*count += pair->open[0] != '\0' && pair->close[0] != '\0';
		}
	return pairs;
}

enum zl_status
zl_loading_quotes(struct zl_loading *loading, const xmlNode *root)
{
	struct zl_rule_file *file = loading->file;

	file->quotes = read_pairs(loading, root, "quote", &file->quote_count);
	file->brackets = read_pairs(loading, root, "bracket", &file->bracket_count);
	if (file->quote_count == 0 && file->base != NULL) {
		file->quotes = file->base->quotes;
		file->quote_count = file->base->quote_count;
	}
	if (file->bracket_count == 0 && file->base != NULL) {
		file->brackets = file->base->brackets;
		file->bracket_count = file->base->bracket_count;
	}
	return file->quotes != NULL && file->brackets != NULL;
}

/* One sign of a stop, as it is when folded. */
static void
add_stop(struct zl_stops *stops, const char *sign, size_t length, enum zl_stop stop)
{
	size_t most = sizeof(stops->wide) / sizeof(stops->wide[0]);

	if (length == 1 && (unsigned char)sign[0] < 128) {
		stops->narrow[(unsigned char)sign[0]] = (uint8_t)stop;
	} else if (length <= sizeof(stops->wide[0].bytes) && stops->wide_count < most) {
		memcpy(stops->wide[stops->wide_count].bytes, sign, length);
		stops->wide[stops->wide_count].length = (uint8_t)length;
		stops->wide[stops->wide_count++].stop = (uint8_t)stop;
	}
}

static void
note_sign(struct zl_rule_file *file, const char *bytes, unsigned sign)
{
	file->signs[(unsigned char)bytes[0]] |= (uint8_t)sign;
	if (zl_utf8_bytes(bytes[0]) == 3)
		file->sign_ends[(unsigned char)bytes[2]] |= (uint8_t)sign;
}

/* What may begin with each byte. */
static void
note_signs(struct zl_rule_file *file)
{
	const struct zl_stops *stops = &file->stops;

	for (int i = 0; i < 128; i++)
		for (int stop = ZL_STOP_CLAUSE; stop <= stops->narrow[i]; stop++)
			file->signs[i] |= (uint8_t)ZL_SIGN_STOP(stop);
	for (size_t i = 0; i < stops->wide_count; i++)
		for (int stop = ZL_STOP_CLAUSE; stop <= stops->wide[i].stop; stop++)
			note_sign(file, stops->wide[i].bytes, ZL_SIGN_STOP(stop));
	for (size_t i = 0; i < file->quote_count; i++) {
		note_sign(file, file->quotes[i].open, ZL_SIGN_QUOTE);
		note_sign(file, file->quotes[i].close, ZL_SIGN_QUOTE);
	}
}

enum zl_status
zl_loading_stops(struct zl_loading *loading, const xmlNode *root)
{
	static const char *const strengths[] = {"", "clause", "sentence", "heading", NULL};
	struct zl_stops *stops = &loading->file->stops;

	if (loading->file->base != NULL)
		*stops = loading->file->base->stops;
	for (const xmlNode *node = root->children; node != NULL; node = node->next) {
		if (!is_element(node, "stop"))
			continue;
		int stop = choice(zl_loading_attribute(loading, node, "ends"), strengths);
		const char *sign = folded(loading, zl_loading_content(loading, node));
		for (; *sign != '\0'; sign += zl_utf8_bytes(*sign))
			add_stop(stops, sign, zl_utf8_bytes(*sign), (enum zl_stop)stop);
	}
	note_signs(loading->file);
	return loading->error->message[0] == '\0';
}

/* The lines of an example: its paragraphs and the cells of its rows. */
static void
read_example_lines(struct zl_loading *loading, const xmlNode *element, struct zl_example *example,
		   struct zl_example_line *lines)
{
	unsigned row = 0;

	for (const xmlNode *node = zl_element_at(element->children); node != NULL;
	     node = zl_element_at(node->next)) {
		unsigned column = 0;
		if (is_element(node, "p")) {
			row = 0;
			lines[example->line_count++] =
			    (struct zl_example_line){zl_loading_content(loading, node), 0, 0};
		}
		if (!is_element(node, "row"))
			continue;
		row++;
		for (const xmlNode *cell = zl_element_at(node->children); cell != NULL;
		     cell = zl_element_at(cell->next))
			lines[example->line_count++] = (struct zl_example_line){
			    zl_loading_content(loading, cell), row, ++column};
	}
	example->lines = lines;
}

static void
read_expected(struct zl_loading *loading, const xmlNode *node, struct zl_expected *expected)
{
	const char *measures = zl_loading_attribute(loading, node, "measures");

	*expected = (struct zl_expected){.what = ZL_EXPECT_FINDING, .measures = -1};
	if (measures != NULL)
		expected->measures = whole_number(measures);
	expected->kind = zl_loading_attribute(loading, node, "kind");
	expected->status = zl_loading_attribute(loading, node, "status");
	expected->parent = zl_loading_attribute(loading, node, "parent");
	if (!is_element(node, "finding")) {
		bool fact = is_element(node, "fact");
		expected->what = fact ? ZL_EXPECT_FACT : ZL_EXPECT_RECOMMENDATION;
		expected->statement = zl_loading_content(loading, node);
		expected->fact = zl_loading_attribute(loading, node, "name");
		return;
	}
	for (const xmlNode *child = zl_element_at(node->children); child != NULL;
	     child = zl_element_at(child->next)) {
		const char *text = zl_loading_content(loading, child);
		if (is_element(child, "statement"))
			expected->statement = text;
		else
			expected->response = text;
	}
}

static enum zl_status
read_example(struct zl_loading *loading, const xmlNode *element, struct zl_example *example)
{
	size_t lines = 0, expected = 0;

	for (const xmlNode *node = element->children; node != NULL; node = node->next) {
		lines += is_element(node, "row") ? xmlChildElementCount((xmlNode *)node)
						 : is_element(node, "p");
		expected += is_element(node, "finding") || is_element(node, "recommendation") ||
			    is_element(node, "fact");
	}
	struct zl_arena *arena = &loading->rules->arena;
	struct zl_example_line *line = zl_arena_zero(arena, lines + 1, sizeof(*line));
	struct zl_expected *expects = zl_arena_zero(arena, expected + 1, sizeof(*expects));
	if (line == NULL || expects == NULL)
		return zl_loading_no_memory(loading->error);
	example->rule = zl_loading_attribute(loading, element, "rule");
	example->line = (unsigned)xmlGetLineNo(element);
	example->expected = expects;
	read_example_lines(loading, element, example, line);
	for (const xmlNode *node = element->children; node != NULL; node = node->next)
		if (is_element(node, "finding") || is_element(node, "recommendation") ||
		    is_element(node, "fact"))
			read_expected(loading, node, &expects[example->expected_count++]);
	return ZL_DONE;
}

enum zl_status
zl_loading_examples(struct zl_loading *loading, const xmlNode *root)
{
	size_t count = count_elements(root, "example");
	struct zl_example *examples =
	    zl_arena_zero(&loading->rules->arena, count + 1, sizeof(*examples));

	if (examples == NULL)
		return zl_loading_no_memory(loading->error);
	loading->file->examples = examples;
	for (const xmlNode *node = root->children; node != NULL; node = node->next)
		if (is_element(node, "example") &&
		    !read_example(loading, node, &examples[loading->file->example_count++]))
			return ZL_FAILED;
	return ZL_DONE;
}
