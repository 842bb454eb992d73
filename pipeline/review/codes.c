/* codes.c: the names of codes in Chinese and English. */
#include "codes.h"

#include <string.h>

#include "extract/doubt/doubt_codes.h"

struct name {
	const char *word, *chinese, *english;
};

static struct zl_string
name_of(enum zl_language language, const struct name *names, struct zl_string word)
{
	for (; names->word != NULL; names++)
		if (zl_string_is(word, names->word))
			return zl_string(zl_say(language, names->chinese, names->english));
	return word;
}

struct zl_string
zl_family_name(enum zl_language language, struct zl_string family)
{
	static const struct name names[] = {{"rectification", "巡视巡察整改", "party inspection"},
					    {"audit", "审计整改", "audit"},
					    {"inspection", "督察检查整改", "inspection"},
					    {"selfcheck", "自查", "self-check"},
					    {"survey", "调研总结", "survey"},
					    {"notice", "整改通知", "notice"},
					    {"general", "讲话、方案等", "speech, plan"},
					    {NULL, NULL, NULL}};

	return name_of(language, names, family);
}

struct zl_string
zl_loss_name(enum zl_language language, struct zl_string kind)
{
	static const struct name names[] = {{"picture", "图片", "picture"},
					    {"shape", "图形", "shape"},
					    {"formula", "公式", "formula"},
					    {"ole", "嵌入对象", "embedded object"},
					    {"field", "域", "field"},
					    {"hidden", "隐藏文字", "hidden text"},
					    {"chart", "图表", "chart"},
					    {"repeated", "重复的文字", "repeated text"},
					    {"field-code", "域代码", "field code"},
					    {"diagram", "示意图", "diagram"},
					    {NULL, NULL, NULL}};

	return name_of(language, names, kind);
}

struct zl_string
zl_fact_name(enum zl_language language, struct zl_string name)
{
	static const struct name names[] = {{"title", "题名", "title"},
					    {"subtitle", "副题名", "subtitle"},
					    {"issuer", "发文单位", "issuer"},
					    {"inspector", "检查单位", "inspector"},
					    {"inspected", "被检查单位", "inspected"},
					    {"period", "检查时间", "period"},
					    {"feedback-date", "反馈时间", "feedback date"},
					    {"publicity", "公示期", "publicity"},
					    {"phone", "电话", "phone"},
					    {"postcode", "邮编", "postcode"},
					    {"email", "电子邮箱", "email"},
					    {"address", "地址", "address"},
					    {"date", "成文日期", "date"},
					    {NULL, NULL, NULL}};

	return name_of(language, names, name);
}

struct zl_string
zl_note_name(enum zl_language language, struct zl_string kind)
{
	static const struct name names[] = {
	    {"footnote", "脚注", "Footnote"}, {"endnote", "尾注", "Endnote"},
	    {"comment", "批注", "Comment"},   {"box", "文本框", "Text box"},
	    {"header", "页眉", "Header"},     {"footer", "页脚", "Footer"},
	    {"notes", "附注", "Notes"},	      {NULL, NULL, NULL}};

	return name_of(language, names, kind);
}

struct zl_string
zl_code_chip(enum zl_language language, struct zl_string code)
{
	/* Warnings of the stages before. */
	static const struct name warnings[] = {{"backslash-names", "路径写法", "backslash names"},
					       {"broken-part", "部件损坏", "broken part"},
					       {"data-binding", "数据绑定", "data binding"},
					       {"equation-field", "公式域", "equation field"},
					       {"leader", "引导点", "leader"},
					       {"merged-cell-text", "并格文字", "merged cell"},
					       {"missing-part", "缺少部件", "missing part"},
					       {"missing-relation", "缺少部件", "missing relation"},
					       {"mojibake", "乱码", "mojibake"},
					       {"number-format", "编号格式", "number format"},
					       {"number-range", "编号超限", "number range"},
					       {"symbol", "符号字", "symbol"},
					       {"symbol-font", "符号字体", "symbol font"},
					       {"tracked-changes", "修订痕迹", "tracked changes"},
					       {NULL, NULL, NULL}};
	const struct zl_doubt_code *known = zl_doubt_code(code.data, code.length);

	if (known == NULL)
		return name_of(language, warnings, code);
	return language != ZL_CHINESE ? code : zl_string(known->chip);
}

int
zl_code_weight(struct zl_string code)
{
	const struct zl_doubt_code *known = zl_doubt_code(code.data, code.length);

	return known == NULL ? 0 : known->weight;
}

/* What was corrected, or why a correction was not applied, as the engine tells it. */
static struct zl_string
correction_of(struct zl_string text)
{
	static const struct name corrected[] = {{"finding", "问题", ""},
						{"section", "标题", ""},
						{"text", "正文", ""},
						{"recommendation", "建议", ""},
						{"response", "答复", ""},
						{"unanswered", "没有答复", ""},
						{"statement", "问题的字", ""},
						{"fact", "事项", ""},
						{NULL, NULL, NULL}};
	static const struct name reasons[] = {
	    {"there is no such paragraph", "没有这一段", ""},
	    {"the paragraph begins with other words", "这一段的开头是别的字", ""},
	    {"the words do not stand in the paragraph", "这一段里没有这些字", ""},
	    {"nothing can begin there", "这里不能开始一条", ""},
	    {"no finding begins there", "那里没有问题", ""},
	    {"no finding begins where it says", "那里没有问题", ""},
	    {"no finding begins at the paragraph that it is to stand under", "上级那一段没有问题",
	     ""},
	    {"no finding came of it", "没有读成问题", ""},
	    {"none of these paragraphs can be a response", "这几段不能是答复", ""},
	    {"it would tear a paragraph apart", "会把一段拆散", ""},
	    {NULL, NULL, NULL}};
	const char *colon = text.length == 0 ? NULL : strstr(text.data, ": ");

	if (colon == NULL)
		return name_of(ZL_CHINESE, corrected, text);
	return name_of(ZL_CHINESE, reasons, zl_string(colon + 2));
}

/* What the sentence of a flag has in its place: its value, or the words that it is about. */
static void
add_value(const struct zl_page *page, const struct zl_page_flag *flag, bool correction,
	  struct zl_buffer *out)
{
	static const struct name readings[] = {
	    {"heading", "标题", "heading"}, {"text", "正文", "text"},
	    {"problem", "问题", "problem"}, {"recommendation", "建议", "recommendation"},
	    {"answer", "答复", "response"}, {NULL, NULL, NULL}};
	struct zl_string value =
	    correction ? correction_of(flag->text) : name_of(ZL_CHINESE, readings, flag->value);

	if (value.data != NULL)
		zl_buffer_add(out, value.data, value.length);
	else
		zl_page_words(page, flag->n, flag->from, flag->to, out);
}

void
zl_code_sentence(enum zl_language language, const struct zl_page *page,
		 const struct zl_page_flag *flag, struct zl_buffer *out)
{
	const struct zl_doubt_code *known = zl_doubt_code(flag->code.data, flag->code.length);

	if (known == NULL || language != ZL_CHINESE) {
		zl_buffer_add(out, flag->text.data, flag->text.length);
		return;
	}
	bool correction = strncmp(known->code, "correct", strlen("correct")) == 0;
	for (const char *at = known->sentence; *at != '\0'; at++) {
		if (at[0] == '%' && at[1] == 's')
			add_value(page, flag, correction, out);
		else
			zl_buffer_byte(out, *at);
		at += at[0] == '%';
	}
}
