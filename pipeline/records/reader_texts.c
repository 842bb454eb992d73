/* reader_texts.c: where the text of an element goes when it is whole. */
#include <string.h>

#include "normal.h"
#include "reader_parts.h"

static struct zl_string *
row_of(struct zl_record_reader *reader, enum zl_record_table table, size_t row)
{
	return zl_rows_at(&reader->rows, table, row - 1);
}

static struct zl_string
place(struct zl_record_reader *reader, int64_t n)
{
	return n == 0 ? (struct zl_string){0} : zl_record_reader_keep_number(reader, n);
}

/* The first fact of its name stands in reports, too. */
static void
leave_fact(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	   struct zl_string text)
{
	static const struct {
		const char *name;
		int text, date, from, to;
	} cells[] = {
	    {"title", ZL_REPORTS_TITLE, -1, -1, -1},
	    {"subtitle", ZL_REPORTS_SUBTITLE, -1, -1, -1},
	    {"issuer", ZL_REPORTS_ISSUER, -1, -1, -1},
	    {"inspector", ZL_REPORTS_INSPECTOR, -1, -1, -1},
	    {"inspected", ZL_REPORTS_INSPECTED, -1, -1, -1},
	    {"period", ZL_REPORTS_PERIOD, -1, ZL_REPORTS_PERIOD_FROM, ZL_REPORTS_PERIOD_TO},
	    {"feedback-date", ZL_REPORTS_FEEDBACK, ZL_REPORTS_FEEDBACK_DATE, -1, -1},
	    {"publicity", ZL_REPORTS_PUBLICITY, -1, ZL_REPORTS_PUBLICITY_FROM,
	     ZL_REPORTS_PUBLICITY_TO},
	    {"phone", ZL_REPORTS_PHONE, -1, -1, -1},
	    {"postcode", ZL_REPORTS_POSTCODE, -1, -1, -1},
	    {"email", ZL_REPORTS_EMAIL, -1, -1, -1},
	    {"address", ZL_REPORTS_ADDRESS, -1, -1, -1},
	    {"date", ZL_REPORTS_DATE_TEXT, ZL_REPORTS_DATE, -1, -1},
	};
	struct zl_string *fact = row_of(reader, ZL_TABLE_FACTS, frame->row);
	struct zl_string *report = row_of(reader, ZL_TABLE_REPORTS, 1);

	fact[ZL_FACTS_TEXT] = text;
	if (!zl_string_is(fact[ZL_FACTS_ORDINAL], "1") || frame->element == ZL_ELEMENT_FACT)
		return;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		if (!zl_string_is(fact[ZL_FACTS_NAME], cells[i].name))
			continue;
		report[cells[i].text] = text;
		if (cells[i].date >= 0)
			report[cells[i].date] = fact[ZL_FACTS_DATE];
		if (cells[i].from >= 0)
			report[cells[i].from] = fact[ZL_FACTS_FROM];
		if (cells[i].to >= 0)
			report[cells[i].to] = fact[ZL_FACTS_TO];
	}
}

static void
leave_problem(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	      const struct zl_record_reader_capture *capture, struct zl_string text)
{
	if (frame->finding == 0)
		return;
	struct zl_string *row = row_of(reader, ZL_TABLE_FINDINGS, frame->finding);
	if (row[ZL_FINDINGS_STATEMENT].data == NULL)
		row[ZL_FINDINGS_STATEMENT] = text;
	row[ZL_FINDINGS_N_FIRST] = place(reader, capture->first);
	row[ZL_FINDINGS_N_LAST] = place(reader, capture->last);
}

static void
leave_recommendation(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
		     const struct zl_record_reader_capture *capture, struct zl_string text)
{
	struct zl_string *row = row_of(reader, ZL_TABLE_RECOMMENDATIONS, frame->row);

	if (row[ZL_RECOMMENDATIONS_STATEMENT].data == NULL)
		row[ZL_RECOMMENDATIONS_STATEMENT] = text;
	row[ZL_RECOMMENDATIONS_N_FIRST] = place(reader, capture->first);
	row[ZL_RECOMMENDATIONS_N_LAST] = place(reader, capture->last);
}

static void
leave_heading(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	      const struct zl_record_reader_capture *capture, struct zl_string text)
{
	if (frame->section == 0)
		return;
	struct zl_string *row = row_of(reader, ZL_TABLE_SECTIONS, frame->section);
	row[ZL_SECTIONS_HEADING] = text;
	row[ZL_SECTIONS_N] = place(reader, capture->first);
}

static void
leave_response(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	       const struct zl_record_reader_capture *capture, struct zl_string text)
{
	struct zl_record_reader_response *response = &reader->responses.items[frame->row - 1];

	response->text = text;
	response->first = place(reader, capture->first);
	response->last = place(reader, capture->last);
	response->measure_count = reader->measures.count - response->measures;
}

static void
leave_measure(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	      const struct zl_record_reader_capture *capture, struct zl_string text)
{
	struct zl_record_reader_measure *measure = &reader->measures.items[frame->row - 1];

	measure->text = text;
	measure->first = place(reader, capture->first);
	measure->last = place(reader, capture->last);
}

/* A deadline's date, or what it says of the state instead: "长期坚持". */
static void
read_deadline(struct zl_record_reader *reader, struct zl_record_reader_finding *finding,
	      struct zl_string *row, struct zl_string *attribute, struct zl_string text)
{
	struct zl_normal_date date;

