/* normal.c: words of states and dates, looked up in tables over the folded text. */
#include "normal.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct phrase {
	const char *words;
	enum zl_finding_state state;
};

const char *
zl_finding_state_name(enum zl_finding_state state)
{
	static const char *const names[] = {[ZL_FINDING_UNKNOWN] = "unknown",
					    [ZL_FINDING_NOT_BEGUN] = "not-begun",
					    [ZL_FINDING_UNDER_WAY] = "under-way",
					    [ZL_FINDING_LONG_TERM] = "long-term",
					    [ZL_FINDING_DONE] = "done"};

	return names[state];
}

/* The first that stands anywhere in an attribute decides: what denies comes before what it denies.
 */
static const struct phrase within[] = {
    {"未启动", ZL_FINDING_NOT_BEGUN}, {"未开始", ZL_FINDING_NOT_BEGUN},
    {"未开展", ZL_FINDING_NOT_BEGUN}, {"未着手", ZL_FINDING_NOT_BEGUN},
    {"待启动", ZL_FINDING_NOT_BEGUN}, {"未完成", ZL_FINDING_UNDER_WAY},
    {"未整改", ZL_FINDING_UNDER_WAY}, {"未办结", ZL_FINDING_UNDER_WAY},
    {"未销号", ZL_FINDING_UNDER_WAY}, {"未落实", ZL_FINDING_UNDER_WAY},
    {"未解决", ZL_FINDING_UNDER_WAY}, {"未全部", ZL_FINDING_UNDER_WAY},
    {"未到位", ZL_FINDING_UNDER_WAY}, {"基本", ZL_FINDING_UNDER_WAY},
    {"部分", ZL_FINDING_UNDER_WAY},   {"阶段", ZL_FINDING_UNDER_WAY},
    {"正在", ZL_FINDING_UNDER_WAY},   {"推进中", ZL_FINDING_UNDER_WAY},
    {"整改中", ZL_FINDING_UNDER_WAY}, {"进行中", ZL_FINDING_UNDER_WAY},
    {"办理中", ZL_FINDING_UNDER_WAY}, {"实施中", ZL_FINDING_UNDER_WAY},
    {"序时", ZL_FINDING_UNDER_WAY},   {"达到进度", ZL_FINDING_UNDER_WAY},
    {"按进度", ZL_FINDING_UNDER_WAY}, {"限期", ZL_FINDING_UNDER_WAY},
    {"已完成", ZL_FINDING_DONE},      {"完成整改", ZL_FINDING_DONE},
    {"整改完成", ZL_FINDING_DONE},    {"已整改", ZL_FINDING_DONE},
    {"整改到位", ZL_FINDING_DONE},    {"整改完毕", ZL_FINDING_DONE},
    {"全部完成", ZL_FINDING_DONE},    {"办结", ZL_FINDING_DONE},
    {"销号", ZL_FINDING_DONE},	      {"已落实", ZL_FINDING_DONE},
    {"已解决", ZL_FINDING_DONE},      {"已全部", ZL_FINDING_DONE},
    {"100%", ZL_FINDING_DONE},	      {"%", ZL_FINDING_UNDER_WAY},
    {"长期", ZL_FINDING_LONG_TERM},   {"持续", ZL_FINDING_UNDER_WAY},
    {"推进", ZL_FINDING_UNDER_WAY},
};

/* What an attribute says and nothing else: the cell of a column "是否完成". */
static const struct phrase whole[] = {
    {"是", ZL_FINDING_DONE},   {"否", ZL_FINDING_UNDER_WAY}, {"√", ZL_FINDING_DONE},
    {"完成", ZL_FINDING_DONE}, {"到位", ZL_FINDING_DONE},
};

/* What a clause may begin with and still tell of the finding as a whole. */
static const char *const about[] = {
    "截至目前", "截止目前", "目前", "现在", "现",   "当前", "至此", "该",   "此",   "本",   "上述",
    "以上",	"所有",	    "全部", "项",   "问题", "事项", "任务", "隐患", "工作", "已均", "均",
};

