/* fields.c: fields from the record, and the 档号 that is built from them. */
#include "fields.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "pipeline/records/reader.h"

#define NAME(identifier, name, alias, group, element) name,
const char *const zl_field_names[ZL_FIELD_COUNT] = {ZL_FIELDS(NAME)};
#undef NAME
#define ALIAS(identifier, name, alias, group, element) alias,
const char *const zl_field_aliases[ZL_FIELD_COUNT] = {ZL_FIELDS(ALIAS)};
#undef ALIAS

/* DA/T 22-2015. */
const char zl_code_pattern[] =
    "{全宗号}-{档案门类代码}·{年度}-{保管期限:code}-{机构或问题}-{件号:04}";

enum zl_field
zl_field_of(const char *name, size_t length)
{
	for (size_t i = 0; i < ZL_FIELD_COUNT; i++) {
		const char *const names[] = {zl_field_names[i], zl_field_aliases[i]};
		for (size_t k = 0; k < 2; k++)
			if (strlen(names[k]) == length && memcmp(names[k], name, length) == 0)
				return (enum zl_field)i;
	}
	return ZL_FIELD_COUNT;
}

/* A piece of a pattern: literal text, then a field, and how it is written. */
struct piece {
	const char *text, *name, *format;
	size_t text_length, name_length, format_length;
	enum zl_field field; /* ZL_FIELD_COUNT with a name: it is unknown; without: the end */
};

static const char *
take_piece(const char *pattern, struct piece *piece)
{
	size_t text = strcspn(pattern, "{");

	*piece = (struct piece){.text = pattern, .text_length = text, .field = ZL_FIELD_COUNT};
	if (pattern[text] == '\0')
		return pattern + text;
	const char *name = pattern + text + 1;
	size_t all = strcspn(name, "}"), length = strcspn(name, ":}");
	piece->name = name;
	piece->name_length = length;
	piece->format = name + length + (length < all);
	piece->format_length = all - length - (length < all);
	piece->field = zl_field_of(name, length);
	return name + all + (name[all] == '}');
}

bool
zl_code_is_known(const char *pattern, const char **name, size_t *length)
{
	struct piece piece;

	while (*pattern != '\0') {
		pattern = take_piece(pattern, &piece);
		if (piece.name != NULL && piece.field == ZL_FIELD_COUNT) {
			*name = piece.name;
			*length = piece.name_length;
			return false;
		}
	}
	return true;
}

/* 机构或问题 may be left out, and what stands before it with it. */
static bool
may_lack(enum zl_field field)
{
	return field == ZL_FIELD_OFFICE;
}

uint64_t
zl_code_lacks(const struct zl_fields *fields, const char *pattern)
{
	struct piece piece;
	uint64_t lacks = 0;

	while (*pattern != '\0') {
		pattern = take_piece(pattern, &piece);
		if (piece.field != ZL_FIELD_COUNT && !may_lack(piece.field) &&
		    fields->values[piece.field].data == NULL)
			lacks |= (uint64_t)1 << piece.field;
	}
	return lacks;
}

/* A value as the format has it: "code" of a period of retention, "04" for digits. */
static void
add_value(struct zl_buffer *code, const struct piece *piece, struct zl_string value)
{
	static const char *const codes[][2] = {{"永久", "Y"}, {"30年", "D30"}, {"10年", "D10"}};

	if (piece->format_length == 4 && memcmp(piece->format, "code", 4) == 0)
		for (size_t i = 0; i < 3; i++)
			if (zl_string_is(value, codes[i][0]))
				value = zl_string(codes[i][1]);
	if (piece->format_length >= 2 && piece->format[0] == '0')
		for (size_t i = value.length; i < (size_t)(piece->format[1] - '0'); i++)
			zl_buffer_byte(code, '0');
	zl_buffer_add(code, value.data, value.length);
}

