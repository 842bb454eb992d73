/* xml.h: one XML part read with libxml2: elements go to the handlers of a grammar. */
#ifndef ZL_XML_H
#define ZL_XML_H

#include <libxml/parser.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/vector.h"
#include "namespaces.h"
#include "unpack/common/fault.h"

struct zl_xml;

/* What libxml2 tells errors by, since 2.12 for reading only. */
#if LIBXML_VERSION >= 21200
#define ZL_XML_ERROR const xmlError *
#else
#define ZL_XML_ERROR xmlErrorPtr
#endif

typedef void zl_xml_handler(struct zl_xml *);
typedef void zl_xml_text(struct zl_xml *, const char *text, size_t length);

/* An element of a grammar; any of the handlers may be NULL. */
struct zl_element {
	enum zl_ns space;
	const char *name;
	zl_xml_handler *start;
	zl_xml_handler *end;
	zl_xml_text *text; /* its own text, in pieces, not that of its children */
	int id;		   /* what zl_xml_parent tells its children; 0 for nothing to tell */
};

/* Sorted by space, then name (as strcmp does). */
struct zl_grammar {
	const struct zl_element *elements;
	size_t count;
	const struct zl_element *other; /* every other element; NULL to pass over them */
	zl_xml_handler *root;		/* sees the root element first; may be NULL */
};

/* An element that has begun and not ended. */
struct zl_open_element {
	uint16_t place;	  /* in the grammar + 1; 0 for one that it does not have */
	bool keeps_space; /* xml:space is "preserve" there */
};

/* One parse.  Handlers read context and name, and call the functions below; the rest is of this
 * folder. */
struct zl_xml {
	void *context;
	const struct zl_name *name; /* of the element that starts or ends */
	const struct zl_grammar *grammar;
	struct zl_fault *fault;
	bool unreadable;	 /* libxml2 refuses it, or its names make no sense */
	bool bad_character;	 /* the encoding may be to blame */
	xmlParserCtxtPtr parser; /* NULL while a tape is replayed, which has come so far: */
	const char *part, *reached;
	struct zl_namespaces namespaces;
	const struct zl_attribute *attributes; /* of the element that starts */
	size_t attribute_count;
	uint64_t depth, most_depth;
	uint64_t skipped; /* depth of the element whose inside is passed over; 0 for none */
	ZL_VECTOR(struct zl_open_element) open; /* depth of them, the innermost last */
};

/*
 * Parses size bytes at data (NUL behind them), up to depth elements deep.  Byte order marks and
 * encoding declarations are followed.  Refused: a DOCTYPE, prefixes that are not declared, all that
 * is not well-formed.  Returns ZL_OK or the failure told in fault; handlers have then seen what
 * stands before it.
 */
enum zl_failure zl_xml_parse(const struct zl_grammar *, void *context, const char *data,
			     size_t size, uint64_t depth, struct zl_fault *fault);

/*
 * Readies libxml2, once a process.  From then on its failed allocations are noticed: some of them
 * it takes for other errors, or for none.
 */
void zl_xml_prepare(void);

/* Whether an allocation of libxml2's has failed since the last call, in this thread. */
bool zl_xml_exhausted(void);

/*
 * For handlers: the value of the attribute of that local name; data is NULL when it is not there.
 * Borrowed until the handler returns, and no NUL stands behind it.
 */
struct zl_string zl_xml_given(const struct zl_xml *, const char *name);

/* The same with a prefix of that namespace, for names that stand in several: r:id, w:id. */
struct zl_string zl_xml_given_in(const struct zl_xml *, enum zl_ns, const char *name);

/* The attribute as an integer; fallback when it is none.  Values beyond int32_t are clamped. */
int32_t zl_xml_integer(const struct zl_xml *, const char *name, int32_t fallback);

/* The attribute as a hexadecimal number of at most eight digits; 0 when it is none. */
uint32_t zl_xml_hexadecimal(const struct zl_xml *, const char *name);

/* An on-off value (ECMA-376 part 1, 17.17.4): on unless w:val says 0, false or off. */
bool zl_xml_toggle(const struct zl_xml *);

/* Whether white space counts in the element: xml:space (XML 1.0, 2.10), its own or inherited. */
bool zl_xml_keeps_space(const struct zl_xml *);

/* Passes over the inside of the element whose start is being handled. */
void zl_xml_skip(struct zl_xml *);

/* Passes over what is left of the open element that is the given number of levels out. */
void zl_xml_skip_parent(struct zl_xml *, unsigned levels);

/* The id of the open element that is the given number of levels out: 1 for the parent. */
int zl_xml_parent(const struct zl_xml *, unsigned levels);

/* Stops with a failure. */
void zl_xml_fail(struct zl_xml *, enum zl_failure code, const char *message, ...)
    __attribute__((format(printf, 3, 4)));

#endif
