/* test_unpack_stories.c: tables, notes, boxes, headers, chunks, and what cannot be carried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "unpack_make.h"

#define BOX(content)                                                                               \
	"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" content                                 \
	"</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
#define DRAWING(content)                                                                           \
	"<w:r><w:drawing><wp:inline><wp:docPr id='1' name='n' descr='照片'/><a:graphic>"         \
	"<a:graphicData>" content "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
#define SHAPE_BOX(content)                                                                         \
	DRAWING("<wps:wsp><wps:txbx><w:txbxContent>" content                                       \
		"</w:txbxContent></wps:txbx></wps:wsp>")
#define TABLE(rows) "<w:tbl><w:tblPr><w:jc w:val='center'/></w:tblPr>" rows "</w:tbl>"
#define ROW(cells)  "<w:tr>" cells "</w:tr>"
#define CELL(text)  "<w:tc>" P(text) "</w:tc>"
#define CELL_(p, t) "<w:tc><w:tcPr>" p "</w:tcPr>" t "</w:tc>"

/* The cells of body paragraphs: table:row,column+rowsxcolumns=text and ' ' each. */
static const char *
cells(const struct zl_document *document)
{
	static struct zl_buffer text;

	zl_buffer_clear(&text);
	zl_buffer_text(&text, "");
	for (size_t i = 0; i < document->paragraphs.count; i++) {
		const struct zl_paragraph *p = &document->paragraphs.items[i];
		zl_buffer_format(&text, "%u:%u,%u+%ux%u=%s ", p->table, p->row, p->column,
				 p->row_span, p->column_span, p->text.data);
	}
	return text.data;
}

struct row {
	const char *what, *body, *cells;
};

static const struct row tables[] = {
    {"rows and columns", TABLE(ROW(CELL("a") CELL("b")) ROW(CELL("c") CELL("d"))) P("e"),
     "1:1,1+1x1=a 1:1,2+1x1=b 1:2,1+1x1=c 1:2,2+1x1=d 0:0,0+0x0=e "},
    {"two paragraphs in a cell", TABLE(ROW("<w:tc>" P("a") P("b") "</w:tc>")),
     "1:1,1+1x1=a 1:1,1+1x1=b "},
    {"cells that span columns",
     TABLE(ROW(CELL_("<w:gridSpan w:val='2'/>", P("a")) CELL("b"))
	       ROW(CELL("c") CELL("d") CELL("e"))),
     "1:1,1+1x2=a 1:1,3+1x1=b 1:2,1+1x1=c 1:2,2+1x1=d 1:2,3+1x1=e "},
    {"columns left out before the row",
     TABLE(ROW("<w:trPr><w:gridBefore w:val='2'/></w:trPr>" CELL("a"))), "1:1,3+1x1=a "},
    {"cells merged down, once with their span",
     TABLE(ROW(CELL_("<w:vMerge w:val='restart'/>", P("a")) CELL("b"))
	       ROW(CELL_("<w:vMerge/>", P("")) CELL("c")) ROW(CELL_("<w:vMerge/>", P("")) CELL("d"))
		   ROW(CELL("e") CELL("f"))),
     "1:1,1+3x1=a 1:1,2+1x1=b 1:2,2+1x1=c 1:3,2+1x1=d 1:4,1+1x1=e 1:4,2+1x1=f "},
    {"a merge that begins again",
     TABLE(ROW(CELL_("<w:vMerge w:val='restart'/>", P("a"))) ROW(CELL_("<w:vMerge/>", P("")))
	       ROW(CELL_("<w:vMerge w:val='restart'/>", P("b"))) ROW(CELL_("<w:vMerge/>", P("")))),
     "1:1,1+2x1=a 1:3,1+2x1=b "},
    {"a merge that goes on with nothing above it",
     TABLE(ROW(CELL_("<w:vMerge/>", P("a"))) ROW(CELL_("<w:vMerge/>", P("")))), "1:1,1+2x1=a "},
    {"text in a cell merged away stays",
     TABLE(ROW(CELL_("<w:vMerge w:val='restart'/>", P("a")))
	       ROW(CELL_("<w:vMerge/>", P("b") P("")))),
     "1:1,1+2x1=a 1:2,1+1x1=b "},
    {"old cells merged right",
     TABLE(ROW(CELL_("<w:hMerge w:val='restart'/>", P("a")) CELL_("<w:hMerge/>", P(""))
		   CELL_("<w:hMerge/>", P("")) CELL("b"))),
     "1:1,1+1x3=a 1:1,4+1x1=b "},
    {"merged both ways",
     TABLE(ROW(CELL_("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", P("a")) CELL("b"))
	       ROW(CELL_("<w:gridSpan w:val='2'/><w:vMerge/>", P("")) CELL("c"))),
     "1:1,1+2x2=a 1:1,3+1x1=b 1:2,3+1x1=c "},
    {"nested tables", TABLE(ROW("<w:tc>" P("a") TABLE(ROW(CELL("b"))) P("c") "</w:tc>" CELL("d"))),
     "1:1,1+1x1=a 2:1,1+1x1=b 1:1,1+1x1=c 1:1,2+1x1=d "},
    {"rows and cells in content controls",
     TABLE("<w:sdt><w:sdtContent>" ROW(CELL("a") "<w:sdt><w:sdtContent>" CELL(
	 "b") "</w:sdtContent></w:sdt>") "</w:sdtContent></w:sdt>"),
     "1:1,1+1x1=a 1:1,2+1x1=b "},
    {"a deleted row is gone",
     TABLE(ROW(CELL("a")) ROW("<w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p><w:del><w:r><w:delText>"
			      "x</w:delText></w:r></w:del></w:p></w:tc>") ROW(CELL("b"))),
     "1:1,1+1x1=a 1:2,1+1x1=b "},
    {"an absurd span", TABLE(ROW(CELL_("<w:gridSpan w:val='2000000000'/>", P("a")) CELL("b"))),
     "1:1,1+1x1000=a 1:1,1001+1x1=b "},
    {"a table that is not closed by a paragraph before it",
     "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("a") "</w:p>" TABLE(ROW(CELL("b"))),
     "0:0,0+0x0=a 1:1,1+1x1=b "},
};

