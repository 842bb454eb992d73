/*
 * fields.c: text met in a field's code stays in the paragraph until the field proves to be one, by
 * its separator or its end; then it is taken out again.  A field that never ends hides nothing.
 */
#include "fields.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "equation.h"
#include "losses.h"
#include "paragraph.h"
#include "places.h"
#include "text.h"

/* The innermost open field, NULL for none. */
static struct zl_field_state *
innermost(struct zl_builder *builder)
{
	struct zl_frame *frame = builder->frame;

	if (zl_builder_is_idle(builder) || frame->fields.count == 0)
		return NULL;
	return &frame->fields.items[frame->fields.count - 1];
}

void
zl_field_begin(struct zl_builder *builder)
{
	size_t at;
	uint32_t n = zl_place(builder, &at);
	struct zl_frame *frame = builder->frame;

	if (n == 0)
		return;
	struct zl_field_state *field = zl_builder_add(builder, &frame->fields);
	if (field == NULL)
		return;
	*field = (struct zl_field_state){.code = frame->code.length,
					 .code_end = frame->code.length,
					 .n = n,
					 .at = at,
					 .losses = builder->document->losses.count,
					 .anchors = builder->anchors.count,
					 .in_code = true};
	frame->code_depth++;
}

/* Where the code that began with the field begins in paragraph n, one of its own or a later one. */
static size_t
begin_in(const struct zl_field_state *field, uint32_t n)
{
	return n == field->n ? field->at : 0;
}

/* Whether the paragraph is one of the frame's: a text box within the code is none of it. */
static bool
is_of_frame(const struct zl_builder *builder, uint32_t n)
{
	const struct zl_document *document = builder->document;

	if (n == 0 || n > document->paragraphs.count)
		return false;
	const struct zl_paragraph *paragraph = &document->paragraphs.items[n - 1];
	return paragraph->note == builder->frame->note && paragraph->story == builder->frame->story;
}

/* Whether the place, in paragraph first or a later one, stands before the code. */
static bool
is_before(const struct zl_field_state *field, uint32_t first, uint32_t n, size_t offset)
{
	return n < first || (n == field->n && offset <= field->at);
}

/*
 * What refers to text in the field's code, from paragraph first on, now refers to where the code
 * begins.  The lists are in the order of places: those at their ends are looked at, and none that
 * was there before the field.
 */
static void
pull_back(struct zl_builder *builder, const struct zl_field_state *field, uint32_t first)
{
	struct zl_document *document = builder->document;

	for (size_t i = document->losses.count; i-- > field->losses;) {
		struct zl_loss *loss = &document->losses.items[i];
		if (is_before(field, first, loss->n, loss->offset))
			break;
		if (is_of_frame(builder, loss->n))
			loss->offset = begin_in(field, loss->n);
	}
	for (size_t i = builder->anchors.count; i-- > field->anchors;) {
		struct zl_anchor *anchor = &builder->anchors.items[i];
		if (is_before(field, first, anchor->n, anchor->offset))
			break;
		if (is_of_frame(builder, anchor->n))
			anchor->offset = begin_in(field, anchor->n);
	}
	while (document->rubies.count > 0) {
		const struct zl_ruby *ruby = &document->rubies.items[document->rubies.count - 1];
		if (is_before(field, first, ruby->n, ruby->offset) ||
		    !is_of_frame(builder, ruby->n))
			break;
		document->rubies.count--;
	}
}

/* Takes the text behind the offset, code of a field, out of a paragraph that is set down already.
 */
static void
cut_paragraph(struct zl_builder *builder, uint32_t n, size_t from)
{
	struct zl_string *text = &builder->document->paragraphs.items[n - 1].text;

	if (text->length <= from)
		return;
	if (builder->silent == 0)
		zl_loss_add(builder, "field-code", 1,
			    (struct zl_string){text->data + from, text->length - from}, n, from);
	text->length = from;
}

/*
 * Whether the field's code stands together with the paragraph being read, from its own on: a code
 * does not leave its cell.
 */
static bool
stands_together(const struct zl_builder *builder, const struct zl_field_state *field)
{
	const struct zl_paragraph *all = builder->document->paragraphs.items;

	assert(field->n > 0 && field->n <= builder->frame->n);
	const struct zl_paragraph *first = &all[field->n - 1], *last = &all[builder->frame->n - 1];

	return first->table == last->table && first->row == last->row &&
	       first->column == last->column;
}

/*
 * A code is complete.  Once that of the outermost field is, the text that stood in it is no text of
 * the paragraph, but noted.
 */
