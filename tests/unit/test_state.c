/* test_state.c: what the state knows, plans and refuses. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "pipeline/state/state_intents.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "pipeline/state/state_schema.h"
#include "pipeline/state/state_sql.h"

static const struct zl_state_key key = {"rules", "1", "settings", "limits"};
static const struct zl_state_run run = {"run", "", "on", 1};
static char out[64];

static int
make_folder(void **state)
{
	char tmp[96];

	(void)state;
	strcpy(out, "/tmp/zhengli-state-XXXXXX");
	assert_non_null(mkdtemp(out));
	snprintf(tmp, sizeof(tmp), "%s/tmp", out);
	assert_int_equal(mkdir(tmp, 0777), 0);
	return 0;
}

static int
remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", out);
	return system(command);
}

/* Opens the state for a run with the key. */
static void
begin(struct zl_state *state, const struct zl_state_key *with)
{
	char scratch[96];

	snprintf(scratch, sizeof(scratch), "%s/tmp/found.db", out);
	unlink(scratch);
	assert_true(zl_state_open(state, out, ZL_STATE_WRITE));
	assert_true(zl_state_begin(state, &run, with));
}

static struct zl_source_id
source(int64_t root, const char *name, int64_t size)
{
	return (struct zl_source_id){
	    .root = root,
	    .name = name,
	    .length = strlen(name),
	    .stamp = {.size = size, .modified = 2, .changed = 3, .inode = 4},
	};
}

static enum zl_found
find(struct zl_state *state, int64_t root, const char *name, int64_t size)
{
	struct zl_source_id id = source(root, name, size);
	int64_t other;

	return zl_state_found(state, &id, &other);
}

static void
done(struct zl_state *state, int64_t root, const char *name, const char *code)
{
	struct zl_source_id id = source(root, name, 1);
	struct zl_outcome outcome = {.code = code,
				     .stage = "",
				     .message = "",
				     .sha256 = "hash",
				     .record = strcmp(code, "ok") == 0 ? "record" : ""};

	assert_true(zl_state_note(state, ZL_NOTE_OUTCOME, &id, &outcome));
}

static uint64_t
planned(struct zl_state *state, bool verify)
{
	uint64_t count, unchanged;

	assert_true(zl_state_plan(state, verify, &count, &unchanged));
	return count;
}

static enum zl_reason
reason_of(struct zl_state *state, int64_t id, const char *name)
{
	struct zl_buffer found = {0};
	struct zl_task task;
	bool there;

	assert_true(zl_state_task(state, id, &task, &found, &there));
	assert_true(there);
	assert_string_equal(found.data, name);
	zl_buffer_free(&found);
	return task.reason;
}

static void
plans_what_is_new_or_changed(void **unused)
{
	struct zl_state state;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	done(&state, root, "a", "ok");
	done(&state, root, "b", "ok");
	done(&state, root, "c", "not-a-zip");
	done(&state, root, "d", "unreadable");
	(void)find(&state, root, "a", 1);
	(void)find(&state, root, "b", 9);
	(void)find(&state, root, "c", 1);
	(void)find(&state, root, "d", 1);
	(void)find(&state, root, "e", 1);
	assert_int_equal(planned(&state, false), 3);
	assert_int_equal(reason_of(&state, 1, "b"), ZL_REASON_CHANGED);
	assert_int_equal(reason_of(&state, 2, "d"), ZL_REASON_AGAIN);
	assert_int_equal(reason_of(&state, 3, "e"), ZL_REASON_NEW);
	zl_state_close(&state);
}

static void
plans_all_to_verify(void **unused)
{
	struct zl_state state;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	done(&state, root, "a", "ok");
	(void)find(&state, root, "a", 1);
	assert_int_equal(planned(&state, true), 1);
	assert_int_equal(reason_of(&state, 1, "a"), ZL_REASON_CHANGED);
	zl_state_close(&state);
}

/* New rules concern all; new limits only what failed. */
static void
plans_by_key(void **unused)
{
	const struct zl_state_key keys[] = {{"other", "1", "settings", "limits"},
					    {"rules", "2", "settings", "limits"},
					    {"rules", "1", "other", "limits"},
					    {"rules", "1", "settings", "other"}};
	struct zl_state state;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	done(&state, root, "a", "ok");
	done(&state, root, "b", "too-large");
	zl_state_close(&state);
	for (int i = 0; i < 4; i++) {
		begin(&state, &keys[i]);
		(void)find(&state, root, "a", 1);
		(void)find(&state, root, "b", 1);
		assert_int_equal(planned(&state, false), i == 3 ? 1 : 2);
		assert_int_equal(reason_of(&state, 1, i == 3 ? "b" : "a"), ZL_REASON_KEY);
		zl_state_close(&state);
	}
}

