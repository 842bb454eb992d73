/* manners.h: what commands have in common in reading their arguments. */
#ifndef ZL_MANNERS_H
#define ZL_MANNERS_H

#include <stdbool.h>
#include <stddef.h>

struct option;

/* The word of the list (NULL-terminated) that was probably meant by text; NULL when none is near.
 */
const char *zl_nearest(const char *text, const char *const *words);

/*
 * Reports what is wrong with the option that getopt_long(3) gave last: there is none of that name,
 * and which was probably meant, or the command has no use for it or its value.  argv begins with
 * the command.  ZL_STATUS_USAGE.
 */
int zl_report_option(int option, char **argv, const struct option *options);

/*
 * Whether all is well with the arguments of a command as far as every command has it: reports and
 * refuses -o=X, where -o X or --output=X was meant.
 */
bool zl_arguments_are_sound(int argc, char **argv);

/*
 * Arguments of a command that has no options but --help: the index of the first operand, when there
 * are least to most of them.  0 when the command is to end with *status.
 */
int zl_read_operands(int argc, char **argv, const char *help, int least, int most, int *status);

#endif
