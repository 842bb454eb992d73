/*
 * grow_units.c: see grow_units.h.  Units are words of the genre and pairs of them; markers that
 * count, with what stands behind them, and in one another; blocks of several lines; lists that
 * answer lists; and markup.  Texts stand in one paragraph, in a paragraph each, in a row each, or
 * in the cells of a row.
 *
 * In texts '\n' parts lines, and the bytes below stand for a number that counts the repetitions.
 */
#include "grow_units.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define ARABIC	"\1" /* 1 to 300, and again */
#define HAN	"\2" /* 一 to 九十九 */
#define CIRCLED "\3" /* ① to ⑳ */
#define LETTER	"\4" /* A to H */
#define ROMAN	"\5" /* Ⅰ to Ⅻ */
#define COUNT	"\6" /* from 1 on */

/* Words that rules look for, numbers, signs, and texts that are none of these. */
static const char *const words[] = {
    "7",
    "（",
    "）",
    "“",
    "”",
    "、",
    "。",
    "：",
    "；",
    "，",
    "—",
    "…",
    " ",
    "　",
    "一、",
    "（一）",
    "1.",
    "1、",
    "（1）",
    "①",
    "3.2",
    "2.5",
    "一是",
    "第一，",
    "首先，",
    "问题1：",
    "关于",
    "针对",
    "问题",
    "的问题",
    "整改情况：",
    "整改措施",
    "存在",
    "不到位",
    "已完成整改",
    "责任单位：",
    "责任人",
    "2023年5月",
    "2023年5月6日，",
    "——",
    "-",
    "●",
    "|",
    "目录",
    "……3",
    "县委巡察组",
    "王",
    "a",
    "Ab ",
    "《",
    "》",
    "〔2020〕5号",
    "主要问题是：",
    "一是制度不健全。",
    "1.履职不够。",
    "台账不全，已补齐。",
    "投诉：",
    "以上问题",
    "0795-1234567",
    "a@b.cn ",
    "第1页",
};

/* Markers of every kind that the rules know. */
static const char *const marks[] = {
    HAN "、",
    "（" HAN "）",
    ARABIC ".",
    ARABIC "、",
    "（" ARABIC "）",
    ARABIC "）",
    "3." ARABIC,
    "3.2." ARABIC,
    "3-" ARABIC "、",
    "（三）-" ARABIC "、",
    "第" HAN "章",
    "第" HAN "类",
    "第" HAN "，",
    "第" ARABIC "项问题：",
    HAN "：",
    HAN "是",
    HAN "要",
    "其" HAN "，",
    CIRCLED,
    LETTER "．",
    ROMAN "、",
    "点位" HAN "：",
    "问题" HAN "：",
    "问题" ARABIC "：",
    "【问题" ARABIC "】",
    "意见" ARABIC "：",
    "整改任务" ARABIC,
    "序号：" ARABIC,
    ARABIC "号",
    "-",
    "——",
    "●",
};

/* What stands behind a marker. */
static const char *const bodies[] = {
    "",
    "履职不够。",
    "关于台账不全的问题",
    "巡查记录不全，已补齐；",
    "针对“台账不全”的问题，已补齐。",
    "\n整改情况：已补齐。",
    "\n台账不全。\n已完成整改。",
    "“台账",
    "（台账",
};

