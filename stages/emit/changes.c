/* changes.c: what normalisation changed: counts by class, and single changes. */
#include <stdlib.h>
#include <string.h>

#include "document/xml_text.h"
#include "record.h"

enum { FEW_CLASSES = 64 };

struct class_count {
	const char *name;
	uint64_t count;
};

static int
by_name(const void *a, const void *b)
{
	const struct class_count *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static void
write_class(struct zl_record *record, const struct class_count *class)
{
	zl_record_tag(record, "class");
	zl_xml_attribute_text(record->out, "name", class->name);
	zl_xml_attribute_number(record->out, "count", class->count);
	zl_buffer_text(record->out, "/>");
}

/*
 * The classes of all changes, each once, sorted by name.  One entry a change, sorted and counted,
 * as a document from outside may have a class for each.
 */
static void
write_classes(struct zl_record *record)
{
	const struct zl_document *document = record->document;
	size_t count = document->changes.count, kept = 0;
	struct class_count *classes = calloc(count, sizeof(*classes));

	if (classes == NULL) {
		record->out->failed = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const char *name = document->changes.items[i].class_name;
		size_t known = kept < FEW_CLASSES ? 0 : kept;
		while (known < kept && strcmp(classes[known].name, name) != 0)
			known++;
		if (known == kept)
			classes[kept++] = (struct class_count){name, 0};
		classes[known].count++;
	}
	qsort(classes, kept, sizeof(*classes), by_name);
	for (size_t i = 0, next; i < kept; i = next) {
		for (next = i + 1; next < kept && by_name(&classes[i], &classes[next]) == 0; next++)
			classes[i].count += classes[next].count;
		write_class(record, &classes[i]);
	}
	free(classes);
}

static void
write_change(struct zl_record *record, const struct zl_change *change)
{
	size_t offset = zl_positions_characters(&record->positions, change->n, change->offset);

	zl_record_tag(record, "change");
	zl_xml_attribute_text(record->out, "class", change->class_name);
	zl_xml_attribute_number(record->out, "n", change->n);
	zl_xml_attribute_number(record->out, "offset", offset);
	zl_xml_attribute(record->out, "old", change->old);
	zl_xml_attribute(record->out, "new", change->new_text);
	zl_buffer_text(record->out, "/>");
}

void
zl_record_normalisation(struct zl_record *record, size_t most)
{
	const struct zl_document *document = record->document;
	size_t total = document->changes.count;
	size_t listed = total < most ? total : most;

	zl_record_tag(record, "normalisation");
	zl_xml_attribute_number(record->out, "total", total);
	zl_xml_attribute_number(record->out, "listed", listed);
	if (listed < total)
		zl_xml_attribute_text(record->out, "cut", "true");
	if (!zl_record_holds(record, total > 0))
		return;
	write_classes(record);
	for (size_t i = 0; i < listed; i++)
		write_change(record, &document->changes.items[i]);
	zl_record_end(record, "normalisation");
}
