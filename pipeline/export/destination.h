/*
 * destination.h: what an export writes, complete or not at all.
 *
 * DEST.part-PID is written beside DEST; when all of it is on the disk it gets its name.  What is
 * called DEST already is never written over.  Calls that fail say why (zl_message).
 */
#ifndef ZL_DESTINATION_H
#define ZL_DESTINATION_H

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct zl_destination {
	const char *path;     /* DEST as given */
	char *part;	      /* what is written instead */
	bool single;	      /* one file, no folder */
	int parent;	      /* descriptor of the folder that DEST is in */
	int folder;	      /* of the part; -1 when single */
	int listed;	      /* of a file without a name: members of manifest.json's files */
	struct zl_sink *sums; /* SHA256SUMS; NULL for a target that lists its files itself */
	uint64_t files;

	/* A list that a target keeps itself: of files below a folder, by their paths from there. */
	struct zl_sink *also;
	size_t also_from;  /* bytes of the folder and its slash */
	bool also_encoded; /* % and line ends in paths as RFC 8493 has them */
	uint64_t also_files, also_bytes;
};

/* A file on its way to the disk, hashed as it is written. */
struct zl_sink {
	struct zl_destination *destination;
	char *path; /* below DEST */
	int file;
	struct sha256_ctx hash;
	uint64_t bytes;
	size_t filled;
	bool failed; /* said, and the rest is not written */
	bool unlisted;
	char data[32 << 10];
};

/*
 * Makes the part, unless it is a single file, which the caller makes.  Where sums is set files are
 * listed in SHA256SUMS.  A DEST that is there is a usage error: ZL_STATUS_USAGE is returned then.
 */
int zl_destination_begin(struct zl_destination *, const char *path, bool single, bool sums);

/*
 * Lists what was written in SHA256SUMS, brings everything to the disk and gives it its name.  The
 * destination is closed afterwards in any case; ZL_FAILED: nothing is left of it.
 */
enum zl_status zl_destination_finish(struct zl_destination *) ZL_NODISCARD;

/* Removes what was written; does nothing after zl_destination_finish. */
void zl_destination_abandon(struct zl_destination *);

/* Opens a new file below DEST, making the folders that lead to it; NULL on failure. */
struct zl_sink *zl_sink_open(struct zl_destination *, const char *path);
void zl_sink_write(struct zl_sink *, const void *bytes, size_t length);
void zl_sink_text(struct zl_sink *, const char *text);

/* Writes the rest, closes and lists it; sha256 (65 bytes) may be NULL.  Frees the sink. */
enum zl_status zl_sink_close(struct zl_sink *, char *sha256) ZL_NODISCARD;
void zl_sink_drop(struct zl_sink *); /* NULL is fine */

/* A whole file at once. */
enum zl_status zl_destination_file(struct zl_destination *, const char *path, const void *bytes,
				   size_t length) ZL_NODISCARD;

/* Lists a file that somebody else wrote below DEST. */
enum zl_status zl_destination_adopt(struct zl_destination *, const char *path) ZL_NODISCARD;

/*
 * Adds a component of a path, at the end of out: cut where it is longer than file systems take,
 * with 16 digits of its SHA-256 then, so that each still has a name of its own.
 */
void zl_component(struct zl_buffer *out, const char *name, size_t length, const char *suffix);

/* The same for each component of a path; suffix goes to the last. */
void zl_components(struct zl_buffer *out, const char *path, size_t length, const char *suffix);

/* SHA-256 and bytes of a file; false with errno set. */
bool zl_hash_file(int folder, const char *path, char sha256[65], uint64_t *bytes);

#endif
