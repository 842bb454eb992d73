/* view.c: the document as rules see it: folded lines in one text, and the way back. */
#include <stdlib.h>
#include <string.h>

#include "engine.h"

static bool
out_of_memory(struct zl_engine *engine)
{
	zl_document_fail(engine->document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, engine->n,
			 "no memory for the text");
	return false;
}

/* The steps of the folded line from from to to, as steps from the view to the paragraph. */
static enum zl_status
add_steps(struct zl_engine *engine, const struct zl_segment *segment, uint32_t base, uint32_t from,
	  uint32_t to)
{
	const struct zl_fold *fold = &engine->fold;
	size_t i = zl_fold_step_behind(fold->steps, fold->step_count, from);
	struct zl_fold_step next = {
	    from, zl_fold_source(fold->steps, fold->step_count, fold->text.data, from)};

	while (next.folded < to) {
		struct zl_fold_step *step = zl_engine_add(engine, steps);
		if (step == NULL)
			return ZL_FAILED;
		step->folded = segment->start + (next.folded - from);
		step->source = base + next.source;
		if (i == fold->step_count)
			break;
		next = fold->steps[i++];
	}
	return ZL_DONE;
}

/*
 * A segment of the paragraph's bytes from to to; what stands from from to to in the folded line,
 * which begins at base in the paragraph, is put at the view's end.
 */
static enum zl_status
add_segment(struct zl_engine *engine, struct zl_segment segment, uint32_t base, size_t from,
	    size_t to)
{
	struct zl_segment *added = zl_engine_add(engine, segments);

	if (added == NULL)
		return ZL_FAILED;
	if (to - from > UINT32_MAX - 1 - engine->text.length) {
		zl_document_fail(engine->document, "extract", ZL_TOO_LARGE, NULL, 0, engine->n,
				 "there are more than 4 GiB of text");
		return ZL_FAILED;
	}
	segment.n = engine->n;
	segment.start = (uint32_t)engine->text.length;
	zl_buffer_add(&engine->text, engine->fold.text.data + from, to - from);
	segment.end = (uint32_t)engine->text.length;
	segment.step = (uint32_t)engine->steps.count;
	if (segment.kind == ZL_SEGMENT_TEXT &&
	    !add_steps(engine, &segment, base, (uint32_t)from, (uint32_t)to))
		return ZL_FAILED;
	segment.step_end = (uint32_t)engine->steps.count;
	*added = segment;
	return !engine->text.failed || out_of_memory(engine);
}

/* What rules are not to see of a folded line. */
struct unseen {
	struct zl_span span;
	bool residue;
};

/* The index of the page that begins with the paragraph is residue. */
static bool
find_page(struct zl_engine *engine, const struct zl_rule_file *common, struct unseen *out)
{
	const struct zl_buffer *text = &engine->fold.text;
	struct zl_match match;
	const struct zl_rule *rule = zl_rule_find(engine->matcher, &common->kinds[ZL_RULE_NUMBER],
						  text->data, text->length, &match);
	struct zl_span value = match.groups[ZL_GROUP_VALUE];

	if (rule == NULL || strcmp(rule->name, engine->pages->name) != 0 ||
	    zl_ordinal(text->data + value.from, value.to - value.from) != engine->page + 1)
		return false;
	engine->page++;
	*out = (struct unseen){match.whole, true};
	return true;
}

/* The first stretch of the folded line behind from that is ignored or residue. */
static bool
find_unseen(struct zl_engine *engine, const struct zl_rule_file *common, size_t from,
	    struct unseen *out)
{
	const struct zl_buffer *text = &engine->fold.text;
	struct zl_match match;

	if (engine->pages != NULL && from == 0 && find_page(engine, common, out))
		return true;
	const struct zl_rule *rule = zl_rule_next(engine->matcher, &common->asked[ZL_ASKED_UNSEEN],
						  text->data, text->length, from, &match);
	if (rule != NULL)
		*out = (struct unseen){match.whole, rule->kind == ZL_RULE_RESIDUE};
	return rule != NULL;
}

/* Where in its paragraph, in which it begins at base, the folded line's place stands. */
static uint32_t
paragraph_offset(const struct zl_engine *engine, uint32_t base, size_t place)
{
	const struct zl_fold *fold = &engine->fold;

	return base +
	       zl_fold_source(fold->steps, fold->step_count, fold->text.data, (uint32_t)place);
}

/*
 * The segments of the folded line, the paragraph's bytes from to to: one, or more where something
 * in it is not to be seen.  Ignored text belongs to the segment before it; residue has a segment of
 * its own.
 */
