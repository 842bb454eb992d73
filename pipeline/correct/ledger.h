/* ledger.h: the column 更正 of a ledger (export --to ledger) that was saved as CSV. */
#ifndef ZL_CORRECT_LEDGER_H
#define ZL_CORRECT_LEDGER_H

#include "keep.h"

/*
 * Takes what people wrote into the column, in lines or parted by a semicolon:
 *
 *	问题 非问题 标题 建议	what the row's problem is
 *	问题=文字		these words are the problem
 *	答复=40-43		these paragraphs answer it; 答复=40
 *	未答复			the report does not say what was done
 *
 * A line a source on standard output; gives the exit status: 1 when something was refused.
 */
int zl_ledger_take(struct zl_keeping *, const char *csv, const char *out);

#endif
