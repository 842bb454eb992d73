/* main.c: zhengli-unpack, a .docx file in, the document's XML out. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "document_xml.h"
#include "program.h"
#include "unpack.h"

static const char program[] = "zhengli-unpack";

enum { NAME = 'n', HELP = 'h', LIMIT = 256 };

/* The limits that can be set, by option. */
static const struct {
	const char *option, *what;
	size_t place;
} settable[] = {
    {"max-source", "bytes of the file", offsetof(struct zl_unpack_limits, source_bytes)},
    {"max-part", "bytes of one part, inflated", offsetof(struct zl_unpack_limits, part_bytes)},
    {"max-package", "bytes of all parts", offsetof(struct zl_unpack_limits, package_bytes)},
    {"max-ratio", "inflated to stored bytes", offsetof(struct zl_unpack_limits, ratio)},
    {"ratio-from", "bytes from which the ratio counts",
     offsetof(struct zl_unpack_limits, ratio_from)},
    {"max-entries", "entries of the archive", offsetof(struct zl_unpack_limits, entries)},
    {"max-depth", "nested elements", offsetof(struct zl_unpack_limits, depth)},
    {"max-paragraphs", "paragraphs", offsetof(struct zl_unpack_limits, paragraphs)},
    {"max-paragraph", "bytes of one paragraph", offsetof(struct zl_unpack_limits, paragraph_bytes)},
};

enum { SETTABLE = sizeof(settable) / sizeof(*settable) };

static uint64_t *
limit_at(struct zl_unpack_limits *limits, size_t i)
{
	return (uint64_t *)((char *)limits + settable[i].place);
}

static void
usage(FILE *to)
{
	struct zl_unpack_limits limits = zl_unpack_limits_default;

	fprintf(to,
		"usage: %s [--name NAME] [--max-... NUMBER] [FILE]\n"
		"Reads the Word document FILE, or standard input, and writes its paragraphs as "
		"XML.\n\n"
		"  --name NAME             the file's name in the output (default: FILE)\n",
		program);
	for (size_t i = 0; i < SETTABLE; i++)
		fprintf(to, "  --%s NUMBER%*s%s (default: %llu)\n", settable[i].option,
			(int)(15 - strlen(settable[i].option)), "", settable[i].what,
			(unsigned long long)*limit_at(&limits, i));
}

struct options {
	struct zl_unpack_limits limits;
	const char *name, *file;
};

static bool
read_number(const char *text, uint64_t *out)
{
	char *end;

	errno = 0;
	unsigned long long value = strtoull(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || text[0] == '-' || value == 0)
		return false;
	*out = value;
	return true;
}

/* Reads the arguments; gives an exit status, or -1 to go on. */
static int
read_options(int count, char **arguments, struct options *options)
{
	struct option known[SETTABLE + 3] = {{"name", required_argument, NULL, NAME},
					     {"help", no_argument, NULL, HELP}};
	int option;

	for (size_t i = 0; i < SETTABLE; i++)
		known[i + 2] =
		    (struct option){settable[i].option, required_argument, NULL, LIMIT + (int)i};
	while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
		if (option == NAME) {
			options->name = optarg;
		} else if (option == HELP) {
			usage(stdout);
			return ZL_EXIT_OK;
		} else if (option < LIMIT) {
			usage(stderr);
			return ZL_EXIT_USAGE;
		} else if (!read_number(optarg,
					limit_at(&options->limits, (size_t)(option - LIMIT)))) {
			fprintf(stderr, "%s: --%s needs a number above 0, not %s\n", program,
				settable[option - LIMIT].option, optarg);
			return ZL_EXIT_USAGE;
		}
	}
	if (count - optind > 1) {
		usage(stderr);
		return ZL_EXIT_USAGE;
	}
	options->file = optind < count ? arguments[optind] : NULL;
	return -1;
}

static int
complain(const char *name)
{
	fprintf(stderr, "%s: %s: %s\n", program, name, strerror(errno));
	return ZL_EXIT_BROKEN;
}

static bool
read_file(const char *file, struct zl_buffer *buffer)
{
	int descriptor = STDIN_FILENO;

	if (file != NULL && strcmp(file, "-") != 0)
		descriptor = open(file, O_RDONLY | O_CLOEXEC);
	if (descriptor == -1)
		return false;
	bool done = zl_program_read(descriptor, buffer);
	if (descriptor != STDIN_FILENO)
		close(descriptor);
	return done;
}

/* Unpacks the bytes and writes the document; gives the exit status. */
static int
unpack(const struct options *options, const struct zl_buffer *bytes)
{
	const char *name = options->name != NULL ? options->name : options->file;
	struct zl_document document = {0};
	struct zl_buffer out = {0};
	int status = ZL_EXIT_OK;

	if (name == NULL)
		name = "-";
	zl_document_source(&document, name, strlen(name), bytes->data, bytes->length, NULL);
	if (document.error.code == ZL_OK)
		zl_unpack(&document, bytes->data, bytes->length, &options->limits);
	if (document.error.code != ZL_OK) {
		zl_program_complain(program, &document);
		status = ZL_EXIT_FAILED;
	}
	if (zl_document_write(&document, &out) != ZL_OK) {
		errno = ENOMEM;
		status = complain("writing the document");
	} else if (!zl_program_write(STDOUT_FILENO, out.data, out.length)) {
		status = complain("standard output");
	}
	zl_buffer_free(&out);
	zl_document_free(&document);
	return status;
}

int
main(int count, char **arguments)
{
	struct options options = {.limits = zl_unpack_limits_default};
	struct zl_buffer bytes = {0};
	int status = read_options(count, arguments, &options);

	if (status != -1)
		return status;
	zl_unpack_prepare();
	if (read_file(options.file, &bytes))
		status = unpack(&options, &bytes);
	else
		status = complain(options.file == NULL ? "standard input" : options.file);
	zl_buffer_free(&bytes);
	return status;
}
