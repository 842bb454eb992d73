/* build_parts.c: the elements of a finding's text: detail, response with its measures, attributes.
 */
#include <stdlib.h>

#include "build.h"

struct adding {
	struct zl_builder *builder;
	const struct zl_parts *parts;
	struct zl_node *finding, *outside;
	struct zl_node *response; /* NULL before it begins */
	struct zl_node *measure;  /* the item that text goes to; NULL: the response */
	struct zl_marks marks;
	size_t mark;   /* the next */
	size_t last;   /* the last part that is response text; SIZE_MAX: none */
	size_t behind; /* the first part that stands behind the finding */
};

static struct zl_node *
response(struct adding *adding)
{
	if (adding->response == NULL && adding->finding->kind == ZL_NODE_ANSWER)
		adding->response = adding->finding;
	if (adding->response == NULL)
		adding->response =
		    zl_build_node(adding->builder, adding->finding, ZL_NODE_RESPONSE, NULL);
	return adding->response;
}

/* Where text of the response goes now. */
static struct zl_node *
target(struct adding *adding)
{
	return adding->measure != NULL ? adding->measure : response(adding);
}

/* Begins the measure of the next mark, with its marker. */
static enum zl_status
begin_measure(struct adding *adding)
{
	const struct zl_mark *mark = &adding->marks.marks.items[adding->mark++];
	struct zl_node *parent = response(adding);

	if (parent == NULL)
		return ZL_FAILED;
	adding->measure = zl_build_node(adding->builder, parent, ZL_NODE_MEASURE, mark->rule);
	if (adding->measure == NULL)
		return ZL_FAILED;
	adding->measure->ordinal = mark->ordinal;
	return zl_build_paragraph(adding->builder, adding->measure, ZL_NODE_MARKER,
				  adding->parts->parts.items[mark->part].line, mark->marker.from,
				  mark->marker.to, NULL);
}

/* Response text, cut where measures begin. */
static enum zl_status
add_text(struct adding *adding, size_t index)
{
	const struct zl_part *part = &adding->parts->parts.items[index];
	uint32_t from = part->stretch.from;

	for (;;) {
		bool cut = adding->mark < adding->marks.marks.count &&
			   adding->marks.marks.items[adding->mark].part == index;
		uint32_t to =
		    cut ? adding->marks.marks.items[adding->mark].marker.from : part->stretch.to;
		struct zl_node *parent = target(adding);
		if (parent == NULL || !zl_build_paragraph(adding->builder, parent, ZL_NODE_TEXT,
							  part->line, from, to, part->rule))
			return ZL_FAILED;
		if (!cut)
			break;
		from = adding->marks.marks.items[adding->mark].marker.to;
		if (!begin_measure(adding))
			return ZL_FAILED;
	}
	/* The last item ends with its line: what follows on others is said of all. */
	bool more = adding->mark < adding->marks.marks.count;
	if (!more && index + 1 < adding->parts->parts.count &&
	    adding->parts->parts.items[index + 1].line != part->line)
		adding->measure = NULL;
	return ZL_DONE;
}

/* A label; behind what no longer is response it stands as it is, in its place. */
static enum zl_status
add_label(struct adding *adding, const struct zl_part *part)
{
	struct zl_engine *engine = adding->builder->engine;
	struct zl_node *parent = response(adding);

	if (parent != NULL && parent != adding->finding && adding->finding->last != parent)
		return zl_view_paragraphs(engine, adding->finding, &engine->lines.items[part->line],
					  part->stretch.from, part->stretch.to);

	adding->measure = NULL;
	return parent != NULL &&
	       zl_build_paragraph(adding->builder, parent, ZL_NODE_LABEL, part->line,
				  part->stretch.from, part->stretch.to, part->rule);
}

/* Detail stands in the finding; amid a response, and of a paragraph that goes on with it, there. */
static enum zl_status
add_detail(struct adding *adding, size_t index)
{
	const struct zl_part *part = &adding->parts->parts.items[index];
	const struct zl_line *lines = adding->builder->engine->lines.items;
	struct zl_node *parent = adding->finding;

	if (adding->last != SIZE_MAX && index < adding->last && adding->response != NULL &&
	    lines[adding->parts->parts.items[index + 1].line].n == lines[part->line].n)
		parent = adding->response;
	return zl_build_words(adding->builder, parent, ZL_NODE_DETAIL, part->line,
			      part->stretch.from, part->stretch.to, part->rule);
}

static enum zl_status
add_attribute(struct adding *adding, size_t index)
{
	const struct zl_part *part = &adding->parts->parts.items[index];
	bool amid = adding->response != NULL && adding->last != SIZE_MAX && index < adding->last;

	adding->measure = amid ? NULL : adding->measure;
	return zl_build_attribute(adding->builder, amid ? adding->response : adding->finding, part);
}

/* Blank lines and residue stand where they are; at the end they are no longer the finding's. */
static enum zl_status
add_aside(struct adding *adding, size_t index)
{
	const struct zl_part *part = &adding->parts->parts.items[index];
	bool amid = adding->last != SIZE_MAX && index < adding->last;
	struct zl_node *parent = !amid			    ? adding->outside
				 : adding->response != NULL ? target(adding)
							    : adding->finding;

	return parent != NULL &&
	       zl_build_line(adding->builder, parent, part->line, part->stretch.from);
}

static enum zl_status
add_parts(struct adding *adding)
{
	const struct zl_parts *parts = adding->parts;
	bool done = true;

	for (size_t i = 0; done && i < parts->parts.count; i++) {
		switch (parts->parts.items[i].kind) {
		case ZL_PART_LABEL:
			done = add_label(adding, &parts->parts.items[i]);
			break;
		case ZL_PART_TEXT:
			done = add_text(adding, i);
			break;
		case ZL_PART_DETAIL:
			done = add_detail(adding, i);
			break;
		case ZL_PART_ATTRIBUTE:
			done = add_attribute(adding, i);
			break;
		case ZL_PART_ASIDE:
			done = add_aside(adding, i);
			break;
		case ZL_PART_BEHIND: /* nothing else follows */
			adding->behind = i;
			return ZL_DONE;
		}
	}
	return done;
}

enum zl_status
zl_build_parts(struct zl_builder *builder, struct zl_node *finding, struct zl_node *outside,
	       const struct zl_parts *parts, size_t *behind)
{
	struct adding adding = {.builder = builder,
				.behind = parts->parts.count,
				.parts = parts,
				.finding = finding,
				.outside = outside,
				.last = SIZE_MAX};

	for (size_t i = 0; i < parts->parts.count; i++)
		if (parts->parts.items[i].kind == ZL_PART_TEXT)
			adding.last = i;
	bool done = zl_measures(builder->engine, parts, &adding.marks);
	if (done && parts->announced.from < parts->announced.to) {
		struct zl_node *parent = response(&adding);
		done = parent != NULL &&
		       zl_build_paragraph(builder, parent, ZL_NODE_LABEL, parts->announced_line,
					  parts->announced.from, parts->announced.to, NULL);
	}
	done = done && add_parts(&adding);
	*behind = adding.behind;
	free(adding.marks.marks.items);
	return done;
}
