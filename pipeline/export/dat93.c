/*
 * dat93.c: export --to dat93: item packages of DA/T 93-2022: a folder an item, a list of them, and
 * a note for people.  A package is CARRIER-001, -002 ...
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vector.h"
#include "export.h"
#include "pipeline/common/message.h"
#include "schemas.h"
#include "source.h"
#include "xslt.h"

enum { USUAL_BATCH = 100 };

struct carrier {
	char *name; /* owned */
	unsigned packages;
};

struct dat93 {
	struct zl_sheet_xslt *sheet;
	ZL_VECTOR(struct carrier) carriers;
	char *carrier; /* of the package at hand, borrowed from carriers; NULL: none is open */
	struct zl_buffer folder; /* of it, with its slash */
	struct zl_sink *list, *sums;
	uint64_t items;
	struct zl_buffer first, last; /* 档号 */
	struct zl_buffer unit, parameters, carrier_count, checked_by;
	struct zl_buffer path, out;
};

static enum zl_status
begin(struct zl_export *export)
{
	struct dat93 *dat93 = export->data = calloc(1, sizeof(*dat93));

	if (dat93 == NULL)
		return ZL_FAILED;
	if (export->options.batch == 0)
		export->options.batch = USUAL_BATCH;
	dat93->sheet = zl_xslt_new(export->reader, zl_eep_xsl, zl_eep_xsl_size,
				   export->options.xslt, NULL, 0, export->options.schema);
	return dat93->sheet == NULL ? ZL_FAILED : ZL_DONE;
}

static const char *
below(struct dat93 *dat93, const char *name)
{
	zl_buffer_clear(&dat93->path);
	zl_buffer_format(&dat93->path, "%s%s", dat93->folder.data, name);
	return dat93->path.failed ? "" : dat93->path.data;
}

static void
keep(struct zl_buffer *into, struct zl_string value)
{
	zl_buffer_clear(into);
	zl_buffer_add(into, value.data == NULL ? "" : value.data, value.length);
}

/* The number of the carrier's next package; 0 when memory is out. */
static unsigned
next_package(struct dat93 *dat93, struct zl_string name)
{
	for (size_t i = 0; i < dat93->carriers.count; i++)
		if (zl_string_is(name, dat93->carriers.items[i].name)) {
			dat93->carrier = dat93->carriers.items[i].name;
			return ++dat93->carriers.items[i].packages;
		}
	struct carrier *carrier = zl_vector_push(&dat93->carriers);
	if (carrier == NULL || (carrier->name = strndup(name.data, name.length)) == NULL)
		return 0;
	dat93->carrier = carrier->name;
	return carrier->packages = 1;
}

