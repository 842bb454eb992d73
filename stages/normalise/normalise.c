/* normalise.c: the stage over a document: which paragraphs change, their changes, their anchors. */
#include "normalise.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "classes.h"
#include "draft.h"
#include "mojibake.h"

/* Once a pass finds no more work it is done; no text known needs more than three. */
enum { ROUNDS = 8 };

/* Beside the bits of the classes: the survey has tried to repair mojibake, and found none. */
#define TRIED (UINT64_C(1) << 62)
_Static_assert(ZL_CLASS_COUNT <= 62, "the bit stands beside those of the classes");

/* An offset in the document that belongs to a paragraph, and the length from there on, or NULL. */
struct anchor {
	size_t *offset, *length;
	size_t next; /* index + 1 of the paragraph's next anchor */
};

/* What the stage keeps while it runs. */
struct stage {
	struct zl_document *document;
	uint64_t classes;
	uint64_t *needed; /* by n - 1: what the scan of the paragraph said, and TRIED */
	uint8_t *
	    named_font; /* by n - 1: 1 where a symbol font is set of which no table knows a glyph */
	struct zl_draft draft;
	struct zl_buffer before; /* the text as the first run of the stage found it */
	struct anchor *anchors;
	size_t anchor_count;
	size_t *first_anchor; /* by n - 1: index + 1; NULL where there are no anchors */
	struct zl_change *former;
	size_t former_count, former_next;
	bool warns;
	uint32_t leader_from, leader_to; /* the row of paragraphs with leaders not yet told of */
};

static void
add_anchor(struct stage *stage, uint32_t n, size_t *offset, size_t *length)
{
	if (n == 0 || n > stage->document->paragraphs.count)
		return;
	stage->anchors[stage->anchor_count++] =
	    (struct anchor){offset, length, stage->first_anchor[n - 1]};
	stage->first_anchor[n - 1] = stage->anchor_count;
}

/* Lists every offset of the document by its paragraph.  False when memory is out. */
static bool
list_anchors(struct stage *stage)
{
	struct zl_document *document = stage->document;
	size_t count = document->notes.count + document->rubies.count + document->losses.count;

	if (count == 0)
		return true;
	stage->anchors = calloc(count, sizeof(*stage->anchors));
	stage->first_anchor = calloc(document->paragraphs.count + 1, sizeof(size_t));
	if (stage->anchors == NULL || stage->first_anchor == NULL)
		return false;
	for (size_t i = 0; i < document->notes.count; i++)
		add_anchor(stage, document->notes.items[i].n, &document->notes.items[i].offset,
			   NULL);
	for (size_t i = 0; i < document->rubies.count; i++)
		add_anchor(stage, document->rubies.items[i].n, &document->rubies.items[i].offset,
			   &document->rubies.items[i].length);
	for (size_t i = 0; i < document->losses.count; i++)
		add_anchor(stage, document->losses.items[i].n, &document->losses.items[i].offset,
			   NULL);
	return true;
}

static void
move_anchors(struct stage *stage, uint32_t n, const struct zl_edits *edits)
{
	size_t i = stage->first_anchor == NULL ? 0 : stage->first_anchor[n - 1];

	while (i > 0) {
		struct anchor *anchor = &stage->anchors[i - 1];
		size_t from = zl_edits_move(edits, *anchor->offset);
		if (anchor->length != NULL)
			*anchor->length =
			    zl_edits_move(edits, *anchor->offset + *anchor->length) - from;
		*anchor->offset = from;
		i = anchor->next;
	}
}

/* The changes that a former run of the stage made in paragraph n: how many, from former_next on. */
static size_t
former_changes(struct stage *stage, uint32_t n)
{
	size_t end;

	while (stage->former_next < stage->former_count && stage->former[stage->former_next].n < n)
		stage->former_next++;
	end = stage->former_next;
	while (end < stage->former_count && stage->former[end].n == n)
		end++;
	return end - stage->former_next;
}

