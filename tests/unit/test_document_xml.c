/* test_document_xml.c: the document's XML form: there and back, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/xmlschemas.h>

#include "document/document_xml.h"
#include "documents.h"
#include "schemas.h"

/* Writes, reads, compares, writes again: everything must be the same; gives the XML. */
static void
goes_there_and_back(const struct zl_document *document, struct zl_buffer *xml)
{
	struct zl_document back = {0};
	struct zl_buffer again = {0};

	assert_int_equal(ZL_OK, zl_document_write(document, xml));
	if (zl_document_read(&back, xml->data, xml->length) != ZL_OK)
		fail_msg("%s\n%s", back.error.message.data, xml->data);
	const char *difference = document_difference(document, &back);
	if (difference != NULL)
		fail_msg("%s\n%s", difference, xml->data);
	assert_int_equal(ZL_OK, zl_document_write(&back, &again));
	assert_string_equal(xml->data, again.data);
	zl_document_free(&back);
	zl_buffer_free(&again);
}

static void
a_whole_report_comes_back(void **state)
{
	struct zl_document document = {0};
	struct zl_buffer xml = {0};
	uint32_t n;

	(void)state;
	make_report(&document);
	assert_true(zl_document_whole(&document, &n));
	goes_there_and_back(&document, &xml);
	assert_non_null(strstr(xml.data, "<change class=\"control\" n=\"2\" offset=\"1\" "
					 "old=\"\\u{B}\\u{5C}u{B}\"/>"));
	zl_buffer_free(&xml);
	zl_document_free(&document);
}

static void
random_documents_come_back(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 200; seed++) {
		struct zl_document document = {0};
		struct zl_buffer xml = {0};
		make_random(&document, seed);
		goes_there_and_back(&document, &xml);
		zl_buffer_free(&xml);
		zl_document_free(&document);
	}
}

static void
an_empty_document_comes_back(void **state)
{
	struct zl_document document = {0};
	struct zl_buffer xml = {0};

	(void)state;
	goes_there_and_back(&document, &xml);
	zl_buffer_free(&xml);
}

static void
an_error_travels_without_the_rest(void **state)
{
	struct zl_document document = {0}, back = {0};
	struct zl_buffer xml = {0};

	(void)state;
	make_report(&document);
	zl_document_fail(&document, "unpack", ZL_RATIO, "word/<x>.xml", 7, 3, "1:%d", 900);
	assert_int_equal(ZL_OK, zl_document_write(&document, &xml));
	assert_int_equal(ZL_OK, zl_document_read(&back, xml.data, xml.length));
	assert_int_equal(ZL_RATIO, back.error.code);
	assert_string_equal("unpack", back.error.stage);
	assert_string_equal("word/<x>.xml", back.error.part.data);
	assert_int_equal(7, back.error.line);
	assert_int_equal(3, back.error.n);
	assert_string_equal("1:900", back.error.message.data);
	assert_true(zl_string_equal(document.source.file, back.source.file));
	assert_int_equal(0, back.paragraphs.count);
	zl_document_free(&back);
	zl_document_free(&document);
	zl_buffer_free(&xml);
}

#define HEAD	      "<document xmlns=\"urn:zhengli:document:1\"><source/>"
#define STRUCTURE     HEAD "<p>甲乙</p><structure><body>"
#define STRUCTURE_END "</body></structure></document>"

