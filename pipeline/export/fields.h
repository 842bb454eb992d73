/* fields.h: what archives want to know of a document: one table of fields, and their values. */
#ifndef ZL_FIELDS_H
#define ZL_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* X(IDENTIFIER, "name", "alias"): the columns of a sidecar. */
#define ZL_FIELDS(X)                                                                               \
	X(CODE, "档号", "code")                                                                    \
	X(FONDS, "全宗号", "fonds")                                                                \
	X(FONDS_NAME, "全宗名称", "fonds-name")                                                    \
	X(ARCHIVE, "档案馆名称", "archive")                                                        \
	X(ARCHIVE_CODE, "档案馆代码", "archive-code")                                              \
	X(CREATOR_UNIT, "立档单位名称", "creator-unit")                                            \
	X(CATEGORY, "档案门类代码", "category")                                                    \
	X(YEAR, "年度", "year")                                                                    \
	X(RETENTION, "保管期限", "retention")                                                      \
	X(OFFICE, "机构或问题", "office")                                                          \
	X(ITEM, "件号", "item")                                                                    \
	X(ARCHIVE_ITEM, "馆编件号", "archive-item")                                                \
	X(CATALOGUE, "目录号", "catalogue")                                                        \
	X(FILE, "室编案卷号", "file")                                                              \
	X(ARCHIVE_FILE, "馆编案卷号", "archive-file")                                              \
	X(PAGE, "页号", "page")                                                                    \
	X(TITLE, "题名", "title")                                                                  \
	X(SUBTITLE, "副题名", "subtitle")                                                          \
	X(AUTHOR, "责任者", "author")                                                              \
	X(DATE, "日期", "date")                                                                    \
	X(NUMBER, "文件编号", "doc-number")                                                        \
	X(GENRE, "文种", "genre")                                                                  \
	X(SECRECY, "密级", "secrecy")                                                              \
	X(SECRECY_PERIOD, "保密期限", "secrecy-period")                                            \
	X(ADDRESSEE, "主送", "addressee")                                                          \
	X(COPY_TO, "抄送", "copy-to")                                                              \
	X(URGENCY, "紧急程度", "urgency")                                                          \
	X(PERSON, "人名", "person")                                                                \
	X(CLASS, "分类号", "class")                                                                \
	X(KEYWORDS, "关键词", "keywords")                                                          \
	X(PAGES, "页数", "pages")                                                                  \
	X(ABSTRACT, "摘要", "abstract")                                                            \
	X(DRAFT, "稿本", "draft")                                                                  \
	X(CONTROL, "控制标识", "control")                                                          \
	X(RIGHTS, "知识产权说明", "rights")                                                        \
	X(CARRIER, "脱机载体编号", "carrier")                                                      \
	X(NOTE, "备注", "note")                                                                    \
	X(CARRIER_PARAMETERS, "载体参数", "carrier-parameters")                                    \
	X(CARRIER_COUNT, "载体数量", "carrier-count")                                              \
	X(CHECKED_BY, "检查单位", "checked-by")                                                    \
	X(SLUG, "全宗标识", "slug")

#define ZL_FIELD_NAME(identifier, name, alias) ZL_FIELD_##identifier,
enum zl_field { ZL_FIELDS(ZL_FIELD_NAME) ZL_FIELD_COUNT };
#undef ZL_FIELD_NAME

/* The name and its English alias. */
extern const char *const zl_field_names[ZL_FIELD_COUNT];
extern const char *const zl_field_aliases[ZL_FIELD_COUNT];

/* The field of that name or alias; ZL_FIELD_COUNT for none. */
enum zl_field zl_field_of(const char *name, size_t length);

/* The values of one document; absent where nothing says them. */
struct zl_fields {
	struct zl_string values[ZL_FIELD_COUNT];
	struct zl_arena arena; /* holds what had to be made */
};

/* 档号 of a pattern, from the parts that fields has: "{全宗号}-{年度}-{件号:04}". */
extern const char zl_code_pattern[];

/*
 * Fills in what a document says itself where the fields lack it, and builds 档号 by pattern when
 * none is given and its parts are there.  ZL_FAILED: memory is out.
 */
struct zl_record_rows;
struct zl_record_reader;
enum zl_status zl_fields_complete(struct zl_fields *, struct zl_record_reader *,
				  const char *pattern) ZL_NODISCARD;

/* A bit for each field in pattern that has no value and may not be left out. */
uint64_t zl_code_lacks(const struct zl_fields *, const char *pattern);

/* Whether pattern names known fields; else *name and *length are of one that it does not know. */
bool zl_code_is_known(const char *pattern, const char **name, size_t *length);

#endif