/* Whether the changes are as a former run makes them: in order, within texts, what stands there. */
static bool
former_fit(const struct zl_document *document)
{
	uint32_t n = 0;
	size_t end = 0;

	for (size_t i = 0; i < document->changes.count; i++) {
		const struct zl_change *change = &document->changes.items[i];
		const struct zl_string *put = &change->new_text, *text;
		if (change->n == 0 || change->n < n || change->n > document->paragraphs.count)
			return false;
		text = &document->paragraphs.items[change->n - 1].text;
		if (change->offset < (change->n == n ? end : 0) || change->offset > text->length ||
		    put->length > text->length - change->offset ||
		    (put->length > 0 &&
		     memcmp(text->data + change->offset, put->data, put->length) != 0))
			return false;
		n = change->n;
		end = change->offset + put->length;
	}
	return true;
}

/* Rebuilds the text before the changes into stage->before, and precedes the draft's edits by them.
 */
static void
take_former(struct stage *stage, const struct zl_change *changes, size_t count,
	    const struct zl_string *text)
{
	struct zl_edit *edits = calloc(count, sizeof(*edits));
	size_t copied = 0;

	zl_buffer_clear(&stage->before);
	for (size_t i = 0; i < count && edits != NULL; i++) {
		const struct zl_change *change = &changes[i];
		zl_buffer_add(&stage->before, text->data + copied, change->offset - copied);
		edits[i] = (struct zl_edit){
		    .old_from = stage->before.length,
		    .old_to = stage->before.length + change->old.length,
		    .new_from = change->offset,
		    .new_to = change->offset + change->new_text.length,
		    .class_name = change->class_name,
		    .weight = change->old.length + change->new_text.length,
		};
		zl_buffer_add(&stage->before, change->old.data, change->old.length);
		copied = edits[i].new_to;
	}
	zl_buffer_add(&stage->before, text->data + copied, text->length - copied);
	if (edits == NULL || stage->before.failed)
		stage->draft.failed = true;
	else
		zl_draft_precede(&stage->draft, edits, count);
	free(edits);
}

/* Writes the draft's edits, from the bytes of old, into the list of changes.  False when memory is
 * out. */
static bool
record(struct stage *stage, uint32_t n, const char *old, const struct zl_string *now)
{
	const struct zl_edits *edits = &stage->draft.edits;

	for (size_t i = 0; i < edits->count; i++) {
		const struct zl_edit *edit = &edits->items[i];
		size_t old_length = edit->old_to - edit->old_from;
		size_t length = edit->new_to - edit->new_from;
		if (old_length == length &&
		    memcmp(old + edit->old_from, now->data + edit->new_from, length) == 0)
			continue; /* one class undid what another had done */
		struct zl_change *change = zl_document_add(stage->document, changes);
		if (change == NULL || !zl_document_copy(stage->document, old + edit->old_from,
							old_length, &change->old))
			return false;
		change->class_name = edit->class_name;
		change->n = n;
		change->offset = edit->new_from;
		change->new_text = (struct zl_string){now->data + edit->new_from, length};
	}
	return true;
}

/*
 * Notes where the stage before has met a symbol font: what its tables do not have is not to be
 * guessed by those of another font.  False when memory is out.
 */
static bool
note_fonts(struct stage *stage)
{
	const struct zl_document *document = stage->document;

	stage->named_font = calloc(document->paragraphs.count + 1, 1);
	for (size_t i = 0; i < document->warnings.count && stage->named_font != NULL; i++) {
		const struct zl_remark *warning = &document->warnings.items[i];
		if (strcmp(warning->code, "symbol") == 0 && warning->n > 0 &&
		    warning->n <= document->paragraphs.count)
			stage->named_font[warning->n - 1] = 1;
	}
	return stage->named_font != NULL;
}

/* The classes that are on for paragraph n. */
static uint64_t
classes_of(const struct stage *stage, uint32_t n)
{
	return stage->named_font[n - 1] ? stage->classes & ~(UINT64_C(1) << ZL_CLASS_SYMBOL_FONT)
					: stage->classes;
}

