/* publish.c */
#include "publish.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/message.h"

enum { GROUP = 256, GROUP_MOST = 8 * GROUP };
static const uint64_t group_bytes = 64 << 20;
static const double group_seconds = 1, sync_seconds = 600;

struct entry {
	struct zl_finished finished; /* its texts are below */
	uint64_t sequence;
	char code[32], stage[16], sha256[65], record[65];
	char *name, *message; /* owned */
};

struct zl_group {
	struct entry *entries;
	size_t count, capacity, files;
	uint64_t bytes;
	double since; /* when the first came in */
};

static bool
complain(const struct zl_publisher *publisher, const char *target, const char *what)
{
	int number = errno;

	zl_message("%s%s%s: %s: %s%s", publisher->output->path, target[0] == '\0' ? "" : "/",
		   target, what, strerror(number),
		   number == ENOSPC || number == EDQUOT ? "; make room on the disk and run again"
							: "; mend that and run again");
	return false;
}

static void
clear_group(struct zl_group *group)
{
	for (size_t i = 0; i < group->count; i++) {
		free(group->entries[i].name);
		free(group->entries[i].message);
	}
	group->count = group->files = 0;
	group->bytes = 0;
}

/* The process that waits for the disk: a byte asks, errno (0 for none) answers. */
_Noreturn static void
sync_on_demand(int socket, int folder)
{
	char asked;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	while (recv(socket, &asked, 1, 0) == 1) {
		int number = syncfs(folder) == 0 ? 0 : errno;
		if (send(socket, &number, sizeof(number), MSG_NOSIGNAL) != sizeof(number))
			break;
	}
	_exit(0);
}

bool
zl_publisher_start(struct zl_publisher *publisher, const struct zl_output *output,
		   struct zl_state *state)
{
	int ends[2];

	*publisher = (struct zl_publisher){.output = output, .state = state, .socket = -1};
	struct zl_group **groups[] = {&publisher->filling, &publisher->written,
				      &publisher->renamed};
	for (size_t i = 0; i < 3; i++)
		if ((*groups[i] = calloc(1, sizeof(**groups[i]))) == NULL)
			return complain(publisher, "", "publishing cannot begin");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
		return complain(publisher, "", "publishing cannot begin");
	publisher->socket = ends[0];
	publisher->syncer = fork();
	if (publisher->syncer == 0) {
		close(ends[0]);
		close(output->lock);
		sync_on_demand(ends[1], output->folder);
	}
	close(ends[1]);
	return publisher->syncer != -1 || complain(publisher, "", "publishing cannot begin");
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
		clear_group(groups[i]);
		free(groups[i]->entries);
		free(groups[i]);
	}
	*publisher = (struct zl_publisher){.socket = -1};
}

static bool
write_all(int file, const char *bytes, uint64_t size)
{
	while (size > 0) {
		ssize_t put = write(file, bytes, size);
		if (put == -1 && errno != EINTR)
			return false;
		bytes += put > 0 ? put : 0;
		size -= put > 0 ? (uint64_t)put : 0;
	}
	return true;
}

static bool
copy_file(int file, int from, uint64_t size)
{
	off_t at = 0;

	while ((uint64_t)at < size) {
		ssize_t put = sendfile(file, from, &at, size - (uint64_t)at);
		if (put == 0)
			errno = EIO;
		if (put == 0 || (put == -1 && errno != EINTR))
			return false;
	}
	return true;
}

/* Writes the bytes of finished to the file name in OUT/tmp. */
static bool
write_temporary(const struct zl_publisher *publisher, const char *name,
		const struct zl_finished *finished)
{
	int file = openat(publisher->output->temporary, name,
			  O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);

	if (file == -1)
		return false;
	bool done = finished->file == -1 ? write_all(file, finished->bytes, finished->size)
					 : copy_file(file, finished->file, finished->size);
	int number = errno;
	if (close(file) == -1 && done && errno != EINTR)
		return false;
	if (!done)
		unlinkat(publisher->output->temporary, name, 0);
	errno = number;
	return done;
}

