/* notes.c: what stands beside the body: notes with their text, and readings above words. */
#include <stdlib.h>

#include "document/xml_text.h"
#include "record.h"

/* The children of the document's aside, by the note that they are of. */
struct groups {
	const struct zl_node *
	    *nodes;	 /* those of note i (from 1; 0: of none) are nodes[starts[i]] */
	size_t *starts;	 /* to, but not including, nodes[starts[i + 1]] */
	uint32_t *homes; /* the group + 1 that paragraph n went into; 0: none yet */
	bool apart;	 /* a paragraph's pieces went into two groups */
};

/*
 * Puts a child into the group of the note that its first paragraph is of, and gives that.  A child
 * is of one note, but for boxes within tables of headers and the like.
 */
static uint32_t
choose_group(const struct zl_document *document, const struct zl_node *child, struct groups *groups)
{
	uint32_t group = 0;
	bool found = false;

	for (const struct zl_node *node = child; node != NULL; node = zl_node_next(child, node)) {
		if (node->kind != ZL_NODE_TEXT)
			continue;
		uint32_t note = document->paragraphs.items[node->n - 1].note;
		if (!found && note <= document->notes.count)
			group = note;
		found = true;
		if (groups->homes[node->n] != 0 && groups->homes[node->n] != group + 1)
			groups->apart = true;
		groups->homes[node->n] = group + 1;
	}
	return group;
}

static bool
make_room(const struct zl_document *document, size_t count, struct groups *groups)
{
	groups->nodes = calloc(count + 1, sizeof(*groups->nodes));
	groups->starts = calloc(document->notes.count + 3, sizeof(*groups->starts));
	groups->homes = calloc(document->paragraphs.count + 1, sizeof(*groups->homes));
	return groups->nodes != NULL && groups->starts != NULL && groups->homes != NULL;
}

/*
 * Groups the children, each group in the order of the tree.  Where that would tear a paragraph's
 * pieces apart, all go into the group of no note.  False when memory is out.
 */
static bool
group_children(const struct zl_document *document, struct groups *groups)
{
	const struct zl_node *first = document->aside->first;
	size_t count = 0, at = 0, notes = document->notes.count;

	for (const struct zl_node *child = first; child != NULL; child = child->next)
		count++;
	uint32_t *chosen = calloc(count + 1, sizeof(*chosen));
	if (chosen == NULL || !make_room(document, count, groups)) {
		free(chosen);
		return false;
	}
	for (const struct zl_node *child = first; child != NULL; child = child->next)
		chosen[at++] = choose_group(document, child, groups);
	/* A counting sort.  Two places up, so that filling the groups leaves the starts in place.
	 */
	for (at = 0; at < count; at++)
		groups->starts[(groups->apart ? 0 : chosen[at]) + 2]++;
	for (size_t i = 2; i < notes + 3; i++)
		groups->starts[i] += groups->starts[i - 1];
	at = 0;
	for (const struct zl_node *child = first; child != NULL; child = child->next)
		groups->nodes[groups->starts[(groups->apart ? 0 : chosen[at++]) + 1]++] = child;
	free(chosen);
	return true;
}

static bool
write_group(struct zl_record *record, const struct groups *groups, size_t note)
{
	for (size_t i = groups->starts[note]; i < groups->starts[note + 1]; i++)
		if (!zl_record_tree(record, groups->nodes[i]))
			return false;
	return true;
}

static void
anchor(struct zl_record *record, uint32_t n, size_t offset)
{
	if (n == 0)
		return;
	zl_xml_attribute_number(record->out, "anchor", n);
	zl_xml_attribute_number(record->out, "offset",
				zl_positions_characters(&record->positions, n, offset));
}

static bool
write_note(struct zl_record *record, const struct groups *groups, size_t i)
{
	const struct zl_note *note = &record->document->notes.items[i - 1];

	zl_record_tag(record, zl_story_name(note->story));
	if (note->id.length > 0)
		zl_xml_attribute(record->out, "id", note->id);
	anchor(record, note->n, note->offset);
	if (note->author.length > 0)
		zl_xml_attribute(record->out, "author", note->author);
	if (note->date.length > 0)
		zl_xml_attribute(record->out, "date", note->date);
	if (!zl_record_holds(record, groups->starts[i] < groups->starts[i + 1]))
		return true;
	if (!write_group(record, groups, i))
		return false;
	zl_record_end(record, zl_story_name(note->story));
	return true;
}

static void
write_ruby(struct zl_record *record, const struct zl_ruby *ruby)
{
	struct zl_positions *positions = &record->positions;
	size_t from = zl_positions_characters(positions, ruby->n, ruby->offset);
	size_t to = zl_positions_characters(positions, ruby->n, ruby->offset + ruby->length);

	zl_record_tag(record, "ruby");
	zl_xml_attribute_number(record->out, "anchor", ruby->n);
	zl_xml_attribute_number(record->out, "offset", from);
	zl_xml_attribute_number(record->out, "length", to - from);
	zl_record_text(record, "ruby", ruby->text);
}

static bool
write_content(struct zl_record *record, const struct groups *groups)
{
	const struct zl_document *document = record->document;

	if (!write_group(record, groups, 0))
		return false;
	for (size_t i = 1; i <= document->notes.count; i++)
		if (!write_note(record, groups, i))
			return false;
	for (size_t i = 0; i < document->rubies.count; i++)
		write_ruby(record, &document->rubies.items[i]);
	return true;
}

enum zl_status
zl_record_notes(struct zl_record *record)
{
	struct groups groups = {0};
	const struct zl_document *document = record->document;

	zl_record_tag(record, "notes");
	if (!zl_record_holds(record, document->aside->first != NULL || document->notes.count > 0 ||
					 document->rubies.count > 0))
		return ZL_DONE;
	bool done = group_children(document, &groups);
	if (!done)
		zl_document_fail(record->document, "emit", ZL_OUT_OF_MEMORY, NULL, 0, 0, "%s",
				 "writing the notes");
	done = done && write_content(record, &groups);
	zl_record_end(record, "notes");
	free(groups.nodes);
	free(groups.starts);
	free(groups.homes);
	return done;
}
