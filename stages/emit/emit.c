/* emit.c: a record from its first line to its last, and the failure of a document without one. */
#include "emit.h"

#include "base/failure_chinese.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "document/xml_text.h"
#include "record.h"

const struct zl_emit_options zl_emit_default = {.changes = 10000};

static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
static const char namespace[] = "urn:zhengli:record:1";

/* The facts that have an element of their own, in the order of the schema. */
static const char *const fact_names[] = {
    "title",	 "subtitle", "issuer",	 "inspector", "inspected", "period", "feedback-date",
    "publicity", "phone",    "postcode", "email",     "address",   "date",
};
enum { FACT_NAMES = sizeof(fact_names) / sizeof(fact_names[0]) };

static void
write_attribute(struct zl_record *record, const char *name, struct zl_string value)
{
	if (value.length > 0)
		zl_xml_attribute(record->out, name, value);
}

static void
write_number(struct zl_record *record, const char *name, uint64_t value)
{
	if (value > 0)
		zl_xml_attribute_number(record->out, name, value);
}

static void
write_source(struct zl_record *record)
{
	const struct zl_document *document = record->document;
	const struct zl_source *source = &document->source;

	zl_record_tag(record, "source");
	zl_xml_attribute(record->out, "file", source->file);
	write_attribute(record, "format", source->format);
	zl_xml_attribute_number(record->out, "bytes", source->bytes);
	zl_xml_attribute_text(record->out, "sha256", source->sha256);
	if (!zl_record_holds(record, document->properties.count > 0))
		return;
	for (size_t i = 0; i < document->properties.count; i++) {
		zl_record_tag(record, "property");
		zl_xml_attribute(record->out, "name", document->properties.items[i].name);
		zl_record_text(record, "property", document->properties.items[i].value);
	}
	zl_record_end(record, "source");
}

static int
by_name(const void *a, const void *b)
{
	const struct zl_property *left = a, *right = b;
	size_t shorter =
	    left->name.length < right->name.length ? left->name.length : right->name.length;
	int order = shorter == 0 ? 0 : memcmp(left->name.data, right->name.data, shorter);

	if (order != 0)
		return order;
	return (left->name.length > right->name.length) - (left->name.length < right->name.length);
}

/* The settings sorted by name, "name=value", a space between. */
static void
write_settings(struct zl_record *record)
{
	const struct zl_document *document = record->document;
	size_t count = document->settings.count;
	struct zl_property *sorted = calloc(count + 1, sizeof(*sorted));

	if (sorted == NULL) {
		record->out->failed = true;
		return;
	}
	if (count > 0)
		memcpy(sorted, document->settings.items, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_name);
	zl_buffer_text(record->out, " settings=\"");
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			zl_buffer_byte(record->out, ' ');
		zl_xml_value(record->out, sorted[i].name);
		zl_buffer_byte(record->out, '=');
		zl_xml_value(record->out, sorted[i].value);
	}
	zl_buffer_byte(record->out, '"');
	free(sorted);
}

static void
write_generator(struct zl_record *record)
{
	const struct zl_rules_used *rules = &record->document->rules;

	zl_record_tag(record, "generator");
	zl_xml_attribute_text(record->out, "version", ZL_VERSION);
	write_attribute(record, "rules", rules->family);
	write_attribute(record, "rules-version", rules->version);
	write_attribute(record, "rules-sha256", zl_string(rules->sha256));
	write_attribute(record, "corrections-sha256", zl_string(rules->corrections));
	write_settings(record);
	zl_buffer_text(record->out, "/>");
}

/* The place of a fact's name in fact_names; FACT_NAMES for one of the rules' own. */
static size_t
fact_place(const struct zl_fact *fact)
{
	size_t i = 0;

	while (i < FACT_NAMES && strcmp(fact_names[i], fact->name) != 0)
		i++;
	return i;
}

static void
write_fact(struct zl_record *record, const struct zl_fact *fact, size_t place)
{
	const char *element = place < FACT_NAMES ? fact_names[place] : "fact";

	zl_record_tag(record, element);
	if (place == FACT_NAMES)
		zl_xml_attribute_text(record->out, "name", fact->name);
	write_number(record, "n", fact->n);
	write_attribute(record, "date", fact->date);
	write_attribute(record, "from", fact->from);
	write_attribute(record, "to", fact->to);
	zl_record_text(record, element, fact->text);
}

