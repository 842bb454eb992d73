/* import.c: zhengli correct --import. */
#include "import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/batch/read_file.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "sources.h"
#include "trial.h"

struct importing {
	const struct zl_import *import;
	struct zl_store bundle, kept;
	struct zl_state state;
	struct zl_converter converter;
	unsigned taken, same, refused, conflicts;
};

static void
tell(const struct zl_corrections *corrections, const char *what, const char *why)
{
	printf("%-8s %.*s%s%s\n", what,
	       corrections->path.length > 0 ? (int)corrections->path.length : 16,
	       corrections->path.length > 0 ? corrections->path.data : corrections->source,
	       why == NULL ? "" : ": ", why == NULL ? "" : why);
}

/* Converts the source with the corrections.  False: why is said in words, which stay. */
static bool
is_applicable(struct importing *importing, const struct zl_corrections *corrections,
	      struct zl_buffer *words, bool *broken)
{
	struct zl_buffer name = {0}, path = {0}, source = {0};
	struct zl_trial trial = {0};
	const struct zl_remark *stale = NULL;
	bool found = false, done = false;

	*broken = !zl_source_find(&importing->state, corrections->source, &name, &path, &found);
	if (!*broken && !found)
		zl_buffer_text(words, _("OUT has no source with these bytes"));
	if (found && zl_read_file(path.data, &source) &&
	    zl_trial_make(&importing->converter, name.data, &source, corrections, &trial)) {
		done = zl_trial_stale(&trial, &stale) == 0;
		if (!done)
			zl_buffer_format(words, _("paragraph %u: %.*s"), stale->n,
					 (int)stale->message.length, stale->message.data);
	} else if (found) {
		zl_buffer_text(words, _("the source cannot be converted"));
	}
	zl_trial_free(&trial);
	zl_buffer_free(&name);
	zl_buffer_free(&path);
	zl_buffer_free(&source);
	return done;
}

/* One source of the bundle. */
static enum zl_status
take(struct importing *importing, const struct zl_corrections *corrections)
{
	const struct zl_corrections *kept = zl_store_of(&importing->kept, corrections->source);
	const struct zl_import *import = importing->import;
	const char *suffix = ".xml";
	struct zl_buffer words = {0};
	bool broken = false;

	if (kept != NULL && zl_corrections_equal(kept, corrections)) {
		importing->same++;
		tell(corrections, "same", NULL);
		return ZL_DONE;
	}
	if (import->out != NULL && !is_applicable(importing, corrections, &words, &broken)) {
		importing->refused++;
		tell(corrections, "refused", words.length > 0 ? words.data : NULL);
		zl_buffer_free(&words);
		return broken ? ZL_FAILED : ZL_DONE;
	}
	zl_buffer_free(&words);
	if (kept != NULL && zl_corrections_conflict(kept, corrections)) {
		importing->conflicts++;
		suffix = ".conflict.xml";
		tell(corrections, "conflict",
		     _("somebody else has checked it since; kept beside it"));
	} else {
		importing->taken++;
		tell(corrections, "taken", NULL);
	}
	return import->dry_run ? ZL_DONE : zl_store_put(import->folder, corrections, suffix);
}

/* Reads the bundle, what is kept already, and what to try with. */
static int
begin(struct importing *importing)
{
	const struct zl_import *import = importing->import;
	struct zl_buffer bytes = {0}, message = {0};

	if (!zl_read_file(import->bundle, &bytes))
		return ZL_STATUS_USAGE;
	bool done = zl_store_add(&importing->bundle, bytes.data == NULL ? "" : bytes.data,
				 bytes.length, &message);
	if (!done)
		zl_message("%s: %s", import->bundle, message.length > 0 ? message.data : "");
	zl_buffer_free(&bytes);
	zl_buffer_free(&message);
	if (!done)
		return ZL_STATUS_USAGE;
	if (access(import->folder, F_OK) == 0 && !zl_store_read(&importing->kept, import->folder))
		return ZL_STATUS_BROKEN;
	if (import->out != NULL && (!zl_trial_prepare(&importing->converter) ||
				    !zl_state_open(&importing->state, import->out, ZL_STATE_READ)))
		return ZL_STATUS_BROKEN;
	return ZL_STATUS_COMPLETE;
}

int
zl_import(const struct zl_import *import)
{
	struct importing importing = {.import = import};
	int status = begin(&importing);

	for (size_t i = 0; status == ZL_STATUS_COMPLETE && i < importing.bundle.sources.count; i++)
		if (!take(&importing, &importing.bundle.sources.items[i]))
			status = ZL_STATUS_BROKEN;
	if (status == ZL_STATUS_COMPLETE) {
		printf(_("%u taken, %u same, %u refused, %u conflicts\n"), importing.taken,
		       importing.same, importing.refused, importing.conflicts);
		status = importing.refused + importing.conflicts > 0 ? ZL_STATUS_FAILURES
								     : ZL_STATUS_COMPLETE;
	}
	if (importing.state.database != NULL)
		zl_state_close(&importing.state);
	zl_converter_free(&importing.converter);
	zl_store_free(&importing.bundle);
	zl_store_free(&importing.kept);
	return status;
}
