/* main.c: zhengli-emit(1): structured document to record. */
#include <libxml/parser.h>
#include <stdlib.h>

#include "emit.h"
#include "program.h"

struct emitting {
	struct zl_emit_options options;
	struct zl_buffer record;
};

static const char *
take_option(void *context, int which, const char *value)
{
	struct emitting *emitting = context;
	char *end;

	(void)which;
	if (*value < '0' || *value > '9')
		return "a number of changes, 0 for none";
	emitting->options.changes = strtoul(value, &end, 10);
	return *end == '\0' ? NULL : "a number of changes, 0 for none";
}

static enum zl_failure
make_record(void *context, struct zl_document *document)
{
	struct emitting *emitting = context;
	struct zl_buffer *record = &emitting->record;
	char message[512];

	if (zl_emit(document, &emitting->options, record) != ZL_OK)
		return document->error.code;
	if (!zl_record_valid(record->data, record->length, message, sizeof(message)))
		zl_document_fail(document, "validate", ZL_INVALID_RECORD, NULL, 0, 0, "%s",
				 message);
	return document->error.code;
}

static void
write_result(void *context, const struct zl_document *document, struct zl_buffer *out)
{
	struct emitting *emitting = context;

	if (document->error.code == ZL_OK)
		zl_buffer_add(out, emitting->record.data, emitting->record.length);
	else
		zl_emit_failure(document, out);
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {{"changes", required_argument, NULL, 'c'}, {0}};
	struct emitting emitting = {.options = zl_emit_default};
	const struct zl_program program = {
	    .name = "zhengli-emit",
	    .usage = "[--changes NUMBER]",
	    .options = options,
	    .option = take_option,
	    .run = make_record,
	    .write = write_result,
	    .context = &emitting,
	};

	int status = zl_program_main(&program, argc, argv);
	zl_buffer_free(&emitting.record);
	xmlCleanupParser();
	return status;
}
