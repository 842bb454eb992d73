/* rules_load.c: a rule file on its way into a set: XML, schema, base, digest. */
#include "rules_load.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schemas.h"

static xmlDoc *
parse(struct zl_loading *loading)
{
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *document = NULL;

	if (parser == NULL || loading->size > INT_MAX) {
		xmlFreeParserCtxt(parser);
		zl_loading_no_memory(loading->error);
		return NULL;
	}
	document = xmlCtxtReadMemory(parser, loading->data, (int)loading->size, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
					 XML_PARSE_NOCDATA);
	if (document == NULL)
		zl_loading_xml_fault(loading->error, xmlCtxtGetLastError(parser) == NULL
							 ? &(xmlError){0}
							 : xmlCtxtGetLastError(parser));
	xmlFreeParserCtxt(parser);
	if (document != NULL && document->intSubset != NULL) {
		zl_loading_fault(loading->error, NULL, 1,
				 "a rule file has no document type declaration");
		xmlFreeDoc(document);
		document = NULL;
	}
	return document;
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
static enum zl_status
find_base(struct zl_loading *loading, const xmlNode *root)
{
	struct zl_rule_file *file = loading->file;
	char name[80];

	file->extends = zl_loading_attribute(loading, root, "extends");
	if (file->extends == NULL)
		return ZL_DONE;
	file->base = find_family(loading->rules, file->extends);
	snprintf(name, sizeof(name), "%s.xml", file->extends);
	for (const struct zl_embedded *own = zl_rule_files; file->base == NULL && own->name != NULL;
	     own++)
		if (strcmp(own->name, name) == 0 && strcmp(file->extends, file->family) != 0 &&
		    !zl_rules_add(loading->rules, own->data, own->size, loading->error))
			return ZL_FAILED;
		else
			file->base = find_family(loading->rules, file->extends);
	return file->base != NULL ||
	       zl_loading_fault(loading->error, NULL, (unsigned)xmlGetLineNo(root),
				"there is no family %s to extend", file->extends);
}

static enum zl_status
read_file(struct zl_loading *loading, const xmlNode *root)
{
	struct zl_rule_file *file = loading->file;

	file->family = zl_loading_attribute(loading, root, "family");
	file->version = zl_loading_attribute(loading, root, "version");
	file->abstract = zl_loading_says(loading, root, "abstract");
	file->silent = zl_loading_attribute(loading, root, "findings") != NULL &&
		       !zl_loading_says(loading, root, "findings");
	file->title = zl_loading_content(loading, zl_element_at(root->children));
	return find_base(loading, root) && zl_loading_rules(loading, root) &&
	       zl_loading_quotes(loading, root) && zl_loading_stops(loading, root) &&
	       zl_loading_gather(loading) && zl_loading_examples(loading, root);
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

enum zl_status
zl_loading_evidence(struct zl_loading *loading)
{
	const struct zl_rule_list *own = &loading->file->kinds[ZL_RULE_EVIDENCE];

	for (int place = 0; place < ZL_PLACE_COUNT && !loading->file->abstract; place++) {
		struct zl_rule_list *all = &loading->rules->evidence[place], longer = {0};
		if (!zl_loading_list(loading, &longer, all->count + own->count))
			return ZL_FAILED;
		for (size_t i = 0; i < all->count; i++)
			zl_loading_append(&longer, all->items[i]);
		for (size_t i = 0; i < own->count; i++)
			if (own->items[i]->place == (enum zl_place)place)
				zl_loading_append(&longer, own->items[i]);
		zl_rule_list_clear(all);
		*all = longer;
	}
	return ZL_DONE;
}

static enum zl_status
add_to_set(struct zl_loading *loading)
{
	struct zl_rules *rules = loading->rules;
	struct sha256_ctx alone;
	const uint8_t *bytes = (const uint8_t *)loading->data;

	if (find_family(rules, loading->file->family) != NULL)
		return zl_loading_fault(loading->error, NULL, 1,
					"there are two rule files of family %s",
					loading->file->family);
	if (!zl_loading_evidence(loading))
		return ZL_FAILED;
	void *moved = reallocarray(rules->files, rules->file_count + 1, sizeof(*rules->files));
	if (moved == NULL)
		return zl_loading_no_memory(loading->error);
	rules->files = moved;
	rules->files[rules->file_count++] = loading->file;
	if (rules->file_count == 1)
		sha256_init(&rules->hash);
	sha256_init(&alone);
	sha256_update(&alone, loading->size, bytes);
	digest(&alone, loading->file->sha256);
	sha256_update(&rules->hash, loading->size, bytes);
	digest(&rules->hash, rules->sha256);
	return ZL_DONE;
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

enum zl_status
zl_rules_add(struct zl_rules *rules, const char *data, size_t size, struct zl_rules_error *error)
{
	struct zl_loading loading = {.rules = rules, .data = data, .size = size, .error = error};

	*error = (struct zl_rules_error){0};
	loading.file = zl_arena_zero(&rules->arena, 1, sizeof(*loading.file));
	if (loading.file == NULL)
		return zl_loading_no_memory(error);
	xmlDoc *document = parse(&loading);
	bool done = document != NULL && (is_own(data) || zl_loading_validate(&loading, document)) &&
		    read_file(&loading, xmlDocGetRootElement(document)) && add_to_set(&loading);
	xmlFreeDoc(document);
	return done && error->message[0] == '\0';
}

/* Whether the set has the family whose file has this name: another file's base came with it. */
static bool
has_file(const struct zl_rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->file_count; i++) {
		size_t length = strlen(rules->files[i]->family);
		if (strncmp(name, rules->files[i]->family, length) == 0 &&
		    strcmp(name + length, ".xml") == 0)
			return true;
	}
	return false;
}

enum zl_status
zl_rules_add_own(struct zl_rules *rules, struct zl_rules_error *error)
{
	for (const struct zl_embedded *file = zl_rule_files; file->name != NULL; file++)
		if (!has_file(rules, file->name) &&
		    !zl_rules_add(rules, file->data, file->size, error))
			return ZL_FAILED;
	return ZL_DONE;
}

enum zl_status
zl_rules_add_only(struct zl_rules *rules, const char *data, size_t size,
		  struct zl_rules_error *error)
{
	if (!zl_rules_add(rules, data, size, error))
		return ZL_FAILED;
	rules->only = rules->files[rules->file_count - 1];
	return ZL_DONE;
}