static void
cells_stand_on_the_grid(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		struct zl_document document = {0};
		if (make_body(&document, tables[i].body) != ZL_OK)
			fail_msg("%s: no document", tables[i].what);
		if (strcmp(cells(&document), tables[i].cells) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", tables[i].what, cells(&document),
				 tables[i].cells);
		zl_document_free(&document);
	}
}

static void
tables_know_their_size_and_parent(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document,
		  "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>" ROW(
		      CELL("a") "<w:tc>" TABLE(ROW(CELL("b")) ROW(CELL("c")))
			  P("") "</w:tc>") "</w:tbl>");
	assert_int_equal(2, document.tables.count);
	assert_int_equal(1, document.tables.items[0].rows);
	assert_int_equal(3, document.tables.items[0].columns);
	assert_int_equal(0, document.tables.items[0].parent);
	assert_int_equal(2, document.tables.items[1].rows);
	assert_int_equal(1, document.tables.items[1].columns);
	assert_int_equal(1, document.tables.items[1].parent);
	assert_int_equal(1, document.tables.items[1].parent_row);
	assert_int_equal(2, document.tables.items[1].parent_column);
	zl_document_free(&document);
}

static void
text_merged_away_is_warned_of(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(&document, TABLE(ROW(CELL_("<w:vMerge w:val='restart'/>", P("a")))
				       ROW(CELL_("<w:vMerge/>", P("b")))));
	assert_string_equal("merged-cell-text@2 ", make_warnings(&document));
	zl_document_free(&document);
}

/* Where every story's note is anchored: story, id, n and offset. */
static const char *
notes(const struct zl_document *document)
{
	static struct zl_buffer text;

	zl_buffer_clear(&text);
	zl_buffer_text(&text, "");
	for (size_t i = 0; i < document->notes.count; i++) {
		const struct zl_note *note = &document->notes.items[i];
		zl_buffer_format(&text, "%s(%s)@%u:%zu ", zl_story_name(note->story), note->id.data,
				 note->n, note->offset);
	}
	return text.data;
}

