/* documents.h: documents for tests, made by hand and at random, and whether two are the same. */
#ifndef ZL_TEST_DOCUMENTS_H
#define ZL_TEST_DOCUMENTS_H

#include "document/document.h"

/* Adds a paragraph; gives its n. */
uint32_t add_paragraph(struct zl_document *document, const char *text);

/* Adds a node with one piece of paragraph n: its whole text. */
struct zl_node *add_whole(struct zl_document *document, struct zl_node *parent,
			  enum zl_node_kind kind, uint32_t n);

/* Adds a node with the piece of paragraph n that holds words, searched from the byte at *at, which
 * moves behind it. */
struct zl_node *add_words(struct zl_document *document, struct zl_node *parent,
			  enum zl_node_kind kind, uint32_t n, size_t *at, const char *message);

/* Source, rules, settings and properties. */
void make_names(struct zl_document *document);

/* A small report in which every field of every structure is set; whole as zl_document_whole has it.
 */
void make_report(struct zl_document *document);

/* A document of random content, whole too; the same seed gives the same. */
void make_random(struct zl_document *document, unsigned seed);

/* NULL when the two hold the same, else what differs first. */
const char *document_difference(const struct zl_document *a, const struct zl_document *b);

#endif