static struct entry *
new_entry(struct zl_group *group)
{
	if (group->count == group->capacity) {
		size_t capacity = group->capacity == 0 ? GROUP : 2 * group->capacity;
		struct entry *entries = reallocarray(group->entries, capacity, sizeof(*entries));
		if (entries == NULL)
			return NULL;
		group->entries = entries;
		group->capacity = capacity;
	}
	if (group->count == 0)
		group->since = zl_clock();
	return &group->entries[group->count];
}

/* Copies what finished borrows. */
static bool
fill_entry(struct entry *entry, const struct zl_finished *finished)
{
	const struct zl_outcome *outcome = &finished->outcome;

	*entry = (struct entry){.finished = *finished};
	snprintf(entry->code, sizeof(entry->code), "%s", outcome->code);
	snprintf(entry->stage, sizeof(entry->stage), "%s", outcome->stage);
	snprintf(entry->sha256, sizeof(entry->sha256), "%s", outcome->sha256);
	snprintf(entry->record, sizeof(entry->record), "%s", outcome->record);
	entry->message = strdup(outcome->message);
	entry->name = strndup(finished->source.name, finished->source.length);
	return entry->message != NULL && entry->name != NULL;
}

bool
zl_publisher_add(struct zl_publisher *publisher, const struct zl_finished *finished)
{
	struct zl_group *group = publisher->filling;
	bool written = finished->kind != ZL_PUBLISH_SAME;
	char name[32];

	snprintf(name, sizeof(name), "%" PRIu64, ++publisher->sequence);
	if (written && !write_temporary(publisher, name, finished))
		return complain(publisher, "tmp", "a record cannot be written");
	struct entry *entry = new_entry(group);
	if (entry == NULL || !fill_entry(entry, finished))
		return complain(publisher, "", "no memory to publish with");
	entry->sequence = publisher->sequence;
	group->count++;
	group->files += written;
	group->bytes += written ? finished->size : 0;
	return true;
}

/* Gives a file in tmp its place, making the folders that lead there when they are not there. */
static bool
place(const struct zl_publisher *publisher, const char *name, const char *target)
{
	const struct zl_output *output = publisher->output;

	if (renameat(output->temporary, name, output->folder, target) == 0)
		return true;
	return errno == ENOENT && zl_output_folders(output, target) &&
	       renameat(output->temporary, name, output->folder, target) == 0;
}

static bool
rename_entry(const struct zl_publisher *publisher, const struct entry *entry,
	     struct zl_buffer *target)
{
	const struct zl_finished *finished = &entry->finished;
	bool record = finished->kind == ZL_PUBLISH_RECORD;
	char name[32];

	snprintf(name, sizeof(name), "%" PRIu64, entry->sequence);
	zl_output_target(record ? ZL_OUTPUT_RECORDS : ZL_OUTPUT_FAILED, entry->name,
			 finished->source.length, target);
	if (target->failed || !place(publisher, name, target->data))
		return complain(publisher, target->data, "the record cannot be given its name");
	if (finished->kind == ZL_PUBLISH_UNREAD)
		return true;
	zl_output_target(record ? ZL_OUTPUT_FAILED : ZL_OUTPUT_RECORDS, entry->name,
			 finished->source.length, target);
	if (target->failed || !zl_output_remove(publisher->output, target->data))
		return complain(publisher, target->data, "the file cannot be removed");
	return true;
}

static bool
rename_group(struct zl_publisher *publisher, const struct zl_group *group)
{
	struct zl_buffer target = {0};
	bool done = true;

	for (size_t i = 0; done && i < group->count; i++)
		if (group->entries[i].finished.kind != ZL_PUBLISH_SAME)
			done = rename_entry(publisher, &group->entries[i], &target);
	zl_buffer_free(&target);
	return done;
}

