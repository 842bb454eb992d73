/* keep.c: verbs of one source: tried in memory, what they change told, and kept. */
#include "keep.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/batch/read_file.h"
#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "trial.h"
#include "verbs.h"

static bool
keep(struct zl_store *store, const char *text, struct zl_string *out)
{
	return zl_arena_copy(&store->arena, text, strlen(text), out);
}

/* The corrections of the source as they stand, with room for more verbs; NULL: no memory. */
static struct zl_corrections *
begin(struct zl_store *store, const char *sha256, const char *path, size_t more)
{
	const struct zl_corrections *old = zl_store_of(store, sha256);
	struct zl_corrections *fresh = zl_arena_zero(&store->arena, 1, sizeof(*fresh));
	size_t count = (old == NULL ? 0 : old->count) + more;
	if (fresh == NULL)
		return NULL;
	if (old != NULL)
		*fresh = *old;
	memcpy(fresh->source, sha256, sizeof(fresh->source));
	fresh->items = zl_arena_zero(&store->arena, count + 1, sizeof(*fresh->items));
	if (fresh->items == NULL || (fresh->path.length == 0 && !keep(store, path, &fresh->path)))
		return NULL;
	for (size_t i = 0; i < fresh->count; i++)
		fresh->items[i] = old->items[i];
	return fresh;
}

static void
add_verb(struct zl_corrections *corrections, const struct zl_correction *verb)
{
	size_t kept = 0;

	for (size_t i = 0; i < corrections->count; i++)
		if (!zl_verb_replaces(verb, &corrections->items[i]))
			corrections->items[kept++] = corrections->items[i];
	corrections->items[kept++] = *verb;
	corrections->count = kept;
}

/* Of "until" nobody says which finding: it is the last one before that has a verb or a response. */
static bool
find_finding(const struct zl_document *document, struct zl_correction *verb)
{
	for (const struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_TEXT || node->n > verb->n)
			continue;
		for (const struct zl_node *up = node->parent; up != NULL; up = up->parent)
			if (up->kind == ZL_NODE_PROBLEM)
				verb->of = node->n;
	}
	return verb->of > 0;
}

/* Reads the verbs into the corrections. */
static bool
read_verbs(struct zl_store *store, const char *name, const struct zl_trial *before, char **verbs,
	   struct zl_corrections *corrections)
{
	for (; *verbs != NULL; verbs++) {
		struct zl_correction verb;
		const char *complaint =
		    zl_verb_read(&store->arena, &before->document, *verbs, &verb);
		if (complaint == NULL && verb.verb == ZL_VERB_RESPONSE && verb.of == 0 &&
		    !find_finding(&before->document, &verb))
			complaint = _("there is no finding above");
		if (complaint != NULL) {
			zl_message("%s: %s: %s", name, *verbs, complaint);
			return false;
		}
		add_verb(corrections, &verb);
	}
	return true;
}

static void
tell(const struct zl_trial *before, const struct zl_trial *after)
{
	printf(_("findings %u, paired %u; before: %u, %u%s\n"), zl_trial_count(after, "findings"),
	       zl_trial_count(after, "paired"), zl_trial_count(before, "findings"),
	       zl_trial_count(before, "paired"),
	       zl_trial_same(before, after) ? _("; the reading is the same") : "");
}

/* Tries the corrections, says what they change, and keeps them. */
static int
try_and_keep(struct zl_keeping *keeping, const char *path, const struct zl_buffer *source,
	     const struct zl_trial *before, const struct zl_corrections *corrections)
{
	struct zl_trial after;
	const struct zl_remark *stale = NULL;
	int status = ZL_STATUS_COMPLETE;

	if (!zl_trial_make(&keeping->converter, path, source, corrections, &after)) {
		status = ZL_STATUS_FAILURES;
	} else if (zl_trial_stale(&after, &stale) > 0) {
		zl_message("%s: paragraph %u: %.*s; nothing is written", path, stale->n,
			   (int)stale->message.length, stale->message.data);
		status = ZL_STATUS_USAGE;
	} else {
		tell(before, &after);
		if (!keeping->dry_run && !zl_store_put(keeping->folder, corrections, ".xml"))
			status = ZL_STATUS_BROKEN;
	}
	zl_trial_free(&after);
	return status;
}

static bool
sign(struct zl_store *store, const struct zl_keeping *keeping, struct zl_corrections *corrections)
{
	char today[16];
	time_t now = time(NULL);
	struct tm parts;

	localtime_r(&now, &parts);
	strftime(today, sizeof(today), "%Y-%m-%d", &parts);
	return keep(store, keeping->by, &corrections->by) &&
	       (!keeping->checked || keep(store, today, &corrections->checked));
}

int
zl_keep(struct zl_keeping *keeping, const char *path, const char *name, char **verbs)
{
	struct zl_store store = {0};
	struct zl_buffer source = {0};
	struct zl_trial before = {0};
	struct zl_corrections *corrections = NULL;
	int status = ZL_STATUS_BROKEN;
	char sha256[65];
	size_t count = 0;

	while (verbs[count] != NULL)
		count++;
	if (zl_read_file(path, &source) &&
	    (access(keeping->folder, F_OK) == -1 || zl_store_read(&store, keeping->folder))) {
		zl_digest(source.data, source.length, sha256);
		corrections = begin(&store, sha256, name, count);
		if (corrections == NULL || !sign(&store, keeping, corrections))
			zl_message("out of memory");
		else if (!zl_trial_make(&keeping->converter, name, &source, NULL, &before))
			status = ZL_STATUS_FAILURES;
		else if (!read_verbs(&store, name, &before, verbs, corrections))
			status = ZL_STATUS_USAGE;
		else
			status = try_and_keep(keeping, name, &source, &before, corrections);
	}
	zl_trial_free(&before);
	zl_buffer_free(&source);
	zl_store_free(&store);
	return status;
}