/* The facts in the order of the schema; those of one name in the order in which they were found. */
static void
write_facts(struct zl_record *record)
{
	const struct zl_document *document = record->document;
	size_t count = document->facts.count;
	size_t *places = calloc(count, sizeof(*places));

	if (places == NULL) {
		record->out->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++)
		places[i] = fact_place(&document->facts.items[i]);
	for (size_t place = 0; place <= FACT_NAMES; place++)
		for (size_t i = 0; i < count; i++)
			if (places[i] == place)
				write_fact(record, &document->facts.items[i], place);
	free(places);
}

static void
write_description(struct zl_record *record)
{
	zl_record_tag(record, "description");
	if (!zl_record_holds(record, record->document->facts.count > 0))
		return;
	write_facts(record);
	zl_record_end(record, "description");
}

static void
write_loss(struct zl_record *record, const struct zl_loss *loss)
{
	zl_record_tag(record, "loss");
	zl_xml_attribute_text(record->out, "kind", loss->kind);
	write_number(record, "n", loss->n);
	if (loss->n > 0)
		zl_xml_attribute_number(
		    record->out, "offset",
		    zl_positions_characters(&record->positions, loss->n, loss->offset));
	zl_xml_attribute_number(record->out, "count", loss->count);
	if (loss->text.length > 0)
		zl_record_text(record, "loss", loss->text);
	else
		zl_buffer_text(record->out, "/>");
}

static void
write_losses(struct zl_record *record)
{
	const struct zl_document *document = record->document;

	zl_record_tag(record, "losses");
	if (!zl_record_holds(record, document->losses.count > 0))
		return;
	for (size_t i = 0; i < document->losses.count; i++)
		write_loss(record, &document->losses.items[i]);
	zl_record_end(record, "losses");
}

static void
write_remark(struct zl_record *record, const char *element, const struct zl_remark *remark)
{
	zl_record_tag(record, element);
	zl_xml_attribute_text(record->out, "code", remark->code);
	write_number(record, "n", remark->n);
	if (remark->finding > 0)
		zl_buffer_format(record->out, " finding=\"f%u\"", remark->finding);
	if (remark->from < remark->to) {
		zl_xml_attribute_number(record->out, "from", remark->from);
		zl_xml_attribute_number(record->out, "to", remark->to);
	}
	write_attribute(record, "value", remark->value);
	zl_record_text(record, element, remark->message);
}

static void
write_counts(struct zl_record *record)
{
	const struct zl_document *document = record->document;
	const uint64_t *by_status = record->findings;
	uint64_t orphans = 0;

	for (size_t i = 0; i < document->flags.count; i++)
		orphans += strcmp(document->flags.items[i].code, "orphan") == 0;
	zl_xml_attribute_number(record->out, "findings",
				by_status[ZL_STATUS_PAIRED] + by_status[ZL_STATUS_GROUP] +
				    by_status[ZL_STATUS_UNANSWERED]);
	zl_xml_attribute_number(record->out, "paired", by_status[ZL_STATUS_PAIRED]);
	zl_xml_attribute_number(record->out, "group", by_status[ZL_STATUS_GROUP]);
	zl_xml_attribute_number(record->out, "unanswered", by_status[ZL_STATUS_UNANSWERED]);
	zl_xml_attribute_number(record->out, "orphans", orphans);
	write_number(record, "doubt", document->doubt);
}

static void
write_quality(struct zl_record *record)
{
	const struct zl_document *document = record->document;

	zl_record_tag(record, "quality");
	write_counts(record);
	if (!zl_record_holds(record, document->warnings.count > 0 || document->flags.count > 0))
		return;
	for (size_t i = 0; i < document->warnings.count; i++)
		write_remark(record, "warning", &document->warnings.items[i]);
	for (size_t i = 0; i < document->flags.count; i++)
		write_remark(record, "flag", &document->flags.items[i]);
	zl_record_end(record, "quality");
}

/* What of the options shows in the record is one of its settings. */
static bool
note_setting(struct zl_document *document, const struct zl_emit_options *options)
{
	char value[24];

	snprintf(value, sizeof(value), "%zu", options->changes);
	return zl_document_setting(document, "changes", value);
}

