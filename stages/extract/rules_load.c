/* rules_load.c: reading a rule file: XML, schema, attributes, patterns. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "extract/rules_set.h"
#include "extract/sieve.h"
#include "fold.h"
#include "schemas.h"
#include "utf8.h"

struct zl_schema {
	xmlRelaxNG *schema;
};

/* A file being read. */
struct loading {
	struct zl_rules *rules;
	struct zl_rule_file *file;
	const char *data; /* the XML */
	size_t size;
	struct zl_rules_error *error;
	struct zl_rule *own; /* in the file's order */
	size_t own_count;
	bool *differs; /* by fragment: it is not the base's, or puts in one that is not */
};

/* Says what is wrong, the first time; gives false. */
__attribute__((format(printf, 4, 5))) static bool
fault(struct zl_rules_error *error, const char *rule, unsigned line, const char *words, ...)
{
	va_list arguments;

	if (error->words[0] != '\0')
		return false;
	snprintf(error->rule, sizeof(error->rule), "%s", rule == NULL ? "" : rule);
	error->line = line;
	error->column = 0;
	va_start(arguments, words);
	vsnprintf(error->words, sizeof(error->words), words, arguments);
	va_end(arguments);
	for (char *end = error->words + strlen(error->words);
	     end > error->words && (end[-1] == '\n' || end[-1] == '.');)
		*--end = '\0';
	return false;
}

static bool
out_of_memory(struct zl_rules_error *error)
{
	return fault(error, NULL, 0, "out of memory");
}

/* libxml2's complaint; the first is the one that tells most. */
static void
on_xml_error(void *context, xmlErrorPtr problem)
{
	struct zl_rules_error *error = context;

	if (error->words[0] != '\0')
		return;
	fault(error, NULL, problem->line > 0 ? (unsigned)problem->line : 0, "%s",
	      problem->message == NULL ? "not well-formed" : problem->message);
	if (problem->domain == XML_FROM_PARSER && problem->int2 > 0)
		error->column = (unsigned)problem->int2;
}

/* The schema, compiled once a set. */
static bool
prepare_schema(struct zl_rules *rules, struct zl_rules_error *error)
{
	if (rules->schema != NULL)
		return true;
	rules->schema = calloc(1, sizeof(*rules->schema));
	if (rules->schema == NULL)
		return out_of_memory(error);
	xmlRelaxNGParserCtxt *parser =
	    xmlRelaxNGNewMemParserCtxt(zl_rules_rng, (int)zl_rules_rng_size);
	if (parser != NULL)
		rules->schema->schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	return rules->schema->schema != NULL || out_of_memory(error);
}

void
zl_schema_free(struct zl_schema *schema)
{
	if (schema == NULL)
		return;
	xmlRelaxNGFree(schema->schema);
	free(schema);
}

static bool
validate(struct loading *loading, xmlDoc *document)
{
	if (!prepare_schema(loading->rules, loading->error))
		return false;
	xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt(loading->rules->schema->schema);
	if (context == NULL)
		return out_of_memory(loading->error);
	xmlRelaxNGSetValidStructuredErrors(context, on_xml_error, loading->error);
	int result = xmlRelaxNGValidateDoc(context, document);
	xmlRelaxNGFreeValidCtxt(context);
	return result == 0 || fault(loading->error, NULL, 0, "not valid against rules.rng");
}

static xmlDoc *
parse(struct loading *loading)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *document = NULL;

	if (parser == NULL || loading->size > INT_MAX) {
		xmlFreeParserCtxt(parser);
		out_of_memory(loading->error);
		return NULL;
	}
	document = xmlCtxtReadMemory(parser, loading->data, (int)loading->size, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
					 XML_PARSE_NOCDATA);
	if (document == NULL)
		on_xml_error(loading->error, xmlCtxtGetLastError(parser) == NULL
						 ? &(xmlError){0}
						 : xmlCtxtGetLastError(parser));
	xmlFreeParserCtxt(parser);
	if (document != NULL && document->intSubset != NULL) {
		fault(loading->error, NULL, 1, "a rule file has no document type declaration");
		xmlFreeDoc(document);
		document = NULL;
	}
	return document;
}

