/* convert.c: the four stages, called in order. */
#include "convert.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "extract/rules/family_set.h"
#include "text/charset.h"

void
zl_convert_defaults(struct zl_convert_options *options)
{
	options->limits = zl_unpack_limits_default;
	options->normalise = zl_normalise_default;
	options->emit = zl_emit_default;
}

const char *
zl_stage_name(enum zl_stage stage)
{
	static const char *const names[ZL_STAGE_COUNT] = {
	    [ZL_STAGE_NONE] = "read",		[ZL_STAGE_UNPACK] = "unpack",
	    [ZL_STAGE_NORMALISE] = "normalise", [ZL_STAGE_EXTRACT] = "extract",
	    [ZL_STAGE_EMIT] = "emit",		[ZL_STAGE_VALIDATE] = "validate",
	};

	return names[stage];
}

void
zl_convert_describe(const struct zl_convert_options *options, struct zl_buffer *settings,
		    struct zl_buffer *limits)
{
	const struct zl_unpack_limits *limit = &options->limits;

	zl_buffer_format(settings, "normalise=%" PRIx64 " changes=%zu", options->normalise.classes,
			 options->emit.changes);
	zl_buffer_format(limits,
			 "source=%" PRIu64 " part=%" PRIu64 " package=%" PRIu64 " ratio=%" PRIu64
			 " ratio-from=%" PRIu64 " entries=%" PRIu64 " depth=%" PRIu64
			 " paragraphs=%" PRIu64 " paragraph=%" PRIu64 " text=%" PRIu64,
			 limit->source_bytes, limit->part_bytes, limit->package_bytes, limit->ratio,
			 limit->ratio_from, limit->entries, limit->depth, limit->paragraphs,
			 limit->paragraph_bytes, limit->text_bytes);
}

bool
zl_converter_prepare(struct zl_converter *converter, const struct zl_convert_options *options,
		     struct zl_rules *rules, char *message, size_t size)
{
	*converter = (struct zl_converter){.options = *options, .rules = rules};
	zl_unpack_prepare();
	const char *complaint = zl_charset_prepare();
	if (complaint != NULL) {
		snprintf(message, size, "%s", complaint);
		return false;
	}
	return true;
}

void
zl_converter_free(struct zl_converter *converter)
{
	zl_rules_free(converter->rules);
	*converter = (struct zl_converter){0};
}

/* Notes the stage that begins, for whoever has to tell where a worker died. */
static void
enter(struct zl_converter *converter, enum zl_stage stage)
{
	if (converter->stage != NULL)
		*converter->stage = (int)stage;
}

/* The source as its corrections, if it has any, have it. */
static enum zl_failure
extract(struct zl_converter *converter, struct zl_document *document)
{
	const struct zl_corrections *corrections =
	    zl_store_of(converter->corrections, document->source.sha256);

	if (corrections != NULL)
		memcpy(document->rules.corrections, corrections->sha256,
		       sizeof(document->rules.corrections));
	return zl_extract_corrected(document, converter->rules, corrections);
}

/* The table of contents of zhengli. */
static enum zl_failure
stages(struct zl_converter *converter, struct zl_document *document, const void *data, size_t size,
       struct zl_buffer *out)
{
	const struct zl_convert_options *options = &converter->options;
	enum zl_failure failure;

	enter(converter, ZL_STAGE_UNPACK);
	if ((failure = zl_unpack(document, data, size, &options->limits)) != ZL_OK)
		return failure;
	enter(converter, ZL_STAGE_NORMALISE);
	if ((failure = zl_normalise(document, &options->normalise)) != ZL_OK)
		return failure;
	enter(converter, ZL_STAGE_EXTRACT);
	if ((failure = extract(converter, document)) != ZL_OK)
		return failure;
	enter(converter, ZL_STAGE_EMIT);
	return zl_emit(document, &options->emit, out);
}

enum zl_failure
zl_convert(struct zl_converter *converter, struct zl_document *document, const void *data,
	   size_t size, struct zl_buffer *out)
{
	size_t before = out->length;
	enum zl_failure failure = stages(converter, document, data, size, out);

	if (failure != ZL_OK && out->data != NULL) {
		out->length = before;
		out->data[before] = '\0';
	}
	return failure;
}
