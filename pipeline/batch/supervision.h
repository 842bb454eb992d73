/*
 * supervision.h: the supervisor from within: the loop's state, shared by the files that open
 * sources (sources.c), judge what became of them (outcomes.c) and turn the loop (supervisor.c).
 */
#ifndef ZL_SUPERVISION_H
#define ZL_SUPERVISION_H

#include "supervisor.h"

struct zl_loop {
	struct zl_supervision *work;
	struct zl_pool pool;
	struct zl_publisher publisher;
	struct zl_worker *workers;
	struct zl_errand **put_back; /* jobs of dead workers that had not begun */
	size_t put_back_count;
	int64_t next; /* task */
	int signals;
	int root_folder; /* descriptor of the root used last */
	int64_t root;
	bool root_follow;
	struct zl_buffer name, failure;
	struct zl_answer answer; /* of the worker at hand */
	enum zl_stop stop;
	unsigned deaf; /* workers given up because they could not be heard */
	bool at_once;  /* do not finish what is in hand */
};

/* The run cannot go on; the reason has been said.  Gives false. */
bool zl_loop_broken(struct zl_loop *);

/* The next job, its source open: one put back, or a new one.  Those whose source cannot be opened
 * have failed by then.  NULL when there is none, or the run is broken. */
struct zl_errand *zl_next_job(struct zl_loop *);

enum zl_death { ZL_DEATH_OF_ITSELF, ZL_DEATH_TIMED, ZL_DEATH_REFUSED, ZL_DEATH_NONSENSE };

/* How a document ended, apart from what the worker says in its reply.  The texts are not kept. */
struct zl_ending {
	enum zl_failure code;
	const char *stage, *message;
	const char *sha256;
};

/* The document fails, for a reason that the supervisor saw.  False when the run is broken. */
bool zl_fail_job(struct zl_loop *, const struct zl_errand *, const struct zl_ending *,
		 double seconds);

/* The worker has answered for the job; cpu and seconds are what it took.  False when the run is
 * broken. */
bool zl_take_answer(struct zl_loop *, const struct zl_errand *, const struct zl_answer *,
		    double seconds, double cpu);

/*
 * The worker died over the job: its failure, told from the status of waitpid(2), how it died, and
 * what it left on the board; call is the system call that was refused.
 */
bool zl_fail_dead(struct zl_loop *, const struct zl_errand *, const struct zl_board *board,
		  int status, enum zl_death, int call, double seconds);

#endif
