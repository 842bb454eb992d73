/*
 * tabulate-rules FILE.c: reads the rule files that are compiled in and writes them as rules_table.h
 * has them.  Runs while the program is built, and is no part of it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/vector.h"
#include "extract/rules/rules_set.h"
#include "extract/rules/rules_table.h"

struct table {
	FILE *out;
	const struct zl_rules *set;
	ZL_VECTOR(const struct zl_rule *) rules; /* in the order in which they are written */
};

/* ", .name = value", where the value is not what it is anyway. */
static void
write_number(const struct table *table, const char *name, int64_t value)
{
	if (value != 0)
		fprintf(table->out, ", .%s = %" PRId64, name, value);
}

/* In octal, so that no digit behind it joins in; no question mark: trigraphs. */
static void
write_literal(const struct table *table, const char *text)
{
	if (text == NULL) {
		fputs("NULL", table->out);
		return;
	}
	fputc('"', table->out);
	for (; *text != '\0'; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte < 32 || byte > 126 || strchr("\"\\?", byte) != NULL)
			fprintf(table->out, "\\%03o", byte);
		else
			fputc(byte, table->out);
	}
	fputc('"', table->out);
}

static void
write_text(const struct table *table, const char *name, const char *text)
{
	if (text == NULL)
		return;
	fprintf(table->out, ", .%s = ", name);
	write_literal(table, text);
}

/* Bytes of an array that are not 0. */
static void
write_bytes(const struct table *table, const char *name, const uint8_t *bytes, size_t count)
{
	fprintf(table->out, ", .%s = {%u", name, bytes[0]);
	for (size_t i = 1; i < count; i++)
		if (bytes[i] != 0)
			fprintf(table->out, ", [%zu] = %u", i, bytes[i]);
	fputc('}', table->out);
}

static size_t
index_of(const struct table *table, const struct zl_rule *rule)
{
	size_t i = 0;

	while (i < table->rules.count && table->rules.items[i] != rule)
		i++;
	return i;
}

static int
file_of(const struct table *table, const struct zl_rule_file *file)
{
	int i = 0;

	while (zl_rules_file(table->set, (size_t)i) != NULL &&
	       zl_rules_file(table->set, (size_t)i) != file)
		i++;
	return zl_rules_file(table->set, (size_t)i) == NULL ? -1 : i;
}

/* Takes the rules of a list that were not met before. */
static enum zl_status
collect(struct table *table, const struct zl_rule_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct zl_rule **rule;
		if (index_of(table, list->items[i]) < table->rules.count)
			continue;
		if (table->rules.count == UINT16_MAX ||
		    (rule = zl_vector_push(&table->rules)) == NULL)
			return ZL_FAILED;
		*rule = list->items[i];
	}
	return ZL_DONE;
}

/* The words of a set that are not 0. */
static void
write_bits(const struct table *table, const uint64_t *words, size_t count)
{
	fprintf(table->out, "{.bits = {UINT64_C(%" PRIu64 ")", words[0]);
	for (size_t i = 1; i < count; i++)
		if (words[i] != 0)
			fprintf(table->out, ", [%zu] = UINT64_C(%" PRIu64 ")", i, words[i]);
	fputc('}', table->out);
}

static void
write_set(const struct table *table, const struct zl_character_set *set)
{
	write_bits(table, set->bits, sizeof(set->bits) / sizeof(set->bits[0]));
	write_number(table, "all", set->all);
	fputs("}, ", table->out);
}

static void
write_beginning(const struct table *table, const char *name, const struct zl_beginning *beginning)
{
	fprintf(table->out, ", .%s = {.characters = {", name);
	for (int i = 0; i < ZL_PREFIX_LENGTH; i++)
		write_set(table, &beginning->characters[i]);
	fputs("}, .pairs = {", table->out);
	for (int i = 0; i < ZL_PREFIX_LENGTH - 1; i++) {
		const struct zl_pair_set *pairs = &beginning->pairs[i];
		write_bits(table, pairs->bits, sizeof(pairs->bits) / sizeof(pairs->bits[0]));
		fputs(", .loose = ", table->out);
		write_set(table, &pairs->loose);
		fputs("}, ", table->out);
	}
	fputs("}}", table->out);
}

static void
write_prefix(const struct table *table, const struct zl_prefix *prefix)
{
	fprintf(table->out, ", .prefix = &(const struct zl_prefix){.floats = %d", prefix->floats);
	write_beginning(table, "match", &prefix->match);
	write_beginning(table, "behind_gap", &prefix->behind_gap);
	write_number(table, "has_gap", prefix->has_gap);
	write_number(table, "gap_ends", prefix->gap_ends);
	write_number(table, "gap_most", prefix->gap_most);
	fputc('}', table->out);
}

static void
write_rule(const struct table *table, const struct zl_rule *rule)
{
	fprintf(table->out, "\t{.rule = {.kind = %d, .line = %u", rule->kind, rule->line);
	write_text(table, "name", rule->name);
	write_text(table, "source", rule->source);
	write_text(table, "as", rule->as);
	write_text(table, "series", rule->series);
	write_text(table, "like", rule->like);
	write_number(table, "weight", rule->weight);
	write_number(table, "rank", rule->rank);
	write_number(table, "ordinal", rule->ordinal);
	write_number(table, "place", rule->place);
	write_number(table, "area", rule->area);
	write_number(table, "marker", rule->marker);
	write_number(table, "cue", rule->cue);
	write_number(table, "role", rule->role);
	write_number(table, "flag", rule->flag);
	write_number(table, "problem", rule->problem);
	write_number(table, "refers", rule->refers);
	write_number(table, "lines", rule->lines);
	write_number(table, "facts", rule->facts);
	fprintf(table->out, "}, .file = %d", file_of(table, rule->file));
	if (rule->pattern != NULL) {
		write_text(table, "text", zl_pattern_text(rule->pattern));
		write_number(table, "options", zl_pattern_options(rule->pattern));
		write_prefix(table, zl_pattern_prefix(rule->pattern));
	}
	fputs("},\n", table->out);
}

