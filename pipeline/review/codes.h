/* codes.h: what codes of records are called on pages: doubts, losses, families of rules. */
#ifndef ZL_CODES_H
#define ZL_CODES_H

#include "page.h"

enum zl_language { ZL_CHINESE, ZL_ENGLISH };

/* The words, or the format, of the language. */
#define zl_say(language, chinese, english) ((language) == ZL_CHINESE ? (chinese) : (english))

/* The short name of a flag or warning; its code where it has none. */
struct zl_string zl_code_chip(enum zl_language, struct zl_string code);

/* What a flag of the page says, at the end of out, not escaped. */
void zl_code_sentence(enum zl_language, const struct zl_page *, const struct zl_page_flag *,
		      struct zl_buffer *out);

/* How much a flag counts, in quarters: 0 for what is no doubt. */
int zl_code_weight(struct zl_string code);

/* The name of a family of rules, of a kind of loss, of a fact; the word itself where it has none.
 */
struct zl_string zl_family_name(enum zl_language, struct zl_string family);
struct zl_string zl_loss_name(enum zl_language, struct zl_string kind);
struct zl_string zl_fact_name(enum zl_language, struct zl_string name);
struct zl_string zl_note_name(enum zl_language, struct zl_string kind);

/* Twice the score that counts as much doubt, and as some. */
enum { ZL_DOUBT_MUCH = 6, ZL_DOUBT_SOME = 2 };

#endif
