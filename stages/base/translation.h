/*
 * translation.h: messages of the stages that a person reads at once, as those on rule files, in the
 * person's language.  What goes into records and failures is never translated.
 */
#ifndef ZL_TRANSLATION_H
#define ZL_TRANSLATION_H

/* Gives the text in the operator's language, static; the text itself until a program sets it. */
extern const char *(*zl_translation)(const char *text) __attribute__((format_arg(1)));

/* Marks a text that is translated where it is shown. */
#define ZL_SHOWN(text) text

#endif
