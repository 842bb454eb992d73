/* message.h: what the operator sees on standard error: messages, and on a terminal a progress line.
 */
#ifndef ZL_MESSAGE_H
#define ZL_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

/* Reports "zhengli: ..." in a line of its own, control characters as "?"; a progress line is put
 * out of its way first. */
void zl_message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reports why the document could not be converted, where in it, and what to do about it. */
struct zl_document;
void zl_message_failure(const struct zl_document *);

/* Suppresses zl_progress_show, or not; at first it shows when standard error is a terminal. */
void zl_progress_enable(bool);

/*
 * Shows, at most five times a second, how far the work is: documents done and failed of total, the
 * rate and the time that remains.
 */
void zl_progress_show(uint64_t done, uint64_t failed, uint64_t total);

/* The same while folders are walked, when the total is not known yet. */
void zl_progress_walk(uint64_t found);

/* Takes the progress line off the terminal. */
void zl_progress_clear(void);

#endif
