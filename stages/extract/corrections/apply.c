/*
 * apply.c: corrections at work: on the way to units, and of the tree and the facts behind it; and
 * the flags that tell what became of them.
 */
#include "apply.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "correct_tree.h"
#include "extract/lines/place.h"
#include "text/fold.h"
#include "tree_edit.h"

/* Adds text without white space. */
static void
add_dense(struct zl_buffer *out, const char *text, size_t length)
{
	for (size_t at = 0, bytes; at < length; at += bytes) {
		uint32_t code;
		bytes = zl_utf8_read(text + at, length - at, &code);
		bool space = code <= ' ' || code == 0xA0 || code == 0x3000 || code == 0xFEFF ||
			     (code >= 0x2000 && code <= 0x200B);
		if (!space)
			zl_buffer_add(out, text + at, bytes);
	}
}

/* Whether the paragraph begins with the words, both folded.  No memory: it does not. */
static bool
is_anchored(const struct zl_document *document, uint32_t n, struct zl_string words)
{
	struct zl_buffer own = {0}, theirs = {0};
	struct zl_fold fold = {0};
	bool same = false;

	if (n == 0 || n > document->paragraphs.count)
		return false;
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	size_t beginning =
	    text->length < 4096 ? text->length : zl_utf8_offset(text->data, 4096, 1000);
	add_dense(&own, text->data, beginning);
	add_dense(&theirs, words.data, words.length);
	if (theirs.length > 0 && own.length >= theirs.length &&
	    memcmp(own.data, theirs.data, theirs.length) == 0)
		same = true;
	else if (theirs.length > 0 && zl_fold(&fold, theirs.data, theirs.length)) {
		zl_buffer_clear(&theirs);
		zl_buffer_add(&theirs, fold.text.data, fold.text.length);
		same = own.length > 0 && zl_fold(&fold, own.data, own.length) &&
		       theirs.length > 0 && fold.text.length >= theirs.length &&
		       memcmp(fold.text.data, theirs.data, theirs.length) == 0;
	}
	zl_fold_free(&fold);
	zl_buffer_free(&own);
	zl_buffer_free(&theirs);
	return same;
}

/* Why the correction cannot be applied; NULL when it can. */
static const char *
complaint_of(const struct zl_document *document, const struct zl_correction *correction)
{
	bool anchored = correction->verb != ZL_VERB_NOTE &&
			(correction->verb != ZL_VERB_FACT || correction->n > 0);
	size_t at;

	if (!anchored)
		return NULL;
	if (correction->n == 0 || correction->n > document->paragraphs.count)
		return "there is no such paragraph";
	if (correction->words.length > 0 &&
	    !is_anchored(document, correction->n, correction->words))
		return "the paragraph begins with other words";
	if (correction->exact.length > 0 &&
	    !zl_words_at(document, correction->n, correction->exact, correction->nth, &at))
		return "the words do not stand in the paragraph";
	if (correction->verb == ZL_VERB_RESPONSE &&
	    (correction->of == 0 || correction->of > document->paragraphs.count ||
	     correction->to < correction->n || correction->to > document->paragraphs.count))
		return "there is no such paragraph";
	if (correction->until.length > 0 &&
	    !zl_words_at(document, correction->to, correction->until, 1, &at))
		return "the words do not stand in the paragraph";
	return NULL;
}

/* Cuts the line at place, so that another begins there.  False: no memory. */
static bool
cut(struct zl_engine *engine, size_t index, uint32_t place)
{
	uint32_t end = engine->lines.items[index].end;

	if (zl_engine_add(engine, lines) == NULL)
		return false;
	struct zl_line *lines = engine->lines.items;
	memmove(lines + index + 1, lines + index,
		(engine->lines.count - index - 1) * sizeof(*lines));
	zl_line_cut(engine, &lines[index], lines[index].start, place);
	zl_line_cut(engine, &lines[index + 1], place, end);
	return true;
}