/* Lines that belong together; of rows, what heads the columns. */
static const struct {
	const char *header, *text;
} blocks[] = {
    {"问题\n整改情况\n", "问题：巡查不到位\n整改情况：已整改"},
    {"问题\n整改措施\n责任单位\n完成时限\n",
     "问题" ARABIC "：巡查不到位\n整改措施：加强巡查\n责任单位：县水务局\n完成时限：2023年5月"},
    {"序号\n问题\n整改情况\n责任单位\n状态\n", ARABIC "\n台账不全\n已补齐\n县水务局\n已完成"},
    {"存在问题\n整改措施\n", "1.台账不全。2.巡查不够。\n1.补齐台账。2.加强巡查。"},
    {"受理编号\n投诉内容\n处理情况\n", "X" COUNT "\n噪声扰民。\n属实。已责令停工整改。"},
    {"", "受理编号：X" COUNT
	 "\n反映问题：油烟扰民。\n调查核实情况：属实。\n处理和整改情况：已装净化器。"},
    {"", "投诉人反映噪声扰民。\n经核实，情况属实。\n已责令停工整改。"},
    {"", "反馈意见：台账不全。\n整改落实情况：已补齐。\n下一步：坚持巡查。"},
    {"", "问题1：台账不全\n问题2：巡查不够\n针对上述问题，已补齐。"},
    {"", ARABIC ".台账不全。\n" ARABIC ".巡查不够。\n以上问题均已整改到位。"},
    {"", "（" HAN "）台账不全。存在问题：巡查不够。\n整改情况：一是补齐；二是加强巡查。"},
    {"", "（" HAN "）关于台账不全的问题\n一是补齐台账。\n二是加强巡查。\n三是完善制度。"},
    {"", "清溪镇：台账不全。\n云岭镇：巡查不够。\n均已整改。"},
    {"", "清溪镇第" COUNT "站\n台账不全，巡查不够。\n已补齐。"},
    {"", "责任单位：县水务局\n责任人：王\n整改时限：立行立改"},
    {"", "整改目标：补齐。\n整改措施：1.补齐。2.巡查。\n整改进展：已完成。"},
    {"", "主要问题是：台账不全；巡查不够；值守不严。\n已补齐。"},
    {"", "学校食堂 |\n台账不全 |\n已补齐。 |"},
    {"", "目录\n" HAN "、整改情况………………" ARABIC},
    {"", "关于整改情况的报告\n县委：\n现将情况报告如下。\n一、台账不全。已补齐。\n2023年5月6日"},
    {"", "（联系人：王；电话：0795-1234567）\n第" ARABIC "页 共300页"},
};

/* Lists of problems and lists of answers to them. */
static const struct {
	const char *before, *text, *between, *then;
} lists[] = {
    {"一、存在的问题\n", ARABIC ".台账第" COUNT "页不全。", "\n二、整改措施\n",
     ARABIC ".补齐台账第" COUNT "页。"},
    {"一、存在的问题\n", "（" HAN "）台账第" COUNT "页不全", "\n二、整改情况\n",
     "（" HAN "）关于台账第" COUNT "页不全的问题。已补齐。"},
    {"一、存在的问题\n", "问题" ARABIC "：台账不全", "\n二、整改情况\n",
     "问题" ARABIC "：已补齐。"},
    {"存在问题：", ARABIC ".台账不全。", "\n整改措施：", ARABIC ".补齐台账。"},
    {"主要问题是：", "台账第" COUNT "页不全；", "\n整改措施：", "补齐台账第" COUNT "页；"},
    {"一、存在的问题\n", "一是台账不全。二是巡查不够。", "\n二、整改措施\n",
     "一是补齐。二是巡查。"},
    {"一、存在的问题\n", "台账第" COUNT "页不全。", "\n二、整改情况\n", "已补齐第" COUNT "页。"},
    {"", ARABIC ".关于台账第" COUNT "页不全的问题", "\n以上问题均已整改。\n",
     "针对第" ARABIC "个问题，已补齐。"},
};

#define RUN(text)		 "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define PARAGRAPH(text)		 "<w:p>" RUN(text) "</w:p>"
#define CELL(text)		 "<w:tc>" PARAGRAPH(text) "</w:tc>"
#define AUTHOR			 " w:id=\"1\" w:author=\"a\" w:date=\"2020-01-01T00:00:00Z\""
#define STYLED(properties, text) "<w:p><w:pPr>" properties "</w:pPr>" RUN(text) "</w:p>"
#define NUMBERED(level)		 "<w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"1\"/></w:numPr>"
#define FIELD(type)		 "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define CODE(text)		 "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"

