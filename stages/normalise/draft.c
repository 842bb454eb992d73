/* draft.c */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

static void
add_edit(struct zl_draft *draft, struct zl_edits *edits, const struct zl_edit *edit)
{
	struct zl_edit *last = edits->count == 0 ? NULL : &edits->items[edits->count - 1];

	if (last != NULL && last->old_to == edit->old_from && last->new_to == edit->new_from &&
	    last->class_name == edit->class_name) {
		last->old_to = edit->old_to;
		last->new_to = edit->new_to;
		last->weight += edit->weight;
		return;
	}
	if (edits->count == edits->capacity) {
		size_t more = edits->capacity == 0 ? 16 : edits->capacity * 2;
		void *moved = reallocarray(edits->items, more, sizeof(*edits->items));
		if (moved == NULL) {
			draft->failed = true;
			return;
		}
		edits->items = moved;
		edits->capacity = more;
	}
	edits->items[edits->count++] = *edit;
}

void
zl_draft_begin(struct zl_draft *draft, const char *text, size_t length)
{
	draft->text = text;
	draft->length = length;
	draft->edits.count = draft->steps.count = 0;
	draft->copied = 0;
	draft->made = 0;
	zl_buffer_clear(&draft->next);
}

void
zl_draft_replace(struct zl_draft *draft, size_t from, size_t to, const char *bytes, size_t length)
{
	if (draft->failed ||
	    (length == to - from && memcmp(draft->text + from, bytes, length) == 0))
		return;
	zl_buffer_add(&draft->next, draft->text + draft->copied, from - draft->copied);
	const struct zl_edit step = {
	    .old_from = from,
	    .old_to = to,
	    .new_from = draft->next.length,
	    .new_to = draft->next.length + length,
	    .class_name = draft->class_name,
	    .weight = to - from + length,
	};
	zl_buffer_add(&draft->next, bytes, length);
	draft->copied = to;
	add_edit(draft, &draft->steps, &step);
}

void
zl_draft_put(struct zl_draft *draft, size_t from, size_t to, uint32_t code)
{
	char bytes[4];

	zl_draft_replace(draft, from, to, bytes, zl_utf8_write(code, bytes));
}

void
zl_draft_remove(struct zl_draft *draft, size_t from, size_t to)
{
	zl_draft_replace(draft, from, to, "", 0);
}

/*
 * Edits a lead from a first text to a second, steps b from the second to a third: a group is a run
 * of edits and steps that overlap in the second text, from first to last there.
 */
struct group {
	size_t first, last;
	const char *class_name;
	size_t weight;
	bool begun;
};

/* Takes the edit into the group if it begins it or overlaps it; first and last are its ends. */
static bool
join(struct group *group, const struct zl_edit *edit, size_t first, size_t last)
{
	if (group->begun && first >= group->last)
		return false;
	if (!group->begun) {
		*group = (struct group){first, last, edit->class_name, edit->weight, true};
		return true;
	}
	if (last > group->last)
		group->last = last;
	if (edit->weight > group->weight) {
		group->class_name = edit->class_name;
		group->weight = edit->weight;
	}
	return true;
}

/* Composes edits and steps into spare. */
static void
compose(struct zl_draft *draft)
{
	const struct zl_edit *a = draft->edits.items, *b = draft->steps.items;
	const struct zl_edit *a_end = a + draft->edits.count, *b_end = b + draft->steps.count;
	/* What leads from an offset of the second text, between edits, to the first and third;
	   differences wrap around as unsigned ones do. */
	size_t to_first = 0, to_third = 0;

	draft->spare.count = 0;
	while ((a < a_end || b < b_end) && !draft->failed) {
		struct group group = {0};
		struct zl_edit edit = {0};
		bool a_leads = b == b_end || (a < a_end && a->new_from <= b->old_from);
		edit.old_from = (a_leads ? a->new_from : b->old_from) + to_first;
		edit.new_from = (a_leads ? a->new_from : b->old_from) + to_third;
		for (bool joined = true; joined;) {
			joined = false;
			if (a < a_end && (a_leads || group.begun) &&
			    join(&group, a, a->new_from, a->new_to)) {
				to_first += (a->old_to - a->old_from) - (a->new_to - a->new_from);
				a++;
				joined = true;
			}
			if (b < b_end && (!a_leads || group.begun) &&
			    join(&group, b, b->old_from, b->old_to)) {
				to_third += (b->new_to - b->new_from) - (b->old_to - b->old_from);
				b++;
				joined = true;
			}
		}
		edit.old_to = group.last + to_first;
		edit.new_to = group.last + to_third;
		edit.class_name = group.class_name;
		edit.weight = group.weight;
		add_edit(draft, &draft->spare, &edit);
	}
}

static void
exchange_edits(struct zl_edits *a, struct zl_edits *b)
{
	struct zl_edits kept = *a;

	*a = *b;
	*b = kept;
}

bool
zl_draft_commit(struct zl_draft *draft)
{
	struct zl_buffer kept = draft->current;

	if (draft->steps.count == 0 || draft->failed)
		return false;
	zl_buffer_add(&draft->next, draft->text + draft->copied, draft->length - draft->copied);
	if (draft->edits.count == 0) {
		exchange_edits(&draft->edits, &draft->steps);
	} else {
		compose(draft);
		exchange_edits(&draft->edits, &draft->spare);
	}
	draft->failed = draft->failed || draft->next.failed;
	draft->current = draft->next;
	draft->next = kept;
	zl_buffer_clear(&draft->next);
	draft->text = draft->current.data;
	draft->length = draft->current.length;
	draft->copied = 0;
	draft->steps.count = 0;
	return !draft->failed;
}

void
zl_draft_precede(struct zl_draft *draft, const struct zl_edit *former, size_t count)
{
	exchange_edits(&draft->edits, &draft->steps);
	draft->edits.count = 0;
	for (size_t i = 0; i < count; i++)
		add_edit(draft, &draft->edits, &former[i]);
	compose(draft);
	exchange_edits(&draft->edits, &draft->spare);
	draft->steps.count = 0;
}

size_t
zl_edits_move(const struct zl_edits *edits, size_t offset)
{
	size_t low = 0, high = edits->count;

	while (low < high) { /* the first edit that begins behind offset */
		size_t middle = low + (high - low) / 2;
		if (edits->items[middle].old_from <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return offset;
	const struct zl_edit *edit = &edits->items[low - 1];
	if (offset >= edit->old_to)
		return offset - edit->old_to + edit->new_to;
	return edit->new_from;
}

void
zl_draft_free(struct zl_draft *draft)
{
	zl_buffer_free(&draft->next);
	zl_buffer_free(&draft->current);
	free(draft->edits.items);
	free(draft->steps.items);
	free(draft->spare.items);
	*draft = (struct zl_draft){0};
}
