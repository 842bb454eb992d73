/* draft.c: edits of one class after another become edits of the first text. */
#include "draft.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "base/utf8.h"
#include "base/vector.h"

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
	assert(last == NULL || (last->old_to <= edit->old_from && last->new_to <= edit->new_from));
	struct zl_edit *added = zl_vector_push(edits);
	if (added == NULL)
		draft->failed = true;
	else
		*added = *edit;
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
 * Edits lead from a first text to a second, steps from the second to a third.  A group is a run of
 * edits and steps that overlap in the second text; it becomes one edit from the first to the third.
 */
struct group {
	size_t last; /* where it ends in the second text */
	const char *class_name;
	size_t weight;
};

/* What of edits and steps is still to compose. */
struct composing {
	const struct zl_edit *edit, *edit_end, *step, *step_end;
	/* What leads from an offset of the second text, between edits, to the first and third;
	   differences wrap around as unsigned ones do. */
	size_t to_first, to_third;
};

static void
join(struct group *group, const struct zl_edit *edit, size_t last)
{
	if (last > group->last)
		group->last = last;
	if (group->class_name == NULL || edit->weight > group->weight) {
		group->class_name = edit->class_name;
		group->weight = edit->weight;
	}
}

static void
join_edit(struct composing *composing, struct group *group)
{
	const struct zl_edit *edit = composing->edit++;

	join(group, edit, edit->new_to);
	composing->to_first += (edit->old_to - edit->old_from) - (edit->new_to - edit->new_from);
}

static void
join_step(struct composing *composing, struct group *group)
{
	const struct zl_edit *step = composing->step++;

	join(group, step, step->old_to);
	composing->to_third += (step->new_to - step->new_from) - (step->old_to - step->old_from);
}

/* The next group as one edit. */
static struct zl_edit
compose_group(struct composing *c)
{
	bool edit_leads = c->step == c->step_end ||
			  (c->edit < c->edit_end && c->edit->new_from <= c->step->old_from);
	const size_t first = edit_leads ? c->edit->new_from : c->step->old_from;
	struct group group = {.last = first};
	struct zl_edit edit = {
	    .old_from = first + c->to_first,
	    .new_from = first + c->to_third,
	};

	if (edit_leads)
		join_edit(c, &group);
	else
		join_step(c, &group);
	for (;;) { /* what begins before the group's end overlaps it, what begins there does not */
		if (c->edit < c->edit_end && c->edit->new_from < group.last)
			join_edit(c, &group);
		else if (c->step < c->step_end && c->step->old_from < group.last)
			join_step(c, &group);
		else
			break;
	}
	edit.old_to = group.last + c->to_first;
	edit.new_to = group.last + c->to_third;
	edit.class_name = group.class_name;
	edit.weight = group.weight;
	return edit;
}

/* Composes edits and steps into spare. */
static void
compose(struct zl_draft *draft)
{
	struct composing composing = {
	    .edit = draft->edits.items,
	    .edit_end = draft->edits.items + draft->edits.count,
	    .step = draft->steps.items,
	    .step_end = draft->steps.items + draft->steps.count,
	};

	draft->spare.count = 0;
	while ((composing.edit < composing.edit_end || composing.step < composing.step_end) &&
	       !draft->failed) {
		const struct zl_edit edit = compose_group(&composing);
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
	/* The first edit that begins behind offset: an edit begins with old_from. */
	size_t behind = zl_search_behind(&offset, edits->items, edits->count, sizeof(*edits->items),
					 zl_compare_size);

	if (behind == 0)
		return offset;
	const struct zl_edit *edit = &edits->items[behind - 1];
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
