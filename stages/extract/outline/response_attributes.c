/* response_attributes.c: attributes in a finding's text: behind their labels, and in brackets. */
#include "response_attributes.h"

#include <string.h>

enum {
	ATTRIBUTE_BYTES = 400, /* of attributes one behind the other */
	VALUE_BYTES = 60,      /* of a bracket with a value behind a label */
	BRACKETS = 4	       /* with attributes, one behind the other */
};

/* Where another attribute's label begins in view[from, to), or to. */
static uint32_t
next_attribute(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t end;

	for (; from < to; from++)
		if (((unsigned char)engine->text.data[from] & 0xC0) != 0x80 &&
		    zl_attribute_at(engine, from, to, &end) != NULL)
			return from;
	return to;
}

uint32_t
zl_attribute_take(struct zl_engine *engine, uint32_t line, uint32_t from, uint32_t to,
		  struct zl_parts *out)
{
	uint32_t label_end;
	const struct zl_rule *rule = zl_attribute_at(engine, from, to, &label_end);
	uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, label_end, to);

	if (end - label_end <= ATTRIBUTE_BYTES)
		end = next_attribute(engine, label_end, end);
	if (!zl_part_add(engine, out, ZL_PART_ATTRIBUTE, line, from, end, rule))
		return to;
	out->parts.items[out->parts.count - 1].value.from = label_end;
	return end;
}

/* The last place in view[from, to) at which mark stands; to when there is none. */
static uint32_t
last_place(const struct zl_engine *engine, const char *mark, uint32_t from, uint32_t to)
{
	size_t length = strlen(mark);

	for (uint32_t place = to; place-- > from;)
		if (to - place >= length && memcmp(engine->text.data + place, mark, length) == 0)
			return place;
	return to;
}

/* The first place in view[from, to) at which mark stands; to when there is none. */
static uint32_t
first_place(const struct zl_engine *engine, const char *mark, uint32_t from, uint32_t to)
{
	size_t length = strlen(mark);

	for (uint32_t place = from; place < to && to - place >= length; place++)
		if (memcmp(engine->text.data + place, mark, length) == 0)
			return place;
	return to;
}

/* The attributes that stand in view[from, to), the inside of the bracket. */
static bool
take_inside(struct zl_engine *engine, uint32_t line, struct zl_stretch bracket, uint32_t from,
	    uint32_t to, struct zl_parts *out)
{
	size_t count = out->parts.count;
	uint32_t label_end;
	const struct zl_rule *value = zl_find(engine, ZL_RULE_VALUE, from, to, NULL);

	if (value != NULL)
		return zl_part_add(engine, out, ZL_PART_ATTRIBUTE, line, bracket.from, bracket.to,
				   value) &&
		       (out->parts.items[count].value = (struct zl_stretch){from, to}, true);
	if (zl_attribute_at(engine, from, to, &label_end) == NULL)
		return false;
	for (uint32_t at = from; at < to;) {
		if (zl_attribute_at(engine, at, to, &label_end) == NULL)
			break;
		at = zl_attribute_take(engine, line, at, to, out);
	}
	/* The brackets go with the first and the last. */
	if (out->parts.count > count) {
		out->parts.items[count].stretch.from = bracket.from;
		out->parts.items[out->parts.count - 1].stretch.to = bracket.to;
	}
	return out->parts.count > count;
}

/* The bracket in which attributes stand at the end of view[from, end); false: there is none. */
static bool
find_bracket(struct zl_engine *engine, uint32_t from, uint32_t end, struct zl_stretch *bracket,
	     struct zl_stretch *inside)
{
	uint32_t label_end;

	for (size_t i = 0; i < engine->file->bracket_count; i++) {
		const struct zl_quote *marks = &engine->file->brackets[i];
		if (!zl_mark_before(engine, marks->close, from, end, &inside->to))
			continue;
		uint32_t far =
		    inside->to > from + ATTRIBUTE_BYTES ? inside->to - ATTRIBUTE_BYTES : from;
		bracket->from = last_place(engine, marks->open, far, inside->to);
		bracket->to = end;
		inside->from = bracket->from + (uint32_t)strlen(marks->open);
		if (bracket->from < inside->to &&
		    (zl_find(engine, ZL_RULE_VALUE, inside->from, inside->to, NULL) != NULL ||
		     zl_attribute_at(engine, inside->from, inside->to, &label_end) != NULL))
			return true;
	}
	return false;
}

uint32_t
zl_trailing_attributes(struct zl_engine *engine, uint32_t line, uint32_t from, uint32_t to,
		       struct zl_parts *out)
{
	struct zl_stretch brackets[BRACKETS], insides[BRACKETS];
	uint32_t bytes, end = to, count = 0;

	/* A final stop may stand behind the bracket. */
	for (uint32_t place = to > from + 4 ? to - 4 : from; place < to; place++)
		if (zl_stop_at(engine, place, to, &bytes) >= ZL_STOP_SENTENCE &&
		    place + bytes == to)
			end = place;
	while (count < BRACKETS &&
	       find_bracket(engine, from, end, &brackets[count], &insides[count]))
		end = brackets[count++].from;
	if (count == 0)
		return to;
	brackets[0].to = to;
	for (uint32_t i = count; i-- > 0;)
		take_inside(engine, line, brackets[i], insides[i].from, insides[i].to, out);
	return end;
}

uint32_t
zl_leading_value(struct zl_engine *engine, uint32_t line, uint32_t from, uint32_t to,
		 struct zl_parts *out)
{
	uint32_t most = to > from + VALUE_BYTES ? from + VALUE_BYTES : to;

	for (size_t i = 0; i < engine->file->bracket_count; i++) {
		const struct zl_quote *marks = &engine->file->brackets[i];
		struct zl_stretch bracket = {from, from}, inside;
		inside.from = from + (uint32_t)strlen(marks->open);
		if (inside.from >= most ||
		    memcmp(engine->text.data + from, marks->open, inside.from - from) != 0)
			continue;
		inside.to = first_place(engine, marks->close, inside.from, most);
		if (inside.to == most ||
		    zl_find(engine, ZL_RULE_VALUE, inside.from, inside.to, NULL) == NULL)
			continue;
		bracket.to = inside.to + (uint32_t)strlen(marks->close);
		return take_inside(engine, line, bracket, inside.from, inside.to, out) ? bracket.to
										       : to;
	}
	return from;
}
