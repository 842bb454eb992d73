/* tokens.h: the tokens of Rich Text Format: RTF specification 1.9.1, "RTF Syntax". */
#ifndef ZL_RTF_TOKENS_H
#define ZL_RTF_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zl_rtf_kind {
	ZL_RTF_OPEN,  /* { */
	ZL_RTF_CLOSE, /* } */
	ZL_RTF_WORD,  /* a control word, or a control symbol but those that are text */
	ZL_RTF_BYTE,  /* \'hh */
	ZL_RTF_TEXT   /* bytes as they stand */
};

enum { ZL_RTF_WORD_MOST = 32 };

struct zl_rtf_token {
	enum zl_rtf_kind kind;
	char word[ZL_RTF_WORD_MOST + 1];
	bool has_value;
	int32_t value;
	unsigned char byte;
	const char *text; /* borrowed */
	size_t length;
};

struct zl_rtf_tokens {
	const char *data;
	size_t size, at;
};

/* Reads the next token; false at the end.  Binary data (\bin) are passed over. */
bool zl_rtf_next(struct zl_rtf_tokens *, struct zl_rtf_token *);

#endif