/* Runs the classes until none finds anything; true when the text changed. */
static bool
run_classes(struct stage *stage, uint32_t n, uint64_t needed)
{
	struct zl_draft *draft = &stage->draft;
	bool changed = false, again = true;

	for (int round = 0; round < ROUNDS && again && !draft->failed; round++) {
		again = false;
		for (unsigned i = 0; i < ZL_CLASS_COUNT; i++) {
			if ((needed >> i & 1) == 0)
				continue;
			draft->class_name = zl_classes[i].name;
			zl_classes[i].change(draft);
			again = zl_draft_commit(draft) || again;
		}
		changed = changed || again;
		if (again)
			needed =
			    zl_classes_needed(draft->text, draft->length) & classes_of(stage, n);
	}
	return changed;
}

static bool
keep_former(struct stage *stage, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct zl_change *change = zl_document_add(stage->document, changes);
		if (change == NULL)
			return false;
		*change = stage->former[stage->former_next + i];
	}
	return true;
}

/* Whether rows of dots stand in the text: six of . ． or · in a row, four of the sign …. */
static bool
has_leader(const struct zl_string *text)
{
	return memmem(text->data, text->length, "......", 6) != NULL ||
	       memmem(text->data, text->length, "··········", 20) != NULL ||
	       memmem(text->data, text->length, "…………", 12) != NULL;
}

/* Tells of the row of paragraphs with leaders that ended, if there is one. */
static bool
tell_leaders(struct stage *stage)
{
	uint32_t from = stage->leader_from, to = stage->leader_to;

	stage->leader_from = 0;
	if (from == 0)
		return true;
	if (from == to)
		return zl_document_warn(stage->document, "leader", from, "dotted leader kept");
	return zl_document_warn(stage->document, "leader", from,
				"dotted leaders kept in paragraphs %u to %u", from, to);
}

/* Warnings on what stays in the text: damage, and leaders, one for each row of paragraphs. */
static bool
warn(struct stage *stage, uint32_t n, const struct zl_string *text, uint64_t needed)
{
	bool told = true;

	if ((needed >> ZL_CLASS_MOJIBAKE & 1) != 0) {
		const char *words = zl_mojibake_left(text->data, text->length);
		if (words != NULL)
			told = zl_document_warn(stage->document, "mojibake", n, "%s", words);
	}
	if ((needed & ZL_LEADER) != 0 && has_leader(text)) {
		if (stage->leader_from > 0 && stage->leader_to + 1 != n)
			told = tell_leaders(stage) && told;
		if (stage->leader_from == 0)
			stage->leader_from = n;
		stage->leader_to = n;
	}
	return told;
}

/* The paragraph's text is now the draft's: moves anchors, lists the changes. */
static bool
adopt(struct stage *stage, uint32_t n, struct zl_string *text, size_t former)
{
	const char *old = text->data;
	struct zl_string now;

	if (!zl_document_copy(stage->document, stage->draft.text, stage->draft.length, &now))
		return false;
	move_anchors(stage, n, &stage->draft.edits);
	if (former > 0) {
		take_former(stage, stage->former + stage->former_next, former, text);
		old = stage->before.data;
	}
	*text = now;
	return !stage->draft.failed && record(stage, n, old, &now);
}

/* False when memory is out. */
static bool
normalise_paragraph(struct stage *stage, uint32_t n)
{
	struct zl_string *text = &stage->document->paragraphs.items[n - 1].text;
	uint64_t needed = stage->needed[n - 1];
	size_t former = former_changes(stage, n);
	bool changed = false;

	if (needed == 0)
		return keep_former(stage, former);
	zl_draft_begin(&stage->draft, text->data, text->length);
	/* What the survey tried in vain is in vain again, unless a guess is trusted since. */
	if ((needed & TRIED) != 0 && stage->draft.trusted == 0)
		changed = run_classes(stage, n, needed & ~(UINT64_C(1) << ZL_CLASS_MOJIBAKE));
	else
		changed = run_classes(stage, n, needed);
	if (stage->draft.failed ||
	    !(changed ? adopt(stage, n, text, former) : keep_former(stage, former)))
		return false;
	return !stage->warns || warn(stage, n, text, needed);
}

