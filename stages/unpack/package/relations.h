/* relations.h: content types and relationships: what the parts are and how they hang together. */
#ifndef ZL_RELATIONS_H
#define ZL_RELATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "package.h"
#include "unpack/common/fault.h"

/* A relationship, ECMA-376 part 2, clause 6.5. */
struct zl_relation {
	struct zl_string id;
	struct zl_string type;	 /* last segment of its name: "header", "officeDocument" */
	struct zl_string target; /* a part's name without leading '/'; "" if outside the package */
};

struct zl_relations {
	struct zl_relation *items; /* in the order of the part */
	size_t count, capacity;
	uint32_t *by_id; /* places in items, sorted by id */
};

/* A part's content type, or that of all with an extension; clause 6.2. */
struct zl_type {
	struct zl_string name; /* "word/document.xml", or "xml" */
	struct zl_string type;
	bool is_default;
};

struct zl_types {
	struct zl_type *items; /* sorted: those of parts, then those of extensions, by name */
	size_t count, capacity;
};

/*
 * Reads the relationships of the part source ("" for those of the package).  Strings live in arena;
 * zl_relations_free frees the rest.  A source without relationships has none: ZL_OK.
 */
enum zl_failure zl_relations_read(struct zl_relations *, struct zl_arena *arena,
				  struct zl_package *, struct zl_string source,
				  struct zl_fault *fault);

/* The relationship of that id, NULL for none. */
const struct zl_relation *zl_relations_find(const struct zl_relations *, struct zl_string id);

/* The next relationship of the type after from (NULL: the first), NULL for no more. */
const struct zl_relation *zl_relations_next(const struct zl_relations *,
					    const struct zl_relation *from, const char *type);

void zl_relations_free(struct zl_relations *);

/* Reads [Content_Types].xml. */
enum zl_failure zl_types_read(struct zl_types *, struct zl_arena *arena, struct zl_package *,
			      struct zl_fault *fault);

/* The content type of the part, "" when none is given. */
struct zl_string zl_types_of(const struct zl_types *, struct zl_string part);

void zl_types_free(struct zl_types *);

#endif
