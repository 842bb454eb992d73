/* program.h: what the four stage programs share: arguments, descriptors, messages, exit status. */
#ifndef ZL_PROGRAM_H
#define ZL_PROGRAM_H

#include <getopt.h>

#include "base/buffer.h"
#include "document/document.h"

/* Exit status of a stage program. */
enum {
	ZL_EXIT_OK = 0,
	ZL_EXIT_FAILED =
	    1, /* the document failed; the reason is on standard error and in the output */
	ZL_EXIT_USAGE = 2,
	ZL_EXIT_BROKEN = 3 /* the work could not be done: no memory, a descriptor that fails */
};

/* Reads all of the descriptor into buffer; false, with errno set, when it fails. */
bool zl_program_read(int descriptor, struct zl_buffer *buffer);

/* Reads all of the file at path behind what buffer holds; false, with errno set, when it fails. */
bool zl_program_read_file(const char *path, struct zl_buffer *buffer);

/* Writes all of it; false, with errno set, when it fails. */
bool zl_program_write(int descriptor, const void *bytes, size_t length);

/*
 * Says on standard error why the document failed, one line:
 * "program: file: sentence: words (part, line, paragraph); advice".
 */
void zl_program_complain(const char *program, const struct zl_document *document);

/*
 * A stage program: reads one file or standard input, runs its stage, writes to standard output.
 * Between the programs a document travels as XML; one that failed travels on with its error, which
 * the program in which it failed has said.  Functions get context, and report failures in the
 * document.
 */
struct zl_program {
	const char *name;	      /* "zhengli-normalise" */
	const char *usage;	      /* its own options: "[--normalise CLASSES]"; "" for none */
	const struct option *options; /* its own, for getopt_long, ending with zeros; NULL for none;
					 val is a small positive number, never 'h' or 'V' */
	/* Takes the option whose val is which.  NULL, or a static sentence on what is wrong. */
	const char *(*option)(void *context, int which, const char *value);
	/* The input into the empty document, file being the argument, NULL for standard input.
	   NULL: zl_document_read. */
	enum zl_failure (*read)(void *context, struct zl_document *document, const char *file,
				const char *data, size_t size);
	/* Opens what the stage needs, before the document is looked at and the sandbox entered, in
	   which nothing can be opened.  NULL, or what is wrong, valid until the program ends. NULL:
	   nothing is needed. */
	const char *(*prepare)(void *context);
	/* The stage; not called for a document that has failed. */
	enum zl_failure (*run)(void *context, struct zl_document *document);
	/* The output of a document, failed or not.  NULL: zl_document_write. */
	void (*write)(void *context, const struct zl_document *document, struct zl_buffer *out);
	void *context;
};

/* The whole of such a program; gives its exit status. */
int zl_program_main(const struct zl_program *program, int argc, char *argv[]);

#endif