/* Markup within a paragraph (t), a table (r) or the body (b); n: t with a footnote each. */
static const struct {
	char in;
	const char *text;
} markup[] = {
    {'t', "<w:ins" AUTHOR ">" RUN("改") "</w:ins>"},
    {'t', "<w:del" AUTHOR "><w:r><w:delText>改</w:delText></w:r></w:del>"},
    {'t', "<w:ins" AUTHOR ">" RUN("改") "</w:ins><w:del" AUTHOR
					"><w:r><w:delText>旧</w:delText></w:r></w:del>"},
    {'t', "<w:moveTo" AUTHOR ">" RUN("改") "</w:moveTo>"},
    {'t', "<w:moveFrom" AUTHOR ">" RUN("改") "</w:moveFrom>"},
    {'t', RUN("　")},
    {'t', RUN(" a ")},
    {'t', "<w:r><w:br/></w:r>"},
    {'t', RUN("改") "<w:r><w:br/></w:r>"},
    {'t', RUN("一、改") "<w:r><w:br w:type=\"page\"/></w:r>"},
    {'t', "<w:r><w:tab/></w:r>"},
    {'t', RUN("台账") "<w:r><w:tab/></w:r>"},
    {'t', "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>"},
    {'t', "<w:r><w:rPr><w:vanish/></w:rPr><w:t>改</w:t></w:r>"},
    {'t', "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"},
    {'t', "<w:bookmarkStart w:id=\"" COUNT "\" w:name=\"a" COUNT
	  "\"/>" RUN("改") "<w:bookmarkEnd w:id=\"" COUNT "\"/>"},
    {'t', FIELD("begin") CODE("PAGE") FIELD("separate") RUN("1") FIELD("end")},
    {'t', FIELD("begin") CODE(" HYPERLINK \"http://a.cn/" COUNT "\" ") FIELD("separate") RUN("改")
	      FIELD("end")},
    {'t', FIELD("begin") CODE(" EQ \\o\\ac(○,1) ") FIELD("end")},
    {'t', FIELD("begin")},
    {'t', FIELD("begin") CODE(" REF a ") FIELD("separate")},
    {'t', FIELD("separate")},
    {'t', FIELD("end")},
    {'t', "<w:fldSimple w:instr=\" PAGE \">" RUN("1") "</w:fldSimple>"},
    {'t', "<w:r><w:ruby><w:rt>" RUN("guan") "</w:rt><w:rubyBase>" RUN(
	      "关") "</w:rubyBase></w:ruby></w:r>"},
    {'t', "<w:smartTag>" RUN("改") "</w:smartTag>"},
    {'t', "<w:hyperlink w:anchor=\"a\">" RUN("改") "</w:hyperlink>"},
    {'t', "<w:sdt><w:sdtContent>" RUN("改") "</w:sdtContent></w:sdt>"},
    {'t', "<m:oMath><m:r><m:t>a</m:t></m:r><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den>"
	  "<m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"},
    {'t', "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" PARAGRAPH(
	      "改") "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"},
    {'n', "<w:r><w:footnoteReference w:id=\"" COUNT "\"/></w:r>"},
    {'n', RUN("台账不全。") "<w:r><w:footnoteReference w:id=\"" COUNT "\"/></w:r>"},
    {'b', STYLED("<w:jc w:val=\"center\"/>", "整改报告")},
    {'b',
     STYLED("<w:jc w:val=\"center\"/>", "关于整改情况的报告") PARAGRAPH("一、台账不全。已补齐。")},
    {'b', STYLED("<w:jc w:val=\"right\"/>", "县水务局")},
    {'b', STYLED("<w:outlineLvl w:val=\"0\"/>", "整改情况")},
    {'b', STYLED("<w:outlineLvl w:val=\"0\"/>", "整改情况")
	      STYLED("<w:outlineLvl w:val=\"1\"/>", "台账不全") PARAGRAPH("已补齐。")},
    {'b', STYLED(NUMBERED("0"), "台账不全。")},
    {'b', STYLED(NUMBERED("0"), "台账不全") STYLED(NUMBERED("1"), "已补齐。")},
    {'b', STYLED(NUMBERED("1"), "台账不全。")},
    {'b', STYLED("<w:rPr><w:del" AUTHOR "/></w:rPr>", "改")},
    {'b', STYLED("<w:rPr><w:ins" AUTHOR "/></w:rPr>", "改")},
    {'b', STYLED("<w:rPr><w:vanish/></w:rPr>", "改")},
    {'b', STYLED("<w:framePr w:w=\"100\"/>", "改")},
    {'b', STYLED("<w:sectPr/>", "改")},
    {'b', PARAGRAPH("一、整改情况………………" ARABIC)},
    {'b', PARAGRAPH("仓库堆放杂乱，消防通道被占用，巡查记录不全，值守人员")},
    {'b', "<w:p/>"},
    {'b', "<w:tbl><w:tr>" CELL("问题") CELL("整改情况") "</w:tr></w:tbl>"},
    {'b', "<w:tbl><w:tr>" CELL("问题") CELL("整改情况") "</w:tr><w:tr>" CELL("台账不全")
	      CELL("已补齐") "</w:tr></w:tbl>"},
    {'b',
     "<w:tbl><w:tr><w:tc><w:tbl><w:tr>" CELL("台账") "</w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"},
    {'b', PARAGRAPH("表" ARABIC) "<w:tbl><w:tr>" CELL("台账") "</w:tr></w:tbl>"},
    {'b', "<w:sdt><w:sdtContent>" PARAGRAPH("改") "</w:sdtContent></w:sdt>"},
    {'b', "<w:customXml>" PARAGRAPH("改") "</w:customXml>"},
    {'r', "<w:tr>" CELL("序号") CELL("问题") CELL("整改情况") "</w:tr>"},
    {'r', "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" CELL("台账不全") "</w:tr>"},
    {'r', "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"" ARABIC
	  "\"/></w:tcPr><w:p/></w:tc>" CELL("台账") "</w:tr>"},
    {'r',
     "<w:tr><w:tc><w:tcPr><w:tcW w:w=\"" COUNT "\"/></w:tcPr><w:p/></w:tc>" CELL("台账") "</w:tr>"},
    {'r', "<w:tr><w:trPr><w:del" AUTHOR "/></w:trPr>" CELL("台账不全") "</w:tr>"},
    {'c', CELL("台账不全")},
    {'c', CELL("")},
};

