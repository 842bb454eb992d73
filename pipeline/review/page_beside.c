/* page_beside.c: what a record says beside its text: source, facts, changes, losses, flags. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "page_read.h"

/* A name as a string that stays; absent when memory is out. */
static struct zl_string
kept(struct zl_page_reader *reader, const char *text, size_t length)
{
	struct zl_string copy = {0};

	if (!zl_arena_copy(&reader->page->arena, text, length, &copy))
		zl_page_stop(reader);
	return copy;
}

static void
enter_fact(struct zl_page_reader *reader, const char *name)
{
	struct zl_page_fact *fact = zl_vector_push(&reader->page->facts);
	struct zl_string own = zl_page_attribute(reader, "name"), date;

	if (fact == NULL) {
		zl_page_stop(reader);
		return;
	}
	fact->name = own.data != NULL ? own : kept(reader, name, strlen(name));
	fact->n = zl_page_number(reader, "n");
	date = zl_page_attribute(reader, "date");
	fact->from = date.data != NULL ? date : zl_page_attribute(reader, "from");
	fact->to = zl_page_attribute(reader, "to");
}

static void
enter_property(struct zl_page_reader *reader)
{
	struct zl_page_fact *property = zl_vector_push(&reader->page->properties);

	if (property == NULL)
		zl_page_stop(reader);
	else
		property->name = zl_page_attribute(reader, "name");
}

static void
enter_change(struct zl_page_reader *reader)
{
	struct zl_page_change *change = zl_vector_push(&reader->page->normalised);

	if (change == NULL) {
		zl_page_stop(reader);
		return;
	}
	change->n = zl_page_number(reader, "n");
	change->offset = zl_page_number(reader, "offset");
	change->class = zl_page_attribute(reader, "class");
	change->old = zl_page_attribute(reader, "old");
	change->new = zl_page_attribute(reader, "new");
}

static void
enter_loss(struct zl_page_reader *reader)
{
	struct zl_page_loss *loss = zl_vector_push(&reader->page->losses);

	if (loss == NULL) {
		zl_page_stop(reader);
		return;
	}
	loss->n = zl_page_number(reader, "n");
	loss->count = zl_page_number(reader, "count");
	loss->kind = zl_page_attribute(reader, "kind");
}

static void
enter_flag(struct zl_page_reader *reader, bool warning)
{
	struct zl_page_flag *flag = zl_vector_push(&reader->page->flags);

	if (flag == NULL) {
		zl_page_stop(reader);
		return;
	}
	flag->warning = warning;
	flag->n = zl_page_number(reader, "n");
	flag->from = zl_page_number(reader, "from");
	flag->to = zl_page_number(reader, "to");
	flag->code = zl_page_attribute(reader, "code");
	flag->finding = zl_page_attribute(reader, "finding");
	flag->value = zl_page_attribute(reader, "value");
}

static void
enter_ruby(struct zl_page_reader *reader)
{
	struct zl_page_ruby *ruby = zl_vector_push(&reader->page->ruby);

	if (ruby == NULL) {
		zl_page_stop(reader);
		return;
	}
	ruby->n = zl_page_number(reader, "anchor");
	ruby->offset = zl_page_number(reader, "offset");
	ruby->length = zl_page_number(reader, "length");
}

/* The elements that are there once and say what they say in attributes. */
static void
enter_once(struct zl_page_reader *reader, enum zl_page_element element)
{
	struct zl_page *page = reader->page;

	if (element == ZL_IN_SOURCE) {
		page->file = zl_page_attribute(reader, "file");
		page->format = zl_page_attribute(reader, "format");
		page->bytes = zl_page_attribute(reader, "bytes");
		page->sha256 = zl_page_attribute(reader, "sha256");
	} else if (element == ZL_IN_GENERATOR) {
		page->version = zl_page_attribute(reader, "version");
		page->rules = zl_page_attribute(reader, "rules");
		page->rules_version = zl_page_attribute(reader, "rules-version");
		page->corrections = zl_page_attribute(reader, "corrections-sha256");
	} else if (element == ZL_IN_NORMALISATION) {
		page->changes = zl_page_attribute(reader, "total");
		page->changes_listed = zl_page_attribute(reader, "listed");
	} else if (element == ZL_IN_QUALITY) {
		page->findings = zl_page_attribute(reader, "findings");
		page->paired = zl_page_attribute(reader, "paired");
		page->group = zl_page_attribute(reader, "group");
		page->unanswered = zl_page_attribute(reader, "unanswered");
		page->doubt = zl_page_number(reader, "doubt");
	}
}

