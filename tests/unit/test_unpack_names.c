/* test_unpack_names.c: names and namespaces, and that the readings of reader.h see the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "unpack/unpack.h"
#include "unpack/xml/xml.h"

#define XML_URI "http://www.w3.org/XML/1998/namespace"

/* What the handlers hear: "{namespace}name", " attribute=value" for each, "(", text, ")". */
static void
heard_start(struct zl_xml *xml)
{
	struct zl_buffer *out = xml->context;

	if (xml->name->prefix->namespace->uri[0] != '\0')
		zl_buffer_format(out, "{%s}", xml->name->prefix->namespace->uri);
	zl_buffer_text(out, xml->name->local);
	for (size_t i = 0; i < xml->attribute_count; i++) {
		const struct zl_name *name = xml->attributes[i].name;
		if (name->declared == NULL)
			zl_buffer_format(out, " %s=%.*s", name->written,
					 (int)xml->attributes[i].value.length,
					 xml->attributes[i].value.data);
	}
	zl_buffer_byte(out, '(');
}

static void
heard_end(struct zl_xml *xml)
{
	zl_buffer_byte(xml->context, ')');
}

static void
heard_text(struct zl_xml *xml, const char *text, size_t length)
{
	zl_buffer_add(xml->context, text, length);
}

static const struct zl_element every = {ZL_NS_NONE, "", heard_start, heard_end, heard_text, 0};
static const struct zl_grammar grammar = {NULL, 0, &every, NULL};

/* Reads the text; by SAX2 when it is made long by a comment behind it, else by the scanner. */
static enum zl_failure
hear(const char *text, bool is_long, struct zl_buffer *heard, struct zl_fault *fault)
{
	struct zl_buffer part = {0};

	*fault = (struct zl_fault){0};
	zl_buffer_text(&part, text);
	for (int i = 0; is_long && i < 1200; i++)
		zl_buffer_text(&part, i == 0 ? "<!--" : i < 1199 ? "123456789 " : "-->");
	enum zl_failure code = zl_xml_parse(&grammar, heard, part.data, part.length, 10, fault);
	zl_buffer_free(&part);
	return code;
}

static const struct {
	const char *text, *heard;
} read_rows[] = {
    {"<a/>", "a()"},
    {"<a b='1' c='2'>d<e/>f</a>", "a b=1 c=2(de()f)"},
    {"<a b='&lt;&#x6e05;&#10;'>&amp;</a>", "a b=<清\n(&)"},
    /* Scope: clause 6.1. */
    {"<p:a xmlns:p='u'><p:b/></p:a>", "{u}a({u}b())"},
    {"<p:a xmlns:p='u'><p:b xmlns:p='v'><p:c/></p:b><p:d/></p:a>", "{u}a({v}b({v}c()){u}d())"},
    {"<p:a q:b='1' xmlns:p='u' xmlns:q='v'/>", "{u}a q:b=1()"},
    /* Defaults: clause 6.2. */
    {"<a xmlns='u'><b xmlns='v'/><c xmlns=''><d/></c><e/></a>", "{u}a({v}b()c(d()){u}e())"},
    {"<a xmlns='u' b='1' xmlns:p='u' p:b='2'/>", "{u}a b=1 p:b=2()"},
    /* Uniqueness: clause 6.3. */
    {"<a xmlns:p='u' xmlns:q='v' p:b='1' q:b='2'/>", "a p:b=1 q:b=2()"},
    {"<a xmlns:p='u' xmlns:q='u' p:b='1' q:c='2' b='3'/>", "a p:b=1 q:c=2 b=3()"},
    /* The prefix xml needs no declaration and bears the right one. */
    {"<a xml:space='preserve'/>", "a xml:space=preserve()"},
    {"<xml:a xmlns:xml='" XML_URI "'/>", "{" XML_URI "}a()"},
    {"<xmlns/>", "xmlns()"},
    /* Names of clause 4, production 7. */
    {"<清:溪 xmlns:清='u' 清:_='1'/>", "{u}溪 清:_=1()"},
    {"<_:\xEF\xA4\x80 xmlns:_='u'/>", "{u}\xEF\xA4\x80()"},
    {"<?b?><a-b.c/>", "a-b.c()"},
};

static void
names_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(read_rows) / sizeof(*read_rows); i++)
		for (int is_long = 0; is_long <= 1; is_long++) {
			struct zl_buffer heard = {0};
			struct zl_fault fault;
			if (hear(read_rows[i].text, is_long, &heard, &fault) != ZL_OK)
				fail_msg("%s: %s", read_rows[i].text, fault.message);
			assert_string_equal(heard.data, read_rows[i].heard);
			zl_buffer_free(&heard);
		}
}