static enum zl_status
build_code(struct zl_fields *fields, const char *pattern)
{
	struct zl_buffer code = {0};
	struct piece piece;
	bool done = true;

	if (zl_code_lacks(fields, pattern) != 0)
		return ZL_DONE;
	while (*pattern != '\0') {
		pattern = take_piece(pattern, &piece);
		if (piece.field != ZL_FIELD_COUNT && fields->values[piece.field].data == NULL)
			continue;
		zl_buffer_add(&code, piece.text, piece.text_length);
		if (piece.field != ZL_FIELD_COUNT)
			add_value(&code, &piece, fields->values[piece.field]);
	}
	if (code.length > 0)
		done = zl_arena_copy(&fields->arena, code.data, code.length,
				     &fields->values[ZL_FIELD_CODE]);
	done = done && !code.failed;
	zl_buffer_free(&code);
	return done ? ZL_DONE : ZL_FAILED;
}

/* The first fact that rules of an own family name so. */
static struct zl_string
fact(const struct zl_record_rows *rows, const char *name)
{
	for (size_t i = 0; i < rows->tables[ZL_TABLE_FACTS].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, ZL_TABLE_FACTS, i);
		if (zl_string_is(row[ZL_FACTS_NAME], name))
			return row[ZL_FACTS_TEXT];
	}
	return (struct zl_string){0};
}

static void
fill(struct zl_fields *fields, enum zl_field field, struct zl_string value)
{
	if (fields->values[field].data == NULL)
		fields->values[field] = value;
}

/* The date without its signs: 20240506. */
static enum zl_status
fill_date(struct zl_fields *fields, struct zl_string date)
{
	char digits[9];

	if (fields->values[ZL_FIELD_DATE].data != NULL || date.length != 10)
		return ZL_DONE;
	snprintf(digits, sizeof(digits), "%.4s%.2s%.2s", date.data, date.data + 5, date.data + 8);
	return zl_arena_copy(&fields->arena, digits, 8, &fields->values[ZL_FIELD_DATE]) ? ZL_DONE
											: ZL_FAILED;
}

/* The statements of all findings, as one text. */
static enum zl_status
fill_abstract(struct zl_fields *fields, const struct zl_record_rows *rows)
{
	struct zl_buffer text = {0};
	bool done = true;

	for (size_t i = 0; i < rows->tables[ZL_TABLE_FINDINGS].count; i++) {
		struct zl_string statement =
		    zl_rows_at(rows, ZL_TABLE_FINDINGS, i)[ZL_FINDINGS_STATEMENT];
		if (statement.data == NULL)
			continue;
		if (text.length > 0)
			zl_buffer_text(&text, "；");
		zl_buffer_add(&text, statement.data, statement.length);
	}
	if (text.length > 0 && fields->values[ZL_FIELD_ABSTRACT].data == NULL)
		done = zl_arena_copy(&fields->arena, text.data, text.length,
				     &fields->values[ZL_FIELD_ABSTRACT]);
	done = done && !text.failed;
	zl_buffer_free(&text);
	return done ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_fields_complete(struct zl_fields *fields, struct zl_record_reader *reader, const char *pattern)
{
	const struct zl_record_rows *rows = zl_record_reader_rows(reader);
	const struct zl_string *report = zl_rows_at(rows, ZL_TABLE_REPORTS, 0);

	fill(fields, ZL_FIELD_TITLE, report[ZL_REPORTS_TITLE]);
	fill(fields, ZL_FIELD_SUBTITLE, report[ZL_REPORTS_SUBTITLE]);
	fill(fields, ZL_FIELD_AUTHOR, report[ZL_REPORTS_ISSUER]);
	fill(fields, ZL_FIELD_PAGES, zl_record_reader_property(reader, "pages"));
	fill(fields, ZL_FIELD_NUMBER, fact(rows, "doc-number"));
	fill(fields, ZL_FIELD_ADDRESSEE, fact(rows, "addressee"));
	fill(fields, ZL_FIELD_SECRECY, fact(rows, "secrecy"));
	if (!fill_date(fields, report[ZL_REPORTS_DATE]) || !fill_abstract(fields, rows))
		return ZL_FAILED;
	struct zl_string date = fields->values[ZL_FIELD_DATE];
	if (date.length == 8)
		fill(fields, ZL_FIELD_YEAR, (struct zl_string){date.data, 4});
	if (fields->values[ZL_FIELD_CODE].data == NULL)
		return build_code(fields, pattern);
	return ZL_DONE;
}
