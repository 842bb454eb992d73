/* text.h: the text of runs, and the readings above it. */
#ifndef ZL_TEXT_H
#define ZL_TEXT_H

#include "builder.h"

/* Text of a run, between begin and end, which takes white space off its ends unless keep. */
void zl_text_begin(struct zl_builder *);
void zl_text_add(struct zl_builder *, const char *text, size_t length);
void zl_text_end(struct zl_builder *, bool keep);

/* A character, or a few, that are a run's but not text that is counted: a tab, a symbol. */
void zl_text_sign(struct zl_builder *, const char *text);

/* A character of a font, as in w:sym. */
void zl_text_symbol(struct zl_builder *, struct zl_string font, uint32_t code);

/*
 * A page break, or a column break, in the text.  Before all text of the paragraph a page break is
 * the paragraph's; between text either parts it as a line break does.
 */
void zl_text_page(struct zl_builder *);
void zl_text_column(struct zl_builder *);

/* A reading above length bytes at the offset of the open paragraph's text. */
void zl_ruby_add(struct zl_builder *, size_t offset, size_t length, struct zl_string reading);

/* Ruby: the reading's runs, then the base's. */
void zl_ruby_start(struct zl_builder *);
void zl_ruby_reading(struct zl_builder *, bool inside);
void zl_ruby_base(struct zl_builder *, bool inside);

/* Text of a field's code (w:instrText), which is no text of the paragraph. */
void zl_field_code(struct zl_builder *, const char *text, size_t length);

#endif
