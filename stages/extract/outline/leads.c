/* leads.c: what the words of a lead or of a heading promise, weighed part by part. */
#include "headings.h"
#include "outline.h"

enum { LEAD_BYTES = 300 /* of a sentence that leads up to an enumeration, at most */ };

/* What the parts of a sentence that leads up to an enumeration weigh, spaces around it left out. */
int
zl_lead_weight(struct zl_engine *engine, enum zl_cue cue, uint32_t from, uint32_t to)
{
	if (to - from > LEAD_BYTES) {
		from = to - LEAD_BYTES;
		while (((unsigned char)engine->text.data[from] & 0xC0) == 0x80)
			from++;
	}
	while (from < to && engine->text.data[from] == ' ')
		from++;
	while (from < to && engine->text.data[to - 1] == ' ')
		to--;
	return zl_weigh(engine, cue, from, to);
}

uint8_t
zl_leads_to(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	int problems = zl_lead_weight(engine, ZL_CUE_PROBLEMS, from, to);
	int measures = zl_lead_weight(engine, ZL_CUE_MEASURES, from, to);
	if (problems < ZL_LEADS_TO_PROBLEMS && measures < ZL_LEADS_TO_MEASURES)
		return ZL_AREA_NONE;
	return problems - ZL_LEADS_TO_PROBLEMS >= measures - ZL_LEADS_TO_MEASURES
		   ? ZL_AREA_PROBLEMS
		   : ZL_AREA_MEASURES;
}

/* The area that a heading's words promise. */
uint8_t
zl_heading_area(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_HEADING, from, to, NULL);

	return rule != NULL ? (uint8_t)rule->area : zl_leads_to(engine, from, to);
}