static void
stories_follow_the_body(void **state)
{
	static const struct make_part parts[] = {
	    {"word/endnotes.xml",
	     "<w:endnotes" MAKE_NAMESPACES
	     "><w:endnote w:id='7'>" P("尾注") "</w:endnote></w:endnotes>",
	     0},
	    {"word/footnotes.xml",
	     "<w:footnotes" MAKE_NAMESPACES "><w:footnote w:type='separator' w:id='-1'><w:p><w:r>"
	     "<w:separator/></w:r></w:p></w:footnote><w:footnote w:id='3'>" P(
		 "脚三") "</w:footnote><w:footnote w:id='2'><w:p>" BOX(P("注中框"))
		 R("脚二") "</w:p></w:footnote>"
			   "<w:footnote w:id='9'>" P("无处") "</w:footnote></w:footnotes>",
	     0},
	    {"word/comments.xml",
	     "<w:comments" MAKE_NAMESPACES "><w:comment w:id='4' w:author='审阅人' "
	     "w:date='2021-05-06T07:08:09Z'>" P("批注") P("二") "</w:comment></w:comments>",
	     0},
	    {"word/header1.xml", "<w:hdr" MAKE_NAMESPACES ">" P("页眉") "</w:hdr>", 0},
	    {"word/header2.xml", "<w:hdr" MAKE_NAMESPACES ">" P("页眉") "</w:hdr>", 0},
	    {"word/header3.xml", "<w:hdr" MAKE_NAMESPACES "><w:p/></w:hdr>", 0},
	    {"word/header4.xml", "<w:hdr" MAKE_NAMESPACES ">" P("首页") "</w:hdr>", 0},
	    {"word/footer1.xml", "<w:ftr" MAKE_NAMESPACES ">" P("页脚") "</w:ftr>", 0},
	};
	struct zl_document document = {0};

	(void)state;
	make_document(&document,
		      "<w:p>" R("正") BOX(P("框") "<w:p>" R("外") BOX(P("内框")) "</w:p>")
			  R("文") "<w:r><w:footnoteReference "
				  "w:id='2'/></w:r></w:p><w:p><w:r><w:footnoteReference "
				  "w:id='3'/><w:endnoteReference "
				  "w:id='7'/></w:r><w:commentRangeStart w:id='4'/>" R(
				      "评") "<w:commentRangeEnd w:id='4'/><w:r><w:commentReference "
					    "w:id='4'/></w:r></w:p>"
					    "<w:sectPr><w:headerReference r:id='rId7' "
					    "w:type='first'/></w:sectPr>",
		      parts, sizeof(parts) / sizeof(*parts));
	assert_string_equal("正文\n评\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("框\n外\n内框\n注中框\n", make_text(&document, ZL_STORY_BOX));
	assert_string_equal("脚二\n脚三\n无处\n", make_text(&document, ZL_STORY_FOOTNOTE));
	assert_string_equal("尾注\n", make_text(&document, ZL_STORY_ENDNOTE));
	assert_string_equal("批注\n二\n", make_text(&document, ZL_STORY_COMMENT));
	assert_string_equal("首页\n页眉\n", make_text(&document, ZL_STORY_HEADER));
	assert_string_equal("页脚\n", make_text(&document, ZL_STORY_FOOTER));
	assert_string_equal("box()@1:3 box()@4:3 box()@7:0 footnote(2)@1:6 footnote(3)@2:0 "
			    "footnote(9)@0:0 endnote(7)@2:0 comment(4)@2:0 "
			    "header(word/header4.xml)@0:0 header(word/header1.xml)@0:0 "
			    "footer(word/footer1.xml)@0:0 ",
			    notes(&document));
	assert_string_equal("repeated@14:0=页眉\n", make_losses(&document));
	const struct zl_note *comment = &document.notes.items[7];
	assert_string_equal("审阅人", comment->author.data);
	assert_string_equal("2021-05-06T07:08:09Z", comment->date.data);
	for (size_t i = 1; i < document.paragraphs.count; i++)
		assert_true(document.paragraphs.items[i].story >=
			    document.paragraphs.items[i - 1].story);
	zl_document_free(&document);
}

struct alternative {
	const char *what, *body, *text, *boxes, *losses;
};

static const struct alternative alternatives[] = {
    {"the Choice, not the Fallback",
     "<w:p><mc:AlternateContent><mc:Choice Requires='wps'>" SHAPE_BOX(
	 P("选")) "</mc:Choice><mc:Fallback>" BOX(P("选")) "</mc:Fallback></mc:AlternateContent></"
							   "w:p>",
     "\n", "选\n", ""},
    {"the Fallback, where the Choice holds no text",
     "<w:p><mc:AlternateContent><mc:Choice Requires='wps'>" SHAPE_BOX(
	 "<w:p/>") "</mc:Choice><mc:Fallback>" BOX(P("备")) "</mc:Fallback></mc:AlternateContent></"
							    "w:p>",
     "\n", "备\n", ""},
    {"one picture, not two",
     "<w:p><mc:AlternateContent><mc:Choice Requires='wpg'>" DRAWING(
	 "<pic:pic/>") "</mc:Choice><mc:Fallback><w:pict><v:shape><v:imagedata/></v:shape></w:pict>"
		       "</mc:Fallback></mc:AlternateContent></w:p>",
     "\n", "", "picture@1:0=照片\n"},
    {"the picture of the Fallback alone",
     "<w:p><mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback><w:r><w:pict><v:shape>"
     "<v:imagedata/></v:shape></w:pict></w:r></mc:Fallback></mc:AlternateContent></w:p>",
     "\n", "", "picture@1:0=\n"},
    {"nested alternatives",
     "<w:p><mc:AlternateContent><mc:Choice Requires='wpc'>" DRAWING(
	 "<mc:AlternateContent><mc:Choice Requires='wps'><wps:wsp><wps:txbx><w:txbxContent>" P(
	     "甲") "</w:txbxContent></wps:txbx></wps:wsp></"
		   "mc:Choice><mc:Fallback><w:txbxContent>" P(
		       "乙") "</w:txbxContent></"
			     "mc:Fallback></"
			     "mc:AlternateContent>") "</"
						     "mc:"
						     "Choice"
						     "><mc:"
						     "Fallba"
						     "ck"
						     ">" BOX(P("丙")) "</mc:Fallback></"
								      "mc:AlternateContent>" R(
									  "尾") "</w:p>",
     "尾\n", "甲\n", ""},
    {"text in a run's alternatives",
     "<w:p><w:r><mc:AlternateContent><mc:Choice "
     "Requires='w16'><w:t>新</w:t></mc:Choice><mc:Fallback>"
     "<w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
     "新\n", "", ""},
};

static void
one_alternative_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(alternatives) / sizeof(*alternatives); i++) {
		const struct alternative *row = &alternatives[i];
		struct zl_document document = {0};
		if (make_body(&document, row->body) != ZL_OK ||
		    strcmp(make_text(&document, ZL_STORY_BODY), row->text) != 0)
			fail_msg("%s: \"%s\"", row->what, make_text(&document, ZL_STORY_BODY));
		if (strcmp(make_text(&document, ZL_STORY_BOX), row->boxes) != 0)
			fail_msg("%s: \"%s\"", row->what, make_text(&document, ZL_STORY_BOX));
		if (strcmp(make_losses(&document), row->losses) != 0)
			fail_msg("%s: \"%s\"", row->what, make_losses(&document));
		zl_document_free(&document);
	}
}

