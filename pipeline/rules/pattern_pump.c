/* pattern_pump.c: texts on which a pattern may run away. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "pattern_pump.h"

#include <pcre2.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "extract/rules/syntax.h"

enum {
	SAMPLE_BYTES = 4096, /* a beginning or unit that would be longer is cut */
	MEMBERS_MOST = 4,    /* of a set, that are tried as units */
	PUMPS_MOST = 256,
	FAR = 40 /* a repetition that ends so far off is as good as endless */
};

/* What follows a node in the pattern: its next sibling, then what follows its parent. */
struct rest {
	const struct zl_syntax *node;
	const struct rest *outer;
};

struct maker {
	struct zl_arena *arena;
	const char *pattern;
	struct zl_string alphabet;
	struct zl_pump **end;
	size_t count;
	bool failed;
};

/*
 * Up to most members of a set, each as text at the end of members' buffers.  Tried are letters and
 * digits first, as ordinary members of sets that only leave something out, then what the pattern
 * itself is written with.
 */
static size_t
members_of(struct maker *maker, const struct zl_syntax *set, struct zl_string *members, size_t most)
{
	int error;
	size_t offset, count = 0;
	PCRE2_SPTR source = (PCRE2_SPTR)maker->pattern + set->from;
	pcre2_code *code = pcre2_compile(
	    source, set->to - set->from,
	    PCRE2_UTF | PCRE2_DOTALL | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, NULL);
	pcre2_match_data *data = code == NULL ? NULL : pcre2_match_data_create(1, NULL);

	for (size_t at = 0, step; data != NULL && at < maker->alphabet.length && count < most;
	     at += step) {
		uint32_t character;
		const char *text = maker->alphabet.data + at;
		step = zl_utf8_read(text, maker->alphabet.length - at, &character);
		if (pcre2_match(code, (PCRE2_SPTR)text, step, 0, 0, data, NULL) > 0)
			members[count++] = (struct zl_string){text, step};
	}
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return count;
}

/* Adds a text that node matches: the first alternative, the fewest repetitions but at least one. */
static void
add_sample(struct maker *maker, const struct zl_syntax *node, struct zl_buffer *out)
{
	struct zl_string member;
	char bytes[4];

	if (out->length > SAMPLE_BYTES)
		return;
	switch (node->kind) {
	case ZL_SYNTAX_NOTHING:
	case ZL_SYNTAX_START:
	case ZL_SYNTAX_AHEAD:
		break;
	case ZL_SYNTAX_CHARACTER:
		if (zl_utf8_valid(bytes, zl_utf8_write(node->code, bytes)))
			zl_buffer_add(out, bytes, zl_utf8_write(node->code, bytes));
		break;
	case ZL_SYNTAX_SET:
	case ZL_SYNTAX_UNKNOWN: /* a reference has no members */
		if (members_of(maker, node, &member, 1) > 0)
			zl_buffer_add(out, member.data, member.length);
		break;
	case ZL_SYNTAX_SEQUENCE:
		for (const struct zl_syntax *child = node->first; child != NULL;
		     child = child->next)
			add_sample(maker, child, out);
		break;
	case ZL_SYNTAX_REPEAT:
		for (unsigned i = 0; i < (node->least > 0 ? node->least : 1); i++) {
			add_sample(maker, node->first, out);
			if (out->length > SAMPLE_BYTES)
				break;
		}
		break;
	case ZL_SYNTAX_ALTERNATIVE:
	case ZL_SYNTAX_BEHIND:
	case ZL_SYNTAX_EXOTIC:
		if (node->first != NULL)
			add_sample(maker, node->first, out);
		break;
	}
}

/* Whether there is a repetition without an end somewhere in node. */
static bool
holds_endless(const struct zl_syntax *node)
{
	if (node->kind == ZL_SYNTAX_REPEAT && node->most >= FAR)
		return true;
	for (const struct zl_syntax *child = node->first; child != NULL; child = child->next)
		if (holds_endless(child))
			return true;
	return false;
}

/* Adds a text that everything which follows matches. */
static void
add_rest(struct maker *maker, const struct rest *rest, struct zl_buffer *out)
{
	for (; rest != NULL; rest = rest->outer)
		for (const struct zl_syntax *node = rest->node; node != NULL; node = node->next)
			add_sample(maker, node, out);
}

static enum zl_status
copy(struct maker *maker, const struct zl_buffer *buffer, struct zl_string *out)
{
	return !buffer->failed &&
	       zl_arena_copy(maker->arena, buffer->length == 0 ? "" : buffer->data, buffer->length,
			     out);
}

/* A repetition, and the texts around it. */
struct place {
	const struct zl_syntax *repeat;
	const struct zl_buffer *beginning, *end;
};

