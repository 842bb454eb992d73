/* program.c: what the four stage programs share: options, bytes in, bytes out. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "document/document_xml.h"
#include "sandbox.h"

enum { MOST_OPTIONS = 32, OWN_OPTIONS = 3 };

bool
zl_program_read(int descriptor, struct zl_buffer *buffer)
{
	for (;;) {
		if (!zl_buffer_reserve(buffer, 64 << 10)) {
			errno = ENOMEM;
			return false;
		}
		ssize_t got = read(descriptor, buffer->data + buffer->length,
				   buffer->capacity - buffer->length - 1);
		if (got == 0)
			break;
		if (got > 0)
			buffer->length += (size_t)got;
		else if (errno != EINTR)
			return false;
	}
	buffer->data[buffer->length] = '\0';
	return true;
}

bool
zl_program_read_file(const char *path, struct zl_buffer *buffer)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);

	if (file == -1)
		return false;
	bool done = zl_program_read(file, buffer);
	int error = errno;
	close(file);
	errno = error;
	return done;
}

bool
zl_program_write(int descriptor, const void *bytes, size_t length)
{
	const char *from = bytes;

	while (length > 0) {
		ssize_t put = write(descriptor, from, length);
		if (put < 0 && errno != EINTR)
			return false;
		if (put > 0) {
			from += put;
			length -= (size_t)put;
		}
	}
	return true;
}

static void
complain_where(const struct zl_error *error)
{
	const char *between = " (";

	if (error->part.length > 0) {
		fprintf(stderr, "%s%s", between, error->part.data);
		between = ", ";
	}
	if (error->line > 0) {
		fprintf(stderr, "%sline %u", between, error->line);
		between = ", ";
	}
	if (error->n > 0) {
		fprintf(stderr, "%sparagraph %u", between, error->n);
		between = ", ";
	}
	if (between[0] == ',')
		fputc(')', stderr);
}

void
zl_program_complain(const char *program, const struct zl_document *document)
{
	const struct zl_error *error = &document->error;
	const char *file = document->source.file.data;

	fprintf(stderr, "%s: %s: %s: %s", program, file == NULL ? "-" : file,
		zl_failure_code(error->code), zl_failure_sentence(error->code));
	if (error->message.length > 0)
		fprintf(stderr, ": %s", error->message.data);
	complain_where(error);
	fprintf(stderr, "; %s\n", zl_failure_advice(error->code));
}

static void
say_usage(FILE *stream, const struct zl_program *program)
{
	fprintf(stream, "usage: %s %s%s[FILE]\n", program->name, program->usage,
		program->usage[0] == '\0' ? "" : " ");
}

static void
say_help(const struct zl_program *program)
{
	say_usage(stdout, program);
	printf("Reads FILE or standard input, writes to standard output; see %s(1).\n"
	       "  --sandbox=WHEN  require, auto, off (default: require where the kernel has it)\n",
	       program->name);
}

/* The program's own options and those that every program has, in one table for getopt_long. */
static void
all_options(const struct zl_program *program, struct option table[MOST_OPTIONS + OWN_OPTIONS + 1])
{
	size_t count = 0;

	for (const struct option *own = program->options;
	     own != NULL && own->name != NULL && count < MOST_OPTIONS; own++)
		table[count++] = *own;
	table[count++] = (struct option){"help", no_argument, NULL, 'h'};
	table[count++] = (struct option){"version", no_argument, NULL, 'V'};
	table[count++] = (struct option){"sandbox", required_argument, NULL, 'S'};
	table[count] = (struct option){0};
}

/* Reads the command line; gives the exit status when there is nothing left to do, else -1. */
static int
read_arguments(const struct zl_program *program, int argc, char *argv[], const char **file,
	       enum zl_sandbox_choice *sandbox)
{
	struct option table[MOST_OPTIONS + OWN_OPTIONS + 1];
	int which, index = 0;