/* The line that the unit of the correction begins, made where need be; lines.count: none can. */
static bool
find_line(struct zl_engine *engine, const struct zl_correction *correction, size_t *index)
{
	size_t offset = 0;

	if (correction->exact.length > 0)
		zl_words_at(engine->document, correction->n, correction->exact, correction->nth,
			    &offset);
	for (*index = 0; *index < engine->lines.count; ++*index) {
		const struct zl_line *line = &engine->lines.items[*index];
		if (line->kind != ZL_LINE_TEXT || line->start == line->end)
			continue;
		if (correction->exact.length == 0) {
			if (line->n == correction->n)
				return true;
			continue;
		}
		uint32_t place = zl_place_in_line(engine, line, correction->n, offset);
		if (place == line->end)
			continue;
		/* Behind a number at the line's beginning it is the line itself. */
		if (place <= line->text)
			return true;
		++*index;
		return cut(engine, *index - 1, place);
	}
	return true;
}

/* Takes care that a unit begins, or that none is asked for, where the correction says so. */
static bool
begin_unit(struct zl_engine *engine, struct zl_correcting *at)
{
	size_t index;

	if (!find_line(engine, at->correction, &index))
		return false;
	if (index == engine->lines.count) {
		at->complaint = "nothing can begin there";
		return true;
	}
	struct zl_line *line = &engine->lines.items[index];
	if (at->correction->reads != ZL_AS_TEXT && line->shape == 0 && line->problem == NULL)
		line->flags |= ZL_LINE_NAMELESS;
	at->place = line->start;
	return true;
}

/*
 * Bytes of paragraph n that the label of a response takes at its beginning, or the number of an
 * answer: one that does not count its parts, of which the next paragraph, up to last, is another.
 */
static size_t
label_of(const struct zl_engine *engine, uint32_t n, uint32_t last)
{
	size_t index = zl_line_of(engine, n);
	size_t next = zl_line_of(engine, n + 1);

	if (index == engine->lines.count || engine->lines.items[index].n != n)
		return 0;
	const struct zl_line *line = &engine->lines.items[index];
	uint32_t end = line->label != NULL ? line->label_end : line->text;
	const struct zl_segment *segment =
	    &engine->segments.items[zl_view_segment(engine, line, end)];
	bool counts = next < engine->lines.count && engine->lines.items[next].n <= last &&
		      engine->lines.items[next].shape == line->shape;
	if (end == line->start || segment->n != n || segment->kind != ZL_SEGMENT_TEXT ||
	    (line->label == NULL && (line->shape == 0 || counts)))
		return 0;
	return end == segment->end ? segment->to : zl_view_source(engine, segment, end);
}

bool
zl_corrections_begin(struct zl_engine *engine)
{
	const struct zl_corrections *corrections = engine->corrections;

	if (corrections == NULL || corrections->count == 0)
		return true;
	engine->correcting =
	    zl_arena_zero(&engine->arena, corrections->count, sizeof(*engine->correcting));
	if (engine->correcting == NULL)
		return false;
	for (size_t i = 0; i < corrections->count; i++) {
		struct zl_correcting *at = &engine->correcting[i];
		at->correction = &corrections->items[i];
		at->complaint = complaint_of(engine->document, at->correction);
		if (at->correction->verb == ZL_VERB_RESPONSE && at->complaint == NULL)
			at->label = label_of(engine, at->correction->n, at->correction->to);
		if (at->correction->verb == ZL_VERB_UNIT && at->complaint == NULL &&
		    !begin_unit(engine, at))
			return false;
	}
	return true;
}

bool
zl_corrections_reading(const struct zl_engine *engine, const struct zl_unit *unit, uint8_t *reading)
{
	static const uint8_t readings[] = {ZL_READ_FINDING, ZL_READ_SECTION, ZL_READ_RECOMMENDATION,
					   ZL_READ_BODY};
	size_t count = engine->correcting == NULL ? 0 : engine->corrections->count;

	bool answers = false;
	for (size_t i = 0; i < count; i++) {
		struct zl_correcting *at = &engine->correcting[i];
		const struct zl_correction *correction = at->correction;
		const struct zl_line *line = &engine->lines.items[unit->line];
		if (at->complaint != NULL)
			continue;
		/* What is part of a response is no unit of its own. */
		answers =
		    answers || (correction->verb == ZL_VERB_RESPONSE && line->n >= correction->n &&
				line->n <= correction->to && line->n != correction->of);
		if (correction->verb != ZL_VERB_UNIT || at->place != line->start)
			continue;
		*reading = readings[correction->reads];
		at->done = true;
		return true;
	}
	*reading = ZL_READ_BODY;
	return answers;
}