static enum zl_status
note_entry(struct zl_state *state, struct entry *entry)
{
	static const enum zl_note_kind notes[] = {[ZL_PUBLISH_RECORD] = ZL_NOTE_OUTCOME,
						  [ZL_PUBLISH_FAILURE] = ZL_NOTE_OUTCOME,
						  [ZL_PUBLISH_UNREAD] = ZL_NOTE_UNREAD,
						  [ZL_PUBLISH_SAME] = ZL_NOTE_SAME};
	struct zl_finished *finished = &entry->finished;
	struct zl_outcome *outcome = &finished->outcome;

	outcome->code = entry->code;
	outcome->stage = entry->stage;
	outcome->message = entry->message;
	outcome->sha256 = entry->sha256;
	outcome->record = entry->record;
	finished->source.name = entry->name;
	return zl_state_note(state, notes[finished->kind], &finished->source, outcome);
}

/* Notes the group in the state, in one transaction, and empties it. */
static bool
commit_group(struct zl_publisher *publisher, struct zl_group *group)
{
	if (group->count == 0)
		return true;
	if (!zl_state_transaction(publisher->state))
		return false;
	for (size_t i = 0; i < group->count; i++)
		if (!note_entry(publisher->state, &group->entries[i]))
			return false;
	clear_group(group);
	return zl_state_commit(publisher->state);
}

static void
swap(struct zl_group **one, struct zl_group **two)
{
	struct zl_group *other = *one;

	*one = *two;
	*two = other;
}

/* What the older group renamed and the younger wrote is durable: both move on. */
static bool
move_on(struct zl_publisher *publisher)
{
	publisher->asked = 0;
	if (!commit_group(publisher, publisher->renamed) ||
	    !rename_group(publisher, publisher->written))
		return false;
	swap(&publisher->written, &publisher->renamed);
	publisher->renamed->since = zl_clock();
	return true;
}

static bool
hear_syncer(struct zl_publisher *publisher)
{
	int number = 0;
	ssize_t got;

	do
		got = recv(publisher->socket, &number, sizeof(number), MSG_DONTWAIT);
	while (got == -1 && errno == EINTR);
	if (got == -1 && errno == EAGAIN) {
		if (zl_clock() - publisher->asked < sync_seconds)
			return true;
		errno = ETIMEDOUT;
		return complain(publisher, "", "the disk does not finish what was written");
	}
	errno = got == sizeof(number) ? number : EPIPE;
	if (errno != 0)
		return complain(publisher, "", "what was written cannot be made durable");
	return move_on(publisher);
}

static bool
is_due(const struct zl_group *group, bool all)
{
	return group->count > 0 && (all || group->count >= GROUP || group->bytes >= group_bytes ||
				    zl_clock() - group->since >= group_seconds);
}

static bool
ask_syncer(struct zl_publisher *publisher)
{
	if (publisher->written->files == 0 && publisher->renamed->files == 0)
		return move_on(publisher); /* nothing to be made durable */
	publisher->asked = zl_clock();
	if (send(publisher->socket, "", 1, MSG_NOSIGNAL) == 1)
		return true;
	return complain(publisher, "", "what was written cannot be made durable");
}

bool
zl_publisher_turn(struct zl_publisher *publisher, bool all)
{
	if (publisher->asked != 0 && !hear_syncer(publisher))
		return false;
	if (publisher->asked != 0)
		return true;
	bool due = is_due(publisher->filling, all);
	if (due)
		swap(&publisher->filling, &publisher->written);
	if (due || is_due(publisher->renamed, all))
		return ask_syncer(publisher);
	return true;
}

bool
zl_publisher_full(const struct zl_publisher *publisher)
{
	const struct zl_group *group = publisher->filling;

	return group->count >= GROUP_MOST || group->bytes >= 4 * group_bytes;
}

bool
zl_publisher_pending(const struct zl_publisher *publisher)
{
	return publisher->filling->count + publisher->written->count + publisher->renamed->count >
	       0;
}

bool
zl_publish_file(const struct zl_output *output, const char *target, const void *bytes, size_t size)
{
	struct zl_publisher publisher = {.output = output, .socket = -1};
	int file =
	    openat(output->temporary, "file", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	bool done = file != -1 && write_all(file, bytes, size) && fsync(file) == 0;
	if (file != -1)
		close(file);
	if (!done || !place(&publisher, "file", target) || fsync(output->folder) == -1)
		return complain(&publisher, target, "the file cannot be written");
	return true;
}