	all_options(program, table);
	while ((which = getopt_long(argc, argv, "hV", table, &index)) != -1) {
		const char *wrong = NULL;
		if (which == 'h') {
			say_help(program);
			return ZL_EXIT_OK;
		}
		if (which == 'V') {
			printf("%s %s\n", program->name, ZL_VERSION);
			return ZL_EXIT_OK;
		}
		if (which == 'S')
			wrong = zl_sandbox_choose(optarg, sandbox) ? NULL : "require, auto or off";
		else if (which != '?')
			wrong = program->option(program->context, which, optarg);
		if (wrong != NULL)
			fprintf(stderr, "%s: --%s %s: %s\n", program->name, table[index].name,
				optarg == NULL ? "" : optarg, wrong);
		if (which == '?' || wrong != NULL) {
			say_usage(stderr, program);
			return ZL_EXIT_USAGE;
		}
	}
	if (argc - optind > 1) {
		say_usage(stderr, program);
		return ZL_EXIT_USAGE;
	}
	*file = optind < argc && strcmp(argv[optind], "-") != 0 ? argv[optind] : NULL;
	return -1;
}

/* All bytes of the file, or of standard input when it is NULL; false when it said why not. */
static bool
read_input(const struct zl_program *program, const char *file, struct zl_buffer *in)
{
	bool done =
	    file == NULL ? zl_program_read(STDIN_FILENO, in) : zl_program_read_file(file, in);

	if (!done)
		fprintf(stderr, "%s: %s: %s\n", program->name,
			file == NULL ? "standard input" : file, strerror(errno));
	return done;
}

/* From the input's bytes to the output's; the document's error tells how it went. */
static void
run_stage(const struct zl_program *program, const char *file, const struct zl_buffer *in,
	  struct zl_document *document, struct zl_buffer *out)
{
	bool failed_before = false;

	if (program->read != NULL)
		program->read(program->context, document, file, in->data, in->length);
	else if (zl_document_read(document, in->data, in->length) == ZL_OK)
		failed_before = document->error.code != ZL_OK;
	if (document->error.code == ZL_OK)
		program->run(program->context, document);
	if (document->error.code != ZL_OK && !failed_before)
		zl_program_complain(program->name, document);
	if (program->write != NULL)
		program->write(program->context, document, out);
	else
		zl_document_write(document, out);
}

static bool
write_output(const struct zl_program *program, const struct zl_buffer *out)
{
	if (out->failed)
		errno = ENOMEM;
	if (!out->failed && zl_program_write(STDOUT_FILENO, out->data, out->length))
		return true;
	fprintf(stderr, "%s: standard output: %s\n", program->name, strerror(errno));
	return false;
}

/* Readies the stage, and leaves all that it does not need. */
static enum zl_status
shut_in(const struct zl_program *program, enum zl_sandbox_choice sandbox)
{
	const char *wrong = program->prepare == NULL ? NULL : program->prepare(program->context);

	if (wrong == NULL)
		wrong = zl_sandbox_enter_program(sandbox);
	if (wrong != NULL)
		fprintf(stderr, "%s: %s\n", program->name, wrong);
	return wrong == NULL ? ZL_DONE : ZL_FAILED;
}

int
zl_program_main(const struct zl_program *program, int argc, char *argv[])
{
	struct zl_document document = {0};
	struct zl_buffer in = {0}, out = {0};
	const char *file = NULL;
	enum zl_sandbox_choice sandbox = ZL_SANDBOX_DEFAULT;
	int status = read_arguments(program, argc, argv, &file, &sandbox);

	if (status >= 0)
		return status;
	status = ZL_EXIT_BROKEN;
	if (read_input(program, file, &in) && shut_in(program, sandbox)) {
		run_stage(program, file, &in, &document, &out);
		if (write_output(program, &out))
			status = document.error.code == ZL_OK ? ZL_EXIT_OK : ZL_EXIT_FAILED;
	}
	zl_document_free(&document);
	zl_buffer_free(&in);
	zl_buffer_free(&out);
	return status;
}
