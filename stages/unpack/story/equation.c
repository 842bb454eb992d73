/*
 * equation.c: the code of an EQ field is text in which elements, a backslash, switches and
 * arguments in brackets, stand for what cannot be typed.
 */
#include "equation.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "circled.h"

/* Deeper elements are written as they stand. */
enum { DEEPEST = 8, ARGUMENTS = 16 };

/* Where an equation is written to, and how well that went. */
struct writer {
	struct zl_equation *equation;
	bool exact;
};

static void render(struct writer *, struct zl_string code, int depth, struct zl_buffer *out);

static bool
is_circle(struct zl_string text)
{
	static const char *const circles[] = {"○", "◯", "〇", "O", "О", "⃝"};

	for (size_t i = 0; i < sizeof(circles) / sizeof(*circles); i++)
		if (zl_string_is(text, circles[i]))
			return true;
	return false;
}

/* Text with white space off its ends. */
static struct zl_string
trimmed(struct zl_string text)
{
	while (text.length > 0 && text.data[0] == ' ') {
		text.data++;
		text.length--;
	}
	while (text.length > 0 && text.data[text.length - 1] == ' ')
		text.length--;
	return text;
}

/* An element: what its switches say, and its arguments. */
struct element {
	char kind;		/* a, b, d, f, i, l, o, r, s, x; 0 for none */
	const char *sign;	/* in front: of a root, an integral, a sum; NULL for none */
	bool raised;		/* \s\up */
	char left[5], right[5]; /* brackets */
	struct zl_string arguments[ARGUMENTS];
	int count;
	bool more; /* than there is room for */
};

/* The bracket character after \lc\ and the like. */
static size_t
read_bracket(struct zl_string code, size_t i, const char *which, struct element *element)
{
	static const char open[] = "([{<", close[] = ")]}>";
	uint32_t sign;

	if (i < code.length && code.data[i] == '\\')
		i++;
	if (i >= code.length)
		return i;
	size_t step = zl_utf8_read(code.data + i, code.length - i, &sign);
	char *side = which[0] == 'r' ? element->right : element->left;
	memset(side, 0, sizeof(element->left));
	memcpy(side, code.data + i, step);
	if (which[0] == 'l' && strcmp(element->right, ")") == 0)
		element->right[0] = '\0';
	if (which[0] == 'r' && strcmp(element->left, "(") == 0)
		element->left[0] = '\0';
	if (which[0] == 'b') {
		const char *at = step == 1 ? strchr(open, code.data[i]) : NULL;
		memcpy(element->right, element->left, sizeof(element->left));
		if (at != NULL && *at != '\0')
			element->right[0] = close[at - open];
	}
	return i + step;
}

/* The first switch tells what the element is. */
static void
begin_element(struct element *element, char letter)
{
	element->kind = (char)(letter | 0x20);
	element->sign = element->kind == 'r' ? "√" : element->kind == 'i' ? "∫" : NULL;
	if (element->kind == 'b') {
		memcpy(element->left, "(", 2);
		memcpy(element->right, ")", 2);
	}
}

/* A switch behind the first. */
static size_t
read_option(struct zl_string code, size_t i, const char *word, struct element *element)
{
	if (element->kind == 'b' && (word[1] | 0x20) == 'c')
		return read_bracket(code, i, word, element);
	if (element->kind == 's' && strncasecmp(word, "up", 2) == 0)
		element->raised = true;
	if (element->kind == 'i' && strncasecmp(word, "su", 2) == 0)
		element->sign = "∑";
	if (element->kind == 'i' && strncasecmp(word, "pr", 2) == 0)
		element->sign = "∏";
	return i;
}

static size_t
skip_spaces(struct zl_string code, size_t i)
{
	while (i < code.length && code.data[i] == ' ')
		i++;
	return i;
}

/* A number may follow a switch: \up 9. */
static size_t
skip_number(struct zl_string code, size_t i)
{
	size_t next = skip_spaces(code, i);

	if (next == code.length || code.data[next] < '0' || code.data[next] > '9')
		return i;
	while (next < code.length && code.data[next] >= '0' && code.data[next] <= '9')
		next++;
	return next;
}