static const struct phrase clauses[] = {
    {"已完成整改", ZL_FINDING_DONE},
    {"已整改完成", ZL_FINDING_DONE},
    {"已整改到位", ZL_FINDING_DONE},
    {"已整改完毕", ZL_FINDING_DONE},
    {"已全部整改到位", ZL_FINDING_DONE},
    {"已全部整改完毕", ZL_FINDING_DONE},
    {"已全部整改完成", ZL_FINDING_DONE},
    {"已全部完成整改", ZL_FINDING_DONE},
    {"已全部完成", ZL_FINDING_DONE},
    {"已全部整改", ZL_FINDING_DONE},
    {"整改完毕", ZL_FINDING_DONE},
    {"整改到位", ZL_FINDING_DONE},
    {"整改完成", ZL_FINDING_DONE},
    {"完成整改", ZL_FINDING_DONE},
    {"已整改", ZL_FINDING_DONE},
    {"已整改闭环", ZL_FINDING_DONE},
    {"已完成", ZL_FINDING_DONE},
    {"已办结", ZL_FINDING_DONE},
    {"已销号", ZL_FINDING_DONE},
    {"已完成销号", ZL_FINDING_DONE},
    {"已得到解决", ZL_FINDING_DONE},
    {"已解决", ZL_FINDING_DONE},
    {"基本完成", ZL_FINDING_UNDER_WAY},
    {"基本完成整改", ZL_FINDING_UNDER_WAY},
    {"已基本完成", ZL_FINDING_UNDER_WAY},
    {"已基本完成整改", ZL_FINDING_UNDER_WAY},
    {"已基本整改到位", ZL_FINDING_UNDER_WAY},
    {"基本整改到位", ZL_FINDING_UNDER_WAY},
    {"正在整改", ZL_FINDING_UNDER_WAY},
    {"正在整改中", ZL_FINDING_UNDER_WAY},
    {"正在推进", ZL_FINDING_UNDER_WAY},
    {"正在推进中", ZL_FINDING_UNDER_WAY},
    {"正在办理", ZL_FINDING_UNDER_WAY},
    {"正在落实", ZL_FINDING_UNDER_WAY},
    {"正在进行中", ZL_FINDING_UNDER_WAY},
    {"整改仍在推进", ZL_FINDING_UNDER_WAY},
    {"仍在整改", ZL_FINDING_UNDER_WAY},
    {"尚未整改到位", ZL_FINDING_UNDER_WAY},
    {"尚未整改完毕", ZL_FINDING_UNDER_WAY},
    {"尚未完成", ZL_FINDING_UNDER_WAY},
    {"尚未完成整改", ZL_FINDING_UNDER_WAY},
    {"未整改到位", ZL_FINDING_UNDER_WAY},
    {"尚未办结", ZL_FINDING_UNDER_WAY},
    {"尚未启动", ZL_FINDING_NOT_BEGUN},
    {"尚未开始", ZL_FINDING_NOT_BEGUN},
    {"长期坚持", ZL_FINDING_LONG_TERM},
    {"将长期坚持", ZL_FINDING_LONG_TERM},
    {"需长期坚持", ZL_FINDING_LONG_TERM},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Whether the character of so many bytes at text may stand round what is said. */
static bool
is_sign(const char *text, size_t bytes)
{
	static const char signs[] = "()【】[]〔〕。.;,、: ";

	return memmem(signs, sizeof(signs) - 1, text, bytes) != NULL;
}

/* The folded text without signs at its ends; NULL when memory is out or nothing is left. */
static const char *
folded(struct zl_fold *fold, const char *text, size_t length)
{
	if (length > 4096 || !zl_fold(fold, text, length))
		return NULL;
	char *from = fold->text.data, *to = from + fold->text.length, *last;
	while (from < to && is_sign(from, zl_utf8_bytes(*from)))
		from += zl_utf8_bytes(*from);
	for (; from < to; to = last) {
		for (last = to - 1; last > from && zl_utf8_is_continuation(*last); last--)
			;
		if (!is_sign(last, (size_t)(to - last)))
			break;
	}
	*to = '\0';
	return from == to ? NULL : from;
}

/* The bytes of word when text begins with it, else 0. */
static inline size_t
head(const char *text, const char *word)
{
	size_t size = 0;

	while (word[size] != '\0' && text[size] == word[size])
		size++;
	return word[size] == '\0' ? size : 0;
}

enum zl_finding_state
zl_normal_state(struct zl_fold *fold, const char *text, size_t length)
{
	const char *words = folded(fold, text, length);

	if (words == NULL)
		return ZL_FINDING_UNKNOWN;
	for (size_t i = 0; i < COUNT(whole); i++)
		if (strcmp(words, whole[i].words) == 0)
			return whole[i].state;
	for (size_t i = 0; i < COUNT(within); i++)
		if (strstr(words, within[i].words) != NULL)
			return within[i].state;
	return ZL_FINDING_UNKNOWN;
}

/* The state that a clause tells which says nothing else. */
static enum zl_finding_state
state_of_clause(const char *clause, size_t length)
{
	static const char also[] = "并长期坚持";
	const size_t more = sizeof(also) - 1;
	enum { LONGEST = sizeof("已全部整改到位") - 1 }; /* of clauses */
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < COUNT(about); i++) {
			size_t size = head(clause, about[i]);
			if (size > 0 && size < length) {
				clause += size;
				length -= size;
				again = true;
			}
		}
	}
	if (length > more && memcmp(clause + length - more, also, more) == 0)
		length -= more;
	if (length == 0 || length > LONGEST)
		return ZL_FINDING_UNKNOWN;
	for (size_t i = 0; i < COUNT(clauses); i++) {
		assert(strlen(clauses[i].words) <= LONGEST);
		if (head(clause, clauses[i].words) == length)
			return clauses[i].state;
	}
	return ZL_FINDING_UNKNOWN;
}

