/* trial.c: a conversion in memory. */
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/batch/rules_option.h"
#include "pipeline/common/message.h"
#include "program.h"

bool
zl_trial_prepare(struct zl_converter *converter)
{
	struct zl_convert_options options;
	char message[640];

	zl_convert_defaults(&options);
	struct zl_rules *rules = zl_rules_option_read(&(struct zl_rules_option){0});
	if (rules == NULL)
		return false;
	if (zl_converter_prepare(converter, &options, rules, message, sizeof(message)))
		return true;
	zl_message("%s", message);
	return false;
}

bool
zl_trial_make(struct zl_converter *converter, const char *name, const struct zl_buffer *source,
	      const struct zl_corrections *corrections, struct zl_trial *trial)
{
	struct zl_corrections *one = (struct zl_corrections *)corrections;
	struct zl_store store = {.sources = {.items = one, .count = one != NULL, .capacity = 1}};

	*trial = (struct zl_trial){0};
	converter->corrections = &store;
	bool done = zl_document_source(&trial->document, name, strlen(name), source->data,
				       source->length, NULL) &&
		    zl_convert(converter, &trial->document, source->data, source->length,
			       &trial->record) == ZL_OK;
	converter->corrections = NULL;
	if (!done)
		zl_program_complain("zhengli", &trial->document);
	return done;
}

void
zl_trial_free(struct zl_trial *trial)
{
	zl_document_free(&trial->document);
	zl_buffer_free(&trial->record);
}

size_t
zl_trial_stale(const struct zl_trial *trial, const struct zl_remark **first)
{
	size_t count = 0;

	for (size_t i = 0; i < trial->document.flags.count; i++) {
		const struct zl_remark *flag = &trial->document.flags.items[i];
		if (strcmp(flag->code, "correction-stale") != 0)
			continue;
		if (count++ == 0 && first != NULL)
			*first = flag;
	}
	return count;
}

/* The record from its description to the end of its notes. */
static struct zl_string
reading_of(const struct zl_trial *trial)
{
	const char *from = strstr(trial->record.data, "<description");
	const char *to = strstr(trial->record.data, "<normalisation");

	if (from == NULL || to == NULL)
		return (struct zl_string){"", 0};
	return (struct zl_string){from, (size_t)(to - from)};
}

bool
zl_trial_same(const struct zl_trial *left, const struct zl_trial *right)
{
	return zl_string_equal(reading_of(left), reading_of(right));
}

unsigned
zl_trial_count(const struct zl_trial *trial, const char *name)
{
	const char *quality = strstr(trial->record.data, "<quality");
	char wanted[32];

	snprintf(wanted, sizeof(wanted), " %s=\"", name);
	const char *at = quality == NULL ? NULL : strstr(quality, wanted);
	return at == NULL ? 0 : (unsigned)strtoul(at + strlen(wanted), NULL, 10);
}
