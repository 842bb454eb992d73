/* place.c: from paragraphs and bytes to lines and places of the view. */
#include "place.h"

#include "base/search.h"

uint32_t
zl_place_in_line(const struct zl_engine *engine, const struct zl_line *line, uint32_t n,
		 size_t offset)
{
	for (uint32_t i = line->segment; i < line->segment_end; i++) {
		const struct zl_segment *segment = &engine->segments.items[i];
		if (segment->n != n || segment->kind == ZL_SEGMENT_NUMBER ||
		    segment->from > offset || segment->to <= offset)
			continue;
		uint32_t from = segment->start > line->start ? segment->start : line->start;
		uint32_t to = segment->end < line->end ? segment->end : line->end;
		uint32_t end = to;
		/* The first place whose source is offset or behind: sources rise with places. */
		while (from < end) {
			uint32_t middle = from + (end - from) / 2;
			if (zl_view_source(engine, segment, middle) >= offset)
				end = middle;
			else
				from = middle + 1;
		}
		if (from < to)
			return from;
	}
	return line->end;
}

static int
compare_n(const void *key, const void *item)
{
	uint32_t n = *(const uint32_t *)key, at = ((const struct zl_line *)item)->n;

	return n < at ? -1 : n > at;
}

size_t
zl_line_of(const struct zl_engine *engine, uint32_t n)
{
	uint32_t before = n - 1;

	return zl_search_behind(&before, engine->lines.items, engine->lines.count,
				sizeof(*engine->lines.items), compare_n);
}
