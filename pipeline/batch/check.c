/* check.c: hashes and records, looked at again by a process that no document has touched. */
#include "check.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/document.h"
#include "document/xml_text.h"
#include "emit/emit.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/plain_text.h"

enum { PIECE = 128 << 10 };

enum zl_status
zl_check_hash(int file, uint64_t size, char sha256[65])
{
	static unsigned char piece[PIECE];
	struct sha256_ctx digest;
	uint64_t done = 0;

	sha256_init(&digest);
	while (done < size) {
		size_t most = size - done < PIECE ? (size_t)(size - done) : PIECE;
		ssize_t got = pread(file, piece, most, (off_t)done);
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got == 0 ? 0 : errno;
			return ZL_FAILED;
		}
		sha256_update(&digest, (size_t)got, piece);
		done += (size_t)got;
	}
	zl_digest_end(&digest, sha256);
	return ZL_DONE;
}

/* How a record of the source begins, up to and with the name of its file. */
static void
write_beginning(struct zl_buffer *out, const struct zl_source_id *source, const char *sha256)
{
	struct zl_buffer name = {0};

	zl_buffer_format(out,
			 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			 "<record xmlns=\"urn:zhengli:record:1\" id=\"zl-%.16s\">\n  <source",
			 sha256);
	zl_name_escape(&name, source->name, source->length);
	zl_xml_attribute(out, "file", (struct zl_string){name.data, name.length});
	out->failed |= name.failed;
	zl_buffer_free(&name);
}

/* Whether the record says that it is of this source. */
static bool
is_of_source(const struct zl_buffer *record, const struct zl_source_id *source, const char *sha256)
{
	struct zl_buffer beginning = {0};
	char end[128];

	write_beginning(&beginning, source, sha256);
	int length = snprintf(end, sizeof(end), " bytes=\"%" PRId64 "\" sha256=\"%s\"",
			      source->stamp.size, sha256);
	size_t known = beginning.length;
	bool is = !beginning.failed && record->length > known &&
		  memcmp(record->data, beginning.data, known) == 0;
	if (is) {
		const char *rest = record->data + known;
		const char *line = memchr(rest, '>', record->length - known);
		is = line != NULL && memmem(rest, (size_t)(line - rest), end, (size_t)length);
	}
	zl_buffer_free(&beginning);
	return is;
}

enum zl_check
zl_check_record(const struct zl_buffer *record, const struct zl_source_id *source,
		const char *sha256, char *message, size_t size)
{
	if (!is_of_source(record, source, sha256))
		return ZL_CHECK_FOREIGN;
	if (zl_record_valid(record->data, record->length, message, size))
		return ZL_CHECK_VALID;
	zl_plain_text(message, size);
	return ZL_CHECK_INVALID;
}

/* Adds the code, unless it is there already or no room is left. */
static void
add_code(char flags[ZL_OUTCOME_FLAGS], const char *code, size_t length)
{
	size_t used = strlen(flags);

	for (const char *at = flags; *at != '\0'; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && memcmp(at, code, length) == 0)
			return;
	if (used + length + 2 > ZL_OUTCOME_FLAGS)
		return;
	snprintf(flags + used, ZL_OUTCOME_FLAGS - used, "%s%.*s", used > 0 ? " " : "", (int)length,
		 code);
}

uint32_t
zl_check_doubt(const struct zl_buffer *record, char flags[ZL_OUTCOME_FLAGS])
{
	static const char begin[] = "<flag code=\"", doubt[] = " doubt=\"";
	const char *end = record->data + record->length, *at = end;
	uint32_t score = 0;

	/* It is the last element; no text of a record has a bare "<". */
	while (at > record->data && (at[0] != '<' || strncmp(at, "<quality", 8) != 0))
		at--;
	const char *stop = memchr(at, '>', (size_t)(end - at));
	const char *told = stop == NULL ? NULL : memmem(at, (size_t)(stop - at), doubt, 8);
	if (told != NULL)
		score = (uint32_t)strtoul(told + 8, NULL, 10);
	flags[0] = '\0';
	while ((at = memmem(at, (size_t)(end - at), begin, sizeof(begin) - 1)) != NULL) {
		at += sizeof(begin) - 1;
		add_code(flags, at, strcspn(at, "\""));
	}
	return score;
}
