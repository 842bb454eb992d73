/* batch.c: see batch.h. */
#include "batch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/folder_write.h"
#include "pipeline/common/message.h"

static enum zl_status
report_error(const struct zl_spool *spool, const char *what)
{
	zl_message("%s: %s: %s", spool->path, what, strerror(errno));
	return ZL_FAILED;
}

/* Calls each for the entries of a folder of the spool until it fails. */
static enum zl_status
each_entry(const struct zl_spool *spool, const char *folder,
	   enum zl_status (*each)(const struct zl_spool *, const char *name, void *), void *context)
{
	int file = openat(spool->folder, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *listing = file == -1 ? NULL : fdopendir(file);
	bool done = listing != NULL;

	if (!done)
		return report_error(spool, folder);
	for (struct dirent *entry; done && (entry = readdir(listing)) != NULL;)
		if (entry->d_name[0] != '.')
			done = each(spool, entry->d_name, context);
	closedir(listing);
	return done ? ZL_DONE : ZL_FAILED;
}

static bool
remove_below(const struct zl_spool *spool, const char *folder, const char *name)
{
	char *path = NULL;
	bool done =
	    asprintf(&path, "%s/%s/%s", spool->path, folder, name) != -1 && zl_remove_tree(path);

	free(path);
	return done;
}

static enum zl_status
remove_dead(const struct zl_spool *spool, const char *name, void *context)
{
	(void)context;
	return remove_below(spool, "tmp", name) ? ZL_DONE : report_error(spool, name);
}

int
zl_spool_open(struct zl_spool *spool, const char *path)
{
	static const char *const folders[] = {"tmp", "new", "done", "failed"};

	*spool = (struct zl_spool){.path = path, .folder = -1, .lock = -1};
	spool->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (size_t i = 0; spool->folder != -1 && i < 4; i++)
		if (mkdirat(spool->folder, folders[i], 0777) == -1 && errno != EEXIST) {
			report_error(spool, folders[i]);
			return ZL_STATUS_BROKEN;
		}
	if (spool->folder != -1)
		spool->lock =
		    openat(spool->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (spool->lock == -1) {
		report_error(spool, "the spool cannot be opened");
		return ZL_STATUS_BROKEN;
	}
	if (flock(spool->lock, LOCK_EX | LOCK_NB) == -1) {
		zl_message("%s: another delivery holds it", path);
		return ZL_STATUS_HELD;
	}
	return each_entry(spool, "tmp", remove_dead, NULL) ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

void
zl_spool_close(struct zl_spool *spool)
{
	if (spool->lock != -1)
		close(spool->lock);
	if (spool->folder != -1)
		close(spool->folder);
	spool->lock = spool->folder = -1;
}

/* How the name of a batch begins that follows the token: INSTANCE-FROM-. */
static void
add_beginning(struct zl_buffer *name, const char *token)
{
	const char *colon = strchr(token, ':');

	if (colon == NULL)
		zl_buffer_text(name, "0-");
	else
		zl_buffer_format(name, "%.*s-%s-", (int)(colon - token), token, colon + 1);
}

struct wanted {
	const char *beginning;
	struct zl_buffer *name;
};

static enum zl_status
take_wanted(const struct zl_spool *spool, const char *name, void *context)
{
	const struct wanted *wanted = context;
	const char *from = strcmp(wanted->beginning, "0-") == 0 ? strchr(name, '-') : name;

	(void)spool;
	/* The first batch of all is called INSTANCE-0-TO. */
	if (from != NULL && from != name)
		from++;
	if (from == NULL || strncmp(from, wanted->beginning, strlen(wanted->beginning)) != 0)
		return ZL_DONE;
	zl_buffer_text(wanted->name, name);
	return ZL_FAILED; /* enough */
}

bool
zl_spool_find(const struct zl_spool *spool, const char *token, struct zl_buffer *name)
{
	struct zl_buffer beginning = {0};
	size_t before = name->length;

	add_beginning(&beginning, token);
	struct wanted wanted = {beginning.data == NULL ? "" : beginning.data, name};
	if (!beginning.failed && !each_entry(spool, "new", take_wanted, &wanted) &&
	    name->length == before)
		zl_message("%s/new: it cannot be read", spool->path);
	zl_buffer_free(&beginning);
	return name->length > before;
}

/* Carries out zhengli export in a process of its own. */
static int
run_export(char **arguments)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execv("/proc/self/exe", arguments);
		zl_message("the export cannot be started: %s", strerror(errno));
		_exit(ZL_STATUS_BROKEN);
	}
	if (child == -1)
		zl_message("the export cannot be started: %s", strerror(errno));
	while (child != -1 && waitpid(child, &status, 0) == -1)
		if (errno != EINTR)
			child = -1;
	return child != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : ZL_STATUS_BROKEN;
}

/* A finding aid is of a fonds as a whole. */
static bool
is_incremental(const char *format)
{
	return strcmp(format, "ead") != 0;
}

static int
export_to(const char *path, const struct zl_consumer *consumer, const char *out, const char *token)
{
	char *arguments[ZL_DELIVER_OPTIONS + 16];
	size_t count = 0;
	const char *const head[] = {"zhengli", "export", "--to", consumer->to, "-o", path};

	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		arguments[count++] = (char *)head[i];
	for (size_t i = 0; consumer->options[i] != NULL; i++)
		arguments[count++] = (char *)consumer->options[i];
	if (is_incremental(consumer->to)) {
		arguments[count++] = (char *)"--since";
		arguments[count++] = (char *)token;
	}
	arguments[count++] = (char *)"--";
	arguments[count++] = (char *)out;
	arguments[count] = NULL;
	return run_export(arguments);
}

/* The token in a batch's manifest. */
static enum zl_status
read_token(const struct zl_spool *spool, const char *folder, const char *name,
	   struct zl_buffer *token)
{
	char *path = NULL;
	json_error_t error;
	json_t *manifest =
	    asprintf(&path, "%s/%s/%s/manifest.json", spool->path, folder, name) == -1
		? NULL
		: json_load_file(path, 0, &error);
	const char *value = json_string_value(json_object_get(manifest, "token"));

