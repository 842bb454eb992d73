/* space.c: the names of namespaces, transitional and strict (ECMA-376 part 4; part 1, annex A). */
#include "space.h"

#include <string.h>

#define OPENXML	  "http://schemas.openxmlformats.org/"
#define STRICT	  "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"

static const struct {
	const char *uri;
	enum zl_space space;
} spaces[] = {
    {"http://www.w3.org/XML/1998/namespace", ZL_SPACE_XML},
    {OPENXML "wordprocessingml/2006/main", ZL_SPACE_W},
    {STRICT "wordprocessingml/main", ZL_SPACE_W},
    {OPENXML "officeDocument/2006/relationships", ZL_SPACE_R},
    {STRICT "officeDocument/relationships", ZL_SPACE_R},
    {OPENXML "markup-compatibility/2006", ZL_SPACE_MC},
    {OPENXML "officeDocument/2006/math", ZL_SPACE_M},
    {STRICT "officeDocument/math", ZL_SPACE_M},
    {OPENXML "drawingml/2006/wordprocessingDrawing", ZL_SPACE_WP},
    {STRICT "drawingml/wordprocessingDrawing", ZL_SPACE_WP},
    {MICROSOFT "word/2010/wordprocessingShape", ZL_SPACE_WPS},
    {OPENXML "drawingml/2006/main", ZL_SPACE_A},
    {STRICT "drawingml/main", ZL_SPACE_A},
    {OPENXML "drawingml/2006/picture", ZL_SPACE_PIC},
    {STRICT "drawingml/picture", ZL_SPACE_PIC},
    {OPENXML "drawingml/2006/chart", ZL_SPACE_CHART},
    {STRICT "drawingml/chart", ZL_SPACE_CHART},
    {MICROSOFT "drawing/2014/chartex", ZL_SPACE_CHART},
    {OPENXML "drawingml/2006/diagram", ZL_SPACE_DIAGRAM},
    {STRICT "drawingml/diagram", ZL_SPACE_DIAGRAM},
    {"urn:schemas-microsoft-com:vml", ZL_SPACE_V},
    {"urn:schemas-microsoft-com:office:office", ZL_SPACE_O},
    {OPENXML "package/2006/content-types", ZL_SPACE_TYPES},
    {OPENXML "package/2006/relationships", ZL_SPACE_RELATIONS},
    {OPENXML "package/2006/metadata/core-properties", ZL_SPACE_CORE},
    {"http://purl.org/dc/elements/1.1/", ZL_SPACE_DC},
    {"http://purl.org/dc/terms/", ZL_SPACE_TERMS},
    {OPENXML "officeDocument/2006/extended-properties", ZL_SPACE_APP},
    {STRICT "officeDocument/extendedProperties", ZL_SPACE_APP},
    {OPENXML "officeDocument/2006/custom-properties", ZL_SPACE_CUSTOM},
    {STRICT "officeDocument/customProperties", ZL_SPACE_CUSTOM},
    {OPENXML "officeDocument/2006/docPropsVTypes", ZL_SPACE_VALUES},
    {STRICT "officeDocument/docPropsVTypes", ZL_SPACE_VALUES},
    {MICROSOFT "2006/xmlPackage", ZL_SPACE_PKG},
};

enum zl_space
zl_space_of(const char *uri)
{
	if (uri[0] == '\0')
		return ZL_SPACE_NONE;
	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (strcmp(spaces[i].uri, uri) == 0)
			return spaces[i].space;
	return ZL_SPACE_OTHER;
}
