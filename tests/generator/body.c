/* body.c: word/document.xml: paragraphs, automatic numbers and tables. */
#include <string.h>

#include "run.h"

static const struct look body_look = {"仿宋_GB2312", 32, false, false};
static const struct look heading_look = {"黑体", 32, false, false};
static const struct look title_look = {"方正小标宋简体", 44, false, false};
static const struct look cell_look = {"宋体", 21, false, false};

/* How a paragraph is set; 0, NULL and false: not so. */
struct manner {
	const struct look *look;
	const char *justification;
	int list_level;	   /* automatic number, 1 to 5 */
	int heading_level; /* heading style, 1 to 4 */
	bool bullet, indent;
};

static void
list_number(struct xml *xml, int level, int list)
{
	xml_open(xml, "w:numPr");
	xml_value_number(xml, "w:ilvl", level);
	xml_value_number(xml, "w:numId", list);
	xml_close(xml);
}

/* The paragraph's style and list, 17.9.18: by style, or by itself. */
static void
paragraph_list(const struct sample *sample, struct xml *xml, const struct manner *manner)
{
	bool by_style = sample->settings.style_lists;

	if (manner->heading_level > 0)
		xml_value_number(xml, "w:pStyle", manner->heading_level);
	else if (manner->list_level > 0 && by_style)
		xml_value_number(xml, "w:pStyle", manner->list_level);
	if (manner->heading_level > 0 && by_style)
		list_number(xml, 0, 0);
	else if (manner->list_level > 0 && !by_style)
		list_number(xml, manner->list_level - 1, 1);
	else if (manner->bullet)
		list_number(xml, 0, 2);
}

static void
paragraph_spacing(struct xml *xml, const struct manner *manner)
{
	xml_value(xml, "w:adjustRightInd", "0");
	xml_value(xml, "w:snapToGrid", "0");
	xml_open(xml, "w:spacing");
	xml_attribute(xml, "w:line", "560");
	xml_attribute(xml, "w:lineRule", "exact");
	xml_close(xml);
	if (manner->indent) {
		xml_open(xml, "w:ind");
		xml_attribute(xml, "w:firstLineChars", "200");
		xml_attribute(xml, "w:firstLine", "640");
		xml_close(xml);
	}
}

static void
paragraph_attributes(struct sample *sample, struct xml *xml)
{
	static const char *const names[] = {"w:rsidR", "w:rsidRDefault", NULL};
	char digits[16];

	if (sample->settings.shape == SHAPE_WORD) {
		snprintf(digits, sizeof(digits), "%08X", sample_chance(sample, 0x7fffffff) + 1);
		xml_attribute(xml, "w14:paraId", digits);
		xml_attribute(xml, "w14:textId", "77777777");
	}
	revision_attributes(sample, xml, names);
}

static void
paragraph(struct sample *sample, struct xml *xml, struct zl_string text,
	  const struct manner *manner)
{
	xml_open(xml, "w:p");
	paragraph_attributes(sample, xml);
	xml_open(xml, "w:pPr");
	paragraph_list(sample, xml, manner);
	if (sample->settings.shape != SHAPE_LIBREOFFICE)
		paragraph_spacing(xml, manner);
	if (manner->justification != NULL)
		xml_value(xml, "w:jc", manner->justification);
	run_properties(sample, xml, manner->look);
	xml_close(xml);
	marked_text(sample, xml, text, manner->look);
	xml_close(xml);
}

/* The cell of a table line ("@t A|B|C") at column, counted from 0; absent past the last. */
static struct zl_string
cell_text(struct zl_string line, size_t column)
{
	const char *at = line.data, *end = line.data + line.length, *bar;

	for (; (bar = memchr(at, '|', (size_t)(end - at))) != NULL; at = bar + 1)
		if (column-- == 0)
			return (struct zl_string){at, (size_t)(bar - at)};
	return column == 0 ? (struct zl_string){at, (size_t)(end - at)} : (struct zl_string){0};
}

static size_t
cell_count(struct zl_string line)
{
	size_t count = 1;

	for (size_t i = 0; i < line.length; i++)
		count += line.data[i] == '|';
	return count;
}

