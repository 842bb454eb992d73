/* option.h: the option that commands about corrections have. */
#ifndef ZL_CORRECT_OPTION_H
#define ZL_CORRECT_OPTION_H

/*
 * Reads --corrections FOLDER, which must be given, and -h; getopt's optind is behind them then.
 * *folder stays NULL where the command is to end with the status returned: help is shown.
 */
int zl_corrections_option(int argc, char **argv, const char *help, const char **folder);

#endif
