/* show_print.c: goes through a record and prints what a reader of the report looks for. */
#include "show_print.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum { STEP = 2, DEPTH = 64 };

struct printer {
	FILE *stream;
	int width;
	bool colour;
};

static const char dim[] = "\033[2m", bold[] = "\033[1m", plain[] = "\033[0m";

static bool
is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool
is_one_of(const xmlNode *node, const char *const *names)
{
	for (; names != NULL && *names != NULL; names++)
		if (is_named(node, *names))
			return true;
	return false;
}

/* Indentation of the record, which is no text of the report. */
static bool
is_indentation(const char *text)
{
	return text[0] == '\n' && text[strspn(text, "\n ")] == '\0';
}

/* Adds the text below the node, without that of the elements named. */
static void
add_text(struct zl_buffer *text, const xmlNode *node, const char *const *without, int depth)
{
	for (const xmlNode *child = node->children; child != NULL && depth < DEPTH;
	     child = child->next) {
		if (child->type == XML_TEXT_NODE && !is_indentation((const char *)child->content))
			zl_buffer_text(text, (const char *)child->content);
		else if (child->type == XML_ELEMENT_NODE && !is_one_of(child, without))
			add_text(text, child, without, depth + 1);
	}
}

static const xmlNode *
child_named(const xmlNode *node, const char *name)
{
	const xmlNode *child = node->children;

	while (child != NULL && !is_named(child, name))
		child = child->next;
	return child;
}

/* The first element of the name below the node, at any depth; NULL for none. */
static const xmlNode *
find_named(const xmlNode *node, const char *name, int depth)
{
	const xmlNode *found = NULL;

	for (const xmlNode *child = node->children; child != NULL && found == NULL && depth < DEPTH;
	     child = child->next)
		found = is_named(child, name) ? child : find_named(child, name, depth + 1);
	return found;
}

static void
paint(const struct printer *printer, const char *how)
{
	if (printer->colour)
		fputs(how, printer->stream);
}

/* The text in lines of the width, each behind indent columns; the first goes on at column. */
static void
print_text(const struct printer *printer, const struct zl_buffer *text, int indent, int column)
{
	for (size_t at = 0, step; at < text->length; at += step) {
		uint32_t code;
		step = zl_utf8_read(text->data + at, text->length - at, &code);
		int columns = utf8proc_charwidth((utf8proc_int32_t)code);
		if (printer->width > 0 && column + columns > printer->width) {
			fprintf(printer->stream, "\n%*s", indent, "");
			column = indent;
		}
		column += columns;
		if (code < 0x20 || (code >= 0x7F && code < 0xA0))
			fputc(' ', printer->stream);
		else
			fwrite(text->data + at, 1, step, printer->stream);
	}
}

/* A line: indent, a mark, and the text of the node. */
static void
print_line(const struct printer *printer, int indent, const char *mark, int mark_width,
	   const xmlNode *node, const char *const *without)
{
	struct zl_buffer text = {0};

	add_text(&text, node, without, 0);
	if (text.length > 0) {
		fprintf(printer->stream, "%*s%s", indent, "", mark);
		print_text(printer, &text, indent + mark_width, indent + mark_width);
		fputc('\n', printer->stream);
	}
	zl_buffer_free(&text);
}

static void
print_attribute_value(const struct printer *printer, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp((xmlNode *)node, BAD_CAST name);

	fputs(value == NULL ? "" : (const char *)value, printer->stream);
	xmlFree(value);
}

/* What the finding names, of which kind it is and how it is answered. */
static void
print_problem(const struct printer *printer, const xmlNode *finding, int indent)
{
	const xmlNode *problem = child_named(finding, "problem");
	const xmlNode *statement = problem == NULL ? NULL : find_named(problem, "statement", 0);
	struct zl_buffer text = {0};

	if (problem == NULL)
		return;
	add_text(&text, statement == NULL ? problem : statement, NULL, 0);
	fprintf(printer->stream, "%*s", indent, "");
	paint(printer, bold);
	print_text(printer, &text, indent + STEP, indent);
	paint(printer, plain);
	paint(printer, dim);
	fputs("  [", printer->stream);
	print_attribute_value(printer, finding, "kind");
	fputs(", ", printer->stream);
	print_attribute_value(printer, finding, "status");
	fputs(", ", printer->stream);
	print_attribute_value(printer, problem, "n");
	fputs("]\n", printer->stream);
	paint(printer, plain);
	zl_buffer_free(&text);
}

