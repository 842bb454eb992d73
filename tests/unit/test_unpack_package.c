/* test_unpack_package.c: packages: what they are, how their parts are found, decoded and counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "text/charset.h"
#include "unpack/unpack.h"
#include "unpack_make.h"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE	  "http://schemas.openxmlformats.org/package/2006/"
#define TYPES(content)                                                                             \
	"<Types xmlns='" PACKAGE "content-types'>"                                                 \
	"<Default Extension='xml' ContentType='application/xml'/>" content "</Types>"
#define RELATION(id, type, target) "<Relationship Id='" id "' Type='" type "' Target='" target "'/>"
#define RELATED(content)                                                                           \
	"<Relationships xmlns='" PACKAGE "relationships'>" content "</Relationships>"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define MAIN "<w:document" MAKE_NAMESPACES "><w:body>" P("清溪") "</w:body></w:document>"

static enum zl_failure
unpack_parts(struct zl_document *document, const struct make_part *parts, size_t count)
{
	size_t size;
	void *bytes = make_zip(parts, count, &size);
	enum zl_failure code = zl_unpack(document, bytes, size, &zl_unpack_limits_default);

	free(bytes);
	return code;
}

/* A package whose main part has these bytes, and the content type. */
static enum zl_failure
unpack_main(struct zl_document *document, const char *type, const char *data, size_t size)
{
	struct zl_buffer types = {0};

	zl_buffer_format(&types,
			 TYPES("<Override PartName='/word/document.xml' ContentType='%s'/>"), type);
	const struct make_part parts[] = {
	    {"[Content_Types].xml", types.data, types.length},
	    {"_rels/.rels", RELATED(RELATION("r", RELATIONS "officeDocument", "word/document.xml")),
	     0},
	    {"word/document.xml", data, size},
	};
	enum zl_failure code = unpack_parts(document, parts, 3);
	zl_buffer_free(&types);
	return code;
}

