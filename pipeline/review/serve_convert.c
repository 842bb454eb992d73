/* serve_convert.c: see serve_convert.h. */
#include "serve_convert.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "extract/rules/family_set.h"
#include "pipeline/batch/check.h"
#include "pipeline/batch/pool.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/common/signals.h"
#include "pipeline/common/system.h"
#include "pipeline/state/state_run.h"
#include "pipeline/state/state_sql.h"
#include "sandbox.h"

/* Whether OUT was made with these rules and settings by its last run; says so when it was not. */
static enum zl_status
compare_key(const struct zl_converter *converter, struct zl_state *state)
{
	sqlite3_stmt *key = zl_state_prepare(
	    state, "SELECT k.rules = ?1 AND k.settings = ?2 FROM runs r JOIN keys k ON k.id = r.key"
		   " ORDER BY r.id DESC LIMIT 1");
	struct zl_buffer settings = {0}, limits = {0};
	int got = SQLITE_ERROR;
	bool same = false;

	zl_convert_describe(&converter->options, &settings, &limits);
	if (key != NULL && !settings.failed) {
		sqlite3_bind_text(key, 1, zl_rules_sha256(converter->rules), -1, SQLITE_STATIC);
		sqlite3_bind_text(key, 2, settings.data, -1, SQLITE_STATIC);
		got = sqlite3_step(key);
		same = got == SQLITE_ROW && sqlite3_column_int(key, 0) == 1;
	}
	sqlite3_finalize(key);
	zl_buffer_free(&settings);
	zl_buffer_free(&limits);
	if (got == SQLITE_ROW && !same)
		zl_message("OUT was made with other rules or settings than these; give --rules and "
			   "--normalise as they were given to run");
	else if (!same)
		return zl_state_report_error(state, "cannot tell what OUT was made with");
	return same ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_serve_prepare(struct zl_serve_converter *serve, const struct zl_review_options *options,
		 struct zl_state *state)
{
	char message[640];

	*serve = (struct zl_serve_converter){0};
	setenv("TZ", "UTC0", 1);
	tzset();
	struct zl_rules *rules = zl_rules_option_read(&options->rules);
	if (rules == NULL)
		return ZL_FAILED;
	if (!zl_converter_prepare(&serve->converter, &options->convert, rules, message,
				  sizeof(message))) {
		zl_message("%s", message);
		return ZL_FAILED;
	}
	if (!compare_key(&serve->converter, state))
		return ZL_FAILED;
	serve->pool = calloc(1, sizeof(*serve->pool));
	if (serve->pool == NULL) {
		zl_message("out of memory");
		return ZL_FAILED;
	}
	*serve->pool = (struct zl_pool){.setup = {.converter = &serve->converter,
						  .memory = (uint64_t)1 << 30,
						  .share = 1,
						  .sandbox = zl_sandbox_is_available(),
						  .sandbox_required = zl_sandbox_is_available()},
					.cpu_seconds = 60,
					.wall_seconds = 60,
					.record_bytes = (uint64_t)64 << 20};
	zl_rules_ready(rules);
	return ZL_DONE;
}

void
zl_serve_converter_free(struct zl_serve_converter *serve)
{
	zl_converter_free(&serve->converter);
	free(serve->pool);
}

/* The source of the row, opened below its root; NULL with message filled in. */
static struct zl_job *
open_job(struct zl_state *state, const struct zl_row *row, char *message, size_t size)
{
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT root FROM documents WHERE name = ?1");
	struct zl_job *job = calloc(1, sizeof(*job));
	struct zl_buffer path = {0};
	struct stat status;
	bool follow, done = false;

	snprintf(message, size, _("the source cannot be found"));
	if (job != NULL)
		job->descriptor = -1;
	if (query != NULL && job != NULL) {
		sqlite3_bind_blob64(query, 1, row->name.data, row->name.length, SQLITE_STATIC);
		done = sqlite3_step(query) == SQLITE_ROW;
		job->source.root = done ? sqlite3_column_int64(query, 0) : 0;
	}
	sqlite3_finalize(query);
	done = done && zl_state_root_path(state, job->source.root, &path, &follow);
	int root = done ? open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
	if (root != -1) {
		job->source.name = strdup(row->name.data);
		job->source.length = row->name.length;
		job->descriptor = zl_open_below(root, row->name.data, O_RDONLY, 0, follow);
		close(root);
	}
	zl_buffer_free(&path);
	if (job != NULL && job->descriptor != -1 && job->source.name != NULL &&
	    fstat(job->descriptor, &status) == 0 && S_ISREG(status.st_mode)) {
		zl_stamp_of(&status, &job->source.stamp);
		return job;
	}
	zl_job_free(job);
	return NULL;
}

/* Waits for the worker's reply. */
static bool
await(const struct zl_pool *pool, struct zl_worker *worker, char *message, size_t size)
{
	double end = zl_clock() + pool->wall_seconds;

	snprintf(message, size, _("converting took too long"));
	while (zl_clock() < end) {
		struct pollfd wait = {.fd = worker->socket, .events = POLLIN};
		if (poll(&wait, 1, 200) == -1 && errno != EINTR)
			return false;
		enum zl_received received = zl_worker_receive(pool, worker);
		if (received == ZL_RECEIVED_NOTHING)
			continue;
		if (received == ZL_RECEIVED_REPLY && worker->reply.kind == ZL_REPLY_RECORD)
			return true;
		if (received == ZL_RECEIVED_REPLY && worker->reply.kind == ZL_REPLY_FAILURE)
			snprintf(message, size, _("the source cannot be converted: %s"),
				 worker->reply.message);
		else
			snprintf(message, size, _("the worker ended while it converted"));
		return false;
	}
	return false;
}

/* What a worker made of the job is what it says it is: a record of that source, valid. */
static bool
is_believable(struct zl_worker *worker, const struct zl_job *job, const struct zl_row *row,
	      char *message, size_t size)
{
	char sha256[65];

	if (!zl_check_hash(job->descriptor, (uint64_t)job->source.stamp.size, sha256) ||
	    strcmp(sha256, row->sha256) != 0) {
		snprintf(message, size, _("the source has other bytes now; run zhengli again"));
		return false;
	}
	if (zl_check_record(&worker->finished, &job->source, sha256, message, size) ==
	    ZL_CHECK_VALID)
		return true;
	snprintf(message, size, _("what the worker made of it is no valid record"));
	return false;
}

enum zl_status
zl_serve_convert(struct zl_serve_converter *serve, struct zl_state *state, const struct zl_row *row,
		 const struct zl_store *store, struct zl_buffer *record, char *message, size_t size)
{
	struct zl_worker worker = {.socket = -1};
	struct zl_job *job = open_job(state, row, message, size);
	bool done = false;

	if (job == NULL)
		return ZL_FAILED;
	serve->converter.corrections = store;
	sigprocmask(SIG_SETMASK, NULL, &serve->pool->signals);
	if (!zl_worker_start(serve->pool, &worker)) {
		snprintf(message, size, "cannot start a worker: %s", strerror(errno));
	} else if (!zl_worker_give(serve->pool, &worker, job)) {
		snprintf(message, size, _("the worker ended before it began"));
	} else {
		done = await(serve->pool, &worker, message, size) &&
		       is_believable(&worker, job, row, message, size);
		worker.jobs[0] = NULL;
	}
	if (done) {
		zl_buffer_clear(record);
		zl_buffer_add(record, worker.finished.data, worker.finished.length);
		done = !record->failed;
	}
	zl_worker_end(&worker, true);
	serve->converter.corrections = NULL;
	zl_job_free(job);
	return done ? ZL_DONE : ZL_FAILED;
}
