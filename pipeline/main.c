/* main.c: zhengli(1): finds the command and hands over to it. */
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "config.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"

/* A command a line; zl_command_NAME is declared in command.h. */
static const struct command {
	const char *name;
	int (*carry_out)(int argc, char **argv);
	const char *arguments, *purpose;
} commands[] = {
    {"run", zl_command_run, "[-o OUT] INPUT...", N_("convert what is new or changed")},
    {"retry", zl_command_retry, "OUT", N_("convert again what failed")},
    {"status", zl_command_status, "OUT", N_("say how things stand in OUT")},
    {"acknowledge", zl_command_acknowledge, "OUT PATH...", N_("mark failures as known")},
    {"report", zl_command_report, "OUT", N_("write the report on OUT as JSON")},
    {"merge", zl_command_merge, "OUT SHARD...", N_("put shards together into one OUT")},
    {"changes", zl_command_changes, "[--since TOKEN] OUT", N_("tell what changed since a token")},
    {"export", zl_command_export, "--to FORMAT -o DEST OUT", N_("write OUT for a records system")},
    {"deliver", zl_command_deliver, "NAME OUT", N_("hand over to a records system what changed")},
    {"prune", zl_command_prune, "OUT", N_("remove the records of sources that are gone")},
    {"show", zl_command_show, "RECORD|FILE", N_("show the findings of a record or a report")},
    {"explain", zl_command_explain, "FILE", N_("show what each paragraph was read as, and why")},
    {"rules", zl_command_rules, "check|test FILE...",
     N_("whether rule files are sound and their examples read")},
    {"correct", zl_command_correct, "FILE VERB...",
     N_("keep what people say of how FILE was read")},
    {"corrections", zl_command_corrections, "check OUT|example FILE",
     N_("which corrections are needed still; examples for rules")},
    {"gold", zl_command_gold, "OUT DEST", N_("checked records as answers for score")},
    {"review", zl_command_review, "OUT -o DIR",
     N_("write pages on which people check what was read")},
    {"score", zl_command_score, "RECORDS GOLD", N_("compare records with hand-checked answers")},
    {NULL, NULL, NULL, NULL},
};

static void
list_commands(FILE *stream)
{
	fputs(_("usage: zhengli COMMAND ...\n"), stream);
	for (size_t i = 0; commands[i].name != NULL; i++)
		fprintf(stream, "  zhengli %-11s %-28s %s\n", commands[i].name,
			commands[i].arguments, _(commands[i].purpose));
	fputs(_("  -V, --version   show the version\n"
		"  -h, --help      show this help; zhengli help COMMAND: that of a command\n"
		"zhengli(1) tells all.\n"),
	      stream);
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; commands[i].name != NULL; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

/* There is no such command: says so, and which was probably meant. */
static int
report_command(const char *name)
{
	const char *names[sizeof(commands) / sizeof(commands[0]) + 1];
	size_t count = 0;

	for (; commands[count].name != NULL; count++)
		names[count] = commands[count].name;
	names[count++] = "help";
	names[count] = NULL;
	const char *nearest = zl_nearest(name, names);
	if (nearest != NULL)
		zl_message("there is no command “%s”; did you mean %s?", name, nearest);
	else
		zl_message("there is no command “%s”", name);
	list_commands(stderr);
	return ZL_STATUS_USAGE;
}

/* Every command has --help; -h is the same. */
static int
carry_out(const struct command *command, int argc, char **argv)
{
	static char help[] = "--help";
	char *asked[] = {argv[0], help, NULL};

	if (argc > 1 && (strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "--help") == 0))
		return command->carry_out(2, asked);
	if (!zl_arguments_are_sound(argc, argv))
		return ZL_STATUS_USAGE;
	return command->carry_out(argc, argv);
}

/* zhengli help, zhengli help COMMAND. */
static int
help(int argc, char **argv)
{
	static char asked[] = "--help";
	const struct command *command = argc > 1 ? find_command(argv[1]) : NULL;
	char *arguments[] = {argc > 1 ? argv[1] : NULL, asked, NULL};

	if (argc > 1 && command == NULL)
		return report_command(argv[1]);
	if (command != NULL)
		return command->carry_out(2, arguments);
	list_commands(stdout);
	return ZL_STATUS_COMPLETE;
}

/*
 * The heap neither goes back to the system with each large block that is freed nor is asked for in
 * small steps: compiling the rules alone moved its end 1,300 times, a tenth of the time that a run
 * takes to start.  Blocks beyond 32 MiB are mapped and go back at once.
 */
static void
steady_heap(void)
{
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 32 << 20);
	mallopt(M_TOP_PAD, 256 << 10);
}

int
main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct command *command = find_command(name);
	int status = ZL_STATUS_COMPLETE;

	steady_heap();
	zl_language_begin();
	if (command != NULL) {
		status = carry_out(command, argc - 1, argv + 1);
	} else if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		printf("zhengli %s\n", ZL_VERSION);
	} else if (strcmp(name, "help") == 0) {
		status = help(argc - 1, argv + 1);
	} else if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		list_commands(stdout);
	} else if (name[0] != '\0') {
		status = report_command(name);
	} else {
		list_commands(stderr);
		status = ZL_STATUS_USAGE;
	}
	/* Streams that convert are the C library's no more than others that fopencookie(3) makes.
	 */
	if ((fflush(stdout) != 0 || ferror(stdout)) && status == ZL_STATUS_COMPLETE) {
		zl_message("standard output: %s", strerror(errno));
		status = ZL_STATUS_BROKEN;
	}
	fflush(stderr);
	return status;
}