static void
what_is_wrong_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "",
	    "x",
	    "<document/>",
	    "<other xmlns='urn:zhengli:document:1'/>",
	    "<!DOCTYPE document [<!ENTITY a 'b'>]>" HEAD "<p>&a;</p></document>",
	    "<!DOCTYPE document SYSTEM 'file:///etc/passwd'>" HEAD "</document>",
	    HEAD "<p>&a;</p></document>",
	    HEAD "<p>\xFF</p></document>",
	    HEAD "<p>unfinished",
	    HEAD "words</document>",
	    HEAD "<p><p/></p></document>",
	    HEAD "<p color='red'/></document>",
	    HEAD "<p xml:space='preserve'/></document>",
	    "<document xmlns='urn:zhengli:document:1'><source bytes='01' sha256='ab'/></document>",
	    HEAD "<p row='-1'/></document>",
	    HEAD "<p row='01'/></document>",
	    HEAD "<p row='4294967296'/></document>",
	    HEAD "<p outline='9'/></document>",
	    HEAD "<p para-id='12'/></document>",
	    HEAD "<p bold='false'/></document>",
	    HEAD "<p story='saga'/></document>",
	    HEAD "<p note='1'/></document>",
	    HEAD "<p table='1'/></document>",
	    HEAD "<p number='x' number-values='1 2 3 4 5 6 7 8 9 10'/></document>",
	    HEAD "<p number='x' number-values='2147483648'/></document>",
	    HEAD "<p>\\u{}</p></document>",
	    HEAD "<p>\\u{41}</p></document>",
	    HEAD "<p>\\u{D800}</p></document>",
	    HEAD "<p>\\u{110000}</p></document>",
	    HEAD "<p>\\u{B</p></document>",
	    HEAD "<flag code='a\\u{0}b'/></document>",
	    HEAD "<table/><p/></document>",
	    HEAD "<table parent='1'/></document>",
	    HEAD "<note story='header' n='1'/></document>",
	    HEAD "<p>甲</p><note story='header' n='1' offset='2'/></document>",
	    HEAD "<p>甲</p><ruby n='1' offset='1' length='1'/></document>",
	    HEAD "<p>甲</p><change n='1'/></document>",
	    HEAD "<error code='no-such'/></document>",
	    STRUCTURE "<text n='1' from='1' to='3'/>" STRUCTURE_END,
	    STRUCTURE "<text n='1' from='2' to='1'/>" STRUCTURE_END,
	    STRUCTURE "<text n='2'/>" STRUCTURE_END,
	    STRUCTURE "<text n='1'><text n='1'/></text>" STRUCTURE_END,
	    STRUCTURE "<text n='1' computed='true' to='1'/>" STRUCTURE_END,
	    STRUCTURE "<body/>" STRUCTURE_END,
	    STRUCTURE "<table table='1'/>" STRUCTURE_END,
	    STRUCTURE "<finding kind='issue' status='lost'/>" STRUCTURE_END,
	    STRUCTURE "<attribute/>" STRUCTURE_END,
	    STRUCTURE "<document/>" STRUCTURE_END,
	    HEAD "<structure><section/></structure></document>",
	    HEAD "<structure><notes/><body/></structure></document>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct zl_document document = {0};
		if (zl_document_read(&document, wrong[i], strlen(wrong[i])) != ZL_INVALID_DOCUMENT)
			fail_msg("not refused: %s", wrong[i]);
		assert_int_equal(ZL_INVALID_DOCUMENT, document.error.code);
		assert_true(document.error.message.length > 0);
		zl_document_free(&document);
	}
}

/* A structure of sections in one another, depth of them below the body. */
static enum zl_failure
read_depth(int depth)
{
	struct zl_document document = {0};
	struct zl_buffer xml = {0};

	zl_buffer_text(&xml, STRUCTURE);
	for (int i = 0; i < depth; i++)
		zl_buffer_text(&xml, "<section>");
	for (int i = 0; i < depth; i++)
		zl_buffer_text(&xml, "</section>");
	zl_buffer_text(&xml, STRUCTURE_END);
	enum zl_failure code = zl_document_read(&document, xml.data, xml.length);
	zl_document_free(&document);
	zl_buffer_free(&xml);
	return code;
}

static void
depth_has_its_limit(void **state)
{
	(void)state;
	assert_int_equal(ZL_OK, read_depth(ZL_TREE_DEPTH));
	assert_int_equal(ZL_INVALID_DOCUMENT, read_depth(ZL_TREE_DEPTH + 1));
	assert_int_equal(ZL_INVALID_DOCUMENT, read_depth(100000));
}

/* One paragraph beyond libxml2's 10 MB, with pieces and changes from its end to its start. */
static void
a_long_paragraph_comes_back(void **state)
{
	enum { LENGTH = 12000000, PIECES = 20000 };
	struct zl_document document = {0};
	struct zl_buffer xml = {0};
	char *text = malloc(LENGTH + 1);

	(void)state;
	for (size_t i = 0; i < LENGTH; i += 3)
		memcpy(text + i, "长", 3);
	text[LENGTH] = '\0';
	add_paragraph(&document, text);
	for (size_t i = 0; i < PIECES; i++) {
		struct zl_change *change = zl_document_add(&document, changes);
		change->class_name = "white-space";
		change->n = 1;
		change->offset = LENGTH - i * (LENGTH / PIECES / 3 * 3);
	}
	goes_there_and_back(&document, &xml);
	zl_buffer_free(&xml);
	zl_document_free(&document);
	free(text);
}

static void
documents_are_valid(void **state)
{
	xmlSchemaParserCtxtPtr parser =
	    xmlSchemaNewMemParserCtxt(zl_document_xsd, (int)zl_document_xsd_size);
	xmlSchemaPtr schema = xmlSchemaParse(parser);
	struct zl_document document = {0};
	struct zl_buffer xml = {0};

	(void)state;
	assert_non_null(schema);
	make_report(&document);
	zl_document_write(&document, &xml);
	xmlDocPtr tree = xmlReadMemory(xml.data, (int)xml.length, NULL, NULL, 0);
	xmlSchemaValidCtxtPtr valid = xmlSchemaNewValidCtxt(schema);
	assert_int_equal(0, xmlSchemaValidateDoc(valid, tree));
	xmlSchemaFreeValidCtxt(valid);
	xmlFreeDoc(tree);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
	zl_buffer_free(&xml);
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_whole_report_comes_back),
	    cmocka_unit_test(random_documents_come_back),
	    cmocka_unit_test(an_empty_document_comes_back),
	    cmocka_unit_test(an_error_travels_without_the_rest),
	    cmocka_unit_test(what_is_wrong_is_refused),
	    cmocka_unit_test(depth_has_its_limit),
	    cmocka_unit_test(a_long_paragraph_comes_back),
	    cmocka_unit_test(documents_are_valid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
