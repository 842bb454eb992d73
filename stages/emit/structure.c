/*
 * structure.c: the tree of the document as elements.
 *
 * An element is written in one of two ways.  Block: its children stand on lines of their own, and
 * it has no n; words that stand in it directly are put into p elements, one for each run of words
 * of one paragraph.  Inline: everything in it is of the paragraph n that it, or an element around
 * it, names, and nothing is added to the text.  Some elements can be either (heading, problem,
 * detail): they are inline, and carry the n, when all that is in them is words of one paragraph.
 */
#include "base/utf8.h"
#include "document/xml_text.h"
#include "record.h"

enum { NONE = 0 };
#define SEVERAL UINT32_MAX

enum form {
	TRANSPARENT, /* not written, its children are */
	BLOCK,
	CARRIER, /* inline, and has the n */
	INLINE
};

/* An open node. */
struct frame {
	const struct zl_node *node;
	enum form form;
	const char *name;
	bool computed;	  /* a number, marker or label that holds nothing but computed numbers */
	uint32_t carried; /* what walk.carried was outside */
	size_t content;	  /* where its content begins in the record */
};

struct walk {
	struct zl_record *record;
	uint32_t carried; /* the paragraph of the inline element that is open; NONE in a block */
	uint32_t words;	  /* the paragraph of the p that words in a block opened; NONE */
	size_t words_content;
	size_t depth;
	struct frame frames[ZL_TREE_DEPTH + 1];
};

/* What a kind of node can be. */
static enum form
usual_form(enum zl_node_kind kind)
{
	switch (kind) {
	case ZL_NODE_NUMBER:
	case ZL_NODE_MARKER:
	case ZL_NODE_LABEL:
	case ZL_NODE_STATEMENT:
	case ZL_NODE_TEXT:
		return INLINE;
	case ZL_NODE_HEADING:
	case ZL_NODE_PROBLEM:
	case ZL_NODE_DETAIL:
	case ZL_NODE_ATTRIBUTE:
	case ZL_NODE_RESIDUE:
	case ZL_NODE_RECOMMENDATION:
	case ZL_NODE_PARAGRAPH:
		return CARRIER;
	default:
		return BLOCK;
	}
}

/* Whether the kind may stand within a paragraph. */
static bool
is_phrase(enum zl_node_kind kind)
{
	return usual_form(kind) == INLINE || kind == ZL_NODE_DETAIL || kind == ZL_NODE_ATTRIBUTE ||
	       kind == ZL_NODE_RESIDUE || kind == ZL_NODE_PARAGRAPH;
}

/* The one paragraph that all of node is words of; NONE where it has no words, else SEVERAL. */
static uint32_t
paragraph_of(const struct zl_node *root)
{
	uint32_t n = NONE;

	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node)) {
		if (node != root && !is_phrase(node->kind))
			return SEVERAL;
		if (node->kind != ZL_NODE_TEXT || node->n == n)
			continue;
		if (n != NONE)
			return SEVERAL;
		n = node->n;
	}
	return n;
}

static void
open_tag(struct zl_record *record, const char *name)
{
	zl_buffer_byte(record->out, '<');
	zl_buffer_text(record->out, name);
}

/* The end tag, or the short form for an element with no content. */
static void
close_tag(struct zl_record *record, const char *name, size_t content)
{
	struct zl_buffer *out = record->out;

	if (out->length == content && content > 0) {
		out->length--;
		zl_buffer_add(out, "/>", 2);
		return;
	}
	zl_buffer_add(out, "</", 2);
	zl_buffer_text(out, name);
	zl_buffer_byte(out, '>');
}

static const struct zl_number *
number_of(const struct zl_record *record, uint32_t n)
{
	return record->document->paragraphs.items[n - 1].number;
}

static void
number_attributes(struct zl_record *record, uint32_t n)
{
	const struct zl_number *number = number_of(record, n);

	zl_xml_attribute_text(record->out, "computed", "true");
	if (number == NULL)
		return;
	zl_xml_attribute_number(record->out, "level", number->level + 1U);
	if (number->format.length > 0)
		zl_xml_attribute(record->out, "format", number->format);
	if (!number->bullet && number->level < ZL_LEVELS)
		zl_buffer_format(record->out, " value=\"%d\"", number->values[number->level]);
}

/* The automatic number of paragraph n in an element of its own. */
static void
write_number(struct zl_record *record, uint32_t n)
{
	const struct zl_number *number = number_of(record, n);

	if (number == NULL || number->text.length == 0)
		return;
	open_tag(record, "number");
	number_attributes(record, n);
	zl_buffer_byte(record->out, '>');
	zl_xml_content(record->out, number->text);
	zl_buffer_text(record->out, "</number>");
}

