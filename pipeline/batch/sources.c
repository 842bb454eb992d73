/* sources.c: what comes next, its source opened and looked at. */
#include "sources.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "outcomes.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "pipeline/common/system.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "places.h"
#include "program.h"

/* The descriptor of the job's root, kept open from one job to the next. */
static int
root_folder(struct zl_loop *loop, int64_t root)
{
	struct zl_buffer path = {0};

	if (root == loop->root)
		return loop->root_folder;
	if (loop->root_folder != -1)
		close(loop->root_folder);
	loop->root_folder = -1;
	if (!zl_state_root_path(loop->work->state, root, &path, &loop->root_follow)) {
		zl_buffer_free(&path);
		zl_loop_fatal(loop);
		return -1;
	}
	loop->root = root;
	loop->root_folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
	zl_buffer_free(&path);
	return loop->root_folder;
}

/* Whether errno is about us rather than the source. */
static bool
is_our_error(int number)
{
	return number == EMFILE || number == ENFILE || number == ENOMEM;
}

/* Opens the job's source.  Returns ZL_OK, or the failure with message (size bytes) filled in. */
static enum zl_failure
open_source(struct zl_loop *loop, struct zl_job *job, char *message, size_t size)
{
	struct stat status;
	int root = root_folder(loop, job->source.root);

	message[0] = '\0';
	if (root != -1)
		job->descriptor =
		    zl_open_below(root, job->source.name, O_RDONLY, 0, loop->root_follow);
	if (job->descriptor == -1 || fstat(job->descriptor, &status) == -1) {
		snprintf(message, size, "%s", zl_error_words(errno));
		return errno == ENOENT || errno == ENOTDIR ? ZL_VANISHED : ZL_UNREADABLE;
	}
	if (!S_ISREG(status.st_mode)) {
		snprintf(message, size, "it is no regular file");
		return ZL_UNREADABLE;
	}
	zl_stamp_of(&status, &job->source.stamp);
	if ((uint64_t)status.st_size <= loop->work->options->convert.limits.source_bytes)
		return ZL_OK;
	snprintf(message, size, "%lld bytes; --limit source=%llu", (long long)status.st_size,
		 (unsigned long long)loop->work->options->convert.limits.source_bytes);
	return ZL_TOO_LARGE;
}

/* Whether the failure's file is whole and about the source with this hash; the state has no hash of
 * the file itself. */
static bool
is_failure_of(const struct zl_buffer *file, const char *sha256)
{
	char attribute[80], message[256];

	snprintf(attribute, sizeof(attribute), " sha256=\"%s\"", sha256);
	return file->length > 0 &&
	       zl_record_valid(file->data, file->length, message, sizeof(message)) &&
	       strstr(file->data, "<failure ") != NULL && strstr(file->data, attribute) != NULL;
}

/* With --verify: whether what is published is what the state says it is. */
static bool
is_result_intact(struct zl_loop *loop, const struct zl_task *task, const struct zl_buffer *name)
{
	struct zl_buffer target = {0}, content = {0};
	bool failed = task->record[0] == '\0', intact = false;
	char sha256[65];

	zl_place_of(failed ? ZL_OUTPUT_FAILED : ZL_OUTPUT_RECORDS, name->data, name->length,
		    &target);
	int file = zl_place_open(loop->work->output, target.data);
	if (file != -1 && zl_program_read(file, &content)) {
		zl_digest(content.data, content.length, sha256);
		intact = failed ? is_failure_of(&content, task->known)
				: strcmp(sha256, task->record) == 0;
	}
	if (file != -1)
		close(file);
	zl_buffer_free(&content);
	zl_buffer_free(&target);
	return intact;
}

/* A job for the next task, its source not open yet.  NULL: there is none, or an error. */
static struct zl_job *
make_job(struct zl_loop *loop)
{
	struct zl_task task;
	bool there;

	if (!zl_state_task(loop->work->state, loop->next, &task, &loop->name, &there)) {
		zl_loop_fatal(loop);
		return NULL;
	}
	if (!there)
		return NULL;
	loop->next++;
	struct zl_job *job = calloc(1, sizeof(*job));
	if (job == NULL ||
	    (job->source.name = strndup(loop->name.data, loop->name.length)) == NULL) {
		free(job);
		zl_message("out of memory");
		zl_loop_fatal(loop);
		return NULL;
	}
	job->source.length = loop->name.length;
	job->source.root = task.root;
	job->descriptor = -1;
	if (!loop->work->options->verify || is_result_intact(loop, &task, &loop->name))
		memcpy(job->known, task.known, sizeof(job->known));
	return job;
}

/* The source cannot be opened: its document fails, or the run does where it is for want of means.
 */
static enum zl_status
fail_source(struct zl_loop *loop, const struct zl_job *job, enum zl_failure failure,
	    const char *message)
{
	if (loop->stop == ZL_STOP_FATAL)
		return ZL_FAILED;
	if (is_our_error(errno) && job->descriptor == -1) {
		zl_message("cannot open sources: %s; raise the limit (ulimit -n) or use fewer "
			   "workers",
			   message);
		return zl_loop_fatal(loop);
	}
	struct zl_ending ending = {
	    .code = failure,
	    .stage = zl_stage_name(ZL_STAGE_NONE),
	    .part = "",
	    .message = message,
	    .sha256 = "",
	};
	return zl_fail_job(loop, job, &ending, 0);
}

/* Takes a job that was put back: one that needs a fresh worker only where fresh is set, but then
 * before others. */
static struct zl_job *
take_put_back(struct zl_loop *loop, bool fresh)
{
	size_t chosen = loop->put_back_count;

	for (size_t i = 0; i < loop->put_back_count; i++)
		if (loop->put_back[i]->fresh ? fresh : chosen == loop->put_back_count)
			chosen = i;
	if (chosen == loop->put_back_count)
		return NULL;
	struct zl_job *job = loop->put_back[chosen];
	loop->put_back[chosen] = loop->put_back[--loop->put_back_count];
	return job;
}

struct zl_job *
zl_next_job(struct zl_loop *loop, bool fresh)
{
	char message[256];

	if (loop->put_back_count > 0)
		return take_put_back(loop, fresh); /* no others meanwhile, lest there be too many */
	while (loop->stop == ZL_STOP_NONE && !zl_publisher_is_full(&loop->publisher) &&
	       (uint64_t)loop->next <= loop->work->planned) {
		struct zl_job *job = make_job(loop);
		if (job == NULL)
			return NULL;
		enum zl_failure failure = open_source(loop, job, message, sizeof(message));
		if (failure == ZL_OK)
			return job;
		enum zl_status done = fail_source(loop, job, failure, message);
		zl_job_free(job);
		if (!done)
			return NULL;
	}
	return NULL;
}
