/* xslt.c: see xslt.h. */
#include "xslt.h"

#include <libxml/xmlschemas.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "pipeline/common/loading.h"
#include "pipeline/common/message.h"
#include "xslt_input.h"

/* What is called of the library, which no worker needs to have; Debian 12 has this version. */
#define ZL_XSLT "libxslt.so.1"
#define FUNCTIONS(X)                                                                               \
	X(xsltParseStylesheetDoc)                                                                  \
	X(xsltFreeStylesheet)                                                                      \
	X(xsltNewTransformContext)                                                                 \
	X(xsltFreeTransformContext)                                                                \
	X(xsltApplyStylesheetUser)                                                                 \
	X(xsltSaveResultToString)                                                                  \
	X(xsltNewSecurityPrefs)                                                                    \
	X(xsltFreeSecurityPrefs)                                                                   \
	X(xsltSetSecurityPrefs)                                                                    \
	X(xsltSetCtxtSecurityPrefs)                                                                \
	X(xsltSetDefaultSecurityPrefs)                                                             \
	X(xsltSecurityForbid)                                                                      \
	X(xsltSetTransformErrorFunc)                                                               \
	X(xsltSetGenericErrorFunc)

#define POINTER(name) __typeof__(name) *name;
#define LOADING(name) ZL_LOADING(xslt, name)
static struct {
	FUNCTIONS(POINTER)
} xslt;

struct zl_sheet_xslt {
	const char *name; /* for messages */
	xsltStylesheet *sheet;
	xsltSecurityPrefs *forbidden;
	xmlSchema *schema;
	xmlSchemaValidCtxt *referee;
	struct zl_buffer words, content;
};

static bool
load(void)
{
	static const struct zl_loading functions[] = {FUNCTIONS(LOADING)};

	return xslt.xsltParseStylesheetDoc != NULL ||
	       zl_load(ZL_XSLT, "libxslt1.1", functions, sizeof(functions) / sizeof(functions[0]));
}

/* Gathers what libxslt and libxml2 complain of; the first line of it is said. */
static void __attribute__((format(printf, 2, 3))) gather(void *context, const char *format, ...)
{
	struct zl_buffer *words = context;
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	if (words->length < 4096)
		zl_buffer_text(words, text);
}

static void
say(const char *name, const char *what, struct zl_buffer *words)
{
	const char *text = words->data == NULL ? "" : words->data;

	zl_message("%s: %s%s%.*s", name, what, text[0] == '\0' ? "" : ": ",
		   (int)strcspn(text, "\n"), text);
	zl_buffer_clear(words);
}

/* No reading or writing of files, no network: a sheet sees its input and nothing else. */
static xsltSecurityPrefs *
forbid(void)
{
	static const xsltSecurityOption options[] = {
	    XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
	    XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
	xsltSecurityPrefs *prefs = xslt.xsltNewSecurityPrefs();

	for (size_t i = 0; prefs != NULL && i < sizeof(options) / sizeof(options[0]); i++)
		if (xslt.xsltSetSecurityPrefs(prefs, options[i], xslt.xsltSecurityForbid) != 0) {
			xslt.xsltFreeSecurityPrefs(prefs);
			return NULL;
		}
	return prefs;
}

static xmlSchema *
parse_schema(const char *schema, size_t size, const char *path, struct zl_buffer *words)
{
	xmlSchemaParserCtxt *parser = path != NULL ? xmlSchemaNewParserCtxt(path)
						   : xmlSchemaNewMemParserCtxt(schema, (int)size);
	xmlSchema *parsed = NULL;

	if (parser != NULL) {
		xmlSchemaSetParserErrors(parser, gather, gather, words);
		parsed = xmlSchemaParse(parser);
	}
	xmlSchemaFreeParserCtxt(parser);
	if (parsed == NULL)
		say(path != NULL ? path : _("the schema compiled in"), _("it is no XML schema"),
		    words);
	return parsed;
}

/* The sheet as XML; without entities, inclusions from the network or a DTD. */
static xmlDoc *
read_sheet(const char *sheet, size_t size, const char *path)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

	return path != NULL ? xmlReadFile(path, NULL, options)
			    : xmlReadMemory(sheet, (int)size, "sheet.xsl", NULL, options);
}

/* Whether the sheet wants to see the body: not when it has <x:input body="no"/> at its top. */
static bool
wants_body(const xmlDoc *sheet)
{
	bool wants = true;

	for (xmlNode *node = xmlFirstElementChild(xmlDocGetRootElement(sheet)); node != NULL;
	     node = xmlNextElementSibling(node)) {
		if (node->ns == NULL || strcmp((const char *)node->name, "input") != 0 ||
		    strcmp((const char *)node->ns->href, "urn:zhengli:export:1") != 0)
			continue;
		xmlChar *body = xmlGetNoNsProp(node, (const xmlChar *)"body");
		wants = body == NULL || strcmp((const char *)body, "no") != 0;
		xmlFree(body);
	}
	return wants;
}