	if (value != NULL)
		zl_buffer_text(token, value);
	else
		zl_message("%s/%s/%s: this batch has no manifest", spool->path, folder, name);
	json_decref(manifest);
	free(path);
	return value != NULL && !token->failed ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_spool_token(const struct zl_spool *spool, const char *name, struct zl_buffer *token)
{
	return read_token(spool, "new", name, token);
}

/* Brings the entries of two folders of the spool to the disk. */
static bool
sync_folders(const struct zl_spool *spool)
{
	return syncfs(spool->folder) == 0;
}

/* Gives the batch in tmp/ its place in new/.  One that a delivery made before it died is the same.
 */
static enum zl_status
place(const struct zl_spool *spool, const char *name)
{
	struct zl_buffer target = {0};

	zl_buffer_format(&target, "new/%s", name);
	bool done = !target.failed &&
		    (renameat(spool->folder, "tmp/batch", spool->folder, target.data) == 0 ||
		     errno == EEXIST || errno == ENOTEMPTY) &&
		    sync_folders(spool);
	if (!done)
		report_error(spool, target.data == NULL ? "new" : target.data);
	zl_buffer_free(&target);
	return done ? ZL_DONE : ZL_FAILED;
}

int
zl_spool_make(const struct zl_spool *spool, const struct zl_consumer *consumer, const char *out,
	      const char *token, struct zl_buffer *name)
{
	struct zl_buffer reached = {0}, path = {0};
	const char *from = strchr(token, ':');

	zl_buffer_format(&path, "%s/tmp/batch", spool->path);
	int status = path.failed ? ZL_STATUS_BROKEN : export_to(path.data, consumer, out, token);
	/* With --skip-incomplete there is a batch, and what it lacks has been said. */
	if (status == ZL_STATUS_FAILURES && access(path.data, F_OK) == 0)
		status = ZL_STATUS_COMPLETE;
	if (status == ZL_STATUS_COMPLETE && !read_token(spool, "tmp", "batch", &reached))
		status = ZL_STATUS_BROKEN;
	if (status == ZL_STATUS_COMPLETE) {
		const char *colon = strchr(reached.data, ':');
		zl_buffer_format(name, "%.*s-%s-%s",
				 colon == NULL ? 0 : (int)(colon - reached.data), reached.data,
				 from == NULL ? "0" : from + 1, colon == NULL ? "" : colon + 1);
		if (name->failed || !place(spool, name->data))
			status = ZL_STATUS_BROKEN;
	}
	zl_buffer_free(&reached);
	zl_buffer_free(&path);
	return status;
}

enum zl_status
zl_spool_move(const struct zl_spool *spool, const char *name, const char *folder,
	      const struct zl_buffer *words)
{
	struct zl_buffer from = {0}, to = {0};

	zl_buffer_format(&from, "new/%s", name);
	zl_buffer_format(&to, "%s/%s", folder, name);
	remove_below(spool, folder, name); /* of an earlier try */
	bool done = !from.failed && !to.failed &&
		    renameat(spool->folder, from.data, spool->folder, to.data) == 0;
	if (done && words != NULL) {
		zl_buffer_text(&to, ".stderr");
		int file = openat(spool->folder, to.data,
				  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
		done = file != -1 && write(file, words->data == NULL ? "" : words->data,
					   words->length) == (ssize_t)words->length;
		if (file != -1)
			close(file);
	}
	if (!done || !sync_folders(spool))
		done = report_error(spool, to.data == NULL ? folder : to.data);
	zl_buffer_free(&from);
	zl_buffer_free(&to);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
settle(const struct zl_spool *spool, const char *name, void *context)
{
	(void)context;
	return zl_spool_move(spool, name, "done", NULL);
}

enum zl_status
zl_spool_settle(const struct zl_spool *spool)
{
	return each_entry(spool, "new", settle, NULL);
}

static enum zl_status
remove_old(const struct zl_spool *spool, const char *name, void *context)
{
	const time_t *before = context;
	struct zl_buffer path = {0};
	struct stat status;

	zl_buffer_format(&path, "done/%s", name);
	/* The time of the last change of the folder's entry: when it came to done. */
	if (!path.failed && fstatat(spool->folder, path.data, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	    status.st_ctime < *before && !remove_below(spool, "done", name))
		report_error(spool, path.data);
	zl_buffer_free(&path);
	return ZL_DONE;
}

void
zl_spool_clean(const struct zl_spool *spool, unsigned days)
{
	time_t before = time(NULL) - (time_t)days * 86400;

	if (!each_entry(spool, "done", remove_old, &before))
		zl_message("%s/done: it cannot be cleaned", spool->path);
}
