/* sources.c: what comes next, its source opened and looked at. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "program.h"
#include "supervision.h"
#include "walk.h"

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
		zl_loop_broken(loop);
		return -1;
	}
	loop->root = root;
	loop->root_folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
	zl_buffer_free(&path);
	return loop->root_folder;
}

/* Whether errno is about us rather than the source. */
static bool
our_trouble(int number)
{
	return number == EMFILE || number == ENFILE || number == ENOMEM;
}

/* Opens the job's source.  Gives ZL_OK, or the failure with words (size bytes) filled in. */
static enum zl_failure
open_source(struct zl_loop *loop, struct zl_errand *job, char *message, size_t size)
{
	struct stat status;
	int root = root_folder(loop, job->source.root);

	message[0] = '\0';
	if (root != -1)
		job->descriptor =
		    zl_open_below(root, job->source.name, O_RDONLY, loop->root_follow);
	if (job->descriptor == -1 || fstat(job->descriptor, &status) == -1) {
		snprintf(message, size, "%s", strerror(errno));
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
result_stands(struct zl_loop *loop, const struct zl_task *task, const struct zl_buffer *name)
{
	struct zl_buffer target = {0}, content = {0};
	bool failed = task->record[0] == '\0', stands = false;
	char sha256[65];

	zl_output_target(failed ? ZL_OUTPUT_FAILED : ZL_OUTPUT_RECORDS, name->data, name->length,
			 &target);
	int file = openat(loop->work->output->folder, target.data,
			  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file != -1 && zl_program_read(file, &content)) {
		zl_digest(content.data, content.length, sha256);
		stands = failed ? is_failure_of(&content, task->known)
				: strcmp(sha256, task->record) == 0;
	}
	if (file != -1)
		close(file);
	zl_buffer_free(&content);
	zl_buffer_free(&target);
	return stands;
}

/* The next job: one put back, or a new one whose source is open.  NULL: none, or trouble. */
static struct zl_errand *
new_job(struct zl_loop *loop)
{
	struct zl_task task;
	bool there;

	if (!zl_state_task(loop->work->state, loop->next, &task, &loop->name, &there)) {
		zl_loop_broken(loop);
		return NULL;
	}
	if (!there)
		return NULL;
	loop->next++;
	struct zl_errand *job = calloc(1, sizeof(*job));
	if (job == NULL ||
	    (job->source.name = strndup(loop->name.data, loop->name.length)) == NULL) {
		free(job);
		zl_message("no memory for the next document");
		zl_loop_broken(loop);
		return NULL;
	}
	job->source.length = loop->name.length;
	job->source.root = task.root;
	job->descriptor = -1;
	if (!loop->work->options->verify || result_stands(loop, &task, &loop->name))
		memcpy(job->known, task.known, sizeof(job->known));
	return job;
}

/* The next job whose source is open; those that cannot be opened have failed. */
struct zl_errand *
zl_next_job(struct zl_loop *loop)
{
	char message[256];

	if (loop->put_back_count > 0)
		return loop->put_back[--loop->put_back_count];
	while (loop->stop == ZL_STOP_NONE && !zl_publisher_full(&loop->publisher) &&
	       (uint64_t)loop->next <= loop->work->planned) {
		struct zl_errand *job = new_job(loop);
		if (job == NULL)
			return NULL;
		enum zl_failure failure = open_source(loop, job, message, sizeof(message));
		if (failure == ZL_OK)
			return job;
		if (our_trouble(errno) && job->descriptor == -1) {
			zl_message("sources cannot be opened: %s; raise the limit (ulimit -n) or "
				   "use fewer workers",
				   message);
			zl_errand_free(job);
			zl_loop_broken(loop);
			return NULL;
		}
		if (loop->stop == ZL_STOP_BROKEN) {
			zl_errand_free(job);
			return NULL;
		}
		struct zl_ending ending = {failure, zl_stage_name(ZL_STAGE_NONE), message, ""};
		bool done = zl_fail_job(loop, job, &ending, 0);
		zl_errand_free(job);
		if (!done)
			return NULL;
	}
	return NULL;
}