static void
print_response(const struct printer *printer, const xmlNode *response, int indent)
{
	static const char *const marker[] = {"marker", NULL};
	static const char *const apart[] = {"label", "attribute", "residue", "finding", NULL};
	char mark[32];

	for (const xmlNode *part = response->children; part != NULL; part = part->next) {
		if (part->type != XML_ELEMENT_NODE || is_named(part, "attribute"))
			continue;
		if (!is_named(part, "measure")) {
			print_line(printer, indent, "→ ", 2, part, apart);
			continue;
		}
		xmlChar *ordinal = xmlGetNoNsProp((xmlNode *)part, BAD_CAST "ordinal");
		int width =
		    snprintf(mark, sizeof(mark), "%.20s) ", ordinal == NULL ? "" : (char *)ordinal);
		xmlFree(ordinal);
		print_line(printer, indent, mark, width, part, marker);
	}
}

static void
print_finding(const struct printer *printer, const xmlNode *finding, int indent)
{
	static const char *const apart[] = {"label", "marker", NULL};
	const xmlNode *response = child_named(finding, "response");

	print_problem(printer, finding, indent);
	paint(printer, dim);
	for (const xmlNode *child = finding->children; child != NULL; child = child->next) {
		if (!is_named(child, "attribute"))
			continue;
		fprintf(printer->stream, "%*s", indent + 2 * STEP, "");
		print_attribute_value(printer, child, "name");
		print_line(printer, 0, ": ", 2, child, apart);
	}
	paint(printer, plain);
	if (response != NULL)
		print_response(printer, response, indent + 2 * STEP);
}

/* Headings, findings and recommendations below the element, in their order. */
static void
print_below(const struct printer *printer, const xmlNode *element, int indent, int depth)
{
	static const char *const holders[] = {"body", "section", "table", "row", NULL};

	for (const xmlNode *child = element->children; child != NULL && depth < DEPTH;
	     child = child->next) {
		if (is_named(child, "heading")) {
			paint(printer, dim);
			print_line(printer, indent > STEP ? indent - STEP : 0, "", 0, child, NULL);
			paint(printer, plain);
		} else if (is_named(child, "finding")) {
			print_finding(printer, child, indent);
			print_below(printer, child, indent + STEP, depth + 1);
		} else if (is_named(child, "recommendation")) {
			const xmlNode *statement = find_named(child, "statement", 0);
			if (statement != NULL)
				print_line(printer, indent, "? ", 2, statement, NULL);
		} else if (is_one_of(child, holders)) {
			print_below(printer, child,
				    indent + (is_named(child, "section") ? STEP : 0), depth + 1);
		}
	}
}

void
zl_show_print(FILE *stream, const xmlNode *root, int width, bool colour)
{
	const struct printer printer = {.stream = stream, .width = width, .colour = colour};
	const xmlNode *description = child_named(root, "description");
	bool failure = is_named(root, "failure");

	for (const xmlNode *fact = failure		 ? root->children
				   : description == NULL ? NULL
							 : description->children;
	     fact != NULL; fact = fact->next) {
		if (fact->type != XML_ELEMENT_NODE)
			continue;
		paint(&printer, dim);
		fprintf(stream, "%-13s ", (const char *)fact->name);
		paint(&printer, plain);
		struct zl_buffer text = {0};
		add_text(&text, fact, NULL, 0);
		print_text(&printer, &text, 14, 14);
		fputc('\n', stream);
		zl_buffer_free(&text);
	}
	if (failure)
		return;
	fputc('\n', stream);
	print_below(&printer, root, 0, 0);
}
