/*
 * bag.c: export --to bag: RFC 8493, laid out as Archivematica takes a transfer: the sources, their
 * records, a row of metadata each, and the tables of all of them.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config.h"
#include "csv.h"
#include "export.h"
#include "sidecar.h"
#include "source.h"

enum { DUBLIN_CORE = 9 };

struct bag {
	struct zl_csv_tables tables;
	struct zl_sink *metadata, *manifest;
	struct zl_buffer folder, path; /* folder: of the bag below DEST, with its slash; "" */
	uint64_t fields;	       /* a bit a column of metadata.csv */
	unsigned number;
	uint64_t reports; /* in the bag at hand */
	struct zl_buffer first_code, fonds, unit, record;
	int64_t newest;
};

static const char *
below(struct bag *bag, const char *name)
{
	zl_buffer_clear(&bag->path);
	zl_buffer_format(&bag->path, "%s%s", bag->folder.data == NULL ? "" : bag->folder.data,
			 name);
	return bag->path.failed ? "" : bag->path.data;
}

/* metadata.csv: Dublin Core, and the columns of the sidecars as they are. */
static struct zl_sink *
open_metadata(struct zl_export *export, struct bag *bag)
{
	static const char *const names[DUBLIN_CORE] = {
	    "filename",	     "dc.title",      "dc.creator",  "dc.contributor", "dc.date",
	    "dc.identifier", "dc.identifier", "dc.language", "dc.format"};
	struct zl_string cells[DUBLIN_CORE + ZL_FIELD_COUNT];
	struct zl_sink *sink =
	    zl_sink_open(&export->destination, below(bag, "data/metadata/metadata.csv"));
	size_t count = DUBLIN_CORE;

	if (sink == NULL)
		return NULL;
	for (size_t i = 0; i < DUBLIN_CORE; i++)
		cells[i] = zl_string(names[i]);
	for (size_t i = 0; i < ZL_FIELD_COUNT; i++)
		if (bag->fields >> i & 1)
			cells[count++] = zl_string(zl_field_names[i]);
	zl_csv_row(sink, cells, count);
	return sink;
}

