/* score_print.c: what zhengli score prints: a table for people, or JSON for programs. */
#include "score_print.h"
#include "pipeline/common/language.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct zl_score_report {
	FILE *stream;
	bool list, headed;
	json_t *records, *missing; /* NULL: a table */
};

struct zl_score_report *
zl_score_report_new(FILE *stream, bool json, bool list)
{
	struct zl_score_report *report = calloc(1, sizeof(*report));

	if (report == NULL)
		return NULL;
	report->stream = stream;
	report->list = list;
	if (!json)
		return report;
	report->records = json_array();
	report->missing = json_array();
	if (report->records == NULL || report->missing == NULL) {
		json_decref(report->records);
		json_decref(report->missing);
		free(report);
		return NULL;
	}
	return report;
}

/* Prints a ratio with three decimals and a point, whatever the locale. */
static void
print_ratio(FILE *stream, double ratio, int width)
{
	long thousandths = lround(ratio * 1000);

	fprintf(stream, "%*ld.%03ld", width - 4, thousandths / 1000, thousandths % 1000);
}

static struct zl_score_ratio
strict_ratio(const struct zl_score_count *count)
{
	return zl_score_ratio((double)count->right, count->found, count->gold);
}

static struct zl_score_ratio
soft_ratio(const struct zl_score_count *count)
{
	return zl_score_ratio(count->soft, count->found, count->gold);
}

/* The problems of a sheet that have no partner in the other. */
static bool *
unmatched(const struct zl_score *score, const struct zl_score_sheet *gold,
	  const struct zl_score_sheet *found, bool of_gold)
{
	size_t count = of_gold ? gold->finding_count : found->finding_count;
	bool *left = calloc(count + 1, sizeof(*left));

	if (left == NULL)
		return NULL;
	memset(left, 1, count);
	for (size_t i = 0; i < gold->finding_count; i++)
		if (score->partner[i] != SIZE_MAX)
			left[of_gold ? i : score->partner[i]] = false;
	return left;
}

static enum zl_status
print_unmatched(FILE *stream, const char *what, const struct zl_score_sheet *sheet, bool *left)
{
	if (left == NULL)
		return ZL_FAILED;
	for (size_t i = 0; i < sheet->finding_count; i++)
		if (left[i])
			fprintf(stream, "    %s: %s\n", what, sheet->findings[i].statement);
	free(left);
	return ZL_DONE;
}

/* The head of the table, once. */
static void
print_head(struct zl_score_report *report)
{
	if (report->headed)
		return;
	report->headed = true;
	fputs(_("Strict F1 of each record\n"), report->stream);
	for (enum zl_score_field i = 0; i < ZL_SCORE_FIELDS; i++)
		fprintf(report->stream, "%s ", zl_score_field_name(i));
	fputs(_(" record\n"), report->stream);
}

static enum zl_status
print_record(struct zl_score_report *report, const char *name, const struct zl_score *score,
	     const struct zl_score_sheet *gold, const struct zl_score_sheet *found)
{
	print_head(report);
	for (enum zl_score_field i = 0; i < ZL_SCORE_FIELDS; i++) {
		print_ratio(report->stream, strict_ratio(&score->fields[i]).f1,
			    (int)strlen(zl_score_field_name(i)));
		fputc(' ', report->stream);
	}
	fprintf(report->stream, " %s\n", name);
	if (!report->list)
		return ZL_DONE;
	return print_unmatched(report->stream, _("missing"), gold,
			       unmatched(score, gold, found, true)) &&
	       print_unmatched(report->stream, _("extra"), found,
			       unmatched(score, gold, found, false));
}

static json_t *
ratio_as_json(struct zl_score_ratio ratio)
{
	return json_pack("{s:f, s:f, s:f}", "precision", ratio.precision, "recall", ratio.recall,
			 "f1", ratio.f1);
}

/* An object with a member a field. */
static json_t *
counts_as_json(const struct zl_score_count *counts)
{
	json_t *all = json_object();

	for (enum zl_score_field i = 0; i < ZL_SCORE_FIELDS; i++) {
		json_t *one = json_pack(
		    "{s:I, s:I, s:I, s:o, s:o}", "gold", (json_int_t)counts[i].gold, "found",
		    (json_int_t)counts[i].found, "right", (json_int_t)counts[i].right, "strict",
		    ratio_as_json(strict_ratio(&counts[i])), "soft",
		    ratio_as_json(soft_ratio(&counts[i])));
		if (json_object_set_new(all, zl_score_field_name(i), one) != 0) {
			json_decref(all);
			return NULL;
		}
	}
	return all;
}

