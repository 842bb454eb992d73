/* rules.c: zhengli rules: whether rule files are sound, and read their examples as they say. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "program.h"
#include "rules_check.h"

static const char usage_text[] =
    "usage: zhengli rules check FILE...\n"
    "       zhengli rules test FILE...\n"
    "check: is each rule file valid, do its patterns compile, is anything in it unused or hidden "
    "by\n"
    "       an earlier rule, can a pattern run away?\n"
    "test:  are the examples in each file read as they say?\n"
    "A file may extend a family that comes with zhengli or stands in a FILE before it.\n";

/* What can be done with a rule file. */
static const struct task {
	const char *name, *done;
	bool (*carry_out)(struct zl_rules_case *);
} tasks[] = {
    {"check", "checked", zl_rules_check},
    {"test", "tested", zl_rules_test},
};

static bool
complain(const char *name, const char *words)
{
	fprintf(stderr, "zhengli rules: %s: %s\n", name, words);
	return false;
}

static bool
read_file(const char *name, struct zl_buffer *out)
{
	int descriptor = open(name, O_RDONLY | O_CLOEXEC);
	bool good = descriptor >= 0 && zl_program_read(descriptor, out);

	if (!good)
		complain(name, strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	return good;
}

/* Adds the file to the set; a fault is shown and counted, and leaves file NULL. */
static void
add_to_set(struct zl_rules *rules, struct zl_rules_case *rules_case)
{
	struct zl_rules_error error;
	char words[640];

	if (zl_rules_add(rules, rules_case->data, rules_case->size, &error)) {
		for (size_t i = 0; zl_rules_file(rules, i) != NULL; i++)
			rules_case->file = zl_rules_file(rules, i);
		zl_rules_insist(rules, rules_case->file);
		return;
	}
	snprintf(words, sizeof(words), "%s%s%s%s", error.rule[0] == '\0' ? "" : "rule “",
		 error.rule, error.rule[0] == '\0' ? "" : "”: ", error.words);
	zl_rules_show(rules_case, error.line, error.column, "error", words);
	rules_case->errors++;
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
	printf("%s: %zu rules and %zu examples %s, errors: %zu, warnings: %zu\n", rules->name,
	       count, rules->file == NULL ? 0 : rules->file->example_count, verb, rules->errors,
	       rules->warnings);
}

/* The exit status for one file, which is added to the set. */
static int
do_file(struct zl_rules *rules, const char *name, const struct task *task)
{
	struct zl_buffer data = {0};
	struct zl_rules_case rules_case = {.name = name, .rules = rules, .stream = stdout};
	int status = ZL_STATUS_BROKEN;
	bool good = read_file(name, &data);

	if (good) {
		rules_case.data = data.data == NULL ? "" : data.data;
		rules_case.size = data.length;
		add_to_set(rules, &rules_case);
		if (rules_case.file != NULL)
			good = task->carry_out(&rules_case);
		if (!good)
			complain(name, "out of memory");
	}
	if (good) {
		print_count(&rules_case, task->done);
		status = rules_case.errors > 0 ? ZL_STATUS_FAILURES : ZL_STATUS_COMPLETE;
	}
	zl_buffer_free(&data);
	return status;
}

/* The task that the first operand names; NULL, and *status what to exit with, when there is none.
 */
static const struct task *
read_operands(int argc, char **argv, int *status)
{
	static const struct option names[] = {{"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int option;

	optind = 0;
	option = getopt_long(argc, argv, "", names, NULL);
	if (option == 'h') {
		*status = fputs(usage_text, stdout) < 0 ? ZL_STATUS_BROKEN : ZL_STATUS_COMPLETE;
		return NULL;
	}
	for (size_t i = 0; option == -1 && i < sizeof(tasks) / sizeof(*tasks); i++)
		if (argc - optind >= 2 && strcmp(argv[optind], tasks[i].name) == 0)
			return &tasks[i];
	fputs(usage_text, stderr);
	*status = ZL_STATUS_USAGE;
	return NULL;
}

int
zl_command_rules(int argc, char **argv)
{
	struct zl_rules *rules;
	const struct task *task;
	int status, worst = ZL_STATUS_COMPLETE;

	task = read_operands(argc, argv, &status);
	if (task == NULL)
		return status;
	rules = zl_rules_new();
	if (rules == NULL) {
		complain(argv[optind], "out of memory");
		return ZL_STATUS_BROKEN;
	}
	for (int i = optind + 1; i < argc; i++) {
		status = do_file(rules, argv[i], task);
		worst = status > worst ? status : worst;
	}
	zl_rules_free(rules);
	if (fflush(stdout) != 0) {
		complain("standard output", strerror(errno));
		return ZL_STATUS_BROKEN;
	}
	return worst;
}
