/* rules.c: zhengli rules: whether rule files are sound, and read their examples as they say. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "rules_check.h"
#include "rules_files.h"

static const char usage_text[] = N_(
    "usage: zhengli rules check FILE...\n"
    "       zhengli rules test FILE...\n"
    "check: is each rule file valid, do its patterns compile, is anything in it unused or hidden "
    "by\n"
    "       an earlier rule, can a pattern run away?\n"
    "test:  are the examples in each file read as they say?\n"
    "A file may extend a family of another FILE, or one that comes with zhengli.\n"
    "  -h, --help  show this help\n"
    "example: zhengli rules check mine.xml\n");

/* What can be done with a rule file. */
static const struct task {
	const char *name, *done;
	enum zl_status (*carry_out)(struct zl_rules_case *);
} tasks[] = {
    {"check", N_("checked"), zl_rules_check},
    {"test", N_("tested"), zl_rules_test},
};

static enum zl_status
complain(const char *name, const char *message)
{
	zl_message("%s: %s", name, message);
	return ZL_FAILED;
}

/*
 * Adds the file to the set; a fault is shown and counted, and leaves file NULL.  One in a file that
 * this one extends is shown where that one is checked.
 */
static void
add_to_set(struct zl_rules *rules, const struct zl_rules_files *files, size_t index,
	   struct zl_rules_case *rules_case)
{
	struct zl_rules_error error;
	char message[640];
	size_t faulty;

	if (zl_rules_files_add(files, index, rules, &error, &faulty)) {
		for (size_t i = 0; zl_rules_file(rules, i) != NULL; i++)
			rules_case->file = zl_rules_file(rules, i);
		zl_rules_insist(rules, rules_case->file);
		return;
	}
	rules_case->errors++;
	if (error.rule[0] == '\0')
		snprintf(message, sizeof(message), "%s", error.message);
	else
		snprintf(message, sizeof(message), _("rule “%s”: %s"), error.rule, error.message);
	if (faulty == index)
		zl_rules_show(rules_case, error.line, error.column, N_("error"), message);
	else
		zl_rules_show(rules_case, 0, 0, N_("error"), _("a file that it extends is faulty"));
}

static void
print_count(const struct zl_rules_case *rules, const char *verb)
{
	size_t count = 0, own;

	for (int kind = 0; rules->file != NULL && kind < ZL_RULE_KIND_COUNT; kind++) {
		own = 0;
		for (size_t i = 0; i < rules->file->kinds[kind].count; i++)
			own += rules->file->kinds[kind].items[i]->file == rules->file;
		count += own;
	}
	printf(_("%s: %zu rules and %zu examples %s, errors: %zu, warnings: %zu\n"), rules->name,
	       count, rules->file == NULL ? 0 : rules->file->example_count, _(verb), rules->errors,
	       rules->warnings);
}

/* The exit status for one file. */
static int
do_file(const struct zl_rules_files *files, size_t index, const struct task *task)
{
	const struct zl_rules_source *source = &files->items[index];
	struct zl_rules *rules = zl_rules_new();
	struct zl_rules_case rules_case = {
	    .name = source->name,
	    .data = source->data.data == NULL ? "" : source->data.data,
	    .size = source->data.length,
	    .rules = rules,
	    .stream = stdout,
	};
	bool good = rules != NULL;

	if (good)
		add_to_set(rules, files, index, &rules_case);
	if (good && rules_case.file != NULL)
		good = task->carry_out(&rules_case);
	if (good)
		print_count(&rules_case, task->done);
	else
		complain(source->name, "out of memory");
	zl_rules_free(rules);
	if (!good)
		return ZL_STATUS_BROKEN;
	return rules_case.errors > 0 ? ZL_STATUS_FAILURES : ZL_STATUS_COMPLETE;
}

/* The exit status for all files: the worst of each one's. */
static int
do_files(char *const names[], size_t count, const struct task *task)
{
	struct zl_rules_files files = {0};
	const char *bad;
	int worst = ZL_STATUS_COMPLETE;

	if (!zl_rules_files_read(&files, names, count, &bad)) {
		complain(bad, strerror(errno));
		worst = ZL_STATUS_BROKEN;
	}
	for (size_t i = 0; worst != ZL_STATUS_BROKEN && i < files.count; i++) {
		int status = do_file(&files, i, task);
		worst = status > worst ? status : worst;
	}
	zl_rules_files_free(&files);
	return worst;
}

/* The task that the first operand names; NULL, and *status what to exit with, when there is none.
 */
static const struct task *
read_operands(int argc, char **argv, int *status)
{
	static const struct option names[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int option;

	opterr = 0;
	optind = 0;
	option = getopt_long(argc, argv, "", names, NULL);
	if (option == 'h') {
		*status = fputs(_(usage_text), stdout) < 0 ? ZL_STATUS_BROKEN : ZL_STATUS_COMPLETE;
		return NULL;
	}
	if (option != -1) {
		*status = zl_report_option(option, argv, names);
		return NULL;
	}
	for (size_t i = 0; i < sizeof(tasks) / sizeof(*tasks); i++)
		if (argc - optind >= 2 && strcmp(argv[optind], tasks[i].name) == 0)
			return &tasks[i];
	fputs(_(usage_text), stderr);
	*status = ZL_STATUS_USAGE;
	return NULL;
}

int
zl_command_rules(int argc, char **argv)
{
	const struct task *task;
	int status;

	task = read_operands(argc, argv, &status);
	if (task == NULL)
		return status;
	status = do_files(argv + optind + 1, (size_t)(argc - optind - 1), task);
	if (fflush(stdout) != 0) {
		complain(_("standard output"), strerror(errno));
		return ZL_STATUS_BROKEN;
	}
	return status;
}
