/* explain_print.c: how a document was read, paragraph by paragraph, for people. */
#include "explain_print.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "pipeline/common/language.h"

enum { TEXT_COLUMNS = 64, PATH_MOST = 12 };

/* What is painted, and how on a terminal (ECMA-48, 8.3.117). */
enum paint {
	PAINT_PLAIN,
	PAINT_NUMBER,
	PAINT_HEADING,
	PAINT_PROBLEM,
	PAINT_RESPONSE,
	PAINT_ATTRIBUTE,
	PAINT_FAINT,
	PAINT_DOUBT
};

static const char *const paints[] = {
    [PAINT_PLAIN] = "",		  [PAINT_NUMBER] = "\033[1m",	 [PAINT_HEADING] = "\033[1;34m",
    [PAINT_PROBLEM] = "\033[31m", [PAINT_RESPONSE] = "\033[32m", [PAINT_ATTRIBUTE] = "\033[36m",
    [PAINT_FAINT] = "\033[2m",	  [PAINT_DOUBT] = "\033[33m",
};

struct printer {
	FILE *stream;
	const struct zl_document *document;
	bool colour, cut;		/* cut: lines end where a terminal's do */
	const struct zl_remark **flags; /* by paragraph */
	size_t flag_count, next_flag;
	const struct zl_explanation *explanation; /* NULL: why is not known */
	size_t next_line;
	uint32_t n; /* the paragraph last printed of */
	const struct zl_node *container;
};

static void
begin_paint(const struct printer *printer, enum paint paint)
{
	if (printer->colour)
		fputs(paints[paint], printer->stream);
}

static void
end_paint(const struct printer *printer, enum paint paint)
{
	if (printer->colour && paint != PAINT_PLAIN)
		fputs("\033[0m", printer->stream);
}

