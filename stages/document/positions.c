/* positions.c: a mark every STEP bytes of a long paragraph, and a short walk from there. */
#include "positions.h"

#include <stdlib.h>

#include "base/search.h"
#include "base/utf8.h"

enum { STEP = 512 };

struct zl_positions_marks {
	size_t *characters; /* [i]: characters that begin before byte i * STEP; NULL: not made */
	size_t count;
};

static size_t
count_characters(const char *text, size_t from, size_t to)
{
	return zl_utf8_count(text + from, to - from);
}

/* The marks of a paragraph longer than one step; NULL when there is no memory. */
static const struct zl_positions_marks *
marks_of(struct zl_positions *positions, uint32_t n)
{
	const struct zl_document *document = positions->document;
	struct zl_string text = document->paragraphs.items[n - 1].text;

	if (positions->marks == NULL)
		positions->marks = calloc(document->paragraphs.count, sizeof(*positions->marks));
	if (positions->marks == NULL) {
		positions->failed = true;
		return NULL;
	}
	struct zl_positions_marks *marks = &positions->marks[n - 1];
	if (marks->characters != NULL)
		return marks;
	size_t count = text.length / STEP + 1;
	marks->characters = calloc(count, sizeof(*marks->characters));
	if (marks->characters == NULL) {
		positions->failed = true;
		return NULL;
	}
	for (size_t i = 1; i < count; i++)
		marks->characters[i] = marks->characters[i - 1] +
				       count_characters(text.data, (i - 1) * STEP, i * STEP);
	marks->count = count;
	return marks;
}

size_t
zl_positions_characters(struct zl_positions *positions, uint32_t n, size_t offset)
{
	if (n == 0 || n > positions->document->paragraphs.count)
		return offset;
	struct zl_string text = positions->document->paragraphs.items[n - 1].text;
	if (text.length == 0)
		return 0;
	if (offset > text.length)
		offset = text.length;
	if (offset <= STEP)
		return count_characters(text.data, 0, offset);
	const struct zl_positions_marks *marks = marks_of(positions, n);
	if (marks == NULL)
		return 0;
	size_t mark = offset / STEP;
	return marks->characters[mark] + count_characters(text.data, mark * STEP, offset);
}

/* The last mark that has at most the given characters before it. */
static size_t
find_mark(const struct zl_positions_marks *marks, size_t characters)
{
	/* The first has none before it. */
	return zl_search_behind(&characters, marks->characters, marks->count,
				sizeof(*marks->characters), zl_compare_size) -
	       1;
}

size_t
zl_positions_bytes(struct zl_positions *positions, uint32_t n, size_t characters)
{
	if (n == 0 || n > positions->document->paragraphs.count)
		return characters;
	struct zl_string text = positions->document->paragraphs.items[n - 1].text;
	size_t from = 0;
	if (text.length == 0)
		return characters == 0 ? 0 : SIZE_MAX;
	if (text.length > STEP) {
		const struct zl_positions_marks *marks = marks_of(positions, n);
		if (marks == NULL)
			return 0;
		size_t mark = find_mark(marks, characters);
		characters -= marks->characters[mark];
		from = mark * STEP;
	}
	/* The walk ends within a step, or in the last one, where counting it again costs as little.
	 */
	size_t left = text.length - from;
	size_t at = zl_utf8_offset(text.data + from, left, characters);
	if (at == left && zl_utf8_count(text.data + from, left) != characters)
		return SIZE_MAX;
	return from + at;
}

void
zl_positions_free(struct zl_positions *positions)
{
	if (positions->marks != NULL)
		for (size_t i = 0; i < positions->document->paragraphs.count; i++)
			free(positions->marks[i].characters);
	free(positions->marks);
	*positions = (struct zl_positions){.document = positions->document};
}