#define LENGTH(table) (sizeof(table) / sizeof((table)[0]))

enum shape { ONE, PARAGRAPHS, ROWS, CELLS, SHAPES };

enum {
	WORDS = LENGTH(words) * (LENGTH(words) + 1) * SHAPES,
	MARKED = LENGTH(marks) * LENGTH(bodies) * SHAPES,
	NESTED = LENGTH(marks) * LENGTH(marks) * 2,
	BLOCKS = LENGTH(blocks) * SHAPES,
	LISTS = LENGTH(lists) * SHAPES,
	MARKUP = LENGTH(markup)
};

size_t
grow_count(void)
{
	return WORDS + MARKED + NESTED + BLOCKS + LISTS + MARKUP;
}

/* Adds the character that is number places behind the first, which has three bytes. */
static void
add_character(const char *first, size_t number, struct zl_buffer *out)
{
	unsigned char text[4];

	memcpy(text, first, sizeof(text));
	text[2] = (unsigned char)(text[2] + number);
	zl_buffer_add(out, text, 3);
}

static void
add_han(size_t number, struct zl_buffer *out)
{
	static const char digits[] = "一二三四五六七八九";

	if (number >= 20)
		zl_buffer_add(out, digits + (number / 10 - 1) * 3, 3);
	if (number >= 10)
		zl_buffer_text(out, "十");
	if (number % 10 > 0)
		zl_buffer_add(out, digits + (number % 10 - 1) * 3, 3);
}

