/*
 * test_normalise.c: the stage over documents: the ledger leads back, anchors move along, a second
 * run changes nothing, what comes out is fit for XML and bounded, and no locale matters.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "normalise/classes.h"
#include "normalise/normalise.h"
#include "text/charset.h"

static struct zl_paragraph *
add(struct zl_document *document, const char *text, size_t length)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);

	assert_true(zl_document_copy(document, text, length, &paragraph->text));
	return paragraph;
}

/* The text of paragraph n before its changes. */
static void
rebuild(const struct zl_document *document, uint32_t n, struct zl_buffer *out)
{
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	size_t copied = 0;

	zl_buffer_clear(out);
	for (size_t i = 0; i < document->changes.count; i++) {
		const struct zl_change *change = &document->changes.items[i];
		if (change->n != n)
			continue;
		assert_true(change->offset >= copied);
		assert_memory_equal(text->data + change->offset, change->new_text.data,
				    change->new_text.length);
		zl_buffer_add(out, text->data + copied, change->offset - copied);
		zl_buffer_add(out, change->old.data, change->old.length);
		copied = change->offset + change->new_text.length;
	}
	zl_buffer_add(out, text->data + copied, text->length - copied);
}

/* Normalises a text of one paragraph and checks all that holds for any text. */
static void
check_promises(const char *text, size_t length)
{
	struct zl_document document = {0};
	struct zl_buffer back = {0};

	add(&document, text, length);
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	const struct zl_string once = document.paragraphs.items[0].text;
	size_t changes = document.changes.count, warnings = document.warnings.count;
	rebuild(&document, 1, &back);
	assert_int_equal(length, back.length);
	assert_memory_equal(text, back.data, length);
	assert_true(once.length <= 3 * length);
	for (size_t i = 0; i < once.length;) {
		uint32_t code;
		i += zl_utf8_read(once.data + i, once.length - i, &code);
		assert_true(zl_xml_character(code));
	}
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	if (!zl_string_equal(once, document.paragraphs.items[0].text))
		fail_msg("\"%s\" gives \"%s\", then \"%s\"", text, once.data,
			 document.paragraphs.items[0].text.data);
	assert_int_equal(changes, document.changes.count);
	assert_int_equal(warnings, document.warnings.count);
	zl_buffer_free(&back);
	zl_document_free(&document);
}

/* Pieces that classes look for, so that random texts are full of work. */
static const char *const pieces[] = {
    "关于",
    "整改",
    "情况",
    "账目不清",
    "A",
    "of",
    "7",
    "12",
    " ",
    "  ",
    "　",
    "\t",
    "\n",
    "\r\n",
    "\xC2\xA0",
    "\xC2\xAD",
    "-",
    "－",
    "．",
    ".",
    ",",
    ";",
    ":",
    "?",
    "(",
    ")",
    "（",
    "）",
    "，",
    "。",
    "“",
    "”",
    "\"",
    "‘",
    "…",
    "—",
    "·",
    "×",
    "①",
    "％",
    "Ａ",
    "７",
    "｡",
    "､",
    "︐",
    "︰",
    "∶",
    "≪",
    "≫",
    "«",
    "〝",
    "″",
    "ʺ",
    "─",
    "⽔",
    "⻄",
    "\uF9F4",
    "\uFA0E",
    "\uE81E",
    "\uF0B7",
    "\uE000",
    "\u200B",
    "\u200D",
    "\u202E",
    "\uFEFF",
    "\x01",
    "\x7F",
    "\xC2\x85",
    "\uFFFD",
    "\uFFFF",
    "[bookmark: _Toc1]",
    "PAGE \\* MERGEFORMAT",
    "TOC \\o \"1-3\"",
    "\\h",
    "_Toc1",
    "(guān)",
    "(xuéxí)",
    "¹ØÓÚ",
    "å…³äºŽ",
    "鍏充簬",
    "é",
    "à",
    "ö",
    "ѧϰ",
    "я",
    "ش",
    "한",
    "カ",
    "ｶ",
    "👩",
    "ก",
    "{",
    "}",
};

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

static void
random_texts_keep_the_promises(void **state)
{
	uint32_t seed = 20240401;

	(void)state;
	assert_null(zl_charset_prepare());
	for (int i = 0; i < 20000; i++) {
		struct zl_buffer text = {0};
		size_t count = 1 + next_random(&seed) % 12;
		for (size_t j = 0; j < count; j++)
			zl_buffer_text(
			    &text,
			    pieces[next_random(&seed) % (sizeof(pieces) / sizeof(pieces[0]))]);
		check_promises(text.data, text.length);
		zl_buffer_free(&text);
	}
}

/* The scan says of no class that has work that it has none. */
static void
check_scan(const char *text, size_t length)
{
	uint64_t needed = zl_classes_needed(text, length);
	struct zl_draft draft = {0};

	for (unsigned i = 0; i < ZL_CLASS_COUNT; i++) {
		zl_draft_begin(&draft, text, length);
		zl_classes[i].change(&draft);
		if (zl_draft_commit(&draft) && (needed >> i & 1) == 0)
			fail_msg("%s not seen in \"%s\"", zl_classes[i].name, text);
	}
	zl_draft_free(&draft);
}

