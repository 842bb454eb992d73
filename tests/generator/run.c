/* run.c: runs end where chance, the speller and old bookmarks have it; marks become elements. */
#include "run.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void
revision_attributes(struct sample *sample, struct xml *xml, const char *const names[])
{
	char digits[16];

	if (sample->settings.shape != SHAPE_WORD || sample_chance(sample, 10) >= 4)
		return;
	snprintf(digits, sizeof(digits), "00%06X", sample_chance(sample, 1 << 24));
	for (; *names != NULL; names++)
		xml_attribute(xml, *names, digits);
}

static void
run_fonts(struct sample *sample, struct xml *xml, const struct look *look)
{
	bool word = sample->settings.shape == SHAPE_WORD;

	xml_open(xml, "w:rFonts");
	if (sample->settings.shape == SHAPE_WPS || sample_chance(sample, 10) < 7)
		xml_attribute(xml, "w:hint", "eastAsia");
	xml_attribute(xml, "w:ascii", word ? "Times New Roman" : look->font);
	xml_attribute(xml, "w:hAnsi", word ? "Times New Roman" : look->font);
	xml_attribute(xml, "w:eastAsia", look->font);
	xml_attribute(xml, "w:cs", look->font);
	xml_close(xml);
}

/* What WPS adds to the properties of each run. */
static void
run_fill(struct xml *xml)
{
	xml_value(xml, "w:highlight", "none");
	xml_open(xml, "w:lang");
	xml_attribute(xml, "w:val", "en-US");
	xml_attribute(xml, "w:eastAsia", "zh-CN");
	xml_close(xml);
	xml_open(xml, "w14:textFill");
	xml_open(xml, "w14:solidFill");
	xml_open(xml, "w14:schemeClr");
	xml_attribute(xml, "w14:val", "tx1");
	xml_close(xml);
	xml_close(xml);
	xml_close(xml);
}

void
run_properties(struct sample *sample, struct xml *xml, const struct look *look)
{
	xml_open(xml, "w:rPr");
	if (sample->settings.shape != SHAPE_LIBREOFFICE) {
		run_fonts(sample, xml, look);
		if (look->bold)
			xml_empty(xml, "w:b");
		if (look->hidden)
			xml_empty(xml, "w:vanish");
		xml_value(xml, "w:color", "000000");
		xml_value_number(xml, "w:sz", look->half_points);
		xml_value_number(xml, "w:szCs", look->half_points);
		if (sample->settings.shape == SHAPE_WPS)
			run_fill(xml);
	} else if (look->bold) {
		xml_empty(xml, "w:b");
	} else if (look->hidden) {
		xml_empty(xml, "w:vanish");
	}
	xml_close(xml);
}

static void
run_open(struct sample *sample, struct xml *xml, const struct look *look)
{
	static const char *const names[] = {"w:rsidR", NULL};

	xml_open(xml, "w:r");
	revision_attributes(sample, xml, names);
	run_properties(sample, xml, look);
}

static void
run(struct sample *sample, struct xml *xml, const char *element, struct zl_string text,
    const struct look *look)
{
	run_open(sample, xml, look);
	if (sample->settings.shape == SHAPE_WORD && sample_chance(sample, 50) == 0)
		xml_empty(xml, "w:lastRenderedPageBreak");
	xml_open(xml, element);
	if (text.data[0] == ' ' || text.data[text.length - 1] == ' ')
		xml_attribute(xml, "xml:space", "preserve");
	xml_text(xml, text.data, text.length);
	xml_close(xml);
	xml_close(xml);
}

/* What Word leaves between runs: marks of its speller, and bookmarks nobody set. */
static void
between_runs(struct sample *sample, struct xml *xml)
{
	uint32_t chance = sample_chance(sample, 100);

	if (sample->settings.shape == SHAPE_LIBREOFFICE || chance >= 6)
		return;
	if (sample->settings.shape == SHAPE_WORD && chance < 4) {
		xml_open(xml, "w:proofErr");
		xml_attribute(xml, "w:type", chance < 2 ? "gramStart" : "gramEnd");
		xml_close(xml);
		return;
	}
	xml_open(xml, "w:bookmarkStart");
	xml_attribute_number(xml, "w:id", chance);
	xml_attribute(xml, "w:name", chance == 4 ? "_GoBack" : "OLE_LINK1");
	xml_close(xml);
	xml_open(xml, "w:bookmarkEnd");
	xml_attribute_number(xml, "w:id", chance);
	xml_close(xml);
}

/* Text without marks; element is w:t or w:delText. */
static void
plain_text(struct sample *sample, struct xml *xml, const char *element, struct zl_string text,
	   const struct look *look)
{
	size_t from = 0, at = 0;
	uint32_t code;

	while (at < text.length) {
		at += zl_utf8_read(text.data + at, text.length - at, &code);
		if (at < text.length &&
		    sample_chance(sample, 1000) >= (uint32_t)sample->settings.split)
			continue;
		run(sample, xml, element, (struct zl_string){text.data + from, at - from}, look);
		between_runs(sample, xml);
		from = at;
	}
}

