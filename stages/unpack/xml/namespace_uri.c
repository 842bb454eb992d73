/* namespace_uri.c: the names of namespaces, transitional and strict (ECMA-376 part 4; part 1, annex
 * A). */
#include "namespace_uri.h"

#include <string.h>

#define OPENXML	  "http://schemas.openxmlformats.org/"
#define STRICT	  "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"

static const struct {
	const char *uri;
	enum zl_ns space;
} spaces[] = {
    {"http://www.w3.org/XML/1998/namespace", ZL_NS_XML},
    {OPENXML "wordprocessingml/2006/main", ZL_NS_W},
    {STRICT "wordprocessingml/main", ZL_NS_W},
    {MICROSOFT "word/2003/wordml", ZL_NS_W},
    {"http://schemas.microsoft.com/aml/2001/core", ZL_NS_AML},
    {OPENXML "officeDocument/2006/relationships", ZL_NS_R},
    {STRICT "officeDocument/relationships", ZL_NS_R},
    {OPENXML "markup-compatibility/2006", ZL_NS_MC},
    {OPENXML "officeDocument/2006/math", ZL_NS_M},
    {STRICT "officeDocument/math", ZL_NS_M},
    {OPENXML "drawingml/2006/wordprocessingDrawing", ZL_NS_WP},
    {STRICT "drawingml/wordprocessingDrawing", ZL_NS_WP},
    {MICROSOFT "word/2010/wordprocessingShape", ZL_NS_WPS},
    {OPENXML "drawingml/2006/main", ZL_NS_A},
    {STRICT "drawingml/main", ZL_NS_A},
    {OPENXML "drawingml/2006/picture", ZL_NS_PIC},
    {STRICT "drawingml/picture", ZL_NS_PIC},
    {OPENXML "drawingml/2006/chart", ZL_NS_CHART},
    {STRICT "drawingml/chart", ZL_NS_CHART},
    {MICROSOFT "drawing/2014/chartex", ZL_NS_CHART},
    {OPENXML "drawingml/2006/diagram", ZL_NS_DIAGRAM},
    {STRICT "drawingml/diagram", ZL_NS_DIAGRAM},
    {"urn:schemas-microsoft-com:vml", ZL_NS_V},
    {"urn:schemas-microsoft-com:office:office", ZL_NS_O},
    {OPENXML "package/2006/content-types", ZL_NS_TYPES},
    {OPENXML "package/2006/relationships", ZL_NS_RELATIONS},
    {OPENXML "package/2006/metadata/core-properties", ZL_NS_CORE},
    {"http://purl.org/dc/elements/1.1/", ZL_NS_DC},
    {"http://purl.org/dc/terms/", ZL_NS_TERMS},
    {OPENXML "officeDocument/2006/extended-properties", ZL_NS_APP},
    {STRICT "officeDocument/extendedProperties", ZL_NS_APP},
    {OPENXML "officeDocument/2006/custom-properties", ZL_NS_CUSTOM},
    {STRICT "officeDocument/customProperties", ZL_NS_CUSTOM},
    {OPENXML "officeDocument/2006/docPropsVTypes", ZL_NS_VALUES},
    {STRICT "officeDocument/docPropsVTypes", ZL_NS_VALUES},
    {MICROSOFT "2006/xmlPackage", ZL_NS_PKG},
};

enum zl_ns
zl_ns_of(const char *uri)
{
	if (uri[0] == '\0')
		return ZL_NS_NONE;
	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (strcmp(spaces[i].uri, uri) == 0)
			return spaces[i].space;
	return ZL_NS_OTHER;
}