	if (!zl_normal_date(&reader->fold, text.data, text.length, &date)) {
		if (finding->deadline_state == ZL_FINDING_UNKNOWN)
			finding->deadline_state =
			    zl_normal_state(&reader->fold, text.data, text.length);
		return;
	}
	attribute[ZL_ATTRIBUTES_VALUE] = zl_record_reader_keep(reader, zl_string(date.date));
	attribute[ZL_ATTRIBUTES_PRECISION] = zl_string(date.precision);
	if (row[ZL_FINDINGS_DEADLINE].data == NULL) {
		row[ZL_FINDINGS_DEADLINE] = attribute[ZL_ATTRIBUTES_VALUE];
		row[ZL_FINDINGS_DEADLINE_PRECISION] = attribute[ZL_ATTRIBUTES_PRECISION];
	}
}

static void
leave_attribute(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
		const struct zl_record_reader_capture *capture, struct zl_string text)
{
	struct zl_string *attribute = row_of(reader, ZL_TABLE_ATTRIBUTES, frame->row);
	struct zl_string *row = row_of(reader, ZL_TABLE_FINDINGS, frame->finding);
	struct zl_record_reader_finding *finding = &reader->findings.items[frame->finding - 1];
	struct zl_string name = attribute[ZL_ATTRIBUTES_NAME];

	attribute[ZL_ATTRIBUTES_TEXT] = text;
	attribute[ZL_ATTRIBUTES_N] = place(reader, capture->first);
	if (text.data == NULL)
		return;
	if (zl_string_is(name, "state")) {
		enum zl_finding_state state =
		    zl_normal_state(&reader->fold, text.data, text.length);
		attribute[ZL_ATTRIBUTES_VALUE] = zl_string(zl_finding_state_name(state));
		if (finding->state == ZL_FINDING_UNKNOWN)
			finding->state = state;
	} else if (zl_string_is(name, "deadline")) {
		read_deadline(reader, finding, row, attribute, text);
	} else if (zl_string_is(name, "responsible-unit")) {
		zl_record_reader_append(reader, ZL_TABLE_FINDINGS, frame->finding - 1,
					ZL_FINDINGS_UNIT, text);
	} else if (zl_string_is(name, "lead-unit")) {
		finding->lead_unit = finding->lead_unit.data == NULL ? text : finding->lead_unit;
	}
}

/* A text of a problem or a recommendation, to the cell for it. */
static void
leave_part(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	   size_t of_finding, size_t of_recommendation, struct zl_string text)
{
	if (frame->container == ZL_ELEMENT_PROBLEM && frame->finding > 0)
		zl_record_reader_append(reader, ZL_TABLE_FINDINGS, frame->finding - 1, of_finding,
					text);
	else if (frame->container == ZL_ELEMENT_RECOMMENDATION)
		zl_record_reader_append(reader, ZL_TABLE_RECOMMENDATIONS, frame->row - 1,
					of_recommendation, text);
}

/* The first number, marker or label of what it stands in. */
static void
leave_mark(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	   struct zl_string text)
{
	struct zl_string *cell = NULL;

	if (frame->container == ZL_ELEMENT_HEADING && frame->section > 0)
		cell = &row_of(reader, ZL_TABLE_SECTIONS, frame->section)[ZL_SECTIONS_NUMBER];
	else if (frame->container == ZL_ELEMENT_PROBLEM && frame->finding > 0)
		cell = &row_of(reader, ZL_TABLE_FINDINGS, frame->finding)[ZL_FINDINGS_NUMBER];
	else if (frame->container == ZL_ELEMENT_RECOMMENDATION)
		cell = &row_of(reader, ZL_TABLE_RECOMMENDATIONS,
			       frame->row)[ZL_RECOMMENDATIONS_NUMBER];
	else if (frame->container == ZL_ELEMENT_MEASURE)
		cell = &reader->measures.items[frame->row - 1].marker;
	else if (frame->container == ZL_ELEMENT_ATTRIBUTE)
		cell = &row_of(reader, ZL_TABLE_ATTRIBUTES, frame->row)[ZL_ATTRIBUTES_LABEL];
	if (cell != NULL && cell->data == NULL)
		*cell = text;
}

void
zl_record_reader_leave(struct zl_record_reader *reader, struct zl_record_reader_frame *frame,
		       const struct zl_record_reader_capture *capture, struct zl_string text)
{
	switch (frame->element) {
	case ZL_ELEMENT_PROPERTY:
		reader->properties.items[frame->row - 1].text = text;
		break;
	case ZL_ELEMENT_HEADING:
		leave_heading(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_PROBLEM:
		leave_problem(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_STATEMENT:
		leave_part(reader, frame, ZL_FINDINGS_STATEMENT, ZL_RECOMMENDATIONS_STATEMENT,
			   text);
		break;
	case ZL_ELEMENT_DETAIL:
		leave_part(reader, frame, ZL_FINDINGS_DETAIL, ZL_RECOMMENDATIONS_DETAIL, text);
		break;
	case ZL_ELEMENT_RESPONSE:
	case ZL_ELEMENT_ANSWER:
		leave_response(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_MEASURE:
		leave_measure(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_ATTRIBUTE:
		leave_attribute(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_RECOMMENDATION:
		leave_recommendation(reader, frame, capture, text);
		break;
	case ZL_ELEMENT_NUMBER:
	case ZL_ELEMENT_MARKER:
	case ZL_ELEMENT_LABEL:
		leave_mark(reader, frame, text);
		break;
	case ZL_ELEMENT_FLAG:
	case ZL_ELEMENT_WARNING:
		row_of(reader, ZL_TABLE_FLAGS, frame->row)[ZL_FLAGS_WORDS] = text;
		break;
	case ZL_ELEMENT_LOSS:
		row_of(reader, ZL_TABLE_LOSSES, frame->row)[ZL_LOSSES_WORDS] = text;
		break;
	default:
		leave_fact(reader, frame, text);
		break;
	}
}
