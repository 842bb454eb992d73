/* equation.c */
#include "equation.h"

#include <string.h>

#include "base/utf8.h"

/* Deeper elements are written as they stand. */
enum { DEEPEST = 8, ARGUMENTS = 16 };

static void render(struct zl_string code, int depth, struct zl_buffer *out, bool *exact);

/* Signs that a circle can hold, and the character that is both: runs of code points. */
static const struct {
	uint32_t first, last, circled;
} circled_runs[] = {
    {'A', 'Z', 0x24B6},
    {'a', 'z', 0x24D0},
};

static const struct {
	const char *held;
	uint32_t circled;
} circled_signs[] = {
    {"一", 0x3280}, {"二", 0x3281}, {"三", 0x3282}, {"四", 0x3283}, {"五", 0x3284}, {"六", 0x3285},
    {"七", 0x3286}, {"八", 0x3287}, {"九", 0x3288}, {"十", 0x3289}, {"月", 0x328A}, {"火", 0x328B},
    {"水", 0x328C}, {"木", 0x328D}, {"金", 0x328E}, {"土", 0x328F}, {"日", 0x3290}, {"株", 0x3291},
    {"有", 0x3292}, {"社", 0x3293}, {"名", 0x3294}, {"特", 0x3295}, {"财", 0x3296}, {"財", 0x3296},
    {"祝", 0x3297}, {"劳", 0x3298}, {"労", 0x3298}, {"秘", 0x3299}, {"男", 0x329A}, {"女", 0x329B},
    {"适", 0x329C}, {"優", 0x329D}, {"优", 0x329D}, {"印", 0x329E}, {"注", 0x329F}, {"项", 0x32A0},
    {"項", 0x32A0}, {"休", 0x32A1}, {"写", 0x32A2}, {"正", 0x32A3}, {"上", 0x32A4}, {"中", 0x32A5},
    {"下", 0x32A6}, {"左", 0x32A7}, {"右", 0x32A8}, {"医", 0x32A9}, {"宗", 0x32AA}, {"学", 0x32AB},
    {"监", 0x32AC}, {"監", 0x32AC}, {"企", 0x32AD}, {"资", 0x32AE}, {"資", 0x32AE}, {"协", 0x32AF},
    {"協", 0x32AF}, {"夜", 0x32B0}, {"0", 0x24EA},
};

/* The circled number of a decimal text, 0 for none: U+2460, U+3251 and U+32B1 on. */
static uint32_t
circled_number(struct zl_string text)
{
	uint32_t value = 0;

	if (text.length == 0 || text.length > 2 || text.data[0] == '0')
		return 0;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return 0;
		value = value * 10 + (uint32_t)(text.data[i] - '0');
	}
	if (value <= 20)
		return 0x2460 + value - 1;
	if (value <= 35)
		return 0x3251 + value - 21;
	return value <= 50 ? 0x32B1 + value - 36 : 0;
}

/* The one character for text within a circle, 0 for none. */
static uint32_t
circled(struct zl_string text)
{
	uint32_t code = circled_number(text);

	if (code != 0 || text.length == 0)
		return code;
	for (size_t i = 0; i < sizeof(circled_signs) / sizeof(*circled_signs); i++)
		if (zl_string_is(text, circled_signs[i].held))
			return circled_signs[i].circled;
	if (zl_utf8_read(text.data, text.length, &code) != text.length)
		return 0;
	for (size_t i = 0; i < sizeof(circled_runs) / sizeof(*circled_runs); i++)
		if (code >= circled_runs[i].first && code <= circled_runs[i].last)
			return circled_runs[i].circled + code - circled_runs[i].first;
	return 0;
}

static bool
is_circle(struct zl_string text)
{
	static const char *const circles[] = {"○", "◯", "〇", "O", "О", "⃝"};

	for (size_t i = 0; i < sizeof(circles) / sizeof(*circles); i++)
		if (zl_string_is(text, circles[i]))
			return true;
	return false;
}

/* An argument rendered, with white space off its ends. */
static struct zl_string
trimmed(const struct zl_buffer *buffer, size_t from, size_t to)
{
	while (from < to && buffer->data[from] == ' ')
		from++;
	while (to > from && buffer->data[to - 1] == ' ')
		to--;
	return (struct zl_string){buffer->data + from, to - from};
}

