/*
 * worker.h: the process that converts, and what it and the supervisor say to each other.
 *
 * They share a SOCK_SEQPACKET pair, on which each message is one struct: a request, its name
 * behind it and its source as a descriptor with it; a reply, with what is finished behind it or,
 * when that is long, as a memory file that is sealed, so that what later documents do to the worker
 * cannot touch it; and the board, on which the worker keeps what must be known should it die.
 * Whatever comes from a worker is checked before it is used: a document may have taken it over.
 */
#ifndef ZL_WORKER_H
#define ZL_WORKER_H

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "convert.h"

enum { ZL_QUEUE = 2 }; /* documents with a worker: one at work, one waiting */

struct zl_request {
	uint32_t name_length; /* bytes of the name behind the struct, at most PATH_MAX */
	uint64_t size;	      /* of the source when it was opened */
	char known[65];	      /* SHA-256 for which nothing need be done; "" for none */
};

enum zl_reply_kind {
	ZL_REPLY_RECORD,  /* what is finished is the record */
	ZL_REPLY_FAILURE, /* what is finished, if anything, goes under failed/ */
	ZL_REPLY_SAME,	  /* the source is the known one */
	ZL_REPLY_CHANGED, /* the source is not as long as it was */
	ZL_REPLY_UNREAD,  /* reading failed; number is errno */
	ZL_REPLY_REFUSED  /* the worker dies: system call number was refused */
};

struct zl_reply {
	uint32_t kind; /* enum zl_reply_kind */
	int32_t number;
	uint32_t code;	  /* enum zl_failure */
	uint64_t length;  /* bytes of what is finished; 0: there is nothing */
	uint64_t cpu;	  /* microseconds the worker has used in all */
	uint64_t memory;  /* KiB: its peak so far */
	uint32_t retires; /* it has done its share and ends now */
	char sha256[65], record_sha256[65];
	char stage[16];
	char message[512]; /* UTF-8, one line */
};

/*
 * As many bytes go behind a reply; a file takes twice as many copies and a dozen calls more.  A
 * message of this size is what a socket takes everywhere.
 */
enum { ZL_BEHIND = 64 << 10 };

/* A reply and what came with it: reply.length bytes in file, or in bytes when file is -1. */
struct zl_answer {
	struct zl_reply reply;
	int file;
	char bytes[ZL_BEHIND];
};

enum { ZL_SEALS = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE }; /* on the file */

struct zl_board {
	volatile int stage;	  /* enum zl_stage */
	volatile uint32_t hashed; /* sha256 is that of the document at hand */
	char sha256[65];
};

struct zl_worker_setup {
	int socket;
	struct zl_board *board;
	struct zl_converter *converter;
	uint64_t memory;       /* bytes that a document may take */
	uint64_t output;       /* bytes a record may have */
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