struct zl_sheet_xslt *
zl_xslt_new(struct zl_record_reader *reader, const char *sheet, size_t size, const char *path,
	    const char *schema, size_t schema_size, const char *schema_path)
{
	struct zl_sheet_xslt *made = load() ? calloc(1, sizeof(*made)) : NULL;

	if (made == NULL)
		return NULL;
	made->name = path != NULL ? path : _("the style sheet compiled in");
	made->forbidden = forbid();
	xslt.xsltSetGenericErrorFunc(&made->words, gather);
	if (made->forbidden != NULL)
		xslt.xsltSetDefaultSecurityPrefs(made->forbidden); /* of xsl:include, too */
	xmlDoc *document = made->forbidden == NULL ? NULL : read_sheet(sheet, size, path);
	zl_record_reader_make_tree(reader, document == NULL || wants_body(document));
	if (document != NULL && (made->sheet = xslt.xsltParseStylesheetDoc(document)) == NULL)
		xmlFreeDoc(document);
	bool done = made->sheet != NULL && made->sheet->errors == 0;
	if (!done)
		say(made->name, _("it is no style sheet"), &made->words);
	if (done && (schema != NULL || schema_path != NULL)) {
		made->schema = parse_schema(schema, schema_size, schema_path, &made->words);
		made->referee = made->schema == NULL ? NULL : xmlSchemaNewValidCtxt(made->schema);
		done = made->referee != NULL;
		if (done)
			xmlSchemaSetValidErrors(made->referee, gather, gather, &made->words);
	}
	if (!done) {
		zl_xslt_free(made);
		return NULL;
	}
	zl_buffer_clear(&made->words);
	return made;
}

void
zl_xslt_free(struct zl_sheet_xslt *sheet)
{
	if (sheet == NULL)
		return;
	xslt.xsltSetGenericErrorFunc(NULL, NULL);
	if (sheet->sheet != NULL)
		xslt.xsltFreeStylesheet(sheet->sheet);
	if (sheet->forbidden != NULL) {
		xslt.xsltSetDefaultSecurityPrefs(NULL);
		xslt.xsltFreeSecurityPrefs(sheet->forbidden);
	}
	xmlSchemaFreeValidCtxt(sheet->referee);
	xmlSchemaFree(sheet->schema);
	zl_buffer_free(&sheet->words);
	zl_buffer_free(&sheet->content);
	free(sheet);
}

/* Runs the sheet over input; NULL where it gives nothing. */
static xmlDoc *
transform(struct zl_sheet_xslt *sheet, xmlDoc *input)
{
	xsltTransformContext *context = xslt.xsltNewTransformContext(sheet->sheet, input);
	xmlDoc *result = NULL;

	if (context == NULL)
		return NULL;
	xslt.xsltSetTransformErrorFunc(context, &sheet->words, gather);
	if (xslt.xsltSetCtxtSecurityPrefs(sheet->forbidden, context) == 0)
		result =
		    xslt.xsltApplyStylesheetUser(sheet->sheet, input, NULL, NULL, NULL, context);
	if (result != NULL && context->state != XSLT_STATE_OK) {
		xmlFreeDoc(result);
		result = NULL;
	}
	xslt.xsltFreeTransformContext(context);
	return result;
}

enum zl_status
zl_xslt_apply(struct zl_sheet_xslt *sheet, struct zl_export *export,
	      const struct zl_export_item *item, const char *part, struct zl_buffer *out)
{
	xmlChar *bytes = NULL;
	int length = 0;

	zl_buffer_clear(&sheet->words);
	xmlDoc *input = zl_xslt_input(export, item, part, &sheet->content);
	if (input == NULL)
		return ZL_FAILED;
	xmlDoc *result = transform(sheet, input);
	bool made = result != NULL &&
		    xslt.xsltSaveResultToString(&bytes, &length, result, sheet->sheet) == 0 &&
		    bytes != NULL;
	if (!made)
		say(item->document->path.data, _("the style sheet gives nothing for it"),
		    &sheet->words);
	else if (part == NULL && sheet->referee != NULL &&
		 xmlSchemaValidateDoc(sheet->referee, result) != 0) {
		say(item->document->path.data, _("what is made of it is not valid"), &sheet->words);
		made = false;
	}
	zl_buffer_clear(out);
	if (made)
		zl_buffer_add(out, bytes, (size_t)length);
	xmlFree(bytes);
	xmlFreeDoc(result);
	zl_xslt_input_end(input);
	return made && !out->failed ? ZL_DONE : ZL_FAILED;
}

bool
zl_xslt_valid(const char *path, const char *schema_path)
{
	struct zl_buffer words = {0};
	xmlSchema *schema = parse_schema(NULL, 0, schema_path, &words);
	xmlSchemaValidCtxt *context = schema == NULL ? NULL : xmlSchemaNewValidCtxt(schema);
	bool valid = false;

	if (context != NULL) {
		xmlSchemaSetValidErrors(context, gather, gather, &words);
		valid = xmlSchemaValidateFile(context, path, 0) == 0;
		if (!valid)
			say(path, _("it is not valid"), &words);
	}
	xmlSchemaFreeValidCtxt(context);
	xmlSchemaFree(schema);
	zl_buffer_free(&words);
	return valid;
}
