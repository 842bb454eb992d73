/*
 * document_check.c: what document.h promises of every document, looked at as a whole.  Debug builds
 * do so after each stage, as cmark checks its nodes; fuzz targets and tests whenever they like.
 */
#include "base/utf8.h"
#include "document.h"

/* Whether the place is one of the document's: none, or between two characters of its paragraph. */
static bool
is_place(const struct zl_document *document, uint32_t n, size_t offset)
{
	if (n == 0)
		return offset == 0;
	if (n > document->paragraphs.count)
		return false;
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	return offset <= text->length &&
	       (offset == text->length || !zl_utf8_is_continuation(text->data[offset]));
}

static const char *
paragraph_fault(const struct zl_document *document, const struct zl_paragraph *p)
{
	if (!zl_utf8_valid(p->text.data, p->text.length))
		return "text that is not UTF-8";
	if (p->story >= ZL_STORY_COUNT)
		return "a story that there is not";
	if (p->note > document->notes.count || (p->note == 0) != (p->story == ZL_STORY_BODY))
		return "a paragraph of no note";
	if (p->note > 0 && document->notes.items[p->note - 1].story != p->story)
		return "a paragraph of another story than its note";
	if (p->table > document->tables.count || (p->table == 0) != (p->row_span == 0))
		return "a cell of no table";
	if (p->outline < -1 || p->outline >= ZL_LEVELS)
		return "an outline level beyond the last";
	if (p->number != NULL && (p->number->level >= ZL_LEVELS ||
				  !zl_utf8_valid(p->number->text.data, p->number->text.length)))
		return "a number that is none";
	return NULL;
}

static const char *
paragraphs_fault(const struct zl_document *document)
{
	uint8_t story = 0;

	for (size_t i = 0; i < document->paragraphs.count; i++) {
		const struct zl_paragraph *p = &document->paragraphs.items[i];
		const char *fault = paragraph_fault(document, p);
		if (fault != NULL)
			return fault;
		if (p->story < story)
			return "stories out of their order";
		story = p->story;
	}
	for (size_t i = 0; i < document->tables.count; i++)
		if (document->tables.items[i].parent > i)
			return "a table within a later one";
	return NULL;
}

/* Whether what refers to the text refers to text that is there. */
static const char *
places_fault(const struct zl_document *document)
{
	for (size_t i = 0; i < document->notes.count; i++)
		if (!is_place(document, document->notes.items[i].n,
			      document->notes.items[i].offset))
			return "a note of no place";
	for (size_t i = 0; i < document->losses.count; i++)
		if (!is_place(document, document->losses.items[i].n,
			      document->losses.items[i].offset))
			return "a loss of no place";
	for (size_t i = 0; i < document->rubies.count; i++) {
		const struct zl_ruby *ruby = &document->rubies.items[i];
		if (ruby->n == 0 || !is_place(document, ruby->n, ruby->offset) ||
		    !is_place(document, ruby->n, ruby->offset + ruby->length))
			return "a reading of no place";
	}
	for (size_t i = 0; i < document->changes.count; i++)
		if (!is_place(document, document->changes.items[i].n,
			      document->changes.items[i].offset))
			return "a change of no place";
	for (size_t i = 0; i < document->warnings.count; i++)
		if (document->warnings.items[i].n > document->paragraphs.count)
			return "a warning of no paragraph";
	return NULL;
}

static const char *
node_fault(const struct zl_node *node)
{
	if (node->kind >= ZL_NODE_COUNT)
		return "a node of no kind";
	if ((node->first == NULL) != (node->last == NULL) ||
	    (node->last != NULL && node->last->next != NULL))
		return "a node whose children do not end with its last";
	if (node->first != NULL && node->kind == ZL_NODE_TEXT)
		return "a piece of text with children";
	for (const struct zl_node *child = node->first; child != NULL; child = child->next)
		if (child->parent != node || (child->next == NULL && child != node->last))
			return "a child of another parent";
	return NULL;
}

static const char *
tree_fault(const struct zl_node *root)
{
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node)) {
		const char *fault = node_fault(node);
		if (fault != NULL)
			return fault;
	}
	return NULL;
}

const char *
zl_document_fault(const struct zl_document *document)
{
	uint32_t n;
	const char *fault = paragraphs_fault(document);

	if (fault == NULL)
		fault = places_fault(document);
	if (fault == NULL)
		fault = tree_fault(document->body);
	if (fault == NULL)
		fault = tree_fault(document->aside);
	if (fault == NULL && document->body != NULL && document->aside != NULL &&
	    !zl_document_whole(document, &n) && n > 0)
		fault = "a paragraph whose pieces are not its text";
	return fault;
}