/* Adds the unmatched problems as a member; frees left. */
static enum zl_status
list_unmatched(json_t *record, const char *member, const struct zl_score_sheet *sheet, bool *left)
{
	json_t *list = left == NULL ? NULL : json_array();
	bool good = list != NULL;

	for (size_t i = 0; good && i < sheet->finding_count; i++)
		if (left[i])
			good = json_array_append_new(
				   list, json_string(sheet->findings[i].statement)) == 0;
	free(left);
	if (!good) {
		json_decref(list);
		return ZL_FAILED;
	}
	return json_object_set_new(record, member, list) == 0;
}

enum zl_status
zl_score_report_record(struct zl_score_report *report, const char *name, const char *gold_name,
		       const struct zl_score *score, const struct zl_score_sheet *gold,
		       const struct zl_score_sheet *found)
{
	json_t *record;

	if (report->records == NULL)
		return print_record(report, name, score, gold, found);
	record = json_pack("{s:s%, s:s, s:o}", "record", name, strlen(name), "gold", gold_name,
			   "fields", counts_as_json(score->fields));
	if (record == NULL)
		return ZL_FAILED;
	if (report->list &&
	    (!list_unmatched(record, "missing", gold, unmatched(score, gold, found, true)) ||
	     !list_unmatched(record, "extra", found, unmatched(score, gold, found, false)))) {
		json_decref(record);
		return ZL_FAILED;
	}
	return json_array_append_new(report->records, record) == 0;
}

enum zl_status
zl_score_report_missing(struct zl_score_report *report, const char *gold_name)
{
	if (report->missing != NULL)
		return json_array_append_new(report->missing, json_string(gold_name)) == 0;
	print_head(report);
	fprintf(report->stream, _("no record for %s\n"), gold_name);
	return ZL_DONE;
}

static struct zl_score_ratio
mean(struct zl_score_ratio sum, size_t records)
{
	if (records == 0)
		return (struct zl_score_ratio){1, 1, 1};
	return (struct zl_score_ratio){sum.precision / (double)records,
				       sum.recall / (double)records, sum.f1 / (double)records};
}

static void
print_three(FILE *stream, struct zl_score_ratio ratio)
{
	print_ratio(stream, ratio.precision, 8);
	print_ratio(stream, ratio.recall, 6);
	print_ratio(stream, ratio.f1, 6);
}

static void
print_totals(FILE *stream, const struct zl_score_total *total)
{
	fprintf(stream,
		_("\nAll %zu records: precision, recall, F1 over all findings (micro) and as\n"
		  "the mean of the records (macro)\n"),
		total->records);
	fputs(_("                  gold found right      strict, micro         soft, micro"
		"       strict, macro         soft, macro\n"),
	      stream);
	for (enum zl_score_field i = 0; i < ZL_SCORE_FIELDS; i++) {
		const struct zl_score_count *count = &total->micro[i];
		fprintf(stream, "%-16s%6zu%6zu%6zu", zl_score_field_name(i), count->gold,
			count->found, count->right);
		print_three(stream, strict_ratio(count));
		print_three(stream, soft_ratio(count));
		print_three(stream, mean(total->strict_sum[i], total->records));
		print_three(stream, mean(total->soft_sum[i], total->records));
		fputc('\n', stream);
	}
}

static json_t *
macro_as_json(const struct zl_score_total *total)
{
	json_t *all = json_object();

	for (enum zl_score_field i = 0; i < ZL_SCORE_FIELDS; i++) {
		json_t *one =
		    json_pack("{s:o, s:o}", "strict",
			      ratio_as_json(mean(total->strict_sum[i], total->records)), "soft",
			      ratio_as_json(mean(total->soft_sum[i], total->records)));
		if (json_object_set_new(all, zl_score_field_name(i), one) != 0) {
			json_decref(all);
			return NULL;
		}
	}
	return all;
}

/* Takes over the report's lists. */
static enum zl_status
print_json(struct zl_score_report *report, const struct zl_score_total *total)
{
	const size_t flags = JSON_INDENT(1) | JSON_REAL_PRECISION(6);
	json_t *root =
	    json_pack("{s:o, s:o, s:{s:I, s:o, s:o}}", "records", report->records, "without-record",
		      report->missing, "total", "records", (json_int_t)total->records, "micro",
		      counts_as_json(total->micro), "macro", macro_as_json(total));
	bool good = root != NULL && json_dumpf(root, report->stream, flags) == 0;

	json_decref(root);
	fputc('\n', report->stream);
	return good;
}

enum zl_status
zl_score_report_end(struct zl_score_report *report, const struct zl_score_total *total)
{
	FILE *stream = report->stream;
	bool good = true;

	if (report->records != NULL)
		good = print_json(report, total);
	else if (total->records > 0)
		print_totals(stream, total);
	free(report);
	return fflush(stream) == 0 && !ferror(stream) && good;
}
