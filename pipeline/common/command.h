/* command.h: the commands of zhengli(1), and the exit statuses that all of them keep to. */
#ifndef ZL_COMMAND_H
#define ZL_COMMAND_H

/* Exit status of every command; they stand in zhengli(1) and in other people's scripts. */
enum {
	ZL_STATUS_COMPLETE = 0, /* every document has a current record */
	ZL_STATUS_FAILURES = 1, /* some documents failed; their reasons are under failed/ */
	ZL_STATUS_USAGE = 2,	/* the command line cannot be carried out */
	ZL_STATUS_BROKEN = 3,	/* the run could not be made, or not to its end */
	ZL_STATUS_HELD = 75	/* another run holds OUT; EX_TEMPFAIL of sysexits.h */
};

/*
 * Each carries out the command that its name ends in: argv[0] is the command's name, so that
 * getopt_long(3) can be used as in a program of its own.  Gives the exit status; speaks on standard
 * output and standard error.
 */
int zl_command_run(int argc, char **argv);
int zl_command_retry(int argc, char **argv);
int zl_command_status(int argc, char **argv);
int zl_command_report(int argc, char **argv);
int zl_command_acknowledge(int argc, char **argv);
int zl_command_show(int argc, char **argv);
int zl_command_merge(int argc, char **argv);

/*
 * How well records agree with hand-checked answers.  The status is 0 when the F1 of all pairs
 * reaches --min and every gold file has a record, else 1.
 */
int zl_command_score(int argc, char **argv);

/* Whether rule files are sound (check) and read their examples as they say (test). */
int zl_command_rules(int argc, char **argv);

/* What became of documents since a token; feeding a records system. */
int zl_command_changes(int argc, char **argv);

/* What OUT holds in the format of a records system. */
int zl_command_export(int argc, char **argv);

/* A consumer's next batch, and its command. */
int zl_command_deliver(int argc, char **argv);

/* Takes away the records of sources that are gone. */
int zl_command_prune(int argc, char **argv);

/* Pages on which people check what was read, and correct it. */
int zl_command_review(int argc, char **argv);

/* Keeps corrections of how a source was read. */
int zl_command_correct(int argc, char **argv);

/* Which corrections are needed still; checked records as answers. */
int zl_command_corrections(int argc, char **argv);
int zl_command_gold(int argc, char **argv);

/* What each paragraph of a report was read as, and by which rule. */
int zl_command_explain(int argc, char **argv);

#endif
