/* namespace_uri.h: the namespaces that parts of a Word document are written in. */
#ifndef ZL_NAMESPACE_URI_H
#define ZL_NAMESPACE_URI_H

#include "base/arena.h"

/* Namespaces that matter; a strict one and its transitional twin are the same. */
enum zl_ns {
	ZL_NS_NONE,  /* no namespace */
	ZL_NS_OTHER, /* one that matters to nobody */
	ZL_NS_XML,   /* xml:space */
	ZL_NS_W,     /* WordprocessingML */
	ZL_NS_R,     /* relationship ids */
	ZL_NS_MC,    /* markup compatibility, ECMA-376 part 3 */
	ZL_NS_M,     /* formulas */
	ZL_NS_WP,    /* drawings anchored in text */
	ZL_NS_WPS,   /* shapes of Word 2010 */
	ZL_NS_A,     /* DrawingML */
	ZL_NS_PIC,
	ZL_NS_CHART,
	ZL_NS_DIAGRAM,
	ZL_NS_V, /* VML */
	ZL_NS_O, /* Office's additions to VML */
	ZL_NS_TYPES,
	ZL_NS_RELATIONS,
	ZL_NS_CORE,
	ZL_NS_DC,
	ZL_NS_TERMS,
	ZL_NS_APP,
	ZL_NS_CUSTOM,
	ZL_NS_VALUES,
	ZL_NS_PKG,
	ZL_NS_AML /* annotations of Word 2003 XML */
};

/* What a namespace's name stands for. */
enum zl_ns zl_ns_of(struct zl_string uri);

#endif
