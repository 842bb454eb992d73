/* ledger.c: what archivists write into a ledger, as verbs. */
#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vector.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/export/csv_read.h"
#include "sources.h"

/* The columns that are needed; their titles are those of export --to ledger. */
enum { SOURCE, PLACE, CORRECTION, NEEDED };
static const char *const titles[NEEDED] = {"来源文件", "段落", "更正"};

struct ledger {
	struct zl_keeping *keeping;
	struct zl_state state;
	struct zl_csv_file file;
	size_t columns[NEEDED];
	struct zl_arena arena;
	struct zl_string source; /* of the rows at hand */
	ZL_VECTOR(char *) verbs; /* of that source; in arena */
	unsigned taken, refused;
};

/* Finds the columns in the first row.  False: it is no ledger. */
static bool
find_columns(struct ledger *ledger)
{
	bool found = zl_csv_next(&ledger->file);

	for (size_t i = 0; found && i < NEEDED; i++) {
		size_t at = 0;
		while (at < ledger->file.cells.count &&
		       !zl_string_is(ledger->file.cells.items[at], titles[i]))
			at++;
		ledger->columns[i] = at;
		found = at < ledger->file.cells.count;
	}
	return found;
}

static struct zl_string
cell(const struct ledger *ledger, int column)
{
	size_t at = ledger->columns[column];

	return at < ledger->file.cells.count ? ledger->file.cells.items[at]
					     : (struct zl_string){"", 0};
}

/* Refuses the row at hand. */
static void
refuse(struct ledger *ledger, const char *why, struct zl_string what)
{
	zl_message("row at line %u: %s: %.*s", ledger->file.row_line, why, (int)what.length,
		   what.length > 0 ? what.data : "");
	ledger->refused++;
}

static bool
add_verb(struct ledger *ledger, const struct zl_buffer *verb)
{
	char **added = zl_vector_push(&ledger->verbs);
	struct zl_string copy;

	if (added == NULL || verb->failed ||
	    !zl_arena_copy(&ledger->arena, verb->data, verb->length, &copy))
		return false;
	*added = (char *)copy.data;
	return true;
}

/* Takes the word off the front of text. */
static bool
take(struct zl_string *text, const char *word)
{
	size_t length = strlen(word);

	if (text->length < length || memcmp(text->data, word, length) != 0)
		return false;
	*text = (struct zl_string){text->data + length, text->length - length};
	return true;
}

/* "40-43", whichever dash, as "40..43". */
static bool
write_range(struct zl_string text, struct zl_buffer *verb)
{
	size_t digits = 0, parts = 1;

	for (size_t i = 0; i < text.length;) {
		struct zl_string rest = {text.data + i, text.length - i};
		if (text.data[i] >= '0' && text.data[i] <= '9') {
			zl_buffer_byte(verb, text.data[i++]);
			digits++;
			continue;
		}
		if (digits == 0 || parts++ > 1 ||
		    !(take(&rest, "-") || take(&rest, "–") || take(&rest, "—") ||
		      take(&rest, "～") || take(&rest, "~") || take(&rest, "至")))
			return false;
		zl_buffer_text(verb, "..");
		digits = 0;
		i = text.length - rest.length;
	}
	return digits > 0;
}

/* What one entry says of the problem at paragraph n.  False: it says nothing known. */
static bool
write_verb(struct zl_string entry, unsigned n, struct zl_buffer *verb)
{
	static const struct {
		const char *word, *verb;
	} plain[] = {{"问题", "finding"},	 {"非问题", "text"}, {"标题", "section"},
		     {"建议", "recommendation"}, {"正文", "text"},   {"未答复", "unanswered"}};

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (zl_string_is(entry, plain[i].word)) {
			zl_buffer_format(verb, "%u=%s", n, plain[i].verb);
			return true;
		}
	if (take(&entry, "问题=") || take(&entry, "问题＝")) {
		zl_buffer_format(verb, "%u=statement:", n);
		zl_buffer_add(verb, entry.data, entry.length);
		return entry.length > 0;
	}
	if (!take(&entry, "答复=") && !take(&entry, "答复＝"))
		return false;
	bool done = write_range(entry, verb);
	zl_buffer_format(verb, "=answers:%u", n);
	return done;
}

/* The entry that text begins with, without white space around it; text goes behind it. */
static struct zl_string
next_entry(struct zl_string *text)
{
	size_t length = 0;

	while (length < text->length && strchr(";\n\r", text->data[length]) == NULL &&
	       (text->length - length < 3 || memcmp(text->data + length, "；", 3) != 0))
		length++;
	struct zl_string entry = {text->data, length};
	size_t behind = length == text->length			   ? 0
			: (unsigned char)text->data[length] < 0x80 ? 1
								   : 3;
	*text = (struct zl_string){text->data + length + behind, text->length - length - behind};
	while (entry.length > 0 && strchr(" \t", entry.data[0]) != NULL)
		entry = (struct zl_string){entry.data + 1, entry.length - 1};
	while (entry.length > 0 && strchr(" \t", entry.data[entry.length - 1]) != NULL)
		entry.length--;
	return entry;
}

