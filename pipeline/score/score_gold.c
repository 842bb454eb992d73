/*
 * score_gold.c: a gold file: the hand-checked answers for one report, as JSON.
 *
 *	{"findings": [{"problem": "…", "kind": "issue", "status": "paired", "parent": null,
 *	               "sections": ["二、…"], "response": "…", "measures": 3}, …],
 *	 "recommendations": [{"statement": "…"}, …],
 *	 "description": {"title": "…", "period-from": "2024-04-01", …}}
 *
 * Other members are of no account.
 */
#include <jansson.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "score_parts.h"

/* A gold file being read, and where in it. */
struct reader {
	struct zl_score_sheet *sheet;
	struct zl_buffer *words;
	const char *list; /* "finding", "recommendation" */
	size_t index;	  /* in it, from 1 */
};

static enum zl_status
complain(struct reader *reader, const char *member, const char *what)
{
	if (reader->words->length == 0)
		zl_buffer_format(reader->words, "%s %zu: %s: %s", reader->list, reader->index,
				 member, what);
	return ZL_FAILED;
}

static enum zl_status
no_memory(struct reader *reader)
{
	if (reader->words->length == 0)
		zl_buffer_text(reader->words, _("out of memory"));
	return ZL_FAILED;
}

static enum zl_status
fold(struct reader *reader, const json_t *string, struct zl_score_text *out)
{
	return zl_score_fold(&reader->sheet->arena, json_string_value(string),
			     json_string_length(string), out) ||
	       no_memory(reader);
}

/* A member that is a text, or null or absent: then "" of a text. */
static enum zl_status
text_member(struct reader *reader, const json_t *object, const char *member,
	    struct zl_score_text *out)
{
	const json_t *value = json_object_get(object, member);

	*out = (struct zl_score_text){0};
	if (value == NULL || json_is_null(value))
		return ZL_DONE;
	if (!json_is_string(value))
		return complain(reader, member, _("is no text"));
	return fold(reader, value, out);
}

static enum zl_status
word_member(struct reader *reader, const json_t *object, const char *member, const char **out)
{
	const json_t *value = json_object_get(object, member);
	struct zl_string copy;

	*out = "";
	if (!json_is_string(value))
		return complain(reader, member, _("is missing or no text"));
	if (!zl_arena_copy(&reader->sheet->arena, json_string_value(value),
			   json_string_length(value), &copy))
		return no_memory(reader);
	*out = copy.data;
	return ZL_DONE;
}

static enum zl_status
read_sections(struct reader *reader, const json_t *list, struct zl_score_finding *finding)
{
	size_t i;
	json_t *heading;

	if (list != NULL && !json_is_array(list))
		return complain(reader, "sections", _("is no list"));
	json_array_foreach(list, i, heading)
	{
		struct zl_score_path *path = zl_arena_zero(&reader->sheet->arena, 1, sizeof(*path));
		if (path == NULL)
			return no_memory(reader);
		if (!json_is_string(heading))
			return complain(reader, "sections", _("has something that is no text"));
		if (!fold(reader, heading, &path->heading))
			return ZL_FAILED;
		path->above = finding->sections;
		finding->sections = path;
	}
	return ZL_DONE;
}

static enum zl_status
read_parent(struct reader *reader, const json_t *object, struct zl_score_finding *finding)
{
	const json_t *parent = json_object_get(object, "parent");
	struct zl_score_text *text;

	if (!json_is_string(parent) || json_string_length(parent) == 0)
		return ZL_DONE;
	text = zl_arena_take(&reader->sheet->arena, sizeof(*text));
	if (text == NULL)
		return no_memory(reader);
	finding->parent = text;
	return fold(reader, parent, text);
}

static enum zl_status
read_finding(struct reader *reader, const json_t *object)
{
	struct zl_score_finding *finding = zl_score_add_finding(reader->sheet);
	const json_t *measures = json_object_get(object, "measures");

	if (finding == NULL)
		return no_memory(reader);
	finding->statement = finding->kind = finding->status = "";
	if (!json_is_object(object))
		return complain(reader, "it", _("is no object"));
	if (json_is_integer(measures) && json_integer_value(measures) > 0)
		finding->measures = (size_t)json_integer_value(measures);
	return word_member(reader, object, "problem", &finding->statement) &&
	       word_member(reader, object, "kind", &finding->kind) &&
	       word_member(reader, object, "status", &finding->status) &&
	       text_member(reader, object, "problem", &finding->problem) &&
	       text_member(reader, object, "response", &finding->response) &&
	       read_parent(reader, object, finding) &&
	       read_sections(reader, json_object_get(object, "sections"), finding);
}

static enum zl_status
read_recommendation(struct reader *reader, const json_t *object)
{
	struct zl_score_text *text = zl_score_add_recommendation(reader->sheet);
	const char *word;

	if (text == NULL)
		return no_memory(reader);
	return word_member(reader, object, "statement", &word) &&
	       text_member(reader, object, "statement", text);
}

static enum zl_status
read_list(struct reader *reader, const json_t *root, const char *member,
	  enum zl_status (*read)(struct reader *, const json_t *))
{
	const json_t *list = json_object_get(root, member);
	json_t *item;
	size_t i;

	reader->index = 0;
	if (list != NULL && !json_is_array(list))
		return complain(reader, member, _("is no list"));
	json_array_foreach(list, i, item)
	{
		reader->index = i + 1;
		if (!read(reader, item))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

static enum zl_status
read_description(struct reader *reader, json_t *description)
{
	const char *name;
	json_t *value;

	json_object_foreach(description, name, value)
	{
		bool known;
		struct zl_score_fact *fact;

		if (!json_is_string(value))
			return complain(reader, name, _("is no text"));
		fact = zl_score_add_fact(reader->sheet, name, &known);
		if (fact == NULL)
			return no_memory(reader);
		if (!fold(reader, value, &fact->text))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_score_read_gold(const char *data, size_t size, struct zl_score_sheet *sheet,
		   struct zl_buffer *words)
{
	struct reader reader = {.sheet = sheet, .words = words, .list = "finding"};
	json_error_t error;
	json_t *root = json_loadb(data, size, JSON_REJECT_DUPLICATES, &error);
	bool good;

	if (root == NULL) {
		zl_buffer_format(words, "line %d, column %d: %s", error.line, error.column,
				 error.text);
		return ZL_FAILED;
	}
	good = json_is_array(json_object_get(root, "findings"));
	if (!good)
		zl_buffer_text(words, _("it has no list of findings"));
	good = good && read_list(&reader, root, "findings", read_finding);
	reader.list = "recommendation";
	good = good && read_list(&reader, root, "recommendations", read_recommendation);
	reader.list = "description";
	reader.index = 1;
	good = good && read_description(&reader, json_object_get(root, "description"));
	json_decref(root);
	return good;
}
