/* space.h: the namespaces that parts of a Word document are written in. */
#ifndef ZL_SPACE_H
#define ZL_SPACE_H

/* Namespaces that matter; a strict one and its transitional twin are the same. */
enum zl_space {
	ZL_SPACE_NONE,	/* no namespace */
	ZL_SPACE_OTHER, /* one that matters to nobody */
	ZL_SPACE_XML,	/* xml:space */
	ZL_SPACE_W,	/* WordprocessingML */
	ZL_SPACE_R,	/* relationship ids */
	ZL_SPACE_MC,	/* markup compatibility, ECMA-376 part 3 */
	ZL_SPACE_M,	/* formulas */
	ZL_SPACE_WP,	/* drawings anchored in text */
	ZL_SPACE_WPS,	/* shapes of Word 2010 */
	ZL_SPACE_A,	/* DrawingML */
	ZL_SPACE_PIC,
	ZL_SPACE_CHART,
	ZL_SPACE_DIAGRAM,
	ZL_SPACE_V, /* VML */
	ZL_SPACE_O, /* Office's additions to VML */
	ZL_SPACE_TYPES,
	ZL_SPACE_RELATIONS,
	ZL_SPACE_CORE,
	ZL_SPACE_DC,
	ZL_SPACE_TERMS,
	ZL_SPACE_APP,
	ZL_SPACE_CUSTOM,
	ZL_SPACE_VALUES,
	ZL_SPACE_PKG
};

/* What a namespace's name stands for. */
enum zl_space zl_space_of(const char *uri);

#endif
