/*
 * make.c: make [-n COUNT] [-s NAME=VALUE]... SOURCE OUT: a .docx of a sample's source text.
 *
 * FORMAT.md says what a source may hold.  -n: OUT is a folder that gets COUNT files with the same
 * text, each with runs, revision marks and paragraph ids of its own.
 * Same source and settings, same bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "program.h"
#include "sample.h"

/* A PNG of one grey point. */
static const unsigned char picture[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78,
    0xda, 0x63, 0xf8, 0x0f, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1c, 0xb0, 0x8c, 0x99, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

/* In the order they stand in the package. */
static const struct {
	const char *name;
	void (*write)(struct sample *, struct xml *);
	enum need need;
} parts[] = {
    {"[Content_Types].xml", content_types_write, ALWAYS},
    {"_rels/.rels", package_relations_write, ALWAYS},
    {"word/document.xml", body_write, ALWAYS},
    {"word/_rels/document.xml.rels", document_relations_write, ALWAYS},
    {"word/footnotes.xml", footnotes_write, ALWAYS},
    {"word/comments.xml", comments_write, COMMENTS},
    {"word/header1.xml", header_write, HEADER},
    {"word/footer1.xml", footer_write, FOOTER},
    {"word/settings.xml", settings_write, ALWAYS},
    {"word/styles.xml", styles_write, ALWAYS},
    {"word/numbering.xml", numbering_write, ALWAYS},
    {"word/fontTable.xml", font_table_write, ALWAYS},
    {"docProps/core.xml", core_write, ALWAYS},
    {"docProps/app.xml", app_write, ALWAYS},
};

enum { PARTS = sizeof(parts) / sizeof(parts[0]), BODY = 2 };

/* Cuts the source at its line ends; the lines borrow from it.  False: no memory. */
static bool
lines_cut(struct sample *sample, const struct zl_buffer *source)
{
	const char *at = source->data, *end = source->data + source->length, *cut;
	size_t count = 1;

	for (size_t i = 0; i < source->length; i++)
		count += source->data[i] == '\n';
	sample->lines = calloc(count, sizeof(*sample->lines));
	if (sample->lines == NULL)
		return false;
	while ((cut = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		sample->lines[sample->line_count++] = (struct zl_string){at, (size_t)(cut - at)};
		at = cut + 1;
	}
	return true;
}

/* "NAME VALUE" or "NAME=VALUE". */
static bool
setting_read(struct settings *settings, struct zl_string text, char between)
{
	char copy[320], *value;

	if (text.length >= sizeof(copy))
		return false;
	memcpy(copy, text.data, text.length);
	copy[text.length] = '\0';
	value = strchr(copy, between);
	if (value == NULL)
		return false;
	*value++ = '\0';
	return settings_set(settings, copy, value);
}

/* Carries out the source's "@set" lines. */
static bool
settings_read(struct sample *sample)
{
	for (size_t i = 0; i < sample->line_count; i++) {
		struct zl_string line = sample->lines[i];

		if (line.length <= 5 || memcmp(line.data, "@set ", 5) != 0)
			continue;
		line.data += 5;
		line.length -= 5;
		if (!setting_read(&sample->settings, line, ' ')) {
			fprintf(stderr, "make: line %zu: no such setting or value\n", i + 1);
			return false;
		}
	}
	return true;
}

static bool
part_render(struct sample *sample, struct xml *xml, int i)
{
	xml_begin(xml, i == BODY ? sample->settings.encoding : "UTF-8");
	parts[i].write(sample, xml);
	return xml_end(xml);
}

static bool
entry_add(zip_t *archive, const char *name, const void *data, size_t size, bool store)
{
	const zip_uint16_t midnight = 0, first_of_1980 = 0x21;
	zip_source_t *source = zip_source_buffer(archive, data, size, 0);
	zip_int64_t index = source == NULL ? -1 : zip_file_add(archive, name, source, 0);

	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_file_set_dostime(archive, (zip_uint64_t)index, midnight, first_of_1980, 0) ==
		   0 &&
	       zip_set_file_compression(archive, (zip_uint64_t)index,
					store ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 6) == 0 &&
	       zip_file_set_external_attributes(archive, (zip_uint64_t)index, 0, ZIP_OPSYS_DOS,
						0) == 0;
}

static bool
package_write(const struct sample *sample, const struct xml rendered[PARTS], const char *path)
{
	zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	bool store = sample->settings.store, done = archive != NULL;

	for (int i = 0; done && i < PARTS; i++) {
		const struct xml *xml = &rendered[i];
		if (sample_needs(sample, parts[i].need))
			done = entry_add(archive, parts[i].name, xmlBufferContent(xml->buffer),
					 (size_t)xmlBufferLength(xml->buffer), store);
	}
	if (done && sample->picture)
		done = entry_add(archive, "word/media/image1.png", picture, sizeof(picture), store);
	if (done)
		return zip_close(archive) == 0;
	if (archive != NULL)
		zip_discard(archive);
	return false;
}

/* Leaves the first keep percent of the file. */
static bool
file_cut(const char *path, long keep)
{
	struct stat status;

	return keep == 100 ||
	       (stat(path, &status) == 0 && truncate(path, status.st_size * keep / 100) == 0);
}

/* Makes the package at path; seed is what chance begins with. */
static bool
make(struct sample sample, long seed, const char *path)
{
	struct xml rendered[PARTS] = {0};
	bool done;

	sample.chance = (uint64_t)seed * 0x9E3779B97F4A7C15ULL + 1;
	done = part_render(&sample, &rendered[BODY], BODY);
	for (int i = 0; done && i < PARTS; i++)
		if (i != BODY && sample_needs(&sample, parts[i].need))
			done = part_render(&sample, &rendered[i], i);
	done =
	    done && package_write(&sample, rendered, path) && file_cut(path, sample.settings.keep);
	for (int i = 0; i < PARTS; i++)
		xml_free(&rendered[i]);
	if (!done)
		fprintf(stderr, "make: %s: cannot be made\n", path);
	return done;
}

static bool
make_many(const struct sample *sample, long count, const char *folder)
{
	char path[4096];

	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "make: %s: %s\n", folder, strerror(errno));
		return false;
	}
	for (long i = 1; i <= count; i++) {
		snprintf(path, sizeof(path), "%s/%06ld.docx", folder, i);
		if (!make(*sample, sample->settings.seed + i, path))
			return false;
	}
	return true;
}

