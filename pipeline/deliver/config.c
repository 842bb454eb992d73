/* config.c: see config.h. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "pipeline/common/message.h"

/* Formats whose batches say themselves what they are, and how far they go. */
static const char *const formats[] = {"csv", "jsonl", "dc",	   "eep",
				      "ead", "atom",  "catalogue", "dat93"};

struct reading {
	struct zl_consumer *consumer;
	const char *path;
	unsigned line;
	bool inside, found;
};

static enum zl_status
fault(const struct reading *reading, const char *what)
{
	zl_message("%s:%u: %s", reading->path, reading->line, what);
	return ZL_FAILED;
}

static char *
trim(char *text)
{
	size_t length = strlen(text);

	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		text[--length] = '\0';
	return text + strspn(text, " \t");
}

static const char *
keep(struct zl_consumer *consumer, const char *text)
{
	struct zl_string copy;

	return zl_arena_copy(&consumer->arena, text, strlen(text), &copy) ? copy.data : NULL;
}

static bool
read_number(const char *text, unsigned *number)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	*number = (unsigned)value;
	return *text >= '0' && *text <= '9' && *end == '\0' && value <= 1000000;
}

/* Options parted by spaces; what stands between double quotes is one. */
static enum zl_status
read_options(const struct reading *reading, char *value)
{
	struct zl_consumer *consumer = reading->consumer;
	size_t count = 0;

	for (char *at = value + strspn(value, " \t"); *at != '\0'; at += strspn(at, " \t")) {
		bool quoted = *at == '"';
		at += quoted;
		size_t size = strcspn(at, quoted ? "\"" : " \t");
		if (count == ZL_DELIVER_OPTIONS || (quoted && at[size] == '\0'))
			return fault(reading,
				     _("options: too many, or a quote that is not closed"));
		bool last = at[size] == '\0';
		at[size] = '\0';
		consumer->options[count] = keep(consumer, at);
		if (consumer->options[count++] == NULL)
			return fault(reading, _("out of memory"));
		at += size + !last;
	}
	return ZL_DONE;
}

static enum zl_status
read_setting(const struct reading *reading, const char *name, char *value)
{
	struct zl_consumer *consumer = reading->consumer;
	const char **text = strcmp(name, "to") == 0	   ? &consumer->to
			    : strcmp(name, "spool") == 0   ? &consumer->spool
			    : strcmp(name, "command") == 0 ? &consumer->command
							   : NULL;

	if (text != NULL)
		return (*text = keep(consumer, value)) != NULL ? ZL_DONE
							       : fault(reading, _("out of memory"));
	if (strcmp(name, "options") == 0)
		return read_options(reading, value);
	if (strcmp(name, "tries") == 0)
		return read_number(value, &consumer->tries) && consumer->tries > 0
			   ? ZL_DONE
			   : fault(reading, _("tries is to be a number from 1"));
	if (strcmp(name, "wait") == 0)
		return read_number(value, &consumer->wait)
			   ? ZL_DONE
			   : fault(reading, _("wait is to be a number of seconds"));
	return fault(reading, _("it is none of to, options, spool, command, tries, wait"));
}

static enum zl_status
read_line(struct reading *reading, char *line)
{
	line = trim(line);
	if (line[0] == '\0' || line[0] == '#' || line[0] == ';')
		return ZL_DONE;
	if (line[0] == '[') {
		size_t length = strcspn(line + 1, "]");
		reading->inside = strlen(reading->consumer->name) == length &&
				  strncmp(line + 1, reading->consumer->name, length) == 0;
		if (reading->inside && reading->found)
			return fault(reading, _("the section is there twice"));
		reading->found |= reading->inside;
		return ZL_DONE;
	}
	char *sign = strchr(line, '=');
	if (sign == NULL)
		return fault(reading, _("it is to be NAME = VALUE, or [NAME]"));
	*sign = '\0';
	return reading->inside ? read_setting(reading, trim(line), trim(sign + 1)) : ZL_DONE;
}

/* What a section must have. */
static enum zl_status
check(const struct reading *reading)
{
	const struct zl_consumer *consumer = reading->consumer;
	size_t i = 0;

	if (!reading->found)
		zl_message("%s: there is no section [%s]", reading->path, consumer->name);
	else if (consumer->to == NULL || consumer->spool == NULL)
		zl_message("%s: [%s] lacks to, or spool", reading->path, consumer->name);
	else {
		while (i < sizeof(formats) / sizeof(formats[0]) &&
		       strcmp(formats[i], consumer->to) != 0)
			i++;
		if (i < sizeof(formats) / sizeof(formats[0]))
			return ZL_DONE;
		zl_message("%s: [%s] to: it is to be csv, jsonl, dc, eep, ead, atom, catalogue or "
			   "dat93",
			   reading->path, consumer->name);
	}
	return ZL_FAILED;
}

enum zl_status
zl_consumer_read(struct zl_consumer *consumer, const char *out, const char *name)
{
	struct reading reading = {.consumer = consumer};
	char *line = NULL, *path = NULL;
	size_t capacity = 0;
	bool done;

	*consumer = (struct zl_consumer){.name = name, .tries = 5, .wait = 60};
	if (asprintf(&path, "%s/deliver.conf", out) == -1)
		return ZL_FAILED;
	FILE *file = fopen(path, "re");
	reading.path = path;
	done = file != NULL;
	if (!done)
		zl_message("%s: %s", path, strerror(errno));
	while (done && getline(&line, &capacity, file) != -1) {
		reading.line++;
		done = read_line(&reading, line);
	}
	if (file != NULL)
		fclose(file);
	done = done && check(&reading);
	free(line);
	free(path);
	return done ? ZL_DONE : ZL_FAILED;
}

void
zl_consumer_free(struct zl_consumer *consumer)
{
	zl_arena_free(&consumer->arena);
}
