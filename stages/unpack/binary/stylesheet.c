/* stylesheet.c: a header that tells its own length, then a definition (STD) a style. */
#include "stylesheet.h"

#include <stdio.h>
#include <string.h>

#include "properties.h"
#include "style_names.h"
#include "utf16.h"

enum {
	STI = 0xFFF,
	NO_BASE = 0xFFF,
	PARAGRAPH = 1, /* stk */
	CHARACTER = 2,
	HEADING_FIRST = 1, /* sti of heading 1 */
	HEADING_LAST = 9
};

/* What the beginning of an STD says: [MS-DOC] 2.9.259. */
struct definition {
	const struct zl_stylesheet_form *form;
	struct zl_bytes bytes;
	unsigned sti, kind, base;
	size_t name; /* where it stands */
};

static void
write_id(unsigned number, char id[8])
{
	snprintf(id, 8, "%u", number);
}

/* Where the style's name begins, behind its length, and how many bytes it has. */
static struct zl_bytes
name_of(const struct definition *definition)
{
	size_t at = definition->name;

	return definition->form->code_page != 0
		   ? zl_bytes_at(definition->bytes, at + 1, zl_byte(definition->bytes, at))
		   : zl_bytes_at(definition->bytes, at + 2,
				 (size_t)2 * zl_little16(definition->bytes, at));
}

/* The style's name: Word's own by its sti, another as it stands, aliases behind a comma left out.
 */
static bool
read_name(struct zl_builder *builder, const struct definition *definition, struct zl_style *style)
{
	struct zl_bytes stored = name_of(definition);
	const char *own = zl_style_name(definition->sti);
	struct zl_buffer name = {0};

	if (own != NULL) {
		style->name = zl_string(own);
		return true;
	}
	if (definition->form->code_page != 0)
		zl_code_page_add(&name, definition->form->code_page, (const char *)stored.data,
				 stored.size);
	else
		zl_utf16_add(&name, stored, 0, stored.size / 2);
	const char *comma = name.length == 0 ? NULL : memchr(name.data, ',', name.length);
	size_t end = comma == NULL ? name.length : (size_t)(comma - name.data);
	bool done =
	    !name.failed && zl_document_copy(builder->document, name.data == NULL ? "" : name.data,
					     end, &style->name);
	zl_buffer_free(&name);
	return done;
}

/* The next UPX of a style: [MS-DOC] 2.9.343; even offsets, counted from the STD. */
static struct zl_bytes
next_upx(struct zl_bytes bytes, size_t *at)
{
	size_t length = zl_little16(bytes, *at);
	struct zl_bytes upx = zl_bytes_at(bytes, *at + 2, length);

	*at += 2 + length + (length & 1);
	return upx;
}

static void
read_paragraph(struct zl_style *style, zl_sprm_reader *next_sprm, struct zl_bytes grpprl)
{
	struct zl_binary_paragraph paragraph = zl_binary_paragraph_nothing;
	struct zl_sprm sprm;

	for (size_t at = 0; next_sprm(grpprl, &at, &sprm);)
		zl_binary_paragraph_apply(&paragraph, &sprm);
	style->list = paragraph.list;
	style->list_level = paragraph.level;
	style->outline = paragraph.outline;
	style->centred = paragraph.centred;
	style->page_break = paragraph.page_break;
}

/* A toggle of a style: 0x80 leaves what the base has. */
static int8_t
toggle(int16_t value)
{
	return value == 0x80 ? ZL_UNSET : value == 0x81 ? 1 : (int8_t)value;
}

/* Gives the number of the font that is told; -1 for none. */
static int32_t
read_characters(struct zl_style *style, zl_sprm_reader *next_sprm, struct zl_bytes grpprl)
{
	struct zl_binary_run run = zl_binary_run_nothing;
	struct zl_sprm sprm;

	for (size_t at = 0; next_sprm(grpprl, &at, &sprm);)
		zl_binary_run_apply(&run, &sprm);
	style->bold = toggle(run.bold);
	style->hidden = toggle(run.hidden);
	return run.font;
}

/* Gives the font as read_characters does. */
static int32_t
read_properties(const struct definition *definition, struct zl_style *style)
{
	size_t unit = definition->form->code_page != 0 ? 1 : 2; /* of the length, and the zero */
	size_t at = definition->name + unit + name_of(definition).size + unit;
	zl_sprm_reader *next_sprm = definition->form->next_sprm;
	int32_t font = -1;

	at += at & 1;
	if (definition->kind == PARAGRAPH) {
		style->kind = ZL_STYLE_PARAGRAPH;
		struct zl_bytes upx = next_upx(definition->bytes, &at);
		read_paragraph(style, next_sprm, zl_bytes_at(upx, 2, upx.size));
	}
	if (definition->kind == PARAGRAPH || definition->kind == CHARACTER)
		font = read_characters(style, next_sprm, next_upx(definition->bytes, &at));
	if (definition->kind == CHARACTER)
		style->kind = ZL_STYLE_CHARACTER;
	if (style->outline == ZL_UNSET && definition->sti >= HEADING_FIRST &&
	    definition->sti <= HEADING_LAST && definition->kind == PARAGRAPH)
		style->outline = (int8_t)(definition->sti - HEADING_FIRST);
	return font;
}

static bool
add_style(struct zl_builder *builder, unsigned number, const struct definition *definition)
{
	struct zl_style *style = zl_builder_add(builder, &builder->styles);
	char id[8], base[8];

	if (style == NULL)
		return false;
	*style = zl_style_nothing;
	write_id(number, id);
	write_id(definition->base, base);
	style->kind = ZL_STYLE_OTHER;
	style->is_default = number == 0;
	int32_t font = read_properties(definition, style);
	if (definition->form->fonts != NULL)
		definition->form->fonts[number] =
		    (struct zl_style_font){font, (uint16_t)definition->base};
	return zl_arena_copy(&builder->arena, id, strlen(id), &style->id) &&
	       (definition->base == NO_BASE ||
		zl_arena_copy(&builder->arena, base, strlen(base), &style->based_on)) &&
	       read_name(builder, definition, style);
}

void
zl_stylesheet_read(struct zl_builder *builder, struct zl_bytes stsh,
		   const struct zl_stylesheet_form *form)
{
	size_t at = 2 + (size_t)zl_little16(stsh, 0);
	unsigned count = zl_little16(stsh, 2), name = zl_little16(stsh, 4);

	builder->styles.defaults = zl_style_nothing;
	for (unsigned i = 0; i < count && i < ZL_STYLES_MOST && zl_bytes_has(stsh, at, 2); i++) {
		size_t length = zl_little16(stsh, at);
		struct definition definition = {
		    .form = form, .bytes = zl_bytes_at(stsh, at + 2, length), .name = name};
		at += 2 + length + (length & 1);
		if (length == 0)
			continue;
		definition.sti = zl_little16(definition.bytes, 0) & STI;
		definition.kind = zl_little16(definition.bytes, 2) & 0xF;
		definition.base = zl_little16(definition.bytes, 2) >> 4;
		if (!add_style(builder, i, &definition)) {
			zl_builder_exhausted(builder);
			return;
		}
	}
	zl_styles_settle(&builder->styles);
}