static void
leave_code(struct zl_builder *builder, struct zl_field_state *field)
{
	struct zl_frame *frame = builder->frame;

	assert(frame->code_depth > 0 && frame->code_depth <= frame->fields.count);
	field->in_code = false;
	if (--frame->code_depth > 0 || !zl_paragraph_need(builder))
		return;
	size_t from = begin_in(field, frame->n);
	uint32_t first = stands_together(builder, field) ? field->n : frame->n;
	pull_back(builder, field, first);
	for (uint32_t n = first; n < frame->n; n++)
		if (is_of_frame(builder, n))
			cut_paragraph(builder, n, begin_in(field, n));
	if (frame->text.length <= from)
		return;
	struct zl_string text = {frame->text.data + from, frame->text.length - from};
	frame->text.length = from;
	zl_loss(builder, "field-code", 1, text);
	if (frame->text.data != NULL)
		frame->text.data[from] = '\0';
}

void
zl_field_separate(struct zl_builder *builder)
{
	struct zl_field_state *field = innermost(builder);

	if (field == NULL || !field->in_code)
		return;
	leave_code(builder, field);
	field->separated = true;
	field->seen = builder->text_seen;
}

/* The first word of a code, in any case, and what follows it. */
static bool
code_is(struct zl_string code, const char *word, struct zl_string *rest)
{
	size_t length = strlen(word), i = 0;

	while (i < code.length && (code.data[i] == ' ' || code.data[i] == '\t'))
		i++;
	if (code.length - i < length || strncasecmp(code.data + i, word, length) != 0)
		return false;
	i += length;
	if (i < code.length && code.data[i] != ' ' && code.data[i] != '\\' && code.data[i] != '\t')
		return false;
	*rest = (struct zl_string){code.data + i, code.length - i};
	return true;
}

/* SYMBOL: a character by its number, in a font: 17.16.5.65. */
static void
show_symbol(struct zl_builder *builder, struct zl_string rest)
{
	struct zl_string font = {0};
	char digits[16] = "";
	size_t i = 0, length = 0;

	while (i < rest.length && rest.data[i] == ' ')
		i++;
	while (i < rest.length && rest.data[i] != ' ' && length + 1 < sizeof(digits))
		digits[length++] = rest.data[i++];
	unsigned long code = strtoul(digits, NULL, 0);
	const char *end = rest.data + rest.length;
	const char *quote = memchr(rest.data + i, '"', rest.length - i);
	const char *close =
	    quote == NULL ? NULL : memchr(quote + 1, '"', (size_t)(end - quote - 1));
	if (close != NULL)
		font = (struct zl_string){quote + 1, (size_t)(close - quote - 1)};
	if (code <= 0xFFFF)
		zl_text_symbol(builder, font, (uint32_t)code);
}

/* Shows what Word makes of an EQ field. */
static void
show_equation(struct zl_builder *builder, struct zl_string rest)
{
	struct zl_equation equation = {0};
	bool exact = zl_equation_read(&equation, rest);
	size_t from = builder->frame->text.length;

	if (equation.failed) {
		zl_builder_exhausted(builder);
	} else if (equation.text.length > 0) {
		zl_text_sign(builder, equation.text.data);
		for (size_t i = 0; i < equation.readings.count; i++) {
			const struct zl_reading *reading = &equation.readings.items[i];
			zl_ruby_add(builder, from + reading->from, reading->to - reading->from,
				    reading->text);
		}
		if (!exact && builder->fault->code == ZL_OK)
			zl_document_warn(builder->document, "equation-field", builder->frame->n,
					 "EQ%.*s", (int)(rest.length > 120 ? 120 : rest.length),
					 rest.data);
	}
	zl_equation_free(&equation);
}

/* MACROBUTTON and GOTOBUTTON: behind what the button does, the text that it shows: 17.16.5.37. */
static void
show_button(struct zl_builder *builder, struct zl_string rest)
{
	char text[512];
	size_t i = 0, length = 0;

	while (i < rest.length && rest.data[i] == ' ')
		i++;
	while (i < rest.length && rest.data[i] != ' ')
		i++;
	while (i < rest.length && rest.data[i] == ' ')
		i++;
	length = rest.length - i < sizeof(text) ? rest.length - i : sizeof(text) - 1;
	while (length > 0 &&
	       (rest.data[i + length - 1] == ' ' ||
		(length < rest.length - i && zl_utf8_is_continuation(rest.data[i + length]))))
		length--;
	if (length == 0)
		return;
	memcpy(text, rest.data + i, length);
	text[length] = '\0';
	zl_text_sign(builder, text);
}

