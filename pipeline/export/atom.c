/* atom.c: export --to atom: ISAD columns for AtoM's csv:import, a row a report. */
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "export.h"

static const struct zl_column columns[] = {
    {"legacyId", false},
    {"parentId", false},
    {"qubitParentSlug", false},
    {"identifier", false},
    {"title", false},
    {"levelOfDescription", false},
    {"extentAndMedium", false},
    {"repository", false},
    {"scopeAndContent", false},
    {"language", false},
    {"eventTypes", false},
    {"eventDates", false},
    {"eventStartDates", false},
    {"eventEndDates", false},
    {"eventActors", false},
    {"nameAccessPoints", false},
    {"digitalObjectPath", false},
    {"publicationStatus", false},
    {"culture", false},
};

enum {
	LEGACY_ID,
	PARENT_ID,
	PARENT_SLUG,
	IDENTIFIER,
	TITLE,
	LEVEL,
	EXTENT,
	REPOSITORY,
	SCOPE,
	LANGUAGE,
	EVENT_TYPES,
	EVENT_DATES,
	EVENT_STARTS,
	EVENT_ENDS,
	EVENT_ACTORS,
	NAMES,
	OBJECT,
	PUBLICATION,
	CULTURE,
	COLUMNS
};

static const struct zl_table_shape shape = {"information_objects", 1, columns, COLUMNS};

struct atom {
	struct zl_sink *sink;
	struct zl_buffer extent, slug, scope, names, object;
};

static enum zl_status
begin(struct zl_export *export)
{
	struct atom *atom = export->data = calloc(1, sizeof(*atom));

	if (atom == NULL)
		return ZL_FAILED;
	atom->sink = zl_csv_open(&export->destination, "information_objects.csv", false, &shape);
	return atom->sink == NULL ? ZL_FAILED : ZL_DONE;
}

/* Number and statement of each finding, a line each. */
static void
add_scope(const struct zl_record_rows *rows, struct zl_buffer *scope)
{
	for (size_t i = 0; i < rows->tables[ZL_TABLE_FINDINGS].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, ZL_TABLE_FINDINGS, i);
		struct zl_string number = row[ZL_FINDINGS_NUMBER];
		if (scope->length > 0)
			zl_buffer_byte(scope, '\n');
		zl_buffer_add(scope, number.data, number.length);
		if (number.length > 0)
			zl_buffer_byte(scope, ' ');
		zl_buffer_add(scope, row[ZL_FINDINGS_STATEMENT].data,
			      row[ZL_FINDINGS_STATEMENT].length);
	}
}

/* The slug that AtoM makes of the fonds unless one is given: in lower case. */
static struct zl_string
slug_of(const struct zl_fields *fields, struct zl_buffer *slug)
{
	struct zl_string fonds = fields->values[ZL_FIELD_FONDS];

	if (fields->values[ZL_FIELD_SLUG].data != NULL)
		return fields->values[ZL_FIELD_SLUG];
	zl_buffer_clear(slug);
	for (size_t i = 0; i < fonds.length; i++)
		zl_buffer_byte(slug, fonds.data[i] >= 'A' && fonds.data[i] <= 'Z'
					 ? (char)(fonds.data[i] + 'a' - 'A')
					 : fonds.data[i]);
	return (struct zl_string){slug->data, slug->length};
}

static struct zl_string
whole(const struct zl_buffer *text)
{
	return (struct zl_string){text->data, text->length};
}

static void
fill_event(const struct zl_string *report, struct zl_string *cells)
{
	cells[EVENT_TYPES] = zl_string("Creation");
	cells[EVENT_DATES] = report[ZL_REPORTS_DATE_TEXT];
	cells[EVENT_STARTS] = cells[EVENT_ENDS] = report[ZL_REPORTS_DATE];
	cells[EVENT_ACTORS] = report[ZL_REPORTS_ISSUER];
}

/* The cells that are made and not taken. */
static void
make_cells(struct atom *atom, const struct zl_export *export, const struct zl_export_item *item,
	   struct zl_string *cells)
{
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	struct zl_string pages = item->fields->values[ZL_FIELD_PAGES];
	const char *root = export->options.object_root;
	struct zl_string inspector = report[ZL_REPORTS_INSPECTOR];

	zl_buffer_clear(&atom->extent);
	zl_buffer_clear(&atom->scope);
	zl_buffer_clear(&atom->names);
	zl_buffer_clear(&atom->object);
	if (pages.data != NULL)
		zl_buffer_format(&atom->extent, "%.*s页", (int)pages.length, pages.data);
	add_scope(item->rows, &atom->scope);
	zl_buffer_add(&atom->names, report[ZL_REPORTS_INSPECTED].data,
		      report[ZL_REPORTS_INSPECTED].length);
	if (atom->names.length > 0 && inspector.length > 0)
		zl_buffer_byte(&atom->names, '|');
	zl_buffer_add(&atom->names, inspector.data, inspector.length);
	zl_buffer_format(&atom->object, "%s%s", root == NULL ? "" : root,
			 root == NULL || root[0] == '\0' || root[strlen(root) - 1] == '/' ? ""
											  : "/");
	zl_buffer_add(&atom->object, item->document->path.data, item->document->path.length);
	cells[EXTENT] = whole(&atom->extent);
	cells[PARENT_SLUG] = slug_of(item->fields, &atom->slug);
	cells[SCOPE] = whole(&atom->scope);
	cells[NAMES] = whole(&atom->names);
	cells[OBJECT] = whole(&atom->object);
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct atom *atom = export->data;
	struct zl_string cells[COLUMNS] = {0};
	const struct zl_fields *fields = item->fields;

	make_cells(atom, export, item, cells);
	fill_event(zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0), cells);
	cells[LEGACY_ID] = whole(&item->document->path);
	cells[IDENTIFIER] = fields->values[ZL_FIELD_CODE].data != NULL
				? fields->values[ZL_FIELD_CODE]
				: cells[LEGACY_ID];
	cells[TITLE] = fields->values[ZL_FIELD_TITLE].data != NULL ? fields->values[ZL_FIELD_TITLE]
								   : cells[LEGACY_ID];
	cells[LEVEL] = zl_string("Item");
	cells[REPOSITORY] = fields->values[ZL_FIELD_ARCHIVE];
	cells[LANGUAGE] = cells[CULTURE] = zl_string("zh");
	cells[PUBLICATION] = zl_string("Draft");
	if (atom->scope.failed || atom->names.failed || atom->object.failed || atom->slug.failed)
		return ZL_FAILED;
	zl_csv_row(atom->sink, cells, COLUMNS);
	return atom->sink->failed ? ZL_FAILED : ZL_DONE;
}

static enum zl_status
end(struct zl_export *export)
{
	struct atom *atom = export->data;
	struct zl_sink *sink = atom->sink;

	atom->sink = NULL;
	return zl_sink_close(sink, NULL);
}

static void
release(struct zl_export *export)
{
	struct atom *atom = export->data;

	if (atom != NULL) {
		struct zl_buffer *const buffers[] = {&atom->extent, &atom->slug, &atom->scope,
						     &atom->names, &atom->object};
		for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
			zl_buffer_free(buffers[i]);
		zl_sink_drop(atom->sink);
	}
	free(atom);
}

const struct zl_target zl_target_atom = {
    .name = "atom",
    .wants = "全宗号",
    .incremental = true,
    .begin = begin,
    .put = put,
    .end = end,
    .free = release,
};
