/* reader_rows.c: what the elements of a record mean: which row and cell each text goes to. */
#include <string.h>

#include "reader_parts.h"

#define BIT(name) ZL_ELEMENT_BIT(name)
static const uint64_t no_response = BIT(LABEL) | BIT(ATTRIBUTE) | BIT(RESIDUE) | BIT(FINDING);

/* The cells of the row that an element fills. */
static struct zl_string *
row_of(struct zl_record_reader *reader, enum zl_record_table table, size_t row)
{
	return zl_rows_at(&reader->rows, table, row - 1);
}

static void
keep_attribute(struct zl_record_reader *reader, struct zl_record_reader_attributes attributes,
	       const char *name, struct zl_string *cell)
{
	*cell = zl_record_reader_keep(reader, zl_record_reader_attribute(attributes, name));
}

static void
enter_source(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	     struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = row_of(reader, ZL_TABLE_REPORTS, 1);

	(void)frame;
	keep_attribute(reader, attributes, "file", &row[ZL_REPORTS_PATH]);
	keep_attribute(reader, attributes, "sha256", &row[ZL_REPORTS_SOURCE_SHA256]);
	keep_attribute(reader, attributes, "bytes", &row[ZL_REPORTS_SOURCE_BYTES]);
	keep_attribute(reader, attributes, "format", &row[ZL_REPORTS_FORMAT]);
}

static void
enter_generator(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = row_of(reader, ZL_TABLE_REPORTS, 1);

	(void)frame;
	keep_attribute(reader, attributes, "rules", &row[ZL_REPORTS_RULES]);
	keep_attribute(reader, attributes, "rules-version", &row[ZL_REPORTS_RULES_VERSION]);
	keep_attribute(reader, attributes, "rules-sha256", &row[ZL_REPORTS_RULES_SHA256]);
	keep_attribute(reader, attributes, "version", &row[ZL_REPORTS_ZHENGLI]);
	keep_attribute(reader, attributes, "settings", &row[ZL_REPORTS_SETTINGS]);
	row[ZL_REPORTS_CORRECTED] = zl_string(
	    zl_record_reader_attribute(attributes, "corrections-sha256").data == NULL ? "0" : "1");
}

static void
enter_quality(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	      struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = row_of(reader, ZL_TABLE_REPORTS, 1);

	(void)frame;
	keep_attribute(reader, attributes, "findings", &row[ZL_REPORTS_FINDINGS]);
	keep_attribute(reader, attributes, "paired", &row[ZL_REPORTS_PAIRED]);
	keep_attribute(reader, attributes, "group", &row[ZL_REPORTS_GROUPED]);
	keep_attribute(reader, attributes, "unanswered", &row[ZL_REPORTS_UNANSWERED]);
	keep_attribute(reader, attributes, "orphans", &row[ZL_REPORTS_ORPHANS]);
}

/* A child of description: a row of facts, and, the first of its name, cells of reports. */
static void
enter_fact(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	   struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = zl_record_reader_row(reader, ZL_TABLE_FACTS);
	const struct zl_rows *facts = &reader->rows.tables[ZL_TABLE_FACTS];
	int64_t ordinal = 1;

	if (row == NULL)
		return;
	frame->row = facts->count;
	row[ZL_FACTS_NAME] = zl_string(zl_element_name(frame->element));
	if (frame->element == ZL_ELEMENT_FACT)
		keep_attribute(reader, attributes, "name", &row[ZL_FACTS_NAME]);
	keep_attribute(reader, attributes, "n", &row[ZL_FACTS_N]);
	keep_attribute(reader, attributes, "date", &row[ZL_FACTS_DATE]);
	keep_attribute(reader, attributes, "from", &row[ZL_FACTS_FROM]);
	keep_attribute(reader, attributes, "to", &row[ZL_FACTS_TO]);
	for (size_t i = 1; i < facts->count; i++)
		ordinal += zl_string_equal(row_of(reader, ZL_TABLE_FACTS, i)[ZL_FACTS_NAME],
					   row[ZL_FACTS_NAME]);
	row[ZL_FACTS_ORDINAL] = zl_record_reader_keep_number(reader, ordinal);
	zl_record_reader_gather(reader, 0);
	reader->captures[reader->capture_count - 1].anywhere = true;
}