void
grow_expand(const char *text, size_t index, struct zl_buffer *out)
{
	for (; *text != '\0'; text++) {
		size_t plain = strcspn(text, ARABIC HAN CIRCLED LETTER ROMAN COUNT);
		zl_buffer_add(out, text, plain);
		text += plain;
		if (*text == ARABIC[0])
			zl_buffer_format(out, "%zu", index % 300 + 1);
		else if (*text == HAN[0])
			add_han(index % 99 + 1, out);
		else if (*text == CIRCLED[0])
			add_character("①", index % 20, out);
		else if (*text == LETTER[0])
			zl_buffer_format(out, "%c", (char)('A' + index % 8));
		else if (*text == ROMAN[0])
			add_character("Ⅰ", index % 12, out);
		else if (*text == COUNT[0])
			zl_buffer_format(out, "%zu", index + 1);
		else
			break;
	}
}

/* Adds the lines of text, as the shape puts them; whole: all of it but what is open before it. */
static void
add_lines(enum shape shape, const char *text, struct zl_buffer *out)
{
	static const struct {
		const char *begin, *first, *last, *end;
	} around[SHAPES] = {
	    [ONE] = {"", "", "", ""},
	    [PARAGRAPHS] = {"", "<w:p><w:r><w:t xml:space=\"preserve\">", "</w:t></w:r></w:p>", ""},
	    [ROWS] = {"", "<w:tr><w:tc><w:p><w:r><w:t xml:space=\"preserve\">",
		      "</w:t></w:r></w:p></w:tc></w:tr>", ""},
	    [CELLS] = {"<w:tr>", "<w:tc><w:p><w:r><w:t xml:space=\"preserve\">",
		       "</w:t></w:r></w:p></w:tc>", "</w:tr>"},
	};

	zl_buffer_text(out, around[shape].begin);
	for (bool more = true; more;) {
		size_t length = strcspn(text, "\n");
		zl_buffer_text(out, around[shape].first);
		zl_buffer_add(out, text, length);
		zl_buffer_text(out, around[shape].last);
		more = text[length] == '\n' && text[length + 1] != '\0';
		text += length + 1;
	}
	zl_buffer_text(out, around[shape].end);
}

/* What is open before, and closed behind, what has the shape. */
static void
put_in(enum shape shape, struct unit *unit)
{
	static const char *const open[SHAPES] = {[ONE] = "<w:p><w:r><w:t xml:space=\"preserve\">",
						 [PARAGRAPHS] = "",
						 [ROWS] = "<w:tbl>",
						 [CELLS] = "<w:tbl>"};
	static const char *const close[SHAPES] = {[ONE] = "</w:t></w:r></w:p>",
						  [PARAGRAPHS] = "",
						  [ROWS] = "</w:tbl>",
						  [CELLS] = "</w:tbl>"};

	zl_buffer_text(&unit->before, open[shape]);
	unit->after = close[shape];
}

/* Names the unit after its text, as it begins. */
static void
name_unit(const char *kind, const char *text, enum shape shape, struct unit *unit)
{
	static const char *const shapes[SHAPES] = {"one paragraph", "paragraphs", "rows", "cells"};
	struct zl_buffer name = {0};

	grow_expand(text, 0, &name);
	for (size_t i = 0; i < name.length; i++)
		if (name.data[i] == '\n')
			name.data[i] = '/';
	snprintf(unit->name, sizeof(unit->name), "%s%.200s, %s", kind, name.data, shapes[shape]);
	zl_buffer_free(&name);
}

static void
make_text(const char *kind, const char *text, enum shape shape, struct unit *unit)
{
	name_unit(kind, text, shape, unit);
	put_in(shape, unit);
	add_lines(shape, text, &unit->text);
}

