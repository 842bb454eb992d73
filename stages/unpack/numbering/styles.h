/* styles.h: what paragraphs and runs get through their styles: ECMA-376 part 1, clause 17.7. */
#ifndef ZL_STYLES_H
#define ZL_STYLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "symbols.h"
#include "unpack/common/fault.h"

enum { ZL_UNSET = -1 };

enum zl_style_kind { ZL_STYLE_PARAGRAPH, ZL_STYLE_CHARACTER, ZL_STYLE_OTHER };

/* A style's properties, inherited ones included; ZL_UNSET where nothing is said. */
struct zl_style {
	struct zl_string id;
	struct zl_string name; /* in the document's arena */
	struct zl_string based_on;
	struct zl_style *base; /* NULL for none */
	int32_t list;	       /* w:numId */
	int8_t list_level;     /* w:ilvl */
	int8_t outline;	       /* 0 to 8; 9 for body text */
	int8_t centred, bold, hidden, page_break;
	struct zl_fonts fonts;
	bool is_default;
	enum zl_style_kind kind;
	enum { ZL_STYLE_NEW, ZL_STYLE_RESOLVING, ZL_STYLE_RESOLVED } state;
};

struct zl_styles {
	struct zl_style *items; /* by id */
	size_t count, capacity;
	const struct zl_style *paragraph; /* the default style of paragraphs, NULL for none */
	struct zl_style defaults;	  /* of the document */
	bool have_symbols;		  /* some style has a symbol font */
};

/*
 * Reads styles.xml.  Names live in the document's arena, the rest in arena; zl_styles_free frees
 * the list.  On a failure told in fault the styles read before it are there.
 */
enum zl_failure zl_styles_read(struct zl_styles *, struct zl_document *, struct zl_arena *arena,
			       const char *data, size_t size, uint64_t depth,
			       struct zl_fault *fault);

/* Nothing is said. */
extern const struct zl_style zl_style_nothing;

/* Sorts styles that have been added, gives each what it inherits, and finds the default one. */
void zl_styles_settle(struct zl_styles *);

/* The style of that id; NULL for none. */
const struct zl_style *zl_styles_find(const struct zl_styles *, struct zl_string id);

void zl_styles_free(struct zl_styles *);

#endif