static void
the_scan_overlooks_nothing(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct zl_buffer text = {0};
		size_t count = 1 + next_random(&seed) % 8;
		for (size_t j = 0; j < count; j++)
			zl_buffer_text(
			    &text,
			    pieces[next_random(&seed) % (sizeof(pieces) / sizeof(pieces[0]))]);
		check_scan(text.data, text.length);
		zl_buffer_free(&text);
	}
}

static void
every_character_keeps_the_promises(void **state)
{
	(void)state;
	for (uint32_t code = 1; code < 0x30000; code++) {
		char text[16] = "关";
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		size_t length = 3 + zl_utf8_write(code, text + 3);
		memcpy(text + length, "于", 3);
		check_promises(text, length + 3);
	}
}

static void
changes_of_two_classes_meet(void **state)
{
	struct zl_document document = {0};
	const char *text = "　１．\u200B 关\u200B(guān) 于 ＡＢ";

	(void)state;
	add(&document, text, strlen(text));
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	assert_string_equal(document.paragraphs.items[0].text.data, "1. 关于 AB");
	static const struct {
		const char *class_name, *old, *new_text;
		size_t offset;
	} expected[] = {
	    {"white-space", "　", "", 0},   {"width", "１．", "1.", 0},
	    {"invisible", "\u200B", "", 2}, {"invisible", "\u200B", "", 6},
	    {"gloss", "(guān)", "", 6},	    {"white-space", " ", "", 6},
	    {"width", "ＡＢ", "AB", 10},
	};
	for (size_t i = 0; i < document.changes.count; i++) {
		const struct zl_change *change = &document.changes.items[i];
		assert_string_equal(change->class_name, expected[i].class_name);
		assert_string_equal(change->old.data, expected[i].old);
		assert_int_equal(change->new_text.length, strlen(expected[i].new_text));
		assert_int_equal(change->offset, expected[i].offset);
	}
	assert_int_equal(sizeof(expected) / sizeof(expected[0]), document.changes.count);
	zl_document_free(&document);
}

static void
anchors_move_with_the_text(void **state)
{
	struct zl_document document = {0};
	const char *text = "　　甲 乙丙";

	(void)state;
	add(&document, "丁", 3);
	add(&document, text, strlen(text));
	struct zl_note *note = zl_document_add(&document, notes);
	*note = (struct zl_note){.n = 2, .offset = 13}; /* before 丙 */
	struct zl_ruby *ruby = zl_document_add(&document, rubies);
	*ruby = (struct zl_ruby){.n = 2, .offset = 6, .length = 7}; /* 甲 乙 */
	for (size_t i = 0; i < 3; i++) {
		static const size_t offsets[] = {0, 3, 16};
		struct zl_loss *loss = zl_document_add(&document, losses);
		*loss = (struct zl_loss){.kind = "picture", .n = 2, .offset = offsets[i]};
	}
	zl_document_add(&document, losses)->kind = "macros"; /* of the whole document */
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	assert_string_equal(document.paragraphs.items[1].text.data, "甲乙丙");
	assert_int_equal(6, document.notes.items[0].offset);
	assert_int_equal(0, document.rubies.items[0].offset);
	assert_int_equal(6, document.rubies.items[0].length);
	assert_int_equal(0, document.losses.items[0].offset);
	assert_int_equal(0, document.losses.items[1].offset);
	assert_int_equal(9, document.losses.items[2].offset);
	zl_document_free(&document);
}

static void
a_second_run_adds_to_the_first(void **state)
{
	struct zl_normalise_options strict;
	struct zl_document document = {0};
	struct zl_buffer back = {0};
	const char *bad, *text = " 关\x01于\x02１２　";

	(void)state;
	assert_true(zl_normalise_choose("strict", &strict, &bad));
	add(&document, text, strlen(text));
	struct zl_loss *loss = zl_document_add(&document, losses);
	*loss = (struct zl_loss){.kind = "picture", .n = 1, .offset = strlen(text)};
	assert_int_equal(ZL_OK, zl_normalise(&document, &strict));
	assert_string_equal(document.paragraphs.items[0].text.data, " 关于１２　");
	assert_int_equal(2, document.changes.count);
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	assert_string_equal(document.paragraphs.items[0].text.data, "关于12");
	assert_int_equal(5, document.changes.count);
	assert_int_equal(8, document.losses.items[0].offset);
	rebuild(&document, 1, &back);
	assert_string_equal(back.data, text);
	zl_buffer_free(&back);
	zl_document_free(&document);
}