bool
zl_page_beside_enter(struct zl_page_reader *reader, struct zl_page_frame *frame, const char *name)
{
	bool fact = frame->above == ZL_IN_DESCRIPTION;

	if (fact)
		enter_fact(reader, name);
	else if (frame->element == ZL_IN_PROPERTY)
		enter_property(reader);
	else if (frame->element == ZL_IN_CHANGE)
		enter_change(reader);
	else if (frame->element == ZL_IN_LOSS)
		enter_loss(reader);
	else if (frame->element == ZL_IN_WARNING || frame->element == ZL_IN_FLAG)
		enter_flag(reader, frame->element == ZL_IN_WARNING);
	else if (frame->element == ZL_IN_RUBY)
		enter_ruby(reader);
	else {
		enter_once(reader, frame->element);
		return frame->element != ZL_IN_FLOW && frame->element < ZL_IN_NODE;
	}
	if (fact)
		frame->element = ZL_IN_FLOW;
	frame->gathers = true;
	zl_buffer_clear(&reader->gathered);
	return true;
}

void
zl_page_beside_leave(struct zl_page_reader *reader, const struct zl_page_frame *frame)
{
	struct zl_page *page = reader->page;
	struct zl_string text =
	    kept(reader, reader->gathered.length > 0 ? reader->gathered.data : "",
		 reader->gathered.length);

	zl_buffer_clear(&reader->gathered);
	if (frame->above == ZL_IN_DESCRIPTION)
		page->facts.items[page->facts.count - 1].text = text;
	else if (frame->element == ZL_IN_PROPERTY)
		page->properties.items[page->properties.count - 1].text = text;
	else if (frame->element == ZL_IN_LOSS)
		page->losses.items[page->losses.count - 1].text = text;
	else if (frame->element == ZL_IN_WARNING || frame->element == ZL_IN_FLAG)
		page->flags.items[page->flags.count - 1].text = text;
	else if (frame->element == ZL_IN_RUBY)
		page->ruby.items[page->ruby.count - 1].text = text;
}

const struct zl_page_fact *
zl_page_fact_of(const struct zl_page *page, const char *name)
{
	for (size_t i = 0; i < page->facts.count; i++)
		if (zl_string_is(page->facts.items[i].name, name))
			return &page->facts.items[i];
	return NULL;
}

void
zl_page_clear(struct zl_page *page)
{
	struct zl_page kept = *page;

	zl_arena_free(&kept.arena);
	*page = (struct zl_page){.text = kept.text};
	zl_buffer_clear(&page->text);
#define KEEP(vector)                                                                               \
	page->vector.items = kept.vector.items, page->vector.capacity = kept.vector.capacity
	KEEP(pieces);
	KEEP(nodes);
	KEEP(cells);
	KEEP(notes);
	KEEP(facts);
	KEEP(properties);
	KEEP(normalised);
	KEEP(losses);
	KEEP(flags);
	KEEP(ruby);
#undef KEEP
}

void
zl_page_free(struct zl_page *page)
{
	zl_arena_free(&page->arena);
	zl_buffer_free(&page->text);
	free(page->pieces.items);
	free(page->nodes.items);
	free(page->cells.items);
	free(page->notes.items);
	free(page->facts.items);
	free(page->properties.items);
	free(page->normalised.items);
	free(page->losses.items);
	free(page->flags.items);
	free(page->ruby.items);
	*page = (struct zl_page){0};
}

void
zl_page_pieces(const struct zl_page *page, uint32_t n, size_t *first, size_t *end)
{
	*first = page->begin[n];
	*end = page->begin[n + 1];
}

void
zl_page_words(const struct zl_page *page, uint32_t n, uint32_t from, uint32_t to,
	      struct zl_buffer *out)
{
	size_t first, end;
	uint32_t at = 0;

	if (n == 0 || n > page->paragraphs)
		return;
	for (zl_page_pieces(page, n, &first, &end); first < end && at < to; first++) {
		const struct zl_page_piece *piece = &page->pieces.items[page->order[first]];
		const char *text = page->text.data + piece->from;
		if (piece->computed || piece->length == 0)
			continue;
		size_t begin = zl_utf8_offset(text, piece->length, from > at ? from - at : 0);
		size_t stop = zl_utf8_offset(text, piece->length, to - at);
		if (stop > begin)
			zl_buffer_add(out, text + begin, stop - begin);
		at += (uint32_t)zl_utf8_count(text, piece->length);
	}
}