/* A cell's paragraphs stand between "\n". */
static void
cell_paragraphs(struct sample *sample, struct xml *xml, struct zl_string text)
{
	static const struct manner manner = {.look = &cell_look};
	const char *at = text.data, *end = text.data + text.length, *cut;

	while ((cut = memmem(at, (size_t)(end - at), "\\n", 2)) != NULL) {
		paragraph(sample, xml, (struct zl_string){at, (size_t)(cut - at)}, &manner);
		at = cut + 2;
	}
	paragraph(sample, xml, (struct zl_string){at, (size_t)(end - at)}, &manner);
}

/* "^" continues the cell above; one whose lower neighbour does so begins a vertical merge. */
static void
cell(struct sample *sample, struct xml *xml, struct zl_string row, struct zl_string below,
     size_t column, int span)
{
	struct zl_string text = cell_text(row, column);
	bool continues = zl_string_is(text, "^");

	xml_open(xml, "w:tc");
	xml_open(xml, "w:tcPr");
	xml_open(xml, "w:tcW");
	xml_attribute_number(xml, "w:w", 1500L * span);
	xml_attribute(xml, "w:type", "dxa");
	xml_close(xml);
	if (span > 1)
		xml_value_number(xml, "w:gridSpan", span);
	if (continues)
		xml_empty(xml, "w:vMerge");
	else if (below.data != NULL && zl_string_is(cell_text(below, column), "^"))
		xml_value(xml, "w:vMerge", "restart");
	xml_close(xml);
	cell_paragraphs(sample, xml, continues ? zl_string("") : text);
	xml_close(xml);
}

/* "<" widens the cell to its left by a column. */
static void
table_row(struct sample *sample, struct xml *xml, struct zl_string row, struct zl_string below)
{
	size_t columns = cell_count(row);

	xml_open(xml, "w:tr");
	for (size_t column = 0; column < columns;) {
		int span = 1;

		while (zl_string_is(cell_text(row, column + (size_t)span), "<"))
			span++;
		cell(sample, xml, row, below, column, span);
		column += (size_t)span;
	}
	xml_close(xml);
}

/* What stands behind the directive at the start of a line; false when it does not stand there. */
static bool
directive(struct zl_string line, const char *name, struct zl_string *rest)
{
	size_t length = strlen(name);

	if (line.length < length || memcmp(line.data, name, length) != 0)
		return false;
	*rest = (struct zl_string){line.data + length, line.length - length};
	return true;
}

/* The table whose first row is line i; gives the line behind it. */
static size_t
table(struct sample *sample, struct xml *xml, size_t i)
{
	struct zl_string row = {0}, below = {0};

	xml_open(xml, "w:tbl");
	xml_open(xml, "w:tblPr");
	xml_open(xml, "w:tblW");
	xml_attribute(xml, "w:w", "0");
	xml_attribute(xml, "w:type", "auto");
	xml_close(xml);
	xml_close(xml);
	xml_open(xml, "w:tblGrid");
	directive(sample->lines[i], "@t ", &row);
	for (size_t column = cell_count(row); column > 0; column--) {
		xml_open(xml, "w:gridCol");
		xml_attribute(xml, "w:w", "1500");
		xml_close(xml);
	}
	xml_close(xml);
	while (i < sample->line_count && directive(sample->lines[i], "@t ", &row)) {
		i++;
		if (i == sample->line_count || !directive(sample->lines[i], "@t ", &below))
			below = (struct zl_string){0};
		table_row(sample, xml, row, below);
	}
	xml_close(xml);
	return i;
}

/* "@1 " to "@5 " and "@h1 " to "@h4 ". */
static bool
levelled_line(struct sample *sample, struct xml *xml, struct zl_string line)
{
	struct manner manner = {.look = &heading_look, .indent = true};
	char list[] = "@1 ", heading[] = "@h1 ";
	struct zl_string text;

	for (int level = 1; level <= 5; level++, list[1]++, heading[2]++) {
		if (directive(line, list, &text))
			manner.list_level = level;
		else if (level < 5 && directive(line, heading, &text))
			manner.heading_level = level;
		else
			continue;
		paragraph(sample, xml, text, &manner);
		return true;
	}
	return false;
}