static enum zl_status
begin_package(struct zl_export *export, const struct zl_export_item *item)
{
	struct dat93 *dat93 = export->data;
	const struct zl_string *values = item->fields->values;
	unsigned number = next_package(dat93, values[ZL_FIELD_CARRIER]);

	if (number == 0)
		return ZL_FAILED;
	zl_buffer_clear(&dat93->folder);
	zl_buffer_format(&dat93->folder, "%s-%03u/", dat93->carrier, number);
	dat93->sums = zl_sink_open(&export->destination, below(dat93, "其他/SHA256SUMS"));
	if (dat93->sums == NULL)
		return ZL_FAILED;
	export->destination.also = dat93->sums;
	export->destination.also_from = dat93->folder.length;
	dat93->list = zl_sink_open(
	    &export->destination,
	    below(dat93, export->options.layout_2012 ? "文件目录.XML" : "目录文件.XML"));
	if (dat93->list == NULL)
		return ZL_FAILED;
	zl_sink_text(dat93->list, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<文件目录>\n");
	dat93->items = 0;
	keep(&dat93->unit, values[ZL_FIELD_CREATOR_UNIT]);
	keep(&dat93->parameters, values[ZL_FIELD_CARRIER_PARAMETERS]);
	keep(&dat93->carrier_count, values[ZL_FIELD_CARRIER_COUNT]);
	keep(&dat93->checked_by, values[ZL_FIELD_CHECKED_BY]);
	keep(&dat93->first, values[ZL_FIELD_CODE]);
	return zl_destination_file(&export->destination, below(dat93, "其他/record.xsd"),
				   zl_record_xsd, zl_record_xsd_size);
}

/* 说明文件.TXT: a line a fact; those that nobody told are left empty. */
static enum zl_status
write_note(struct zl_export *export)
{
	struct dat93 *dat93 = export->data;
	const char *describe = export->options.describe;
	struct zl_buffer note = {0};

	zl_buffer_format(&note, "移交单位：%s\r\n", dat93->unit.data);
	zl_buffer_format(&note, "内容描述：%s\r\n",
			 describe == NULL ? "整改报告电子档案及其结构化记录" : describe);
	zl_buffer_format(&note, "起止档号：%s", dat93->first.data);
	if (strcmp(dat93->first.data, dat93->last.data) != 0)
		zl_buffer_format(&note, "至%s", dat93->last.data);
	zl_buffer_format(&note, "\r\n档案数量：%" PRIu64 "\r\n", dat93->items);
	zl_buffer_text(&note, "软硬件环境：Office Open XML (docx)、XML 1.0；任意可读 ZIP 与 UTF-8 "
			      "XML 的系统；记录的结构见 其他/record.xsd\r\n");
	zl_buffer_format(&note, "离线载体参数：%s\r\n", dat93->parameters.data);
	zl_buffer_format(&note, "载体编号：%s\r\n", dat93->carrier);
	zl_buffer_format(&note, "载体数量：%s\r\n",
			 dat93->carrier_count.length == 0 ? "1" : dat93->carrier_count.data);
	zl_buffer_format(&note, "制作单位：%s\r\n", dat93->unit.data);
	zl_buffer_format(&note, "检查单位：%s\r\n", dat93->checked_by.data);
	enum zl_status done =
	    note.failed ? ZL_FAILED
			: zl_destination_file(&export->destination, below(dat93, "说明文件.TXT"),
					      note.data, note.length);
	zl_buffer_free(&note);
	return done;
}

static enum zl_status
end_package(struct zl_export *export)
{
	struct dat93 *dat93 = export->data;
	struct zl_sink *list = dat93->list, *sums = dat93->sums;

	if (dat93->carrier == NULL)
		return ZL_DONE;
	dat93->list = NULL;
	zl_sink_text(list, "</文件目录>\n");
	bool done = zl_sink_close(list, NULL) && write_note(export);
	export->destination.also = NULL;
	dat93->sums = NULL;
	dat93->carrier = NULL;
	return zl_sink_close(sums, NULL) && done ? ZL_DONE : ZL_FAILED;
}

static void
add_element(struct zl_sink *sink, const char *name, struct zl_string value)
{
	zl_sink_text(sink, "    <");
	zl_sink_text(sink, name);
	zl_sink_text(sink, ">");
	for (size_t i = 0; i < value.length; i++)
		switch (value.data[i]) {
		case '&':
			zl_sink_text(sink, "&amp;");
			break;
		case '<':
			zl_sink_text(sink, "&lt;");
			break;
		case '>':
			zl_sink_text(sink, "&gt;");
			break;
		default:
			zl_sink_write(sink, value.data + i, 1);
		}
	zl_sink_text(sink, "</");
	zl_sink_text(sink, name);
	zl_sink_text(sink, ">\n");
}

/* An item of the list; the rules of 2012 have the file's name and lack two others. */
static void
add_item(const struct zl_export *export, const struct zl_export_item *item)
{
	struct dat93 *dat93 = export->data;
	const struct zl_string *values = item->fields->values;
	struct zl_sink *list = dat93->list;
	bool old = export->options.layout_2012;
	char number[24];

	snprintf(number, sizeof(number), "%" PRIu64, ++dat93->items);
	zl_sink_text(list, "  <文件>\n");
	add_element(list, "顺序号", zl_string(number));
	add_element(list, "档号", values[ZL_FIELD_CODE]);
	add_element(list, "责任者", values[ZL_FIELD_AUTHOR]);
	add_element(list, "题名", values[ZL_FIELD_TITLE]);
	add_element(list, "日期", values[ZL_FIELD_DATE]);
	if (!old)
		add_element(list, "保管期限", values[ZL_FIELD_RETENTION]);
	add_element(list, "密级", values[ZL_FIELD_SECRECY]);
	if (!old && values[ZL_FIELD_PAGES].data != NULL)
		add_element(list, "页数", values[ZL_FIELD_PAGES]);
	if (old)
		add_element(list, "电子档案名称", zl_string(zl_source_name(item->document)));
	add_element(list, "备注", values[ZL_FIELD_NOTE]);
	zl_sink_text(list, "  </文件>\n");
}

/* The folder of an item, with its slash. */
static enum zl_status
name_folder(const struct zl_export *export, const struct zl_export_item *item,
	    struct zl_buffer *folder)
{
	static const enum zl_field parts[] = {ZL_FIELD_FONDS, ZL_FIELD_CATEGORY, ZL_FIELD_YEAR,
					      ZL_FIELD_CODE};
	const struct dat93 *dat93 = export->data;

	zl_buffer_add(folder, dat93->folder.data, dat93->folder.length);
	if (export->options.layout_2012)
		zl_buffer_text(folder, "电子档案/");
	for (size_t i = 0; i < 4; i++) {
		struct zl_string part = item->fields->values[parts[i]];
		zl_component(folder, part.data, part.length, "/");
	}
	return folder->failed ? ZL_FAILED : ZL_DONE;
}

/* Writes the three files of an item. */
static enum zl_status
put_files(struct zl_export *export, const struct zl_export_item *item,
	  const struct zl_buffer *folder)
{
	struct dat93 *dat93 = export->data;
	const char *name = zl_source_name(item->document);
	struct zl_buffer path = {0};
	bool done = zl_xslt_apply(dat93->sheet, export, item, "metadata", &dat93->out);

	zl_buffer_format(&path, "%s电子档案元数据.XML", folder->data);
	done = done && !path.failed &&
	       zl_destination_file(&export->destination, path.data, dat93->out.data,
				   dat93->out.length);
	zl_buffer_clear(&path);
	zl_buffer_add(&path, folder->data, folder->length);
	zl_component(&path, name, strlen(name), "");
	done = done && !path.failed && zl_source_copy(export, item->document, path.data);
	zl_buffer_clear(&path);
	zl_buffer_add(&path, folder->data, folder->length);
	zl_component(&path, name, strlen(name), ".xml");
	done = done && !path.failed &&
	       zl_destination_file(&export->destination, path.data, item->record->data,
				   item->record->length);
	zl_buffer_free(&path);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct dat93 *dat93 = export->data;
	struct zl_buffer folder = {0};
	bool other = dat93->carrier != NULL &&
		     !zl_string_is(item->fields->values[ZL_FIELD_CARRIER], dat93->carrier);

	if ((other || dat93->items == export->options.batch) && !end_package(export))
		return ZL_FAILED;
	if (dat93->carrier == NULL && !begin_package(export, item))
		return ZL_FAILED;
	keep(&dat93->last, item->fields->values[ZL_FIELD_CODE]);
	add_item(export, item);
	bool done = !dat93->list->failed && name_folder(export, item, &folder) &&
		    put_files(export, item, &folder);
	zl_buffer_free(&folder);
	return done ? ZL_DONE : ZL_FAILED;
}

static void
release(struct zl_export *export)
{
	struct dat93 *dat93 = export->data;

	if (dat93 == NULL)
		return;
	struct zl_buffer *const buffers[] = {
	    &dat93->folder,	&dat93->first,	    &dat93->last,
	    &dat93->unit,	&dat93->parameters, &dat93->carrier_count,
	    &dat93->checked_by, &dat93->path,	    &dat93->out};
	for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
		zl_buffer_free(buffers[i]);
	for (size_t i = 0; i < dat93->carriers.count; i++)
		free(dat93->carriers.items[i].name);
	free(dat93->carriers.items);
	zl_sink_drop(dat93->list);
	zl_sink_drop(dat93->sums);
	zl_xslt_free(dat93->sheet);
	free(dat93);
}

const struct zl_target zl_target_dat93 = {
    .name = "dat93",
    .wants =
	"档号 全宗号 立档单位名称 档案门类代码 年度 保管期限 题名 责任者 日期 密级 脱机载体编号",
    .incremental = true,
    .begin = begin,
    .put = put,
    .end = end_package,
    .free = release,
};
