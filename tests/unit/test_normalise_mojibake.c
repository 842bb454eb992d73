/*
 * test_normalise_mojibake.c: a report decoded by the wrong table reads again, or is told of; texts
 * of other languages, and Chinese ones of any kind, are left alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "normalise/normalise.h"
#include "text/charset.h"
#include "text/charset_read.h"

/* Written for this test, about places that do not exist. */
static const char *const report[] = {
    "关于柳溪镇党委巡察整改情况的通报",
    "根据县委统一部署，2023年4月10日至6月28日，县委第二巡察组对柳溪镇党委进行了巡察。",
    "一、关于“学习不深入、不系统”的问题",
    "整改情况：一是制定年度学习计划，每月集中学习一次；二是开展交流研讨，撰写心得体会。",
    "（二）财务审核把关不严，公务接待超标准。",
    "已清退违规资金12.5万元，修订制度3项（其中新建1项）。",
    "联系电话：0512-1234567",
    "中共柳溪镇委员会",
    "2023年11月6日",
};
static const char *const traditional[] = {
    "關於柳溪鎮委員會巡察整改情況的通報",
    "整改情況：一是制定年度學習計劃，每月集中學習一次；二是開展交流研討。",
    "已清退違規資金，修訂制度三項。",
};

/* One character for each byte, as windows-1252 has it or, where it has none, ISO 8859-1. */
static void
read_as_latin(const char *bytes, size_t length, bool windows, struct zl_buffer *out)
{
	for (size_t i = 0; i < length; i++) {
		char text[4];
		if (windows && zl_charset_read(ZL_CHARSET_CP1252, bytes + i, 1, out))
			continue;
		if (windows)
			out->length -= 3; /* the U+FFFD of an undefined byte */
		zl_buffer_add(out, text, zl_utf8_write((unsigned char)bytes[i], text));
	}
}

/* The mojibake class alone over one text; true when it changed it. */
static bool
repair(const char *text, size_t length, struct zl_document *document)
{
	static const char choice[] =
	    "default,-forbidden,-control,-invisible,-private-use,-symbol-font,-radical,"
	    "-compatibility,-vertical,-half-width,-width,-look-alike,-residue,-gloss,-hyphen,"
	    "-punctuation,-white-space";
	struct zl_normalise_options options;
	const char *bad;

	assert_true(zl_normalise_choose(choice, &options, &bad));
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	assert_true(zl_document_copy(document, text, length, &paragraph->text));
	assert_int_equal(ZL_OK, zl_normalise(document, &options));
	return document->changes.count > 0;
}

static void
check_latin(const char *text, enum zl_charset charset, bool windows)
{
	struct zl_buffer bytes = {0}, wrong = {0};
	struct zl_document document = {0};

	if (charset == ZL_CHARSET_UTF_8)
		zl_buffer_text(&bytes, text);
	else
		assert_true(zl_charset_write(charset, text, strlen(text), &bytes));
	read_as_latin(bytes.data, bytes.length, windows, &wrong);
	repair(wrong.data, wrong.length, &document);
	if (!zl_string_is(document.paragraphs.items[0].text, text))
		fail_msg("%s by way of windows-1252: \"%s\", not \"%s\"", zl_charset_name(charset),
			 document.paragraphs.items[0].text.data, text);
	assert_int_equal(0, document.warnings.count);
	zl_document_free(&document);
	zl_buffer_free(&bytes);
	zl_buffer_free(&wrong);
}

static void
bytes_read_as_latin_read_again(void **state)
{
	(void)state;
	assert_null(zl_charset_prepare());
	for (size_t i = 0; i < sizeof(report) / sizeof(report[0]); i++)
		for (int windows = 0; windows < 2; windows++) {
			check_latin(report[i], ZL_CHARSET_UTF_8, windows);
			check_latin(report[i], ZL_CHARSET_GB18030, windows);
		}
	for (size_t i = 0; i < sizeof(traditional) / sizeof(traditional[0]); i++)
		for (int windows = 0; windows < 2; windows++)
			check_latin(traditional[i], ZL_CHARSET_BIG5_HKSCS, windows);
}