static void
tells_collisions(void **unused)
{
	struct zl_buffer one = {0}, two = {0};
	struct zl_state state;
	bool nested;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	int64_t other = zl_state_root(&state, "/other", false);
	assert_int_equal(zl_state_root(&state, "/in", false), root);
	assert_int_not_equal(other, root);
	assert_int_equal(find(&state, root, "a.docx", 1), ZL_FOUND_NEW);
	assert_int_equal(find(&state, root, "a.docx", 1), ZL_FOUND_TWICE);
	assert_int_equal(find(&state, other, "a.docx", 1), ZL_FOUND_COLLISION);
	assert_true(zl_state_nested(&state, &one, &two, &nested));
	assert_false(nested);
	assert_int_equal(find(&state, other, "a.docx.xml/x.xml/b.docx", 1), ZL_FOUND_NEW);
	assert_true(zl_state_nested(&state, &one, &two, &nested));
	assert_true(nested);
	assert_string_equal(one.data, "a.docx");
	zl_buffer_free(&one);
	zl_buffer_free(&two);
	zl_state_close(&state);
}

static bool
is_gone(void *context, const char *name, bool record)
{
	assert_true(record);
	strcat(context, name);
	return strcmp(name, "a") == 0;
}

static void
marks_what_is_gone(void **unused)
{
	struct zl_state state;
	char asked[16] = "";
	uint64_t missing = 0;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	done(&state, root, "a", "ok");
	done(&state, root, "b", "ok");
	done(&state, root, "c", "ok");
	(void)find(&state, root, "c", 1);
	assert_int_equal(planned(&state, false), 0);
	assert_true(zl_state_mark_missing(&state, root, is_gone, asked, &missing));
	assert_string_equal(asked, "ab");
	assert_int_equal(missing, 1);
	/* It comes back as it was: nothing is to be done. */
	(void)find(&state, root, "a", 1);
	assert_int_equal(planned(&state, false), 0);
	assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM documents WHERE missing"),
			 0);
	zl_state_close(&state);
}

static void
keeps_the_record_of_what_cannot_be_read(void **unused)
{
	struct zl_outcome outcome = {
	    .code = "vanished", .stage = "read", .message = "", .sha256 = "", .record = ""};
	struct zl_state state;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	struct zl_source_id id = source(root, "a", 1);
	done(&state, root, "a", "ok");
	assert_true(zl_state_note(&state, ZL_NOTE_UNREAD, &id, &outcome));
	assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM documents"
						 " WHERE code = 'vanished' AND record = 'record'"),
			 1);
	zl_state_close(&state);
}

static void
retries_by_code(void **unused)
{
	const char *codes[] = {"timeout", NULL};
	struct zl_state state;
	uint64_t count;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	done(&state, root, "a", "ok");
	done(&state, root, "b", "timeout");
	done(&state, root, "c", "crash");
	assert_true(zl_state_plan_retry(&state, codes, &count));
	assert_int_equal(count, 1);
	assert_int_equal(reason_of(&state, 1, "b"), ZL_REASON_AGAIN);
	zl_state_close(&state);
}