static enum zl_status
add_text(struct zl_engine *engine, const struct zl_rule_file *common, uint32_t from, uint32_t to)
{
	struct zl_segment segment = {.from = from};
	size_t seen = 0;
	struct unseen unseen;

	while (find_unseen(engine, common, seen, &unseen)) {
		uint32_t begins = paragraph_offset(engine, from, unseen.span.from);
		uint32_t ends = paragraph_offset(engine, from, unseen.span.to);
		segment.to = unseen.residue ? begins : ends;
		if ((unseen.span.from > seen || segment.to > segment.from) &&
		    !add_segment(engine, segment, from, seen, unseen.span.from))
			return ZL_FAILED;
		struct zl_segment residue = {
		    .from = begins, .to = ends, .kind = ZL_SEGMENT_RESIDUE};
		if (unseen.residue && !add_segment(engine, residue, from, 0, 0))
			return ZL_FAILED;
		segment.from = ends;
		seen = unseen.span.to;
	}
	segment.to = to;
	return add_segment(engine, segment, from, seen, engine->fold.text.length);
}

/* The line of the paragraph's bytes from to to, line end included. */
static enum zl_status
add_line(struct zl_engine *engine, const struct zl_rule_file *common, uint32_t from, uint32_t to)
{
	const struct zl_paragraph *paragraph = &engine->document->paragraphs.items[engine->n - 1];
	struct zl_line *line = zl_engine_add(engine, lines);

	if (line == NULL)
		return ZL_FAILED;
	line->start = line->text = (uint32_t)engine->text.length;
	line->segment = (uint32_t)engine->segments.count;
	line->n = engine->n;
	line->kind = paragraph->table != 0 ? ZL_LINE_CELL : ZL_LINE_TEXT;
	if (from == 0 && paragraph->number != NULL && paragraph->number->text.length > 0) {
		struct zl_segment number = {.kind = ZL_SEGMENT_NUMBER};
		if (!zl_fold(&engine->fold, paragraph->number->text.data,
			     paragraph->number->text.length))
			return out_of_memory(engine);
		if (!add_segment(engine, number, 0, 0, engine->fold.text.length))
			return ZL_FAILED;
	}
	if (!zl_fold(&engine->fold, paragraph->text.data + from, to - from))
		return out_of_memory(engine);
	if (!add_text(engine, common, from, to))
		return ZL_FAILED;
	line = &engine->lines.items[engine->lines.count - 1];
	line->end = (uint32_t)engine->text.length;
	line->segment_end = (uint32_t)engine->segments.count;
	if (line->start == line->end && line->kind == ZL_LINE_TEXT)
		line->kind = ZL_LINE_BLANK;
	return ZL_DONE;
}

static enum zl_status
add_paragraph(struct zl_engine *engine, const struct zl_rule_file *common)
{
	struct zl_string text = engine->document->paragraphs.items[engine->n - 1].text;
	size_t from = 0;

	if (text.length >= UINT32_MAX) {
		zl_document_fail(engine->document, "extract", ZL_TOO_LARGE, NULL, 0, engine->n,
				 "the paragraph has 4 GiB");
		return ZL_FAILED;
	}
	do {
		const char *end =
		    text.length == 0 ? NULL : memchr(text.data + from, '\n', text.length - from);
		size_t to = end == NULL ? text.length : (size_t)(end - text.data) + 1;
		if (!add_line(engine, common, (uint32_t)from, (uint32_t)to))
			return ZL_FAILED;
		from = to;
	} while (from < text.length);
	return ZL_DONE;
}

enum zl_status
zl_view_build(struct zl_engine *engine, const struct zl_rule_file *common)
{
	const struct zl_document *document = engine->document;
	size_t bytes = 0;

	for (size_t i = 0; i < document->paragraphs.count; i++)
		bytes += document->paragraphs.items[i].text.length;
	zl_buffer_reserve(&engine->text, bytes + 1);
	for (size_t i = 0; i < document->paragraphs.count; i++) {
		engine->n = (uint32_t)i + 1;
		if (document->paragraphs.items[i].story == ZL_STORY_BODY &&
		    !add_paragraph(engine, common))
			return ZL_FAILED;
	}
	engine->n = 0;
	zl_buffer_add(&engine->text, "", 1);
	engine->text.length--;
	return !engine->text.failed || out_of_memory(engine);
}

void
zl_view_clear(struct zl_engine *engine)
{
	zl_buffer_free(&engine->text);
	zl_fold_free(&engine->fold);
	free(engine->segments.items);
	free(engine->steps.items);
	free(engine->lines.items);
	memset(&engine->segments, 0, sizeof(engine->segments));
	memset(&engine->steps, 0, sizeof(engine->steps));
	memset(&engine->lines, 0, sizeof(engine->lines));
	memset(engine->remembered, 0, sizeof(engine->remembered));
}

