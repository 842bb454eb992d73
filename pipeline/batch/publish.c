/* publish.c: three groups in turn: one is filling, one is written, one has its names. */
#include "publish.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_write.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/language.h"
#include "pipeline/state/state_intents.h"
#include "places.h"
#include "publish_group.h"

enum { GROUP = 256, GROUP_MOST = 8 * GROUP };
static const uint64_t group_bytes = 64 << 20;
static const double group_seconds = 1, sync_seconds = 600;

static enum zl_status
report_error(const struct zl_publisher *publisher, const char *target, const char *doing)
{
	return zl_file_report_error(publisher->output, target, doing);
}

/* The process that waits for the disk: a byte asks, errno (0 for none) answers. */
_Noreturn static void
sync_on_demand(int socket, int folder)
{
	char asked;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	while (recv(socket, &asked, 1, 0) == 1) {
		int number = syncfs(folder) == 0 ? 0 : errno;
		if (send(socket, &number, sizeof(number), MSG_NOSIGNAL) != sizeof(number))
			break;
	}
	_exit(0);
}

static enum zl_status
start_syncer(struct zl_publisher *publisher)
{
	int ends[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
		return ZL_FAILED;
	publisher->socket = ends[0];
	publisher->syncer = fork();
	if (publisher->syncer == 0) {
		close(ends[0]);
		close(publisher->output->lock);
		sync_on_demand(ends[1], publisher->output->folder);
	}
	close(ends[1]);
	return publisher->syncer != -1 ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_publisher_start(struct zl_publisher *publisher)
{
	struct zl_group **groups[] = {&publisher->filling, &publisher->written,
				      &publisher->renamed};

	publisher->socket = -1;
	for (size_t i = 0; i < 3; i++)
		if ((*groups[i] = calloc(1, sizeof(**groups[i]))) == NULL)
			return report_error(publisher, "", N_("cannot start the publisher"));
	if (start_syncer(publisher))
		return ZL_DONE;
	return report_error(publisher, "", N_("cannot start the publisher"));
}

void
zl_publisher_stop(struct zl_publisher *publisher)
{
	struct zl_group *groups[] = {publisher->filling, publisher->written, publisher->renamed};

	if (publisher->socket != -1)
		close(publisher->socket);
	if (publisher->syncer > 0) {
		kill(publisher->syncer, SIGKILL);
		waitpid(publisher->syncer, NULL, WNOHANG);
	}
	for (size_t i = 0; i < 3; i++) {
		if (groups[i] == NULL)
			continue;
		zl_group_clear(groups[i]);
		free(groups[i]->entries);
		free(groups[i]);
	}
	*publisher = (struct zl_publisher){.socket = -1};
}

/* Where the document's bytes go. */
static void
find_target(const struct zl_finished *finished, const char *name, struct zl_buffer *target)
{
	zl_place_of(finished->kind == ZL_PUBLISH_RECORD ? ZL_OUTPUT_RECORDS : ZL_OUTPUT_FAILED,
		    name, finished->source.length, target);
}

/* Whether the document's place has its bytes already, as when it fails once more. */
static bool
is_standing(struct zl_publisher *publisher, const struct zl_finished *finished)
{
	struct zl_buffer target = {0};

	if (finished->kind == ZL_PUBLISH_SAME)
		return false;
	find_target(finished, finished->source.name, &target);
	bool stands = !target.failed && zl_place_holds(publisher->output, target.data,
						       finished->bytes, (size_t)finished->size);
	zl_buffer_free(&target);
	return stands;
}

/* The name in OUT/tmp of what an entry publishes. */
static const char *
temporary_name(uint64_t sequence, char name[32])
{
	snprintf(name, 32, "%" PRIu64, sequence);
	return name;
}

enum zl_status
zl_publisher_add(struct zl_publisher *publisher, const struct zl_finished *finished)
{
	struct zl_group *group = publisher->filling;
	bool stands = is_standing(publisher, finished);
	bool written = finished->kind != ZL_PUBLISH_SAME && !stands;
	char name[32];

	temporary_name(++publisher->sequence, name);
	if (written &&
	    !zl_file_make(publisher->output, name, finished->bytes, (size_t)finished->size, false))
		return report_error(publisher, "tmp", N_("cannot write a record"));
	struct zl_group_entry *entry = zl_group_new(group);
	if (entry == NULL || !zl_entry_fill(entry, finished))
		return report_error(publisher, "", N_("cannot publish"));
	entry->sequence = publisher->sequence;
	entry->stands = stands;
	group->count++;
	group->files += written || stands; /* what stands may not be durable yet */
	group->bytes += written ? finished->size : 0;
	return ZL_DONE;
}

/* Makes the failure that is published in place of the entry's record. */
static enum zl_status
make_failure(struct zl_publisher *publisher, struct zl_group_entry *entry, const char *name,
	     int number)
{
	struct zl_outcome outcome = entry->finished.outcome;
	struct zl_buffer text = {0};

	entry->finished.kind = ZL_PUBLISH_FAILURE;
	unlinkat(publisher->output->temporary, name, 0);
	/* Durable at once, as the sync of its group is past. */
	enum zl_status done =
	    publisher->refused(publisher->context, &entry->finished.source, number, &outcome,
			       &text) &&
		    zl_entry_keep(entry, &outcome) &&
		    zl_file_make(publisher->output, name, text.data, text.length, true)
		? ZL_DONE
		: ZL_FAILED;
	zl_buffer_free(&text);
	return done;
}

/* The place of the entry is refused, errno says why: its failure goes where such failures go. */
static enum zl_status
put_refused(struct zl_publisher *publisher, struct zl_group_entry *entry, struct zl_buffer *target)
{
	const struct zl_finished *finished = &entry->finished;
	int number = errno;
	char name[32];

	temporary_name(entry->sequence, name);
	if (finished->kind == ZL_PUBLISH_RECORD && !make_failure(publisher, entry, name, number))
		return report_error(publisher, "tmp", N_("cannot write a failure"));
	/* An earlier failure of this source may still have its own place. */
	zl_place_of(ZL_OUTPUT_FAILED, entry->name, finished->source.length, target);
	if (!target->failed && zl_place_put(publisher->output, name, target->data))
		return ZL_DONE;
	zl_place_of_refused(entry->name, finished->source.length, target);
	if (!target->failed && zl_place_put(publisher->output, name, target->data))
		return ZL_DONE;
	return report_error(publisher, target->data, "cannot publish a failure");
}

/* Takes away what the entry's outcome replaces: its failure, or its record. */
static enum zl_status
remove_other(struct zl_publisher *publisher, const struct zl_group_entry *entry,
	     struct zl_buffer *target)
{
	const struct zl_finished *finished = &entry->finished;
	enum zl_status done;

	if (finished->kind == ZL_PUBLISH_UNREAD)
		return ZL_DONE;
	if (finished->kind == ZL_PUBLISH_RECORD) {
		done = zl_place_remove_failure(publisher->output, entry->name,
					       finished->source.length, target);
	} else {
		zl_place_of(ZL_OUTPUT_RECORDS, entry->name, finished->source.length, target);
		done =
		    target->failed ? ZL_FAILED : zl_place_remove(publisher->output, target->data);
	}
	return done ? ZL_DONE : report_error(publisher, target->data, "cannot remove the file");
}

static enum zl_status
rename_entry(struct zl_publisher *publisher, struct zl_group_entry *entry, struct zl_buffer *target)
{
	const struct zl_finished *finished = &entry->finished;
	char name[32];

	if (entry->stands)
		return remove_other(publisher, entry, target);
	temporary_name(entry->sequence, name);
	find_target(finished, entry->name, target);
	if (target->failed || !zl_place_put(publisher->output, name, target->data)) {
		if (target->failed || !zl_is_refusal(errno))
			return report_error(publisher, target->data, "cannot publish a record");
		if (!put_refused(publisher, entry, target))
			return ZL_FAILED;
	}
	return remove_other(publisher, entry, target);
}

static enum zl_status
rename_group(struct zl_publisher *publisher, const struct zl_group *group)
{
	struct zl_buffer target = {0};
	enum zl_status done = ZL_DONE;

	for (size_t i = 0; done && i < group->count; i++)
		if (group->entries[i].finished.kind != ZL_PUBLISH_SAME)
			done = rename_entry(publisher, &group->entries[i], &target);
	zl_buffer_free(&target);
	return done;
}

/* Notes, before the group is renamed, which names that concerns. */
static enum zl_status
note_intents(struct zl_publisher *publisher, struct zl_group *group)
{
	struct zl_state *state = publisher->state;
	enum zl_status done = ZL_DONE;

	if (group->files == 0)
		return ZL_DONE;
	group->batch = ++publisher->batch;
	if (!zl_state_transaction(state))
		return ZL_FAILED;
	for (size_t i = 0; done && i < group->count; i++)
		if (group->entries[i].finished.kind != ZL_PUBLISH_SAME)
			done = zl_state_intend(state, group->batch,
					       &group->entries[i].finished.source);
	return done ? zl_state_commit(state) : ZL_FAILED;
}

/* Notes the group in the state, in one transaction, and empties it. */
static enum zl_status
commit_group(struct zl_publisher *publisher, struct zl_group *group)
{
	static const enum zl_note_kind notes[] = {
	    [ZL_PUBLISH_RECORD] = ZL_NOTE_OUTCOME,
	    [ZL_PUBLISH_FAILURE] = ZL_NOTE_OUTCOME,
	    [ZL_PUBLISH_UNREAD] = ZL_NOTE_UNREAD,
	    [ZL_PUBLISH_SAME] = ZL_NOTE_SAME,
	};
	struct zl_state *state = publisher->state;

	if (group->count == 0)
		return ZL_DONE;
	if (!zl_state_transaction(state))
		return ZL_FAILED;
	for (size_t i = 0; i < group->count; i++) {
		const struct zl_finished *finished = &group->entries[i].finished;
		if (!zl_state_note(state, notes[finished->kind], &finished->source,
				   &finished->outcome))
			return ZL_FAILED;
	}
	if (group->batch != 0 && !zl_state_fulfil(state, group->batch))
		return ZL_FAILED;
	zl_group_clear(group);
	return zl_state_commit(state);
}

static void
swap(struct zl_group **one, struct zl_group **two)
{
	struct zl_group *other = *one;

	*one = *two;
	*two = other;
}

/* What the older group renamed and the younger wrote is durable: both move on. */
static enum zl_status
move_on(struct zl_publisher *publisher)
{
	assert(publisher->renamed != publisher->written);
	publisher->asked = 0;
	if (!commit_group(publisher, publisher->renamed) ||
	    !rename_group(publisher, publisher->written))
		return ZL_FAILED;
	swap(&publisher->written, &publisher->renamed);
	publisher->renamed->since = zl_clock();
	return ZL_DONE;
}

static enum zl_status
receive_from_syncer(struct zl_publisher *publisher)
{
	int number = 0;
	ssize_t got;

	do
		got = recv(publisher->socket, &number, sizeof(number), MSG_DONTWAIT);
	while (got == -1 && errno == EINTR);
	if (got == -1 && errno == EAGAIN) {
		if (zl_clock() - publisher->asked < sync_seconds)
			return ZL_DONE;
		errno = ETIMEDOUT;
		return report_error(publisher, "", N_("the disk does not finish writing"));
	}
	errno = got == sizeof(number) ? number : EPIPE;
	if (errno != 0)
		return report_error(publisher, "", N_("cannot make durable what was written"));
	return move_on(publisher);
}

static bool
is_due(const struct zl_group *group, bool all)
{
	return group->count > 0 && (all || group->count >= GROUP || group->bytes >= group_bytes ||
				    zl_clock() - group->since >= group_seconds);
}

static enum zl_status
ask_syncer(struct zl_publisher *publisher)
{
	if (publisher->written->files == 0 && publisher->renamed->files == 0)
		return move_on(publisher); /* nothing to be made durable */
	if (!note_intents(publisher, publisher->written))
		return ZL_FAILED;
	publisher->asked = zl_clock();
	if (send(publisher->socket, "", 1, MSG_NOSIGNAL) == 1)
		return ZL_DONE;
	return report_error(publisher, "", N_("cannot make durable what was written"));
}

enum zl_status
zl_publisher_turn(struct zl_publisher *publisher, bool all)
{
	if (publisher->asked != 0 && !receive_from_syncer(publisher))
		return ZL_FAILED;
	if (publisher->asked != 0)
		return ZL_DONE;
	bool due = is_due(publisher->filling, all);
	if (due)
		swap(&publisher->filling, &publisher->written);
	if (due || is_due(publisher->renamed, all))
		return ask_syncer(publisher);
	return ZL_DONE;
}

bool
zl_publisher_is_full(const struct zl_publisher *publisher)
{
	const struct zl_group *group = publisher->filling;

	return group->count >= GROUP_MOST || group->bytes >= 4 * group_bytes;
}

bool
zl_publisher_is_pending(const struct zl_publisher *publisher)
{
	return publisher->filling->count + publisher->written->count + publisher->renamed->count >
	       0;
}