/* Adds the verbs of the row at hand.  False: no memory. */
static bool
take_row(struct ledger *ledger)
{
	struct zl_string text = cell(ledger, CORRECTION), place = cell(ledger, PLACE);
	unsigned n = place.length > 0 ? (unsigned)strtoul(place.data, NULL, 10) : 0;
	bool done = true;

	while (done && text.length > 0) {
		struct zl_buffer verb = {0};
		struct zl_string entry = next_entry(&text);
		if (entry.length == 0)
			continue;
		if (n > 0 && write_verb(entry, n, &verb))
			done = add_verb(ledger, &verb);
		else
			refuse(ledger, n == 0 ? _("it has no paragraph") : _("not understood"),
			       entry);
		zl_buffer_free(&verb);
	}
	return done;
}

/* Keeps the verbs of the source at hand. */
static int
finish_source(struct ledger *ledger)
{
	struct zl_buffer path = {0};
	bool found = false;
	char **end;

	if (ledger->verbs.count == 0)
		return ZL_STATUS_COMPLETE;
	if ((end = zl_vector_push(&ledger->verbs)) == NULL ||
	    !zl_source_path(&ledger->state, ledger->source, &path, &found)) {
		zl_buffer_free(&path);
		return ZL_STATUS_BROKEN;
	}
	*end = NULL;
	int status = ZL_STATUS_USAGE;
	printf("%.*s: ", (int)ledger->source.length, ledger->source.data);
	fflush(stdout);
	if (found)
		status =
		    zl_keep(ledger->keeping, path.data, ledger->source.data, ledger->verbs.items);
	else
		puts("OUT has no such source");
	if (found && status != ZL_STATUS_COMPLETE)
		puts("refused");
	ledger->taken += status == ZL_STATUS_COMPLETE;
	ledger->refused += status != ZL_STATUS_COMPLETE;
	ledger->verbs.count = 0;
	zl_buffer_free(&path);
	return status == ZL_STATUS_BROKEN ? status : ZL_STATUS_COMPLETE;
}

static int
take_all(struct ledger *ledger)
{
	int status = ZL_STATUS_COMPLETE;

	while (status == ZL_STATUS_COMPLETE && zl_csv_next(&ledger->file)) {
		struct zl_string source = cell(ledger, SOURCE);
		if (cell(ledger, CORRECTION).length == 0)
			continue;
		if (!zl_string_equal(source, ledger->source)) {
			status = finish_source(ledger);
			if (!zl_arena_copy(&ledger->arena, source.data, source.length,
					   &ledger->source))
				status = ZL_STATUS_BROKEN;
		}
		if (status == ZL_STATUS_COMPLETE && !take_row(ledger))
			status = ZL_STATUS_BROKEN;
	}
	if (status == ZL_STATUS_COMPLETE)
		status = finish_source(ledger);
	if (ledger->file.wrong != NULL)
		zl_message("line %u: %s", ledger->file.line, ledger->file.wrong);
	return ledger->file.wrong != NULL ? ZL_STATUS_USAGE : status;
}

int
zl_ledger_take(struct zl_keeping *keeping, const char *csv, const char *out)
{
	struct ledger ledger = {.keeping = keeping};
	struct zl_buffer words = {0};
	int status = ZL_STATUS_USAGE;

	if (!zl_csv_load(&ledger.file, csv, NULL, &words))
		zl_message("%s: %s", csv, words.length > 0 ? words.data : "out of memory");
	else if (!find_columns(&ledger))
		zl_message("%s: it lacks one of the columns 来源文件, 段落, 更正", csv);
	else if (zl_state_open(&ledger.state, out, ZL_STATE_READ))
		status = take_all(&ledger);
	else
		status = ZL_STATUS_BROKEN;
	if (ledger.state.database != NULL)
		zl_state_close(&ledger.state);
	if (status == ZL_STATUS_COMPLETE) {
		printf("%u taken, %u refused\n", ledger.taken, ledger.refused);
		status = ledger.refused > 0 ? ZL_STATUS_FAILURES : ZL_STATUS_COMPLETE;
	}
	zl_csv_free(&ledger.file);
	zl_buffer_free(&words);
	zl_arena_free(&ledger.arena);
	free(ledger.verbs.items);
	return status;
}