size_t
zl_view_segment(const struct zl_engine *engine, const struct zl_line *line, uint32_t place)
{
	size_t low = line->segment, high = line->segment_end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (engine->segments.items[middle].end < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t
zl_view_source(const struct zl_engine *engine, const struct zl_segment *segment, uint32_t place)
{
	return zl_fold_source(engine->steps.items + segment->step,
			      segment->step_end - segment->step, engine->text.data, place);
}

/* Whether a space stands right before text[at]: that of ASCII, no break, the ideographic. */
static bool
is_spaced(const char *text, uint32_t at)
{
	return (at >= 1 && (text[at - 1] == ' ' || text[at - 1] == '\t')) ||
	       (at >= 2 && memcmp(text + at - 2, "\xC2\xA0", 2) == 0) ||
	       (at >= 3 && memcmp(text + at - 3, "\xE3\x80\x80", 3) == 0);
}

bool
zl_view_spaced(const struct zl_engine *engine, const struct zl_line *line, uint32_t place)
{
	size_t i = zl_view_segment(engine, line, place);

	while (i < line->segment_end && engine->segments.items[i].end == place)
		i++;
	if (i == line->segment_end || engine->segments.items[i].kind != ZL_SEGMENT_TEXT)
		return false;
	const struct zl_segment *segment = &engine->segments.items[i];
	uint32_t at = zl_view_source(engine, segment, place);
	const char *text = engine->document->paragraphs.items[segment->n - 1].text.data;

	return at > segment->from && is_spaced(text, at);
}

/* The bytes of the paragraph that view[from, to) takes of the segment. */
static struct zl_stretch
source(const struct zl_engine *engine, const struct zl_segment *segment, uint32_t from, uint32_t to)
{
	struct zl_stretch bytes = {segment->from, segment->to};

	if (from > segment->start)
		bytes.from = zl_view_source(engine, segment, from);
	if (to < segment->end)
		bytes.to = zl_view_source(engine, segment, to);
	return bytes;
}

/*
 * Whether the stretch has something of the segment.  Unseen segments go with what is before them;
 * a number, which has no parts, with where it begins.
 */
static bool
touches(const struct zl_segment *segment, const struct zl_line *line, uint32_t from, uint32_t to)
{
	if (segment->start == segment->end)
		return (segment->start > from || from == line->start) && segment->start <= to;
	if (segment->kind == ZL_SEGMENT_NUMBER && segment->start < from)
		return false;
	return segment->start < to && segment->end > from;
}

static enum zl_status
add_piece(struct zl_engine *engine, struct zl_node *parent, const struct zl_segment *segment,
	  uint32_t from, uint32_t to)
{
	if (segment->kind == ZL_SEGMENT_RESIDUE) {
		parent = zl_node_add(engine->document, parent, ZL_NODE_RESIDUE);
		if (parent == NULL)
			return ZL_FAILED;
	}
	struct zl_stretch bytes = source(engine, segment, from, to);
	struct zl_node *piece =
	    zl_node_text(engine->document, parent, segment->n, bytes.from, bytes.to);
	if (piece != NULL)
		piece->computed = segment->kind == ZL_SEGMENT_NUMBER;
	return piece != NULL;
}

enum zl_status
zl_view_pieces(struct zl_engine *engine, struct zl_node *parent, const struct zl_line *line,
	       uint32_t from, uint32_t to)
{
	if (from >= to && line->start != line->end)
		return ZL_DONE;
	for (size_t i = zl_view_segment(engine, line, from); i < line->segment_end; i++) {
		const struct zl_segment *segment = &engine->segments.items[i];
		if (segment->start > to)
			break;
		if (touches(segment, line, from, to) &&
		    !add_piece(engine, parent, segment, from, to))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

bool
zl_view_next(const struct zl_engine *engine, const struct zl_line *line, uint32_t *from,
	     uint32_t to, struct zl_stretch *piece, uint32_t *n)
{
	size_t i = zl_view_segment(engine, line, *from);

	if (*from >= to)
		return false;
	while (i + 1 < line->segment_end && engine->segments.items[i].end <= *from)
		i++;
	*n = engine->segments.items[i].n;
	*piece = (struct zl_stretch){*from, to};
	for (; i < line->segment_end && engine->segments.items[i].start < to; i++)
		if (engine->segments.items[i].n != *n) {
			piece->to = engine->segments.items[i].start;
			break;
		}
	*from = piece->to;
	return piece->to > piece->from;
}

enum zl_status
zl_view_paragraphs(struct zl_engine *engine, struct zl_node *parent, const struct zl_line *line,
		   uint32_t from, uint32_t to)
{
	struct zl_node *paragraph = NULL;
	uint32_t n = 0;

	if (from >= to && line->start != line->end)
		return ZL_DONE;
	for (size_t i = zl_view_segment(engine, line, from); i < line->segment_end; i++) {
		const struct zl_segment *segment = &engine->segments.items[i];
		if (segment->start > to)
			break;
		if (!touches(segment, line, from, to))
			continue;
		if (segment->n != n)
			paragraph = zl_node_add(engine->document, parent, ZL_NODE_PARAGRAPH);
		n = segment->n;
		if (paragraph == NULL || !add_piece(engine, paragraph, segment, from, to))
			return ZL_FAILED;
	}
	return ZL_DONE;
}