/* Fields that Word computes anew for display; without a stored result nothing is known of it. */
static bool
is_computed(struct zl_string code)
{
	static const char *const words[] = {"PAGE",	"NUMPAGES",   "SECTIONPAGES", "SECTION",
					    "DATE",	"TIME",	      "SEQ",	      "REF",
					    "PAGEREF",	"AUTONUM",    "AUTONUMLGL",   "AUTONUMOUT",
					    "LISTNUM",	"FILENAME",   "AUTHOR",	      "TITLE",
					    "STYLEREF", "CREATEDATE", "SAVEDATE",     "PRINTDATE"};
	struct zl_string rest;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (code_is(code, words[i], &rest))
			return true;
	return false;
}

/* Shows a field that has no stored result. */
static void
show(struct zl_builder *builder, const struct zl_field_state *field)
{
	size_t length = field->code_end - field->code;
	struct zl_string code = {length == 0 ? "" : builder->frame->code.data + field->code,
				 length};
	struct zl_string rest;

	if (field->is_box)
		zl_text_sign(builder, field->checked ? "☒" : "☐");
	else if (field->chosen.length > 0)
		zl_text_sign(builder, field->chosen.data);
	else if (code.length == 0)
		return;
	else if (code_is(code, "EQ", &rest))
		show_equation(builder, rest);
	else if (code_is(code, "MACROBUTTON", &rest) || code_is(code, "GOTOBUTTON", &rest))
		show_button(builder, rest);
	else if (code_is(code, "SYMBOL", &rest))
		show_symbol(builder, rest);
	else if (is_computed(code))
		zl_loss(builder, "field", 1, code);
}

/* Takes the field's code out of the frame's; what its result added to an outer code stays. */
static void
drop_code(struct zl_frame *frame, const struct zl_field_state *field)
{
	size_t length = field->code_end - field->code;

	assert(field->code <= field->code_end && field->code_end <= frame->code.length);
	if (length == 0)
		return;
	memmove(frame->code.data + field->code, frame->code.data + field->code_end,
		frame->code.length - field->code_end);
	frame->code.length -= length;
}

void
zl_field_end(struct zl_builder *builder)
{
	struct zl_field_state *field = innermost(builder);
	struct zl_frame *frame = builder->frame;

	if (field == NULL)
		return;
	if (field->in_code)
		leave_code(builder, field);
	struct zl_field_state ended = *field;
	frame->fields.count--;
	if (!ended.separated || ended.seen == builder->text_seen)
		show(builder, &ended);
	drop_code(frame, &ended);
	if (frame->fields.count > 0 && frame->fields.items[frame->fields.count - 1].in_code)
		frame->fields.items[frame->fields.count - 1].code_end = frame->code.length;
}

void
zl_field_simple_begin(struct zl_builder *builder, struct zl_string instruction)
{
	zl_field_begin(builder);
	zl_field_code(builder, instruction.data, instruction.length);
	zl_field_separate(builder);
}

void
zl_field_simple_end(struct zl_builder *builder)
{
	zl_field_end(builder);
}

void
zl_field_box(struct zl_builder *builder, bool checked, bool by_default)
{
	struct zl_field_state *field = innermost(builder);

	if (field == NULL)
		return;
	field->is_box = true;
	if (by_default && field->is_settled)
		return;
	field->checked = checked;
	field->is_settled = !by_default;
}

void
zl_field_choice(struct zl_builder *builder, int32_t entry, bool by_default)
{
	struct zl_field_state *field = innermost(builder);

	if (field == NULL || (by_default && field->is_settled))
		return;
	field->entry = entry < 0 ? 0 : (uint32_t)entry;
	field->is_settled = !by_default;
}

void
zl_field_entry(struct zl_builder *builder, struct zl_string text)
{
	struct zl_field_state *field = innermost(builder);

	if (field != NULL && field->entries++ == field->entry &&
	    !zl_arena_copy(&builder->arena, text.data, text.length, &field->chosen))
		zl_builder_exhausted(builder);
}

void
zl_field_text(struct zl_builder *builder, struct zl_string by_default)
{
	struct zl_field_state *field = innermost(builder);

	if (field != NULL &&
	    !zl_arena_copy(&builder->arena, by_default.data, by_default.length, &field->chosen))
		zl_builder_exhausted(builder);
}
