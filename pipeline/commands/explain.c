/* explain.c: zhengli explain: what each paragraph of a report was read as, and by which rule. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explain_print.h"
#include "extract/explain.h"
#include "extract/rules/family_set.h"
#include "normalise/normalise.h"
#include "pipeline/batch/read_file.h"
#include "pipeline/batch/rules_option.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "program.h"
#include "sandbox.h"
#include "unpack/unpack.h"

static const char usage_text[] = N_(
    "usage: zhengli explain [options] FILE\n"
    "Shows for each paragraph of a .docx file what its pieces were read as, by which rule, and "
    "what\n"
    "else was considered; then the facts found.  In colour on a terminal, unless NO_COLOR is set.\n"
    "      --rules FILE       rules of one more family, beside those compiled in; may be repeated\n"
    "      --only-rules FILE  read it by this rule file\n"
    "      --sandbox=WHEN     require, auto, off (default: require where the kernel has it)\n"
    "  -h, --help             show this help\n"
    "example: zhengli explain --rules mine.xml a.docx\n");

static bool
report_error(const char *name, const char *message)
{
	zl_message("%s: %s", name, message);
	return false;
}

/* Takes the document through the stages up to its structure. */
static enum zl_failure
read_document(struct zl_document *document, const struct zl_buffer *data,
	      const struct zl_rules *rules, struct zl_explanation *explanation)
{
	enum zl_failure failure;

	failure = zl_unpack(document, data->data == NULL ? "" : data->data, data->length,
			    &zl_unpack_limits_default);
	if (failure == ZL_OK)
		failure = zl_normalise(document, &zl_normalise_default);
	if (failure == ZL_OK)
		failure = zl_extract_explained(document, rules, explanation);
	return failure;
}

static bool
wants_colour(void)
{
	const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return (none == NULL || none[0] == '\0') && isatty(STDOUT_FILENO) && terminal != NULL &&
	       strcmp(terminal, "dumb") != 0;
}

/* The exit status. */
static int
explain(const char *name, const struct zl_buffer *data, const struct zl_rules *rules, bool colour,
	bool cut)
{
	struct zl_document document = {0};
	struct zl_explanation explanation = {0};
	int status = ZL_STATUS_COMPLETE;

	if (!zl_document_source(&document, name, strlen(name), data->data, data->length, NULL)) {
		report_error(name, _("out of memory"));
		status = ZL_STATUS_BROKEN;
	} else if (read_document(&document, data, rules, &explanation) != ZL_OK) {
		zl_message_failure(&document);
		status = ZL_STATUS_FAILURES;
	} else if (!zl_explain_print(stdout, &document, &explanation, colour, cut)) {
		report_error(name, _("out of memory"));
		status = ZL_STATUS_BROKEN;
	} else if (fflush(stdout) != 0 || ferror(stdout)) {
		report_error(_("standard output"), strerror(errno));
		status = ZL_STATUS_BROKEN;
	}
	free(explanation.lines.items);
	zl_document_free(&document);
	return status;
}

/* Readies everything, and leaves all that reading the document does not need. */
static enum zl_status
shut_in(struct zl_rules *rules, enum zl_sandbox_choice sandbox)
{
	static char buffer[64 << 10];

	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	zl_unpack_prepare();
	zl_rules_ready(rules);
	const char *wrong = zl_sandbox_enter_program(sandbox);
	if (wrong != NULL)
		zl_message("%s", _(wrong));
	return wrong == NULL ? ZL_DONE : ZL_FAILED;
}

int
zl_command_explain(int argc, char **argv)
{
	static const struct option names[] = {
	    {"rules", required_argument, NULL, 'r'},
	    {"only-rules", required_argument, NULL, 'R'},
	    {"sandbox", required_argument, NULL, 's'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	enum zl_sandbox_choice sandbox = ZL_SANDBOX_DEFAULT;
	struct zl_rules_option choice = {0};
	struct zl_buffer data = {0};
	struct zl_rules *rules;
	int status = ZL_STATUS_BROKEN;

	bool colour = wants_colour(), cut = isatty(STDOUT_FILENO) == 1;

	opterr = 0;
	optind = 0;
	for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;) {
		if (c == 'h')
			return fputs(_(usage_text), stdout) < 0 ? ZL_STATUS_BROKEN
								: ZL_STATUS_COMPLETE;
		if (c == 's' && zl_sandbox_choose(optarg, &sandbox))
			continue;
		if ((c != 'r' && c != 'R') || !zl_rules_option_take(&choice, optarg, c == 'R'))
			return zl_report_option(c, argv, names);
	}
	if (argc - optind != 1)
		return fputs(_(usage_text), stderr), ZL_STATUS_USAGE;
	rules = zl_rules_option_read(&choice);
	if (rules != NULL && zl_read_file(argv[optind], &data) && shut_in(rules, sandbox))
		status = explain(argv[optind], &data, rules, colour, cut);
	zl_rules_free(rules);
	zl_buffer_free(&data);
	return status;
}
