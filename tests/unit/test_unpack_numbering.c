/* test_unpack_numbering.c: automatic numbers: counting, restarts, overrides, styles, links. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "unpack_make.h"

#define LEVEL(i, start, format, text, more)                                                        \
	"<w:lvl w:ilvl='" #i "'><w:start w:val='" #start "'/><w:numFmt w:val='" format "'/>" more  \
	"<w:lvlText w:val='" text "'/></w:lvl>"
#define ABSTRACT(id, content) "<w:abstractNum w:abstractNumId='" #id "'>" content "</w:abstractNum>"
#define LIST(id, abstract, more)                                                                   \
	"<w:num w:numId='" #id "'><w:abstractNumId w:val='" #abstract "'/>" more "</w:num>"
#define START(i, value)                                                                            \
	"<w:lvlOverride w:ilvl='" #i "'><w:startOverride w:val='" #value "'/></w:lvlOverride>"
#define N(level, list)	     "<w:numPr><w:ilvl w:val='" #level "'/><w:numId w:val='" #list "'/></w:numPr>"
#define I(level, list, text) PP(N(level, list), text)
#define THREE                                                                                      \
	ABSTRACT(0, LEVEL(0, 1, "chineseCounting", "%1、", "") LEVEL(1, 1, "decimal", "%2.", "")   \
			LEVEL(2, 1, "decimal", "（%3）", ""))
#define DECIMALS                                                                                   \
	ABSTRACT(0, LEVEL(0, 1, "decimal", "%1", "") LEVEL(1, 1, "decimal", "%1.%2", "")           \
			LEVEL(2, 1, "decimal", "%1.%2.%3", ""))

struct row {
	const char *what, *numbering, *styles, *body, *text;
};

static const struct row rows[] = {
    {"levels restart below those above", THREE LIST(1, 0, ""), "",
     I(0, 1, "a") I(1, 1, "b") I(1, 1, "c") I(2, 1, "d") P("e") I(0, 1, "f") I(1, 1, "g")
	 I(2, 1, "h"),
     "一、|a\n1.|b\n2.|c\n（1）|d\ne\n二、|f\n1.|g\n（1）|h\n"},
    {"all levels in the text", DECIMALS LIST(1, 0, ""), "",
     I(0, 1, "a") I(1, 1, "b") I(2, 1, "c") I(2, 1, "d") I(1, 1, "e"),
     "1|a\n1.1|b\n1.1.1|c\n1.1.2|d\n1.2|e\n"},
    {"a level above that was not used counts as begun", DECIMALS LIST(1, 0, ""), "",
     I(1, 1, "a") I(1, 1, "b") I(0, 1, "c") I(2, 1, "d"), "1.1|a\n1.2|b\n2|c\n2.1.1|d\n"},
    {"lists over one abstract list go on", DECIMALS LIST(1, 0, "") LIST(2, 0, ""), "",
     I(0, 1, "a") I(0, 2, "b") I(0, 1, "c"), "1|a\n2|b\n3|c\n"},
    {"an override restarts once, for the first paragraph of its list",
     DECIMALS LIST(1, 0, "") LIST(2, 0, START(0, 1)), "",
     I(0, 1, "a") I(0, 1, "b") I(0, 2, "c") I(0, 2, "d") I(0, 1, "e") I(0, 2, "f"),
     "1|a\n2|b\n1|c\n2|d\n3|e\n4|f\n"},
    {"an override of a lower level holds until the next restart",
     DECIMALS LIST(1, 0, "") LIST(2, 0, START(1, 5)), "",
     I(0, 1, "a") I(1, 1, "b") I(1, 2, "c") I(1, 2, "d") I(0, 2, "e") I(1, 2, "f"),
     "1|a\n1.1|b\n1.5|c\n1.6|d\n2|e\n2.1|f\n"},
    {"an override may give a level, which then restarts nothing",
     DECIMALS LIST(1, 0, "") LIST(
	 2, 0,
	 "<w:lvlOverride w:ilvl='0'>" LEVEL(0, 7, "upperLetter", "%1)", "") "</w:lvlOverride>"),
     "", I(0, 1, "a") I(0, 2, "b") I(0, 1, "c"), "1|a\nB)|b\n3|c\n"},
    {"with a start as well, the level's own start counts",
     DECIMALS LIST(1, 0, "") LIST(2, 0,
				  "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='3'/>" LEVEL(
				      0, 7, "decimal", "%1)", "") "</w:lvlOverride>"),
     "", I(0, 1, "a") I(0, 2, "b") I(0, 2, "c"), "1|a\n7)|b\n8)|c\n"},
    {"a level that never restarts",
     ABSTRACT(0, LEVEL(0, 1, "decimal", "%1.", "")
		     LEVEL(1, 1, "decimal", "%2)", "<w:lvlRestart w:val='0'/>")) LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b") I(0, 1, "c") I(1, 1, "d"), "1.|a\n1)|b\n2.|c\n2)|d\n"},
    {"a level that restarts after the first only",
     ABSTRACT(0, LEVEL(0, 1, "decimal", "%1.", "") LEVEL(1, 1, "decimal", "%2)", "")
		     LEVEL(2, 1, "decimal", "(%3)", "<w:lvlRestart w:val='1'/>")) LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b") I(2, 1, "c") I(1, 1, "d") I(2, 1, "e") I(0, 1, "f") I(2, 1, "g"),
     "1.|a\n1)|b\n(1)|c\n2)|d\n(2)|e\n2.|f\n(1)|g\n"},
    {"legal numbering is decimal at every level",
     ABSTRACT(0, LEVEL(0, 1, "chineseCounting", "第%1章", "")
		     LEVEL(1, 1, "chineseCounting", "%1.%2", "<w:isLgl/>")
			 LEVEL(2, 1, "decimalZero", "%1.%3", "<w:isLgl/>")) LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b") I(2, 1, "c"), "第一章|a\n1.1|b\n1.01|c\n"},
    {"numFmt none prints no number, and counts",
     ABSTRACT(0, LEVEL(0, 1, "none", "附件%1", "") LEVEL(1, 1, "decimal", "%1%2.", ""))
	 LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b") I(1, 1, "c"), "附件|a\n1.|b\n2.|c\n"},
    {"a level of bullets gives no number to others",
     ABSTRACT(0, LEVEL(0, 1, "bullet", "—", "") LEVEL(1, 1, "decimal", "%1%2.", "")) LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b"), "—|a\n1.|b\n"},
    {"bullets of symbol fonts are real ones",
     ABSTRACT(0, "<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uF0B7'/><w:rPr>"
		 "<w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr></w:lvl>"
		 "<w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uF0D8'/><w:rPr>"
		 "<w:rFonts w:hAnsi='Wingdings'/></w:rPr></w:lvl>"
		 "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='l'/><w:rPr>"
		 "<w:rFonts w:ascii='Wingdings'/></w:rPr></w:lvl>"
		 "<w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlPicBulletId w:val='0'/>"
		 "<w:lvlText w:val=''/></w:lvl>") LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b") I(2, 1, "c") I(3, 1, "d"), "•|a\n➢|b\n●|c\n•|d\n"},
    {"a hidden number",
     ABSTRACT(0, LEVEL(0, 1, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>")) LIST(1, 0, ""), "",
     I(0, 1, "a"), "|a\n"},
    {"formats of Word 2010",
     ABSTRACT(0, "<w:lvl w:ilvl='0'><w:start w:val='7'/><mc:AlternateContent><mc:Choice "
		 "Requires='w14'><w:numFmt w:val='custom' w:format='001, 002, 003, ...'/>"
		 "</mc:Choice><mc:Fallback><w:numFmt w:val='decimal'/></mc:Fallback>"
		 "</mc:AlternateContent><w:lvlText w:val='%1'/></w:lvl>"
		 "<w:lvl w:ilvl='1'><w:start w:val='7'/><mc:AlternateContent><mc:Choice "
		 "Requires='w14'><w:numFmt w:val='custom' w:format='strange'/></mc:Choice>"
		 "<mc:Fallback><w:numFmt w:val='upperRoman'/></mc:Fallback></mc:AlternateContent>"
		 "<w:lvlText w:val='%2'/></w:lvl>") LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b"), "007|a\nVII|b\n"},
    {"numId 0 and lists that are not there", DECIMALS LIST(1, 0, "") LIST(3, 9, ""), "",
     I(0, 0, "a") I(0, 2, "b") I(0, 3, "c") I(5, 1, "d") I(0, 1, "e"), "a\nb\nc\nd\n1|e\n"},
    {"empty paragraphs count, those that are hidden too, whose number nobody sees",
     DECIMALS LIST(1, 0, ""), "",
     PP(N(0, 1), "") PP(N(0, 1) "<w:rPr><w:vanish/></w:rPr>", "") I(0, 1, "a"), "1|\n\n3|a\n"},
    {"hidden paragraphs of a second list lead it on behind the first",
     DECIMALS ABSTRACT(1, LEVEL(0, 1, "decimal", "%1", "")) LIST(1, 0, "") LIST(2, 1, ""), "",
     I(0, 1, "a") PP(N(0, 2) "<w:rPr><w:vanish/></w:rPr>", "") I(0, 2, "b"), "1|a\n\n2|b\n"},
    {"what only ends a section counts for nothing; with text it counts", DECIMALS LIST(1, 0, ""),
     "", I(0, 1, "a") PP(N(0, 1) "<w:sectPr/>", "") PP(N(0, 1) "<w:sectPr/>", "b") I(0, 1, "c"),
     "1|a\n\n2|b\n3|c\n"},
    {"an override of a level that a lower one has begun is used up",
     DECIMALS LIST(1, 0, START(0, 4) START(1, 1)), "", I(1, 1, "a") I(0, 1, "b") I(0, 1, "c"),
     "4.1|a\n5|b\n6|c\n"},
    {"a list of the paragraph's own keeps the style's level",
     DECIMALS ABSTRACT(1, LEVEL(0, 1, "decimal", "%1)", "") LEVEL(1, 1, "lowerLetter", "%2)", ""))
	 LIST(1, 0, "") LIST(2, 1, ""),
     "<w:style w:type='paragraph' w:styleId='s'><w:pPr><w:numPr><w:ilvl w:val='1'/>"
     "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>",
     PP("<w:pStyle w:val='s'/>", "a")
	 PP("<w:pStyle w:val='s'/><w:numPr><w:numId w:val='2'/></w:numPr>", "b"),
     "1.1|a\na)|b\n"},
    {"glyphs of symbol fonts in any format",
     ABSTRACT(0, LEVEL(0, 1, "none", "&#xF0D8;",
		       "<w:rPr><w:rFonts w:ascii='Wingdings' "
		       "w:hAnsi='Wingdings'/></w:rPr>") LEVEL(1, 1, "decimal", "%2&#xF0B0;",
							      "<w:rPr><w:rFonts w:ascii='Symbol' "
							      "w:hAnsi='Symbol'/></w:rPr>"))
	 LIST(1, 0, ""),
     "", I(0, 1, "a") I(1, 1, "b"), "➢|a\n1°|b\n"},
    {"a list through the paragraph's style, its level by w:pStyle",
     ABSTRACT(0, LEVEL(0, 1, "chineseCounting", "%1、", "<w:pStyle w:val='h1'/>") LEVEL(
		     1, 1, "chineseCounting", "（%2）", "<w:pStyle w:val='h2'/>")) LIST(1, 0, ""),
     "<w:style w:type='paragraph' w:styleId='h1'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
     "</w:pPr></w:style><w:style w:type='paragraph' w:styleId='h2'><w:basedOn w:val='h1'/>"
     "<w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style>"
     "<w:style w:type='paragraph' w:styleId='h3'><w:basedOn w:val='h2'/></w:style>"
     "<w:style w:type='paragraph' w:styleId='h4'><w:basedOn w:val='h1'/><w:pPr><w:numPr>"
     "<w:numId w:val='0'/></w:numPr></w:pPr></w:style>",
     PP("<w:pStyle w:val='h1'/>", "a") PP("<w:pStyle w:val='h2'/>", "b")
	 PP("<w:pStyle w:val='h3'/>", "c") PP("<w:pStyle w:val='h4'/>", "d")
	     PP("<w:pStyle w:val='h1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "e")
		 PP("<w:pStyle w:val='h1'/>" N(1, 1), "f"),
     "一、|a\n（一）|b\n（二）|c\nd\ne\n（三）|f\n"},
    {"a level in the style where no w:pStyle names it", DECIMALS LIST(1, 0, ""),
     "<w:style w:type='paragraph' w:styleId='s'><w:pPr><w:numPr><w:ilvl w:val='1'/>"
     "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>",
     PP("<w:pStyle w:val='s'/>", "a"), "1.1|a\n"},
    {"a list defined by a numbering style",
     ABSTRACT(0, "<w:numStyleLink w:val='ls'/>")
	 ABSTRACT(1, "<w:styleLink w:val='ls'/>" LEVEL(0, 1, "decimalEnclosedCircle", "%1", ""))
	     LIST(1, 0, "") LIST(2, 1, ""),
     "<w:style w:type='numbering' w:styleId='ls'><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr>"
     "</w:pPr></w:style>",
     I(0, 1, "a") I(0, 1, "b") I(0, 2, "c"), "①|a\n②|b\n①|c\n"},
    {"a link that leads nowhere", ABSTRACT(0, "<w:numStyleLink w:val='no'/>") LIST(1, 0, ""), "",
     I(0, 1, "a"), "a\n"},
    {"numbers in table cells go on with the body's", DECIMALS LIST(1, 0, ""), "",
     I(0, 1, "a") "<w:tbl><w:tr><w:tc>" I(0, 1, "b") "</w:tc><w:tc>" I(
	 0, 1, "c") "</w:tc></w:tr></w:tbl>" I(0, 1, "d"),
     "1|a\n2|b\n3|c\n4|d\n"},
    {"a paragraph that is joined has the number of the last", DECIMALS LIST(1, 0, ""), "",
     PP(N(0, 1) "<w:rPr><w:del/></w:rPr>", "a") I(1, 1, "b") I(0, 1, "c"), "1.1|ab\n2|c\n"},
    {"properties of old lists do not count", DECIMALS LIST(1, 0, ""), "",
     PP("<w:pPrChange><w:pPr>" N(0, 1) "</w:pPr></w:pPrChange>", "a"), "a\n"},
};

static enum zl_failure
unpack(struct zl_document *document, const struct row *row)
{
	struct zl_buffer numbering = {0}, styles = {0};
	struct make_part parts[2];

	zl_buffer_format(&numbering, "<w:numbering%s>%s</w:numbering>", MAKE_NAMESPACES,
			 row->numbering);
	zl_buffer_format(&styles, "<w:styles%s>%s</w:styles>", MAKE_NAMESPACES, row->styles);
	parts[0] = (struct make_part){"word/styles.xml", styles.data, styles.length};
	parts[1] = (struct make_part){"word/numbering.xml", numbering.data, numbering.length};
	enum zl_failure code = make_document(document, row->body, parts, 2);
	zl_buffer_free(&numbering);
	zl_buffer_free(&styles);
	return code;
}

static void
every_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct zl_document document = {0};
		if (unpack(&document, &rows[i]) != ZL_OK)
			fail_msg("%s: no document", rows[i].what);
		const char *text = make_text(&document, ZL_STORY_BODY);
		if (strcmp(text, rows[i].text) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", rows[i].what, text, rows[i].text);
		zl_document_free(&document);
	}
}

static void
numbers_are_kept_as_integers(void **state)
{
	const struct row row = {"", DECIMALS LIST(4, 0, ""), "",
				I(0, 4, "a") I(0, 4, "b") I(1, 4, "c") I(2, 4, "d"), ""};
	struct zl_document document = {0};

	(void)state;
	unpack(&document, &row);
	const struct zl_number *number = document.paragraphs.items[3].number;
	assert_string_equal("2.1.1", number->text.data);
	assert_string_equal("decimal", number->format.data);
	assert_int_equal(4, number->list);
	assert_int_equal(2, number->level);
	assert_false(number->bullet);
	assert_int_equal(2, number->values[0]);
	assert_int_equal(1, number->values[1]);
	assert_int_equal(1, number->values[2]);
	assert_int_equal(0, number->values[3]);
	zl_document_free(&document);
}

static void
what_word_writes_otherwise_is_flagged(void **state)
{
	const struct row row = {"",
				ABSTRACT(0, LEVEL(0, 10, "ideographTraditional", "%1", "") LEVEL(
						1, 1, "noSuchFormat", "%2", "")) LIST(1, 0, ""),
				"", I(0, 1, "a") I(0, 1, "b") I(1, 1, "c"), ""};
	struct zl_document document = {0};

	(void)state;
	unpack(&document, &row);
	assert_string_equal("癸|a\n11|b\n1|c\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("number-range@2 number-format@3 ", make_warnings(&document));
	zl_document_free(&document);
}

/* Each story counts on its own: footnotes together, headers and footers together, boxes apart. */
static void
stories_count_apart(void **state)
{
	static const struct make_part parts[] = {
	    {"word/numbering.xml",
	     "<w:numbering" MAKE_NAMESPACES ">" DECIMALS LIST(1, 0, "") "</w:numbering>", 0},
	    {"word/footnotes.xml",
	     "<w:footnotes" MAKE_NAMESPACES "><w:footnote w:id='1'>" I(
		 0, 1, "f") "</w:footnote>"
			    "<w:footnote w:id='2'>" I(0, 1, "g") "</w:footnote></w:footnotes>",
	     0},
	    {"word/comments.xml",
	     "<w:comments" MAKE_NAMESPACES "><w:comment w:id='1'>" I(
		 0, 1, "c") "</w:comment>"
			    "<w:comment w:id='2'>" I(0, 1, "d") "</w:comment></w:comments>",
	     0},
	    {"word/header1.xml", "<w:hdr" MAKE_NAMESPACES ">" I(0, 1, "h") "</w:hdr>", 0},
	    {"word/footer1.xml", "<w:ftr" MAKE_NAMESPACES ">" I(0, 1, "k") "</w:ftr>", 0},
	};
	struct zl_document document = {0};

	(void)state;
	make_document(
	    &document,
	    I(0, 1, "a") "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" I(0, 1, "x")
		I(0, 1, "y") "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
			     "</w:p>" I(0, 1, "b"),
	    parts, sizeof(parts) / sizeof(*parts));
	assert_string_equal("1|a\n\n2|b\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("1|x\n2|y\n", make_text(&document, ZL_STORY_BOX));
	assert_string_equal("1|f\n2|g\n", make_text(&document, ZL_STORY_FOOTNOTE));
	assert_string_equal("1|c\n1|d\n", make_text(&document, ZL_STORY_COMMENT));
	assert_string_equal("1|h\n", make_text(&document, ZL_STORY_HEADER));
	assert_string_equal("2|k\n", make_text(&document, ZL_STORY_FOOTER));
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(numbers_are_kept_as_integers),
	    cmocka_unit_test(what_word_writes_otherwise_is_flagged),
	    cmocka_unit_test(stories_count_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