static const struct {
	const char *wrong, *right; /* right NULL: lost, told of */
} others[] = {
    /* UTF-8 read as GB18030 */
    {"鍏充簬鏁存敼", "关于整改"},
    {"缁濅笉鍏佽\uE18F", "绝不允许"},
    {"鏁存敼鎯呭喌锛氫竴鏄\uE21A紑灞曟竻鐞嗭紱", "整改情况：一是开展清理；"},
    {"鏁存敼鎯呭喌锛氫竴鏄?寮?灞曟竻鐞?", NULL},
    /* Big5 read as GB18030, GBK read as Big5 */
    {"俱э薄猵厨\uE72F", "整改情況報告"},
    {"淕蜊ロ錶惆豢", "整改情况报告"},
    /* GBK read as UTF-8: what is valid by chance */
    {"ѧϰ", "学习"},
    /* windows-1252 read as UTF-16 */
    {"桔獩椠⁳⁡敲潰瑲", "This is a report"},
    {"锟斤拷锟斤拷锟斤拷", NULL},
    {"关于\uFFFD\uFFFD的问题", NULL},
};

static void
other_wrong_readings_are_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct zl_document document = {0};
		const char *want = others[i].right == NULL ? others[i].wrong : others[i].right;
		repair(others[i].wrong, strlen(others[i].wrong), &document);
		if (!zl_string_is(document.paragraphs.items[0].text, want))
			fail_msg("\"%s\" gives \"%s\"", others[i].wrong,
				 document.paragraphs.items[0].text.data);
		if (document.warnings.count != (others[i].right == NULL))
			fail_msg("\"%s\": %zu warnings", others[i].wrong, document.warnings.count);
		zl_document_free(&document);
	}
}

/* Sentences that have nothing wrong with them. */
static const char *const sound[] = {
    "Où étiez-vous l’été dernier ? À Gênes, ça c’était très agréable, même à Noël.",
    "ÉTAT CIVIL — DÉPARTEMENT DE L’ÎLE — PRÉFÈTE DÉLÉGUÉE À L’ÉGALITÉ",
    "Größe, Übermaß und Öl: für Müller läuft’s. ÄÖÜ äöü ß",
    "El niño comió piña; ¿qué pasó mañana? ¡Año nuevo! «Sí»",
    "A situação não é fácil: põe-se a questão às câmaras — órgãos, nações, ações",
    "Țările și oamenii își păstrează obiceiurile în sate",
    "Zażółć gęślą jaźń. Źdźbło łąki, żółw i święty",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. ČÁST ŠESTÁ",
    "Árvíztűrő tükörfúrógép. ÖT ÉV, ŐSZ, ŰRÁLLOMÁS",
    "Hyvää päivää! Tämä on sääntö: ÄÄNESTYS, PÄÄTÖS, öljyä, yötyö, ääliö",
    "Smörgåsbord på Åland, åäö ÅÄÖ, på ön är det rött",
    "Það er ágætt að læra þetta. ÞÆR ÖRVAR",
    "İstanbul’da çok güzel şeyler öğrendim; ığüşöç",
    "Tiếng Việt: các ông bà đã đến từ những làng xã rất xa, Đường Nguyễn Trãi",
    "ĐƯỜNG LỐI CỦA ĐẢNG VÀ NHÀ NƯỚC",
    "Отчёт о проверке: выявлены нарушения, приняты меры. ИТОГО ПО РАЗДЕЛУ",
    "Україна, Київ: звіт про перевірку, її підсумки",
    "Έκθεση ελέγχου: τα μέτρα ελήφθησαν. ΣΥΝΟΛΟ",
    "تقرير عن نتائج التفتيش، تم اتخاذ الإجراءات",
    "דוח ביקורת: ננקטו צעדים",
    "รายงานผลการตรวจสอบ ได้ดำเนินการแล้ว",
    "जाँच की रिपोर्ट: कार्रवाई की गई",
    "점검 결과 보고서: 조치를 취했습니다. 大韓民國",
    "検査結果の報告：措置を講じました。カタカナとひらがな、ｱｲｳ、鑑定、峠、辻、働",
    "Монгол улсын тайлан; ᠮᠣᠩᠭᠣᠯ",
    "ئۇيغۇر تىلى، خىتاي تىلى",
    "བོད་སྐད། རྒྱ་ཡིག",
    "Ελληνικά и русский, عربي and עברית in one line",
    "Δx ≈ 5 µm, Ω = 3 kΩ, 20 °C ± 0,5 %, m², ½ × ¾",
    "π≈3.14，α粒子，β射线，γ≤5μm，Δt＝2℃，№3，§5，¥100，±3%，×2",
    "魑魅魍魉，饕餮貔貅，踟蹰踯躅，龃龉觊觎",
    "㐀㐁㐂㐃",
    "黿鼉龜鱉鼈",
    "乜嘢，冇㗎，咁嚟噉，啲嘅",
    "ㄅㄆㄇㄈ，注音ㄓㄨˋ",
    "烫烫烫屯屯屯",
    "一丁七万丈三上下不与丐丑专且丕世丘丙业丛东丝丞丢两严丧个中丰串临丸丹为主丽举",
    "(ÄÄ) 30 ÖÖ, é é, ç, ÿ",
};

