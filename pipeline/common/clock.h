/* clock.h: what time it is, and how long something took. */
#ifndef ZL_CLOCK_H
#define ZL_CLOCK_H

#include <stdint.h>

/* Seconds of a clock that never jumps. */
double zl_clock(void);

/* Nanoseconds since 1970. */
int64_t zl_time_now(void);

#endif
