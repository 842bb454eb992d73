/*
 * namespaces.h: what the names in a part's XML stand for, by Namespaces in XML 1.0 (third edition).
 *
 * Names come as they are written, "w:rPr", from libxml2's dictionary, which keeps one copy of each:
 * what a name is made of is found out once, and from then on its address tells it.
 */
#ifndef ZL_NAMESPACES_H
#define ZL_NAMESPACES_H

#include <libxml/parser.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/vector.h"
#include "namespace_uri.h"

/* A namespace. */
struct zl_namespace {
	const char *uri; /* "" for no namespace */
	enum zl_ns space;
	const struct zl_prefix *prefix; /* the first that was bound to it; NULL for none */
};

/* A prefix and what it is bound to at the place reached. */
struct zl_prefix {
	const char *text;		      /* "" where there is none: the default namespace */
	const struct zl_namespace *namespace; /* NULL while no declaration binds it */
};

/* A name, of an element or attribute. */
struct zl_name {
	const char *written;
	const char *local;
	const struct zl_prefix *prefix;
	bool is_space;		    /* xml:space */
	struct zl_prefix *declared; /* by an attribute of this name, xmlns:w; NULL for others */
	/* Left to who asks: what he found out of the name, and in which namespace that holds. */
	const struct zl_namespace *known_in;
	uint16_t known;
};

/* An attribute. */
struct zl_attribute {
	const struct zl_name *name; /* NULL for no QName */
	struct zl_string value;	    /* no NUL behind it; valid while its element starts */
};

/* A declaration in scope. */
struct zl_declaration {
	struct zl_prefix *prefix;
	const struct zl_namespace *outer; /* what the prefix was bound to before */
	uint64_t depth;			  /* of the element that declares it */
};

/* Things by the address of their text in the dictionary. */
struct zl_by_address {
	struct zl_slot *slots; /* a power of two of them, half of them free */
	size_t size, count;
};

struct zl_namespaces {
	xmlDictPtr dictionary;
	struct zl_arena arena;
	struct zl_by_address names, prefixes, namespaces;
	struct zl_prefix *none, *last;		       /* the prefix "", and that met last */
	struct zl_namespace *nowhere;		       /* the namespace "" */
	ZL_VECTOR(struct zl_declaration) declarations; /* the innermost last */
	struct zl_string space; /* xml:space of the element entered last; absent for none */
	bool ambiguous;		/* two prefixes have been bound to one namespace */
	bool failed;		/* memory is out */
};

/* Makes ready for names from the dictionary; false when memory is out.  To be freed either way. */
ZL_NODISCARD enum zl_status zl_namespaces_begin(struct zl_namespaces *, xmlDictPtr dictionary);
void zl_namespaces_free(struct zl_namespaces *);

/*
 * What a name is made of.  The text must be one of the dictionary's: it is known by its address.
 * NULL when it is no QName or, failed being set, memory is out.
 */
struct zl_name *zl_namespaces_name(struct zl_namespaces *, const xmlChar *written);

/*
 * The same for callers that ask once for each name.  The text need not be the dictionary's, but
 * must last as long as the namespaces do.
 */
struct zl_name *zl_namespaces_new(struct zl_namespaces *, const char *written);

/*
 * An element begins, depth being 1 for the root.  Takes the declarations among its attributes.
 * False when memory is out, failed being set then, or when the element is not namespace-well-formed
 * (clause 7): a name that is no QName, a prefix that is not declared, a declaration that is not
 * allowed, an attribute that stands twice under two prefixes.
 */
ZL_NODISCARD enum zl_status zl_namespaces_enter(struct zl_namespaces *, const struct zl_name *,
						const struct zl_attribute *attributes, size_t count,
						uint64_t depth);

/* The element of that depth ends, and what it declares. */
void zl_namespaces_leave(struct zl_namespaces *, uint64_t depth);

/* The declarations that the element of that depth, the innermost open one, makes. */
const struct zl_declaration *zl_namespaces_declared(const struct zl_namespaces *, uint64_t depth,
						    size_t *count);

#endif
