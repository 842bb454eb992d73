/* doubt_whole.c: sections without text, text that is none, what could not be carried. */
#include <string.h>

#include "doubt_parts.h"

/* A heading under which nothing stands. */
static bool
look_for_empty_parts(struct zl_doubting *doubting)
{
	struct zl_engine *engine = doubting->engine;

	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		size_t next = zl_line_after(engine, unit->line);
		if (unit->reading != ZL_READ_SECTION || unit->first_child != ZL_NO_UNIT ||
		    unit->run_in || next < unit->lines_end || unit->shape >= ZL_SHAPE_PART ||
		    (engine->lines.items[unit->line].flags & ZL_LINE_STOPPED))
			continue;
		if (next < engine->lines.count && engine->lines.items[next].kind != ZL_LINE_TEXT)
			continue; /* a table */
		if (!zl_doubt_flag(doubting, "empty-part", engine->lines.items[unit->line].n, 0,
				   NULL, -1))
			return false;
	}
	return true;
}

/* Paragraphs that normalise found damaged, and could not mend. */
static bool
look_for_garbled(struct zl_doubting *doubting)
{
	const struct zl_document *document = doubting->engine->document;

	for (size_t i = 0; i < document->warnings.count; i++) {
		const struct zl_remark *warning = &document->warnings.items[i];
		if (warning->n == 0 || strcmp(warning->code, "mojibake") != 0)
			continue;
		if (!zl_doubt_flag(doubting, "garbled", warning->n, 0, NULL, -1))
			return false;
	}
	return true;
}

/* What could not be carried in what is said of a finding. */
static bool
look_for_losses(struct zl_doubting *doubting)
{
	static const char *const kinds[] = {"picture", "ole", "chart", "formula", "diagram"};
	const struct zl_document *document = doubting->engine->document;
	uint32_t before = 0;

	for (size_t i = 0; i < document->losses.count; i++) {
		const struct zl_loss *loss = &document->losses.items[i];
		if (loss->n == 0 || loss->n > document->paragraphs.count || loss->n == before)
			continue;
		const struct zl_owner *owner = &doubting->owners[loss->n - 1];
		size_t kind = 0;
		while (kind < sizeof(kinds) / sizeof(kinds[0]) &&
		       strcmp(kinds[kind], loss->kind) != 0)
			kind++;
		if (kind == sizeof(kinds) / sizeof(kinds[0]) || owner->finding == 0)
			continue;
		before = loss->n;
		if (!zl_doubt_flag(doubting, "loss-inside", loss->n, owner->finding, NULL, -1))
			return false;
	}
	return true;
}

bool
zl_doubt_whole(struct zl_doubting *doubting)
{
	if (doubting->engine->file->silent)
		return true;
	return look_for_empty_parts(doubting) && look_for_garbled(doubting) &&
	       look_for_losses(doubting);
}
