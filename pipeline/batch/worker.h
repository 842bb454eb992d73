/*
 * worker.h: the process that converts, and what it and the supervisor say to each other.
 *
 * They share a SOCK_SEQPACKET pair and a status page.  A request is one message: the struct, the
 * name behind it and the source as a descriptor with it.  A reply is one message or more: the
 * struct, and behind it the bytes of what is finished, as many as ZL_PIECE in each message.  No
 * descriptor ever comes from a worker, and no memory that it could share.  On the status page it
 * keeps what must be known should it die.
 *
 * A document may have taken the worker over: the supervisor believes nothing in a reply that it can
 * find out itself, and checks the rest (check.h).
 */
#ifndef ZL_WORKER_H
#define ZL_WORKER_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "convert.h"

enum { ZL_QUEUE = 2 }; /* documents with a worker: one at work, one waiting */

struct zl_request {
	uint64_t nonce;	      /* to be given back; a reply ahead of its request cannot know it */
	uint32_t name_length; /* bytes of the name behind the struct, at most ZL_NAME_MOST */
	uint64_t size;	      /* of the source when it was opened */
	char known[65];	      /* SHA-256 for which nothing need be done; "" for none */
};

enum { ZL_NAME_MOST = 64 << 10 }; /* bytes of a source's name below its root */

enum zl_reply_kind {
	ZL_REPLY_RECORD,  /* what is finished is the record */
	ZL_REPLY_FAILURE, /* what is finished is the name of the part at fault; it may be empty */
	ZL_REPLY_SAME,	  /* the source is the known one */
	ZL_REPLY_CHANGED, /* the source is not as long as it was */
	ZL_REPLY_UNREAD,  /* reading failed; number is errno */
	ZL_REPLY_REFUSED  /* the worker dies: system call number was refused */
};

struct zl_reply {
	uint64_t nonce;	 /* of the request */
	uint64_t length; /* bytes of what is finished */
	uint64_t memory; /* KiB: the worker's peak so far; for statistics */
	uint32_t kind;	 /* enum zl_reply_kind */
	int32_t number;	 /* see the kinds */
	uint32_t code;	 /* enum zl_failure; where, as in struct zl_error: */
	uint32_t line, n;
	uint32_t retires; /* it has done its share and ends now */
	char stage[16];
	char message[512]; /* UTF-8, one line */
};

enum { ZL_PIECE = 64 << 10 }; /* a message of this size is what a socket takes everywhere */

struct zl_status_page {
	volatile int stage; /* enum zl_stage */
};

struct zl_worker_setup {
	int socket;
	struct zl_status_page *page;
	struct zl_converter *converter;
	uint64_t memory;       /* bytes that a document may take */
	unsigned share;	       /* documents after which it retires */
	bool sandbox;	       /* enter it */
	bool sandbox_required; /* and end when it cannot be entered */
};

/*
 * Serves requests until the socket ends; called in the child after fork.  Never returns.  Exits
 * with ZL_WORKER_UNPROTECTED when the sandbox is required and cannot be entered.
 */
_Noreturn void zl_worker_serve(const struct zl_worker_setup *);

enum { ZL_WORKER_UNPROTECTED = 90 };

#endif
