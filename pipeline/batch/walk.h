/* walk.h: finds the sources below an input folder. */
#ifndef ZL_WALK_H
#define ZL_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct zl_walk_options {
	bool follow;	      /* symbolic links; a folder that contains itself is entered once */
	bool one_file_system; /* do not enter folders on another file system */
	/* fnmatch(3) patterns: with a slash against the path below the input, else the name. */
	const char *const *include; /* NULL-terminated; none: every name */
	const char *const *exclude; /* folders that match are not entered */
	const struct stat *skip;    /* a folder not entered: OUT; NULL for none */
};

/* What a walk saw and did not take. */
struct zl_walk_counts {
	uint64_t folders;
	uint64_t owner_files; /* "~$name": Word's mark that a document is open */
	uint64_t others;      /* regular files that were not wanted, or are excluded */
	uint64_t links;	      /* symbolic links not followed */
	uint64_t special;     /* neither file nor folder nor link */
	uint64_t unreadable;  /* folders and entries that could not be read */
};

struct zl_walk_calls {
	void *context;
	/*
	 * Whether the regular file at name, its path below the root, is one to take or to count at
	 * all; asked before it is examined, so that a shard leaves the files of others alone.
	 * NULL: every one is.
	 */
	bool (*is_ours)(void *context, const char *name, size_t length);
	/* A source; name is its path below the root and not kept.  False ends the walk. */
	bool (*found)(void *context, const char *name, size_t length, const struct stat *);
	/*
	 * Whether the regular file name in the folder, which is path below the root, is a source.
	 * NULL: all are.
	 */
	bool (*is_wanted)(void *context, int folder, const char *name, const char *path,
			  const struct stat *);
	/* A folder or entry that cannot be read, errno as number.  The walk goes on. */
	void (*unreadable)(void *context, const char *name, int number);
	/* The folder to be skipped came up. */
	void (*skipped)(void *context, const char *name);
};

/*
 * Walks the folder open as root from its entry start ("" for root itself), no deeper than 256
 * folders, in the order in which the file system gives entries.  Adds to counts.  False when found
 * ended the walk or memory is out (errno ENOMEM then).
 */
bool zl_walk(int root, const char *start, const struct zl_walk_options *,
	     const struct zl_walk_calls *, struct zl_walk_counts *counts);

/* Which of the shards 1 to of a source belongs to, by its path below the input: the first eight
 * bytes of the path's SHA-256, big-endian, modulo of, plus 1. */
unsigned zl_shard_of(const char *name, size_t length, unsigned of);

#endif