/* What every element that carries an n begins with: the number, unless a piece stands for it. */
static void
begin_paragraph(struct zl_record *record, uint32_t n)
{
	unsigned char bit = (unsigned char)(1U << n % 8);

	if ((record->numbered[n / 8] & bit) != 0)
		return;
	record->numbered[n / 8] |= bit;
	write_number(record, n);
}

static void
close_words(struct walk *walk)
{
	if (walk->words == NONE)
		return;
	close_tag(walk->record, "p", walk->words_content);
	walk->words = NONE;
}

/* Sees to it that in a block words of paragraph n go into a p. */
static void
open_words(struct walk *walk, uint32_t n)
{
	struct zl_record *record = walk->record;

	if (walk->words == n)
		return;
	close_words(walk);
	zl_record_line(record);
	open_tag(record, "p");
	zl_xml_attribute_number(record->out, "n", n);
	zl_buffer_byte(record->out, '>');
	walk->words = n;
	walk->words_content = record->out->length;
	begin_paragraph(record, n);
}

static bool
forbidden_character(struct zl_record *record, const struct zl_node *piece)
{
	zl_document_fail(record->document, "emit", ZL_INVALID_DOCUMENT, NULL, 0, piece->n,
			 "the paragraph has characters that XML forbids, or is cut within one: "
			 "it did not go through normalise");
	return false;
}

/* The piece's words, where the paragraph's element is open. */
static bool
write_piece(struct walk *walk, const struct zl_node *piece)
{
	struct zl_record *record = walk->record;
	const struct frame *frame = walk->depth > 0 ? &walk->frames[walk->depth - 1] : NULL;

	if (piece->computed && frame != NULL && frame->computed) {
		const struct zl_number *number = number_of(record, piece->n);
		if (number != NULL)
			zl_xml_content(record->out, number->text);
		return true;
	}
	if (piece->computed) {
		write_number(record, piece->n);
		return true;
	}
	const char *text = record->document->paragraphs.items[piece->n - 1].text.data;
	size_t length = piece->to - piece->from;
	if (length == 0)
		return true;
	if (zl_utf8_is_continuation(text[piece->from]) ||
	    zl_xml_exact(record->out, text + piece->from, length) < length)
		return forbidden_character(record, piece);
	return true;
}

static bool
only_computed(const struct zl_node *node)
{
	if (node->kind != ZL_NODE_NUMBER && node->kind != ZL_NODE_MARKER &&
	    node->kind != ZL_NODE_LABEL)
		return false;
	for (const struct zl_node *child = node->first; child != NULL; child = child->next)
		if (child->kind != ZL_NODE_TEXT || !child->computed)
			return false;
	return node->first != NULL;
}

static void
finding_attributes(struct zl_record *record, const struct zl_node *node)
{
	uint64_t count = 0;

	record->findings[node->status]++;
	for (int i = 0; i <= ZL_STATUS_UNANSWERED; i++)
		count += record->findings[i];
	zl_buffer_format(record->out, " id=\"f%llu\"", (unsigned long long)count);
	zl_xml_attribute_text(record->out, "kind", zl_finding_kind_name(node->finding_kind));
	zl_xml_attribute_text(record->out, "status", zl_status_name(node->status));
}

static void
positive(struct zl_record *record, const char *name, int64_t value)
{
	if (value > 0)
		zl_xml_attribute_number(record->out, name, (uint64_t)value);
}

/* The column of a cell and, from a paragraph that is directly in it, its spans. */
static void
cell_attributes(struct zl_record *record, const struct zl_node *cell)
{
	const struct zl_node *table = cell->parent;

	positive(record, "column", cell->ordinal);
	while (table != NULL && table->kind != ZL_NODE_TABLE)
		table = table->parent;
	for (const struct zl_node *node = cell; node != NULL; node = zl_node_next(cell, node)) {
		if (node->kind != ZL_NODE_TEXT)
			continue;
		const struct zl_paragraph *p = &record->document->paragraphs.items[node->n - 1];
		if (table != NULL && p->table != table->table)
			continue;
		if (p->row_span > 1)
			zl_xml_attribute_number(record->out, "row-span", p->row_span);
		if (p->column_span > 1)
			zl_xml_attribute_number(record->out, "column-span", p->column_span);
		return;
	}
}

/* id or ref, to the number of an answer. */
static void
answer_attribute(struct zl_record *record, const char *name, uint32_t answer)
{
	if (answer > 0)
		zl_buffer_format(record->out, " %s=\"a%u\"", name, (unsigned)answer);
}