static void
make_words(size_t number, struct unit *unit)
{
	enum shape shape = (enum shape)(number % SHAPES);
	size_t pair = number / SHAPES, second = pair % (LENGTH(words) + 1);
	char text[128];

	snprintf(text, sizeof(text), "%s%s%s", words[pair / (LENGTH(words) + 1)],
		 shape == CELLS ? "\n" : "", second == LENGTH(words) ? "" : words[second]);
	make_text("", text, shape, unit);
}

static void
make_marked(size_t number, struct unit *unit)
{
	enum shape shape = (enum shape)(number % SHAPES);
	char text[256];

	number /= SHAPES;
	snprintf(text, sizeof(text), "%s%s%s", marks[number / LENGTH(bodies)],
		 shape == CELLS ? "\n" : "", bodies[number % LENGTH(bodies)]);
	make_text("counted ", text, shape, unit);
}

/* Two items of one mark within one of another. */
static void
make_nested(size_t number, struct unit *unit)
{
	struct zl_buffer text = {0};
	const char *inner = marks[number / 2 % LENGTH(marks)];

	zl_buffer_format(&text, "%s关于台账不全的问题\n", marks[number / 2 / LENGTH(marks)]);
	grow_expand(inner, 0, &text);
	zl_buffer_text(&text, "履职不够。\n");
	grow_expand(inner, 1, &text);
	zl_buffer_text(&text, "已完成整改。");
	make_text("nested ", text.data, number % 2 == 0 ? ONE : PARAGRAPHS, unit);
	zl_buffer_free(&text);
}

static void
make_block(size_t number, struct unit *unit)
{
	enum shape shape = (enum shape)(number % SHAPES);

	number /= SHAPES;
	make_text("block ", blocks[number].text, shape, unit);
	if (shape == CELLS && blocks[number].header[0] != '\0')
		add_lines(CELLS, blocks[number].header, &unit->before);
}

static void
make_list(size_t number, struct unit *unit)
{
	enum shape shape = (enum shape)(number % SHAPES);

	number /= SHAPES;
	make_text("answered ", lists[number].text, shape, unit);
	add_lines(shape, lists[number].before, &unit->before);
	add_lines(shape, lists[number].between, &unit->between);
	add_lines(shape, lists[number].then, &unit->then);
}

static void
make_markup(size_t number, struct unit *unit)
{
	char in = markup[number].in;

	name_unit("markup ", markup[number].text,
		  in == 'b'   ? PARAGRAPHS
		  : in == 'r' ? ROWS
		  : in == 'c' ? CELLS
			      : ONE,
		  unit);
	zl_buffer_text(&unit->text, markup[number].text);
	zl_buffer_text(&unit->before, in == 't' || in == 'n' ? "<w:p>"
				      : in == 'r'	     ? "<w:tbl>"
				      : in == 'c'	     ? "<w:tbl><w:tr>"
							     : "");
	unit->after = in == 't' || in == 'n' ? "</w:p>"
		      : in == 'r'	     ? "</w:tbl>"
		      : in == 'c'	     ? "</w:tr></w:tbl>"
					     : "";
	if (in == 'n')
		unit->note =
		    "<w:footnote w:id=\"" COUNT "\">" PARAGRAPH("台账不全。") "</w:footnote>";
}

void
grow_unit(size_t number, struct unit *unit)
{
	static const struct {
		size_t count;
		void (*make)(size_t number, struct unit *);
	} kinds[] = {{WORDS, make_words},  {MARKED, make_marked}, {NESTED, make_nested},
		     {BLOCKS, make_block}, {LISTS, make_list},	  {MARKUP, make_markup}};
	size_t kind = 0;

	grow_free(unit);
	for (; number >= kinds[kind].count; kind++)
		number -= kinds[kind].count;
	kinds[kind].make(number, unit);
}

void
grow_free(struct unit *unit)
{
	zl_buffer_free(&unit->text);
	zl_buffer_free(&unit->then);
	zl_buffer_free(&unit->before);
	zl_buffer_free(&unit->between);
	*unit = (struct unit){.after = ""};
}
