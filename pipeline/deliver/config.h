/*
 * config.h: OUT/deliver.conf: who gets what, made by hand.
 *
 *	[register]
 *	to = jsonl
 *	options = --without phone --without email
 *	spool = /var/spool/zhengli/register
 *	command = /usr/local/lib/register-import
 *	tries = 5
 *	wait = 60
 */
#ifndef ZL_DELIVER_CONFIG_H
#define ZL_DELIVER_CONFIG_H

#include "base/arena.h"
#include "base/status.h"

enum { ZL_DELIVER_OPTIONS = 64 };

struct zl_consumer {
	const char *name, *to, *spool;
	const char *command; /* of the shell; NULL: the consumer empties new/ */
	const char *options[ZL_DELIVER_OPTIONS + 1]; /* of export; NULL-terminated */
	unsigned tries, wait;			     /* wait: seconds before the second try */
	struct zl_arena arena;			     /* holds the texts */
};

/* Reads the section of that name; ZL_FAILED, and said with file and line. */
enum zl_status zl_consumer_read(struct zl_consumer *, const char *out,
				const char *name) ZL_NODISCARD;
void zl_consumer_free(struct zl_consumer *);

#endif