/* Each mark's function gets what stands between the braces behind the name. */
typedef void mark_function(struct sample *, struct xml *, struct zl_string, const struct look *);

static void
mark_revision(struct sample *sample, struct xml *xml, struct zl_string text,
	      const struct look *look, bool inserted)
{
	xml_open(xml, inserted ? "w:ins" : "w:del");
	xml_attribute_number(xml, "w:id", (long)sample_chance(sample, 10000));
	xml_attribute(xml, "w:author", sample->settings.creator);
	xml_attribute(xml, "w:date", sample->settings.modified);
	plain_text(sample, xml, inserted ? "w:t" : "w:delText", text, look);
	xml_close(xml);
}

static void
mark_inserted(struct sample *sample, struct xml *xml, struct zl_string text,
	      const struct look *look)
{
	mark_revision(sample, xml, text, look, true);
}

static void
mark_deleted(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	mark_revision(sample, xml, text, look, false);
}

/* Keeps the note's text for its part and gives its number, counted from 1; 0 when there are too
 * many. */
static long
note_keep(struct notes *notes, struct zl_string text, struct xml *xml)
{
	if (notes->count == NOTES) {
		xml->failed = true;
		return 0;
	}
	notes->items[notes->count++] = text;
	return (long)notes->count;
}

static void
mark_footnote(struct sample *sample, struct xml *xml, struct zl_string text,
	      const struct look *look)
{
	run_open(sample, xml, look);
	xml_open(xml, "w:footnoteReference");
	xml_attribute_number(xml, "w:id", note_keep(&sample->footnotes, text, xml));
	xml_close(xml);
	xml_close(xml);
}

static void
mark_comment(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	run_open(sample, xml, look);
	xml_open(xml, "w:commentReference");
	xml_attribute_number(xml, "w:id", note_keep(&sample->comments, text, xml));
	xml_close(xml);
	xml_close(xml);
}

static void
box_content(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	xml_open(xml, "w:txbxContent");
	xml_open(xml, "w:p");
	plain_text(sample, xml, "w:t", text, look);
	xml_close(xml);
	xml_close(xml);
}

static void
open_all(struct xml *xml, const char *const elements[], int count)
{
	for (int i = 0; i < count; i++)
		xml_open(xml, elements[i]);
}

static void
close_all(struct xml *xml, int count)
{
	while (count-- > 0)
		xml_close(xml);
}

/* A text box as Word writes it: the drawing, and the same once more for readers of old. */
static void
mark_box(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	static const char *const drawing[] = {"w:drawing", "wp:inline", "a:graphic"};
	static const char *const fallback[] = {"mc:Fallback", "w:pict", "v:shape", "v:textbox"};

	run_open(sample, xml, look);
	xml_open(xml, "mc:AlternateContent");
	xml_open(xml, "mc:Choice");
	xml_attribute(xml, "Requires", "wps");
	open_all(xml, drawing, 3);
	xml_open(xml, "a:graphicData");
	xml_attribute(xml, "uri",
		      "http://schemas.microsoft.com/office/word/2010/wordprocessingShape");
	xml_open(xml, "wps:wsp");
	xml_open(xml, "wps:txbx");
	box_content(sample, xml, text, look);
	close_all(xml, 7);
	open_all(xml, fallback, 4);
	box_content(sample, xml, text, look);
	close_all(xml, 6);
}

static void
mark_hidden(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	struct look hidden = *look;

	hidden.hidden = true;
	plain_text(sample, xml, "w:t", text, &hidden);
}

static void
mark_bold(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	struct look bold = *look;

	bold.bold = true;
	plain_text(sample, xml, "w:t", text, &bold);
}

static void
field_character(struct sample *sample, struct xml *xml, const char *type, const struct look *look)
{
	run_open(sample, xml, look);
	xml_open(xml, "w:fldChar");
	xml_attribute(xml, "w:fldCharType", type);
	xml_close(xml);
	xml_close(xml);
}

/* Cuts text at its first bar. */
static void
halves(struct zl_string text, struct zl_string *first, struct zl_string *second)
{
	const char *bar = memchr(text.data, '|', text.length);
	size_t length = bar == NULL ? text.length : (size_t)(bar - text.data);

	*first = (struct zl_string){text.data, length};
	*second = bar == NULL ? (struct zl_string){"", 0}
			      : (struct zl_string){bar + 1, text.length - length - 1};
}

static void
mark_field(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	struct zl_string code, result;

	halves(text, &code, &result);
	field_character(sample, xml, "begin", look);
	run(sample, xml, "w:instrText", code, look);
	field_character(sample, xml, "separate", look);
	plain_text(sample, xml, "w:t", result, look);
	field_character(sample, xml, "end", look);
}