static bool
source_load(const char *path, struct zl_buffer *source)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	bool read = descriptor >= 0 && zl_program_read(descriptor, source);

	if (!read)
		fprintf(stderr, "make: %s: %s\n", path, strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	return read;
}

int
main(int argc, char *argv[])
{
	struct sample sample = {.settings = settings_default};
	struct zl_buffer source = {0};
	const char *chosen[16];
	int choices = 0, option;
	long count = 0;
	bool done;

	while ((option = getopt(argc, argv, "n:s:")) != -1) {
		if (option == 'n' && (count = atol(optarg)) > 0)
			continue;
		if (option != 's' || choices == 16)
			goto usage;
		chosen[choices++] = optarg;
	}
	if (argc - optind != 2)
		goto usage;
	done = source_load(argv[optind], &source) && lines_cut(&sample, &source) &&
	       settings_read(&sample);
	for (int i = 0; done && i < choices; i++)
		if (!setting_read(&sample.settings, zl_string(chosen[i]), '='))
			goto usage;
	if (done)
		done = count > 0 ? make_many(&sample, count, argv[optind + 1])
				 : make(sample, sample.settings.seed, argv[optind + 1]);
	free(sample.lines);
	zl_buffer_free(&source);
	return !done;
usage:
	fprintf(stderr, "usage: make [-n COUNT] [-s NAME=VALUE]... SOURCE OUT\n");
	return 2;
}
