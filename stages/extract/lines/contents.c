/*
 * contents.c: what is kept but not read: tables of contents, titles of other pages, and lines of
 * navigation and the like.
 * A table of contents is told by its title and leaders, or by being a run of headings without text
 * of which the first comes again.
 */
#include <string.h>

#include "engine.h"

enum {
	LEAST_ENTRIES = 3,
	ENTRY_BYTES = 240,
	MOST_TRIES = 4,	 /* each looks through the document */
	MOST_FIRST = 12, /* lines with one of which what comes again begins */
	LEAST_BEGINNING = 15,
	LEAST_COPIED = 240 /* bytes of what comes again */
};

static bool
is_entry(struct zl_engine *engine, const struct zl_line *line, bool with_leaders)
{
	if (line->kind == ZL_LINE_BLANK)
		return true;
	if (line->kind != ZL_LINE_TEXT || line->end - line->start > ENTRY_BYTES)
		return false;
	struct zl_match match;
	const struct zl_rule *rule =
	    zl_find(engine, ZL_RULE_CONTENTS, line->start, line->end, &match);
	if (rule != NULL && rule->flag)
		return true;
	return !with_leaders && line->shape != 0 && !(line->flags & ZL_LINE_STOPPED);
}

/* Behind the last entry of the run that begins with line from. */
static size_t
run_end(struct zl_engine *engine, size_t from, bool with_leaders, size_t *entries)
{
	size_t end = from;

	*entries = 0;
	for (size_t i = from; i < engine->lines.count; i++) {
		if (!is_entry(engine, &engine->lines.items[i], with_leaders))
			break;
		if (engine->lines.items[i].kind == ZL_LINE_BLANK)
			continue;
		end = i + 1;
		++*entries;
	}
	return end;
}

/* Whether a line behind the run begins as its first does. */
static bool
comes_again(const struct zl_engine *engine, size_t from, size_t end)
{
	const struct zl_line *first = &engine->lines.items[from];
	uint32_t length = first->end - first->start;

	for (size_t i = end; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_TEXT && line->end - line->start >= length &&
		    memcmp(engine->text.data + line->start, engine->text.data + first->start,
			   length) == 0)
			return true;
	}
	return false;
}

static void
mark(struct zl_engine *engine, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		engine->lines.items[i].kind = ZL_LINE_CONTENTS;
}

/* The contents that begin with line from; gives the line behind them, or from. */
static size_t
contents_end(struct zl_engine *engine, size_t from, bool titled)
{
	size_t entries;
	size_t end = run_end(engine, from, true, &entries);

	if (entries >= LEAST_ENTRIES)
		return end;
	end = run_end(engine, from, false, &entries);
	if (entries >= LEAST_ENTRIES && comes_again(engine, from, end))
		return end;
	/* Under a title the entries may have lost numbers or leaders: up to where they begin anew.
	 */
	return titled && entries > 0 && comes_again(engine, from, end) ? end : from;
}

static void
find_contents(struct zl_engine *engine)
{
	struct zl_match match;
	int tries = 0;

	for (size_t i = 0; i < engine->lines.count && tries < MOST_TRIES; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		const struct zl_rule *rule =
		    line->end - line->start <= ENTRY_BYTES
			? zl_find(engine, ZL_RULE_CONTENTS, line->start, line->end, &match)
			: NULL;
		bool titled = rule != NULL && !rule->flag;
		size_t from = titled ? zl_line_after(engine, i) : i;
		/* Contents stand before the text: a sentence ends the search. */
		if (!titled && (line->flags & ZL_LINE_STOPPED))
			return;
		if (!titled && line->shape == 0 && (rule == NULL || !rule->flag))
			continue;
		size_t end = contents_end(engine, from, titled);
		tries++;
		if (end > from) {
			mark(engine, i, end);
			return;
		}
	}
}

/*
 * Behind the lines from copy on that say again all that those from first up to copy say; copy: they
 * do not.
 */
static size_t
copy_end(const struct zl_engine *engine, size_t first, size_t copy)
{
	const struct zl_line *lines = engine->lines.items;
	size_t other = copy;
	uint32_t bytes = 0;

	for (size_t one = first; one < copy; one = zl_line_after(engine, one)) {
		uint32_t length = lines[one].end - lines[one].start;
		if (other >= engine->lines.count ||
		    lines[other].end - lines[other].start != length ||
		    memcmp(engine->text.data + lines[one].start,
			   engine->text.data + lines[other].start, length) != 0)
			return copy;
		bytes += length;
		other = zl_line_after(engine, other);
	}
	return bytes >= LEAST_COPIED ? other : copy;
}

/* What a page gives twice, one after the other, is read once. */
static void
find_copy(struct zl_engine *engine)
{
	struct zl_line *lines = engine->lines.items;
	size_t first = 0;

	for (int tries = 0; tries < MOST_FIRST && first < engine->lines.count; tries++) {
		for (size_t i = first + 1; i < engine->lines.count; i++) {
			size_t end = lines[i].kind == ZL_LINE_TEXT &&
					     lines[i].end - lines[i].start >= LEAST_BEGINNING
					 ? copy_end(engine, first, i)
					 : i;
			for (size_t j = i; j < end; j++)
				if (lines[j].kind == ZL_LINE_TEXT)
					lines[j].kind = ZL_LINE_RESIDUE;
			if (end > i)
				return;
		}
		first = zl_line_after(engine, first);
	}
}

/* Behind the titles of other pages that follow line i, a closing line that says there are such. */
static size_t
titles_end(struct zl_engine *engine, size_t i)
{
	const struct zl_line *lines = engine->lines.items;
	const struct zl_rule *rule =
	    zl_find(engine, ZL_RULE_CLOSING, lines[i].start, lines[i].end, NULL);
	size_t end = i + 1;

	if (rule == NULL || !rule->lines)
		return end;
	while (end < engine->lines.count &&
	       (lines[end].kind == ZL_LINE_BLANK ||
		(lines[end].kind == ZL_LINE_TEXT && lines[end].problem == NULL &&
		 lines[end].label == NULL && lines[end].end - lines[end].start <= ENTRY_BYTES &&
		 !(lines[end].flags & (ZL_LINE_STOPPED | ZL_LINE_PART)))))
		end++;
	return end;
}

static void
find_titles(struct zl_engine *engine)
{
	struct zl_line *lines = engine->lines.items;

	for (size_t i = 0; i < engine->lines.count; i++) {
		if (lines[i].kind != ZL_LINE_TEXT || !(lines[i].flags & ZL_LINE_CLOSING))
			continue;
		size_t end = titles_end(engine, i);
		for (; i + 1 < end; i++)
			if (lines[i + 1].kind == ZL_LINE_TEXT)
				lines[i + 1].kind = ZL_LINE_RESIDUE;
	}
}

static void
find_residue(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->lines.count && !zl_engine_failed(engine); i++) {
		struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT || line->end - line->start > ENTRY_BYTES)
			continue;
		engine->n = line->n;
		if (zl_rule_find(engine->matcher, &engine->file->asked[ZL_ASKED_RESIDUES],
				 engine->text.data + line->start, line->end - line->start,
				 NULL) != NULL)
			line->kind = ZL_LINE_RESIDUE;
	}
}

enum zl_status
zl_set_apart(struct zl_engine *engine)
{
	if (!zl_find_bars(engine))
		return ZL_FAILED;
	find_copy(engine);
	find_titles(engine);
	find_residue(engine);
	find_contents(engine);
	return !zl_engine_failed(engine);
}