/* Reads switches up to the parenthesis; gives where it stands, or where something else does. */
static size_t
read_switches(struct zl_string code, size_t i, struct element *element)
{
	while (i < code.length && (code.data[i] == '\\' || code.data[i] == ' ')) {
		if (code.data[i++] == ' ')
			continue;
		const char *word = code.data + i;
		size_t start = i;
		while (i < code.length && (code.data[i] | 0x20) >= 'a' &&
		       (code.data[i] | 0x20) <= 'z')
			i++;
		if (i == start)
			return start - 1;
		if (i - start == 1 && element->kind == 0)
			begin_element(element, word[0]);
		else if (i - start == 2)
			i = read_option(code, i, word, element);
		i = skip_number(code, i);
	}
	return i;
}

/* Splits what stands in the parenthesis at i by its commas; gives the offset behind it. */
static size_t
read_arguments(struct zl_string code, size_t i, struct element *element)
{
	int depth = 1;
	size_t from = ++i;

	for (; i < code.length && depth > 0; i++) {
		char c = code.data[i];
		if (c == '\\' && i + 1 < code.length) {
			i++;
			continue;
		}
		depth += c == '(' ? 1 : c == ')' ? -1 : 0;
		if (depth > 1 || (depth == 1 && c != ',' && c != ';'))
			continue;
		if (element->count == ARGUMENTS) {
			element->more = true;
			continue;
		}
		element->arguments[element->count++] =
		    (struct zl_string){code.data + from, i - from};
		from = i + 1;
	}
	if (depth > 0 && element->count < ARGUMENTS)
		element->arguments[element->count++] =
		    (struct zl_string){code.data + from, code.length - from};
	return i;
}

/* Whether an argument is one element that is raised above the line, as a reading is. */
static bool
is_raised(struct zl_string argument)
{
	struct element element = {0};

	argument = trimmed(argument);
	if (argument.length == 0 || argument.data[0] != '\\')
		return false;
	size_t at = read_switches(argument, 0, &element);
	return element.raised && at < argument.length && argument.data[at] == '(' &&
	       read_arguments(argument, at, &element) == argument.length;
}

/*
 * A phonetic guide as Word up to 2007 and WPS write it: \o\ad(\s\up 9(reading),base).  Writes the
 * base; the reading stands apart.
 */
static void
write_guide(struct writer *writer, const struct zl_string *parts, struct zl_buffer *out)
{
	struct zl_equation *equation = writer->equation;
	size_t from = out->length;

	zl_buffer_add(out, parts[1].data, parts[1].length);
	struct zl_reading *reading = zl_vector_push(&equation->readings);
	if (reading == NULL ||
	    !zl_arena_copy(&equation->arena, parts[0].data, parts[0].length, &reading->text)) {
		equation->failed = true;
		return;
	}
	reading->from = from;
	reading->to = out->length;
}

/* The character for a circle and what it holds; 0 for none. */
static uint32_t
circle_of(const struct element *element, const struct zl_string *parts)
{
	if (element->kind != 'o' || element->count != 2)
		return 0;
	return is_circle(parts[0])   ? zl_circled(parts[1])
	       : is_circle(parts[1]) ? zl_circled(parts[0])
				     : 0;
}

/* Writes an element whose arguments have been rendered, end to end, in parts. */
static void
write_element(struct writer *writer, const struct element *element, const struct zl_string *parts,
	      struct zl_buffer *out)
{
	static const char between[] = {['f'] = '/', ['a'] = ' ', ['l'] = ','};
	uint32_t sign = circle_of(element, parts);
	char bytes[4], separator = '\0';

