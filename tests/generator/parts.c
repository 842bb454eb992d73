/* parts.c: the parts of a package beside the body. */
#include <stdio.h>
#include <string.h>

#include "sample.h"

static const char *const transitional = "http://schemas.openxmlformats.org/officeDocument/2006/";
static const char *const strict = "http://purl.oclc.org/ooxml/officeDocument/";
static const char *const package = "http://schemas.openxmlformats.org/package/2006/";

static const char *
main_namespace(const struct sample *sample)
{
	return sample->settings.strict
		   ? "http://purl.oclc.org/ooxml/wordprocessingml/main"
		   : "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
}

/* An attribute whose value is base with tail behind it. */
static void
joined_attribute(struct xml *xml, const char *name, const char *base, const char *tail)
{
	char value[160];

	snprintf(value, sizeof(value), "%s%s", base, tail);
	xml_attribute(xml, name, value);
}

void
root_open(struct sample *sample, struct xml *xml, const char *element)
{
	static const char *const names[][2] = {
	    {"xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"},
	    {"xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"},
	    {"xmlns:wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"},
	    {"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
	    {"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
	    {"xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"},
	    {"xmlns:v", "urn:schemas-microsoft-com:vml"},
	    {"mc:Ignorable", "w14"},
	};

	xml_open(xml, element);
	xml_attribute(xml, "xmlns:w", main_namespace(sample));
	joined_attribute(xml, "xmlns:r", sample->settings.strict ? strict : transitional,
			 "relationships");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		xml_attribute(xml, names[i][0], names[i][1]);
}

/* The parts that word/document.xml relates to. */
static const struct {
	const char *id, *relation, *target, *content;
	enum need need;
} related[] = {
    {"rId1", "styles", "styles.xml", "styles", ALWAYS},
    {"rId2", "settings", "settings.xml", "settings", ALWAYS},
    {"rId3", "numbering", "numbering.xml", "numbering", ALWAYS},
    {"rId4", "footnotes", "footnotes.xml", "footnotes", ALWAYS},
    {"rId5", "comments", "comments.xml", "comments", COMMENTS},
    {"rId6", "header", "header1.xml", "header", HEADER},
    {"rId7", "footer", "footer1.xml", "footer", FOOTER},
    {"rId8", "image", "media/image1.png", NULL, PICTURE},
    {"rId9", "fontTable", "fontTable.xml", "fontTable", ALWAYS},
};

enum { RELATED = sizeof(related) / sizeof(related[0]) };

bool
sample_needs(const struct sample *sample, enum need need)
{
	switch (need) {
	case COMMENTS:
		return sample->comments.count > 0;
	case HEADER:
		return sample->header.data != NULL;
	case FOOTER:
		return sample->footer.data != NULL;
	case PICTURE:
		return sample->picture;
	case ALWAYS:
		break;
	}
	return true;
}

static void
default_type(struct xml *xml, const char *extension, const char *type)
{
	xml_open(xml, "Default");
	xml_attribute(xml, "Extension", extension);
	xml_attribute(xml, "ContentType", type);
	xml_close(xml);
}

/* The type of one part: application/vnd.openxmlformats-KIND+xml. */
static void
override_type(struct xml *xml, const char *folder, const char *name, const char *kind,
	      const char *content)
{
	char value[160];

	xml_open(xml, "Override");
	joined_attribute(xml, "PartName", folder, name);
	snprintf(value, sizeof(value), "application/vnd.openxmlformats-%s%s+xml", kind, content);
	xml_attribute(xml, "ContentType", value);
	xml_close(xml);
}

void
content_types_write(struct sample *sample, struct xml *xml)
{
	static const char word[] = "officedocument.wordprocessingml.";

	xml_open(xml, "Types");
	joined_attribute(xml, "xmlns", package, "content-types");
	default_type(xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
	default_type(xml, "xml", "application/xml");
	default_type(xml, "png", "image/png");
	override_type(xml, "/word/", "document.xml", word, "document.main");
	for (int i = 0; i < RELATED; i++)
		if (related[i].content != NULL && sample_needs(sample, related[i].need))
			override_type(xml, "/word/", related[i].target, word, related[i].content);
	override_type(xml, "/docProps/", "core.xml", "package.", "core-properties");
	override_type(xml, "/docProps/", "app.xml", "officedocument.", "extended-properties");
	xml_close(xml);
}

static void
relation(struct xml *xml, const char *id, const char *base, const char *type, const char *target)
{
	xml_open(xml, "Relationship");
	xml_attribute(xml, "Id", id);
	joined_attribute(xml, "Type", base, type);
	xml_attribute(xml, "Target", target);
	xml_close(xml);
}

static const char *
relation_base(const struct sample *sample, char base[96])
{
	snprintf(base, 96, "%srelationships/", sample->settings.strict ? strict : transitional);
	return base;
}

void
package_relations_write(struct sample *sample, struct xml *xml)
{
	char base[96];

	relation_base(sample, base);
	xml_open(xml, "Relationships");
	joined_attribute(xml, "xmlns", package, "relationships");
	relation(xml, "rId1", base, "officeDocument", "word/document.xml");
	relation(xml, "rId2", package, "relationships/metadata/core-properties",
		 "docProps/core.xml");
	relation(xml, "rId3", base, "extended-properties", "docProps/app.xml");
	xml_close(xml);
}

void
document_relations_write(struct sample *sample, struct xml *xml)
{
	char base[96];

	relation_base(sample, base);
	xml_open(xml, "Relationships");
	joined_attribute(xml, "xmlns", package, "relationships");
	for (int i = 0; i < RELATED; i++)
		if (sample_needs(sample, related[i].need))
			relation(xml, related[i].id, base, related[i].relation, related[i].target);
	xml_close(xml);
}

static void
style_open(struct xml *xml, const char *id, const char *name)
{
	xml_open(xml, "w:style");
	xml_attribute(xml, "w:type", "paragraph");
	xml_attribute(xml, "w:styleId", id);
	xml_value(xml, "w:name", name);
}

static void
heading_style(const struct sample *sample, struct xml *xml, int level)
{
	char id[8], name[16];

	snprintf(id, sizeof(id), "%d", level);
	snprintf(name, sizeof(name), "heading %d", level);
	style_open(xml, id, name);
	xml_value(xml, "w:basedOn", "a");
	xml_empty(xml, "w:qFormat");
	xml_open(xml, "w:pPr");
	if (sample->settings.style_lists) {
		xml_open(xml, "w:numPr");
		xml_value_number(xml, "w:ilvl", level - 1);
		xml_value(xml, "w:numId", "1");
		xml_close(xml);
	}
	xml_value_number(xml, "w:outlineLvl", level - 1);
	xml_close(xml);
	xml_close(xml);
}

void
styles_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:styles");
	style_open(xml, "a", "Normal");
	xml_empty(xml, "w:qFormat");
	xml_close(xml);
	for (int level = 1; level <= 5; level++)
		heading_style(sample, xml, level);
	xml_close(xml);
}

static void
list_level(const struct sample *sample, struct xml *xml, int level, const char *format,
	   const char *text)
{
	xml_open(xml, "w:lvl");
	xml_attribute_number(xml, "w:ilvl", level);
	xml_value(xml, "w:start", "1");
	xml_value(xml, "w:numFmt", format);
	if (sample->settings.style_lists && strcmp(format, "bullet") != 0)
		xml_value_number(xml, "w:pStyle", level + 1);
	xml_value(xml, "w:suff", "nothing");
	xml_value(xml, "w:lvlText", text);
	xml_close(xml);
}

static void
list_instance(struct xml *xml, int number, int definition)
{
	xml_open(xml, "w:num");
	xml_attribute_number(xml, "w:numId", number);
	xml_value_number(xml, "w:abstractNumId", definition);
	xml_close(xml);
}

/* The levels of GB/T 9704 with a circled one below them; and bullets. */
void
numbering_write(struct sample *sample, struct xml *xml)
{
	static const char *const levels[][2] = {{"chineseCountingThousand", "%1、"},
						{"chineseCountingThousand", "（%2）"},
						{"decimal", "%3."},
						{"decimal", "（%4）"},
						{"decimalEnclosedCircle", "%5"}};

	root_open(sample, xml, "w:numbering");
	xml_open(xml, "w:abstractNum");
	xml_attribute(xml, "w:abstractNumId", "0");
	xml_value(xml, "w:multiLevelType", "multilevel");
	for (int level = 0; level < 5; level++)
		list_level(sample, xml, level, levels[level][0], levels[level][1]);
	xml_close(xml);
	xml_open(xml, "w:abstractNum");
	xml_attribute(xml, "w:abstractNumId", "1");
	xml_value(xml, "w:multiLevelType", "singleLevel");
	list_level(sample, xml, 0, "bullet", "●");
	xml_close(xml);
	list_instance(xml, 1, 0);
	list_instance(xml, 2, 1);
	xml_close(xml);
}

void
settings_write(struct sample *sample, struct xml *xml)
{
	root_open(sample, xml, "w:settings");
	xml_open(xml, "w:zoom");
	xml_attribute(xml, "w:percent", "100");
	xml_close(xml);
	xml_value(xml, "w:defaultTabStop", "420");
	xml_value(xml, "w:characterSpacingControl", "compressPunctuation");
	xml_open(xml, "w:themeFontLang");
	xml_attribute(xml, "w:val", "en-US");
	xml_attribute(xml, "w:eastAsia", "zh-CN");
	xml_close(xml);
	xml_close(xml);
}

void
font_table_write(struct sample *sample, struct xml *xml)
{
	static const char *const fonts[] = {"仿宋_GB2312", "黑体", "宋体", "方正小标宋简体",
					    "Times New Roman"};

	root_open(sample, xml, "w:fonts");
	for (size_t i = 0; i < sizeof(fonts) / sizeof(fonts[0]); i++) {
		xml_open(xml, "w:font");
		xml_attribute(xml, "w:name", fonts[i]);
		xml_value(xml, "w:family", "auto");
		xml_close(xml);
	}
	xml_close(xml);
}

static void
core_date(struct xml *xml, const char *element, const char *date)
{
	xml_open(xml, element);
	xml_attribute(xml, "xsi:type", "dcterms:W3CDTF");
	xml_text(xml, date, strlen(date));
	xml_close(xml);
}

void
core_write(struct sample *sample, struct xml *xml)
{
	const struct settings *settings = &sample->settings;

	xml_open(xml, "cp:coreProperties");
	joined_attribute(xml, "xmlns:cp", package, "metadata/core-properties");
	xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
	xml_attribute(xml, "xmlns:dcterms", "http://purl.org/dc/terms/");
	xml_attribute(xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
	xml_element(xml, "dc:title", settings->title);
	xml_element(xml, "dc:creator", settings->creator);
	xml_element(xml, "cp:lastModifiedBy", settings->creator);
	core_date(xml, "dcterms:created", settings->created);
	core_date(xml, "dcterms:modified", settings->modified);
	xml_close(xml);
}

void
app_write(struct sample *sample, struct xml *xml)
{
	static const char *const applications[] = {"Microsoft Office Word", "WPS Office",
						   "LibreOffice"};

	xml_open(xml, "Properties");
	joined_attribute(xml, "xmlns", transitional, "extended-properties");
	xml_element(xml, "Application", applications[sample->settings.shape]);
	xml_close(xml);
}
