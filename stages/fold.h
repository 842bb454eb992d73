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

#include "arena.h"

struct zl_fold {
	const char *text; /* folded UTF-8, NUL after length */
	size_t length;
	/*
	 * length + 1 entries: map[i] is the byte offset in the source at which the character that
	 * folded byte i belongs to begins; map[length] is the source's length.  Never decreasing.
	 */
	const uint32_t *map;
};

/*
 * Folds length bytes of valid UTF-8 (less than 4 GiB; U+0000 is a control).  A character never
 * becomes more bytes than it has, so the result is never longer than the source.  The result lives
 * in the arena.  False when memory is out or the text is too long.
 */
bool zl_fold(struct zl_arena *arena, const char *text, size_t length, struct zl_fold *out);

#endif