/* Whether a character could do something to the terminal or to the order of the line. */
static bool
is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C ||
	       (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

/* As much of the text as a line holds. */
static void
print_text(const struct printer *printer, const char *text, size_t length)
{
	int columns = 0;

	for (size_t at = 0, step; at < length; at += step) {
		uint32_t code;
		step = zl_utf8_read(text + at, length - at, &code);
		columns += utf8proc_charwidth((utf8proc_int32_t)code);
		if (printer->cut && columns > TEXT_COLUMNS) {
			fputs("…", printer->stream);
			return;
		}
		if (is_unsafe(code))
			fputc(' ', printer->stream);
		else
			fwrite(text + at, 1, step, printer->stream);
	}
}

/* A part of a line, as against what holds whole paragraphs. */
static bool
is_inline(enum zl_node_kind kind)
{
	return kind == ZL_NODE_NUMBER || kind == ZL_NODE_MARKER || kind == ZL_NODE_STATEMENT ||
	       kind == ZL_NODE_DETAIL || kind == ZL_NODE_LABEL || kind == ZL_NODE_ATTRIBUTE ||
	       kind == ZL_NODE_TEXT;
}

static enum paint
paint_of(const struct zl_node *node)
{
	for (; node != NULL; node = node->parent)
		switch (node->kind) {
		case ZL_NODE_HEADING:
			return PAINT_HEADING;
		case ZL_NODE_PROBLEM:
			return PAINT_PROBLEM;
		case ZL_NODE_RESPONSE:
		case ZL_NODE_ANSWER:
		case ZL_NODE_RECOMMENDATION:
			return PAINT_RESPONSE;
		case ZL_NODE_ATTRIBUTE:
			return PAINT_ATTRIBUTE;
		case ZL_NODE_RESIDUE:
		case ZL_NODE_CONTENTS:
			return PAINT_FAINT;
		case ZL_NODE_SECTION:
		case ZL_NODE_FINDING:
			return PAINT_PLAIN;
		default:
			break;
		}
	return PAINT_PLAIN;
}

/* A node's name, with what tells it from others of its kind. */
static void
print_name(const struct printer *printer, const struct zl_node *node)
{
	FILE *stream = printer->stream;

	fputs(zl_node_name(node->kind), stream);
	if (node->kind == ZL_NODE_SECTION)
		fprintf(stream, _(" of level %d"), node->level);
	else if (node->kind == ZL_NODE_FINDING)
		fprintf(stream, " (%s, %s)", zl_finding_kind_name(node->finding_kind),
			zl_status_name(node->status));
	else if (node->kind == ZL_NODE_MEASURE || node->kind == ZL_NODE_ROW ||
		 node->kind == ZL_NODE_CELL)
		fprintf(stream, " %lld", (long long)node->ordinal);
	else if (node->kind == ZL_NODE_ATTRIBUTE && node->name != NULL)
		fprintf(stream, " %s", node->name);
	else if (node->kind == ZL_NODE_TABLE)
		fprintf(stream, " %u", node->table);
	if (node->rule != NULL && !is_inline(node->kind))
		fprintf(stream, " ‹%s›", node->rule);
}

/* What stands on its own in the outline of a report. */
static bool
is_unit(enum zl_node_kind kind)
{
	return kind == ZL_NODE_SECTION || kind == ZL_NODE_FINDING ||
	       kind == ZL_NODE_RECOMMENDATION || kind == ZL_NODE_TABLE;
}

/* The way down to a node from the innermost unit on; of very long ones the end. */
static void
print_path(const struct printer *printer, const struct zl_node *node)
{
	const struct zl_node *path[PATH_MOST];
	bool unit = false;
	size_t count = 0;

	for (; node != NULL && node->parent != NULL && !unit && count < PATH_MOST;
	     node = node->parent) {
		path[count++] = node;
		unit = is_unit(node->kind);
	}
	for (int i = 0; unit && i < PATH_MOST && node != NULL && is_unit(node->kind); i++) {
		if (node->kind != ZL_NODE_SECTION) /* a finding in a finding */
			fputs("› ", printer->stream);
		node = node->parent;
	}
	if (count == 0)
		fputs(_("text"), printer->stream);
	while (count > 0) {
		print_name(printer, path[--count]);
		fputs(count > 0 ? " › " : "", printer->stream);
	}
}

/* A rule's part in the reading of a line; *comma: something stands before it. */
static void
print_reason(const struct printer *printer, const char *what, const char *rule, bool *comma)
{
	if (rule == NULL)
		return;
	fprintf(printer->stream, "%s%s ‹%s›", *comma ? ", " : "", what, rule);
	*comma = true;
}

/* Why a line was read as it was, and what else it might have been. */
static void
print_line(const struct printer *printer, const struct zl_explained *line)
{
	const enum paint paint = line->close ? PAINT_DOUBT : PAINT_FAINT;
	bool comma = false;

	if (line->level == 0 && line->rule == NULL)
		return; /* what a label is shows at the label */
	begin_paint(printer, paint);
	fputs("      = ", printer->stream);
	if (line->level > 0) {
		fprintf(printer->stream, "%s (%d)", line->what, line->score);
		comma = true;
	}
	if (line->other != NULL)
		fprintf(printer->stream, _("%s, else %s (%d)"), line->close ? _(", close") : "",
			line->other, line->other_score);
	print_reason(printer, _("by"), line->rule, &comma);
	print_reason(printer, _("number"), line->number, &comma);
	print_reason(printer, _("label"), line->label, &comma);
	if (line->area != NULL)
		fprintf(printer->stream, _("%sheadings promise %s"), comma ? ", " : "", line->area);
	end_paint(printer, paint);
	fputc('\n', printer->stream);
}

/* Why the lines of the paragraph that was printed last were read as they were. */
static void
print_lines(struct printer *printer)
{
	const struct zl_explanation *explanation = printer->explanation;

	for (; explanation != NULL && printer->next_line < explanation->lines.count &&
	       explanation->lines.items[printer->next_line].n <= printer->n;
	     printer->next_line++)
		print_line(printer, &explanation->lines.items[printer->next_line]);
}

/* The flags of the paragraph that was printed last. */
static void
print_remarks(struct printer *printer)
{
	print_lines(printer);
	for (; printer->next_flag < printer->flag_count &&
	       printer->flags[printer->next_flag]->n <= printer->n;
	     printer->next_flag++) {
		const struct zl_remark *flag = printer->flags[printer->next_flag];
		begin_paint(printer, PAINT_DOUBT);
		fprintf(printer->stream, "      ? %s: ", flag->code);
		fwrite(flag->message.data, 1, flag->message.length, printer->stream);
		end_paint(printer, PAINT_DOUBT);
		fputc('\n', printer->stream);
	}
}

/* The line above pieces: the paragraph's number where it begins, and what encloses them. */
static void
print_container(struct printer *printer, uint32_t n, const struct zl_node *container)
{
	const enum paint paint = PAINT_NUMBER;

	if (n == printer->n && container == printer->container)
		return;
	if (n != printer->n) {
		print_remarks(printer);
		begin_paint(printer, paint);
		fprintf(printer->stream, "%5u", n);
		end_paint(printer, paint);
	} else {
		fputs("     ", printer->stream);
	}
	fputs(" ", printer->stream);
	begin_paint(printer, PAINT_FAINT);
	print_path(printer, container);
	end_paint(printer, PAINT_FAINT);
	fputc('\n', printer->stream);
	printer->n = n;
	printer->container = container;
}

/* The text that a piece stands for. */
static struct zl_string
piece_text(const struct zl_document *document, const struct zl_node *piece)
{
	const struct zl_paragraph *paragraph = &document->paragraphs.items[piece->n - 1];

	if (piece->computed)
		return paragraph->number == NULL ? (struct zl_string){"", 0}
						 : paragraph->number->text;
	return (struct zl_string){paragraph->text.data + piece->from, piece->to - piece->from};
}

static void
print_piece(struct printer *printer, const struct zl_node *piece)
{
	const struct zl_node *part = piece->parent, *container = part;
	const struct zl_string text = piece_text(printer->document, piece);
	const enum paint paint = paint_of(part);
	const char *rule = NULL;

	for (; container != NULL && is_inline(container->kind); container = container->parent)
		rule = rule == NULL ? container->rule : rule;
	print_container(printer, piece->n, container);
	fprintf(printer->stream, "        %-10s ",
		part == container ? "text" : zl_node_name(part->kind));
	begin_paint(printer, paint);
	print_text(printer, text.data, text.length);
	end_paint(printer, paint);
	if (part->kind == ZL_NODE_ATTRIBUTE && part->name != NULL)
		fprintf(printer->stream, "  = %s", part->name);
	begin_paint(printer, PAINT_FAINT);
	if (rule != NULL)
		fprintf(printer->stream, "  ‹%s›", rule);
	if (piece->computed)
		fputs("  (automatic)", printer->stream);
	end_paint(printer, PAINT_FAINT);
	fputc('\n', printer->stream);
}

static void
print_tree(struct printer *printer, const struct zl_node *root)
{
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		if (node->kind == ZL_NODE_TEXT)
			print_piece(printer, node);
	print_remarks(printer);
}

static int
order_flags(const void *left, const void *right)
{
	const struct zl_remark *const *a = left, *const *b = right;

	if ((*a)->n != (*b)->n)
		return (*a)->n < (*b)->n ? -1 : 1;
	return (*a > *b) - (*a < *b);
}

static bool
sort_flags(struct printer *printer)
{
	const struct zl_document *document = printer->document;

	printer->flag_count = document->flags.count;
	printer->flags = calloc(printer->flag_count + 1, sizeof(*printer->flags));
	if (printer->flags == NULL)
		return false;
	for (size_t i = 0; i < printer->flag_count; i++)
		printer->flags[i] = &document->flags.items[i];
	if (printer->flag_count > 0)
		qsort(printer->flags, printer->flag_count, sizeof(*printer->flags), order_flags);
	return true;
}

static void
print_facts(const struct printer *printer)
{
	const struct zl_document *document = printer->document;

	for (size_t i = 0; i < document->facts.count; i++) {
		const struct zl_fact *fact = &document->facts.items[i];
		fprintf(printer->stream, "%5u %-13s ", fact->n, fact->name);
		print_text(printer, fact->text.data, fact->text.length);
		if (fact->date.length > 0)
			fprintf(printer->stream, "  = %s", fact->date.data);
		if (fact->from.length > 0)
			fprintf(printer->stream, _("  = %s to %s"), fact->from.data,
				fact->to.length > 0 ? fact->to.data : "?");
		fputc('\n', printer->stream);
	}
}

bool
zl_explain_print(FILE *stream, const struct zl_document *document,
		 const struct zl_explanation *explanation, bool colour, bool cut)
{
	struct printer printer = {
	    .stream = stream,
	    .document = document,
	    .colour = colour,
	    .cut = cut,
	    .explanation = explanation,
	};

	if (!sort_flags(&printer))
		return false;
	fprintf(stream, _("Read by rules %.*s, version %.*s\n\n"),
		(int)document->rules.family.length, document->rules.family.data,
		(int)document->rules.version.length, document->rules.version.data);
	if (document->body != NULL)
		print_tree(&printer, document->body);
	if (document->aside != NULL && document->aside->first != NULL) {
		fputs(_("\nNotes, headers and footers\n"), stream);
		printer.next_flag = printer.flag_count;
		printer.explanation = NULL;
		print_tree(&printer, document->aside);
	}
	fputs(_("\nFacts about the report\n"), stream);
	print_facts(&printer);
	free(printer.flags);
	return true;
}
