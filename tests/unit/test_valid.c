/*
 * test_valid.c: what zl_record_valid says, held against libxml2's parser and its reading of
 * record.xsd: about records, and about records changed in one place, many thousand times.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "emit/emit.h"
#include "emit/grammar.h"
#include "program.h"
#include "referee.h"

enum { RECORDS = 6, CHANGES = 2000, MOST_TAGS = 20000 };

static const char *const record_names[RECORDS] = {"inline", "labelled", "ledger",
						  "lists",  "survey",	"tasks"};
static struct zl_buffer records[RECORDS];
static size_t record_count;

/* A tag of the record at hand, and the tag that ends its element: itself for an empty one. */
struct tag {
	size_t at, length;
	size_t end;
	bool start;
};

static struct tag tags[MOST_TAGS];
static size_t tag_count;

static uint32_t
random_below(uint32_t limit)
{
	static uint64_t state = 20240401;

	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(state >> 33) % limit;
}

static int
set_up(void **state)
{
	const char *root = getenv("ZL_SOURCE_ROOT");
	char path[4096];

	(void)state;
	for (size_t i = 0; i < RECORDS; i++) {
		snprintf(path, sizeof(path), "%s/samples/records/%s.docx.xml",
			 root == NULL ? "." : root, record_names[i]);
		FILE *file = fopen(path, "rb");
		if (file == NULL)
			continue;
		if (zl_program_read(fileno(file), &records[record_count]))
			record_count++;
		fclose(file);
	}
	return !referee_ready() || record_count == 0;
}

static int
tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < record_count; i++)
		zl_buffer_free(&records[i]);
	referee_free();
	return 0;
}

static bool
valid(const struct zl_buffer *record, char message[300])
{
	message[0] = '\0';
	return zl_record_valid(record->data, record->length, message, 300);
}

/* Finds the record's tags. */
static void
find_tags(const struct zl_buffer *record)
{
	size_t open[256], depth = 0;

	tag_count = 0;
	for (const char *at = strchr(record->data + 1, '<'); at != NULL; at = strchr(at + 1, '<')) {
		struct tag *tag = &tags[tag_count];
		assert_true(tag_count < MOST_TAGS && depth < 256);
		tag->at = (size_t)(at - record->data);
		tag->length = strcspn(at, ">") + 1;
		tag->start = at[1] != '/';
		tag->end = tag_count;
		if (!tag->start)
			tags[open[--depth]].end = tag_count;
		else if (at[tag->length - 2] != '/')
			open[depth++] = tag_count;
		tag_count++;
	}
}

/* A start tag, never the root's. */
static const struct tag *
some_element(void)
{
	const struct tag *tag;

	do
		tag = &tags[1 + random_below((uint32_t)tag_count - 1)];
	while (!tag->start);
	return tag;
}

static size_t
end_of(const struct tag *tag)
{
	return tags[tag->end].at + tags[tag->end].length;
}

/* The record with the bytes from one place to another replaced. */
static void
replace(const struct zl_buffer *record, size_t from, size_t to, const char *instead, size_t length,
	struct zl_buffer *out)
{
	zl_buffer_clear(out);
	zl_buffer_add(out, record->data, from);
	zl_buffer_add(out, instead, length);
	zl_buffer_add(out, record->data + to, record->length - to);
}

static const char *
some_name(bool element)
{
	const struct zl_schema_grammar *grammar = &zl_record_grammar;

	if (element)
		return grammar->names[random_below(grammar->element_count)].text;
	uint32_t count = 0;
	for (uint32_t i = 0; i < grammar->slot_count; i++)
		count += grammar->slots[i] != 0;
	return grammar->names[random_below(count)].text;
}

/* Another name, in the start tag and in the end tag. */
static void
rename_element(const struct zl_buffer *record, struct zl_buffer *out)
{
	const struct tag *tag = some_element();
	const char *name = some_name(true);
	size_t old = strcspn(record->data + tag->at + 1, " />");
	struct zl_buffer half = {0};

	if (tags[tag->end].start) {
		replace(record, tag->at + 1, tag->at + 1 + old, name, strlen(name), out);
		return;
	}
	size_t end = tags[tag->end].at + 2;
	replace(record, end, end + old, name, strlen(name), &half);
	replace(&half, tag->at + 1, tag->at + 1 + old, name, strlen(name), out);
	zl_buffer_free(&half);
}

static void
remove_element(const struct zl_buffer *record, struct zl_buffer *out)
{
	const struct tag *tag = some_element();

	replace(record, tag->at, end_of(tag), "", 0, out);
}