static void
write_list(const struct table *table, const struct zl_rule_list *list)
{
	fprintf(table->out, "\t%zu,", list->count);
	for (size_t i = 0; i < list->count; i++)
		fprintf(table->out, " %zu,", index_of(table, list->items[i]));
	fputc('\n', table->out);
}

static void
write_pairs(const struct table *table, const char *name, size_t file, const struct zl_quote *pairs,
	    size_t count)
{
	fprintf(table->out, "static const struct zl_quote %s_%zu[] = {\n", name, file);
	for (size_t i = 0; i < count; i++) {
		fputs("\t{", table->out);
		write_literal(table, pairs[i].open);
		fputs(", ", table->out);
		write_literal(table, pairs[i].close);
		fputs("},\n", table->out);
	}
	fputs("\t{NULL, NULL},\n};\n", table->out);
}

/* The arrays of a file. */
static void
write_arrays(const struct table *table, const struct zl_rule_file *file, size_t index)
{
	write_pairs(table, "quotes", index, file->quotes, file->quote_count);
	write_pairs(table, "brackets", index, file->brackets, file->bracket_count);
	fprintf(table->out, "static const uint16_t lists_%zu[] = {\n", index);
	for (int i = 0; i < ZL_RULE_KIND_COUNT; i++)
		write_list(table, &file->kinds[i]);
	for (int i = 0; i < ZL_ASKED_COUNT; i++)
		write_list(table, &file->asked[i]);
	fputs("};\n", table->out);
}

static void
write_stops(const struct table *table, const struct zl_stops *stops)
{
	fputs(", .stops = {.wide_count = ", table->out);
	fprintf(table->out, "%zu, .wide = {", stops->wide_count);
	for (size_t i = 0; i < stops->wide_count; i++)
		fprintf(table->out, "{{%d, %d, %d, %d}, %u, %u}, ", stops->wide[i].bytes[0],
			stops->wide[i].bytes[1], stops->wide[i].bytes[2], stops->wide[i].bytes[3],
			stops->wide[i].length, stops->wide[i].stop);
	fputc('}', table->out);
	write_bytes(table, "narrow", stops->narrow, sizeof(stops->narrow));
	fputc('}', table->out);
}

static void
write_file(const struct table *table, const struct zl_rule_file *file, size_t index)
{
	fprintf(table->out,
		"\t{.lists = lists_%zu, .base = %d, .file = {.quotes = quotes_%zu, "
		".brackets = brackets_%zu",
		index, file_of(table, file->base), index, index);
	write_text(table, "family", file->family);
	write_text(table, "version", file->version);
	write_text(table, "title", file->title);
	write_text(table, "extends", file->extends);
	write_text(table, "sha256", file->sha256);
	write_number(table, "abstract", file->abstract);
	write_number(table, "silent", file->silent);
	write_number(table, "quote_count", (int64_t)file->quote_count);
	write_number(table, "bracket_count", (int64_t)file->bracket_count);
	write_stops(table, &file->stops);
	write_bytes(table, "signs", file->signs, sizeof(file->signs));
	write_bytes(table, "sign_ends", file->sign_ends, sizeof(file->sign_ends));
	fputs("}},\n", table->out);
}

static enum zl_status
write_table(struct table *table)
{
	const struct zl_rules *set = table->set;

	for (size_t i = 0; i < set->file_count; i++)
		for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
			if (!collect(table, &set->files[i]->kinds[kind]))
				return ZL_FAILED;
	fputs("/* Made by tabulate-rules. */\n#include \"extract/rules/rules_table.h\"\n\n"
	      "static const struct zl_table_rule rules[] = {\n",
	      table->out);
	for (size_t i = 0; i < table->rules.count; i++)
		write_rule(table, table->rules.items[i]);
	fputs("};\n", table->out);
	for (size_t i = 0; i < set->file_count; i++)
		write_arrays(table, set->files[i], i);
	fputs("static const struct zl_table_file files[] = {\n", table->out);
	for (size_t i = 0; i < set->file_count; i++)
		write_file(table, set->files[i], i);
	fputs("};\nstatic const char *const facts[] = {\n", table->out);
	for (size_t i = 0; i < set->fact_count; i++) {
		fputc('\t', table->out);
		write_literal(table, set->facts[i]);
		fputs(",\n", table->out);
	}
	fprintf(table->out,
		"\tNULL,\n};\nconst struct zl_table zl_own_table = {rules, files, %zu, %zu, facts, "
		"%zu, \"%s\"};\n",
		table->rules.count, set->file_count, set->fact_count, set->sha256);
	return ferror(table->out) == 0;
}

int
main(int argc, char *argv[])
{
	struct zl_rules *set = zl_rules_new();
	struct zl_rules_error error = {0};
	struct table table = {.out = argc == 2 ? fopen(argv[1], "w") : NULL, .set = set};

	if (table.out == NULL || set == NULL || !zl_rules_add_own(set, &error)) {
		fprintf(stderr, "tabulate: %s, line %u, %s: %s\n", argc == 2 ? argv[1] : "FILE.c",
			error.line, error.rule, error.message);
		return EXIT_FAILURE;
	}
	bool done = write_table(&table);
	done = fclose(table.out) == 0 && done;
	free(table.rules.items);
	zl_rules_free(set);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