static void
line_write(struct sample *sample, struct xml *xml, struct zl_string line)
{
	static const struct manner title = {.look = &title_look, .justification = "center"};
	static const struct manner right = {.look = &body_look, .justification = "right"};
	static const struct manner bullet = {.look = &body_look, .bullet = true};
	static const struct manner body = {.look = &body_look, .indent = true};
	struct zl_string text;

	if (directive(line, "@title ", &text))
		paragraph(sample, xml, text, &title);
	else if (directive(line, "@right ", &text))
		paragraph(sample, xml, text, &right);
	else if (directive(line, "@- ", &text))
		paragraph(sample, xml, text, &bullet);
	else if (directive(line, "@header ", &text))
		sample->header = text;
	else if (directive(line, "@footer ", &text))
		sample->footer = text;
	else if (!directive(line, "@set ", &text) && !directive(line, "@#", &text) &&
		 !levelled_line(sample, xml, line))
		paragraph(sample, xml, line, &body);
}

static void
section_reference(struct xml *xml, const char *element, const char *id)
{
	xml_open(xml, element);
	xml_attribute(xml, "w:type", "default");
	xml_attribute(xml, "r:id", id);
	xml_close(xml);
}

/* The section's properties: what stands on each page, and the page of GB/T 9704. */
static void
section_write(struct sample *sample, struct xml *xml)
{
	xml_open(xml, "w:sectPr");
	if (sample->header.data != NULL)
		section_reference(xml, "w:headerReference", "rId6");
	if (sample->footer.data != NULL)
		section_reference(xml, "w:footerReference", "rId7");
	xml_open(xml, "w:pgSz");
	xml_attribute(xml, "w:w", "11906");
	xml_attribute(xml, "w:h", "16838");
	xml_close(xml);
	xml_close(xml);
}

void
body_write(struct sample *sample, struct xml *xml)
{
	struct zl_string text;

	root_open(sample, xml, "w:document");
	if (sample->settings.strict)
		xml_attribute(xml, "w:conformance", "strict");
	xml_open(xml, "w:body");
	for (size_t i = 0; i < sample->line_count;) {
		if (directive(sample->lines[i], "@t ", &text))
			i = table(sample, xml, i);
		else
			line_write(sample, xml, sample->lines[i++]);
	}
	section_write(sample, xml);
	xml_close(xml);
	xml_close(xml);
}

static void
note_write(struct sample *sample, struct xml *xml, struct zl_string text)
{
	static const struct manner manner = {.look = &cell_look};

	paragraph(sample, xml, text, &manner);
}

/* The two notes that hold Word's separator lines. */
static void
separators_write(struct xml *xml)
{
	static const char *const types[] = {"separator", "continuationSeparator"};

	for (int i = 0; i < 2; i++) {
		xml_open(xml, "w:footnote");
		xml_attribute(xml, "w:type", types[i]);
		xml_attribute_number(xml, "w:id", i - 1);
		xml_open(xml, "w:p");
		xml_open(xml, "w:r");
		xml_empty(xml, i == 0 ? "w:separator" : "w:continuationSeparator");
		xml_close(xml);
		xml_close(xml);
		xml_close(xml);
	}
}

void
footnotes_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:footnotes");
	separators_write(xml);
	for (size_t i = 0; i < sample->footnotes.count; i++) {
		xml_open(xml, "w:footnote");
		xml_attribute_number(xml, "w:id", (long)i + 1);
		note_write(sample, xml, sample->footnotes.items[i]);
		xml_close(xml);
	}
	xml_close(xml);
}

void
comments_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:comments");
	for (size_t i = 0; i < sample->comments.count; i++) {
		xml_open(xml, "w:comment");
		xml_attribute_number(xml, "w:id", (long)i + 1);
		xml_attribute(xml, "w:author", sample->settings.creator);
		xml_attribute(xml, "w:date", sample->settings.modified);
		note_write(sample, xml, sample->comments.items[i]);
		xml_close(xml);
	}
	xml_close(xml);
}

void
header_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:hdr");
	note_write(sample, xml, sample->header);
	xml_close(xml);
}

void
footer_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:ftr");
	note_write(sample, xml, sample->footer);
	xml_close(xml);
}
