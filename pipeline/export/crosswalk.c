/*
 * crosswalk.c: export --to eep, dc and ead: a style sheet over each report; the sheets compiled in
 * are those of schemas/crosswalks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "schemas.h"
#include "xslt.h"

/* Finding aids that grow side by side. */
enum { MOST_FONDS = 64 };

struct finding_aid {
	char *fonds; /* owned */
	struct zl_sink *sink;
	char *end; /* what follows the reports; owned */
};

struct crosswalk {
	struct zl_sheet_xslt *sheet;
	struct zl_buffer out, path;
	struct finding_aid aids[MOST_FONDS];
	size_t aid_count;
};

static enum zl_status
begin_with(struct zl_export *export, const char *sheet, size_t size, const char *schema,
	   size_t schema_size, const char *schema_path)
{
	struct crosswalk *crosswalk = export->data = calloc(1, sizeof(*crosswalk));

	if (crosswalk == NULL)
		return ZL_FAILED;
	crosswalk->sheet = zl_xslt_new(export->reader, sheet, size, export->options.xslt, schema,
				       schema_size, schema_path);
	return crosswalk->sheet == NULL ? ZL_FAILED : ZL_DONE;
}

static enum zl_status
begin_eep(struct zl_export *export)
{
	/* An archive's own sheet may make something else; its own schema tells then. */
	bool ours = export->options.xslt == NULL && export->options.schema == NULL;

	return begin_with(export, zl_eep_xsl, zl_eep_xsl_size, ours ? zl_eep_48_2009_xsd : NULL,
			  ours ? zl_eep_48_2009_xsd_size : 0, export->options.schema);
}

static enum zl_status
begin_dc(struct zl_export *export)
{
	return begin_with(export, zl_dc_xsl, zl_dc_xsl_size, NULL, 0, export->options.schema);
}

/* A finding aid is valid as a whole: it is looked at when it is complete. */
static enum zl_status
begin_ead(struct zl_export *export)
{
	return begin_with(export, zl_ead_xsl, zl_ead_xsl_size, NULL, 0, NULL);
}

static enum zl_status
put_eep(struct zl_export *export, const struct zl_export_item *item)
{
	struct crosswalk *crosswalk = export->data;
	struct zl_string code = item->fields->values[ZL_FIELD_CODE];

	zl_buffer_clear(&crosswalk->path);
	zl_component(&crosswalk->path, code.data, code.length, ".xml");
	return zl_xslt_apply(crosswalk->sheet, export, item, NULL, &crosswalk->out) &&
	       !crosswalk->path.failed &&
	       zl_destination_file(&export->destination, crosswalk->path.data, crosswalk->out.data,
				   crosswalk->out.length);
}

/*
 * The name of a file for OAI-PMH: of the path, so that it stays when the report is another, and so
 * that two reports with the same bytes have one each.
 */
static const char *
name_for_oai(struct crosswalk *crosswalk, const struct zl_item *item)
{
	char sha256[65];

	zl_digest(item->path.data, item->path.length, sha256);
	zl_buffer_clear(&crosswalk->path);
	zl_buffer_format(&crosswalk->path, "oai_dc/%.16s.xml", sha256);
	return crosswalk->path.data;
}

static enum zl_status
put_dc(struct zl_export *export, const struct zl_export_item *item)
{
	struct crosswalk *crosswalk = export->data;

	return zl_xslt_apply(crosswalk->sheet, export, item, NULL, &crosswalk->out) &&
	       zl_destination_file(&export->destination, name_for_oai(crosswalk, item->document),
				   crosswalk->out.data, crosswalk->out.length);
}

/* An empty file tells of a deletion. */
static enum zl_status
gone_dc(struct zl_export *export, const struct zl_item *item)
{
	if (export->documents.since == 0)
		return ZL_DONE;
	return zl_destination_file(&export->destination, name_for_oai(export->data, item), "", 0);
}

/* Begins the finding aid of a fonds: what the sheet gives for part "frame", up to its mark. */
static enum zl_status
begin_aid(struct zl_export *export, const struct zl_export_item *item, struct finding_aid *aid,
	  struct zl_string fonds)
{
	static const char mark[] = "<?zhengli reports?>";
	struct crosswalk *crosswalk = export->data;

