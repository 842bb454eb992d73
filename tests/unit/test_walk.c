/* test_walk.c: which sources a walk finds, in folders that are made for it. */
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

#include "pipeline/batch/walk.h"
#include "pipeline/common/system.h"

struct tree {
	char path[64];
	int root;
	char names[4096]; /* each found name between newlines, in the order found */
	unsigned found, troubles;
	unsigned end_after; /* found ends the walk after so many; 0: never */
};

static int
make_tree(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	assert_non_null(tree);
	strcpy(tree->path, "/tmp/zhengli-walk-XXXXXX");
	assert_non_null(mkdtemp(tree->path));
	tree->root = open(tree->path, O_RDONLY | O_DIRECTORY);
	assert_true(tree->root != -1);
	strcpy(tree->names, "\n");
	*state = tree;
	return 0;
}

static int
remove_tree(void **state)
{
	struct tree *tree = *state;
	char command[128];

	close(tree->root);
	snprintf(command, sizeof(command), "rm -rf '%s'", tree->path);
	assert_int_equal(system(command), 0);
	free(tree);
	return 0;
}

static void
make_file(const struct tree *tree, const char *name)
{
	int file = openat(tree->root, name, O_CREAT | O_WRONLY, 0666);

	assert_true(file != -1);
	close(file);
}

static bool
note_found(void *context, const char *name, size_t length, const struct stat *status)
{
	struct tree *tree = context;

	assert_int_equal(strlen(name), length);
	assert_true(S_ISREG(status->st_mode));
	strcat(tree->names, name);
	strcat(tree->names, "\n");
	return ++tree->found != tree->end_after;
}

static void
note_unreadable(void *context, const char *name, int number)
{
	struct tree *tree = context;

	(void)name;
	assert_int_not_equal(number, 0);
	tree->troubles++;
}

static void
note_skipped(void *context, const char *name)
{
	(void)context;
	assert_non_null(name);
}

static bool
walk(struct tree *tree, const char *start, const struct zl_walk_options *options,
     struct zl_walk_counts *counts)
{
	struct zl_walk_calls calls = {.context = tree,
				      .found = note_found,
				      .unreadable = note_unreadable,
				      .skipped = note_skipped};

	return zl_walk(tree->root, start, options, &calls, counts);
}

static void
takes_regular_files(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {0};
	struct zl_walk_counts counts = {0};

	mkdirat(tree->root, "a", 0777);
	mkdirat(tree->root, "a/b.docx", 0777);
	make_file(tree, "a/b.docx/1.docx");
	make_file(tree, "a/2.DOCM");
	make_file(tree, "3.dotx");
	make_file(tree, ".docx");
	make_file(tree, "~$3.docx");
	make_file(tree, "4.doc");
	make_file(tree, "\xff\n.docx");
	assert_int_equal(mkfifoat(tree->root, "5.docx", 0666), 0);
	assert_true(walk(tree, "", &options, &counts));
	assert_int_equal(tree->found, 6);
	assert_non_null(strstr(tree->names, "\na/b.docx/1.docx\n"));
	assert_non_null(strstr(tree->names, "\n\xff\n.docx\n"));
	assert_int_equal(counts.folders, 3);
	assert_int_equal(counts.owner_files, 1);
	assert_int_equal(counts.others, 0);
	assert_int_equal(counts.special, 1);
	assert_int_equal(tree->troubles, 0);
}

static void
keeps_to_patterns(void **state)
{
	struct tree *tree = *state;
	const char *include[] = {"*.xml", "a/*.docx", NULL}, *exclude[] = {"skip", "a/no*", NULL};
	struct zl_walk_options options = {.include = include, .exclude = exclude};
	struct zl_walk_counts counts = {0};

	mkdirat(tree->root, "a", 0777);
	mkdirat(tree->root, "skip", 0777);
	make_file(tree, "a/1.docx");
	make_file(tree, "a/no.docx");
	make_file(tree, "2.docx");
	make_file(tree, "3.xml");
	make_file(tree, "skip/4.xml");
	assert_true(walk(tree, "", &options, &counts));
	assert_int_equal(tree->found, 2);
	assert_non_null(strstr(tree->names, "\na/1.docx\n"));
	assert_non_null(strstr(tree->names, "\n3.xml\n"));
	assert_int_equal(counts.others, 2);
}

static void
follows_links_when_asked(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {0};
	struct zl_walk_counts counts = {0};

	mkdirat(tree->root, "a", 0777);
	make_file(tree, "a/1.docx");
	assert_int_equal(symlinkat("..", tree->root, "a/up"), 0);
	assert_int_equal(symlinkat("a", tree->root, "b"), 0);
	assert_int_equal(symlinkat("a/1.docx", tree->root, "2.docx"), 0);
	assert_int_equal(symlinkat("nowhere", tree->root, "3.docx"), 0);
	assert_true(walk(tree, "", &options, &counts));
	assert_int_equal(tree->found, 1);
	assert_int_equal(counts.links, 4);
	options.follow = true;
	assert_true(walk(tree, "", &options, &counts));
	assert_int_equal(tree->found, 1 + 3);
	assert_non_null(strstr(tree->names, "\nb/1.docx\n"));
	assert_int_equal(tree->troubles, 0);
}

