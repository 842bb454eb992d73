/*
 * test_unpack_memory.c: every allocation of the stage and of libxml2 fails once: the document then
 * fails for want of memory or is what it is otherwise, and nothing leaks.
 *
 * The linker hands over what the stage calls for malloc and its kin (--wrap).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "document/document_xml.h"
#include "unpack/unpack.h"
#include "unpack_make.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_reallocarray(void *old, size_t count, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_reallocarray(void *old, size_t count, size_t size);
char *__wrap_strdup(const char *text);

/* Allocations until one fails; 0 for never. */
static size_t until;

static bool
fails(void)
{
	return until > 0 && --until == 0;
}

void *
__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *
__wrap_calloc(size_t count, size_t size)
{
	return fails() ? NULL : __real_calloc(count, size);
}

void *
__wrap_realloc(void *old, size_t size)
{
	return fails() ? NULL : __real_realloc(old, size);
}

void *
__wrap_reallocarray(void *old, size_t count, size_t size)
{
	return fails() ? NULL : __real_reallocarray(old, count, size);
}

char *
__wrap_strdup(const char *text)
{
	return fails() ? NULL : __real_strdup(text);
}

/* Unpacks with the allocation failing that is the given one; gives how many there were. */
static size_t
unpack(const void *bytes, size_t size, size_t failing, struct zl_document *document)
{
	until = failing;
	zl_unpack(document, bytes, size, &zl_unpack_limits_default);
	size_t left = until;
	until = 0;
	return failing - left;
}

static void
each_fails(const char *name, const void *bytes, size_t size, enum zl_failure code)
{
	struct zl_document document = {0};
	struct zl_buffer whole = {0}, out = {0};

	size_t count = unpack(bytes, size, SIZE_MAX, &document);
	if (document.error.code != code)
		fail_msg("%s: %s", name, zl_failure_code(document.error.code));
	zl_document_write(&document, &whole);
	zl_document_free(&document);
	for (size_t i = 1; i <= count; i++) {
		unpack(bytes, size, i, &document);
		zl_buffer_clear(&out);
		zl_document_write(&document, &out);
		if (document.error.code != ZL_OUT_OF_MEMORY &&
		    (out.length != whole.length || memcmp(out.data, whole.data, out.length) != 0))
			fail_msg("%s: allocation %zu of %zu fails, and the document is %s", name, i,
				 count, out.data);
		zl_document_free(&document);
	}
	zl_buffer_free(&whole);
	zl_buffer_free(&out);
}

#define ROOT(name, content) "<w:" name MAKE_NAMESPACES ">" content "</w:" name ">"

static const struct make_part extra[] = {
    {"word/styles.xml",
     ROOT("styles",
	  "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='正文'/></w:style>"
	  "<w:style w:type='paragraph' w:styleId='b'><w:name w:val='题'/><w:basedOn w:val='a'/>"
	  "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"),
     0},
    {"word/numbering.xml",
     ROOT("numbering",
	  "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt "
	  "w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num "
	  "w:numId='1'><w:abstractNumId w:val='0'/></w:num>"),
     0},
    {"word/footnotes.xml", ROOT("footnotes", "<w:footnote w:id='2'>" P("注") "</w:footnote>"), 0},
    {"word/comments.xml",
     ROOT("comments", "<w:comment w:id='3' w:author='甲'>" P("批") "</w:comment>"), 0},
    {"word/header1.xml", ROOT("hdr", P("眉")), 0},
    {"word/header2.xml", ROOT("hdr", P("眉")), 0},
    /* Not HTML: libxml2 2.9.14 loses its parser for it when memory is out. */
    {"word/chunk1.txt", "页\n", 0},
    {"word/chart1.xml",
     "<c:chartSpace" MAKE_NAMESPACES "><a:p><a:r><a:t>图</a:t></a:r></a:p></c:chartSpace>", 0},
};

#define BODY                                                                                       \
	PP("<w:pStyle w:val='b'/>", "关于清溪")                                                    \
	"<w:tbl><w:tr><w:tc>" P("格") "</w:tc></w:tr></w:tbl><w:p><w:r><w:footnoteReference "      \
				      "w:id='2'/><w:commentReference w:id='3'/><w:t>文</w:t>"     \
				      "<w:drawing><wp:docPr name='图'/><a:graphic><c:chart "      \
				      "r:id='rId8'/></a:graphic></w:drawing><w:pict><v:shape>"     \
				      "<w:txbxContent>" P("框") "</w:txbxContent></v:shape>"       \
								"</w:pict></w:r></w:p>"            \
								"<w:altChunk r:id='rId7'/>"

static void
packages(void **state)
{
	struct zl_buffer body = {0};
	size_t size;

	(void)state;
	void *bytes = make_package(BODY, extra, sizeof(extra) / sizeof(*extra), &size);
	each_fails("package", bytes, size, ZL_OK);
	free(bytes);
	/* Few attributes: libxml2 2.9.14 is not sound in SAX2 when there is no memory for many. */
	zl_buffer_text(&body, BODY "<w:p");
	for (int i = 0; i < 9; i++)
		zl_buffer_format(&body, " xmlns:p%d='u' p%d:a%d='%01000d'", i, i, i, i);
	zl_buffer_text(&body, "/>");
	bytes = make_package(body.data, extra, 0, &size);
	each_fails("a long tag", bytes, size, ZL_OK);
	free(bytes);
	zl_buffer_free(&body);
}

static void
what_cannot_be_read(void **state)
{
	size_t size;

	(void)state;
	void *bytes = make_package(P("清溪") "<w:p><w:r></w:p>", NULL, 0, &size);
	each_fails("not well-formed", bytes, size, ZL_XML_MALFORMED);
	free(bytes);
	bytes = make_package(P("清溪") "<u:p/>", NULL, 0, &size);
	each_fails("a prefix without declaration", bytes, size, ZL_XML_MALFORMED);
	free(bytes);
}

static void
flat_files(void **state)
{
	static const char flat[] =
	    "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>"
	    "<pkg:part pkg:name='/_rels/.rels' pkg:contentType='x'><pkg:xmlData><Relationships "
	    "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship "
	    "Id='a' "
	    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	    "officeDocument' "
	    "Target='d.xml'/></Relationships></pkg:xmlData></pkg:part><pkg:part pkg:name='/d.xml' "
	    "pkg:contentType='application/vnd.openxmlformats-officedocument.wordprocessingml."
	    "document.main+xml'><pkg:xmlData><w:document" MAKE_NAMESPACES
	    "><w:body>" P("平") "</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>";

	(void)state;
	each_fails("Flat OPC", flat, strlen(flat), ZL_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(packages),
	    cmocka_unit_test(what_cannot_be_read),
	    cmocka_unit_test(flat_files),
	};
	zl_unpack_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
