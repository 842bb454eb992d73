/* signals.c: signals that are held until the run asks for them. */
#include "signals.h"

void
zl_signals_mask(sigset_t *mask)
{
	sigemptyset(mask);
	sigaddset(mask, SIGHUP);
	sigaddset(mask, SIGINT);
	sigaddset(mask, SIGTERM);
}

void
zl_signals_hold(sigset_t *before)
{
	sigset_t mask;

	zl_signals_mask(&mask);
	sigprocmask(SIG_BLOCK, &mask, before);
}

bool
zl_signals_pending(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 &&
	       (sigismember(&pending, SIGHUP) == 1 || sigismember(&pending, SIGINT) == 1 ||
		sigismember(&pending, SIGTERM) == 1);
}