static void
enter_section(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	      struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = zl_record_reader_row(reader, ZL_TABLE_SECTIONS);

	if (row == NULL)
		return;
	size_t number = reader->rows.tables[ZL_TABLE_SECTIONS].count;
	row[ZL_SECTIONS_SECTION] = zl_record_reader_keep_name(reader, 's', number);
	if (frame->section > 0)
		row[ZL_SECTIONS_PARENT] =
		    row_of(reader, ZL_TABLE_SECTIONS, frame->section)[ZL_SECTIONS_SECTION];
	keep_attribute(reader, attributes, "level", &row[ZL_SECTIONS_LEVEL]);
	keep_attribute(reader, attributes, "ordinal", &row[ZL_SECTIONS_ORDINAL]);
	frame->section = number;
}

static void
enter_finding(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	      struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = zl_record_reader_row(reader, ZL_TABLE_FINDINGS);
	int64_t depth = 1;

	if (row == NULL)
		return;
	if (zl_vector_push(&reader->findings) == NULL)
		return zl_record_reader_stop(reader, "out of memory");
	size_t number = reader->rows.tables[ZL_TABLE_FINDINGS].count;
	keep_attribute(reader, attributes, "id", &row[ZL_FINDINGS_FINDING]);
	if (row[ZL_FINDINGS_FINDING].data == NULL)
		row[ZL_FINDINGS_FINDING] = zl_record_reader_keep_name(reader, 'f', number);
	keep_attribute(reader, attributes, "kind", &row[ZL_FINDINGS_KIND]);
	keep_attribute(reader, attributes, "status", &row[ZL_FINDINGS_STATUS]);
	row[ZL_FINDINGS_ORDINAL] = zl_record_reader_keep_number(reader, (int64_t)number);
	if (frame->finding > 0) {
		const struct zl_string *parent = row_of(reader, ZL_TABLE_FINDINGS, frame->finding);
		row[ZL_FINDINGS_PARENT] = parent[ZL_FINDINGS_FINDING];
		for (size_t i = 0; i < parent[ZL_FINDINGS_DEPTH].length; i++)
			depth = i == 0 ? parent[ZL_FINDINGS_DEPTH].data[0] - '0'
				       : 10 * depth + parent[ZL_FINDINGS_DEPTH].data[i] - '0';
		depth++;
	}
	row[ZL_FINDINGS_DEPTH] = zl_record_reader_keep_number(reader, depth);
	if (frame->section > 0)
		row[ZL_FINDINGS_SECTION] =
		    row_of(reader, ZL_TABLE_SECTIONS, frame->section)[ZL_SECTIONS_SECTION];
	frame->finding = number;
	frame->container = ZL_ELEMENT_OTHER;
}

/* A response, or an answer that stands where the report has it. */
static void
enter_response(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	       struct zl_record_reader_attributes attributes)
{
	struct zl_string refers = zl_record_reader_attribute(attributes, "ref");
	struct zl_record_reader_finding *finding =
	    frame->finding == 0 ? NULL : &reader->findings.items[frame->finding - 1];

	if (refers.data != NULL && finding != NULL) {
		finding->refers = zl_record_reader_keep(reader, refers);
		return;
	}
	struct zl_record_reader_response *response = zl_vector_push(&reader->responses);
	if (response == NULL)
		return zl_record_reader_stop(reader, "out of memory");
	frame->container = frame->element;
	frame->row = reader->responses.count;
	response->id = zl_record_reader_keep(reader, zl_record_reader_attribute(attributes, "id"));
	response->measures = reader->measures.count;
	if (frame->element == ZL_ELEMENT_RESPONSE && finding != NULL)
		finding->response = frame->row;
	zl_record_reader_gather(reader, no_response);
}

static void
enter_measure(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	      struct zl_record_reader_attributes attributes)
{
	struct zl_record_reader_measure *measure = zl_vector_push(&reader->measures);

	if (measure == NULL)
		return zl_record_reader_stop(reader, "out of memory");
	frame->container = ZL_ELEMENT_MEASURE;
	frame->row = reader->measures.count;
	keep_attribute(reader, attributes, "ordinal", &measure->ordinal);
	zl_record_reader_gather(reader, no_response);
}

static void
enter_attribute(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		struct zl_record_reader_attributes attributes)
{
	frame->container = ZL_ELEMENT_ATTRIBUTE;
	frame->row = 0;
	if (frame->finding == 0)
		return;
	struct zl_string *row = zl_record_reader_row(reader, ZL_TABLE_ATTRIBUTES);
	struct zl_record_reader_finding *finding = &reader->findings.items[frame->finding - 1];
	if (row == NULL)
		return;
	row[ZL_ATTRIBUTES_FINDING] =
	    row_of(reader, ZL_TABLE_FINDINGS, frame->finding)[ZL_FINDINGS_FINDING];
	row[ZL_ATTRIBUTES_ATTRIBUTE] = zl_record_reader_keep_number(reader, ++finding->attributes);
	keep_attribute(reader, attributes, "name", &row[ZL_ATTRIBUTES_NAME]);
	frame->row = reader->rows.tables[ZL_TABLE_ATTRIBUTES].count;
	zl_record_reader_gather(reader, BIT(LABEL) | BIT(MARKER) | BIT(RESIDUE));
}

