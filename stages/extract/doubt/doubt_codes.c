/* doubt_codes.c: the one table of flags. */
#include "doubt_codes.h"

#include <string.h>

#include "base/search.h"

/* Sorted by code. */
static const struct zl_doubt_code codes[] = {
    {"close", 8, "归类接近", "也可能是%s", "it could be a %s as well"},
    {"close-heading", 10, "标题或问题", "读作标题，也可能是问题",
     "read as a heading, it could be a problem"},
    {"corrected", 0, "人工更正", "按人工更正读的：%s", "read as people corrected it: %s"},
    {"correction-stale", 12, "更正失效", "更正没有用上：%s", "a correction was not applied: %s"},
    {"empty-part", 4, "空节", "标题下面没有内容", "nothing stands under the heading"},
    {"gap-behind", 4, "其后缺号", "编号到%s不连，下一条可能并入了它的答复",
     "numbers skip to %s: the next item may have gone into its response"},
    {"garbled", 8, "乱码", "这一段有乱码", "the paragraph has garbled characters"},
    {"heading-inside", 8, "混入标题", "答复里有像另一条问题的标题：“%s”",
     "the response holds what looks like another problem's heading: %s"},
    {"label-like", 8, "标签不认", "答复开头“%s”像标签，没有认出",
     "the response begins with what looks like a label: %s"},
    {"label-unread", 3, "标签未用", "有“%s”的字样，没有归到任何问题",
     "the label of a response that belongs to no problem: %s"},
    {"length", 2, "长短悬殊", "答复的长短与同级各条悬殊",
     "the response is far longer than those beside it"},
    {"loss-inside", 2, "内有丢失", "这里面有没能带过来的东西",
     "something in it could not be carried"},
    {"measure-gap", 4, "措施缺号", "措施的编号不连", "the numbers of its measures have a gap"},
    {"missed-item", 12, "疑漏问题", "这一条像一个问题，没有读作问题：“%s”",
     "the item looks like a problem and was not read as one: %s"},
    {"missed-sentence", 6, "疑漏语句", "这一句像在说问题：“%s”",
     "the sentence seems to state a problem: %s"},
    {"much-unread", 4, "多数未读", "全文 %s%% 的文字没有归入问题、答复或建议",
     "%s %% of the text is in no finding or recommendation"},
    {"no-finding", 8, "没有问题", "整改报告，没有读出问题",
     "a report on rectification without findings"},
    {"none-answered", 6, "都没答复", "有问题，没有读出一条答复", "findings, and not one response"},
    {"number-gap", 4, "编号不连", "编号到%s不连", "numbers skip to %s"},
    {"one-measure", 2, "仅一措施", "只有一条措施", "it has one measure only"},
    {"orphan", 6, "措施无主", "这一条措施没有问题可归", "the measure pairs with no problem"},
    {"paragraph-more", 4, "多出一段", "同级各条的答复段数相同，这一条多出一段：“%s”",
     "the response has a paragraph more than those beside it: %s"},
    {"quote-unpaired", 4, "引号不对", "引号不成对", "quotation marks do not pair"},
    {"response-onward", 2, "转谈今后", "答复的末尾转到了今后的打算：“%s”",
     "the response ends in what is to be done: %s"},
    {"response-tail", 8, "混入结语", "最后一条答复的末尾像结束语：“%s”",
     "the end of the last response looks like the report's closing words: %s"},
    {"sibling-label", 10, "缺标签", "同级各条都有“整改情况：”一类的标签，这一条没有",
     "those beside it have a label before the response, this one has none"},
    {"sibling-reading", 8, "同级不同", "同级各条读作问题，这一条没有",
     "those beside it are problems, this one was read as none"},
    {"sibling-rule", 4, "写法不同", "写法与同级各条不同", "written unlike those beside it"},
    {"statement-colon", 6, "问题带冒号", "问题的文字里有冒号，冒号之后可能是说明",
     "the statement has a colon: what follows may be detail"},
    {"statement-long", 8, "问题过长", "问题过长，可能并入了说明或答复",
     "the statement is long: detail or response may have gone into it"},
    {"statement-no-fault", 4, "问题无缺失", "问题的文字没有说缺什么、错什么",
     "the statement says nothing that is wrong"},
    {"statement-short", 8, "问题过短", "问题过短", "the statement is short"},
    {"structure-lost", 4, "结构放弃", "这一部分的结构放弃了", "the structure was given up here"},
    {"unanswered-among", 1, "独缺答复", "同级各条有答复，这一条没有",
     "those beside it have responses, this one has none"},
    {"unread-among", 3, "夹着没读", "两条问题之间有一段没有归到哪一条：“%s”",
     "text between two findings is of neither: %s"},
    {"unstopped", 4, "无句号", "答复末尾没有句号，可能断在半句",
     "the response ends within a sentence"},
};

static int
compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct zl_doubt_code *)item)->code);
}

const struct zl_doubt_code *
zl_doubt_code(const char *code, size_t length)
{
	char name[32];

	if (length >= sizeof(name))
		return NULL;
	memcpy(name, code, length);
	name[length] = '\0';
	size_t behind = zl_search_behind(name, codes, sizeof(codes) / sizeof(codes[0]),
					 sizeof(codes[0]), compare);
	return behind > 0 && strcmp(name, codes[behind - 1].code) == 0 ? &codes[behind - 1] : NULL;
}

const struct zl_doubt_code *
zl_doubt_codes(size_t *count)
{
	*count = sizeof(codes) / sizeof(codes[0]);
	return codes;
}
