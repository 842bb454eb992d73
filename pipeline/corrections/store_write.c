/* store_write.c: files of corrections, written as a whole. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/xml_text.h"
#include "pipeline/common/message.h"
#include "store.h"

static void
write_text(struct zl_buffer *out, const char *name, struct zl_string value)
{
	if (value.length > 0)
		zl_xml_attribute(out, name, value);
}

static void
write_verb(const struct zl_correction *verb, struct zl_buffer *out)
{
	zl_buffer_format(out, "  <%s", zl_verb_name(verb->verb));
	write_text(out, "name", verb->name);
	if (verb->n > 0)
		zl_xml_attribute_number(out, "n", verb->n);
	if (verb->verb == ZL_VERB_RESPONSE && verb->to > verb->n)
		zl_xml_attribute_number(out, "to", verb->to);
	write_text(out, "words", verb->words);
	write_text(out, "exact", verb->exact);
	if (verb->nth > 1)
		zl_xml_attribute_number(out, "nth", verb->nth);
	write_text(out, "until", verb->until);
	if (verb->verb == ZL_VERB_RESPONSE)
		zl_xml_attribute_number(out, "of", verb->of);
	if (verb->verb == ZL_VERB_UNIT)
		zl_xml_attribute_text(out, "reads", zl_verb_reading_name(verb->reads));
	if (verb->verb == ZL_VERB_UNIT && verb->under != ZL_UNDER_ANY)
		zl_xml_attribute_number(out, "under", (uint64_t)verb->under);
	write_text(out, "kind", verb->kind);
	write_text(out, "date", verb->date);
	write_text(out, "from", verb->from);
	write_text(out, "to", verb->to_date);
	if (verb->text.length == 0) {
		zl_buffer_text(out, "/>\n");
		return;
	}
	zl_buffer_byte(out, '>');
	zl_xml_content(out, verb->text);
	zl_buffer_format(out, "</%s>\n", zl_verb_name(verb->verb));
}

void
zl_corrections_write(const struct zl_corrections *corrections, struct zl_buffer *out)
{
	zl_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			    "<corrections xmlns=\"urn:zhengli:corrections:1\"");
	zl_xml_attribute_text(out, "source", corrections->source);
	write_text(out, "path", corrections->path);
	write_text(out, "checked", corrections->checked);
	write_text(out, "by", corrections->by);
	zl_buffer_text(out, corrections->count > 0 ? ">\n" : "/>\n");
	for (size_t i = 0; i < corrections->count; i++)
		write_verb(&corrections->items[i], out);
	if (corrections->count > 0)
		zl_buffer_text(out, "</corrections>\n");
}

static bool
write_durably(int folder, const char *name, const struct zl_buffer *bytes)
{
	char temporary[80];

	snprintf(temporary, sizeof(temporary), ".%.40s.%ld", name, (long)getpid());
	int file =
	    openat(folder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	size_t done = 0;
	while (file != -1 && done < bytes->length) {
		ssize_t put = write(file, bytes->data + done, bytes->length - done);
		if (put == -1 && errno != EINTR)
			break;
		done += put > 0 ? (size_t)put : 0;
	}
	bool whole = file != -1 && done == bytes->length && fsync(file) == 0;
	if (file != -1)
		close(file);
	if (whole && renameat(folder, temporary, folder, name) == 0)
		return fsync(folder) == 0;
	int number = errno;
	unlinkat(folder, temporary, 0);
	errno = number;
	return false;
}

enum zl_status
zl_store_put(const char *folder, const struct zl_corrections *corrections, const char *suffix)
{
	struct zl_buffer bytes = {0};
	char *path = NULL, name[96];
	int target = -1;

	snprintf(name, sizeof(name), "%s%s", corrections->source, suffix);
	zl_corrections_write(corrections, &bytes);
	if (!bytes.failed && asprintf(&path, "%s/%.2s", folder, corrections->source) != -1 &&
	    (mkdir(folder, 0777) == 0 || errno == EEXIST) &&
	    (mkdir(path, 0777) == 0 || errno == EEXIST))
		target = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = target != -1 && write_durably(target, name, &bytes);
	if (!done)
		zl_message("%s: the corrections cannot be written: %s", folder, strerror(errno));
	if (target != -1)
		close(target);
	free(path);
	zl_buffer_free(&bytes);
	return done ? ZL_DONE : ZL_FAILED;
}
