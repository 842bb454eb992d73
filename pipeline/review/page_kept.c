/*
 * page_kept.c: the corrections that are kept of a record, each in words, and as its script needs
 * it: a reader goes on from them, so that saving again loses none.
 */
#include "extract/corrections/corrections.h"
#include "html.h"
#include "page_write.h"

static void
add_member(struct zl_buffer *out, const char *name, struct zl_string value)
{
	if (value.length == 0)
		return;
	zl_buffer_format(out, ",\"%s\":", name);
	zl_html_script(out, value.data, value.length);
}

static void
add_count(struct zl_buffer *out, const char *name, uint32_t value, bool told)
{
	if (told)
		zl_buffer_format(out, ",\"%s\":%u", name, value);
}

/* The verb as JSON that can stand in single quotes. */
static void
write_value(const struct zl_correction *verb, struct zl_buffer *out)
{
	bool response = verb->verb == ZL_VERB_RESPONSE, unit = verb->verb == ZL_VERB_UNIT;

	zl_buffer_format(out, "{\"v\":\"%s\"", zl_verb_name(verb->verb));
	add_member(out, "name", verb->name);
	add_count(out, "n", verb->n, verb->n > 0);
	add_count(out, "to", verb->to, response && verb->to > verb->n);
	add_member(out, "words", verb->words);
	add_member(out, "exact", verb->exact);
	add_count(out, "nth", verb->nth, verb->nth > 1);
	add_member(out, "until", verb->until);
	add_count(out, "of", verb->of, response);
	if (unit)
		zl_buffer_format(out, ",\"reads\":\"%s\"", zl_verb_reading_name(verb->reads));
	add_count(out, "under", (uint32_t)verb->under, unit && verb->under != ZL_UNDER_ANY);
	add_member(out, "kind", verb->kind);
	add_member(out, "date", verb->date);
	add_member(out, "from", verb->from);
	add_member(out, "to", verb->to_date);
	add_member(out, "text", verb->text);
	zl_buffer_byte(out, '}');
}

static void
write_unit(const struct zl_correction *verb, enum zl_language language, struct zl_buffer *out)
{
	static const char *const readings[][2] = {
	    {"问题", "problem"}, {"标题", "heading"}, {"建议", "recommendation"}, {"正文", "text"}};

	zl_buffer_format(out, "%s%s", zl_say(language, "读作", "read as "),
			 readings[verb->reads][language]);
	if (verb->under == ZL_UNDER_NONE)
		zl_buffer_text(out, zl_say(language, "，不属于别的问题", ", part of none"));
	else if (verb->under > 0)
		zl_buffer_format(out,
				 zl_say(language, "，属于第 %u 段的问题", ", part of that at %u"),
				 (uint32_t)verb->under);
}

/* What the verb says, as review.js says it. */
static void
write_words(const struct zl_correction *verb, enum zl_language language, struct zl_buffer *out)
{
	switch (verb->verb) {
	case ZL_VERB_UNIT:
		write_unit(verb, language, out);
		break;
	case ZL_VERB_RESPONSE:
		zl_buffer_format(out,
				 zl_say(language, "到第 %u 段，是第 %u 段问题的答复",
					"to %u: answers the problem at %u"),
				 verb->to, verb->of);
		break;
	case ZL_VERB_UNANSWERED:
		zl_buffer_text(out, zl_say(language, "没有答复", "no response"));
		break;
	case ZL_VERB_STATEMENT:
		zl_buffer_text(out, zl_say(language, "问题是", "the problem is"));
		break;
	case ZL_VERB_FACT:
		zl_buffer_text(out, zl_say(language, "事项 ", "fact "));
		zl_page_add(out, zl_fact_name(language, verb->name));
		break;
	default:
		zl_buffer_text(out, zl_say(language, "备注：", "note: "));
		zl_page_add(out, verb->text);
	}
	if (verb->exact.length > 0) {
		zl_buffer_text(out, zl_say(language, "：“", ": “"));
		zl_page_add(out, verb->exact);
		zl_buffer_text(out, "”");
	}
	if (verb->until.length > 0) {
		zl_buffer_text(out, zl_say(language, "，到此为止：“", ", ends before “"));
		zl_page_add(out, verb->until);
		zl_buffer_text(out, "”");
	}
}

void
zl_page_write_kept(const struct zl_corrections *kept, enum zl_language language,
		   struct zl_buffer *out)
{
	zl_buffer_format(out, "<section class=s id=mine><h2>%s</h2><ul class=verbs>\n",
			 zl_say(language, "本件更正", "Corrections"));
	for (size_t i = 0; kept != NULL && i < kept->count; i++) {
		const struct zl_correction *verb = &kept->items[i];
		zl_buffer_text(out, "<li data-verb='");
		write_value(verb, out);
		zl_buffer_text(out, "'><span>");
		if (verb->n > 0)
			zl_buffer_format(out, zl_say(language, "第 %u 段 ", "%u "), verb->n);
		write_words(verb, language, out);
		zl_buffer_text(out, "</span></li>\n");
	}
	zl_buffer_text(out, "</ul></section>\n");
}