static bool
note_setting(struct zl_document *document, const struct zl_normalise_options *options)
{
	struct zl_buffer words = {0};

	zl_normalise_describe(options, &words);
	bool noted = !words.failed && zl_document_setting(document, "normalise", words.data);
	zl_buffer_free(&words);
	return noted;
}

static bool
was_normalised(const struct zl_document *document)
{
	for (size_t i = 0; i < document->settings.count; i++)
		if (zl_string_is(document->settings.items[i].name, "normalise"))
			return true;
	return false;
}

/*
 * Tries the repair of mojibake in paragraph n, and counts by which guesses it succeeds; whether it
 * does.
 */
static bool
count_guesses(struct stage *stage, uint32_t n, size_t counts[ZL_MOJIBAKE_GUESSES])
{
	const struct zl_string *text = &stage->document->paragraphs.items[n - 1].text;

	zl_draft_begin(&stage->draft, text->data, text->length);
	zl_change_mojibake(&stage->draft);
	for (unsigned i = 0; i < ZL_MOJIBAKE_GUESSES; i++)
		counts[i] += stage->draft.made >> i & 1;
	return stage->draft.made != 0;
}

/*
 * Scans every paragraph, and finds out which guesses at mojibake are to be trusted in the document:
 * those that hold for most of its doubtful paragraphs.  A heading of two characters or the cell of
 * a table cannot be told from an accented word otherwise.  False when memory is out.
 */
static bool
survey(struct stage *stage)
{
	size_t count = stage->document->paragraphs.count, doubtful = 0;
	size_t counts[ZL_MOJIBAKE_GUESSES] = {0};

	stage->needed = calloc(count + 1, sizeof(*stage->needed));
	if (stage->needed == NULL)
		return false;
	for (uint32_t n = 1; n <= count; n++) {
		const struct zl_string *text = &stage->document->paragraphs.items[n - 1].text;
		uint64_t needed =
		    zl_classes_needed(text->data, text->length) & classes_of(stage, n);
		stage->needed[n - 1] = needed;
		if ((needed >> ZL_CLASS_MOJIBAKE & 1) == 0)
			continue;
		doubtful++;
		if (!count_guesses(stage, n, counts))
			stage->needed[n - 1] |= TRIED;
	}
	for (unsigned i = 0; i < ZL_MOJIBAKE_GUESSES; i++)
		if (counts[i] >= 2 && counts[i] * 2 >= doubtful)
			stage->draft.trusted |= 1U << i;
	return !stage->draft.failed;
}

static bool
normalise_all(struct stage *stage)
{
	bool done = note_fonts(stage) && survey(stage) && list_anchors(stage);

	for (uint32_t n = 1; n <= stage->document->paragraphs.count && done; n++)
		done = normalise_paragraph(stage, n);
	return done && tell_leaders(stage);
}

enum zl_failure
zl_normalise(struct zl_document *document, const struct zl_normalise_options *options)
{
	struct stage stage = {
	    .document = document,
	    .classes = options->classes | ZL_LEADER,
	    .warns = !was_normalised(document),
	};

	if (!former_fit(document))
		return zl_document_fail(document, "normalise", ZL_INVALID_DOCUMENT, NULL, 0, 0,
					"its changes do not fit its text");
	stage.former = document->changes.items;
	stage.former_count = document->changes.count;
	memset(&document->changes, 0, sizeof(document->changes));
	if (!normalise_all(&stage) || !note_setting(document, options))
		zl_document_fail(document, "normalise", ZL_OUT_OF_MEMORY, NULL, 0, 0, "%s", "");
	zl_draft_free(&stage.draft);
	zl_buffer_free(&stage.before);
	free(stage.needed);
	free(stage.named_font);
	free(stage.anchors);
	free(stage.first_anchor);
	free(stage.former);
	if (document->error.code == ZL_OK)
		zl_document_assert(document);
	return document->error.code;
}