static void
content_types_tell_the_format(void **state)
{
	static const struct {
		const char *type, *format;
	} rows[] = {
	    {WORD "document.main+xml", "docx"},
	    {WORD "template.main+xml", "dotx"},
	    {"application/vnd.ms-word.document.macroEnabled.main+xml", "docm"},
	    {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"},
	    {WORD "Template.Main+XML; charset=utf-8", "dotx"},
	    {"application/x-unheard-of", "docx"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct zl_document document = {0};
		assert_int_equal(ZL_OK, unpack_main(&document, rows[i].type, MAIN, strlen(MAIN)));
		assert_string_equal(rows[i].format, document.source.format.data);
		assert_string_equal("清溪\n", make_text(&document, ZL_STORY_BODY));
		zl_document_free(&document);
	}
}

static void
strict_is_read_alike(void **state)
{
	static const char styles[] =
	    "<w:styles xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'>"
	    "<w:style w:styleId='a'><w:name w:val='题'/></w:style></w:styles>";
	static const struct make_part parts[] = {
	    {"[Content_Types].xml", TYPES(""), 0},
	    {"_rels/.rels",
	     RELATED(RELATION(
		 "a", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
		 "/main.xml")),
	     0},
	    {"main.xml",
	     "<document xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'><body><p><pPr>"
	     "<pStyle xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main' "
	     "x:val='a'/></pPr><r>"
	     "<t>严格</t></r></p></body></document>",
	     0},
	    {"_rels/main.xml.rels",
	     RELATED(RELATION("s", "http://purl.oclc.org/ooxml/officeDocument/relationships/styles",
			      "s/./../styles.xml")),
	     0},
	    {"styles.xml", styles, 0},
	};
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_OK, unpack_parts(&document, parts, 5));
	assert_string_equal("严格\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("题", document.paragraphs.items[0].style.data);
	assert_string_equal("main.xml", document.paragraphs.items[0].part.data);
	zl_document_free(&document);
}

/* MAIN in another encoding, as UTF-16 units or through GB18030's bytes for 清溪. */
static void
encode(struct zl_buffer *out, const char *encoding)
{
	static const char declaration[] = "<?xml version='1.0' encoding='UTF-16'?>" MAIN;
	struct zl_buffer text = {0};

	if (strcmp(encoding, "GB2312") == 0 || strcmp(encoding, "gbk") == 0) {
		zl_buffer_format(out, "<?xml version=\"1.0\" encoding=\"%s\"?>", encoding);
		zl_buffer_text(out, "<w:document" MAKE_NAMESPACES
				    "><w:body>" P("\xC7\xE5\xCF\xAA") "</w:body></w:document>");
		return;
	}
	zl_charset_decode("utf-8", declaration, strlen(declaration), &text, NULL);
	for (size_t i = 0; i < text.length; i++) {
		bool little = strstr(encoding, "LE") != NULL;
		unsigned unit = (unsigned char)text.data[i];
		if (unit >= 0x80) { /* 清 U+6E05, 溪 U+6EAA */
			unit = memcmp(text.data + i, "清", 3) == 0 ? 0x6E05 : 0x6EAA;
			i += 2;
		}
		if (i == 0 && encoding[0] == '+')
			zl_buffer_add(out, little ? "\xFF\xFE" : "\xFE\xFF", 2);
		zl_buffer_byte(out, (char)(little ? unit : unit >> 8));
		zl_buffer_byte(out, (char)(little ? unit >> 8 : unit));
	}
	zl_buffer_free(&text);
}

static void
encodings_are_told_by_mark_and_declaration(void **state)
{
	static const char *const encodings[] = {"+LE", "+BE", "LE", "BE", "GB2312", "gbk"};

	(void)state;
	for (size_t i = 0; i < sizeof(encodings) / sizeof(*encodings); i++) {
		struct zl_document document = {0};
		struct zl_buffer main = {0};
		encode(&main, encodings[i]);
		assert_int_equal(ZL_OK, unpack_main(&document, WORD "document.main+xml", main.data,
						    main.length));
		assert_string_equal("清溪\n", make_text(&document, ZL_STORY_BODY));
		zl_document_free(&document);
		zl_buffer_free(&main);
	}
}

static void
properties_are_kept(void **state)
{
	static const struct make_part parts[] = {
	    {"_rels/.rels",
	     RELATED(RELATION("a", RELATIONS "officeDocument", "word/document.xml") RELATION(
		 "b", PACKAGE "relationships/metadata/core-properties", "docProps/core.xml")
			 RELATION("c", RELATIONS "extended-properties", "docProps/app.xml")
			     RELATION("d", RELATIONS "custom-properties", "docProps/custom.xml")),
	     0},
	    {"word/document.xml", MAIN, 0},
	    {"docProps/core.xml",
	     "<cp:coreProperties xmlns:cp='" PACKAGE "metadata/core-properties' "
	     "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:t='http://purl.org/dc/terms/'>"
	     "<dc:title> 整改&#10;报告 "
	     "</dc:title><dc:creator>办公室</dc:creator><cp:revision>3</cp:revision>"
	     "<cp:category></cp:category><t:created>2021-01-02T03:04:05Z</t:created></"
	     "cp:coreProperties>",
	     0},
	    {"docProps/app.xml",
	     "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
	     "extended-properties'><Application>WPS Office</Application><Pages>3</Pages>"
	     "<AppVersion>14.0</AppVersion></Properties>",
	     0},
	    {"docProps/custom.xml",
	     "<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/"
	     "custom-properties' xmlns:vt='http://schemas.openxmlformats.org/officeDocument/2006/"
	     "docPropsVTypes'><property name='密级'><vt:lpwstr>内部</vt:lpwstr></property>"
	     "<property name='n'><vt:i4>7</vt:i4></property></Properties>",
	     0},
	};
	static const char *const expected[] = {"title",
					       "整改\n报告",
					       "creator",
					       "办公室",
					       "revision",
					       "3",
					       "created",
					       "2021-01-02T03:04:05Z",
					       "application",
					       "WPS Office",
					       "application-version",
					       "14.0",
					       "custom:密级",
					       "内部",
					       "custom:n",
					       "7"};
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_OK, unpack_parts(&document, parts, 5));
	assert_int_equal(sizeof(expected) / sizeof(*expected) / 2, document.properties.count);
	for (size_t i = 0; i < document.properties.count; i++) {
		assert_string_equal(expected[2 * i], document.properties.items[i].name.data);
		assert_string_equal(expected[2 * i + 1], document.properties.items[i].value.data);
	}
	zl_document_free(&document);
}

static void
flat_files_are_packages(void **state)
{
	static const char flat[] =
	    "<?xml version='1.0'?><?mso-application progid='Word.Document'?>"
	    "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'"
	    " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
	    "<pkg:part pkg:name='/_rels/.rels' pkg:contentType='x'><pkg:xmlData>" RELATED(RELATION(
		"a", RELATIONS "officeDocument",
		"word/document.xml")) "</pkg:xmlData></pkg:part><pkg:part "
				      "pkg:name='/word/document.xml' pkg:contentType='" WORD
				      "document.main+xml'><pkg:xmlData><w:document><w:body><w:p><w:"
				      "r><w:t xml:space='preserve'>"
				      "平 &lt;&amp;&quot; </w:t></w:r></w:p><w:altChunk "
				      "xmlns:q='" RELATIONS "' "
				      "xmlns:r='http://schemas.openxmlformats.org/officeDocument/"
				      "2006/relationships' r:id='c'/>"
				      "</w:body></w:document></pkg:xmlData></pkg:part>"
				      "<pkg:part pkg:name='/word/_rels/document.xml.rels' "
				      "pkg:contentType='x'><pkg:xmlData>" RELATED(RELATION(
					  "c", RELATIONS "aFChunk",
					  "c.txt")) "</pkg:xmlData></pkg:part><pkg:part "
						    "pkg:name='/word/c.txt' "
						    "pkg:contentType='text/plain'>"
						    "<pkg:binaryData>5ZOB\n6LSo</pkg:binaryData></"
						    "pkg:part></pkg:package>";
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_OK,
			 zl_unpack(&document, flat, strlen(flat), &zl_unpack_limits_default));
	assert_string_equal("flat-opc", document.source.format.data);
	assert_string_equal("平 <&\" \n品质\n", make_text(&document, ZL_STORY_BODY));
	assert_int_equal(0, document.warnings.count);
	zl_document_free(&document);
}

