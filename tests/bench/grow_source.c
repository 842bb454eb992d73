/* grow_source.c: a document of a unit many times, as a flat OPC file. */
#include "grow_units.h"

#define NAMESPACE "http://schemas.openxmlformats.org/"
#define WORD	  "xmlns:w=\"" NAMESPACE "wordprocessingml/2006/main\""

static void
open_part(const char *name, const char *type, struct zl_buffer *out)
{
	zl_buffer_format(out,
			 "<pkg:part pkg:name=\"%s\" pkg:contentType=\""
			 "application/vnd.openxmlformats-%s+xml\"><pkg:xmlData>",
			 name, type);
}

static void
close_part(struct zl_buffer *out)
{
	zl_buffer_text(out, "</pkg:xmlData></pkg:part>");
}

/* The part with relations to other parts, NULL behind the last. */
static void
add_relations(const char *name, const char *const targets[][2], struct zl_buffer *out)
{
	open_part(name, "package.relationships", out);
	zl_buffer_text(out, "<Relationships xmlns=\"" NAMESPACE "package/2006/relationships\">");
	for (int i = 0; targets[i][0] != NULL; i++)
		zl_buffer_format(out,
				 "<Relationship Id=\"rId%d\" Type=\"" NAMESPACE
				 "officeDocument/2006/relationships/%s\" Target=\"%s\"/>",
				 i + 1, targets[i][0], targets[i][1]);
	zl_buffer_text(out, "</Relationships>");
	close_part(out);
}

/* Numbers of two levels. */
static void
add_numbering(struct zl_buffer *out)
{
	open_part("/word/numbering.xml", "officedocument.wordprocessingml.numbering", out);
	zl_buffer_text(
	    out, "<w:numbering " WORD "><w:abstractNum w:abstractNumId=\"1\">"
		 "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
		 "<w:lvlText w:val=\"%1.\"/></w:lvl>"
		 "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/>"
		 "<w:lvlText w:val=\"（%2）\"/></w:lvl></w:abstractNum>"
		 "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>");
	close_part(out);
}

static void
add_notes(const struct unit *unit, size_t count, struct zl_buffer *out)
{
	open_part("/word/footnotes.xml", "officedocument.wordprocessingml.footnotes", out);
	zl_buffer_text(out, "<w:footnotes " WORD ">");
	for (size_t i = 0; unit->note != NULL && i < count; i++)
		grow_expand(unit->note, i, out);
	zl_buffer_text(out, "</w:footnotes>");
	close_part(out);
}

static void
add_document(const struct unit *unit, size_t count, struct zl_buffer *out)
{
	open_part("/word/document.xml", "officedocument.wordprocessingml.document.main", out);
	zl_buffer_text(out, "<w:document " WORD " xmlns:m=\"" NAMESPACE "officeDocument/2006/math\""
			    " xmlns:v=\"urn:schemas-microsoft-com:vml\"><w:body>");
	zl_buffer_add(out, unit->before.data, unit->before.length);
	for (size_t i = 0; i < count; i++)
		grow_expand(unit->text.data, i, out);
	zl_buffer_add(out, unit->between.data, unit->between.length);
	for (size_t i = 0; unit->then.length > 0 && i < count; i++)
		grow_expand(unit->then.data, i, out);
	zl_buffer_text(out, unit->after);
	zl_buffer_text(out, "</w:body></w:document>");
	close_part(out);
}

void
grow_source(const struct unit *unit, size_t count, struct zl_buffer *out)
{
	static const char *const of_package[][2] = {{"officeDocument", "word/document.xml"},
						    {NULL, NULL}};
	static const char *const of_document[][2] = {
	    {"numbering", "numbering.xml"}, {"footnotes", "footnotes.xml"}, {NULL, NULL}};

	zl_buffer_clear(out);
	zl_buffer_text(out, "<?xml version=\"1.0\"?><pkg:package "
			    "xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">");
	add_relations("/_rels/.rels", of_package, out);
	add_relations("/word/_rels/document.xml.rels", of_document, out);
	add_numbering(out);
	add_notes(unit, count, out);
	add_document(unit, count, out);
	zl_buffer_text(out, "</pkg:package>");
}
