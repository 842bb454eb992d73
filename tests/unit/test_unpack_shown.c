/* test_unpack_shown.c: what Word shows where no plain text says so: breaks, fonts, fields,
 * formulas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "unpack_make.h"

#define STYLES                                                                                     \
	"<w:styles" MAKE_NAMESPACES "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "              \
	"w:asciiTheme='minorHAnsi' w:eastAsia='宋体'/></w:rPr></w:rPrDefault></w:docDefaults>"   \
	"<w:style w:type='character' w:styleId='tick'><w:rPr><w:rFonts w:ascii='Wingdings' "       \
	"w:hAnsi='Wingdings'/></w:rPr></w:style>"                                                  \
	"<w:style w:type='character' w:styleId='more'><w:basedOn w:val='tick'/></w:style>"         \
	"<w:style w:type='paragraph' w:styleId='greek'><w:rPr><w:rFonts w:ascii='Symbol' "         \
	"w:hAnsi='Symbol'/></w:rPr></w:style></w:styles>"
#define FONT(name, text)                                                                           \
	"<w:r><w:rPr><w:rFonts w:ascii='" name "' w:hAnsi='" name "'/></w:rPr><w:t>" text          \
	"</w:t></w:r>"
#define STYLED(style, text)                                                                        \
	"<w:r><w:rPr><w:rStyle w:val='" style "'/></w:rPr><w:t>" text "</w:t></w:r>"
#define BREAK(type) "<w:r><w:br w:type='" type "'/></w:r>"
#define BEGIN	    "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
#define SEPARATE    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
#define END	    "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
#define CODE(code)  BEGIN "<w:r><w:instrText xml:space='preserve'>" code "</w:instrText></w:r>" END
#define FORM(data, code)                                                                           \
	"<w:r><w:fldChar w:fldCharType='begin'><w:ffData>" data "</w:ffData></w:fldChar></w:r>"    \
	"<w:r><w:instrText>" code "</w:instrText></w:r>" END
#define CELL(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define M(text)		       "<m:r><m:t>" text "</m:t></m:r>"
#define FORMULA(content)       "<w:p>" R("即") "<m:oMath>" content "</m:oMath></w:p>"

struct row {
	const char *what, *body, *text, *warnings;
};

static const struct row rows[] = {
    {"a page or column break between text parts it",
     "<w:p>" R("前") BREAK("page") R("后") BREAK("column") R("末") "</w:p>", "前\n后\n末\n", ""},
    {"before all text and behind it a break parts nothing",
     "<w:p>" BREAK("page") R("前") BREAK("page") BREAK("page") "</w:p>", "前\n", ""},
    {"breaks in a row part once", "<w:p>" R("前") BREAK("page") BREAK("column") R("后") "</w:p>",
     "前\n后\n", ""},
    {"a break in hidden text is hidden",
     "<w:p>" R("前") "<w:r><w:rPr><w:vanish/></w:rPr><w:br w:type='page'/></w:r>" R("后") "</w:p>",
     "前后\n", ""},
    {"white space is kept for all that is inside",
     "<w:p xml:space='preserve'><w:r><w:t>清 </w:t><w:t xml:space='default'> 溪 </w:t>"
     "<w:t>村</w:t></w:r></w:p>",
     "清 溪村\n", ""},
    {"a symbol font by the run", "<w:p>" FONT("Wingdings", "þ") R("是") "</w:p>", "☑是\n",
     "symbol-font@1 "},
    {"by a character style, and one based on it",
     "<w:p>" STYLED("tick", "o") STYLED("more", "&#xF06F;") "</w:p>", "□□\n", "symbol-font@1 "},
    {"by the paragraph's style", PP("<w:pStyle w:val='greek'/>", "5 m"), "5 μ\n", "symbol-font@1 "},
    {"unless the run has another one",
     "<w:p><w:pPr><w:pStyle w:val='greek'/></w:pPr>" FONT("Times New Roman", "m") "</w:p>", "m\n",
     ""},
    {"Chinese in such a run is Chinese", "<w:p>" FONT("Wingdings", "第o项：“甲”") "</w:p>",
     "第□项：\x01", ""},
    {"shared signs go by the East Asian font where a hint says so",
     "<w:p><w:r><w:rPr><w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings' "
     "w:eastAsia='宋体' "
     "w:hint='eastAsia'/></w:rPr><w:t>“甲”§o</w:t></w:r></w:p>",
     "“甲”§□\n", "symbol-font@1 "},
    {"glyphs of one to four bytes",
     "<w:p>" FONT("Symbol", "&#xF0B1;&#xF0B0;&#xF020;&#xF061;")
	 FONT("Wingdings", "(&#xF030;") "</w:p>",
     "±° α☎📁\n", "symbol-font@1 "},
    {"windows-1252", "<w:p>" FONT("Wingdings 2", "•–") "</w:p>", "•●\x01", ""},
    {"no-break space and soft hyphen are what they are in any font",
     "<w:p>" FONT("Symbol", "&#xA0;&#xAD;") "</w:p>", "\u00A0\u00AD\n", ""},
    {"a glyph that no table has stays and is told", "<w:p>" FONT("Wingdings", "&#xF0FF;") "</w:p>",
     "\uF0FF\n", "symbol@1 "},
    {"a form's list: what was chosen, else its default, else the first",
     "<w:p>" FORM("<w:ddList><w:result w:val='1'/><w:default w:val='2'/><w:listEntry "
		  "w:val='甲'/>"
		  "<w:listEntry w:val='乙'/><w:listEntry w:val='丙'/></w:ddList>",
		  "FORMDROPDOWN") FORM("<w:ddList><w:default w:val='2'/><w:listEntry "
				       "w:val='甲'/><w:listEntry w:val='乙'/>"
				       "<w:listEntry w:val='丙'/></w:ddList>",
				       "FORMDROPDOWN")
	 FORM("<w:ddList><w:listEntry w:val='丁'/></w:ddList>", "FORMDROPDOWN") "</w:p>",
     "乙丙丁\n", ""},
    {"a form's check box: its state before its default",
     "<w:p>" FORM("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "FORMCHECKBOX")
	 FORM("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>",
	      "FORMCHECKBOX")
	     FORM("<w:checkBox><w:default w:val='1'/></w:checkBox>", "FORMCHECKBOX") "</w:p>",
     "☒☐☒\n", ""},
    {"a form's text by default",
     "<w:p>" FORM("<w:textInput><w:default w:val='无'/></w:textInput>", "FORMTEXT") "</w:p>",
     "无\n", ""},
    {"buttons show their text",
     "<w:p>" CODE(" MACROBUTTON NoMacro [填写单位] ") CODE("GOTOBUTTON _Ref1 附表二") "</w:p>",
     "[填写单位]附表二\n", ""},
    {"phonetic guides of EQ",
     "<w:p>" CODE("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(qīng),清)")
	 CODE("eq \\o (\\s \\up11(xī),溪)") "</w:p>",
     "清溪\n", ""},
    {"brackets, fractions, circles of EQ",
     "<w:p>" CODE("EQ \\b(\\f(1,2))") CODE("EQ \\b\\bc\\[(x)") CODE("EQ \\o\\ac(○,3)") "</w:p>",
     "(1/2)[x]③\n", ""},
    {"sums and roots of EQ", "<w:p>" CODE("EQ \\i\\su(1,5,\\r(3,x))") "</w:p>", "∑15√3x\n",
     "equation-field@1 "},
    {"code over several paragraphs is no text",
     "<w:p>" R("见") BEGIN "<w:r><w:instrText>IF </w:instrText></w:r>" R("一") "</w:p>" P(
	 "二") "<w:p>" R("三") SEPARATE R("四") END R("五") "</w:p>",
     "见\n\n四五\n", ""},
    {"hidden text in a code, and what stands within a text",
     "<w:p>" R("见") BEGIN R("一") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>二</w:t></w:r>" SEPARATE R(
	 "三") END BEGIN FONT("Symbol", "ab<w:fldChar w:fldCharType='separate'/>c") END "</w:p>",
     "见三\x01", ""},
    {"code that never ends hides nothing", "<w:p>" BEGIN R("一") "</w:p>" P("二"), "一\n二\n", ""},
    {"a deleted cell, its text marked or not",
     "<w:tbl><w:tr>" CELL("", "甲") CELL("<w:cellDel w:id='1'/>", "乙")
	 CELL("", "丙") "</w:tr></w:tbl>",
     "甲\n丙\n", "tracked-changes@0 "},
    {"a deleted row, its text marked or not",
     "<w:tbl><w:tr>" CELL("", "甲") "</w:tr><w:tr><w:trPr><w:del "
				    "w:id='1'/></w:trPr>" CELL("", "乙") "</w:tr><w:tr>" CELL(
					"", "丙") "</w:tr></"
						  "w:tbl>",
     "甲\n丙\n", "tracked-changes@0 "},
    {"fractions", FORMULA("<m:f><m:num>" M("1") "</m:num><m:den>" M("2") "</m:den></m:f>"),
     "即1/2\n", ""},
    {"a fraction without a bar",
     FORMULA("<m:f><m:fPr><m:type m:val='noBar'/></m:fPr><m:num>" M("1") "</m:num><m:den>" M(
	 "2") "</m:den></m:f>"),
     "即1 2\n", ""},
    {"brackets as they are, as told, and none",
     FORMULA("<m:d><m:e>" M("a") "</m:e><m:e>" M(
	 "b") "</m:e></m:d><m:d><m:dPr><m:begChr m:val='['/>"
	      "<m:sepChr m:val=';'/><m:endChr m:val=''/></m:dPr><m:e>" M("c") "</m:e><m:e>" M(
		  "d") "</m:e></m:d>"),
     "即(a|b)[c;d\n", ""},
    {"operators and their limits",
     FORMULA("<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub>" M("i") "</m:sub><m:sup>" M(
	 "n") "</m:sup><m:e>" M("x") "</m:e></"
				     "m:nary><m:nary><m:"
				     "e>" M("y") "</m:e></"
						 "m:"
						 "nary>"),
     "即∑inx∫y\n", ""},
    {"roots and matrices",
     FORMULA("<m:rad><m:deg>" M("3") "</m:deg><m:e>" M(
	 "x") "</m:e></"
	      "m:rad><m:d><m:e><m:m><m:mr><m:"
	      "e>" M("1") "</m:e><m:e>" M("2") "</m:e></m:mr><m:mr><m:e>" M("3") "</m:e><m:e>" M(
		  "4") "</m:e></m:mr></m:m></m:e></m:d>"),
     "即3√x(1 2 3 4)\n", ""},
};

static void
every_row(void **state)
{
	static const struct make_part styles[] = {{"word/styles.xml", STYLES, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct zl_document document = {0};
		if (make_document(&document, rows[i].body, styles, 1) != ZL_OK)
			fail_msg("%s: no document", rows[i].what);
		const char *text = make_text(&document, ZL_STORY_BODY);
		size_t length = strcspn(rows[i].text, "\x01");
		bool whole = rows[i].text[length] == '\0';
		if (strncmp(text, rows[i].text, length) != 0 || (whole && text[length] != '\0'))
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].what, text, rows[i].text);
		const char *warnings = make_warnings(&document);
		if (whole && strcmp(warnings, rows[i].warnings) != 0)
			fail_msg("%s: warns \"%s\", not \"%s\"", rows[i].what, warnings,
				 rows[i].warnings);
		zl_document_free(&document);
	}
}

static void
a_guide_of_a_field_is_a_reading(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document, "<w:p>" R("在") CODE("EQ \\o\\ad(\\s\\up 9(qīng),清)") "</w:p>");
	assert_int_equal(1, document.rubies.count);
	assert_string_equal("qīng", document.rubies.items[0].text.data);
	assert_int_equal(3, document.rubies.items[0].offset);
	assert_int_equal(3, document.rubies.items[0].length);
	zl_document_free(&document);
}

static void
cells_behind_a_deleted_one_move_up(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document, "<w:tbl><w:tr>" CELL("", "甲") CELL("<w:cellDel w:id='1'/>", "乙")
				 CELL("", "丙") "</w:tr></w:tbl>");
	assert_int_equal(2, document.paragraphs.items[1].column);
	assert_int_equal(2, document.tables.items[0].columns);
	zl_document_free(&document);
}

static void
code_over_paragraphs_is_noted_where_it_stood(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document, "<w:p>" R("见") BEGIN R("一") "</w:p><w:p>" R("二") END "</w:p>");
	assert_string_equal("field-code@1:3=一\nfield-code@2:0=二\n", make_losses(&document));
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(a_guide_of_a_field_is_a_reading),
	    cmocka_unit_test(cells_behind_a_deleted_one_move_up),
	    cmocka_unit_test(code_over_paragraphs_is_noted_where_it_stood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
