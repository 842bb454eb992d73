/* publish_group.c: documents that are published together, and the texts they bring. */
#include "publish_group.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/clock.h"

enum { FIRST_ENTRIES = 256 };

void
zl_group_clear(struct zl_group *group)
{
	for (size_t i = 0; i < group->count; i++) {
		free(group->entries[i].name);
		free(group->entries[i].message);
	}
	group->count = group->files = 0;
	group->bytes = 0;
	group->batch = 0;
}

/* The texts of an entry's outcome are its own. */
static void
own_outcome(struct zl_group_entry *entry)
{
	struct zl_outcome *outcome = &entry->finished.outcome;

	outcome->code = entry->code;
	outcome->stage = entry->stage;
	outcome->sha256 = entry->sha256;
	outcome->record = entry->record;
	outcome->message = entry->message;
	outcome->flags = entry->flags;
}

struct zl_group_entry *
zl_group_new(struct zl_group *group)
{
	if (group->count == group->capacity) {
		size_t capacity = group->capacity == 0 ? FIRST_ENTRIES : 2 * group->capacity;
		struct zl_group_entry *entries =
		    reallocarray(group->entries, capacity, sizeof(*entries));
		if (entries == NULL)
			return NULL;
		group->entries = entries;
		group->capacity = capacity;
		for (size_t i = 0; i < group->count; i++)
			own_outcome(&entries[i]); /* they moved */
	}
	if (group->count == 0)
		group->since = zl_clock();
	return &group->entries[group->count];
}

/* An outcome may borrow the entry's own texts. */
static void
copy_text(char *to, size_t size, const char *from)
{
	if (to != from)
		snprintf(to, size, "%s", from);
}

enum zl_status
zl_entry_keep(struct zl_group_entry *entry, const struct zl_outcome *outcome)
{
	copy_text(entry->code, sizeof(entry->code), outcome->code);
	copy_text(entry->stage, sizeof(entry->stage), outcome->stage);
	copy_text(entry->sha256, sizeof(entry->sha256), outcome->sha256);
	copy_text(entry->record, sizeof(entry->record), outcome->record);
	copy_text(entry->flags, sizeof(entry->flags), outcome->flags == NULL ? "" : outcome->flags);
	free(entry->message);
	entry->message = strdup(outcome->message);
	entry->finished.outcome.record_bytes = outcome->record_bytes;
	entry->finished.outcome.seconds = outcome->seconds;
	entry->finished.outcome.doubt = outcome->doubt;
	own_outcome(entry);
	return entry->message != NULL ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_entry_fill(struct zl_group_entry *entry, const struct zl_finished *finished)
{
	*entry = (struct zl_group_entry){.finished = *finished};
	entry->name = strndup(finished->source.name, finished->source.length);
	entry->finished.source.name = entry->name;
	return entry->name != NULL && zl_entry_keep(entry, &finished->outcome) ? ZL_DONE
									       : ZL_FAILED;
}