	if (!zl_xslt_apply(crosswalk->sheet, export, item, "frame", &crosswalk->out))
		return ZL_FAILED;
	char *at = strstr(crosswalk->out.data, mark);
	if (at == NULL) {
		zl_message("the style sheet gives no <?zhengli reports?> for part \"frame\"");
		return ZL_FAILED;
	}
	zl_buffer_clear(&crosswalk->path);
	zl_component(&crosswalk->path, fonds.data, fonds.length, ".xml");
	aid->fonds = strndup(fonds.data, fonds.length);
	aid->end = strdup(at + strlen(mark));
	aid->sink = crosswalk->path.failed || aid->fonds == NULL || aid->end == NULL
			? NULL
			: zl_sink_open(&export->destination, crosswalk->path.data);
	if (aid->sink == NULL)
		return ZL_FAILED;
	zl_sink_write(aid->sink, crosswalk->out.data, (size_t)(at - crosswalk->out.data));
	return ZL_DONE;
}

static struct finding_aid *
aid_of(struct zl_export *export, const struct zl_export_item *item)
{
	struct crosswalk *crosswalk = export->data;
	struct zl_string fonds = item->fields->values[ZL_FIELD_FONDS];

	for (size_t i = 0; i < crosswalk->aid_count; i++)
		if (zl_string_is(fonds, crosswalk->aids[i].fonds))
			return &crosswalk->aids[i];
	if (crosswalk->aid_count == MOST_FONDS) {
		zl_message("more than %d 全宗号; export them by --select", MOST_FONDS);
		return NULL;
	}
	struct finding_aid *aid = &crosswalk->aids[crosswalk->aid_count++];
	return begin_aid(export, item, aid, fonds) ? aid : NULL;
}

/* The element of a report, without the declaration that makes it a document of its own. */
static enum zl_status
put_ead(struct zl_export *export, const struct zl_export_item *item)
{
	struct crosswalk *crosswalk = export->data;
	const struct finding_aid *aid = aid_of(export, item);

	if (aid == NULL ||
	    !zl_xslt_apply(crosswalk->sheet, export, item, "report", &crosswalk->out))
		return ZL_FAILED;
	const char *from = crosswalk->out.data;
	if (strncmp(from, "<?xml", 5) == 0 && strstr(from, "?>") != NULL)
		from = strstr(from, "?>") + 2;
	zl_sink_text(aid->sink, from);
	return aid->sink->failed ? ZL_FAILED : ZL_DONE;
}

static enum zl_status
end_ead(struct zl_export *export)
{
	struct crosswalk *crosswalk = export->data;
	bool done = true;

	for (size_t i = 0; done && i < crosswalk->aid_count; i++) {
		struct finding_aid *aid = &crosswalk->aids[i];
		struct zl_sink *sink = aid->sink;
		char *path = NULL;

		if (asprintf(&path, "%s/%s", export->destination.part, sink->path) == -1)
			return ZL_FAILED;
		aid->sink = NULL;
		zl_sink_text(sink, aid->end);
		done = zl_sink_close(sink, NULL) && (export->options.schema == NULL ||
						     zl_xslt_valid(path, export->options.schema));
		free(path);
	}
	return done ? ZL_DONE : ZL_FAILED;
}

static void
release(struct zl_export *export)
{
	struct crosswalk *crosswalk = export->data;

	if (crosswalk == NULL)
		return;
	for (size_t i = 0; i < crosswalk->aid_count; i++) {
		zl_sink_drop(crosswalk->aids[i].sink);
		free(crosswalk->aids[i].fonds);
		free(crosswalk->aids[i].end);
	}
	zl_xslt_free(crosswalk->sheet);
	zl_buffer_free(&crosswalk->out);
	zl_buffer_free(&crosswalk->path);
	free(crosswalk);
}

const struct zl_target zl_target_eep = {
    .name = "eep",
    .wants = "档号 立档单位名称 年度 保管期限 件号 题名 责任者 日期 密级 脱机载体编号",
    .incremental = true,
    .begin = begin_eep,
    .put = put_eep,
    .free = release,
};

const struct zl_target zl_target_dc = {
    .name = "dc",
    .wants = "",
    .incremental = true,
    .begin = begin_dc,
    .put = put_dc,
    .gone = gone_dc,
    .free = release,
};

const struct zl_target zl_target_ead = {
    .name = "ead",
    .wants = "全宗号",
    .begin = begin_ead,
    .put = put_ead,
    .end = end_ead,
    .free = release,
};