static void
enter_recommendation(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		     struct zl_record_reader_attributes attributes)
{
	struct zl_string *row = zl_record_reader_row(reader, ZL_TABLE_RECOMMENDATIONS);

	(void)attributes;
	if (row == NULL)
		return;
	frame->container = ZL_ELEMENT_RECOMMENDATION;
	frame->row = reader->rows.tables[ZL_TABLE_RECOMMENDATIONS].count;
	row[ZL_RECOMMENDATIONS_RECOMMENDATION] =
	    zl_record_reader_keep_name(reader, 'r', frame->row);
	if (frame->section > 0)
		row[ZL_RECOMMENDATIONS_SECTION] =
		    row_of(reader, ZL_TABLE_SECTIONS, frame->section)[ZL_SECTIONS_SECTION];
	zl_record_reader_gather(reader, BIT(NUMBER) | BIT(MARKER) | BIT(LABEL) | BIT(RESIDUE));
}

static void
enter_remark(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	     struct zl_record_reader_attributes attributes)
{
	bool loss = frame->element == ZL_ELEMENT_LOSS;
	enum zl_record_table table = loss ? ZL_TABLE_LOSSES : ZL_TABLE_FLAGS;
	struct zl_string *row = zl_record_reader_row(reader, table);

	if (row == NULL)
		return;
	frame->row = reader->rows.tables[table].count;
	struct zl_string number = zl_record_reader_keep_number(reader, (int64_t)frame->row);
	if (loss) {
		row[ZL_LOSSES_LOSS] = number;
		keep_attribute(reader, attributes, "kind", &row[ZL_LOSSES_KIND]);
		keep_attribute(reader, attributes, "n", &row[ZL_LOSSES_N]);
		keep_attribute(reader, attributes, "offset", &row[ZL_LOSSES_OFFSET]);
		keep_attribute(reader, attributes, "count", &row[ZL_LOSSES_COUNT]);
	} else {
		row[ZL_FLAGS_FLAG] = number;
		row[ZL_FLAGS_KIND] =
		    zl_string(frame->element == ZL_ELEMENT_FLAG ? "flag" : "warning");
		keep_attribute(reader, attributes, "code", &row[ZL_FLAGS_CODE]);
		keep_attribute(reader, attributes, "n", &row[ZL_FLAGS_N]);
		keep_attribute(reader, attributes, "finding", &row[ZL_FLAGS_FINDING]);
	}
	zl_record_reader_gather(reader, 0);
	reader->captures[reader->capture_count - 1].anywhere = true;
}

static void
enter_property(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	       struct zl_record_reader_attributes attributes)
{
	struct zl_record_reader_property *property = zl_vector_push(&reader->properties);

	if (property == NULL)
		return zl_record_reader_stop(reader, "out of memory");
	frame->row = reader->properties.count;
	keep_attribute(reader, attributes, "name", &property->name);
	zl_record_reader_gather(reader, 0);
	reader->captures[reader->capture_count - 1].anywhere = true;
}

/* A mark whose text is a cell of what it stands in: a number, marker or label. */
static void
enter_mark(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	   struct zl_record_reader_attributes attributes)
{
	static const uint64_t numbered_ones =
	    BIT(HEADING) | BIT(PROBLEM) | BIT(RECOMMENDATION) | BIT(MEASURE);
	bool taken =
	    frame->element == ZL_ELEMENT_NUMBER
		? frame->container < ZL_ELEMENT_OTHER && (numbered_ones >> frame->container & 1)
	    : frame->element == ZL_ELEMENT_MARKER
		? frame->container == ZL_ELEMENT_MEASURE
		: frame->container == ZL_ELEMENT_ATTRIBUTE && frame->row > 0;

	(void)attributes;
	if (!taken)
		return;
	zl_record_reader_gather(reader, BIT(RESIDUE));
	reader->captures[reader->capture_count - 1].computed = true;
}

