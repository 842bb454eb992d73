/* test_document.c: keeping a document: vectors, names, failures, promise 1's check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/document.h"

static void
source_names_are_printable(void **state)
{
	struct zl_document document = {0};

	(void)state;
	assert_true(zl_document_source(&document, "a\xFF%\n整", 7, "abc", 3, NULL));
	assert_string_equal(document.source.file.data, "a%FF%25%0A整");
	assert_string_equal(document.source.sha256,
			    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	zl_document_free(&document);
}

static void
the_first_failure_stays(void **state)
{
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_RATIO, zl_document_fail(&document, "unpack", ZL_RATIO, "a.xml", 3, 0,
						    "1:%d\n\xFF", 900));
	assert_int_equal(ZL_RATIO, zl_document_fail(&document, "x", ZL_CRASH, NULL, 0, 0, "no"));
	assert_string_equal(document.error.message.data, "1:900 ?");
	assert_string_equal(document.error.part.data, "a.xml");
	zl_document_free(&document);
}

static void
codes_are_unique_and_found(void **state)
{
	(void)state;
	for (int i = 0; i < ZL_FAILURE_COUNT; i++)
		assert_int_equal(i, zl_failure_of_code(zl_failure_code((enum zl_failure)i)));
	assert_int_equal(ZL_FAILURE_COUNT, zl_failure_of_code("no such code"));
}

/* A document of one paragraph "abcd" with a body and an aside that hold nothing. */
static void
one_paragraph(struct zl_document *document)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);

	paragraph->text = zl_string("abcd");
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	document->aside = zl_node_add(document, NULL, ZL_NODE_NOTES);
}

static void
pieces_make_the_paragraph(void **state)
{
	struct zl_document document = {0};
	uint32_t n;

	(void)state;
	one_paragraph(&document);
	struct zl_node *p = zl_node_add(&document, document.body, ZL_NODE_PARAGRAPH);
	zl_node_text(&document, p, 1, 0, 3);
	assert_false(zl_document_whole(&document, &n)); /* one byte is missing */
	assert_int_equal(1, n);
	struct zl_node *last = zl_node_text(&document, p, 1, 2, 4);
	assert_false(zl_document_whole(&document, &n)); /* one stands twice */
	last->from = 3;
	assert_true(zl_document_whole(&document, &n));
	zl_node_text(&document, p, 2, 0, 0);
	assert_false(zl_document_whole(&document, &n)); /* no such paragraph */
	zl_document_free(&document);
}

static void
an_empty_paragraph_needs_its_piece(void **state)
{
	struct zl_document document = {0};
	uint32_t n;

	(void)state;
	one_paragraph(&document);
	document.paragraphs.items[0].text = (struct zl_string){0};
	assert_false(zl_document_whole(&document, &n));
	zl_node_text(&document, document.aside, 1, 0, 0);
	assert_true(zl_document_whole(&document, &n));
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(source_names_are_printable),
	    cmocka_unit_test(the_first_failure_stays),
	    cmocka_unit_test(codes_are_unique_and_found),
	    cmocka_unit_test(pieces_make_the_paragraph),
	    cmocka_unit_test(an_empty_paragraph_needs_its_piece),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
