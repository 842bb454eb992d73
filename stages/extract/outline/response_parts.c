/* response_parts.c: the parts into which a finding's text is taken, added one by one. */
#include "response_parts.h"

enum zl_status
zl_part_add(struct zl_engine *engine, struct zl_parts *out, enum zl_part_kind kind, uint32_t line,
	    uint32_t from, uint32_t to, const struct zl_rule *rule)
{
	struct zl_part *part;

	if (from >= to && kind != ZL_PART_ASIDE && kind != ZL_PART_LABEL)
		return ZL_DONE;
	part = zl_vector_add(engine->document, (void **)&out->parts.items, &out->parts.count,
			     &out->parts.capacity, sizeof(*part));
	if (part == NULL)
		return ZL_FAILED;
	*part = (struct zl_part){.kind = kind, .line = line, .stretch = {from, to}, .rule = rule};
	part->value = part->stretch;
	if (kind == ZL_PART_TEXT)
		out->answered = true;
	return ZL_DONE;
}

enum zl_status
zl_parts_append(struct zl_engine *engine, struct zl_parts *out, const struct zl_parts *parts)
{
	for (size_t i = 0; i < parts->parts.count; i++) {
		const struct zl_part *part = &parts->parts.items[i];
		if (!zl_part_add(engine, out, part->kind, part->line, part->stretch.from,
				 part->stretch.to, part->rule))
			return ZL_FAILED;
		out->parts.items[out->parts.count - 1].value = part->value;
	}
	return ZL_DONE;
}

enum zl_status
zl_response_break(struct zl_engine *engine, struct zl_parts *out)
{
	return out->parts.count == 0 || zl_part_add(engine, out, ZL_PART_LABEL, 0, 0, 0, NULL);
}

enum zl_status
zl_response_label(struct zl_engine *engine, uint32_t line, struct zl_parts *out)
{
	const struct zl_line *at = &engine->lines.items[line];

	bool text = at->kind == ZL_LINE_TEXT || (at->flags & ZL_LINE_BARRED) != 0;

	return zl_part_add(engine, out, text ? ZL_PART_LABEL : ZL_PART_ASIDE, line, at->start,
			   at->end, NULL);
}

enum zl_status
zl_response_bar(struct zl_engine *engine, uint32_t line, uint32_t from, uint32_t to,
		struct zl_parts *out)
{
	return from == to || zl_part_add(engine, out, ZL_PART_LABEL, line, from, to, NULL);
}

enum zl_status
zl_response_attribute(struct zl_engine *engine, const struct zl_part *part, struct zl_parts *out)
{
	if (!zl_part_add(engine, out, ZL_PART_ATTRIBUTE, part->line, part->stretch.from,
			 part->stretch.to, part->rule))
		return ZL_FAILED;
	out->parts.items[out->parts.count - 1].value = part->value;
	return ZL_DONE;
}
