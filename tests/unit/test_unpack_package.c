/* test_unpack_package.c: packages: what they are, how their parts are found, decoded and counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
					       "pages",
					       "3",
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
		if (code != (length == 0   ? ZL_EMPTY_FILE
			     : length == 1 ? ZL_OK /* the text "P" */
					   : ZL_TRUNCATED))
			fail_msg("%zu bytes: %s", length, zl_failure_code(code));
		zl_document_free(&document);
		free(cut);
	}
	free(bytes);
}

/* A header with a reading, a box and a reference, broken off anywhere. */
static void
broken_parts_only_warn(void **state)
{
	static const char header[] =
	    "<w:hdr" MAKE_NAMESPACES
	    "><w:p><w:r><w:t>前</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>xi</w:t>"
	    "</w:r></w:rt><w:rubyBase><w:r><w:t>溪</w:t></w:r></w:rubyBase></w:ruby></"
	    "w:r><w:r><w:pict>"
	    "<v:textbox><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
	    "</v:textbox></w:pict></w:r><w:r><w:t>后</w:t></w:r></w:p></w:hdr>";

	(void)state;
	for (size_t size = sizeof("<w:hdr") - 1 + sizeof(MAKE_NAMESPACES);
	     size < sizeof(header) - 1; size++) {
		struct make_part part = {"word/header1.xml", header, size};
		struct zl_document document = {0};
		assert_int_equal(ZL_OK, make_document(&document, P("正文"), &part, 1));
		for (size_t i = 0; i < document.rubies.count; i++) {
			const struct zl_ruby *ruby = &document.rubies.items[i];
			assert_true(ruby->n > 0 && ruby->n <= document.paragraphs.count);
			const struct zl_paragraph *p = &document.paragraphs.items[ruby->n - 1];
			assert_true(ruby->length > 0 &&
				    ruby->offset + ruby->length <= p->text.length);
		}
		for (size_t i = 0; i < document.notes.count; i++)
			assert_true(document.notes.items[i].story != ZL_STORY_BOX ||
				    document.notes.items[i].n > 0);
		zl_document_free(&document);
	}
}

static void
what_stands_before_a_break_stays(void **state)
{
	static const struct make_part part = {
	    "word/header1.xml",
	    "<w:hdr" MAKE_NAMESPACES "><w:p><w:r><w:t>前</w:t></w:r><w:r><w:t>后</w:r>", 0};
	struct zl_document document = {0};

	(void)state;
	make_document(&document, P("正文"), &part, 1);
	assert_string_equal("前后\n", make_text(&document, ZL_STORY_HEADER));
	assert_string_equal("broken-part@0 ", make_warnings(&document));
	zl_document_free(&document);
}

/* Unpacks a package of a main part, relationships to one target, and a part of that name. */
static void
unpack_beside(struct zl_document *document, const char *body, const char *type, const char *target,
	      const char *name, const char *data)
{
	struct zl_buffer main_part = {0}, relations = {0};

	zl_buffer_format(&main_part, "<w:document%s><w:body>%s</w:body></w:document>",
			 MAKE_NAMESPACES, body);
	zl_buffer_format(&relations,
			 "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
			 "relationships'><Relationship Id='r1' Type='http://x/%s' Target='%s'/>"
			 "</Relationships>",
			 type, target);
	const struct make_part parts[] = {
	    {"[Content_Types].xml",
	     "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>", 0},
	    {"word/document.xml", main_part.data, 0},
	    {"word/_rels/document.xml.rels", relations.data, 0},
	    {name, data, 0},
	    {"customXml/itemProps1.xml",
	     "<ds:datastoreItem ds:itemID='{A1}' "
	     "xmlns:ds='http://schemas.openxmlformats.org/officeDocument/2006/customXml'/>",
	     0},
	    {"customXml/_rels/item1.xml.rels",
	     "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
	     "<Relationship Id='r' Type='http://x/customXmlProps' Target='itemProps1.xml'/>"
	     "</Relationships>",
	     0},
	};
	size_t size;
	void *archive = make_zip(parts, sizeof(parts) / sizeof(*parts), &size);
	assert_int_equal(ZL_OK, zl_unpack(document, archive, size, &zl_unpack_limits_default));
	zl_buffer_free(&main_part);
	zl_buffer_free(&relations);
	free(archive);
}

