/* chunk.c */
#include "chunk.h"

#include <string.h>
#include <strings.h>

#include "parts.h"
#include "story.h"
#include "text/charset.h"
#include "unpack/package/kind.h"

/* Documents within documents within documents: deeper ones are not read. */
enum { DEEPEST = 4 };

/* The charset that a content type tells: the value of charset=. */
static void
charset_of(struct zl_string type, char *out, size_t room)
{
	static const char key[] = "charset=";
	size_t length = 0;

	out[0] = '\0';
	for (size_t i = 0; i + sizeof(key) - 1 < type.length; i++) {
		if (strncasecmp(type.data + i, key, sizeof(key) - 1) != 0)
			continue;
		for (i += sizeof(key) - 1; i < type.length && length + 1 < room; i++)
			if (type.data[i] == ';' || type.data[i] == ' ')
				break;
			else if (type.data[i] != '"')
				out[length++] = type.data[i];
		out[length] = '\0';
		return;
	}
}

/* One paragraph a line. */
static void
read_text(struct zl_job *job, const char *label, const char *data, size_t size)
{
	struct zl_buffer text = {0};

	zl_charset_decode(label, data, size, &text, NULL);
	for (size_t i = 0; i < text.length && job->fault->code == ZL_OK;) {
		size_t length = strcspn(text.data + i, "\r\n\f");
		zl_paragraph_start(job, 0);
		if (length > 0) {
			zl_text_begin(job);
			zl_text_add(job, text.data + i, length);
			zl_text_end(job, true);
		}
		zl_paragraph_end(job);
		i += length;
		if (i + 1 < text.length && text.data[i] == '\r' && text.data[i + 1] == '\n')
			i++;
		i++;
	}
	if (text.failed)
		zl_job_exhausted(job);
	zl_buffer_free(&text);
}

static bool
is_of_type(struct zl_string type, const char *name)
{
	return type.length >= strlen(name) && strncasecmp(type.data, name, strlen(name)) == 0;
}

/* Reads the page of a web archive; false when it is none. */
static bool
read_web_archive(struct zl_job *job, const struct zl_part *part)
{
	struct zl_web_page page = {0};
	bool found = zl_chunk_web_page(part->data, part->size, &page);

	if (page.data.failed)
		zl_job_exhausted(job);
	else if (found && page.is_html)
		zl_chunk_html(job, page.charset, page.data.data, page.data.length);
	else if (found)
		read_text(job, page.charset, page.data.data, page.data.length);
	zl_buffer_free(&page.data);
	return found;
}

/* Reads the chunk by what it is; its content type decides only where its bytes do not. */
static void
read_chunk(struct zl_job *job, const struct zl_part *part, struct zl_string type)
{
	struct zl_fault kind = {0};
	char label[40];

	charset_of(type, label, sizeof(label));
	switch (zl_kind_of(part->data, part->size, &kind)) {
	case ZL_KIND_ZIP:
	case ZL_KIND_FLAT:
		zl_job_nested(job, part);
		return;
	case ZL_KIND_OTHER:
		break;
	}
	if (kind.code == ZL_EMPTY_FILE)
		return;
	bool html = kind.code == ZL_HTML || is_of_type(type, "text/html") ||
		    is_of_type(type, "application/xhtml+xml");
	bool message = is_of_type(type, "message/") || is_of_type(type, "multipart/");
	if ((html || message) && read_web_archive(job, part))
		return;
	if (html)
		zl_chunk_html(job, label, part->data, part->size);
	else if (is_of_type(type, "text/plain"))
		read_text(job, label, part->data, part->size);
	else
		zl_loss_between(job, "chunk", part->name);
}

void
zl_chunk_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_string id = zl_xml_given_in(xml, ZL_SPACE_R, "id"), outer = job->part;
	const struct zl_relation *relation =
	    job->part_relations == NULL ? NULL : zl_relations_find(job->part_relations, id);
	struct zl_fault fault = {0};
	struct zl_part part;

	zl_paragraph_settle(job);
	if (relation == NULL || relation->target.length == 0 || job->depth >= DEEPEST) {
		zl_loss_between(job, "chunk", relation == NULL ? id : relation->target);
		zl_paragraph_settle(job);
		return;
	}
	if (zl_package_read(&job->package, relation->target, &part, &fault) == ZL_OK &&
	    zl_job_part(job, part.name))
		read_chunk(job, &part, zl_types_of(&job->types, part.name));
	zl_part_free(&part);
	job->part = outer;
	zl_paragraph_settle(job);
	if (fault.code != ZL_OK && zl_part_failed(job, relation->target, &fault))
		zl_loss_between(job, "chunk", relation->target);
	if (job->document->error.code != ZL_OK)
		zl_fault_set(job->fault, job->document->error.code, "in %s", relation->target.data);
}