static void
losses_are_told_with_their_place(void **state)
{
	static const struct make_part parts[] = {
	    {"word/charts/chart1.xml", "", 1},
	    {"word/chart1.xml",
	     "<c:chartSpace" MAKE_NAMESPACES
	     "><c:chart><c:title><a:p><a:r><a:t>整改率</a:t></a:r></a:p>"
	     "</c:title><c:ser><c:cat><c:strCache><c:pt><c:v>一月</c:v></c:pt></c:strCache></c:cat>"
	     "<c:val><c:numCache><c:pt><c:v>9</c:v></c:pt></c:numCache></c:val></c:ser></c:chart>"
	     "</c:chartSpace>",
	     0},
	    {"word/data1.xml",
	     "<dgm:dataModel" MAKE_NAMESPACES
	     "><dgm:pt><dgm:t><a:p><a:r><a:t>组长</a:t></a:r></a:p>"
	     "</dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>组员</a:t></a:r></a:p></dgm:t></"
	     "dgm:pt>"
	     "</dgm:dataModel>",
	     0},
	};
	struct zl_document document = {0};

	(void)state;
	make_document(
	    &document,
	    "<w:p>" R("图") DRAWING(
		"<pic:pic/><pic:pic/>") "</w:p>"
					"<w:p>" DRAWING(
					    "<c:chart r:id='rId2'/>") "</w:p>"
								      "<w:p>" DRAWING(
									  "<dgm:relIds "
									  "r:dm='rId3'/>") "</w:p>"
											   "<w:p><"
											   "w:r><w:"
											   "object>"
											   "<v:"
											   "shape><"
											   "v:"
											   "imageda"
											   "ta/></"
											   "v:"
											   "shape>"
											   "<o:"
											   "OLEObje"
											   "ct "
											   "ProgID="
											   "'Excel."
											   "Sheet."
											   "12'/></"
											   "w:"
											   "object>"
											   "</"
											   "w:r></"
											   "w:p>"
											   "<w:"
											   "p"
											   ">" DRAWING(
											       "<wp"
											       "s:"
											       "wsp"
											       "/>") "</w:p>"
												     "<w:p><w:r><w:pict><v:shape><v:textpath string='机密'/></v:shape></w:pict></w:r></w:p>"
												     "<w:p><w:r><w:control w:name='Check1'/></w:r></w:p>",
	    parts, 3);
	assert_string_equal("picture@1:3=照片\nchart@2:0=整改率\n一月\ndiagram@3:0=组长\n组员\n"
			    "ole@4:0=Excel.Sheet.12\nshape@5:0=照片\ncontrol@7:0=Check1\n",
			    make_losses(&document));
	assert_int_equal(2, document.losses.items[0].count);
	assert_string_equal("机密\n", make_text(&document, ZL_STORY_BOX));
	zl_document_free(&document);
}

