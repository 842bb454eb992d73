/* show.c: zhengli show: a record, or the one that a report would have, for people. */
#include <errno.h>
#include <getopt.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "emit/emit.h"
#include "extract/rules/family_set.h"
#include "pipeline/batch/convert.h"
#include "pipeline/batch/read_file.h"
#include "pipeline/batch/rules_option.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "program.h"
#include "sandbox.h"
#include "show_print.h"

static const char help[] = N_(
    "usage: zhengli show [options] RECORD|FILE\n"
    "Shows the facts and findings of a record, or of the record that a report would have, each\n"
    "finding under its headings: kind, status, paragraph, and what was done about it.\n"
    "      --rules FILE       rules of one more family, beside those compiled in; may be repeated\n"
    "      --only-rules FILE  read a report by this rule file\n"
    "      --sandbox=WHEN     require, auto, off (default: require where the kernel has it)\n"
    "  -h, --help             show this help\n"
    "example: zhengli show records/records/2021/a.docx.xml\n");

/* Whether these are the bytes of a record or a failure as zhengli writes them. */
static bool
is_record(const struct zl_buffer *data)
{
	static const char namespace[] = "xmlns=\"urn:zhengli:record:1\"";

	return data->length > 5 && memcmp(data->data, "<?xml", 5) == 0 &&
	       memmem(data->data, data->length < 512 ? data->length : 512, namespace,
		      sizeof(namespace) - 1) != NULL;
}

/* The columns of the terminal; 0 where standard output is none. */
static int
terminal_width(void)
{
	struct winsize size;

	return isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0
		   ? size.ws_col
		   : 0;
}

static int
print_record(const char *name, const struct zl_buffer *record, int width)
{
	const char *none = getenv("NO_COLOR");
	bool colour = width > 0 && (none == NULL || none[0] == '\0');
	xmlDoc *tree = xmlReadMemory(record->data, (int)record->length, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
					 XML_PARSE_HUGE);
	const xmlNode *root = tree == NULL ? NULL : xmlDocGetRootElement(tree);

	if (root == NULL)
		zl_message("%s: the record cannot be read: %s", name, "XML");
	else
		zl_show_print(stdout, root, width, colour);
	xmlFreeDoc(tree);
	if (root != NULL && fflush(stdout) == 0)
		return ZL_STATUS_COMPLETE;
	return ZL_STATUS_BROKEN;
}

/* Converts the report in data; the exit status. */
static int
convert(const char *name, const struct zl_buffer *data, struct zl_converter *converter, int width)
{
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	int status = ZL_STATUS_BROKEN;

	if (!zl_document_source(&document, name, strlen(name), data->data, data->length, NULL)) {
		zl_message("out of memory");
	} else if (zl_convert(converter, &document, data->data, data->length, &record) != ZL_OK) {
		zl_message_failure(&document);
		status = ZL_STATUS_FAILURES;
	} else {
		status = print_record(name, &record, width);
	}
	zl_buffer_free(&record);
	zl_document_free(&document);
	return status;
}

/* Readies everything, then leaves all that reading the file does not need; the exit status. */
static int
show(const char *name, const struct zl_rules_option *choice, enum zl_sandbox_choice sandbox)
{
	struct zl_convert_options options;
	struct zl_converter converter = {0};
	struct zl_buffer data = {0};
	char message[256];
	int status = ZL_STATUS_BROKEN, width = terminal_width();

	zl_convert_defaults(&options);
	struct zl_rules *rules = zl_rules_option_read(choice);
	bool ready = rules != NULL && zl_read_file(name, &data);
	if (ready && !zl_converter_prepare(&converter, &options, rules, message, sizeof(message))) {
		zl_message("%s", message);
		ready = false;
	}
	if (ready) {
		zl_rules_ready(rules);
		const char *wrong = zl_sandbox_enter_program(sandbox);
		if (wrong != NULL)
			zl_message("%s", _(wrong));
		else if (is_record(&data))
			status = print_record(name, &data, width);
		else
			status = convert(name, &data, &converter, width);
	}
	if (converter.rules != NULL)
		zl_converter_free(&converter);
	else
		zl_rules_free(rules);
	zl_buffer_free(&data);
	return status;
}

int
zl_command_show(int argc, char **argv)
{
	static const struct option names[] = {
	    {"rules", required_argument, NULL, 'r'},
	    {"only-rules", required_argument, NULL, 'R'},
	    {"sandbox", required_argument, NULL, 's'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	static char buffer[64 << 10];
	enum zl_sandbox_choice sandbox = ZL_SANDBOX_DEFAULT;
	struct zl_rules_option choice = {0};

	opterr = 0;
	optind = 0;
	for (int option; (option = getopt_long(argc, argv, "h", names, NULL)) != -1;) {
		if (option == 'h') {
			fputs(_(help), stdout);
			return ZL_STATUS_COMPLETE;
		}
		if (option == 's' && zl_sandbox_choose(optarg, &sandbox))
			continue;
		if ((option == 'r' || option == 'R') &&
		    zl_rules_option_take(&choice, optarg, option == 'R'))
			continue;
		return zl_report_option(option, argv, names);
	}
	if (argc - optind != 1) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	/* Streams ask the system what they write to: not in the sandbox any more. */
	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	return show(argv[optind], &choice, sandbox);
}