/* Names that an IRI has escaped stand so in the archive, or do not. */
static void
part_names_are_found_however_they_are_spelled(void **state)
{
	static const char *const names[][2] = {
	    {"foot%20notes.xml", "word/foot%20notes.xml"},
	    {"foot%20notes.xml", "word/foot notes.xml"},
	    {"foot notes.xml", "word/foot%20notes.xml"},
	    {"注.xml", "word/%E6%B3%A8.xml"},
	    {"%E6%B3%A8.xml", "word/注.xml"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct zl_document document = {0};
		unpack_beside(&document, P("正文"), "footnotes", names[i][0], names[i][1],
			      "<w:footnotes" MAKE_NAMESPACES
			      "><w:footnote w:id='1'>" P("脚注") "</w:footnote></w:footnotes>");
		assert_string_equal("脚注\n", make_text(&document, ZL_STORY_FOOTNOTE));
		zl_document_free(&document);
	}
}

#define CONTROL(path, type, text)                                                                  \
	"<w:sdt><w:sdtPr><w:dataBinding w:xpath='" path "' w:storeItemID='{a1}'/>" type            \
	"</w:sdtPr><w:sdtContent>" R(text) "</w:sdtContent></w:sdt>"

#define AROUND(path, paragraphs)                                                                   \
	"<w:sdt><w:sdtPr><w:dataBinding w:xpath='" path                                            \
	"' w:storeItemID='{a1}'/><w:text/></w:sdtPr><w:sdtContent>" paragraphs                     \
	"</w:sdtContent></w:sdt>"

static void
controls_show_their_data(void **state)
{
	static const struct {
		const char *control, *text, *warnings;
		bool around; /* it holds a paragraph */
	} rows[] = {
	    {CONTROL("/d[1]/n[2]", "<w:text/>", "旧"), "号新\n", "data-binding@1 ", false},
	    {CONTROL("/q:d[1]/q:n[2]", "<w:text/>", "旧"), "号新\n", "data-binding@1 ", false},
	    {CONTROL("/d/m/@k", "<w:text/>", "旧"), "号键\n", "data-binding@1 ", false},
	    {CONTROL("/d[1]/n[2]", "<w:text/>", "新 "), "号新 \n", "", false},
	    {CONTROL("/d[1]/n[1]", "<w:text/>", "旧"), "号旧\n", "", false}, /* there is no data */
	    {AROUND("/d[1]/n[2]", P("旧")), "号\n新\n", "data-binding@2 ", true},
	    {AROUND("/d[1]/n[2]", P("新")), "号\n新\n", "", true},
	    {AROUND("/d[1]/n[2]", P("旧") P("话")), "号\n旧\n话\n", "", true},
	    {CONTROL("/d[1]/n[9]", "<w:text/>", "旧"), "号旧\n", "", false},
	    {CONTROL("//n", "<w:text/>", "旧"), "号旧\n", "", false},
	    {CONTROL("/d[1]/n[2]", "<w:date/>", "旧"), "号旧\n", "",
	     false}, /* shown in another form */
	    {CONTROL("/d[1]/n[2]", "<w:showingPlcHdr/><w:text/>", "旧"), "号旧\n", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct zl_document document = {0};
		char body[1000];
		snprintf(body, sizeof(body), rows[i].around ? "%s%s" : "<w:p>%s%s</w:p>",
			 rows[i].around ? P("号") : R("号"), rows[i].control);
		unpack_beside(&document, body, "customXml", "../customXml/item1.xml",
			      "customXml/item1.xml", "<d><n/><m k='键'/><n>新</n></d>");
		assert_string_equal(rows[i].text, make_text(&document, ZL_STORY_BODY));
		const char *warnings = make_warnings(&document);
		assert_non_null(strstr(warnings, rows[i].warnings));
		assert_true((strstr(warnings, "data-binding") != NULL) ==
			    (rows[i].warnings[0] != '\0'));
		zl_document_free(&document);
	}
}

static void
the_document_has_a_ceiling(void **state)
{
	static const struct make_part numbering = {
	    "word/numbering.xml",
	    "<w:numbering" MAKE_NAMESPACES "><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'>"
	    "<w:start w:val='1'/><w:lvlText w:val='%1 and much more that is said again and again'/>"
	    "</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
	    "</w:numbering>",
	    0};
	struct zl_unpack_limits limits = zl_unpack_limits_default;
	struct zl_buffer body = {0};
	struct zl_document document = {0};
	size_t size;

	(void)state;
	limits.text_bytes = 1 << 20;
	for (int i = 0; i < 20000; i++)
		zl_buffer_text(&body,
			       "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>");
	void *archive = make_package(body.data, &numbering, 1, &size);
	assert_int_equal(ZL_TOO_LARGE, zl_unpack(&document, archive, size, &limits));
	zl_document_free(&document);
	assert_int_equal(ZL_OK, zl_unpack(&document, archive, size, &zl_unpack_limits_default));
	zl_document_free(&document);
	zl_buffer_free(&body);
	free(archive);
}

static void
elements_have_so_many_attributes(void **state)
{
	(void)state;
	for (int count = 400; count < 4000; count += 600) {
		struct zl_buffer body = {0};
		struct zl_document document = {0};
		zl_buffer_text(&body, "<w:p ");
		for (int i = 0; i < count; i++)
			zl_buffer_format(&body, "a%d='' ", i);
		zl_buffer_text(&body, "/>");
		assert_int_equal(count < 500 ? ZL_OK : ZL_TOO_MANY,
				 make_body(&document, body.data));
		zl_document_free(&document);
		zl_buffer_free(&body);
	}
}

static void
attributes_are_told_as_they_are(void **state)
{
	static const struct make_part styles = {
	    "word/styles.xml",
	    "<w:styles" MAKE_NAMESPACES "><w:style w:type='paragraph' w:styleId='a'>"
	    "<w:name w:val='A &amp; B &#38; C'/></w:style></w:styles>",
	    0};
	struct zl_document document = {0};

	(void)state;
	make_document(&document, PP("<w:pStyle w:val='a'/>", "甲"), &styles, 1);
	assert_string_equal("A & B & C", document.paragraphs.items[0].style.data);
	zl_document_free(&document);
}

/* A worker's buffer is used again: what stands behind a source is another one's text. */
static void
what_stands_behind_a_source_is_not_read(void **state)
{
	static const char flat[] =
	    "<pkg:package "
	    "xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'><pkg:part "
	    "pkg:name='/word/document.xml' pkg:contentType='application/vnd.openxmlformats-"
	    "officedocument.wordprocessingml.document.main+xml'><pkg:xmlData><w:"
	    "document" MAKE_NAMESPACES
	    "><w:body>" P("正文") "</w:body></w:document></pkg:xmlData></pkg:part>"
				  "</pkg:package>";
	char bytes[sizeof(flat) + 8];
	struct zl_document document = {0};

	(void)state;
	memcpy(bytes, flat, sizeof(flat) - 1);
	memcpy(bytes + sizeof(flat) - 1, "</w:body>", 9);
	assert_int_equal(ZL_OK,
			 zl_unpack(&document, bytes, sizeof(flat) - 1, &zl_unpack_limits_default));
	assert_string_equal("正文\n", make_text(&document, ZL_STORY_BODY));
	zl_document_free(&document);
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
	    cmocka_unit_test(broken_parts_only_warn),
	    cmocka_unit_test(what_stands_before_a_break_stays),
	    cmocka_unit_test(part_names_are_found_however_they_are_spelled),
	    cmocka_unit_test(controls_show_their_data),
	    cmocka_unit_test(the_document_has_a_ceiling),
	    cmocka_unit_test(elements_have_so_many_attributes),
	    cmocka_unit_test(attributes_are_told_as_they_are),
	    cmocka_unit_test(what_stands_behind_a_source_is_not_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
