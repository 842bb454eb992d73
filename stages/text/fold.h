/*
 * fold.h: text as rules see it: one width, one kind of quote and bracket, simplified script, no
 * white space that layout put there; with a map back by position.  For matching only, never for a
 * record.
 *
 * What becomes what; all else stays as it is:
 *
 *	full-width letters, digits and signs (U+FF01 to FF5E)	ASCII: A 1 % / * # + = ~ _ & @
 *	， ﹐ ︐						,
 *	： ﹕ ︓ ︰ ∶					:
 *	； ﹔ ︔  ？ ﹖ ︖  ！ ﹗ ︕				;  ?  !
 *	． ﹒						.
 *	。 ｡ ︒						。 (not a dot: 1. and 。 stay apart)
 *	、 ､ ﹑ ︑						、
 *	… ⋯ ︙						…  (… … is two; ... stays three dots)
 *	（ ） ﹙ ﹚ ︵ ︶					( )
 *	［ ］ ﹇ ﹈  ｛ ｝ ﹛ ﹜ ︷ ︸				[ ]  { }
 *	〔 〕 ﹝ ﹞ ︹ ︺					〔 〕
 *	【 】 ︻ ︼  〖 〗 ︗ ︘				【 】  〖 〗
 *	《 》 ︽ ︾ ⟪ ⟫  〈 〉 ︿ ﹀ ⟨ ⟩			《 》  〈 〉
 *	＜ ＞ ﹤ ﹥						< >
 *	“ 「 『 ﹁ ﹃ ｢ 〝 „ ‟				“
 *	” 」 』 ﹂ ﹄ ｣ 〞 〟				”
 *	‘ ‚ ‛  ’						‘  ’
 *	" ＂ ″ ʺ  ' ＇					"  ' (no direction: not “ ” ‘ ’)
 *	- － – ‐ ‑ ‒ − ﹣					-
 *	— ― ─ ━ ﹘ ⸺					— (—— is two)
 *	· ‧ ∙ ⋅ ・ ･					· (the bullet • stays)
 *	○ ◯						○ (○ 〇 零 0 stay four)
 *	radicals, compatibility ideographs, traditional		the simplified ideograph, one to one
 *	controls, zero-width, bidi marks, soft hyphen,
 *	variation selectors, byte order marks			nothing
 *	① ⑴ ㈠ Ⅳ ㎡ ℃ × ※ □ •				as they are
 *
 * White space (space, tab, line end, no-break, ideographic and the other widths of space): a run
 * becomes one space where it stands between two letters, digits or signs of ASCII and of scripts
 * other than Chinese ("2. Abc"), or between such a letter or digit and an ideograph ("ABC 公司",
 * "3 个"); all other goes: between ideographs, between an ideograph and one of the ASCII signs
 *above
 * ("1. 关于" gives "1.关于", "： 一是" gives ":一是"), beside a Chinese sign ("〕 3", "① 关"), at
 * both ends.
 *
 * So a pattern is written in simplified characters, ASCII letters, digits and , : ; ? ! ( ) [ ],
 * with 。 、 “ ” ‘ ’ 《 》 〔 〕 【 】 for what ASCII lacks, and with " beside “ and ”.
 */
#ifndef ZL_FOLD_H
#define ZL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* From here on, and up to the next step, characters stand side by side and take as many bytes. */
struct zl_fold_step {
	uint32_t folded, source; /* byte offsets */
};

/* Zero-initialised, a fold is empty and ready; it is for one text after the other. */
struct zl_fold {
	struct zl_buffer text;	    /* folded UTF-8 */
	struct zl_fold_step *steps; /* in order; the last is at the ends of both */
	size_t step_count, step_capacity;
};

/*
 * Folds length bytes of valid UTF-8 (less than 4 GiB; U+0000 is a control).  A character never
 * becomes more bytes than it has, so the result is never longer than the source.  False when memory
 * is out or the text is too long.
 */
ZL_NODISCARD enum zl_status zl_fold(struct zl_fold *, const char *text, size_t length);

void zl_fold_free(struct zl_fold *);

/* The first step behind offset; count when there is none. */
size_t zl_fold_step_behind(const struct zl_fold_step *steps, size_t count, uint32_t offset);

/*
 * Where in the source the character begins to which the byte at offset of text belongs, text being
 * what the steps were made for; where the source ends for its end.
 */
uint32_t zl_fold_source(const struct zl_fold_step *steps, size_t count, const char *text,
			uint32_t offset);

#endif
