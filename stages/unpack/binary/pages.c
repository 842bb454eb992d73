/* pages.c */
#include "pages.h"

enum {
	PAGE = 512,
	COUNT = 511,
	PAGE_NUMBER = 0x3FFFFF,
	PARAGRAPH_ENTRY = 13,
	PARAGRAPH_ENTRY95 = 7
};

/* ChpxFkp, [MS-DOC] 2.9.33: a length of one byte, then the grpprl. */
static void
read_characters(struct zl_bytes page, size_t at, struct zl_page_entry *entry)
{
	if (at != 0)
		entry->grpprl = zl_bytes_at(page, at + 1, zl_byte(page, at));
}

/*
 * PapxInFkps, [MS-DOC] 2.9.182: the length is counted in words, in one of two ways.  Word 6 has the
 * first of them, and did not count the length itself.
 */
static void
read_paragraph(struct zl_bytes page, size_t at, bool is_word95, struct zl_page_entry *entry)
{
	size_t words = zl_byte(page, at), start = at + 1;
	size_t length = 2 * words - !is_word95;

	if (at == 0)
		return;
	if (words == 0 && !is_word95) {
		start = at + 2;
		length = 2 * (size_t)zl_byte(page, at + 1);
	}
	struct zl_bytes bytes = zl_bytes_at(page, start, length);
	entry->style = zl_little16(bytes, 0);
	entry->grpprl = zl_bytes_at(bytes, 2, length);
}

/* The entry of a page that holds the offset: of a PLC whose count stands in the last byte. */
static size_t
find_in_page(struct zl_bytes page, size_t count, uint32_t offset)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		if (zl_little32(page, 4 * middle) <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? count : low - 1;
}

struct zl_page_entry
zl_pages_find(const struct zl_pages *pages, uint32_t offset)
{
	struct zl_page_entry entry = {.end = UINT32_MAX};
	size_t bin = zl_plc_find(&pages->bins, offset);
	size_t each = !pages->of_paragraphs ? 1
		      : pages->is_word95    ? PARAGRAPH_ENTRY95
					    : PARAGRAPH_ENTRY;

	if (bin == pages->bins.count) {
		if (bin > 0 && zl_plc_position(&pages->bins, 0) > offset)
			entry.end = zl_plc_position(&pages->bins, 0);
		return entry;
	}
	uint32_t bin_end = zl_plc_position(&pages->bins, bin + 1);
	struct zl_bytes data = zl_plc_data(&pages->bins, bin);
	uint32_t number =
	    data.size == 2 ? zl_little16(data, 0) : zl_little32(data, 0) & PAGE_NUMBER;
	struct zl_bytes page = zl_bytes_at(pages->stream, (size_t)number * PAGE, PAGE);
	size_t count = zl_byte(page, COUNT);
	if (bin_end > offset)
		entry.end = bin_end;
	size_t i = find_in_page(page, count, offset);
	if (i == count || 4 * (count + 1) + each * count > COUNT)
		return entry;
	uint32_t end = zl_little32(page, 4 * (i + 1));
	if (end <= offset) /* behind the last entry: nothing is said until the next page */
		return entry;
	entry.end = end;
	size_t at = 2 * (size_t)zl_byte(page, 4 * (count + 1) + each * i);
	if (pages->of_paragraphs)
		read_paragraph(page, at, pages->is_word95, &entry);
	else
		read_characters(page, at, &entry);
	return entry;
}