/* Parts that no relationship leads to, but whose content types say what they are. */
static void
lost_parts_are_found(void **state)
{
	static const struct make_part parts[] = {
	    {"[Content_Types].xml",
	     TYPES("<Override PartName='/word/footnotes.xml' ContentType='" WORD
		   "footnotes+xml'/><Override PartName='/word/glossary/footnotes.xml' "
		   "ContentType='" WORD
		   "footnotes+xml'/><Override PartName='/word/h.xml' ContentType='" WORD
		   "header+xml'/><Override PartName='/word/none.xml' ContentType='" WORD
		   "footer+xml'/>"),
	     0},
	    {"_rels/.rels", RELATED(RELATION("a", RELATIONS "officeDocument", "word/document.xml")),
	     0},
	    {"word/document.xml", MAIN, 0},
	    {"word/footnotes.xml",
	     "<w:footnotes" MAKE_NAMESPACES
	     "><w:footnote w:id='1'>" P("注") "</w:footnote></w:footnotes>",
	     0},
	    {"word/glossary/footnotes.xml", "<w:footnotes" MAKE_NAMESPACES "/>", 0},
	    {"word/h.xml", "<w:hdr" MAKE_NAMESPACES ">" P("眉") "</w:hdr>", 0},
	};
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_OK, unpack_parts(&document, parts, 6));
	assert_string_equal("注\n", make_text(&document, ZL_STORY_FOOTNOTE));
	assert_string_equal("眉\n", make_text(&document, ZL_STORY_HEADER));
	assert_string_equal("missing-relation@0 ", make_warnings(&document));
	zl_document_free(&document);
}

static void
failures_say_part_line_and_what(void **state)
{
	static const char broken[] =
	    "<w:document" MAKE_NAMESPACES ">\n<w:body>" P("a") "\n<w:p></w:r>";
	struct zl_document document = {0};

	(void)state;
	assert_int_equal(ZL_XML_MALFORMED,
			 unpack_main(&document, WORD "document.main+xml", broken, strlen(broken)));
	assert_string_equal("unpack", document.error.stage);
	assert_string_equal("word/document.xml", document.error.part.data);
	assert_int_equal(3, document.error.line);
	assert_int_equal(2, document.error.n);
	assert_non_null(strstr(document.error.message.data, "is open"));
	zl_document_free(&document);
}

/* A document at a limit is read; one more is too much. */
static void
limits_are_limits(void **state)
{
	static const struct {
		size_t place;
		uint64_t most;
		enum zl_failure code;
	} rows[] = {
	    {offsetof(struct zl_unpack_limits, entries), 4, ZL_TOO_MANY},
	    {offsetof(struct zl_unpack_limits, depth), 5, ZL_TOO_DEEP},
	    {offsetof(struct zl_unpack_limits, paragraphs), 3, ZL_TOO_MANY},
	    {offsetof(struct zl_unpack_limits, paragraph_bytes), 9, ZL_TOO_LARGE},
	};
	size_t size;

	(void)state;
	void *bytes = make_package(P("一二三") P("a") P("b"), NULL, 0, &size);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (int less = 0; less <= 1; less++) {
			struct zl_unpack_limits limits = zl_unpack_limits_default;
			struct zl_document document = {0};
			*(uint64_t *)((char *)&limits + rows[i].place) =
			    rows[i].most - (uint64_t)less;
			assert_int_equal(less ? rows[i].code : ZL_OK,
					 zl_unpack(&document, bytes, size, &limits));
			zl_document_free(&document);
		}
	free(bytes);
}

static void
every_truncation_fails_with_a_name(void **state)
{
	size_t size;
	char *bytes = make_package(P("清溪"), NULL, 0, &size);

	(void)state;
	for (size_t length = 0; length < size; length++) {
		struct zl_document document = {0};
		char *cut = malloc(length + 1);
		memcpy(cut, bytes, length);
		enum zl_failure code = zl_unpack(&document, cut, length, &zl_unpack_limits_default);
		if (code != (length == 0  ? ZL_EMPTY_FILE
			     : length < 4 ? ZL_NOT_A_ZIP
					  : ZL_TRUNCATED))
			fail_msg("%zu bytes: %s", length, zl_failure_code(code));
		zl_document_free(&document);
		free(cut);
	}
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(content_types_tell_the_format),
	    cmocka_unit_test(strict_is_read_alike),
	    cmocka_unit_test(encodings_are_told_by_mark_and_declaration),
	    cmocka_unit_test(properties_are_kept),
	    cmocka_unit_test(flat_files_are_packages),
	    cmocka_unit_test(lost_parts_are_found),
	    cmocka_unit_test(failures_say_part_line_and_what),
	    cmocka_unit_test(limits_are_limits),
	    cmocka_unit_test(every_truncation_fails_with_a_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
