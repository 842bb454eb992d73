/* outcomes.h: what became of a document: from its worker's reply, or from its worker's end. */
#ifndef ZL_OUTCOMES_H
#define ZL_OUTCOMES_H

#include "base/status.h"
#include "loop.h"

/* How a document ended, where the supervisor saw it.  The texts are not kept. */
struct zl_ending {
	enum zl_failure code;
	const char *stage, *part, *message; /* "" for none */
	uint32_t line, n;		    /* 0 for none */
	const char *sha256;		    /* of the source; "" when not known */
	bool passing; /* it is no fault of the document: the next run tries it again */
};

/* The document fails.  ZL_FAILED when the run cannot go on. */
ZL_NODISCARD enum zl_status zl_fail_job(struct zl_loop *, const struct zl_job *,
					const struct zl_ending *, double seconds);

/* A record has no place, errno is number: the calling of struct zl_publisher. */
enum zl_status zl_fail_refused(void *loop, const struct zl_source_id *, int number,
			       struct zl_outcome *outcome, struct zl_buffer *text);

enum zl_verdict {
	ZL_VERDICT_FATAL, /* the run cannot go on */
	ZL_VERDICT_DONE,  /* the document is done */
	ZL_VERDICT_END,	  /* the same, and the worker is to end */
	ZL_VERDICT_LIE,	  /* the reply is not to be believed: end the worker */
	ZL_VERDICT_AGAIN  /* the document needs a fresh worker */
};

/* Judges the reply that the worker gave for its first job; cpu and seconds are what it took. */
ZL_NODISCARD enum zl_verdict zl_take_reply(struct zl_loop *, struct zl_worker *, double seconds,
					   double cpu);

enum zl_death {
	ZL_DEATH_OF_ITSELF,
	ZL_DEATH_TIMED,	  /* ended by the supervisor: out of time */
	ZL_DEATH_REFUSED, /* the sandbox refused a system call */
	ZL_DEATH_LIED	  /* ended by the supervisor: a reply that cannot be true */
};

/*
 * The worker died over the job: its failure, told from the status of waitpid(2), how it died, and
 * the stage that it left on its page; call is the system call that was refused.
 */
ZL_NODISCARD enum zl_status zl_fail_dead(struct zl_loop *, const struct zl_job *, int stage,
					 int status, enum zl_death, int call, double seconds);

#endif
