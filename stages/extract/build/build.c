/* build.c: the tree: sections and plain text, in the order of the document. */
#include "build.h"

#include <stdlib.h>
#include <string.h>

/* Lines as plain text; tables among them are read. */
static enum zl_status
build_lines(struct zl_builder *builder, struct zl_node *parent, uint32_t from, uint32_t to)
{
	while (from < to) {
		if (builder->engine->lines.items[from].kind == ZL_LINE_CELL) {
			if (!zl_build_table(builder, parent, from, &from))
				return ZL_FAILED;
			continue;
		}
		if (!zl_build_line(builder, parent, from, builder->engine->lines.items[from].start))
			return ZL_FAILED;
		from++;
	}
	return ZL_DONE;
}

/* The section that begins with the unit; what follows the heading sentence is plain text. */
static enum zl_status
build_section(struct zl_builder *builder, struct zl_node *parent, struct zl_unit *unit)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t bytes, end = unit->heading_end;
	const struct zl_rule *rule = unit->category != NULL ? unit->category : unit->area_rule;

	unit->node = zl_build_node(builder, parent, ZL_NODE_SECTION, rule);
	if (unit->node == NULL)
		return ZL_FAILED;
	int level = 1;
	for (const struct zl_node *at = parent; at != NULL; at = at->parent)
		level += at->kind == ZL_NODE_SECTION;
	unit->node->level = level;
	unit->node->ordinal = unit->ordinal;
	struct zl_node *heading = zl_build_node(builder, unit->node, ZL_NODE_HEADING, NULL);
	if (heading == NULL)
		return ZL_FAILED;
	/* The stop belongs to the heading when nothing is said behind it. */
	if (end < line->end && zl_stop_at(engine, end, line->end, &bytes) != ZL_STOP_NONE &&
	    end + bytes == line->end)
		end = line->end;
	return zl_build_words(builder, heading, ZL_NODE_NUMBER, unit->line, line->start, line->text,
			      NULL) &&
	       zl_view_pieces(engine, heading, line, line->text, end) &&
	       (end == line->end || zl_build_line(builder, unit->node, unit->line, end)) &&
	       build_lines(builder, unit->node, unit->line + 1, unit->lines_end);
}

/* Where what stands in the unit's parent goes: behind it, where text before it does. */
static struct zl_node *
container(struct zl_builder *builder, const struct zl_unit *unit)
{
	const struct zl_unit *units = builder->engine->units.items;
	int32_t parent = unit->parent;

	while (parent != ZL_NO_UNIT && (units[parent].node == NULL || units[parent].ended))
		parent = units[parent].parent;
	return parent == ZL_NO_UNIT ? builder->body : units[parent].node;
}

/* Whether a node of the kind may stand, at some depth, in one of the other kind. */
static bool
may_hold(enum zl_node_kind outer, enum zl_node_kind kind)
{
	if (kind == ZL_NODE_SECTION)
		return outer == ZL_NODE_SECTION;
	return outer != ZL_NODE_RECOMMENDATION && outer != ZL_NODE_ANSWER;
}

/* Where a node of the kind goes: what may not hold it ends before it. */
static struct zl_node *
container_for(struct zl_builder *builder, const struct zl_unit *unit, enum zl_node_kind kind)
{
	struct zl_unit *units = builder->engine->units.items;
	int32_t outermost = ZL_NO_UNIT;

	for (int32_t up = unit->parent; up != ZL_NO_UNIT; up = units[up].parent)
		if (units[up].node != NULL && !may_hold(units[up].node->kind, kind))
			outermost = up;
	if (outermost == ZL_NO_UNIT)
		return container(builder, unit);
	for (int32_t up = unit->parent; up != units[outermost].parent; up = units[up].parent)
		units[up].ended = true;
	return container(builder, &units[outermost]);
}

static bool
has_cells(const struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t i = unit->line; i < unit->lines_end; i++)
		if (engine->lines.items[i].kind == ZL_LINE_CELL)
			return true;
	return false;
}