static void
enter_record(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	     struct zl_record_reader_attributes attributes)
{
	(void)frame;
	keep_attribute(reader, attributes, "id",
		       &row_of(reader, ZL_TABLE_REPORTS, 1)[ZL_REPORTS_RECORD]);
}

static void
enter_normalisation(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		    struct zl_record_reader_attributes attributes)
{
	(void)frame;
	keep_attribute(reader, attributes, "total",
		       &row_of(reader, ZL_TABLE_REPORTS, 1)[ZL_REPORTS_NORMALISED]);
}

/* What is text of what it stands in; headings and problems hold numbers, too. */
static void
enter_text(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
	   struct zl_record_reader_attributes attributes)
{
	static const uint64_t excluded[ZL_ELEMENT_OTHER] = {
	    [ZL_ELEMENT_HEADING] = BIT(NUMBER) | BIT(RESIDUE),
	    [ZL_ELEMENT_PROBLEM] = BIT(NUMBER) | BIT(MARKER) | BIT(LABEL) | BIT(ATTRIBUTE) |
				   BIT(RESIDUE) | BIT(FINDING),
	    [ZL_ELEMENT_STATEMENT] = BIT(RESIDUE),
	    [ZL_ELEMENT_DETAIL] = BIT(RESIDUE) | BIT(ATTRIBUTE),
	};

	(void)attributes;
	if (frame->element == ZL_ELEMENT_HEADING || frame->element == ZL_ELEMENT_PROBLEM)
		frame->container = frame->element;
	zl_record_reader_gather(reader, excluded[frame->element]);
}

void
zl_record_reader_enter(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		       struct zl_record_reader_attributes attributes)
{
	static void (*const enters[ZL_ELEMENT_OTHER])(struct zl_record_reader *,
						      struct zl_record_reader_frame *,
						      struct zl_record_reader_attributes) = {
	    [ZL_ELEMENT_RECORD] = enter_record,
	    [ZL_ELEMENT_SOURCE] = enter_source,
	    [ZL_ELEMENT_PROPERTY] = enter_property,
	    [ZL_ELEMENT_GENERATOR] = enter_generator,
	    [ZL_ELEMENT_TITLE] = enter_fact,
	    [ZL_ELEMENT_SUBTITLE] = enter_fact,
	    [ZL_ELEMENT_ISSUER] = enter_fact,
	    [ZL_ELEMENT_INSPECTOR] = enter_fact,
	    [ZL_ELEMENT_INSPECTED] = enter_fact,
	    [ZL_ELEMENT_PERIOD] = enter_fact,
	    [ZL_ELEMENT_FEEDBACK_DATE] = enter_fact,
	    [ZL_ELEMENT_PUBLICITY] = enter_fact,
	    [ZL_ELEMENT_PHONE] = enter_fact,
	    [ZL_ELEMENT_POSTCODE] = enter_fact,
	    [ZL_ELEMENT_EMAIL] = enter_fact,
	    [ZL_ELEMENT_ADDRESS] = enter_fact,
	    [ZL_ELEMENT_DATE] = enter_fact,
	    [ZL_ELEMENT_FACT] = enter_fact,
	    [ZL_ELEMENT_SECTION] = enter_section,
	    [ZL_ELEMENT_HEADING] = enter_text,
	    [ZL_ELEMENT_FINDING] = enter_finding,
	    [ZL_ELEMENT_PROBLEM] = enter_text,
	    [ZL_ELEMENT_STATEMENT] = enter_text,
	    [ZL_ELEMENT_DETAIL] = enter_text,
	    [ZL_ELEMENT_RESPONSE] = enter_response,
	    [ZL_ELEMENT_ANSWER] = enter_response,
	    [ZL_ELEMENT_MEASURE] = enter_measure,
	    [ZL_ELEMENT_ATTRIBUTE] = enter_attribute,
	    [ZL_ELEMENT_RECOMMENDATION] = enter_recommendation,
	    [ZL_ELEMENT_NUMBER] = enter_mark,
	    [ZL_ELEMENT_MARKER] = enter_mark,
	    [ZL_ELEMENT_LABEL] = enter_mark,
	    [ZL_ELEMENT_NORMALISATION] = enter_normalisation,
	    [ZL_ELEMENT_LOSS] = enter_remark,
	    [ZL_ELEMENT_QUALITY] = enter_quality,
	    [ZL_ELEMENT_WARNING] = enter_remark,
	    [ZL_ELEMENT_FLAG] = enter_remark,
	};

	if (frame->element != ZL_ELEMENT_OTHER && enters[frame->element] != NULL)
		enters[frame->element](reader, frame, attributes);
}
