/* pool.h: the supervisor's side of a worker: starting it, handing over sources, ending it. */
#ifndef ZL_POOL_H
#define ZL_POOL_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "pipeline/state/state_documents.h"
#include "worker.h"

/* A source on its way through a worker. */
struct zl_errand {
	struct zl_source_id source; /* as it was when it was opened; its name is owned */
	int descriptor;		    /* of the source, open for reading */
	char known[65];
};

struct zl_worker {
	pid_t process; /* 0: none */
	int socket;
	struct zl_board *board;
	struct zl_errand *jobs[ZL_QUEUE]; /* the first is at work, the second waits; owned */
	double begun;			  /* when the first began; zl_clock */
	uint64_t cpu;			  /* microseconds used when it began */
	rlim_t limit;			  /* of RLIMIT_CPU, as it was set last; 0: it was not */
	uint64_t served;		  /* replies so far */
};

/* What is the same for all workers of a run. */
struct zl_pool {
	struct zl_worker_setup setup;	    /* socket and board apart */
	unsigned cpu_seconds, wall_seconds; /* a document */
	sigset_t signals;		    /* the mask that workers begin with */
};

/* Starts a process for the worker; false with errno set. */
bool zl_worker_start(const struct zl_pool *, struct zl_worker *);

/* Hands the job over, to be owned by the worker, which has fewer than ZL_QUEUE.  False with errno
 * set, and the job still the caller's, when the worker cannot take it. */
bool zl_worker_give(const struct zl_pool *, struct zl_worker *, struct zl_errand *);

enum zl_word {
	ZL_WORD_NONE,
	ZL_WORD_REPLY,
	ZL_WORD_GONE,	  /* it has died */
	ZL_WORD_NONSENSE, /* it cannot be believed */
	ZL_WORD_DEAF	  /* it cannot be heard, for a reason of ours: errno */
};

/*
 * What the worker says, without waiting.  answer->file is -1 unless a file came with a reply; the
 * caller closes it.  It is sealed, and as long as the reply says.
 */
enum zl_word zl_worker_hear(struct zl_worker *, struct zl_answer *answer);

/* Takes the job at work off the worker; the caller owns it.  NULL when there is none. */
struct zl_errand *zl_worker_take(const struct zl_pool *, struct zl_worker *);

/*
 * Ends the process, if need be by force, and waits for its end at most a few seconds.  Gives the
 * status of waitpid(2), -1 when it could not be had.  Jobs stay with the worker; everything else
 * is given back.
 */
int zl_worker_end(struct zl_worker *, bool force);

void zl_errand_free(struct zl_errand *);

#endif
