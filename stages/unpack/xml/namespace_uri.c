/* namespace_uri.c: the names of namespaces, transitional and strict (ECMA-376 part 4; part 1, annex
 * A). */
#include "namespace_uri.h"

#define OPENXML	  "http://schemas.openxmlformats.org/"
#define STRICT	  "http://purl.oclc.org/ooxml/"
#define MICROSOFT "http://schemas.microsoft.com/office/"

#define URI(text)                                                                                  \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}

static const struct {
	struct zl_string uri;
	enum zl_ns space;
} spaces[] = {
    {URI("http://www.w3.org/XML/1998/namespace"), ZL_NS_XML},
    {URI(OPENXML "wordprocessingml/2006/main"), ZL_NS_W},
    {URI(STRICT "wordprocessingml/main"), ZL_NS_W},
    {URI(MICROSOFT "word/2003/wordml"), ZL_NS_W},
    {URI("http://schemas.microsoft.com/aml/2001/core"), ZL_NS_AML},
    {URI(OPENXML "officeDocument/2006/relationships"), ZL_NS_R},
    {URI(STRICT "officeDocument/relationships"), ZL_NS_R},
    {URI(OPENXML "markup-compatibility/2006"), ZL_NS_MC},
    {URI(OPENXML "officeDocument/2006/math"), ZL_NS_M},
    {URI(STRICT "officeDocument/math"), ZL_NS_M},
    {URI(OPENXML "drawingml/2006/wordprocessingDrawing"), ZL_NS_WP},
    {URI(STRICT "drawingml/wordprocessingDrawing"), ZL_NS_WP},
    {URI(MICROSOFT "word/2010/wordprocessingShape"), ZL_NS_WPS},
    {URI(OPENXML "drawingml/2006/main"), ZL_NS_A},
    {URI(STRICT "drawingml/main"), ZL_NS_A},
    {URI(OPENXML "drawingml/2006/picture"), ZL_NS_PIC},
    {URI(STRICT "drawingml/picture"), ZL_NS_PIC},
    {URI(OPENXML "drawingml/2006/chart"), ZL_NS_CHART},
    {URI(STRICT "drawingml/chart"), ZL_NS_CHART},
    {URI(MICROSOFT "drawing/2014/chartex"), ZL_NS_CHART},
    {URI(OPENXML "drawingml/2006/diagram"), ZL_NS_DIAGRAM},
    {URI(STRICT "drawingml/diagram"), ZL_NS_DIAGRAM},
    {URI("urn:schemas-microsoft-com:vml"), ZL_NS_V},
    {URI("urn:schemas-microsoft-com:office:office"), ZL_NS_O},
    {URI(OPENXML "package/2006/content-types"), ZL_NS_TYPES},
    {URI(OPENXML "package/2006/relationships"), ZL_NS_RELATIONS},
    {URI(OPENXML "package/2006/metadata/core-properties"), ZL_NS_CORE},
    {URI("http://purl.org/dc/elements/1.1/"), ZL_NS_DC},
    {URI("http://purl.org/dc/terms/"), ZL_NS_TERMS},
    {URI(OPENXML "officeDocument/2006/extended-properties"), ZL_NS_APP},
    {URI(STRICT "officeDocument/extendedProperties"), ZL_NS_APP},
    {URI(OPENXML "officeDocument/2006/custom-properties"), ZL_NS_CUSTOM},
    {URI(STRICT "officeDocument/customProperties"), ZL_NS_CUSTOM},
    {URI(OPENXML "officeDocument/2006/docPropsVTypes"), ZL_NS_VALUES},
    {URI(STRICT "officeDocument/docPropsVTypes"), ZL_NS_VALUES},
    {URI(MICROSOFT "2006/xmlPackage"), ZL_NS_PKG},
};

enum zl_ns
zl_ns_of(struct zl_string uri)
{
	if (uri.length == 0)
		return ZL_NS_NONE;
	for (size_t i = 0; i < sizeof(spaces) / sizeof(*spaces); i++)
		if (zl_string_equal(spaces[i].uri, uri))
			return spaces[i].space;
	return ZL_NS_OTHER;
}