/* A copy in the set's arena; "" when memory is out, and the fault is noted. */
static const char *
keep(struct loading *loading, const char *text)
{
	struct zl_string copy;

	if (zl_arena_copy(&loading->rules->arena, text, strlen(text), &copy))
		return copy.data;
	out_of_memory(loading->error);
	return "";
}

static const char *
attribute(struct loading *loading, const xmlNode *element, const char *name)
{
	xmlChar *value = xmlGetNoNsProp(element, (const xmlChar *)name);
	const char *kept = value == NULL ? NULL : keep(loading, (const char *)value);

	xmlFree(value);
	return kept;
}

static const char *
content(struct loading *loading, const xmlNode *element)
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

/* The next element at or behind node among its siblings. */
static const xmlNode *
element_at(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

/* Which of the words, ended by NULL, value is; the schema sees to it that it is one. */
static int
choice(const char *value, const char *const *words)
{
	for (int i = 0; value != NULL && words[i] != NULL; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	return 0;
}

static bool
is_true(const char *value)
{
	return value != NULL && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static int
whole_number(const char *value)
{
	long number = value == NULL ? 0 : strtol(value, NULL, 10);

	return number > 1000000 ? 1000000 : number < -1000000 ? -1000000 : (int)number;
}

static void
read_choices(struct loading *loading, const xmlNode *element, struct zl_rule *rule)
{
	static const char *const places[] = {"title",	"opening",  "headings", "anywhere",
					     "closing", "sentence", NULL};
	static const char *const areas[] = {
	    "",	    "organising", "answers",	"tasks", "problems", "measures", "recommendations",
	    "plan", "results",	  "background", NULL};
	static const char *const markers[] = {"about", "target", "ending", "label", NULL};
	static const char *const cues[] = {"deficiency", "action", "task", NULL};
	static const char *const roles[] = {"",	      "statement", "response", "attribute",
					    "number", "section",   NULL};

	rule->place = (enum zl_place)choice(attribute(loading, element, "in"), places);
	rule->area = (enum zl_area)choice(attribute(loading, element, "area"), areas);
	rule->marker = (enum zl_marker)choice(attribute(loading, element, "marker"), markers);
	rule->cue = (enum zl_cue)choice(attribute(loading, element, "for"), cues);
	rule->role = (enum zl_role)choice(attribute(loading, element, "role"), roles);
}

static void
read_rule(struct loading *loading, const xmlNode *element, enum zl_rule_kind kind,
	  struct zl_rule *rule)
{
	*rule = (struct zl_rule){.kind = kind, .file = loading->file};
	rule->name = attribute(loading, element, "name");
	rule->line = (unsigned)xmlGetLineNo(element);
	rule->source = content(loading, element);
	rule->weight = whole_number(attribute(loading, element, "weight"));
	rule->rank = whole_number(attribute(loading, element, "rank"));
	rule->ordinal = whole_number(attribute(loading, element, "ordinal"));
	rule->as = attribute(loading, element, "as");
	rule->series = attribute(loading, element, "series");
	rule->like = attribute(loading, element, "like");
	rule->problem = is_true(attribute(loading, element, "problem")) ||
			is_true(attribute(loading, element, "pairs"));
	rule->refers = is_true(attribute(loading, element, "refers"));
	const char *is = attribute(loading, element, "is");
	rule->flag = is_true(attribute(loading, element, "split")) ||
		     is_true(attribute(loading, element, "inline")) ||
		     is_true(attribute(loading, element, "bare")) ||
		     is_true(attribute(loading, element, "last")) ||
		     is_true(attribute(loading, element, "within")) ||
		     (is != NULL && strcmp(is, "entry") == 0);
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

/* The byte of the XML with which the rule's pattern begins, and its line; the end if not found. */
static const char *
find_pattern(const struct loading *loading, const struct zl_rule *rule, unsigned *line)
{
	const char *at = loading->data, *end = at + loading->size;
	size_t length = strlen(rule->name);

	for (*line = 1; *line < rule->line && at < end; at++)
		*line += *at == '\n';
	for (; at + length + 1 < end; at++)
		if ((*at == '"' || *at == '\'') && at[length + 1] == *at &&
		    memcmp(at + 1, rule->name, length) == 0)
			break;
	for (; at < end && *at != '>'; at++)
		*line += *at == '\n';
	return at < end ? at + 1 : end;
}

static bool
begins(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* Where in the XML the byte at offset of the rule's pattern stands: line and column from 1. */
static void
place_fault(const struct loading *loading, const struct zl_rule *rule, size_t offset)
{
	static const struct {
		const char *entity;
		char byte;
	} entities[] = {
	    {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	const char *end = loading->data + loading->size;
	unsigned line;
	const char *at = find_pattern(loading, rule, &line);

	for (size_t i = 0; i < offset && at < end; i++) {
		size_t step = 1;
		for (size_t j = 0; j < sizeof(entities) / sizeof(entities[0]); j++)
			if (rule->source[i] == entities[j].byte &&
			    begins(at, end, entities[j].entity))
				step = strlen(entities[j].entity);
		line += *at == '\n';
		at += step;
	}
	loading->error->line = line;
	loading->error->column = 1;
	for (; at > loading->data && at <= end && at[-1] != '\n'; at--)
		loading->error->column += ((unsigned char)at[-1] & 0xC0) != 0x80;
}

/* A fragment as the file sees it: its own, or of the file it extends. */
static const char *
fragment_of(const void *context, const char *name, size_t length)
{
	const struct zl_rule_list *list =
	    &((const struct zl_rule_file *)context)->kinds[ZL_RULE_FRAGMENT];

	for (size_t i = 0; i < list->count; i++)
		if (strlen(list->items[i]->name) == length &&
		    memcmp(list->items[i]->name, name, length) == 0)
			return list->items[i]->source;
	return NULL;
}

/* How patterns of a kind lie in what they are matched with. */
static unsigned
anchoring(const struct zl_rule *rule)
{
	switch (rule->kind) {
	case ZL_RULE_NUMBER:
	case ZL_RULE_ITEM:
	case ZL_RULE_CATEGORY:
	case ZL_RULE_PROBLEM:
	case ZL_RULE_PREFIX:
	case ZL_RULE_LABEL:
	case ZL_RULE_DETAIL:
	case ZL_RULE_NAMING:
	case ZL_RULE_DATE:
	case ZL_RULE_ATTRIBUTE:
	case ZL_RULE_IGNORED:
		return ZL_PATTERN_AT_START;
	case ZL_RULE_COLUMN:
	case ZL_RULE_PART:
	case ZL_RULE_CLOSING:
	case ZL_RULE_VALUE:
	case ZL_RULE_SUFFIX:
	case ZL_RULE_CONTENTS:
		return ZL_PATTERN_WHOLE;
	case ZL_RULE_RESIDUE:
		return rule->flag ? ZL_PATTERN_AT_START : ZL_PATTERN_WHOLE;
	default:
		return ZL_PATTERN_ANYWHERE;
	}
}

/* Keeps a pattern, to be freed with the set, and notes whose it is. */
static bool
keep_pattern(struct loading *loading, struct zl_pattern *pattern, const struct zl_rule *rule)
{
	struct zl_rules *rules = loading->rules;

	if (rules->pattern_count == rules->pattern_capacity) {
		size_t more = rules->pattern_capacity * 2 + 64;
		void *moved = reallocarray(rules->patterns, more, sizeof(*rules->patterns));
		if (moved == NULL) {
			zl_pattern_free(pattern);
			return out_of_memory(loading->error);
		}
		rules->patterns = moved;
		rules->pattern_capacity = more;
	}
	rules->patterns[rules->pattern_count].pattern = pattern;
	rules->patterns[rules->pattern_count++].rule = rule;
	return true;
}

static bool
compile(struct loading *loading, struct zl_rule *rule)
{
	struct zl_pattern_error problem;

	rule->pattern =
	    zl_pattern_new(rule->source, anchoring(rule), fragment_of, loading->file, &problem);
	if (rule->pattern != NULL)
		return keep_pattern(loading, rule->pattern, rule);
	fault(loading->error, rule->name, rule->line, "%s", problem.words);
	if (rule->file == loading->file)
		place_fault(loading, rule, problem.offset);
	return false;
}

static bool
append(struct zl_rule_list *list, const struct zl_rule *rule)
{
	list->items[list->count++] = rule;
	return true;
}

static bool
has_name(const struct zl_rule_list *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list->items[i]->name, name) == 0)
			return true;
	return false;
}

/* A list with room for as many rules. */
static bool
make_list(struct loading *loading, struct zl_rule_list *list, size_t most)
{
	struct zl_arena *arena = &loading->rules->arena;

	list->items = zl_arena_zero(arena, most + 1, sizeof(*list->items));
	list->sieves = zl_arena_zero(arena, most / ZL_SIEVE_RULES + 1, sizeof(*list->sieves));
	return (list->items != NULL && list->sieves != NULL) || out_of_memory(loading->error);
}

/* The same rules are found by the same sieves. */
static void
share_sieves(struct zl_rule_list *list, const struct zl_rule_list *base)
{
	if (list->count == base->count &&
	    memcmp(list->items, base->items, list->count * sizeof(list->items[0])) == 0)
		list->sieves = base->sieves;
}

/* Whether a fragment that differs from the base's is put into source. */
static bool
differs_here(const struct loading *loading, const char *source)
{
	const struct zl_rule_list *fragments = &loading->file->kinds[ZL_RULE_FRAGMENT];

	for (size_t i = 0; i < fragments->count; i++)
		if (loading->differs[i] && zl_pattern_names(source, fragments->items[i]->name))
			return true;
	return false;
}

/* Tells which fragments differ from the base's: own ones, and those into which such are put. */
static bool
compare_fragments(struct loading *loading)
{
	const struct zl_rule_list *fragments = &loading->file->kinds[ZL_RULE_FRAGMENT];

	loading->differs =
	    zl_arena_zero(&loading->rules->arena, fragments->count + 1, sizeof(*loading->differs));
	if (loading->differs == NULL)
		return out_of_memory(loading->error);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < fragments->count; i++) {
			const struct zl_rule *fragment = fragments->items[i];
			if (loading->differs[i] || (fragment->file != loading->file &&
						    !differs_here(loading, fragment->source)))
				continue;
			loading->differs[i] = more = true;
		}
	}
	return true;
}

/*
 * The file's rules of one kind: its own, then those of its base that it does not replace.  The
 * base's are compiled anew where fragments of the file take their places in them.
 */
static bool
gather_kind(struct loading *loading, enum zl_rule_kind kind)
{
	struct zl_rule_list *list = &loading->file->kinds[kind];
	const struct zl_rule_file *base = loading->file->base;
	size_t own = 0, most = loading->own_count + (base == NULL ? 0 : base->kinds[kind].count);

	if (!make_list(loading, list, most))
		return false;
	for (size_t i = 0; i < loading->own_count; i++) {
		struct zl_rule *rule = &loading->own[i];
		if (rule->kind != kind)
			continue;
		if (has_name(list, list->count, rule->name))
			return fault(loading->error, rule->name, rule->line,
				     "there are two %s rules of this name",
				     zl_rule_kind_name(kind));
		own += append(list, rule);
		if (kind != ZL_RULE_FRAGMENT && !compile(loading, rule))
			return false;
	}
	for (size_t i = 0; base != NULL && i < base->kinds[kind].count; i++) {
		const struct zl_rule *rule = base->kinds[kind].items[i];
		if (kind == ZL_RULE_EVIDENCE || has_name(list, own, rule->name))
			continue;
		if (kind != ZL_RULE_FRAGMENT && differs_here(loading, rule->source)) {
			struct zl_rule *again =
			    zl_arena_take(&loading->rules->arena, sizeof(*again));
			if (again == NULL)
				return out_of_memory(loading->error);
			*again = *rule;
			if (!compile(loading, again))
				return false;
			rule = again;
		}
		append(list, rule);
	}
	if (base != NULL)
		share_sieves(list, &base->kinds[kind]);
	return true;
}

/* Adds the rule to the lists with which it is asked, when these are not all of its kind. */
static void
add_asked(struct zl_rule_file *file, const struct zl_rule *rule)
{
	struct zl_rule_list *lists = file->asked;

	switch (rule->kind) {
	case ZL_RULE_FACT:
		append(&lists[ZL_ASKED_FACTS + rule->place], rule);
		break;
	case ZL_RULE_CUE:
		append(&lists[ZL_ASKED_CUES + rule->cue], rule);
		break;
	case ZL_RULE_IGNORED:
		append(&lists[ZL_ASKED_UNSEEN], rule);
		break;
	case ZL_RULE_RESIDUE:
		append(&lists[rule->flag ? ZL_ASKED_UNSEEN : ZL_ASKED_RESIDUES], rule);
		break;
	case ZL_RULE_ITEM:
		if (rule->flag)
			append(&lists[ZL_ASKED_WITHIN], rule);
		break;
	case ZL_RULE_NUMBER:
		if (rule->flag)
			append(&lists[ZL_ASKED_SPLIT], rule);
		break;
	default:
		break;
	}
}

/* The lists of rules that are asked together, out of those of the kinds. */
static bool
gather_asked(struct loading *loading)
{
	struct zl_rule_file *file = loading->file;
	size_t most = 0;
	/* Ignored text comes before residue: kind by kind, backwards. */
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		most += file->kinds[kind].count;
	for (int i = 0; i < ZL_ASKED_COUNT; i++)
		if (!make_list(loading, &file->asked[i], most))
			return false;
	for (int i = ZL_ASKED_FLOATING; i < ZL_ASKED_COUNT; i++)
		file->asked[i].floating = true;
	for (int kind = ZL_RULE_KIND_COUNT; kind-- > 0;)
		for (size_t i = 0; i < file->kinds[kind].count; i++)
			add_asked(file, file->kinds[kind].items[i]);
	for (int i = 0; file->base != NULL && i < ZL_ASKED_COUNT; i++)
		share_sieves(&file->asked[i], &file->base->asked[i]);
	return true;
}

/* Fragments first: the others' patterns name them. */
static bool
gather(struct loading *loading)
{
	if (!gather_kind(loading, ZL_RULE_FRAGMENT) || !compare_fragments(loading))
		return false;
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		if (kind != ZL_RULE_FRAGMENT && !gather_kind(loading, (enum zl_rule_kind)kind))
			return false;
	return gather_asked(loading);
}

static bool
read_rules(struct loading *loading, const xmlNode *root)
{
	size_t count = xmlChildElementCount((xmlNode *)root);

	loading->own = zl_arena_zero(&loading->rules->arena, count + 1, sizeof(*loading->own));
	if (loading->own == NULL)
		return out_of_memory(loading->error);
	for (const xmlNode *node = element_at(root->children); node != NULL;
	     node = element_at(node->next)) {
		enum zl_rule_kind kind = kind_of(node);
		if (kind == ZL_RULE_KIND_COUNT)
			continue;
		read_rule(loading, node, kind, &loading->own[loading->own_count++]);
	}
	return loading->error->words[0] == '\0';
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
folded(struct loading *loading, const char *mark)
{
	struct zl_fold fold = {0};
	const char *kept = mark;

	if (zl_fold(&fold, mark, strlen(mark)))
		kept = keep(loading, fold.text.data);
	else
		out_of_memory(loading->error);
	zl_fold_free(&fold);
	return kept;
}

/* Pairs of marks by the element's name; NULL when memory is out. */
static const struct zl_quote *
read_pairs(struct loading *loading, const xmlNode *root, const char *name, size_t *count)
{
	size_t i = 0;

	*count = count_elements(root, name);
	struct zl_quote *pairs = zl_arena_zero(&loading->rules->arena, *count + 1, sizeof(*pairs));
	if (pairs == NULL) {
		out_of_memory(loading->error);
		return NULL;
	}
	for (const xmlNode *node = root->children; node != NULL; node = node->next)
		if (is_element(node, name))
			pairs[i++] =
			    (struct zl_quote){folded(loading, attribute(loading, node, "open")),
					      folded(loading, attribute(loading, node, "close"))};
	return pairs;
}

/* Quotation marks and brackets; those of the base where the file has none. */
static bool
read_quotes(struct loading *loading, const xmlNode *root)
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

/* Stops of the file, behind those of its base. */
static bool
read_stops(struct loading *loading, const xmlNode *root)
{
	static const char *const strengths[] = {"", "clause", "sentence", "heading", NULL};
	struct zl_stops *stops = &loading->file->stops;

	if (loading->file->base != NULL)
		*stops = loading->file->base->stops;
	for (const xmlNode *node = root->children; node != NULL; node = node->next) {
		if (!is_element(node, "stop"))
			continue;
		int stop = choice(attribute(loading, node, "ends"), strengths);
		const char *sign = folded(loading, content(loading, node));
		for (; *sign != '\0'; sign += zl_utf8_bytes(*sign))
			add_stop(stops, sign, zl_utf8_bytes(*sign), (enum zl_stop)stop);
	}
	note_signs(loading->file);
	return loading->error->words[0] == '\0';
}

/* The lines of an example: its paragraphs and the cells of its rows. */
static void
read_example_lines(struct loading *loading, const xmlNode *element, struct zl_example *example,
		   struct zl_example_line *lines)
{
	unsigned row = 0;

	for (const xmlNode *node = element_at(element->children); node != NULL;
	     node = element_at(node->next)) {
		unsigned column = 0;
		if (is_element(node, "p")) {
			row = 0;
			lines[example->line_count++] =
			    (struct zl_example_line){content(loading, node), 0, 0};
		}
		if (!is_element(node, "row"))
			continue;
		row++;
		for (const xmlNode *cell = element_at(node->children); cell != NULL;
		     cell = element_at(cell->next))
			lines[example->line_count++] =
			    (struct zl_example_line){content(loading, cell), row, ++column};
	}
	example->lines = lines;
}

static void
read_expected(struct loading *loading, const xmlNode *node, struct zl_expected *expected)
{
	const char *measures = attribute(loading, node, "measures");

	*expected = (struct zl_expected){.what = ZL_EXPECT_FINDING, .measures = -1};
	if (measures != NULL)
		expected->measures = whole_number(measures);
	expected->kind = attribute(loading, node, "kind");
	expected->status = attribute(loading, node, "status");
	expected->parent = attribute(loading, node, "parent");
	if (!is_element(node, "finding")) {
		bool fact = is_element(node, "fact");
		expected->what = fact ? ZL_EXPECT_FACT : ZL_EXPECT_RECOMMENDATION;
		expected->statement = content(loading, node);
		expected->fact = attribute(loading, node, "name");
		return;
	}
	for (const xmlNode *child = element_at(node->children); child != NULL;
	     child = element_at(child->next)) {
		const char *text = content(loading, child);
		if (is_element(child, "statement"))
			expected->statement = text;
		else
			expected->response = text;
	}
}

static bool
read_example(struct loading *loading, const xmlNode *element, struct zl_example *example)
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
		return out_of_memory(loading->error);
	example->rule = attribute(loading, element, "rule");
	example->line = (unsigned)xmlGetLineNo(element);
	example->expected = expects;
	read_example_lines(loading, element, example, line);
	for (const xmlNode *node = element->children; node != NULL; node = node->next)
		if (is_element(node, "finding") || is_element(node, "recommendation") ||
		    is_element(node, "fact"))
			read_expected(loading, node, &expects[example->expected_count++]);
	return true;
}

static bool
read_examples(struct loading *loading, const xmlNode *root)
{
	size_t count = count_elements(root, "example");
	struct zl_example *examples =
	    zl_arena_zero(&loading->rules->arena, count + 1, sizeof(*examples));

	if (examples == NULL)
		return out_of_memory(loading->error);
	loading->file->examples = examples;
	for (const xmlNode *node = root->children; node != NULL; node = node->next)
		if (is_element(node, "example") &&
		    !read_example(loading, node, &examples[loading->file->example_count++]))
			return false;
	return true;
}

static const struct zl_rule_file *
find_family(const struct zl_rules *rules, const char *family)
{
	for (size_t i = 0; i < rules->file_count; i++)
		if (strcmp(rules->files[i]->family, family) == 0)
			return rules->files[i];
	return NULL;
}

/* The file that this one extends, out of the set or out of the program. */
static bool
find_base(struct loading *loading, const xmlNode *root)
{
	struct zl_rule_file *file = loading->file;
	char name[80];

	file->extends = attribute(loading, root, "extends");
	if (file->extends == NULL)
		return true;
	file->base = find_family(loading->rules, file->extends);
	snprintf(name, sizeof(name), "%s.xml", file->extends);
	for (const struct zl_embedded *own = zl_rule_files; file->base == NULL && own->name != NULL;
	     own++)
		if (strcmp(own->name, name) == 0 && strcmp(file->extends, file->family) != 0 &&
		    !zl_rules_add(loading->rules, own->data, own->size, loading->error))
			return false;
		else
			file->base = find_family(loading->rules, file->extends);
	return file->base != NULL || fault(loading->error, NULL, (unsigned)xmlGetLineNo(root),
					   "there is no family %s to extend", file->extends);
}

static bool
read_file(struct loading *loading, const xmlNode *root)
{
	struct zl_rule_file *file = loading->file;

	file->family = attribute(loading, root, "family");
	file->version = attribute(loading, root, "version");
	file->abstract = is_true(attribute(loading, root, "abstract"));
	const char *findings = attribute(loading, root, "findings");
	file->silent = findings != NULL && !is_true(findings);
	file->title = content(loading, element_at(root->children));
	return find_base(loading, root) && read_rules(loading, root) &&
	       read_quotes(loading, root) && read_stops(loading, root) && gather(loading) &&
	       read_examples(loading, root);
}

static void
digest(const struct sha256_ctx *running, char hex[65])
{
	struct sha256_ctx copy = *running;
	uint8_t bytes[SHA256_DIGEST_SIZE];

	sha256_digest(&copy, sizeof(bytes), bytes);
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
}

/* Evidence is weighed for all files together. */
static bool
add_evidence(struct loading *loading)
{
	const struct zl_rule_list *own = &loading->file->kinds[ZL_RULE_EVIDENCE];

	for (int place = 0; place < ZL_PLACE_COUNT && !loading->file->abstract; place++) {
		struct zl_rule_list *all = &loading->rules->evidence[place], longer = {0};
		if (!make_list(loading, &longer, all->count + own->count))
			return false;
		for (size_t i = 0; i < all->count; i++)
			append(&longer, all->items[i]);
		for (size_t i = 0; i < own->count; i++)
			if (own->items[i]->place == (enum zl_place)place)
				append(&longer, own->items[i]);
		zl_rule_list_clear(all);
		*all = longer;
	}
	return true;
}

static bool
add_to_set(struct loading *loading)
{
	struct zl_rules *rules = loading->rules;
	struct sha256_ctx alone;
	const uint8_t *bytes = (const uint8_t *)loading->data;

	if (find_family(rules, loading->file->family) != NULL)
		return fault(loading->error, NULL, 1, "there are two rule files of family %s",
			     loading->file->family);
	if (!add_evidence(loading))
		return false;
	void *moved = reallocarray(rules->files, rules->file_count + 1, sizeof(*rules->files));
	if (moved == NULL)
		return out_of_memory(loading->error);
	rules->files = moved;
	rules->files[rules->file_count++] = loading->file;
	if (rules->file_count == 1)
		sha256_init(&rules->hash);
	sha256_init(&alone);
	sha256_update(&alone, loading->size, bytes);
	digest(&alone, loading->file->sha256);
	sha256_update(&rules->hash, loading->size, bytes);
	digest(&rules->hash, rules->sha256);
	return true;
}

/*
 * Whether data is a file that is compiled in.  Those need not be validated each time a program
 * starts, which took a quarter of the time until the first document: own_files_are_valid, a unit
 * test, does it.
 */
static bool
is_own(const char *data)
{
	const struct zl_embedded *own = zl_rule_files;

	while (own->name != NULL && own->data != data)
		own++;
	return own->name != NULL;
}

bool
zl_rules_add(struct zl_rules *rules, const char *data, size_t size, struct zl_rules_error *error)
{
	struct loading loading = {.rules = rules, .data = data, .size = size, .error = error};

	*error = (struct zl_rules_error){0};
	loading.file = zl_arena_zero(&rules->arena, 1, sizeof(*loading.file));
	if (loading.file == NULL)
		return out_of_memory(error);
	xmlDoc *document = parse(&loading);
	bool done = document != NULL && (is_own(data) || validate(&loading, document)) &&
		    read_file(&loading, xmlDocGetRootElement(document)) && add_to_set(&loading);
	xmlFreeDoc(document);
	return done && error->words[0] == '\0';
}