static enum zl_status
begin_bag(struct zl_export *export, struct bag *bag)
{
	struct zl_destination *destination = &export->destination;
	struct zl_buffer folder = {0};

	bag->number++;
	bag->reports = 0;
	bag->newest = 0;
	zl_buffer_clear(&bag->folder);
	zl_buffer_text(&bag->folder, "");
	if (export->options.batch > 0)
		zl_buffer_format(&bag->folder, "bag-%03u/", bag->number);
	bag->manifest = zl_sink_open(destination, below(bag, "manifest-sha256.txt"));
	if (bag->manifest == NULL)
		return ZL_FAILED;
	destination->also = bag->manifest;
	destination->also_from = bag->folder.length;
	destination->also_encoded = true;
	destination->also_files = destination->also_bytes = 0;
	bag->metadata = open_metadata(export, bag);
	zl_buffer_format(&folder, "%sdata/metadata/submissionDocumentation/tables/",
			 bag->folder.data);
	bool done = bag->metadata != NULL && !folder.failed &&
		    zl_csv_tables_open(&bag->tables, export, folder.data, false);
	zl_buffer_free(&folder);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
begin(struct zl_export *export)
{
	struct bag *bag = export->data = calloc(1, sizeof(*bag));

	if (bag == NULL)
		return ZL_FAILED;
	bag->fields = zl_sidecar_columns(export->sidecar);
	return begin_bag(export, bag);
}

/* A file that is no payload: listed in tagmanifest-sha256.txt. */
static enum zl_status
write_tag(struct zl_export *export, struct bag *bag, struct zl_buffer *tags, const char *name,
	  const struct zl_buffer *text)
{
	struct zl_sink *sink = zl_sink_open(&export->destination, below(bag, name));
	char sha256[65];

	if (sink == NULL)
		return ZL_FAILED;
	zl_sink_write(sink, text->data, text->length);
	if (!zl_sink_close(sink, sha256))
		return ZL_FAILED;
	zl_buffer_format(tags, "%s  %s\n", sha256, name);
	return ZL_DONE;
}

static void
add_line(struct zl_buffer *info, const char *label, const char *value, size_t length)
{
	if (length > 0)
		zl_buffer_format(info, "%s: %.*s\n", label, (int)length, value);
}

/* bag-info.txt: what people read; a bag of one report is called by its 档号. */
static void
describe(const struct zl_export *export, const struct bag *bag, struct zl_buffer *info)
{
	const struct zl_destination *destination = &export->destination;
	bool one = bag->reports == 1 && bag->first_code.length > 0;
	const struct zl_buffer *name = one ? &bag->first_code : &bag->fonds;
	time_t seconds = (time_t)(bag->newest / 1000000000);
	struct tm parts;
	char date[16];

	gmtime_r(&seconds, &parts);
	strftime(date, sizeof(date), "%Y-%m-%d", &parts);
	zl_buffer_format(info, "Bag-Software-Agent: zhengli %s\n", ZL_VERSION);
	zl_buffer_format(info, "Bagging-Date: %s\n", date);
	add_line(info, "External-Identifier", name->data, name->length);
	if (bag->reports == 1)
		add_line(info, "Internal-Sender-Identifier", bag->record.data, bag->record.length);
	else
		add_line(info, "Internal-Sender-Identifier", export->token.data,
			 export->token.length);
	zl_buffer_format(info, "Payload-Oxum: %" PRIu64 ".%" PRIu64 "\n", destination->also_bytes,
			 destination->also_files);
	add_line(info, "Source-Organization", bag->unit.data, bag->unit.length);
}

static enum zl_status
end_bag(struct zl_export *export, struct bag *bag)
{
	struct zl_destination *destination = &export->destination;
	struct zl_buffer tags = {0}, info = {0}, declaration = {0};
	struct zl_sink *metadata = bag->metadata, *manifest = bag->manifest;
	char sha256[65];

	bag->metadata = NULL;
	bool done = zl_sink_close(metadata, NULL) && zl_csv_tables_close(&bag->tables);
	describe(export, bag, &info);
	destination->also = NULL;
	bag->manifest = NULL;
	zl_buffer_text(&declaration, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	done = zl_sink_close(manifest, sha256) && done && !info.failed && !declaration.failed &&
	       write_tag(export, bag, &tags, "bag-info.txt", &info) &&
	       write_tag(export, bag, &tags, "bagit.txt", &declaration);
	zl_buffer_format(&tags, "%s  manifest-sha256.txt\n", sha256);
	done = done && !tags.failed &&
	       zl_destination_file(destination, below(bag, "tagmanifest-sha256.txt"), tags.data,
				   tags.length);
	zl_buffer_free(&tags);
	zl_buffer_free(&info);
	zl_buffer_free(&declaration);
	return done ? ZL_DONE : ZL_FAILED;
}

static void
take(struct zl_buffer *into, struct zl_string value)
{
	if (into->length == 0)
		zl_buffer_add(into, value.data, value.length);
}

static void
add_metadata(const struct bag *bag, const struct zl_export_item *item, const char *filename)
{
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	struct zl_string cells[DUBLIN_CORE + ZL_FIELD_COUNT] = {
	    zl_string(filename),       report[ZL_REPORTS_TITLE],
	    report[ZL_REPORTS_ISSUER], report[ZL_REPORTS_INSPECTOR],
	    report[ZL_REPORTS_DATE],   item->fields->values[ZL_FIELD_CODE],
	    report[ZL_REPORTS_RECORD], zl_string("zh"),
	    report[ZL_REPORTS_FORMAT],
	};
	size_t count = DUBLIN_CORE;

	for (size_t i = 0; i < ZL_FIELD_COUNT; i++)
		if (bag->fields >> i & 1)
			cells[count++] = item->fields->values[i];
	zl_csv_row(bag->metadata, cells, count);
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct bag *bag = export->data;
	const struct zl_buffer *path = &item->document->path;
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	struct zl_buffer object = {0}, record = {0};

	if (export->options.batch > 0 && bag->reports == export->options.batch &&
	    (!end_bag(export, bag) || !begin_bag(export, bag)))
		return ZL_FAILED;
	if (bag->reports++ == 0) {
		struct zl_buffer *const heads[] = {&bag->first_code, &bag->fonds, &bag->unit,
						   &bag->record};
		for (size_t i = 0; i < 4; i++)
			zl_buffer_clear(heads[i]);
	}
	take(&bag->first_code, item->fields->values[ZL_FIELD_CODE]);
	take(&bag->fonds, item->fields->values[ZL_FIELD_FONDS]);
	take(&bag->unit, item->fields->values[ZL_FIELD_CREATOR_UNIT]);
	take(&bag->record, report[ZL_REPORTS_RECORD]);
	bag->newest = item->document->time > bag->newest ? item->document->time : bag->newest;
	zl_buffer_format(&object, "%sdata/objects/", bag->folder.data);
	zl_components(&object, path->data, path->length, "");
	zl_buffer_format(&record, "%sdata/metadata/records/", bag->folder.data);
	zl_components(&record, path->data, path->length, ".xml");
	bool done = !object.failed && !record.failed &&
		    zl_source_copy(export, item->document, object.data) &&
		    zl_destination_file(&export->destination, record.data, item->record->data,
					item->record->length) &&
		    zl_csv_tables_put(&bag->tables, item->rows);
	if (done)
		add_metadata(bag, item, object.data + bag->folder.length + strlen("data/"));
	done = done && !bag->metadata->failed;
	zl_buffer_free(&object);
	zl_buffer_free(&record);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	struct bag *bag = export->data;

	return zl_csv_tables_gone(&bag->tables, export, item);
}

static enum zl_status
end(struct zl_export *export)
{
	return end_bag(export, export->data);
}

static void
release(struct zl_export *export)
{
	struct bag *bag = export->data;

	if (bag == NULL)
		return;
	struct zl_buffer *const buffers[] = {&bag->folder, &bag->path, &bag->first_code,
					     &bag->fonds,  &bag->unit, &bag->record};
	for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
		zl_buffer_free(buffers[i]);
	zl_csv_tables_drop(&bag->tables);
	zl_sink_drop(bag->metadata);
	zl_sink_drop(bag->manifest);
	free(bag);
}

const struct zl_target zl_target_bag = {
    .name = "bag",
    .wants = "",
    .own_manifest = true,
    .begin = begin,
    .put = put,
    .gone = gone,
    .end = end,
    .free = release,
};
