/* output.h: the folder OUT: whether it is ours, and who holds it. */
#ifndef ZL_OUTPUT_H
#define ZL_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/status.h"

/* A folder below OUT that stays open from one document to the next; see places.c. */
struct zl_open_folder {
	char *path;
	int folder; /* -1: none */
};

enum { ZL_SWEEPERS = 8 };

enum { ZL_OPEN_FOLDERS = 2 }; /* below records/, and others */

struct zl_output {
	const char *path;     /* as given */
	int folder;	      /* descriptor of OUT */
	int temporary;	      /* of OUT/tmp, where files are written before they are renamed */
	int lock;	      /* of OUT/lock; holding it open is holding OUT */
	struct stat identity; /* of OUT, so that a walk can keep out of it */
	bool ignores_case;    /* its file system takes A.xml and a.xml for one name */
	bool has_failures;    /* failures may be there */
	bool has_refused;     /* and such of which the places are refused */
	struct zl_open_folder open[ZL_OPEN_FOLDERS];
	/* Of sweeper.c: whether it was started, its processes, and the pipe to them. */
	bool sweeping;
	pid_t sweepers[ZL_SWEEPERS];
	int sweep;
	uint64_t swept; /* files taken away */
};

/* One that is not open, for zl_output_close to do nothing with. */
extern const struct zl_output zl_output_none;

/*
 * Opens OUT, making it when create is set, and takes its lock.  A folder is ours when it is empty
 * or has our state.db; another one is not touched.  Returns ZL_STATUS_COMPLETE, or the exit status
 * with the reason reported: ZL_STATUS_USAGE when it is not ours, ZL_STATUS_HELD when another run
 * has the lock.  What dead runs left in OUT/tmp is gone afterwards.
 */
int zl_output_open(struct zl_output *, const char *path, bool create);

/*
 * Holds OUT together with others that only read it: no run is at work meanwhile.  Waits up to
 * seconds for one to end.  Nothing is written; the exit status is as of zl_output_open.
 */
int zl_output_share(struct zl_output *, const char *path, unsigned seconds);

/* The same for one who only looks: nothing is made, locked or removed.  An OUT that does not exist
 * is none: output->folder is -1 then. */
int zl_output_look(struct zl_output *, const char *path);

/* Waits until nobody holds OUT, alone or with others, at most so many seconds. */
void zl_output_await(const char *path, unsigned seconds);

/* Lets go of OUT. */
void zl_output_close(struct zl_output *);

/* Who holds OUT, one line without its end, at the end of who; false when nobody does. */
bool zl_output_is_held(const char *path, struct zl_buffer *who);

#endif
