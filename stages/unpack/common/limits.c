/* limits.c: the ceilings that hold unless the user sets others. */
#include "limits.h"

const struct zl_unpack_limits zl_unpack_limits_default = {
    .source_bytes = (uint64_t)256 << 20,
    .part_bytes = (uint64_t)512 << 20,
    .package_bytes = (uint64_t)1 << 30,
    .ratio = 200,
    .ratio_from = 64 << 20,
    .entries = 10000,
    .depth = 256,
    .paragraphs = 1000000,
    .paragraph_bytes = 16 << 20,
    .text_bytes = (uint64_t)256 << 20,
};
