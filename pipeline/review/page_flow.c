/* page_flow.c: paragraphs in the order of n, with the tables and notes that they stand in. */
#include <stdlib.h>

#include "page_text.h"

/* Whether anything is said of paragraph n, which is not behind what was written. */
static bool
has_remarks(const struct zl_page_writing *writing, uint32_t n)
{
	const struct zl_page *page = writing->page;
	size_t flag = writing->flag, loss = writing->loss;

	while (flag < page->flags.count && page->flags.items[writing->flags[flag]].n < n)
		flag++;
	while (loss < page->losses.count && page->losses.items[writing->losses[loss]].n < n)
		loss++;
	return (flag < page->flags.count && page->flags.items[writing->flags[flag]].n == n) ||
	       (loss < page->losses.count && page->losses.items[writing->losses[loss]].n == n);
}

/* Whether paragraph n is empty, with nothing to be said of it, and stands in that note. */
static bool
is_blank(const struct zl_page_writing *writing, uint32_t n, uint32_t note)
{
	const struct zl_page *page = writing->page;

	if (n > page->paragraphs || page->begin[n] == page->begin[n + 1] || has_remarks(writing, n))
		return false;
	for (size_t i = page->begin[n]; i < page->begin[n + 1]; i++) {
		const struct zl_page_piece *piece = &page->pieces.items[page->order[i]];
		if (piece->length > 0 || piece->cell != 0 || piece->note != note)
			return false;
	}
	return true;
}

/* Ends and begins rows and cells, and tables, on the way to the cell of the next paragraph. */
static void
go_to_cell(struct zl_page_writing *writing, uint32_t cell)
{
	const struct zl_page_cell *to = cell == 0 ? NULL : &writing->page->cells.items[cell - 1];
	uint32_t table = to == NULL ? 0 : to->table, row = to == NULL ? 0 : to->row;
	struct zl_buffer *out = writing->out;

	if (cell == writing->cell)
		return;
	if (writing->cell != 0)
		zl_buffer_text(out, "</td>");
	if (writing->table != 0 && (table != writing->table || row != writing->row))
		zl_buffer_text(out, "</tr>\n");
	if (writing->table != 0 && table != writing->table)
		zl_buffer_text(out, "</tbody></table></div>\n");
	if (table != 0 && table != writing->table)
		zl_buffer_text(out, "<div class=grid><table><tbody>\n");
	if (table != 0 && (table != writing->table || row != writing->row))
		zl_buffer_text(out, "<tr>");
	if (to != NULL) {
		zl_buffer_text(out, "<td");
		if (to->row_span > 1)
			zl_buffer_format(out, " rowspan=%u", to->row_span);
		if (to->column_span > 1)
			zl_buffer_format(out, " colspan=%u", to->column_span);
		zl_buffer_byte(out, '>');
	}
	writing->table = table;
	writing->row = row;
	writing->cell = cell;
}

static void
go_to_note(struct zl_page_writing *writing, uint32_t note)
{
	struct zl_buffer *out = writing->out;

	if (note == writing->note)
		return;
	writing->note = note;
	if (note == 0) {
		zl_buffer_format(out, "<h3 class=note>%s</h3>\n",
				 zl_say(writing->language, "正文（续）", "Text, continued"));
		return;
	}
	const struct zl_page_note *at = &writing->page->notes.items[note - 1];
	zl_buffer_text(out, "<h3 class=note>");
	zl_page_add(out, zl_note_name(writing->language, at->kind));
	if (at->anchor > 0)
		zl_buffer_format(out,
				 zl_say(writing->language, " <a href=#p%u>第 %u 段</a>",
					" <a href=#p%u>paragraph %u</a>"),
				 at->anchor, at->anchor);
	zl_buffer_byte(out, ' ');
	zl_page_add(out, at->author);
	zl_buffer_text(out, "</h3>\n");
}

/* What the next characters of the sort functions compare by: (n, place) of an item. */
struct key {
	uint32_t n, place, index;
};

static int
compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* The indexes of count items in the order of their keys; NULL when memory is out. */
static uint32_t *
sorted(struct key *keys, size_t count)
{
	uint32_t *order = malloc((count + 1) * sizeof(*order));

	if (order != NULL && keys != NULL) {
		qsort(keys, count, sizeof(*keys), compare_keys);
		for (size_t i = 0; i < count; i++)
			order[i] = keys[i].index;
	}
	free(keys);
	return order;
}

#define SORTED(vector, place)                                                                      \
	({                                                                                         \
		struct key *keys = calloc((vector)->count + 1, sizeof(*keys));                     \
		for (size_t i = 0; keys != NULL && i < (vector)->count; i++)                       \
			keys[i] = (struct key){(vector)->items[i].n,                               \
					       (uint32_t)((vector)->items[i].place), (uint32_t)i}; \
		keys == NULL ? NULL : sorted(keys, (vector)->count);                               \
	})

/* Paragraphs from n to last, which are empty, in one line. */
static void
write_blank(struct zl_page_writing *writing, uint32_t n, uint32_t last)
{
	zl_buffer_format(writing->out, "<div class=\"p e\" id=p%u data-to=%u>", n, last);
	zl_buffer_format(
	    writing->out,
	    zl_say(writing->language, "第 %u–%u 段是空的", "paragraphs %u–%u are empty"), n, last);
	zl_buffer_text(writing->out, "</div>\n");
}

static void
write_all(struct zl_page_writing *writing)
{
	const struct zl_page *page = writing->page;

	for (uint32_t n = 1; n <= page->paragraphs; n++) {
		uint32_t last = n - 1;
		size_t first = page->begin[n];
		if (first == page->begin[n + 1])
			continue; /* it is nowhere in the record */
		const struct zl_page_piece *piece = &page->pieces.items[page->order[first]];
		go_to_cell(writing, piece->cell);
		go_to_note(writing, piece->note);
		while (is_blank(writing, last + 1, piece->note))
			last++;
		if (last <= n) {
			zl_page_write_paragraph(writing, n);
			continue;
		}
		write_blank(writing, n, last);
		n = last;
	}
	go_to_cell(writing, 0);
}

void
zl_page_write_text(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	struct zl_page_writing writing = {.page = page, .language = language, .out = out};

	writing.changes = SORTED(&page->normalised, offset);
	writing.losses = SORTED(&page->losses, kind.length);
	writing.flags = SORTED(&page->flags, from);
	writing.readings = SORTED(&page->ruby, offset);
	if (writing.changes == NULL || writing.losses == NULL || writing.flags == NULL ||
	    writing.readings == NULL)
		out->failed = true;
	else
		write_all(&writing);
	free(writing.changes);
	free(writing.losses);
	free(writing.flags);
	free(writing.readings);
	out->failed |= writing.scratch.failed;
	zl_buffer_free(&writing.scratch);
}