/* An element once more, somewhere: behind itself, or where another begins. */
static void
copy_element(const struct zl_buffer *record, struct zl_buffer *out)
{
	const struct tag *tag = some_element();
	size_t to = random_below(2) == 0 ? end_of(tag) : some_element()->at;

	replace(record, to, to, record->data + tag->at, end_of(tag) - tag->at, out);
}

/* The element's tags go, what is in it stays. */
static void
unwrap_element(const struct zl_buffer *record, struct zl_buffer *out)
{
	const struct tag *tag = some_element();
	size_t begin = tag->at + tag->length, end = tags[tag->end].at;

	if (end < begin)
		end = begin;
	replace(record, tag->at, end_of(tag), record->data + begin, end - begin, out);
}

static void
wrap_element(const struct zl_buffer *record, struct zl_buffer *out)
{
	const struct tag *tag = some_element();
	const char *name = some_name(true);
	struct zl_buffer wrapped = {0};

	zl_buffer_format(&wrapped, "<%s>", name);
	zl_buffer_add(&wrapped, record->data + tag->at, end_of(tag) - tag->at);
	zl_buffer_format(&wrapped, "</%s>", name);
	replace(record, tag->at, end_of(tag), wrapped.data, wrapped.length, out);
	zl_buffer_free(&wrapped);
}

/* Text or white space before or behind a tag. */
static void
insert_text(const struct zl_buffer *record, struct zl_buffer *out)
{
	static const char *const texts[] = {"x", " ", "\n", "整改", "&amp;", "\t", "\\u{1}"};
	const char *text = texts[random_below(sizeof(texts) / sizeof(texts[0]))];
	const struct tag *tag = some_element();
	size_t at = random_below(2) == 0 ? tag->at : tag->at + tag->length;

	replace(record, at, at, text, strlen(text), out);
}

/* Where an attribute of some element is, its space included; an empty span behind the name when the
 * element has none. */
static void
some_attribute(const struct zl_buffer *record, size_t *from, size_t *name_end, size_t *to)
{
	const struct tag *tag = some_element();
	size_t at = tag->at + strcspn(record->data + tag->at, " />"), end = tag->at + tag->length;
	uint32_t skip = random_below(4);

	for (;;) {
		*from = *name_end = *to = at;
		if (record->data[at] != ' ')
			return;
		*name_end = at + strcspn(record->data + at, "=");
		*to = *name_end + 2 + strcspn(record->data + *name_end + 2, "\"") + 1;
		if (skip-- == 0 || *to >= end || record->data[*to] != ' ')
			return;
		at = *to;
	}
}

static void
change_attribute(const struct zl_buffer *record, struct zl_buffer *out)
{
	static const char *const values[] = {
	    "",
	    "0",
	    "1",
	    "-1",
	    "007",
	    "+5",
	    "-0",
	    "x",
	    "true",
	    "false",
	    "1.0",
	    "99999999999999999",
	    "2024-02-29",
	    "2023-02-29",
	    "1900-02-29",
	    "2000-02-29",
	    "2024-13-01",
	    "2024-04-31",
	    "0000-01-01",
	    "2024-4-1",
	    "2024-04-01Z",
	    "paired",
	    "group",
	    "issue",
	    "observation",
	    "f1",
	    "f0",
	    "f10",
	    "f",
	    "zl-0123456789abcdef",
	    "zl-0123456789abcde",
	    "a b",
	    "整改",
	    "a·b",
	    "、",
	    "a:b",
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeF",
	    "&lt;",
	    "-",
	    "2023"};
	const char *value = values[random_below(sizeof(values) / sizeof(values[0]))];
	size_t from, name_end, to;
	struct zl_buffer text = {0};

	some_attribute(record, &from, &name_end, &to);
	switch (random_below(4)) {
	case 0:
		break;
	case 1:
		zl_buffer_add(&text, record->data + from, to - from);
		zl_buffer_format(&text, " %s=\"%s\"", some_name(false), value);
		break;
	case 2:
		zl_buffer_format(&text, " %s", some_name(false));
		zl_buffer_add(&text, record->data + name_end, to - name_end);
		break;
	default:
		zl_buffer_add(&text, record->data + from, name_end - from);
		zl_buffer_format(&text, "=\"%s\"", value);
	}
	replace(record, from, to, text.data == NULL ? "" : text.data, text.length, out);
	zl_buffer_free(&text);
}

