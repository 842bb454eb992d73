/* signals.h: SIGINT, SIGTERM and SIGHUP end a run in good order from its first instant on. */
#ifndef ZL_SIGNALS_H
#define ZL_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* The signals that end a run. */
void zl_signals_mask(sigset_t *);

/* Holds them back from now on; before is the mask that was in force. */
void zl_signals_hold(sigset_t *before);

/* Whether one has come meanwhile. */
bool zl_signals_pending(void);

#endif