/* What is not namespace-well-formed: clause 7. */
static const char *const refused[] = {
    "<p:a/>",
    "<a p:b='1'/>",
    "<xmlns:a/>",
    "<a><p:b xmlns:p='u'/><p:c/></a>",
    "<a><b xmlns:p='u'/><c p:d='1'/></a>",
    "<:a/>",
    "<p: xmlns:p='u'/>",
    "<p:a:b xmlns:p='u'/>",
    "<p:1 xmlns:p='u'/>",
    "<p:\xC2\xB7 xmlns:p='u'/>",
    "<p:\xC3\x97 xmlns:p='u'/>",
    "<a xmlns:p='u' p:-='1'/>",
    "<a :b='1'/>",
    "<a xmlns:='u'/>",
    "<a xmlns:p=''/>",
    "<a xmlns:xmlns='u'/>",
    "<a xmlns:xml='u'/>",
    "<a xmlns:p='" XML_URI "'/>",
    "<a xmlns='" XML_URI "'/>",
    "<a xmlns:p='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<a xmlns:p='u' xmlns:p='v'/>",
    "<a b='1' b='1'/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
    "<a xmlns:p='u'><c xmlns:q='u' q:b='2' d='1' p:b='1'/></a>",
    "<a/><?p:b?>",
    "<a>\n<b>\n</c></a>",
    "<a b='<'/>",
    "<a>&b;</a>",
};

static void
what_makes_no_sense_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct zl_buffer heard[2] = {0};
		struct zl_fault fault[2];
		for (int is_long = 0; is_long <= 1; is_long++) {
			if (hear(refused[i], is_long, &heard[is_long], &fault[is_long]) !=
			    ZL_XML_MALFORMED)
				fail_msg("%s is read", refused[i]);
		}
		assert_string_equal(fault[0].message, fault[1].message);
		assert_int_equal(fault[0].line, fault[1].line);
		assert_int_equal(heard[0].length, heard[1].length);
		if (heard[0].length > 0)
			assert_memory_equal(heard[0].data, heard[1].data, heard[0].length);
		zl_buffer_free(&heard[0]);
		zl_buffer_free(&heard[1]);
	}
}

static void
an_error_says_what_and_where(void **state)
{
	struct zl_buffer heard = {0};
	struct zl_fault fault;

	(void)state;
	hear("<a>\n<b>\n</c></a>", false, &heard, &fault);
	assert_int_equal(fault.line, 3);
	assert_non_null(strstr(fault.message, "</c> where <b> is open"));
	assert_string_equal(heard.data, "a(\nb(\n");
	hear("<a>\n<p:b/></a>", false, &heard, &fault);
	assert_int_equal(fault.line, 2);
	assert_non_null(strstr(fault.message, "the prefix p is not declared"));
	zl_buffer_free(&heard);
}

/* Names by the thousand, so that tables grow, and a tag that only SAX2 is quick with. */
static void
many_names_cost_little(void **state)
{
	struct zl_buffer part = {0}, heard = {0};
	struct zl_fault fault;

	(void)state;
	zl_buffer_text(&part, "<a");
	for (int i = 0; i < 240; i++)
		zl_buffer_format(
		    &part, " xmlns:p%d='urn:a-long-name-so-that-the-tag-is-long-%d' p%d:b='%d'", i,
		    i % 120, i, i);
	zl_buffer_text(&part, "/>");
	assert_int_equal(hear(part.data, false, &heard, &fault), ZL_XML_MALFORMED);
	zl_buffer_clear(&part);
	zl_buffer_clear(&heard);
	zl_buffer_text(&part, "<a xmlns:p='u'>");
	for (int i = 0; i < 3000; i++)
		zl_buffer_format(&part, "<p:b%d c%d='%d'/>", i, i, i);
	zl_buffer_text(&part, "</a>");
	assert_int_equal(hear(part.data, false, &heard, &fault), ZL_OK);
	assert_non_null(strstr(heard.data, "{u}b2999 c2999=2999()"));
	zl_buffer_free(&part);
	zl_buffer_free(&heard);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_are_read),
	    cmocka_unit_test(what_makes_no_sense_is_refused),
	    cmocka_unit_test(an_error_says_what_and_where),
	    cmocka_unit_test(many_names_cost_little),
	};
	zl_unpack_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
