/*
 * deliver.c: zhengli deliver: what changed since a consumer's token, as a batch for it and its
 * command.  At least once, in order, never half: the token advances when the command has said 0.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "batch.h"
#include "config.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "pipeline/export/documents.h"
#include "pipeline/state/state_sql.h"

enum { WORDS_MOST = 4096 };

struct delivery {
	struct zl_consumer consumer;
	struct zl_spool spool;
	const char *out;
	struct zl_buffer token, batch, words; /* words: what the command said last */
	unsigned keep;
};

/*
 * What the state knows of the consumer: its token, "0" for none.  Written through a connection that
 * has no part in a run; SQLite lets the two take turns.
 */
static enum zl_status
read_token(struct zl_state *state, const char *name, struct zl_buffer *token)
{
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT token FROM targets WHERE name = ?1");
	int got = SQLITE_ERROR;

	if (query != NULL) {
		sqlite3_bind_text(query, 1, name, -1, SQLITE_STATIC);
		got = sqlite3_step(query);
	}
	zl_buffer_clear(token);
	zl_buffer_text(token,
		       got == SQLITE_ROW ? (const char *)sqlite3_column_text(query, 0) : "0");
	if (query != NULL && got != SQLITE_ROW && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read its consumers");
	sqlite3_finalize(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

/* Notes how a delivery ended: token and no failure, or the old token and what was said. */
static enum zl_status
note(struct delivery *delivery, const char *token, bool failed)
{
	struct zl_state state;

	if (!zl_state_open(&state, delivery->out, ZL_STATE_READ))
		return ZL_FAILED;
	sqlite3_stmt *row = zl_state_prepare(
	    &state,
	    "INSERT INTO targets(name, token, tried, failed, words)"
	    " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(name) DO UPDATE SET token = ?2,"
	    " tried = ?3, failed = CASE WHEN ?4 = 0 THEN 0 ELSE failed + 1 END, words = ?5");
	bool done = row != NULL;
	if (done) {
		sqlite3_bind_text(row, 1, delivery->consumer.name, -1, SQLITE_STATIC);
		sqlite3_bind_text(row, 2, token, -1, SQLITE_STATIC);
		sqlite3_bind_int64(row, 3, zl_time_now());
		sqlite3_bind_int(row, 4, failed);
		sqlite3_bind_text(
		    row, 5, failed && delivery->words.data != NULL ? delivery->words.data : "", -1,
		    SQLITE_STATIC);
		done = zl_state_finish(&state, row, "cannot note the delivery");
	}
	sqlite3_finalize(row);
	zl_state_close(&state);
	return done ? ZL_DONE : ZL_FAILED;
}

/* Keeps the last of what the command says, and passes all of it on. */
static void
listen(int from, struct zl_buffer *words)
{
	char text[1024];
	ssize_t got;

	zl_buffer_clear(words);
	while ((got = read(from, text, sizeof(text))) != 0) {
		if (got == -1 && errno != EINTR)
			break;
		if (got <= 0)
			continue;
		fwrite(text, 1, (size_t)got, stderr);
		zl_buffer_add(words, text, (size_t)got);
		if (words->length > 2 * WORDS_MOST) {
			memmove(words->data, words->data + words->length - WORDS_MOST, WORDS_MOST);
			words->length = WORDS_MOST;
		}
	}
	if (words->length > WORDS_MOST) {
		memmove(words->data, words->data + words->length - WORDS_MOST, WORDS_MOST);
		words->length = WORDS_MOST;
	}
	if (words->data != NULL)
		words->data[words->length] = '\0';
}

static void
set_environment(const struct delivery *delivery, const char *to)
{
	struct zl_buffer path = {0};
	char *spool = realpath(delivery->spool.path, NULL);

	zl_buffer_format(&path, "%s/new/%s", spool == NULL ? delivery->spool.path : spool,
			 delivery->batch.data);
	setenv("ZHENGLI_BATCH", path.data == NULL ? "" : path.data, 1);
	setenv("ZHENGLI_FROM", delivery->token.data, 1);
	setenv("ZHENGLI_TO", to, 1);
	setenv("ZHENGLI_NAME", delivery->consumer.name, 1);
	zl_buffer_free(&path);
	free(spool);
}

/* Carries out the command; its exit status, -1 when it died or could not be started. */
static int
run_command(struct delivery *delivery)
{
	int ends[2], status;

	if (pipe(ends) == -1)
		return -1;
	pid_t child = fork();
	if (child == -1)
		zl_message("%s: the command cannot be started: %s", delivery->consumer.name,
			   strerror(errno));
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		signal(SIGPIPE, SIG_DFL);
		execl("/bin/sh", "sh", "-c", delivery->consumer.command, (char *)NULL);
		_exit(127);
	}
	close(ends[1]);
	if (child != -1)
		listen(ends[0], &delivery->words);
	close(ends[0]);
	while (child != -1 && waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return child != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* The command, again and again while it says that it cannot now (75). */
static int
try_command(struct delivery *delivery)
{
	unsigned pause = delivery->consumer.wait;
	int status = -1;

	for (unsigned i = 0; i < delivery->consumer.tries; i++) {
		if (i > 0) {
			zl_message("%s: it cannot now; again in %u s", delivery->consumer.name,
				   pause);
			sleep(pause);
			pause *= 2;
		}
		status = run_command(delivery);
		if (status != ZL_STATUS_HELD)
			break;
	}
	return status;
}

/* Hands the batch over. */
static int
hand_over(struct delivery *delivery)
{
	struct zl_buffer to = {0};
	const char *name = delivery->consumer.name, *batch = delivery->batch.data;
	int status = ZL_STATUS_BROKEN, said = 0;

	if (zl_spool_token(&delivery->spool, batch, &to)) {
		if (delivery->consumer.command != NULL) {
			set_environment(delivery, to.data);
			said = try_command(delivery);
		}
		if (said == 0 && note(delivery, to.data, false))
			/* Without a command, the consumer takes it from new/ itself. */
			status = delivery->consumer.command == NULL ||
					 zl_spool_move(&delivery->spool, batch, "done", NULL)
				     ? ZL_STATUS_COMPLETE
				     : ZL_STATUS_BROKEN;
		else if (said == ZL_STATUS_HELD && note(delivery, delivery->token.data, true))
			status = ZL_STATUS_HELD;
		else if (said != 0 && note(delivery, delivery->token.data, true) &&
			 zl_spool_move(&delivery->spool, batch, "failed", &delivery->words))
			status = ZL_STATUS_FAILURES;
		if (said == 0 && status == ZL_STATUS_COMPLETE)
			zl_message("%s: %s delivered", name, batch);
		else if (said == -1)
			zl_message("%s: %s: the command died", name, batch);
		else if (said != 0)
			zl_message("%s: %s: the command ended with %d", name, batch, said);
	}
	zl_buffer_free(&to);
	return status;
}

/* The consumer's token, and whether there is anything since. */
static int
look(struct delivery *delivery, bool *news)
{
	struct zl_documents documents;
	int status = zl_documents_open(&documents, delivery->out);

	if (status == ZL_STATUS_COMPLETE &&
	    !read_token(&documents.state, delivery->consumer.name, &delivery->token))
		status = ZL_STATUS_BROKEN;
	if (status == ZL_STATUS_COMPLETE)
		status = zl_documents_since(&documents, delivery->token.data);
	*news = documents.last > documents.since;
	zl_documents_close(&documents);
	return status;
}

static int
carry_out(struct delivery *delivery)
{
	bool news = false;
	int status = look(delivery, &news);

	if (status != ZL_STATUS_COMPLETE)
		return status;
	zl_spool_clean(&delivery->spool, delivery->keep);
	if (delivery->consumer.command != NULL &&
	    zl_spool_find(&delivery->spool, delivery->token.data, &delivery->batch))
		return hand_over(delivery); /* one that was made before, and is whole */
	/* What a command has taken already, when the delivery was killed before it was moved. */
	if (delivery->consumer.command != NULL && !zl_spool_settle(&delivery->spool))
		return ZL_STATUS_BROKEN;
	if (!news)
		return ZL_STATUS_COMPLETE;
	status = zl_spool_make(&delivery->spool, &delivery->consumer, delivery->out,
			       delivery->token.data, &delivery->batch);
	return status == ZL_STATUS_COMPLETE ? hand_over(delivery) : status;
}

static const char help[] = N_(
    "usage: zhengli deliver [--keep DAYS] NAME OUT\n"
    "Makes a batch of what changed since the last one for the consumer NAME of OUT/deliver.conf,\n"
    "and carries out its command.\n"
    "      --keep DAYS  remove delivered batches after so many days (30)\n"
    "  -h, --help       show this help\n"
    "example: zhengli deliver archive records\n");

int
zl_command_deliver(int argc, char **argv)
{
	static const struct option options[] = {
	    {"keep", required_argument, NULL, 'k'}, {"help", no_argument, NULL, 'h'}, {0}};
	struct delivery delivery = {.keep = 30, .spool = {.folder = -1, .lock = -1}};
	char *end = "";
	int option, status = ZL_STATUS_USAGE;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(_(help), stdout);
			return ZL_STATUS_COMPLETE;
		}
		if (option == 'k')
			delivery.keep = (unsigned)strtoul(optarg, &end, 10);
		if (option == '?' || *end != '\0')
			return zl_report_option(option, argv, options);
	}
	if (optind + 2 != argc) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	signal(SIGPIPE, SIG_IGN);
	delivery.out = argv[optind + 1];
	if (zl_consumer_read(&delivery.consumer, delivery.out, argv[optind])) {
		status = zl_spool_open(&delivery.spool, delivery.consumer.spool);
		if (status == ZL_STATUS_COMPLETE)
			status = carry_out(&delivery);
	}
	zl_spool_close(&delivery.spool);
	zl_consumer_free(&delivery.consumer);
	zl_buffer_free(&delivery.token);
	zl_buffer_free(&delivery.batch);
	zl_buffer_free(&delivery.words);
	return status;
}
