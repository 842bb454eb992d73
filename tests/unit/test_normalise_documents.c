/*
 * test_normalise_documents.c: over every .docx of $ZL_SHARED (default: ../shared beside the
 * source): the ledger leads back to what unpack gave, a second run changes nothing, and none of
 * them, which are sound, is taken for mojibake.
 */
#include <fts.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "normalise/normalise.h"
#include "text/charset.h"
#include "unpack/unpack.h"

static bool
load(const char *path, struct zl_buffer *out)
{
	FILE *file = fopen(path, "rb");
	char block[65536];
	size_t got;

	if (file == NULL)
		return false;
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		zl_buffer_add(out, block, got);
	return fclose(file) == 0;
}

/* Whether the paragraph's text, its changes undone from the last to the first, is before. */
static bool
leads_back(const struct zl_document *document, uint32_t n, size_t first, size_t end,
	   const struct zl_string *before)
{
	const struct zl_string *text = &document->paragraphs.items[n - 1].text;
	struct zl_buffer back = {0};
	size_t copied = 0;

	for (size_t i = first; i < end; i++) {
		const struct zl_change *change = &document->changes.items[i];
		zl_buffer_add(&back, text->data + copied, change->offset - copied);
		zl_buffer_add(&back, change->old.data, change->old.length);
		copied = change->offset + change->new_text.length;
	}
	zl_buffer_add(&back, text->data + copied, text->length - copied);
	bool same = back.length == before->length &&
		    (back.length == 0 || memcmp(back.data, before->data, back.length) == 0);
	zl_buffer_free(&back);
	return same;
}

static void
check_document(struct zl_document *document, const char *path)
{
	size_t count = document->paragraphs.count, warnings = document->warnings.count;
	struct zl_string *texts = calloc(count + 1, sizeof(*texts));

	assert_non_null(texts);
	for (size_t i = 0; i < count; i++)
		texts[i] = document->paragraphs.items[i].text;
	assert_int_equal(ZL_OK, zl_normalise(document, &zl_normalise_default));
	size_t end, first = 0;
	for (uint32_t n = 1; n <= count; n++, first = end) {
		for (end = first;
		     end < document->changes.count && document->changes.items[end].n == n;)
			if (strcmp(document->changes.items[end++].class_name, "mojibake") == 0)
				fail_msg("%s: paragraph %u taken for mojibake", path, n);
		if (!leads_back(document, n, first, end, &texts[n - 1]))
			fail_msg("%s: paragraph %u does not lead back", path, n);
		texts[n - 1] = document->paragraphs.items[n - 1].text;
	}
	for (; warnings < document->warnings.count; warnings++)
		if (strcmp(document->warnings.items[warnings].code, "mojibake") == 0)
			fail_msg("%s: paragraph %u told of as mojibake", path,
				 document->warnings.items[warnings].n);
	assert_int_equal(ZL_OK, zl_normalise(document, &zl_normalise_default));
	for (size_t i = 0; i < count; i++)
		if (!zl_string_equal(texts[i], document->paragraphs.items[i].text))
			fail_msg("%s: paragraph %zu changes again", path, i + 1);
	free(texts);
}

/* False where the file is no document that unpack reads. */
static bool
check_file(const char *path)
{
	struct zl_buffer bytes = {0};
	struct zl_document document = {0};

	bool read = load(path, &bytes) && zl_unpack(&document, bytes.data, bytes.length,
						    &zl_unpack_limits_default) == ZL_OK;
	if (read)
		check_document(&document, path);
	zl_document_free(&document);
	zl_buffer_free(&bytes);
	return read;
}

static void
shared_documents_keep_the_promises(void **state)
{
	const char *shared = getenv("ZL_SHARED"), *root = getenv("ZL_SOURCE_ROOT");
	char path[4096];
	struct stat status;
	size_t read = 0;

	(void)state;
	if (shared == NULL)
		snprintf(path, sizeof(path), "%s/../shared", root == NULL ? "." : root);
	else
		snprintf(path, sizeof(path), "%s", shared);
	if (stat(path, &status) != 0) {
		print_message("no %s: skipped\n", path);
		skip();
	}
	zl_unpack_prepare();
	assert_null(zl_charset_prepare());
	char *folders[] = {path, NULL};
	FTS *tree = fts_open(folders, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	assert_non_null(tree);
	for (FTSENT *entry; (entry = fts_read(tree)) != NULL;) {
		size_t length = strlen(entry->fts_path);
		if (entry->fts_info == FTS_F && length > 5 &&
		    strcmp(entry->fts_path + length - 5, ".docx") == 0)
			read += check_file(entry->fts_path);
	}
	fts_close(tree);
	print_message("%zu documents\n", read);
	assert_true(read > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shared_documents_keep_the_promises),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
