/* test_unpack_text.c: what of a run's content becomes text, and what becomes of the rest. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "unpack_make.h"

#define STYLES                                                                                     \
	"<w:styles" MAKE_NAMESPACES "><w:style w:type='paragraph' w:default='1' w:styleId='a'>"    \
	"<w:name w:val='Normal'/></w:style>"                                                       \
	"<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/>"                    \
	"<w:basedOn w:val='a'/><w:pPr><w:jc w:val='center'/><w:outlineLvl w:val='0'/></w:pPr>"     \
	"<w:rPr><w:b/></w:rPr></w:style>"                                                          \
	"<w:style w:type='paragraph' w:styleId='2'><w:name w:val='secret'/>"                       \
	"<w:basedOn w:val='3'/></w:style>"                                                         \
	"<w:style w:type='paragraph' w:styleId='3'><w:basedOn w:val='2'/><w:rPr><w:vanish/>"       \
	"</w:rPr></w:style>"                                                                       \
	"<w:style w:type='character' w:styleId='h'><w:name w:val='hidden'/><w:rPr><w:vanish/>"     \
	"</w:rPr></w:style>"                                                                       \
	"<w:style w:type='character' w:styleId='s'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr>"  \
	"</w:style></w:styles>"

#define FIELD(code, result)                                                                        \
	"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>" code                     \
	"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>" result              \
	"<w:r><w:fldChar w:fldCharType='end'/></w:r>"
#define CODE(code)                                                                                 \
	"<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>" code                     \
	"</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"

struct row {
	const char *what, *body, *text, *losses;
};

static const struct row rows[] = {
    {"runs join", "<w:p>" R("清") R("水") "</w:p>", "清水\n", ""},
    {"empty paragraphs stay", "<w:p/>" P("") P("a"), "\n\na\n", ""},
    {"tabs, breaks, hyphens",
     "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"
     "<w:noBreakHyphen/><w:softHyphen/><w:ptab/><w:t>e</w:t></w:r></w:p>",
     "a\tb\nc\nd\u2011\u00AD\te\n", ""},
    {"tab stops are no tabs", PP("<w:tabs><w:tab w:val='left' w:pos='420'/></w:tabs>", "a"), "a\n",
     ""},
    {"white space at the ends goes unless it is kept",
     "<w:p><w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b "
     "</w:t></w:r></w:p>",
     "a b \n", ""},
    {"pretty-printed text", "<w:p><w:r><w:t>\n    清溪\n  </w:t></w:r></w:p>", "清溪\n", ""},
    {"ideographic spaces stay", "<w:p><w:r><w:t>　　清</w:t></w:r></w:p>", "　　清\n", ""},
    {"character references", P("&#x6E05;&#27700;&amp;&lt;"), "清水&<\n", ""},
    {"CDATA", P("<![CDATA[清&溪]]>"), "清&溪\n", ""},
    {"insertions and moves stay, deletions go",
     "<w:p><w:ins w:id='1'>" R(
	 "新") "</w:ins><w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r>"
	       "</w:del><w:moveFrom w:id='3'>" R("去") "</w:moveFrom><w:moveTo w:id='4'>" R(
		   "来") "</w:moveTo></w:p>",
     "新来\n", ""},
    {"an insertion that was deleted again is gone",
     "<w:p><w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>" R("a") "</w:p>",
     "a\n", ""},
    {"a deleted paragraph mark joins",
     "<w:p><w:pPr><w:jc w:val='center'/><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" R(
	 "前") "</w:p>" P("后"),
     "前后\n", ""},
    {"three in a row join",
     "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("a") "</w:p><w:p><w:pPr><w:rPr><w:moveFrom/>"
							  "</w:rPr></w:pPr>" R("b") "</w:p>" P("c"),
     "abc\n", ""},
    {"a deleted paragraph leaves nothing",
     P("a") "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>x</"
	    "w:delText></w:r>"
	    "</w:del></w:p>" P("b"),
     "a\nb\n", ""},
    {"nor at the end", P("a") "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>", "a\n", ""},
    {"a joined paragraph at the end stays",
     "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("a") "</w:p>", "a\n", ""},
    {"content controls, custom XML, smart tags, directions, links",
     "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" P(
	 "块") "</w:sdtContent></w:sdt>"
	       "<w:customXml w:element='e'>" P(
		   "自") "</w:customXml>"
			 "<w:p><w:sdt><w:sdtContent>" R(
			     "行") "</w:sdtContent></"
				   "w:sdt><w:smartTag>" R(
				       "签") "</w:smartTag><w:bdo "
					     "w:val='ltr'>" R("向") "</"
								    "w:bdo><w:dir "
								    "w:val='rtl'"
								    ">" R("左") "</"
										"w:"
										"di"
										"r>"
										"<w"
										":h"
										"yp"
										"er"
										"li"
										"nk"
										" r"
										":i"
										"d="
										"'x"
										"'"
										">" R("链") "</"
											    "w:"
											    "hype"
											    "rlin"
											    "k></"
											    "w:"
											    "p>",
     "块\n自\n行签向左链\n", ""},
    {"properties before a change are no properties",
     PP("<w:pPrChange w:id='1'><w:pPr><w:pStyle w:val='1'/></w:pPr></w:pPrChange>", "a"), "a\n",
     ""},
    {"text outside of paragraphs", R("散") P("a"), "散\na\n", ""},

    {"hidden text is a loss",
     "<w:p>" R("看") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r>" R("见") "</w:p>",
     "看见\n", "hidden@1:3=不见\n"},
    {"hidden runs that follow each other are one",
     "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>不</w:t></w:r><w:r><w:rPr><w:vanish/></"
     "w:rPr>"
     "<w:t>见</w:t></w:r></w:p>",
     "\n", "hidden@1:0=不见\n"},
    {"hidden by its character style",
     "<w:p><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>x</w:t></w:r>" R("a") "</w:p>", "a\n",
     "hidden@1:0=x\n"},
    {"hidden by its paragraph style, whose chain runs in a circle",
     PP("<w:pStyle w:val='2'/>", "x"), "\n", "hidden@1:0=x\n"},
    {"hidden by both is shown: toggle properties",
     "<w:p><w:pPr><w:pStyle w:val='3'/></w:pPr><w:r><w:rPr><w:rStyle "
     "w:val='h'/></w:rPr><w:t>x</w:t>"
     "</w:r></w:p>",
     "x\n", ""},
    {"shown by the run itself",
     "<w:p><w:pPr><w:pStyle w:val='3'/></w:pPr><w:r><w:rPr><w:vanish "
     "w:val='0'/></w:rPr><w:t>x</w:t>"
     "</w:r></w:p>",
     "x\n", ""},
    {"web-hidden text is shown", "<w:p><w:r><w:rPr><w:webHidden/></w:rPr><w:t>1</w:t></w:r></w:p>",
     "1\n", ""},

    {"a field's result", "<w:p>" FIELD("PAGE", R("7")) "页</w:p>", "7\n", ""},
    {"fields nest", "<w:p>" FIELD(" TOC ", R("目") FIELD("PAGEREF x", R("3")) R("录")) "</w:p>",
     "目3录\n", ""},
    {"a result within a code is not shown",
     "<w:p>" R("a") "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF "
		    "</w:instrText></w:r>" FIELD("DOCVARIABLE x",
						 R("秘")) "<w:r><w:fldChar "
							  "w:fldCharType='separate'/></w:r>" R(
							      "示") "<w:r><w:fldChar "
								    "w:fldCharType='end'/></"
								    "w:r>" R("b") "</w:p>",
     "a示b\n", "field-code@1:1=秘\n"},
    {"a field that never ends hides nothing",
     "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>" R("文") "</w:p>" P("后"), "文\n后\n", ""},
    {"ends without beginnings",
     "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:fldChar "
     "w:fldCharType='separate'/></w:r>" R("a") "</w:p>",
     "a\n", ""},
    {"a field over two paragraphs",
     "<w:p><w:r><w:fldChar "
     "w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
     "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" R("一") "</w:p><w:p>" R(
	 "二") "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
     "一\n二\n", ""},
    {"a simple field", "<w:p><w:fldSimple w:instr='DATE'>" R("2021年") "</w:fldSimple></w:p>",
     "2021年\n", ""},
    {"a computed field without a result", "<w:p>" CODE(" PAGE ") R("页") "</w:p>", "页\n",
     "field@1:0= PAGE \n"},
    {"index marks say nothing", "<w:p>" CODE(" XE \"词\" ") R("a") "</w:p>", "a\n", ""},
    {"a circled number", "<w:p>" CODE(" eq \\o\\ac(○,1)") R("款") "</w:p>", "①款\n", ""},
    {"in pieces",
     "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> eq "
     "\\o\\ac(○,"
     "</w:instrText></w:r><w:r><w:instrText>21</w:instrText></w:r><w:r><w:instrText>)"
     "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
     "㉑\n", ""},
    {"as a simple field", "<w:p><w:fldSimple w:instr='EQ \\o\\ac(○,正)'/></w:p>", "㊣\n", ""},
    {"a number that no circle holds", "<w:p>" CODE("EQ \\o\\ac(○,99)") "</w:p>", "○99\n", ""},
    {"a fraction", "<w:p>" CODE("EQ \\f(1,2)") "</w:p>", "1/2\n", ""},
    {"a root in brackets", "<w:p>" CODE("EQ \\b\\bc\\[(\\r(3,x))") "</w:p>", "[√3x]\n", ""},
    {"escapes in an equation", "<w:p>" CODE("EQ \\x(a\\,b\\(c\\))") "</w:p>", "a,b(c)\n", ""},
    {"a stored result comes before the equation",
     "<w:p>" FIELD("EQ \\o\\ac(○,1)", R("存")) "</w:p>", "存\n", ""},
    {"a symbol field", "<w:p>" CODE("SYMBOL 252 \\f \"Wingdings\" \\s 12") "</w:p>", "✓\n", ""},
    {"a form's check box",
     "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default "
     "w:val='0'/>"
     "<w:checked/></w:checkBox></w:ffData></w:fldChar></"
     "w:r><w:r><w:instrText>FORMCHECKBOX"
     "</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>" R("是") "</w:p>",
     "☒是\n", ""},
    {"a form's list",
     "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result "
     "w:val='1'/>"
     "<w:listEntry w:val='甲'/><w:listEntry "
     "w:val='乙'/></w:ddList></w:ffData></w:fldChar></w:r>"
     "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar "
     "w:fldCharType='end'/></w:r>"
     "</w:p>",
     "乙\n", ""},

    {"symbols",
     "<w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='Wingdings' "
     "w:char='A8'/>"
     "<w:sym w:font='Symbol' w:char='F0B7'/><w:sym w:font='Wingdings 2' w:char='F052'/>"
     "<w:sym w:font='宋体' w:char='25A1'/></w:r></w:p>",
     "☑◻•☑□\n", ""},
    {"an unknown symbol stays", "<w:p><w:r><w:sym w:font='Wingdings 3' w:char='F0FF'/></w:r></w:p>",
     "\uF0FF\n", ""},
    {"private characters of a symbol font's run",
     "<w:p><w:r><w:rPr><w:rFonts w:ascii='Wingdings' "
     "w:hAnsi='Wingdings'/></w:rPr><w:t>\uF0FC</w:t>"
     "</w:r>" R("\uF0FC") "</w:p>",
     "✓\uF0FC\n", ""},
    {"formulas",
     "<w:p>" R("设") "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></"
		     "m:e><m:sup><m:r><m:t>2</m:t>"
		     "</m:r></m:sup></m:sSup></m:oMath>" R("为") "</w:p>",
     "设x2为\n", "formula@1:3=x2\n"},
};

static void
every_row(void **state)
{
	const struct make_part styles[] = {{"word/styles.xml", STYLES, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct zl_document document = {0};
		if (make_document(&document, rows[i].body, styles, 1) != ZL_OK)
			fail_msg("%s: no document", rows[i].what);
		const char *text = make_text(&document, ZL_STORY_BODY);
		if (strcmp(text, rows[i].text) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].what, text, rows[i].text);
		const char *losses = make_losses(&document);
		if (strcmp(losses, rows[i].losses) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].what, losses, rows[i].losses);
		zl_document_free(&document);
	}
}

static void
readings_stand_apart(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(
	    &document,
	    "<w:p>" R(
		"在") "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhì</w:t></w:r>"
		      "</w:rt><w:rubyBase><w:r><w:t>治</w:t></w:r></w:rubyBase></w:ruby></w:r>" R(
			  "理") "</w:p>");
	assert_string_equal("在治理\n", make_text(&document, ZL_STORY_BODY));
	assert_int_equal(1, document.rubies.count);
	assert_int_equal(1, document.rubies.items[0].n);
	assert_int_equal(3, document.rubies.items[0].offset);
	assert_int_equal(3, document.rubies.items[0].length);
	assert_string_equal("zhì", document.rubies.items[0].text.data);
	zl_document_free(&document);
}

static void
what_paragraphs_look_like(void **state)
{
	const struct make_part styles[] = {{"word/styles.xml", STYLES, 0}};
	struct zl_document document = {0};

	(void)state;
	make_document(
	    &document,
	    "<w:p w14:paraId='0A1b2C3d'><w:pPr><w:pStyle w:val='1'/></w:pPr>" R(
		"题") "</w:p>"
		      "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:rPr><w:rStyle "
		      "w:val='s'/></w:rPr>"
		      "<w:t>粗</w:t></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r></w:p>"
		      "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r>" R(
			  "细") "</w:p>"
				"<w:p><w:r><w:br w:type='page'/></w:r>" R(
				    "页") "</w:p>"
					  "<w:p>" R(
					      "页") "<w:r><w:br w:type='page'/></w:r></w:p>"
						    "<w:p><w:pPr><w:pStyle w:val='none'/><w:jc "
						    "w:val='center'/><w:outlineLvl w:val='2'/>"
						    "</w:pPr></w:p>",
	    styles, 1);
	const struct zl_paragraph *p = document.paragraphs.items;
	assert_int_equal(6, document.paragraphs.count);
	assert_int_equal(0x0A1B2C3D, p[0].para_id);
	assert_string_equal("heading 1", p[0].style.data);
	assert_int_equal(0, p[0].outline);
	assert_int_equal(ZL_PARAGRAPH_BOLD | ZL_PARAGRAPH_CENTRED, p[0].flags);
	assert_int_equal(ZL_PARAGRAPH_BOLD | ZL_PARAGRAPH_PAGE_BREAK, p[1].flags);
	assert_int_equal(-1, p[1].outline);
	assert_int_equal(0, p[2].flags);
	assert_int_equal(ZL_PARAGRAPH_PAGE_BREAK, p[3].flags);
	assert_int_equal(0, p[4].flags);
	assert_string_equal("none", p[5].style.data);
	assert_int_equal(ZL_PARAGRAPH_CENTRED, p[5].flags);
	assert_int_equal(2, p[5].outline);
	assert_string_equal("word/document.xml", p[5].part.data);
	zl_document_free(&document);
}

static void
warnings_tell_what_was_done(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document,
		  P("a") "<w:p><w:ins>" R("b") "</w:ins>" CODE(
		      "EQ \\a(x,y)") "<w:r><w:sym w:font='Wingdings 3' "
				     "w:char='F0FF'/></w:r><w:r><w:rPr><w:rFonts "
				     "w:ascii='Wingdings'/></w:rPr><w:t>\uF0FC</w:t></w:r></w:p>");
	assert_string_equal("equation-field@2 symbol@2 symbol-font@2 tracked-changes@0 ",
			    make_warnings(&document));
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(readings_stand_apart),
	    cmocka_unit_test(what_paragraphs_look_like),
	    cmocka_unit_test(warnings_tell_what_was_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
