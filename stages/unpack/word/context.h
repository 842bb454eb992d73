/* context.h: a package that is being read, and the part of it that is being read. */
#ifndef ZL_CONTEXT_H
#define ZL_CONTEXT_H

#include "unpack/package/package.h"
#include "unpack/package/relations.h"
#include "unpack/story/builder.h"

struct zl_context;

/*
 * Reads the document that stands in a part of the package (w:altChunk), type being its content
 * type, so that its paragraphs stand in place; what cannot be read becomes a loss.
 */
typedef void zl_chunk_reader(struct zl_context *, const struct zl_part *, struct zl_string type);

/* One package. */
struct zl_context {
	struct zl_builder builder; /* the first: see zl_parts_numbering */
	struct zl_package package;
	struct zl_types types;
	struct zl_string main;		       /* the main part's name */
	struct zl_relations relations;	       /* and its relationships */
	bool has_numbering;		       /* the lists have been read, if there are any */
	ZL_VECTOR(struct zl_relation) headers; /* and footers, as sections name them */
	const struct zl_relations *root;       /* of the package as a whole, while it is read */
	struct zl_string store_id, store; /* of data asked for last, and its part: see store.c */
	uint32_t questions;		  /* asked of stores */
	zl_chunk_reader *read_chunk;
	unsigned depth;		/* of packages within packages */
	uint32_t chunks;	/* packages met within this one */
	uint32_t list_base;	/* added to w:numId, so that packages' lists differ */
	struct zl_string chunk; /* the part that holds the package; "" for the outermost */
	uint64_t *bytes;	/* inflated so far, over all packages */
};

/* An mc:AlternateContent being read: what had been met before it. */
struct zl_alternate {
	uint64_t text, losses;
	bool silenced; /* its Fallback tells no losses: a Choice has told them */
};

/* A drawing being read: what it holds. */
struct zl_drawing {
	uint32_t pictures, others; /* others have been noted already */
	bool has_box, is_object;
	struct zl_string name; /* in the builder's arena */
};

/* A content control being read, and the data that it is bound to. */
struct zl_control {
	struct zl_string path, store; /* in the builder's arena */
	bool is_text, is_placeholder;
	uint32_t n; /* the paragraph that its content begins in; 0 where it begins outside one */
	size_t from;
	size_t before; /* paragraphs set down before its content */
};

enum { ZL_SIGN_SIZE = 16 }; /* of a formula, its NUL included */

/* A construct of a formula: brackets, a sum, a fraction, a root, a matrix. */
struct zl_construct {
	char begin[ZL_SIGN_SIZE], end[ZL_SIGN_SIZE], separator[ZL_SIGN_SIZE], nary[ZL_SIGN_SIZE];
	bool has_no_bar, is_delimited;
	uint32_t count; /* of arguments met: of brackets, of an operator, of a matrix's row */
};

/* One part of text: made anew for each. */
struct zl_part_reader {
	struct zl_context *context;
	struct zl_builder *builder;		   /* the context's */
	const struct zl_relations *relations;	   /* of the part; NULL for none */
	const char *root;			   /* name that the part's root must have */
	ZL_VECTOR(struct zl_alternate) alternates; /* the innermost last */
	ZL_VECTOR(struct zl_drawing) drawings;	   /* the innermost last */
	ZL_VECTOR(struct zl_construct) constructs; /* of formulas, the innermost last */
	ZL_VECTOR(struct zl_control) controls;	   /* the innermost last */
	unsigned formula_depth;
	size_t formula_at;
	bool in_comment; /* of Word 2003 XML */
};

/* Notes the part that is read from now on; ZL_FAILED, and the fault set, when memory is out. */
enum zl_status zl_context_part(struct zl_context *, struct zl_string name);

void zl_context_free(struct zl_context *);

#endif