static void
bears_depth(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {0};
	struct zl_walk_counts counts = {0};
	int folder = dup(tree->root);

	for (int i = 0; i < 400; i++) {
		assert_int_equal(mkdirat(folder, "d", 0777), 0);
		int next = openat(folder, "d", O_RDONLY | O_DIRECTORY);
		close(folder);
		folder = next;
	}
	close(folder);
	assert_true(walk(tree, "", &options, &counts));
	assert_int_equal(tree->troubles, 1);
	assert_int_equal(counts.folders, 257);
}

static void
ends_when_told(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {0};
	struct zl_walk_counts counts = {0};

	make_file(tree, "1.docx");
	make_file(tree, "2.docx");
	tree->end_after = 1;
	assert_false(walk(tree, "", &options, &counts));
	assert_int_equal(tree->found, 1);
	assert_true(walk(tree, "nowhere", &options, &counts));
	assert_int_equal(tree->troubles, 1);
}

static void
opens_without_waiting(void **state)
{
	struct tree *tree = *state;

	assert_int_equal(mkfifoat(tree->root, "fifo", 0666), 0);
	make_file(tree, "file");
	assert_int_equal(symlinkat("file", tree->root, "link"), 0);
	int fifo = zl_open_below(tree->root, "fifo", O_RDONLY, 0, false);
	assert_true(fifo != -1);
	close(fifo);
	assert_int_equal(zl_open_below(tree->root, "link", O_RDONLY, 0, false), -1);
	assert_int_equal(errno, ELOOP);
	int file = zl_open_below(tree->root, "link", O_RDONLY, 0, true);
	assert_true(file != -1);
	close(file);
}

static void
shards_share_all(void **state)
{
	unsigned counts[4] = {0};
	char name[32];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		int length = snprintf(name, sizeof(name), "%d.docx", i);
		unsigned shard = zl_shard_of(name, (size_t)length, 3);
		assert_in_range(shard, 1, 3);
		counts[shard]++;
	}
	for (int i = 1; i <= 3; i++)
		assert_in_range(counts[i], 900, 1100);
	/* From sha256sum: the rule stands in other people's scripts. */
	assert_int_equal(zl_shard_of("2021/a.docx", 11, 7), 7);
}

static bool
is_short(void *context, const char *name, size_t length)
{
	(void)context;
	(void)name;
	return length <= 8;
}

/* What is another's is neither found nor counted, whatever it is called; folders are entered. */
static void
leaves_others_alone(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {0};
	struct zl_walk_counts counts = {0};
	struct zl_walk_calls calls = {.context = tree,
				      .is_ours = is_short,
				      .found = note_found,
				      .unreadable = note_unreadable,
				      .skipped = note_skipped};

	assert_int_equal(mkdirat(tree->root, "a longer folder", 0777), 0);
	make_file(tree, "a longer folder/1.docx");
	make_file(tree, "1.docx");
	make_file(tree, "~$1.docx");
	make_file(tree, "~$longer.docx");
	make_file(tree, "longer.docx");
	assert_true(zl_walk(tree->root, "", &options, &calls, &counts));
	assert_string_equal(tree->names, "\n1.docx\n");
	assert_int_equal(counts.folders, 2);
	assert_int_equal(counts.owner_files, 1);
}

/* Folders that link to each other have endless paths; those with few links on them are walked. */
static void
bounds_links(void **state)
{
	struct tree *tree = *state;
	struct zl_walk_options options = {.follow = true};
	struct zl_walk_counts counts = {0};
	char path[32], target[32];

	for (int i = 0; i < 12; i++) {
		snprintf(path, sizeof(path), "%c", 'a' + i);
		assert_int_equal(mkdirat(tree->root, path, 0777), 0);
	}
	for (int i = 0; i < 11; i++) {
		snprintf(path, sizeof(path), "%c/x", 'a' + i);
		snprintf(target, sizeof(target), "../%c", 'a' + i + 1);
		assert_int_equal(symlinkat(target, tree->root, path), 0);
	}
	assert_true(walk(tree, "", &options, &counts));
	/* a/x/x... with more than eight links, b/x..., c/x... */
	assert_int_equal(tree->troubles, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(takes_regular_files, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(keeps_to_patterns, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(follows_links_when_asked, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(bears_depth, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(bounds_links, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(ends_when_told, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(opens_without_waiting, make_tree, remove_tree),
	    cmocka_unit_test_setup_teardown(leaves_others_alone, make_tree, remove_tree),
	    cmocka_unit_test(shards_share_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