#define CHUNK(id) "<w:altChunk r:id='rId" #id "'/>"

static void
shapes_of_a_locked_canvas_are_boxes(void **state)
{
	struct zl_document document = {0};

	(void)state;
	make_body(
	    &document,
	    "<w:p>" R(
		"图") "<w:r><w:drawing><a:graphic><a:sp><a:txSp><a:txBody><a:bodyPr/>"
		      "<a:p><a:r><a:t>甲</a:t></a:r><a:br/><a:fld><a:t>乙</a:t></a:fld></a:p>"
		      "<a:p/></a:txBody></a:txSp></a:sp></a:graphic></w:drawing></w:r></w:p>");
	assert_string_equal("图\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("甲\n乙\n\n", make_text(&document, ZL_STORY_BOX));
	assert_string_equal("", make_losses(&document));
	zl_document_free(&document);
}

static void
chunks_are_read_in_place(void **state)
{
	static const char mht[] =
	    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"=b=\"\r\n\r\n"
	    "--=b=\r\nContent-Type: text/html; charset=\"gb2312\"\r\nContent-Transfer-Encoding: "
	    "quoted-printable\r\n\r\n<p>=D5=FB=B8=\r\n=C4</p>\r\n--=b=--\r\n";
	static const char html[] =
	    "<html><head><meta charset='utf-8'><title>t</title><style>p{}</style></head><body>"
	    "<h2>标题</h2><p>一 <b>二</b>\n 三<br>四</p>段外<ul><li>甲<li>乙</ul><ol "
	    "start=3><li>丙</ol>"
	    "<table><tr><td>格</td><td colspan=2></td></tr></table><img alt='图'><pre>a\n b</pre>";
	struct make_part parts[] = {
	    {"word/chunk1.htm", html, 0},
	    {"word/chunk2.txt", "\xD5\xFB\xB8\xC4\r\n\r\n\x80", 0},
	    {"word/chunk3.mht", mht, 0},
	    {"word/chunk4.rtf", "{\\rtf1{\\info{\\title t}}x{\\footnote y}}", 0},
	    {"word/chunk5.docx", "", 1},
	    {"word/numbering.xml", "", 1},
	};
	static const struct make_part inner[] = {
	    {"word/footnotes.xml",
	     "<w:footnotes" MAKE_NAMESPACES
	     "><w:footnote w:id='1'>" P("内注") "</w:footnote></w:footnotes>",
	     0},
	};
	struct zl_document document = {0};
	size_t size;

	(void)state;
	void *package = make_package(
	    "<w:p>" R("内") "<w:r><w:footnoteReference w:id='1'/></w:r></w:p>", inner, 1, &size);
	parts[4].data = package;
	parts[4].size = size;
	make_document(&document,
		      P("前") CHUNK(1) P("中") CHUNK(2) CHUNK(3) CHUNK(4) CHUNK(5) CHUNK(9) P("后"),
		      parts, 5);
	free(package);
	assert_string_equal(
	    "前\n标题\n一 二 三\n四\n段外\n•|甲\n•|乙\n3.|丙\n格\n\n\na\n b\n中\n整改\n\n€\n"
	    "整改\nx\n内\n后\n",
	    make_text(&document, ZL_STORY_BODY));
	assert_string_equal("y\n内注\n", make_text(&document, ZL_STORY_FOOTNOTE));
	assert_string_equal("footnote(word/chunk4.rtf#1)@17:1 footnote(word/chunk5.docx#1)@18:3 ",
			    notes(&document));
	assert_string_equal("picture@10:0=图\nchunk@18:3=rId9\n", make_losses(&document));
	const struct zl_paragraph *p = document.paragraphs.items;
	assert_int_equal(1, p[1].outline);
	assert_int_equal(ZL_PARAGRAPH_BOLD, p[1].flags);
	assert_string_equal("word/chunk1.htm", p[1].part.data);
	assert_int_equal(2, p[8].column_span);
	assert_string_equal("word/chunk5.docx/word/document.xml", p[17].part.data);
	assert_string_equal("word/chunk4.rtf", p[16].part.data);
	assert_string_equal("word/document.xml", p[18].part.data);
	assert_int_equal(0, document.properties.count);
	zl_document_free(&document);
}

/* A package that holds itself, in a way: deeper than four it is not read. */
static void
what_a_page_does_not_display_is_hidden(void **state)
{
	static const struct make_part page = {
	    "word/chunk1.htm",
	    "<html><body><p>甲<span style='DISPLAY: none'>乙<b>丙</b></span>丁</p>"
	    "<div style=\"mso-hide:all\">戊</div><p hidden>己<br>庚</p><p>辛</p></body></html>",
	    0};
	struct zl_document document = {0};

	(void)state;
	make_document(&document, "<w:altChunk r:id='rId1'/>", &page, 1);
	assert_string_equal("甲丁\n\n\n辛\n", make_text(&document, ZL_STORY_BODY));
	assert_string_equal("hidden@1:3=乙丙\nhidden@2:0=戊\nhidden@3:0=己\n庚\n",
			    make_losses(&document));
	zl_document_free(&document);
}

/* As Word and LibreOffice write pages: paragraphs in items and cells, what others are to pass by.
 */
static void
pages_of_word_are_read(void **state)
{
	static const struct make_part page = {
	    "word/chunk1.htm",
	    "<html><body><p class=MsoListParagraph><![if !supportLists]><span>一、<span>&nbsp;"
	    "</span></span><![endif]>甲 &lt; 乙<!--[if supportFields]> PAGE <![endif]--></p>"
	    "<ol><li><p>丙</p></li><li><p><b>丁</b></p><p>戊</p></li></ol>"
	    "<table><tr><td rowspan=2 colspan=2><p>己</p></td><td><p>庚</p><p>辛</p></td></tr>"
	    "<tr><td><p>壬</p></td></tr><tr><td><p>癸</p></td><td></td><td rowspan=9>子</td></tr>"
	    "</table><p>丑<del>寅<b>卯</b></del>辰</p></body></html>",
	    0};
	struct zl_document document = {0};

	(void)state;
	make_document(&document, "<w:altChunk r:id='rId1'/>", &page, 1);
	assert_string_equal("一、\u00a0甲 < 乙\n1.|丙\n2.|丁\n戊\n己\n庚\n辛\n壬\n癸\n\n子\n丑辰\n",
			    make_text(&document, ZL_STORY_BODY));
	const struct zl_paragraph *p = document.paragraphs.items;
	assert_int_equal(2, p[4].row_span);
	assert_int_equal(2, p[4].column_span);
	assert_int_equal(3, p[6].column);
	assert_int_equal(2, p[7].row);
	assert_int_equal(3, p[7].column);
	assert_int_equal(1, p[10].row_span);
	zl_document_free(&document);
}

static void
chunks_end_somewhere(void **state)
{
	struct zl_document document = {0};
	size_t size = 1;
	void *package = NULL;

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct make_part part = {"word/chunk1.docx", package == NULL ? "x" : package, size};
		void *outer = make_package(P("层") CHUNK(1), &part, 1, &size);
		free(package);
		package = outer;
	}
	struct make_part part = {"word/chunk1.docx", package, size};
	make_document(&document, P("层") CHUNK(1), &part, 1);
	free(package);
	assert_string_equal("层\n层\n层\n层\n层\n", make_text(&document, ZL_STORY_BODY));
	assert_int_equal(1, document.losses.count);
	zl_document_free(&document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells_stand_on_the_grid),
	    cmocka_unit_test(tables_know_their_size_and_parent),
	    cmocka_unit_test(text_merged_away_is_warned_of),
	    cmocka_unit_test(stories_follow_the_body),
	    cmocka_unit_test(one_alternative_is_read),
	    cmocka_unit_test(losses_are_told_with_their_place),
	    cmocka_unit_test(shapes_of_a_locked_canvas_are_boxes),
	    cmocka_unit_test(chunks_are_read_in_place),
	    cmocka_unit_test(what_a_page_does_not_display_is_hidden),
	    cmocka_unit_test(pages_of_word_are_read),
	    cmocka_unit_test(chunks_end_somewhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