/* The switches before an element's parenthesis: the first letter of each. */
struct element {
	char kind;		/* a, b, d, f, i, l, o, r, s, x; 0 for none */
	char left[5], right[5]; /* of a bracket */
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
	if (which[0] == 'b') {
		const char *at = step == 1 ? strchr(open, code.data[i]) : NULL;
		memcpy(element->right, element->left, sizeof(element->left));
		if (at != NULL && *at != '\0')
			element->right[0] = close[at - open];
	}
	return i + step;
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
		while (i < code.length && ((code.data[i] | 0x20) >= 'a') &&
		       ((code.data[i] | 0x20) <= 'z'))
			i++;
		if (i == start)
			return start - 1;
		if (i - start == 1 && element->kind == 0)
			element->kind = (char)(word[0] | 0x20);
		else if (i - start == 2 && (word[1] | 0x20) == 'c' && element->kind == 'b')
			i = read_bracket(code, i, word, element);
		while (i < code.length && code.data[i] >= '0' && code.data[i] <= '9')
			i++;
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

/* Writes an element whose arguments have been rendered, end to end, in parts. */
static void
write_element(const struct element *element, const struct zl_string *parts, struct zl_buffer *out,
	      bool *exact)
{
	static const char between[] = {['f'] = '/', ['a'] = ' ', ['l'] = ','};
	uint32_t sign = 0;
	char bytes[4];

	if (element->kind == 'o' && element->count == 2)
		sign = is_circle(parts[0])   ? circled(parts[1])
		       : is_circle(parts[1]) ? circled(parts[0])
					     : 0;
	if (sign != 0) {
		zl_buffer_add(out, bytes, zl_utf8_write(sign, bytes));
		return;
	}
	if (strchr("of", element->kind) == NULL || (element->kind == 'o' && element->count > 1) ||
	    element->more)
		*exact = false;
	if (element->kind == 'r')
		zl_buffer_text(out, "√");
	if (element->kind == 'i')
		zl_buffer_text(out, "∫");
	zl_buffer_text(out, element->left);
	for (int i = 0; i < element->count; i++) {
		char separator = (size_t)element->kind < sizeof(between)
				     ? between[(unsigned char)element->kind]
				     : '\0';
		if (i > 0 && separator != '\0')
			zl_buffer_byte(out, separator);
		zl_buffer_add(out, parts[i].data, parts[i].length);
	}
	zl_buffer_text(out, element->right);
}

static void
render_element(const struct element *element, int depth, struct zl_buffer *out, bool *exact)
{
	struct zl_buffer inner = {0};
	struct zl_string parts[ARGUMENTS];
	size_t ends[ARGUMENTS + 1] = {0};

	for (int i = 0; i < element->count; i++) {
		render(element->arguments[i], depth + 1, &inner, exact);
		ends[i + 1] = inner.length;
	}
	for (int i = 0; i < element->count; i++)
		parts[i] = trimmed(&inner, ends[i], ends[i + 1]);
	if (inner.failed)
		out->failed = true;
	else
		write_element(element, parts, out, exact);
	zl_buffer_free(&inner);
}

static void
render(struct zl_string code, int depth, struct zl_buffer *out, bool *exact)
{
	for (size_t i = 0; i < code.length;) {
		struct element element = {0};
		size_t next = i;
		if (code.data[i] == '\\' && depth < DEEPEST)
			next = read_switches(code, i, &element);
		if (element.kind != 0 && next < code.length && code.data[next] == '(') {
			i = read_arguments(code, next, &element);
			render_element(&element, depth, out, exact);
		} else if (next > i) {
			*exact = false;
			i = next;
		} else {
			if (code.data[i] == '\\' && depth >= DEEPEST)
				*exact = false;
			i += code.data[i] == '\\' && i + 1 < code.length;
			zl_buffer_byte(out, code.data[i++]);
		}
	}
}

bool
zl_equation(struct zl_string arguments, struct zl_buffer *out)
{
	bool exact = true;
	size_t from = out->length;

	render(arguments, 0, out, &exact);
	if (out->failed)
		return false;
	struct zl_string text = trimmed(out, from, out->length);
	if (out->length > from)
		memmove(out->data + from, text.data, text.length);
	out->length = from + text.length;
	return exact;
}
