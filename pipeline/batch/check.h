/*
 * check.h: what the supervisor finds out itself about a source and what a worker made of it, since
 * the document may have taken the worker over.
 */
#ifndef ZL_CHECK_H
#define ZL_CHECK_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "pipeline/state/state_documents.h"

/* The SHA-256 of size bytes of the open file, as 64 hexadecimal digits and a NUL; ZL_FAILED, and
 * errno set (0: the file is shorter), when they cannot be read. */
ZL_NODISCARD enum zl_status zl_check_hash(int file, uint64_t size, char sha256[65]);

enum zl_check {
	ZL_CHECK_FOREIGN, /* it does not begin as a record of this source does: a lie */
	ZL_CHECK_INVALID, /* it is not valid against its schema: a lie, or a defect */
	ZL_CHECK_VALID
};

/*
 * What the bytes, which end with a NUL, are: a record of the source, whose hash is given, or not.
 * For one that is not valid message (size bytes) says why, one line of plain text.
 */
ZL_NODISCARD enum zl_check zl_check_record(const struct zl_buffer *record,
					   const struct zl_source_id *, const char *sha256,
					   char *message, size_t size);

/*
 * What a valid record says is doubtful in it: twice the score, and the codes of its flags, each
 * once, as many as ZL_OUTCOME_FLAGS bytes hold.
 */
uint32_t zl_check_doubt(const struct zl_buffer *record, char flags[ZL_OUTCOME_FLAGS]);

#endif
