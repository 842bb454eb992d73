/*
 * fields.c: text met in a field's code stays in the paragraph until the field proves to be one, by
 * its separator or its end; then it is taken out again.  A field that never ends hides nothing.
 */
#include "fields.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "equation.h"
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
					 .in_code = true};
	frame->code_depth++;
}

/* What refers to the text behind the offset in paragraph n now refers to the offset. */
static void
pull_back(struct zl_builder *builder, uint32_t n, size_t offset)
{
	struct zl_document *document = builder->document;

	for (size_t i = document->losses.count; i-- > 0;) {
		struct zl_loss *loss = &document->losses.items[i];
		if (loss->n != n || loss->offset <= offset)
			break;
		loss->offset = offset;
	}
	for (size_t i = builder->anchors.count; i-- > 0;) {
		struct zl_anchor *anchor = &builder->anchors.items[i];
		if (anchor->n != n || anchor->offset <= offset)
			break;
		anchor->offset = offset;
	}
	while (document->rubies.count > 0) {
		const struct zl_ruby *ruby = &document->rubies.items[document->rubies.count - 1];
		if (ruby->n != n || ruby->offset + ruby->length <= offset)
			break;
		document->rubies.count--;
	}
}

/*
 * A code is complete.  Once that of the outermost field is, the text that stood in it is no text of
 * the paragraph, but noted.
 */
static void
leave_code(struct zl_builder *builder, struct zl_field_state *field)
{
	struct zl_frame *frame = builder->frame;
	size_t from = field->n == frame->n ? field->at : 0;

	field->in_code = false;
	if (--frame->code_depth > 0 || frame->text.length <= from)
		return;
	struct zl_string text = {frame->text.data + from, frame->text.length - from};
	frame->text.length = from;
	zl_loss(builder, "field-code", 1, text);
	if (frame->text.data != NULL)
		frame->text.data[from] = '\0';
	pull_back(builder, frame->n, from);
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
	struct zl_buffer text = {0};
	bool exact = zl_equation(rest, &text);

	zl_buffer_byte(&text, '\0');
	if (text.failed) {
		zl_builder_exhausted(builder);
	} else if (text.data[0] != '\0') {
		zl_text_sign(builder, text.data);
		if (!exact && builder->fault->code == ZL_OK)
			zl_document_warn(builder->document, "equation-field", builder->frame->n,
					 "EQ%.*s", (int)(rest.length > 120 ? 120 : rest.length),
					 rest.data);
	}
	zl_buffer_free(&text);
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
	struct zl_string code = {builder->frame->code.data + field->code,
				 field->code_end - field->code};
	struct zl_string rest;

	if (field->is_box)
		zl_text_sign(builder, field->checked ? "☒" : "☐");
	else if (field->is_list && field->chosen.length > 0)
		zl_text_sign(builder, field->chosen.data);
	else if (code.length == 0)
		return;
	else if (code_is(code, "EQ", &rest))
		show_equation(builder, rest);
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
zl_field_box(struct zl_builder *builder, bool checked)
{
	struct zl_field_state *field = innermost(builder);

	if (field != NULL) {
		field->is_box = true;
		field->checked = checked;
	}
}

void
zl_field_choice(struct zl_builder *builder, int32_t entry)
{
	struct zl_field_state *field = innermost(builder);

	if (field != NULL) {
		field->is_list = true;
		field->entry = entry < 0 ? 0 : (uint32_t)entry;
	}
}

void
zl_field_entry(struct zl_builder *builder, struct zl_string words)
{
	struct zl_field_state *field = innermost(builder);

	if (field == NULL)
		return;
	field->is_list = true;
	if (field->entries++ == field->entry &&
	    !zl_arena_copy(&builder->arena, words.data, words.length, &field->chosen))
		zl_builder_exhausted(builder);
}
