/* fields.h: what archives want to know of a document: one table of fields, and their values. */
#ifndef ZL_FIELDS_H
#define ZL_FIELDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/*
 * X(IDENTIFIER, "name", "alias", "group", "element"): the columns of a sidecar, and for style
 * sheets the group of DA/T 46 that the field belongs to ("" for none) and what it is called there;
 * within a group in the order of the standard.
 */
#define ZL_FIELDS(X)                                                                               \
	X(CODE, "档号", "code", "", "档号")                                                        \
	X(ARCHIVE, "档案馆名称", "archive", "来源", "档案馆名称")                                  \
	X(ARCHIVE_CODE, "档案馆代码", "archive-code", "来源", "档案馆代码")                        \
	X(FONDS_NAME, "全宗名称", "fonds-name", "来源", "全宗名称")                                \
	X(CREATOR_UNIT, "立档单位名称", "creator-unit", "来源", "立档单位名称")                    \
	X(FONDS, "全宗号", "fonds", "档号", "全宗号")                                              \
	X(CATALOGUE, "目录号", "catalogue", "档号", "目录号")                                      \
	X(YEAR, "年度", "year", "档号", "年度")                                                    \
	X(RETENTION, "保管期限", "retention", "档号", "保管期限")                                  \
	X(OFFICE, "机构或问题", "office", "档号", "机构或问题")                                    \
	X(CATEGORY, "档案门类代码", "category", "档号", "类别号")                                  \
	X(FILE, "室编案卷号", "file", "档号", "室编案卷号")                                        \
	X(ARCHIVE_FILE, "馆编案卷号", "archive-file", "档号", "馆编案卷号")                        \
	X(ITEM, "件号", "item", "档号", "室编件号")                                                \
	X(ARCHIVE_ITEM, "馆编件号", "archive-item", "档号", "馆编件号")                            \
	X(PAGE, "页号", "page", "档号", "页号")                                                    \
	X(TITLE, "题名", "title", "内容描述", "题名")                                              \
	X(SUBTITLE, "副题名", "subtitle", "内容描述", "副题名")                                    \
	X(KEYWORDS, "关键词", "keywords", "内容描述", "关键词")                                    \
	X(PERSON, "人名", "person", "内容描述", "人名")                                            \
	X(ABSTRACT, "摘要", "abstract", "内容描述", "摘要")                                        \
	X(CLASS, "分类号", "class", "内容描述", "分类号")                                          \
	X(NUMBER, "文件编号", "doc-number", "内容描述", "文件编号")                                \
	X(AUTHOR, "责任者", "author", "内容描述", "责任者")                                        \
	X(DATE, "日期", "date", "内容描述", "日期")                                                \
	X(GENRE, "文种", "genre", "内容描述", "文种")                                              \
	X(URGENCY, "紧急程度", "urgency", "内容描述", "紧急程度")                                  \
	X(ADDRESSEE, "主送", "addressee", "内容描述", "主送")                                      \
	X(COPY_TO, "抄送", "copy-to", "内容描述", "抄送")                                          \
	X(SECRECY, "密级", "secrecy", "内容描述", "密级")                                          \
	X(SECRECY_PERIOD, "保密期限", "secrecy-period", "内容描述", "保密期限")                    \
	X(PAGES, "页数", "pages", "形式特征", "页数")                                              \
	X(DRAFT, "稿本", "draft", "稿本", "稿本")                                                  \
	X(CARRIER, "脱机载体编号", "carrier", "存储位置", "脱机载体编号")                          \
	X(RIGHTS, "知识产权说明", "rights", "权限管理", "知识产权说明")                            \
	X(CONTROL, "控制标识", "control", "权限管理", "控制标识")                                  \
	X(NOTE, "备注", "note", "附注", "附注")                                                    \
	X(CARRIER_PARAMETERS, "载体参数", "carrier-parameters", "", "载体参数")                    \
	X(CARRIER_COUNT, "载体数量", "carrier-count", "", "载体数量")                              \
	X(CHECKED_BY, "检查单位", "checked-by", "", "检查单位")                                    \
	X(SLUG, "全宗标识", "slug", "", "全宗标识")

#define ZL_FIELD_NAME(identifier, name, alias, group, element) ZL_FIELD_##identifier,
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