/* The last state that one of the clauses of a sentence tells. */
static enum zl_finding_state
state_of_sentence(const char *sentence, size_t length)
{
	enum zl_finding_state state = ZL_FINDING_UNKNOWN;

	for (size_t from = 0, at = 0; at <= length; at++) {
		char sign = at < length ? sentence[at] : ';';
		if (sign != ',' && sign != ';' && sign != ':' && sign != '!')
			continue;
		enum zl_finding_state told = state_of_clause(sentence + from, at - from);
		/* What is done and kept up is done. */
		if (told != ZL_FINDING_UNKNOWN &&
		    (told != ZL_FINDING_LONG_TERM || state == ZL_FINDING_UNKNOWN))
			state = told;
		from = at + 1;
	}
	return state;
}

enum zl_finding_state
zl_normal_response(struct zl_fold *fold, const char *text, size_t length)
{
	enum { ENDS = 180 }; /* bytes of the text, as long as a sentence that is looked for */
	size_t size = length > ENDS ? ENDS : length;
	const char *tail = text + length - size;

	while (tail < text + length && ((unsigned char)*tail & 0xC0) == 0x80)
		tail++;
	const char *at = folded(fold, tail, (size_t)(text + length - tail));
	if (at == NULL)
		return ZL_FINDING_UNKNOWN;
	for (const char *stop; (stop = strstr(at, "。")) != NULL; at = stop + strlen("。"))
		;
	enum zl_finding_state state = state_of_sentence(at, strlen(at));
	const char *stop = memmem(text, size, "。", strlen("。"));
	if (state != ZL_FINDING_UNKNOWN || stop == NULL)
		return state;
	at = folded(fold, text, (size_t)(stop - text));
	return at == NULL ? state : state_of_sentence(at, strlen(at));
}

