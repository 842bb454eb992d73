/* pool.h: the supervisor's side of a worker: starting it, handing over sources, ending it. */
#ifndef ZL_POOL_H
#define ZL_POOL_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>

#include "base/buffer.h"
#include "base/status.h"
#include "pipeline/state/state_documents.h"
#include "worker.h"

/* A document on its way through a worker. */
struct zl_job {
	struct zl_source_id source; /* as it was when it was opened; its name is owned */
	int descriptor;		    /* of the source, open for reading */
	char known[65];		    /* SHA-256 for which nothing need be done; "" for none */
	unsigned deaths;	    /* workers that died over it */
	bool fresh;		    /* only a worker that has done nothing before may have it */
};

struct zl_worker {
	pid_t process; /* 0: none */
	int socket;
	struct zl_status_page *page;
	struct zl_job *jobs[ZL_QUEUE]; /* the first is at work, the second waits; owned */
	uint64_t nonces[ZL_QUEUE];     /* of their requests */
	double begun;		       /* when the first began; zl_clock */
	double cpu;		       /* seconds of a processor used when it began */
	clockid_t clock;	       /* that tells them */
	rlim_t limit;		       /* of RLIMIT_CPU, as it was set last; 0: it was not */
	uint64_t served;	       /* replies so far */
	struct zl_reply reply;	       /* the one that came, or is coming, in */
	struct zl_buffer finished;     /* what came behind it */
	bool coming;		       /* the reply is not complete */
	bool ready;		       /* its rules are: zl_rules_ready */
};

/* What is the same for all workers of a run. */
struct zl_pool {
	struct zl_worker_setup setup;	    /* socket and page apart */
	unsigned cpu_seconds, wall_seconds; /* a document */
	uint64_t record_bytes;		    /* the ceiling on a record */
	sigset_t signals;		    /* the mask that workers begin with */
};

/* Starts a process for the worker; ZL_FAILED with errno set. */
ZL_NODISCARD enum zl_status zl_worker_start(const struct zl_pool *, struct zl_worker *);

/* Hands the job over, to be owned by the worker, which has fewer than ZL_QUEUE.  ZL_FAILED with
 * errno set, and the job still the caller's, when the worker cannot take it. */
ZL_NODISCARD enum zl_status zl_worker_give(const struct zl_pool *, struct zl_worker *,
					   struct zl_job *);

enum zl_received {
	ZL_RECEIVED_NOTHING,
	ZL_RECEIVED_REPLY,	    /* worker->reply and worker->finished are complete */
	ZL_RECEIVED_END,	    /* it has died */
	ZL_RECEIVED_PROTOCOL_ERROR, /* what it says is no reply to what it was asked */
	ZL_RECEIVED_TOO_LARGE,	    /* beyond the ceiling on a record, or our memory */
	ZL_RECEIVED_UNREADABLE	    /* the socket cannot be read, for a reason of ours: errno */
};

/*
 * Receives from the worker, without waiting.  The texts of a reply are clean UTF-8 then; whether it
 * is true is for check.h.
 */
ZL_NODISCARD enum zl_received zl_worker_receive(const struct zl_pool *, struct zl_worker *);

/* Seconds of a processor that the worker's process has used, by the kernel's account. */
double zl_worker_cpu(const struct zl_worker *);

/* Takes the job at work off the worker; the caller owns it.  NULL when there is none. */
struct zl_job *zl_worker_take(const struct zl_pool *, struct zl_worker *);

/*
 * Ends the process, if need be by force, and waits for its end at most a few seconds.  Returns the
 * status of waitpid(2), -1 when it could not be had.  Jobs stay with the worker; everything else
 * is given back.
 */
int zl_worker_end(struct zl_worker *, bool force);

void zl_job_free(struct zl_job *);

#endif