static void
changes_that_do_not_fit_are_refused(void **state)
{
	static const struct zl_change wrong[] = {
	    {.class_name = "width", .n = 2, .offset = 0},
	    {.class_name = "width", .n = 1, .offset = 9},
	    {.class_name = "width", .n = 1, .offset = 1, .new_text = {"xy", 2}},
	    {.class_name = "width", .n = 1, .offset = 0, .new_text = {"x", 1}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct zl_document document = {0};
		add(&document, "ab", 2);
		*zl_document_add(&document, changes) = wrong[i];
		assert_int_equal(ZL_INVALID_DOCUMENT,
				 zl_normalise(&document, &zl_normalise_default));
		zl_document_free(&document);
	}
}

static void
damage_and_leaders_are_told(void **state)
{
	static const char *const texts[] = {
	    "关于\uFFFD改", "一、概况......1", "二、问题............2",
	    "正文……如下",   "三、建议…………3",   "锟斤拷锟斤拷",
	};
	static const struct {
		const char *code;
		uint32_t n;
	} expected[] = {{"mojibake", 1}, {"leader", 2}, {"mojibake", 6}, {"leader", 5}};
	struct zl_document document = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add(&document, texts[i], strlen(texts[i]));
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	assert_int_equal(sizeof(expected) / sizeof(expected[0]), document.warnings.count);
	for (size_t i = 0; i < document.warnings.count; i++) {
		assert_string_equal(document.warnings.items[i].code, expected[i].code);
		assert_int_equal(document.warnings.items[i].n, expected[i].n);
	}
	assert_string_equal(document.warnings.items[1].message.data,
			    "dotted leaders kept in paragraphs 2 to 3");
	assert_int_equal(0, document.changes.count);
	zl_document_free(&document);
}

static void
a_choice_is_read_and_noted(void **state)
{
	static const struct {
		const char *spec, *noted;
	} good[] = {
	    {"", "default"},
	    {"default", "default"},
	    {"strict", "strict"},
	    {"-width", "default,-width"},
	    {"default,-width,-gloss,+width", "default,-gloss"},
	};
	static const char *const bad[] = {"lax",	   "-",	       "width",
					  "-width,strict", "-nothing", "strict,,"};
	struct zl_normalise_options options;
	const char *where;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct zl_document document = {0};
		assert_true(zl_normalise_choose(good[i].spec, &options, &where));
		assert_int_equal(ZL_OK, zl_normalise(&document, &options));
		assert_string_equal(document.settings.items[0].value.data, good[i].noted);
		zl_document_free(&document);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (zl_normalise_choose(bad[i], &options, &where))
			fail_msg("\"%s\" is taken", bad[i]);
	assert_false(zl_normalise_choose("strict,-no,+no", &options, &where));
	assert_string_equal(where, "-no,+no");
}

/* What NFKC would change, or another class reach for by mistake. */
static void
sound_text_stays_as_it_is(void **state)
{
	static const char *const texts[] = {
	    "①②⑩㈠⑴⒈Ⅰⅳ㎡㎏℃℉‰№㊣㏕™½²³µΩ",
	    "“甲‘乙’丙”、「丁」『戊』【己】〔庚〕《辛》〈壬〉（癸）……——～·",
	    "约3～5人，增长6.5%，占比3∶2，3:2，10:30开会，0512-1234567",
	    "a@b.cn，http://c.cn/?d=1",
	    "20××年×月×日，X县**局，〇二〇年，二○二四年，零点",
	    "关于“应保未保”的问题（已完成），见附件1、2；ABC公司3个项目。",
	    "1. 关于A类 B类项目",
	    "整改情况:一是清理,二是完善;三是检查(见附件)",
	    "张镕，𠀀𪚥，㐀䶵",
	    "第一行\n第二行\t12",
	    "Größe, déjà vu, Ответ, 日本語のテキスト, 한국어 문장, ไทย",
	    "",
	};
	struct zl_document document = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		add(&document, texts[i], strlen(texts[i]));
	add(&document, "", 0)->text = (struct zl_string){0};
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	for (size_t i = 0; i < document.changes.count; i++)
		print_error("paragraph %u: %s, \"%s\"\n", document.changes.items[i].n,
			    document.changes.items[i].class_name,
			    document.changes.items[i].old.data);
	assert_int_equal(0, document.changes.count);
	assert_int_equal(0, document.warnings.count);
	zl_document_free(&document);
}

static void
no_locale_matters(void **state)
{
	static const char *const locales[] = {"C", "C.UTF-8", "zh_CN.gb18030", "tr_TR.UTF-8"};

	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++)
		if (setlocale(LC_ALL, locales[i]) != NULL)
			changes_of_two_classes_meet(state);
	setlocale(LC_ALL, "C");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(changes_of_two_classes_meet),
	    cmocka_unit_test(anchors_move_with_the_text),
	    cmocka_unit_test(a_second_run_adds_to_the_first),
	    cmocka_unit_test(changes_that_do_not_fit_are_refused),
	    cmocka_unit_test(damage_and_leaders_are_told),
	    cmocka_unit_test(a_choice_is_read_and_noted),
	    cmocka_unit_test(sound_text_stays_as_it_is),
	    cmocka_unit_test(no_locale_matters),
	    cmocka_unit_test(random_texts_keep_the_promises),
	    cmocka_unit_test(the_scan_overlooks_nothing),
	    cmocka_unit_test(every_character_keeps_the_promises),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
