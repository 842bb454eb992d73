/* classes.h: the classes of change, each one function over a paragraph. */
#ifndef ZL_CLASSES_H
#define ZL_CLASSES_H

#include <stdbool.h>
#include <stdint.h>

#include "draft.h"

/* In the order in which they run. */
enum zl_class_number {
	ZL_CLASS_MOJIBAKE,
	ZL_CLASS_FORBIDDEN,
	ZL_CLASS_CONTROL,
	ZL_CLASS_INVISIBLE,
	ZL_CLASS_PRIVATE_USE,
	ZL_CLASS_SYMBOL_FONT,
	ZL_CLASS_RADICAL,
	ZL_CLASS_COMPATIBILITY,
	ZL_CLASS_VERTICAL,
	ZL_CLASS_HALF_WIDTH,
	ZL_CLASS_WIDTH,
	ZL_CLASS_LOOK_ALIKE,
	ZL_CLASS_RESIDUE,
	ZL_CLASS_GLOSS,
	ZL_CLASS_HYPHEN,
	ZL_CLASS_PUNCTUATION,
	ZL_CLASS_WHITE_SPACE,
	ZL_CLASS_COUNT
};

struct zl_class {
	const char *name, *description;
	bool strict; /* whether it is on in the strict profile; in the default one all are */
	/* Asks the draft for what is to change; the caller commits. */
	void (*change)(struct zl_draft *);
};

extern const struct zl_class zl_classes[ZL_CLASS_COUNT];

/* Beside the bits of the classes: the text may hold a dotted leader. */
#define ZL_LEADER (UINT64_C(1) << 63)

/*
 * The classes, bit i for class i, that may have something to change in the text.  One scan; a bit
 * too many costs time only, and a test sees to it that there is none too few.
 */
uint64_t zl_classes_needed(const char *text, size_t length);

/* class_characters.c: single characters, most of them by a table */
void zl_change_forbidden(struct zl_draft *);
void zl_change_control(struct zl_draft *);
void zl_change_invisible(struct zl_draft *);
void zl_change_private_use(struct zl_draft *);
void zl_change_symbol_font(struct zl_draft *);
void zl_change_radical(struct zl_draft *);
void zl_change_compatibility(struct zl_draft *);
void zl_change_vertical(struct zl_draft *);
void zl_change_half_width(struct zl_draft *);
void zl_change_width(struct zl_draft *);

/* class_marks.c: quotes, brackets, punctuation */
void zl_change_look_alike(struct zl_draft *);
void zl_change_punctuation(struct zl_draft *);

/* class_space.c */
void zl_change_hyphen(struct zl_draft *);
void zl_change_white_space(struct zl_draft *);

/* class_residue.c */
void zl_change_residue(struct zl_draft *);
void zl_change_gloss(struct zl_draft *);

/* mojibake.c */
void zl_change_mojibake(struct zl_draft *);

#endif