static enum zl_status
build_unit(struct zl_builder *builder, int32_t index)
{
	struct zl_unit *unit = &builder->engine->units.items[index];

	if (unit->taken)
		return ZL_DONE;
	/* Tables hold findings. */
	struct zl_node *parent = has_cells(builder->engine, unit)
				     ? container_for(builder, unit, ZL_NODE_FINDING)
				     : container(builder, unit);
	switch (unit->reading) {
	case ZL_READ_FINDING:
		return zl_build_finding(builder, container_for(builder, unit, ZL_NODE_FINDING),
					index);
	case ZL_READ_RECOMMENDATION:
		return zl_build_recommendation(builder, parent, index);
	case ZL_READ_BODY:
		return build_lines(builder, parent, unit->line, unit->lines_end);
	case ZL_READ_ANSWER:
		if (unit->in_place && unit->answer_id > 0)
			return zl_build_answer(builder,
					       container_for(builder, unit, ZL_NODE_ANSWER), index);
		if (unit->shape >= ZL_SHAPE_PART || parent->kind == ZL_NODE_FINDING)
			return build_lines(builder, parent, unit->line, unit->lines_end);
		return build_section(builder, container_for(builder, unit, ZL_NODE_SECTION), unit);
	default:
		/* Headings without a number order what follows, but are no sections. */
		return unit->shape == ZL_SHAPE_BARE || unit->shape == ZL_SHAPE_LIST
			   ? build_lines(builder, parent, unit->line, unit->lines_end)
			   : build_section(builder, container_for(builder, unit, ZL_NODE_SECTION),
					   unit);
	}
}

/* Kind and status of findings, now that it is known which of them have responses. */
static void
settle(struct zl_builder *builder)
{
	struct zl_engine *engine = builder->engine;
	bool any = false;

	for (size_t i = 0; i < builder->built.count; i++) {
		const struct zl_built *built = &builder->built.items[i];
		any = any || built->answered;
		if (built->answered && built->list != ZL_NO_UNIT)
			engine->units.items[built->list].answered_list = true;
	}
	for (size_t i = 0; i < builder->built.count; i++) {
		const struct zl_built *built = &builder->built.items[i];
		bool group = false;
		for (const struct zl_node *node = built->node->first; node != NULL && !group;
		     node = node->next)
			group = node->kind == ZL_NODE_FINDING;
		built->node->status = built->answered ? ZL_STATUS_PAIRED
				      : group	      ? ZL_STATUS_GROUP
						      : ZL_STATUS_UNANSWERED;
		bool listed =
		    built->list != ZL_NO_UNIT && !engine->units.items[built->list].answered_list;
		if (built->node->finding_kind == ZL_FINDING_ISSUE && (!any || listed))
			built->node->finding_kind = ZL_FINDING_OBSERVATION;
	}
}

static enum zl_status
build_all(struct zl_builder *builder)
{
	struct zl_engine *engine = builder->engine;
	uint32_t first =
	    engine->units.count > 0 ? engine->units.items[0].line : (uint32_t)engine->lines.count;

	if (!build_lines(builder, builder->body, 0, first))
		return ZL_FAILED;
	for (size_t i = 0; i < engine->units.count; i++)
		if (!build_unit(builder, (int32_t)i))
			return ZL_FAILED;
	settle(builder);
	return ZL_DONE;
}

/* Stories other than the body, a paragraph each. */
enum zl_status
zl_build_aside(struct zl_document *document)
{
	document->aside = zl_node_add(document, NULL, ZL_NODE_NOTES);
	for (uint32_t n = 1; document->aside != NULL && n <= document->paragraphs.count; n++) {
		const struct zl_paragraph *paragraph = &document->paragraphs.items[n - 1];
		if (paragraph->story != ZL_STORY_BODY &&
		    !zl_build_plain(document, document->aside, n))
			return ZL_FAILED;
	}
	return document->aside != NULL;
}

enum zl_status
zl_build_plain(struct zl_document *document, struct zl_node *parent, uint32_t n)
{
	const struct zl_paragraph *paragraph = &document->paragraphs.items[n - 1];
	struct zl_node *node = zl_node_add(document, parent, ZL_NODE_PARAGRAPH);

	if (node != NULL && paragraph->number != NULL && paragraph->number->text.length > 0) {
		struct zl_node *number = zl_node_text(document, node, n, 0, 0);
		if (number == NULL)
			return ZL_FAILED;
		number->computed = true;
	}
	return node != NULL && zl_node_text(document, node, n, 0, paragraph->text.length) != NULL;
}

enum zl_status
zl_build(struct zl_engine *engine)
{
	struct zl_builder builder = {.engine = engine};

	builder.body = zl_node_add(engine->document, NULL, ZL_NODE_BODY);
	bool done = builder.body != NULL && build_all(&builder);
	free(builder.built.items);
	free(builder.runs.items);
	free(builder.names.items);
	engine->document->body = builder.body;
	return done && zl_build_aside(engine->document);
}
