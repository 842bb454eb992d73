/* score_sheet.c: the sheets that records and gold files are read into. */
#include <stdlib.h>
#include <string.h>

#include "score_parts.h"

void
zl_score_free(struct zl_score_sheet *sheet)
{
	free(sheet->findings);
	free(sheet->recommendations);
	free(sheet->facts);
	zl_arena_free(&sheet->arena);
	*sheet = (struct zl_score_sheet){0};
}

static void *
add(void **items, size_t *count, size_t *room, size_t size)
{
	if (*count == *room) {
		size_t more = *room == 0 ? 16 : *room * 2;
		void *moved = reallocarray(*items, more, size);
		if (moved == NULL)
			return NULL;
		*items = moved;
		*room = more;
	}
	return memset((char *)*items + size * (*count)++, 0, size);
}

struct zl_score_finding *
zl_score_add_finding(struct zl_score_sheet *sheet)
{
	return add((void **)&sheet->findings, &sheet->finding_count, &sheet->finding_room,
		   sizeof(*sheet->findings));
}

struct zl_score_text *
zl_score_add_recommendation(struct zl_score_sheet *sheet)
{
	return add((void **)&sheet->recommendations, &sheet->recommendation_count,
		   &sheet->recommendation_room, sizeof(*sheet->recommendations));
}

struct zl_score_fact *
zl_score_add_fact(struct zl_score_sheet *sheet, const char *name, bool *known)
{
	struct zl_string copy;
	struct zl_score_fact *fact;

	*known = false;
	for (size_t i = 0; i < sheet->fact_count; i++)
		if (strcmp(sheet->facts[i].name, name) == 0) {
			*known = true;
			return &sheet->facts[i];
		}
	if (!zl_arena_copy(&sheet->arena, name, strlen(name), &copy))
		return NULL;
	fact = add((void **)&sheet->facts, &sheet->fact_count, &sheet->fact_room,
		   sizeof(*sheet->facts));
	if (fact != NULL)
		fact->name = copy.data;
	return fact;
}
