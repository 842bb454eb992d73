/* test_output.c: the folder OUT: its lock, its places, its names. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "pipeline/batch/places.h"
#include "pipeline/common/command.h"

static char out[64];

static int
make_name(void **state)
{
	(void)state;
	strcpy(out, "/tmp/zhengli-output-XXXXXX");
	assert_non_null(mkdtemp(out));
	return rmdir(out);
}

static int
remove_folder(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf '%s'", out);
	return system(command);
}

static void
is_held_by_one(void **state)
{
	struct zl_output first, second;
	struct zl_buffer who = {0};

	(void)state;
	assert_false(zl_output_is_held(out, &who));
	assert_int_equal(zl_output_open(&first, out, true), ZL_STATUS_COMPLETE);
	assert_int_equal(zl_output_open(&second, out, true), ZL_STATUS_HELD);
	zl_output_close(&second);
	assert_true(zl_output_is_held(out, &who));
	assert_non_null(strstr(who.data, "process "));
	assert_non_null(strstr(who.data, " since "));
	zl_output_close(&first);
	assert_false(zl_output_is_held(out, &who));
	assert_int_equal(zl_output_open(&second, out, false), ZL_STATUS_COMPLETE);
	zl_output_close(&second);
	zl_buffer_free(&who);
}

static void
clears_what_dead_runs_left(void **state)
{
	struct zl_output output;

	(void)state;
	assert_int_equal(zl_output_open(&output, out, true), ZL_STATUS_COMPLETE);
	close(openat(output.temporary, "17", O_CREAT | O_WRONLY, 0666));
	zl_output_close(&output);
	assert_int_equal(zl_output_open(&output, out, true), ZL_STATUS_COMPLETE);
	assert_int_equal(faccessat(output.temporary, "17", F_OK, 0), -1);
	zl_output_close(&output);
}

/* Publishes an empty file at target. */
static void
put(struct zl_output *output, const char *target)
{
	close(openat(output->temporary, "1", O_CREAT | O_WRONLY, 0666));
	assert_true(zl_place_put(output, "1", target));
}

static void
makes_and_removes_folders(void **state)
{
	struct zl_output output;

	(void)state;
	assert_int_equal(zl_output_open(&output, out, true), ZL_STATUS_COMPLETE);
	put(&output, "failed/a/b/c.xml");
	put(&output, "failed/a/d.xml");
	assert_true(zl_place_remove(&output, "failed/a/b/c.xml"));
	assert_int_equal(faccessat(output.folder, "failed/a/b", F_OK, 0), -1);
	assert_int_equal(faccessat(output.folder, "failed/a/d.xml", F_OK, 0), 0);
	assert_true(zl_place_remove(&output, "failed/a/d.xml"));
	assert_int_equal(faccessat(output.folder, "failed/a", F_OK, 0), -1);
	assert_int_equal(faccessat(output.folder, "failed", F_OK, 0), 0);
	assert_true(zl_place_remove(&output, "failed/a/d.xml"));
	zl_output_close(&output);
}

static void
names_records_by_their_source(void **state)
{
	struct zl_buffer target = {0};

	(void)state;
	zl_place_of(ZL_OUTPUT_RECORDS, "2021/a.docx", 11, &target);
	assert_string_equal(target.data, "records/2021/a.docx.xml");
	zl_place_of(ZL_OUTPUT_FAILED, "\xff", 1, &target);
	assert_string_equal(target.data, "failed/\xff.xml");
	zl_buffer_free(&target);
}

/* A name of 255 bytes has no room for ".xml": two that differ at their end stay two. */
static void
shortens_long_names(void **state)
{
	struct zl_buffer one = {0}, two = {0};
	char name[2 + 255];

	(void)state;
	memcpy(name, "d/", 2);
	for (int i = 0; i < 255; i += 3)
		memcpy(name + 2 + i, "\xe6\x95\xb4", 3);
	zl_place_of(ZL_OUTPUT_RECORDS, name, 2 + 251, &one);
	assert_int_equal(one.length, strlen("records/d/") + 255);
	zl_place_of(ZL_OUTPUT_RECORDS, name, sizeof(name), &one);
	memcpy(name + sizeof(name) - 3, "\xe7\x90\x86", 3);
	zl_place_of(ZL_OUTPUT_RECORDS, name, sizeof(name), &two);
	assert_true(one.length - strlen("records/d/") <= 255);
	assert_string_not_equal(one.data, two.data);
	assert_memory_equal(one.data, two.data, one.length - 4 - 32);
	/* Cut between characters. */
	assert_int_equal((one.length - strlen("records/d/") - 4 - 33) % 3, 0);
	zl_buffer_free(&one);
	zl_buffer_free(&two);
}

/* A name that ends as a cut one does is none of a short form of another. */
static void
keeps_cut_names_apart(void **state)
{
	struct zl_buffer one = {0}, two = {0};
	char name[255];

	(void)state;
	memset(name, 'a', sizeof(name));
	zl_place_of(ZL_OUTPUT_RECORDS, name, sizeof(name), &one);
	const char *cut = one.data + strlen("records/");
	zl_place_of(ZL_OUTPUT_RECORDS, cut, strlen(cut) - strlen(".xml"), &two);
	assert_string_not_equal(one.data, two.data);
	zl_place_of_refused("x", 1, &one);
	zl_place_of(ZL_OUTPUT_FAILED, one.data + strlen("failed/"),
		    one.length - strlen("failed/.xml"), &two);
	assert_string_not_equal(one.data, two.data);
	zl_buffer_free(&one);
	zl_buffer_free(&two);
}

/* What leads out of OUT is no place: not a link to a folder, nor a link where a file is to be. */
static void
follows_no_links(void **state)
{
	struct zl_output output;
	char other[96];

	(void)state;
	snprintf(other, sizeof(other), "%s-other", out);
	assert_int_equal(mkdir(other, 0777), 0);
	assert_int_equal(zl_output_open(&output, out, true), ZL_STATUS_COMPLETE);
	put(&output, "records/a.xml");
	assert_int_equal(symlinkat(other, output.folder, "records/b"), 0);
	close(openat(output.temporary, "1", O_CREAT | O_WRONLY, 0666));
	assert_false(zl_place_put(&output, "1", "records/b/a.xml"));
	assert_true(zl_is_refusal(errno));
	assert_int_equal(zl_place_open(&output, "records/b/a.xml"), -1);
	zl_output_close(&output);
	assert_int_equal(rmdir(other), 0);
}

/* A folder with what is somebody else's is not touched. */
static void
takes_no_foreign_folder(void **state)
{
	static const char *const foreign[] = {"letter.docx", "tmp/photo.jpg", "lock"};
	struct zl_output output;
	char path[512];

	(void)state;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		snprintf(path, sizeof(path), "mkdir -p %s/tmp && echo precious >%s/%s", out, out,
			 foreign[i]);
		assert_int_equal(system(path), 0);
		assert_int_equal(zl_output_open(&output, out, true), ZL_STATUS_USAGE);
		zl_output_close(&output);
		snprintf(path, sizeof(path), "grep -q precious %s/%s && rm -r %s", out, foreign[i],
			 out);
		assert_int_equal(system(path), 0);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_name, remove_folder)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(is_held_by_one),
	    TEST(clears_what_dead_runs_left),
	    TEST(makes_and_removes_folders),
	    TEST(names_records_by_their_source),
	    TEST(shortens_long_names),
	    TEST(keeps_cut_names_apart),
	    TEST(follows_no_links),
	    TEST(takes_no_foreign_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
