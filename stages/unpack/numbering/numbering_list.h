/* numbering_list.h: lists as numbering.c reads them and numbering_count.c counts them. */
#ifndef ZL_NUMBERING_LIST_H
#define ZL_NUMBERING_LIST_H

#include "numbering.h"
#include "numbering_format.h"
#include "symbols.h"

/* What one level of a list looks like: w:lvl. */
struct zl_level {
	int32_t start, restart; /* restart: ZL_UNSET for after every higher level */
	const struct zl_format *format;
	struct zl_string format_name, text, style; /* in the numbering's arena */
	struct zl_fonts fonts;
	bool legal, hidden, picture;
};

/* Where an abstract list has got to in one scope. */
struct zl_count {
	int32_t values[ZL_LEVELS];
	bool running[ZL_LEVELS]; /* counted since the last restart */
};

/* Scopes that there is one of: body, footnotes, endnotes, headers with footers. */
enum { ZL_SCOPES_SHARED = 4 };

struct zl_abstract {
	int32_t id;
	struct zl_string style_link; /* w:numStyleLink: its levels are those of that style's list */
	struct zl_level *levels[ZL_LEVELS];
	struct zl_count *counts[ZL_SCOPES_SHARED];
};

struct zl_list {
	int32_t id, abstract_id;
	struct zl_abstract *abstract;	    /* counts run here; NULL for none */
	struct zl_abstract *looks;	    /* levels stand here: abstract, or what it links to */
	int32_t starts[ZL_LEVELS];	    /* w:startOverride, ZL_UNSET for none */
	struct zl_level *levels[ZL_LEVELS]; /* w:lvlOverride, NULL for none */
	uint16_t begun[ZL_SCOPES_SHARED];   /* levels whose start has been overridden already */
};

/* The list of that id; NULL for none. */
struct zl_list *zl_list_find(const struct zl_numbering *, int32_t id);

#endif