static void
change_byte(const struct zl_buffer *record, struct zl_buffer *out)
{
	char byte = (char)random_below(256);
	size_t at = random_below((uint32_t)record->length);

	replace(record, at, at + random_below(2), &byte, 1, out);
}

static void
records_are_valid(void **state)
{
	char message[300];

	(void)state;
	for (size_t i = 0; i < record_count; i++) {
		if (!valid(&records[i], message))
			fail_msg("record %zu: %s", i, message);
		assert_true(referee_valid(&records[i]));
	}
}

/* Changes after which the record is still written as records are: both must say the same. */
static void
changed_records_are_judged_as_libxml2_does(void **state)
{
	static void (*const changes[])(const struct zl_buffer *, struct zl_buffer *) = {
	    rename_element, remove_element, copy_element,     unwrap_element,
	    wrap_element,   insert_text,    change_attribute, change_attribute};
	struct zl_buffer changed = {0};
	unsigned verdicts[2] = {0};
	char message[300];

	(void)state;
	for (size_t i = 0; i < record_count; i++) {
		find_tags(&records[i]);
		for (int j = 0; j < CHANGES; j++) {
			changes[random_below(8)](&records[i], &changed);
			bool ours = valid(&changed, message), theirs = referee_valid(&changed);
			if (ours != theirs)
				fail_msg("record %zu, change %d: %s\n%s", i, j,
					 ours ? "only libxml2 refuses it" : message, changed.data);
			verdicts[ours]++;
		}
	}
	assert_true(verdicts[false] > CHANGES && verdicts[true] > CHANGES / 2);
	zl_buffer_free(&changed);
}

/* Whatever else the bytes are, nothing is taken that libxml2 refuses. */
static void
nothing_is_taken_that_libxml2_refuses(void **state)
{
	struct zl_buffer changed = {0};
	char message[300];

	(void)state;
	for (size_t i = 0; i < record_count; i++)
		for (int j = 0; j < CHANGES; j++) {
			change_byte(&records[i], &changed);
			if (valid(&changed, message) && !referee_valid(&changed))
				fail_msg("record %zu, change %d:\n%s", i, j, changed.data);
		}
	zl_buffer_free(&changed);
}

/* XML that is none of ours, however right it is. */
static void
other_ways_to_write_are_refused(void **state)
{
	static const char *const changes[][2] = {
	    {"<body>", "<!-- --><body>"},
	    {"<body>", "<body >"},
	    {"<body>", "<?a b?><body>"},
	    {"</body>", "</body >"},
	    {"<body>", "<body\n>"},
	    {"<body>", "<z:body xmlns:z=\"urn:a\">"},
	    {" total=", "  total="},
	    {" total=", "\ttotal="},
	    {"\"?>\n", "\"?>"},
	    {"\"?>\n", "\"?>\n\n"},
	    {"\"?>\n", "\"?>\n<!DOCTYPE record>\n"},
	    {"UTF-8", "utf-8"},
	    {"</record>\n", "</record>"},
	    {"</record>\n", "</record>\n\n"},
	    {"<body>", "<body><![CDATA[ ]]>"},
	    {"<body>", "<body>&#32;"},
	    {"urn:zhengli:record:1", "urn:zhengli:record:2"},
	    {" id=", " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" id="},
	};
	char message[300];

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct zl_buffer changed = {0};
		const char *at = strstr(records[0].data, changes[i][0]);
		assert_non_null(at);
		size_t from = (size_t)(at - records[0].data);
		replace(&records[0], from, from + strlen(changes[i][0]), changes[i][1],
			strlen(changes[i][1]), &changed);
		if (valid(&changed, message))
			fail_msg("taken: %s", changes[i][1]);
		zl_buffer_free(&changed);
	}
}

/* A record cut off anywhere is refused, without a look behind its end. */
static void
a_record_that_is_cut_off_is_refused(void **state)
{
	const struct zl_buffer *record = &records[0];
	char message[300];

	(void)state;
	for (size_t length = 0; length < record->length; length += 1 + length / 64) {
		char *cut = malloc(length + 1);
		assert_non_null(cut);
		memcpy(cut, record->data, length);
		cut[length] = '\0';
		assert_false(zl_record_valid(cut, length, message, sizeof(message)));
		free(cut);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records_are_valid),
	    cmocka_unit_test(changed_records_are_judged_as_libxml2_does),
	    cmocka_unit_test(nothing_is_taken_that_libxml2_refuses),
	    cmocka_unit_test(other_ways_to_write_are_refused),
	    cmocka_unit_test(a_record_that_is_cut_off_is_refused),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