static void
own_attributes(struct zl_record *record, const struct zl_node *node)
{
	const struct zl_table *table;

	switch (node->kind) {
	case ZL_NODE_SECTION:
		positive(record, "level", node->level);
		positive(record, "ordinal", node->ordinal);
		break;
	case ZL_NODE_MEASURE:
	case ZL_NODE_ROW:
		positive(record, "ordinal", node->ordinal);
		break;
	case ZL_NODE_CELL:
		cell_attributes(record, node);
		break;
	case ZL_NODE_FINDING:
		finding_attributes(record, node);
		break;
	case ZL_NODE_RESPONSE:
		answer_attribute(record, "ref", node->answer);
		break;
	case ZL_NODE_ANSWER:
		answer_attribute(record, "id", node->answer);
		break;
	case ZL_NODE_ATTRIBUTE:
		zl_xml_attribute_text(record->out, "name", node->name);
		break;
	case ZL_NODE_TABLE:
		table = &record->document->tables.items[node->table - 1];
		zl_xml_attribute_number(record->out, "rows", table->rows);
		zl_xml_attribute_number(record->out, "columns", table->columns);
		break;
	default:
		break;
	}
}

/* How the node is written here, the words that it needs around it being opened. */
static enum form
choose_form(struct walk *walk, const struct zl_node *node, uint32_t *n)
{
	enum form usual = usual_form(node->kind);

	if (walk->carried != NONE)
		return node->kind == ZL_NODE_PARAGRAPH ? TRANSPARENT : INLINE;
	*n = usual == BLOCK ? SEVERAL : paragraph_of(node);
	if (*n == NONE && is_phrase(node->kind))
		return TRANSPARENT; /* and nothing in it is written either */
	if (usual == INLINE && *n != SEVERAL) {
		open_words(walk, *n);
		return INLINE;
	}
	if (is_phrase(node->kind) && node->kind != ZL_NODE_PARAGRAPH && *n != NONE &&
	    walk->words == *n)
		return INLINE;
	close_words(walk);
	if (*n == NONE || *n == SEVERAL)
		return node->kind == ZL_NODE_PARAGRAPH ? TRANSPARENT : BLOCK;
	return CARRIER;
}

/* The start tag of an element and what its paragraph begins with. */
static void
open_element(struct walk *walk, struct frame *frame, uint32_t n)
{
	struct zl_record *record = walk->record;

	if (frame->form != INLINE)
		zl_record_line(record);
	open_tag(record, frame->name);
	own_attributes(record, frame->node);
	if (frame->form == CARRIER)
		zl_xml_attribute_number(record->out, "n", n);
	if (frame->computed)
		number_attributes(record, frame->node->first->n);
	zl_buffer_byte(record->out, '>');
	frame->content = record->out->length;
	if (frame->form == CARRIER)
		begin_paragraph(record, n);
	if (frame->form == BLOCK)
		record->depth++;
}

static bool
enter(struct walk *walk, const struct zl_node *node)
{
	uint32_t n = walk->carried;

	if (node->kind == ZL_NODE_TEXT) {
		if (walk->carried == NONE)
			open_words(walk, node->n);
		return write_piece(walk, node);
	}
	if (walk->depth == sizeof(walk->frames) / sizeof(walk->frames[0])) {
		zl_document_fail(walk->record->document, "emit", ZL_INVALID_DOCUMENT, NULL, 0, 0,
				 "the structure is deeper than %d", ZL_TREE_DEPTH);
		return false;
	}
	struct frame *frame = &walk->frames[walk->depth];
	*frame = (struct frame){.node = node, .name = zl_node_name(node->kind)};
	frame->carried = walk->carried;
	frame->form = choose_form(walk, node, &n);
	frame->computed = frame->form == INLINE && only_computed(node);
	if (frame->form != TRANSPARENT)
		open_element(walk, frame, n);
	if (frame->form == CARRIER || frame->form == INLINE)
		walk->carried = n;
	walk->depth++;
	return true;
}

static void
leave(struct walk *walk, const struct zl_node *node)
{
	struct zl_record *record = walk->record;

	if (node->kind == ZL_NODE_TEXT)
		return;
	struct frame *frame = &walk->frames[--walk->depth];
	walk->carried = frame->carried;
	if (frame->form == BLOCK) {
		close_words(walk);
		record->depth--;
		if (record->out->length > frame->content)
			zl_record_line(record);
	}
	if (frame->form != TRANSPARENT)
		close_tag(record, frame->name, frame->content);
}

enum zl_status
zl_record_tree(struct zl_record *record, const struct zl_node *root)
{
	struct walk walk = {.record = record};
	const struct zl_node *node = root;

	for (;;) {
		if (!enter(&walk, node))
			return ZL_FAILED;
		if (node->first != NULL) {
			node = node->first;
			continue;
		}
		leave(&walk, node);
		while (node != root && node->next == NULL) {
			node = node->parent;
			leave(&walk, node);
		}
		if (node == root)
			break;
		node = node->next;
	}
	close_words(&walk);
	return ZL_DONE;
}