static void
mark_link(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	xml_open(xml, "w:hyperlink");
	xml_attribute(xml, "w:anchor", "_Toc1");
	xml_attribute(xml, "w:history", "1");
	plain_text(sample, xml, "w:t", text, look);
	xml_close(xml);
}

static void
mark_control(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	xml_open(xml, "w:sdt");
	xml_open(xml, "w:sdtPr");
	xml_value_number(xml, "w:id", (long)sample_chance(sample, 1 << 30));
	xml_close(xml);
	xml_open(xml, "w:sdtContent");
	plain_text(sample, xml, "w:t", text, look);
	xml_close(xml);
	xml_close(xml);
}

static void
mark_ruby(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	struct zl_string base, reading;

	halves(text, &base, &reading);
	run_open(sample, xml, look);
	xml_open(xml, "w:ruby");
	xml_empty(xml, "w:rubyPr");
	xml_open(xml, "w:rt");
	run(sample, xml, "w:t", reading, look);
	xml_close(xml);
	xml_open(xml, "w:rubyBase");
	run(sample, xml, "w:t", base, look);
	close_all(xml, 3);
}

static void
mark_picture(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	char name[256];

	snprintf(name, sizeof(name), "%.*s", (int)text.length, text.data);
	sample->picture = true;
	run_open(sample, xml, look);
	xml_open(xml, "w:drawing");
	xml_open(xml, "wp:inline");
	xml_open(xml, "wp:docPr");
	xml_attribute(xml, "id", "1");
	xml_attribute(xml, "name", "图片 1");
	xml_attribute(xml, "descr", name);
	xml_close(xml);
	xml_open(xml, "a:graphic");
	xml_open(xml, "a:graphicData");
	xml_attribute(xml, "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture");
	open_all(xml, (const char *const[]){"pic:pic", "pic:blipFill", "a:blip"}, 3);
	xml_attribute(xml, "r:embed", "rId8");
	close_all(xml, 8);
}

static void
one_element(struct sample *sample, struct xml *xml, const char *element, const struct look *look)
{
	run_open(sample, xml, look);
	xml_empty(xml, element);
	xml_close(xml);
}

static void
mark_tab(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	(void)text;
	one_element(sample, xml, "w:tab", look);
}

static void
mark_break(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	(void)text;
	one_element(sample, xml, "w:br", look);
}

static void
mark_space(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	(void)text;
	run(sample, xml, "w:t", zl_string("\xc2\xa0"), look);
}

/* A mark runs from opening to the next closing. */
static const struct {
	const char *opening, *closing;
	mark_function *write;
} marks[] = {
    {"{+", "+}", mark_inserted}, {"{-", "-}", mark_deleted},   {"{^", "^}", mark_footnote},
    {"{box:", "}", mark_box},	 {"{hide:", "}", mark_hidden}, {"{bold:", "}", mark_bold},
    {"{fld:", "}", mark_field},	 {"{link:", "}", mark_link},   {"{sdt:", "}", mark_control},
    {"{ruby:", "}", mark_ruby},	 {"{pic:", "}", mark_picture}, {"{comment:", "}", mark_comment},
    {"{tab", "}", mark_tab},	 {"{br", "}", mark_break},     {"{nbsp", "}", mark_space},
};

enum { MARKS = sizeof(marks) / sizeof(marks[0]) };

/*
 * Whether a mark begins where text does: gives its function, what is inside it and the length of
 * the whole.  NULL when none does.
 */
static mark_function *
mark_at(struct zl_string text, struct zl_string *inside, size_t *length)
{
	for (int i = 0; i < MARKS; i++) {
		size_t opening = strlen(marks[i].opening), closing = strlen(marks[i].closing);
		const char *end;

		if (text.length < opening || memcmp(text.data, marks[i].opening, opening) != 0)
			continue;
		end = memmem(text.data + opening, text.length - opening, marks[i].closing, closing);
		if (end == NULL)
			continue;
		*inside =
		    (struct zl_string){text.data + opening, (size_t)(end - text.data) - opening};
		*length = (size_t)(end - text.data) + closing;
		return marks[i].write;
	}
	return NULL;
}

void
marked_text(struct sample *sample, struct xml *xml, struct zl_string text, const struct look *look)
{
	size_t from = 0, at = 0, length = 0;
	struct zl_string inside;

	while (at < text.length) {
		mark_function *write = NULL;

		if (text.data[at] == '{')
			write = mark_at((struct zl_string){text.data + at, text.length - at},
					&inside, &length);
		if (write == NULL) {
			at++;
			continue;
		}
		plain_text(sample, xml, "w:t", (struct zl_string){text.data + from, at - from},
			   look);
		write(sample, xml, inside, look);
		from = at += length;
	}
	plain_text(sample, xml, "w:t", (struct zl_string){text.data + from, at - from}, look);
}
