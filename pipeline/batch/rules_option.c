/* rules_option.c: rule files from the command line. */
#include "rules_option.h"

#include "base/buffer.h"
#include "extract/rules/family_set.h"
#include "pipeline/common/message.h"
#include "read_file.h"

bool
zl_rules_option_take(struct zl_rules_option *option, const char *file, bool only)
{
	if (option->count == ZL_RULES_MOST || (option->count > 0 && (only || option->only)))
		return false;
	option->files[option->count++] = file;
	option->only = only;
	return true;
}

static void
report(const char *file, const struct zl_rules_error *error)
{
	zl_message("%s: line %u, column %u%s%s: %s", file, error->line, error->column,
		   error->rule[0] == '\0' ? "" : ", ", error->rule, error->message);
}

static enum zl_status
add(struct zl_rules *rules, const char *path, bool only)
{
	struct zl_buffer data = {0};
	struct zl_rules_error error = {0};
	bool done = zl_read_file(path, &data);

	if (done) {
		const char *text = data.data == NULL ? "" : data.data;
		done = only ? zl_rules_add_only(rules, text, data.length, &error)
			    : zl_rules_add(rules, text, data.length, &error);
		if (!done)
			report(path, &error);
	}
	zl_buffer_free(&data);
	return done;
}

struct zl_rules *
zl_rules_option_read(const struct zl_rules_option *option)
{
	struct zl_rules *rules = zl_rules_new();
	struct zl_rules_error error = {0};
	enum zl_status done = rules == NULL ? ZL_FAILED : ZL_DONE;

	if (done && option->count == 0)
		done = zl_rules_take_own(rules);
	if (!done)
		zl_message("out of memory");
	if (done && option->count > 0 && !option->only && !zl_rules_add_own(rules, &error)) {
		report("rules", &error);
		done = ZL_FAILED;
	}
	for (size_t i = 0; done && i < option->count; i++)
		done = add(rules, option->files[i], option->only);
	if (done)
		return rules;
	zl_rules_free(rules);
	return NULL;
}
