/* draft.h: one paragraph's text while classes change it, and what became of the text it was. */
#ifndef ZL_DRAFT_H
#define ZL_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* The bytes old_from to old_to of one text stand as new_from to new_to in a later one. */
struct zl_edit {
	size_t old_from, old_to, new_from, new_to;
	const char *class_name;
	size_t weight; /* bytes that the class took away or put */
};

/* In order of both texts, never overlapping; what lies between two edits is the same in both. */
struct zl_edits {
	struct zl_edit *items;
	size_t count, capacity;
};

/*
 * Zero-initialised, ready for zl_draft_begin.  One draft serves paragraph after paragraph and keeps
 * its memory.  When memory is out, failed is set and all calls do nothing.
 */
struct zl_draft {
	const char *text; /* as the classes before have left it; valid until zl_draft_commit */
	size_t length;
	struct zl_edits edits; /* from the text the draft began with to text */
	bool failed;

	/*
	 * For mojibake.c: its guesses, bit i for guess i, that most doubtful paragraphs of the
	 * document bear out; and those by which it has repaired this text.
	 */
	unsigned trusted, made;

	/* Of the class at work: */
	const char *class_name;
	struct zl_edits steps; /* from text to next */
	struct zl_buffer next; /* text, up to copied, with the steps made */
	size_t copied;
	/* Spare ones, exchanged at each commit. */
	struct zl_buffer current;
	struct zl_edits spare;
};

/* Begins with a text, which is borrowed until the draft begins another. */
void zl_draft_begin(struct zl_draft *, const char *text, size_t length);

/*
 * Puts length bytes in place of the bytes from to to of text, which are at least one; calls come in
 * order of from and do not overlap.  Nothing happens when they are the same bytes.
 */
void zl_draft_replace(struct zl_draft *, size_t from, size_t to, const char *bytes, size_t length);

/* The same for one character, and for none. */
void zl_draft_put(struct zl_draft *, size_t from, size_t to, uint32_t code);
void zl_draft_remove(struct zl_draft *, size_t from, size_t to);

/*
 * Makes the replacements asked for since the last commit, under class_name; true when there were
 * any.  Edits of several classes that overlap become one, of the class that changed the most bytes;
 * those that only touch stay apart.
 */
bool zl_draft_commit(struct zl_draft *);

/*
 * Lets edits begin earlier: with the text that former, which led to the text the draft began with,
 * started from.  To be called when all classes are done.
 */
void zl_draft_precede(struct zl_draft *, const struct zl_edit *former, size_t count);

/* Where an offset of the text that the draft began with has come to. */
size_t zl_edits_move(const struct zl_edits *, size_t offset);

void zl_draft_free(struct zl_draft *);

#endif