static bool
write_record(struct zl_record *record, const struct zl_emit_options *options)
{
	zl_buffer_text(record->out, declaration);
	zl_buffer_format(record->out, "<record xmlns=\"%s\" id=\"zl-%.16s\"", namespace,
			 record->document->source.sha256);
	zl_record_holds(record, true);
	write_source(record);
	write_generator(record);
	write_description(record);
	if (!zl_record_tree(record, record->document->body) || !zl_record_notes(record))
		return false;
	zl_record_normalisation(record, options->changes);
	write_losses(record);
	write_quality(record);
	zl_record_end(record, "record");
	zl_buffer_byte(record->out, '\n');
	return true;
}

/*
 * Whether the structure is there, holds every paragraph and points at nothing that is not there;
 * notes in numbered which paragraphs have a piece for their automatic number.
 */
static bool
check_structure(struct zl_record *record)
{
	struct zl_document *document = record->document;
	const struct zl_node *roots[] = {document->body, document->aside};
	uint32_t n = 0;

	if (!zl_document_whole(document, &n)) {
		zl_document_fail(document, "emit", ZL_INVALID_DOCUMENT, NULL, 0, n, "%s",
				 n == 0 ? "it has no structure: it did not go through extract"
					: "its pieces are not the paragraph's text");
		return false;
	}
	for (size_t i = 0; i < 2; i++)
		for (const struct zl_node *node = roots[i]; node != NULL;
		     node = zl_node_next(roots[i], node)) {
			bool piece = node->kind == ZL_NODE_TEXT;
			if ((piece && (node->n == 0 || node->n > document->paragraphs.count)) ||
			    (node->kind == ZL_NODE_TABLE &&
			     (node->table == 0 || node->table > document->tables.count))) {
				zl_document_fail(document, "emit", ZL_INVALID_DOCUMENT, NULL, 0, 0,
						 "a %s of the structure points nowhere",
						 zl_node_name(node->kind));
				return false;
			}
			if (piece && node->computed)
				record->numbered[node->n / 8] |= (unsigned char)(1U << node->n % 8);
		}
	return true;
}

enum zl_failure
zl_emit(struct zl_document *document, const struct zl_emit_options *options, struct zl_buffer *out)
{
	struct zl_record record = {
	    .document = document, .out = out, .positions = {.document = document}};

	if (document->error.code != ZL_OK)
		return document->error.code;
	record.numbered = calloc(document->paragraphs.count / 8 + 1, 1);
	bool done = record.numbered != NULL && check_structure(&record) &&
		    note_setting(document, options) && write_record(&record, options);
	if (document->error.code == ZL_OK && (!done || out->failed || record.positions.failed))
		zl_document_fail(document, "emit", ZL_OUT_OF_MEMORY, NULL, 0, 0, "%s",
				 "writing the record");
	zl_positions_free(&record.positions);
	free(record.numbered);
	return document->error.code;
}

static void
text_element(struct zl_record *record, const char *name, struct zl_string text)
{
	if (text.length == 0)
		return;
	zl_record_tag(record, name);
	zl_record_text(record, name, text);
}

enum zl_failure
zl_emit_failure(const struct zl_document *document, struct zl_buffer *out)
{
	const struct zl_error *error = &document->error;
	struct zl_record record = {.out = out};

	zl_buffer_text(out, declaration);
	zl_buffer_format(out, "<failure xmlns=\"%s\"", namespace);
	zl_xml_attribute_text(out, "code", zl_failure_code(error->code));
	write_attribute(&record, "stage", zl_string(error->stage));
	write_attribute(&record, "part", error->part);
	write_number(&record, "line", error->line);
	write_number(&record, "n", error->n);
	zl_record_holds(&record, true);
	zl_record_tag(&record, "source");
	write_attribute(&record, "file", document->source.file);
	zl_xml_attribute_number(out, "bytes", document->source.bytes);
	write_attribute(&record, "sha256", zl_string(document->source.sha256));
	zl_record_holds(&record, false);
	text_element(&record, "sentence", zl_string(zl_failure_sentence(error->code)));
	text_element(&record, "words", error->message);
	text_element(&record, "advice", zl_string(zl_failure_advice(error->code)));
	zl_record_tag(&record, "translation");
	write_attribute(&record, "language", zl_string("zh-CN"));
	zl_record_holds(&record, true);
	text_element(&record, "sentence", zl_string(zl_failure_chinese_sentence(error->code)));
	text_element(&record, "advice", zl_string(zl_failure_chinese_advice(error->code)));
	zl_record_end(&record, "translation");
	zl_record_end(&record, "failure");
	zl_buffer_byte(out, '\n');
	return out->failed ? ZL_OUT_OF_MEMORY : ZL_OK;
}