static void
sound_text_is_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		struct zl_document document = {0};
		if (repair(sound[i], strlen(sound[i]), &document))
			fail_msg("\"%s\" gives \"%s\"", sound[i],
				 document.paragraphs.items[0].text.data);
		if (document.warnings.count > 0)
			fail_msg("\"%s\": %s", sound[i], document.warnings.items[0].message.data);
		zl_document_free(&document);
	}
	for (size_t i = 0; i < sizeof(report) / sizeof(report[0]); i++) {
		struct zl_document document = {0};
		assert_false(repair(report[i], strlen(report[i]), &document));
		zl_document_free(&document);
	}
}

/* Every stretch of the sound sentences, as short lines and cells are. */
static void
words_of_sound_text_are_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		for (const char *word = sound[i]; *word != '\0';) {
			struct zl_document document = {0};
			size_t length = strcspn(word, " ,.:;");
			if (length > 0 && repair(word, length, &document))
				fail_msg("\"%.*s\" gives \"%s\"", (int)length, word,
					 document.paragraphs.items[0].text.data);
			zl_document_free(&document);
			word += length;
			word += *word != '\0';
		}
}

/* Adds the text as GBK read as windows-1252. */
static void
add_wrong(struct zl_document *document, const char *text)
{
	struct zl_buffer bytes = {0}, wrong = {0};

	assert_true(zl_charset_write(ZL_CHARSET_GB18030, text, strlen(text), &bytes));
	read_as_latin(bytes.data, bytes.length, true, &wrong);
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	assert_true(zl_document_copy(document, wrong.data, wrong.length, &paragraph->text));
	zl_buffer_free(&bytes);
	zl_buffer_free(&wrong);
}

static const char *
text_of(const struct zl_document *document, size_t n)
{
	return document->paragraphs.items[n - 1].text.data;
}

/* Two characters alone could be an accented word; in a document full of mojibake they are not. */
static void
a_document_tells_of_its_short_texts(void **state)
{
	static const char *const cells[] = {"第1页", "问题", "措施", "已整改"};
	struct zl_document document = {0}, finnish = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		add_wrong(&document, cells[i]);
	for (size_t i = 0; i < sizeof(report) / sizeof(report[0]); i++)
		add_wrong(&document, report[i]);
	assert_int_equal(ZL_OK, zl_normalise(&document, &zl_normalise_default));
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		assert_string_equal(text_of(&document, i + 1), cells[i]);
	zl_document_free(&document);

	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++)
		zl_document_add(&finnish, paragraphs)->text = zl_string(sound[i]);
	zl_document_add(&finnish, paragraphs)->text = zl_string("ÄÄ");
	add_wrong(&finnish, report[3]);
	add_wrong(&finnish, report[4]);
	assert_int_equal(ZL_OK, zl_normalise(&finnish, &zl_normalise_default));
	size_t count = finnish.paragraphs.count;
	assert_string_equal(text_of(&finnish, count - 2), "ÄÄ");
	assert_string_equal(text_of(&finnish, count), report[4]);
	zl_document_free(&finnish);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_read_as_latin_read_again),
	    cmocka_unit_test(other_wrong_readings_are_known),
	    cmocka_unit_test(a_document_tells_of_its_short_texts),
	    cmocka_unit_test(sound_text_is_left_alone),
	    cmocka_unit_test(words_of_sound_text_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
