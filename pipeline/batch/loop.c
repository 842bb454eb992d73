/* loop.c: how the supervisor's loop comes to its end before its time. */
#include "loop.h"

enum zl_status
zl_loop_fatal(struct zl_loop *loop)
{
	loop->stop = ZL_STOP_FATAL;
	loop->at_once = true;
	return ZL_FAILED;
}