/* Makes a state as an older or newer program would have. */
static void
make_version(int version)
{
	char path[96], pragma[96];
	sqlite3 *database;

	snprintf(path, sizeof(path), "%s/state.db", out);
	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	for (int i = 0; i < version && i < ZL_STATE_VERSION; i++)
		assert_int_equal(sqlite3_exec(database, zl_state_steps[i], NULL, NULL, NULL),
				 SQLITE_OK);
	snprintf(pragma, sizeof(pragma), "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 ZL_STATE_APPLICATION, version);
	assert_int_equal(sqlite3_exec(database, pragma, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

static void
brings_older_states_up_to_date(void **unused)
{
	struct zl_state state;

	(void)unused;
	make_version(1);
	begin(&state, &key);
	assert_int_equal(zl_state_number(&state, "PRAGMA user_version"), ZL_STATE_VERSION);
	assert_true(zl_state_set_meta(&state, "shard", "1/2"));
	zl_state_close(&state);
}

static void
refuses_later_states(void **unused)
{
	struct zl_state state;

	(void)unused;
	make_version(ZL_STATE_VERSION + 1);
	assert_false(zl_state_open(&state, out, ZL_STATE_WRITE));
}

static void
refuses_what_is_no_state(void **unused)
{
	struct zl_state state;
	char path[96];

	(void)unused;
	assert_false(zl_state_open(&state, out, ZL_STATE_READ));
	snprintf(path, sizeof(path), "%s/state.db", out);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	for (int i = 0; i < 1000; i++)
		fputs("this is no database\n", file);
	fclose(file);
	assert_false(zl_state_open(&state, out, ZL_STATE_WRITE));
}

/* A dry run sees the state and leaves it as it was. */
static void
writes_nothing_when_dry(void **unused)
{
	struct zl_state state;

	(void)unused;
	begin(&state, &key);
	zl_state_close(&state);
	assert_true(zl_state_open(&state, out, ZL_STATE_DRY));
	assert_true(zl_state_begin(&state, &run, &key));
	int64_t root = zl_state_root(&state, "/in", false);
	(void)find(&state, root, "a", 1);
	assert_int_equal(planned(&state, false), 1);
	zl_state_close(&state);
	assert_true(zl_state_open(&state, out, ZL_STATE_READ));
	assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM runs"), 1);
	assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM roots"), 0);
	zl_state_close(&state);
}

static bool
is_no_other(void *context, const char *found, int64_t root, const char *known, int64_t known_root)
{
	assert_string_equal(found, "b/Ünit.docx");
	assert_string_equal(known, "B/üNIT.docx");
	assert_int_equal(root, known_root);
	return *(bool *)context;
}

/* Where case is ignored, two names found may be one; and one found another of an earlier run. */
static void
finds_names_that_fold(void **unused)
{
	struct zl_buffer one = {0}, two = {0};
	struct zl_state state;
	bool clash, same = false;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	(void)find(&state, root, "a/Report.docx", 1);
	(void)find(&state, root, "A/report.DOCX", 1);
	assert_true(zl_state_folded(&state, &one, &two, is_no_other, &same, &clash));
	assert_true(clash);
	assert_string_equal(one.data, "A/report.DOCX");
	assert_string_equal(two.data, "a/Report.docx");
	zl_state_close(&state);
	for (int i = 0; i < 2; i++, same = true) {
		begin(&state, &key);
		done(&state, root, "B/üNIT.docx", "ok");
		(void)find(&state, root, "b/Ünit.docx", 1);
		assert_true(zl_state_folded(&state, &one, &two, is_no_other, &same, &clash));
		assert_int_equal(clash, !same);
		/* Its record is another's from now on. */
		assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM documents"
							 " WHERE record = 'record'"),
				 !same);
		zl_state_close(&state);
	}
	zl_buffer_free(&one);
	zl_buffer_free(&two);
}

/* What a dead run was about to publish is known to the next one, until that has seen to it. */
static void
keeps_intents(void **unused)
{
	struct zl_buffer name = {0};
	struct zl_intent intent;
	struct zl_state state;
	bool there;

	(void)unused;
	begin(&state, &key);
	int64_t root = zl_state_root(&state, "/in", false);
	struct zl_source_id a = source(root, "a", 1), b = source(root, "b", 1);
	done(&state, root, "a", "ok");
	assert_true(zl_state_intend(&state, 1, &a));
	assert_true(zl_state_intend(&state, 2, &b));
	assert_true(zl_state_intend(&state, 3, &b));
	assert_true(zl_state_fulfil(&state, 3));
	zl_state_close(&state);
	begin(&state, &key);
	assert_true(zl_state_intent(&state, 0, &intent, &name, &there));
	assert_true(there && intent.known && intent.ok);
	assert_string_equal(intent.record, "record");
	assert_true(zl_state_restate(&state, &name, &intent, "ok", "other", 5));
	assert_true(zl_state_intent(&state, 1, &intent, &name, &there));
	assert_true(there && !intent.known);
	assert_string_equal(name.data, "b");
	assert_true(zl_state_intent(&state, 2, &intent, &name, &there));
	assert_false(there);
	assert_true(zl_state_forget_intents(&state));
	/* The record is that on the disk; its document is made again. */
	(void)find(&state, root, "a", 1);
	assert_int_equal(planned(&state, false), 1);
	assert_int_equal(reason_of(&state, 1, "a"), ZL_REASON_CHANGED);
	assert_int_equal(zl_state_number(&state, "SELECT count(*) FROM documents"
						 " WHERE record = 'other' AND sha256 = ''"),
			 1);
	zl_buffer_free(&name);
	zl_state_close(&state);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(plans_what_is_new_or_changed),
	    TEST(plans_all_to_verify),
	    TEST(plans_by_key),
	    TEST(tells_collisions),
	    TEST(marks_what_is_gone),
	    TEST(keeps_the_record_of_what_cannot_be_read),
	    TEST(retries_by_code),
	    TEST(brings_older_states_up_to_date),
	    TEST(refuses_later_states),
	    TEST(refuses_what_is_no_state),
	    TEST(writes_nothing_when_dry),
	    TEST(finds_names_that_fold),
	    TEST(keeps_intents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
