/* main.c: zhengli(1): finds the command and hands over to it. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "config.h"
#include "pipeline/common/command.h"

/* A command a line; zl_command_NAME is declared in command.h. */
static const struct command {
	const char *name;
	int (*carry_out)(int argc, char **argv);
	const char *arguments, *purpose;
} commands[] = {
    {"run", zl_command_run, "[-o OUT] INPUT...", "convert what is new or changed"},
    {"retry", zl_command_retry, "OUT", "convert again what failed"},
    {"status", zl_command_status, "OUT", "say how things stand in OUT"},
    {"report", zl_command_report, "OUT", "write the report on OUT as JSON"},
    {"merge", zl_command_merge, "OUT SHARD...", "put shards together into one OUT"},
    {"changes", zl_command_changes, "[--since TOKEN] OUT", "tell what changed since a token"},
    {"export", zl_command_export, "--to FORMAT -o DEST OUT", "write OUT for a records system"},
    {"deliver", zl_command_deliver, "NAME OUT", "hand over to a records system what changed"},
    {"prune", zl_command_prune, "OUT", "remove the records of sources that are gone"},
    {"explain", zl_command_explain, "FILE", "show what each paragraph was read as, and why"},
    {"rules", zl_command_rules, "check|test FILE...",
     "whether rule files are sound and their examples read"},
    {"correct", zl_command_correct, "FILE VERB...", "keep what people say of how FILE was read"},
    {"corrections", zl_command_corrections, "check OUT", "which corrections are needed still"},
    {"gold", zl_command_gold, "OUT DEST", "checked records as answers for score"},
    {"review", zl_command_review, "OUT -o DIR", "write pages on which people check what was read"},
    {"score", zl_command_score, "RECORDS GOLD", "compare records with hand-checked answers"},
    {NULL, NULL, NULL, NULL},
};

static void
list_commands(FILE *stream)
{
	fputs("usage: zhengli COMMAND ...\n", stream);
	for (size_t i = 0; commands[i].name != NULL; i++)
		fprintf(stream, "  zhengli %-7s %-28s %s\n", commands[i].name,
			commands[i].arguments, commands[i].purpose);
	fputs("  zhengli --version\nEach command has --help; zhengli(1) tells all.\n", stream);
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

	steady_heap();
	for (size_t i = 0; commands[i].name != NULL; i++)
		if (strcmp(name, commands[i].name) == 0)
			return commands[i].carry_out(argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0) {
		printf("zhengli %s\n", ZL_VERSION);
		return ZL_STATUS_COMPLETE;
	}
	if (strcmp(name, "--help") == 0) {
		list_commands(stdout);
		return ZL_STATUS_COMPLETE;
	}
	if (name[0] != '\0')
		fprintf(stderr, "zhengli: there is no command “%s”\n", name);
	list_commands(stderr);
	return ZL_STATUS_USAGE;
}
