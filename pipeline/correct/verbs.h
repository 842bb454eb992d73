/* verbs.h: corrections as people type them: 27=finding, 40..43=answers:27, 31=unanswered. */
#ifndef ZL_VERBS_H
#define ZL_VERBS_H

#include "base/arena.h"
#include "document/document.h"
#include "extract/corrections/corrections.h"

/*
 * Reads one verb and fills in the words that its paragraph begins with.  NULL, or a static sentence
 * on what is wrong with it.  Texts lie in the arena.
 *
 *	N=finding  N=section  N=recommendation  N=text
 *	N=finding:WORDS		the finding begins with these words in the paragraph
 *	N[..M]=answers:K	paragraphs N to M answer the finding at K
 *	N[..M]=answers:K:WORDS	the same, from these words of N on
 *	N=until:WORDS		the response of the finding above ends before these words
 *	N=unanswered
 *	N=statement:WORDS
 *	N=under:K		the finding at N stands in that at K, 0: in none
 *	NAME=fact:N:WORDS
 *	N=note:TEXT
 */
const char *zl_verb_read(struct zl_arena *, const struct zl_document *, const char *text,
			 struct zl_correction *out);

/* Whether one takes the place of the other: it says something else of the same thing. */
bool zl_verb_replaces(const struct zl_correction *, const struct zl_correction *);

#endif