static void
add_pump(struct maker *maker, const struct place *place, struct zl_string unit)
{
	struct zl_pump *pump;

	if (unit.length == 0 || maker->count >= PUMPS_MOST)
		return;
	pump = zl_arena_zero(maker->arena, 1, sizeof(*pump));
	if (pump == NULL || !copy(maker, place->beginning, &pump->beginning) ||
	    !copy(maker, place->end, &pump->end) ||
	    !zl_arena_copy(maker->arena, unit.data, unit.length, &pump->unit)) {
		maker->failed = true;
		return;
	}
	pump->from = place->repeat->from;
	pump->to = place->repeat->to;
	pump->nested = holds_endless(place->repeat->first);
	*maker->end = pump;
	maker->end = &pump->next;
	maker->count++;
}

/* A pump with a text that body matches as its unit. */
static void
add_sample_pump(struct maker *maker, const struct place *place, const struct zl_syntax *body)
{
	struct zl_buffer unit = {0};

	add_sample(maker, body, &unit);
	maker->failed |= unit.failed;
	add_pump(maker, place, (struct zl_string){unit.data, unit.length});
	zl_buffer_free(&unit);
}

/* Pumps of one repetition: a unit for each alternative in it, and for several members of a set. */
static void
add_pumps(struct maker *maker, const struct place *place)
{
	const struct zl_syntax *body = place->repeat->first;
	struct zl_string members[MEMBERS_MOST];
	size_t count;

	switch (body->kind) {
	case ZL_SYNTAX_ALTERNATIVE:
		for (const struct zl_syntax *child = body->first; child != NULL;
		     child = child->next)
			add_sample_pump(maker, place, child);
		break;
	case ZL_SYNTAX_SET:
		count = members_of(maker, body, members, MEMBERS_MOST);
		for (size_t i = 0; i < count; i++)
			add_pump(maker, place, members[i]);
		break;
	default:
		add_sample_pump(maker, place, body);
	}
}

/*
 * Finds repetitions in node, which stands behind beginning and before rest; adds a sample of node
 * to beginning.
 */
static void
find_repetitions(struct maker *maker, const struct zl_syntax *node, struct zl_buffer *beginning,
		 const struct rest *rest)
{
	const size_t length = beginning->length;
	struct zl_buffer end = {0};

	if (node->kind == ZL_SYNTAX_REPEAT && node->most >= FAR) {
		add_rest(maker, rest, &end);
		add_pumps(maker, &(struct place){node, beginning, &end});
		zl_buffer_free(&end);
	}
	for (const struct zl_syntax *child = node->first; child != NULL && !maker->failed;
	     child = child->next) {
		bool in_order = node->kind == ZL_SYNTAX_SEQUENCE;
		struct rest behind = {in_order ? child->next : NULL, rest};
		find_repetitions(maker, child, beginning, &behind);
		if (!in_order)
			beginning->length = length;
	}
	beginning->length = length;
	add_sample(maker, node, beginning);
	maker->failed |= beginning->failed;
}

/* Adds the characters of the pattern that are ASCII, or those that are not, each once. */
static void
add_characters(const char *pattern, bool ascii, struct zl_buffer *out)
{
	const size_t length = strlen(pattern);

	for (size_t at = 0, step; at < length; at += step) {
		uint32_t code;
		step = zl_utf8_read(pattern + at, length - at, &code);
		if ((code < 0x80) == ascii && code > ' ' &&
		    (out->length == 0 ||
		     memmem(out->data, out->length, pattern + at, step) == NULL))
			zl_buffer_add(out, pattern + at, step);
	}
}

enum zl_status
zl_pattern_alphabet(struct zl_arena *arena, const char *pattern, struct zl_string *out)
{
	struct zl_buffer buffer = {0};
	bool good;

	add_characters(pattern, false, &buffer);
	add_characters(pattern, true, &buffer);
	good = !buffer.failed &&
	       zl_arena_copy(arena, buffer.data == NULL ? "" : buffer.data, buffer.length, out);
	zl_buffer_free(&buffer);
	return good;
}

/* What units are made of: a letter, a digit, the first ideograph, then the pattern's own. */
static enum zl_status
make_alphabet(struct maker *maker)
{
	static const char ordinary[] = "a1\u4E00 ";
	struct zl_buffer buffer = {0};
	struct zl_string own;
	bool good = zl_pattern_alphabet(maker->arena, maker->pattern, &own);

	if (good) {
		zl_buffer_text(&buffer, ordinary);
		zl_buffer_add(&buffer, own.data, own.length);
		good = !buffer.failed &&
		       zl_arena_copy(maker->arena, buffer.data, buffer.length, &maker->alphabet);
	}
	zl_buffer_free(&buffer);
	return good;
}

enum zl_status
zl_pattern_pumps(struct zl_arena *arena, const char *pattern, struct zl_pump **out)
{
	struct maker maker = {.arena = arena, .pattern = pattern, .end = out};
	struct zl_buffer beginning = {0};
	struct zl_syntax *tree = zl_syntax_read(arena, pattern);

	*out = NULL;
	if (tree == NULL || !make_alphabet(&maker))
		return ZL_FAILED;
	find_repetitions(&maker, tree, &beginning, NULL);
	zl_buffer_free(&beginning);
	return !maker.failed;
}