static bool
correct_fact(struct zl_document *document, const struct zl_correction *correction)
{
	struct zl_fact *fact = NULL;
	struct zl_string name;

	for (size_t i = 0; i < document->facts.count && fact == NULL; i++)
		if (zl_string_is(correction->name, document->facts.items[i].name))
			fact = &document->facts.items[i];
	if (fact == NULL)
		fact = zl_document_add(document, facts);
	if (fact == NULL ||
	    !zl_document_copy(document, correction->name.data, correction->name.length, &name))
		return false;
	*fact = (struct zl_fact){.name = name.data, .n = correction->n};
	const struct zl_string from[] = {correction->exact, correction->date, correction->from,
					 correction->to_date};
	struct zl_string *to[] = {&fact->text, &fact->date, &fact->from, &fact->to};
	for (size_t i = 0; i < 4; i++)
		if (from[i].length > 0 &&
		    !zl_document_copy(document, from[i].data, from[i].length, to[i]))
			return false;
	return true;
}

/* Whether sections, or findings, may stand in the node. */
static bool
may_hold(const struct zl_node *node, enum zl_node_kind kind)
{
	return node->kind == ZL_NODE_BODY || node->kind == ZL_NODE_SECTION ||
	       node->kind == ZL_NODE_CELL ||
	       (kind == ZL_NODE_FINDING && node->kind == ZL_NODE_FINDING);
}

/* Sections and findings that stand where none may go behind what they stand in. */
static void
lift(struct zl_document *document)
{
	struct zl_node *next;

	for (struct zl_node *node = document->body; node != NULL; node = next) {
		next = zl_node_next(document->body, node);
		if (node->kind != ZL_NODE_SECTION && node->kind != ZL_NODE_FINDING)
			continue;
		struct zl_node *top = node;
		for (struct zl_node *up = node; up->parent != NULL; up = up->parent)
			if (!may_hold(up->parent, node->kind))
				top = up->parent;
		if (top == node)
			continue;
		while (!may_hold(top->parent, node->kind))
			top = top->parent;
		struct zl_node *into = top->parent, *from = node->parent;
		zl_edit_move(into, top, node);
		zl_edit_prune(from);
		next = top; /* what moved stands ahead still */
	}
}

/* What stands where it may not is lifted; findings have the status that what is in them gives. */
static void
correct_status(struct zl_document *document)
{
	lift(document);
	for (struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_FINDING)
			continue;
		node->status = zl_edit_child(node, ZL_NODE_RESPONSE) != NULL ? ZL_STATUS_PAIRED
			       : zl_edit_child(node, ZL_NODE_FINDING) != NULL
				   ? ZL_STATUS_GROUP
				   : ZL_STATUS_UNANSWERED;
	}
}

const char *
zl_verb_name(enum zl_verb verb)
{
	static const char *const names[ZL_VERB_COUNT] = {"unit",      "response", "unanswered",
							 "statement", "fact",	  "note"};
	return names[verb];
}

const char *
zl_verb_reading_name(enum zl_verb_reading reading)
{
	static const char *const names[] = {"finding", "section", "recommendation", "text"};

	return names[reading];
}

/* The flag that tells what became of a correction. */
static bool
tell(struct zl_engine *engine, const struct zl_correcting *at)
{
	const struct zl_correction *correction = at->correction;
	const char *verb = zl_verb_name(correction->verb);

	if (correction->verb == ZL_VERB_NOTE)
		return true;
	if (at->complaint != NULL)
		return zl_document_flag(engine->document, "correction-stale", correction->n,
					"%s not applied: %s", verb, at->complaint);
	if (correction->verb == ZL_VERB_UNIT)
		verb = zl_verb_reading_name(correction->reads);
	return zl_document_flag(engine->document, "corrected", correction->n, "%s", verb);
}

bool
zl_corrections_finish(struct zl_engine *engine)
{
	size_t count = engine->correcting == NULL ? 0 : engine->corrections->count;

	for (size_t i = 0; i < count; i++) {
		struct zl_correcting *at = &engine->correcting[i];
		const enum zl_verb verb = at->correction->verb;
		if (at->complaint != NULL || verb == ZL_VERB_NOTE)
			continue;
		if (verb == ZL_VERB_FACT ? !correct_fact(engine->document, at->correction)
					 : !zl_correct_tree(engine->document, at))
			return false;
	}
	if (count > 0)
		correct_status(engine->document);
	for (size_t i = 0; i < count; i++)
		if (!tell(engine, &engine->correcting[i]))
			return false;
	return true;
}
