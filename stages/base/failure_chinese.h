/* failure_chinese.h: what failure.h says, in Chinese; it stands in OUT/failed beside the English.
 */
#ifndef ZL_FAILURE_CHINESE_H
#define ZL_FAILURE_CHINESE_H

#include "failure.h"

/* Static texts; "" where the table lacks the failure, which a test forbids. */
const char *zl_failure_chinese_sentence(enum zl_failure);
const char *zl_failure_chinese_advice(enum zl_failure);

#endif