static int
days_of(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* What follows at, which is put behind it; false, and at as it was, when that is not word. */
static bool
take(const char **at, const char *word)
{
	size_t size = head(*at, word);

	*at += size;
	return size > 0;
}

static bool
take_number(const char **at, int digits, int *number)
{
	const char *from = *at;

	*number = 0;
	while (**at >= '0' && **at <= '9' && *at - from < digits)
		*number = 10 * *number + *(*at)++ - '0';
	return *at > from;
}

/* A date in parts; 0 for what is not said. */
struct parts {
	int year, month, day;
	const char *precision;
};

static void
end_at(struct parts *parts, int month, int day, const char *precision)
{
	parts->month = month;
	parts->day = day == 0 ? days_of(parts->year, month) : day;
	parts->precision = precision;
}

/* What may stand behind a year for a part of it. */
static bool
take_part_of_year(const char **at, struct parts *parts)
{
	static const struct {
		const char *words, *precision;
		int month;
	} known[] = {
	    {"上半年", "half-year", 6},	 {"下半年", "half-year", 12}, {"一季度", "quarter", 3},
	    {"二季度", "quarter", 6},	 {"三季度", "quarter", 9},    {"四季度", "quarter", 12},
	    {"第一季度", "quarter", 3},	 {"第二季度", "quarter", 6},  {"第三季度", "quarter", 9},
	    {"第四季度", "quarter", 12}, {"底", "year", 12},	      {"年底", "year", 12},
	    {"末", "year", 12}};

	for (size_t i = 0; i < COUNT(known); i++)
		if (take(at, known[i].words)) {
			end_at(parts, known[i].month, 0, known[i].precision);
			return true;
		}
	return false;
}

/* The day, or third, of the month that was read; without one, the month as a whole. */
static bool
take_day(const char **at, struct parts *parts, int month, bool signs)
{
	int day;

	if (take_number(at, 2, &day)) {
		end_at(parts, month, day, "day");
		return day >= 1 && day <= days_of(parts->year, month) &&
		       (signs || take(at, "日") || take(at, "号"));
	}
	if (signs)
		return false;
	if (take(at, "上旬") || take(at, "初"))
		end_at(parts, month, 10, "ten-days");
	else if (take(at, "中旬"))
		end_at(parts, month, 20, "ten-days");
	else
		end_at(parts, month, 0, take(at, "下旬") ? "ten-days" : "month");
	return true;
}

/* Month and day: 12月31日, or with signs 12-31; false, and at as it was, when they are not there.
 */
static bool
take_month(const char **at, struct parts *parts, bool signs)
{
	const char *from = *at;
	int month;

	if (take_number(at, 2, &month) && month >= 1 && month <= 12 &&
	    (signs ? take(at, "-") || take(at, ".") || take(at, "/") : take(at, "月")) &&
	    take_day(at, parts, month, signs))
		return true;
	*at = from;
	return false;
}

/* A year and what follows it. */
static bool
take_date(const char **at, struct parts *parts)
{
	const char *from = *at;

	if (!take_number(at, 4, &parts->year) || *at - from != 4 || parts->year < 1900 ||
	    parts->year > 2100 || (**at >= '0' && **at <= '9'))
		return false;
	if (take(at, "-") || take(at, ".") || take(at, "/"))
		return take_month(at, parts, true);
	if (!take(at, "年"))
		return false;
	if (take_part_of_year(at, parts) || take_month(at, parts, false))
		return true;
	if ((**at >= '0' && **at <= '9') || **at == 'X' || **at == 'x' || **at == '*')
		return false; /* a month that is none */
	end_at(parts, 12, 0, "year");
	return true;
}

/* The end of a period whose beginning was read; the year of that counts where none is said. */
static void
take_end(const char *at, struct parts *parts)
{
	static const char *const signs[] = {"至", "到", "-", "—", "~"};
	struct parts end = *parts;
	bool ranged = false;

	for (size_t i = 0; i < COUNT(signs); i++)
		while (take(&at, signs[i]))
			ranged = true;
	const char *from = at;
	if (ranged && (take_date(&at, &end) ||
		       (at = from, end.year = parts->year, take_month(&at, &end, false))))
		*parts = end;
}

bool
zl_normal_date(struct zl_fold *fold, const char *text, size_t length, struct zl_normal_date *date)
{
	const char *at = folded(fold, text, length);
	struct parts parts = {0};
	bool found = false;

	while (at != NULL && *at != '\0' && !found) {
		const char *from = at;
		found = take_date(&at, &parts);
		if (!found) { /* behind the whole number, so that 12023年 is none */
			at = from;
			while (*at >= '0' && *at <= '9')
				at++;
			if (at == from)
				at += zl_utf8_bytes(*at);
		}
	}
	if (!found)
		return false;
	take_end(at, &parts);
	snprintf(date->date, sizeof(date->date), "%04d-%02d-%02d", (unsigned)parts.year % 10000,
		 (unsigned)parts.month % 100, (unsigned)parts.day % 100);
	date->precision = parts.precision;
	return true;
}