	if (sign != 0) {
		zl_buffer_add(out, bytes, zl_utf8_write(sign, bytes));
		return;
	}
	/* Readings are noted by their place in the whole: those of nested elements have none yet.
	 */
	if (element->kind == 'o' && element->count == 2 && out == &writer->equation->text &&
	    is_raised(element->arguments[0]) && !is_raised(element->arguments[1])) {
		write_guide(writer, parts, out);
		return;
	}
	if (strchr("bof", element->kind) == NULL || (element->kind == 'o' && element->count > 1) ||
	    element->more)
		writer->exact = false;
	zl_buffer_text(out, element->sign == NULL ? "" : element->sign);
	zl_buffer_text(out, element->left);
	if ((size_t)element->kind < sizeof(between))
		separator = between[(unsigned char)element->kind];
	for (int i = 0; i < element->count; i++) {
		if (i > 0 && separator != '\0')
			zl_buffer_byte(out, separator);
		zl_buffer_add(out, parts[i].data, parts[i].length);
	}
	zl_buffer_text(out, element->right);
}

static void
render_element(struct writer *writer, const struct element *element, int depth,
	       struct zl_buffer *out)
{
	struct zl_buffer inner = {0};
	struct zl_string parts[ARGUMENTS];
	size_t ends[ARGUMENTS + 1] = {0};
	bool exact = writer->exact;

	for (int i = 0; i < element->count; i++) {
		render(writer, element->arguments[i], depth + 1, &inner);
		ends[i + 1] = inner.length;
	}
	for (int i = 0; i < element->count; i++)
		parts[i] = trimmed((struct zl_string){
		    inner.data == NULL ? "" : inner.data + ends[i], ends[i + 1] - ends[i]});
	/* That a reading is raised is no loss. */
	if (element->kind == 'o' && element->count == 2 && is_raised(element->arguments[0]))
		writer->exact = exact;
	if (inner.failed)
		out->failed = true;
	else
		write_element(writer, element, parts, out);
	zl_buffer_free(&inner);
}

/* Behind a general switch, \* and its argument, a word or a quoted text (17.16.4.3); i for none. */
static size_t
skip_general(struct zl_string code, size_t i)
{
	if (code.length - i < 2 || code.data[i] != '\\' || code.data[i + 1] != '*')
		return i;
	i = skip_spaces(code, i + 2);
	if (i < code.length && code.data[i] == '"') {
		const char *end = memchr(code.data + i + 1, '"', code.length - i - 1);
		return end == NULL ? code.length : (size_t)(end - code.data) + 1;
	}
	while (i < code.length && code.data[i] != ' ' && code.data[i] != '\\')
		i++;
	return i;
}

static void
render(struct writer *writer, struct zl_string code, int depth, struct zl_buffer *out)
{
	for (size_t i = 0; i < code.length;) {
		struct element element = {0};
		size_t next = skip_general(code, i);
		if (next > i) {
			i = skip_spaces(code, next);
			continue;
		}
		if (code.data[i] == '\\' && depth < DEEPEST)
			next = read_switches(code, i, &element);
		if (element.kind != 0 && next < code.length && code.data[next] == '(') {
			i = read_arguments(code, next, &element);
			render_element(writer, &element, depth, out);
		} else if (next > i) {
			writer->exact = false;
			i = next;
		} else {
			if (code.data[i] == '\\' && depth >= DEEPEST)
				writer->exact = false;
			i += code.data[i] == '\\' && i + 1 < code.length;
			zl_buffer_byte(out, code.data[i++]);
		}
	}
}

bool
zl_equation_read(struct zl_equation *equation, struct zl_string arguments)
{
	struct writer writer = {equation, true};

	render(&writer, trimmed(arguments), 0, &equation->text);
	zl_buffer_byte(&equation->text, '\0');
	equation->failed = equation->failed || equation->text.failed;
	if (equation->failed)
		return false;
	equation->text.length--;
	while (equation->text.length > 0 && equation->text.data[equation->text.length - 1] == ' ')
		equation->text.data[--equation->text.length] = '\0';
	return writer.exact;
}

void
zl_equation_free(struct zl_equation *equation)
{
	zl_buffer_free(&equation->text);
	free(equation->readings.items);
	zl_arena_free(&equation->arena);
}
