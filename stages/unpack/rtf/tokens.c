/* tokens.c: see tokens.h. */
#include "tokens.h"

#include <string.h>

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a hexadecimal digit; -1 for none. */
static int
hexadecimal(char c)
{
	if (is_digit(c))
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number behind a control word. */
static void
read_value(struct zl_rtf_tokens *tokens, struct zl_rtf_token *token)
{
	const char *data = tokens->data;
	size_t at = tokens->at;
	bool negative = at < tokens->size && data[at] == '-';
	int64_t value = 0;

	at += negative;
	if (at >= tokens->size || !is_digit(data[at]))
		return;
	for (; at < tokens->size && is_digit(data[at]); at++)
		value = value > INT32_MAX ? value : value * 10 + (data[at] - '0');
	value = value > INT32_MAX ? INT32_MAX : value;
	token->has_value = true;
	token->value = (int32_t)(negative ? -value : value);
	tokens->at = at;
}

static void
read_word(struct zl_rtf_tokens *tokens, struct zl_rtf_token *token)
{
	size_t length = 0;

	for (; tokens->at < tokens->size && is_letter(tokens->data[tokens->at]); tokens->at++)
		if (length < ZL_RTF_WORD_MOST)
			token->word[length++] = tokens->data[tokens->at];
	token->word[length] = '\0';
	read_value(tokens, token);
	if (tokens->at < tokens->size && tokens->data[tokens->at] == ' ')
		tokens->at++;
	if (strcmp(token->word, "bin") == 0 && token->value > 0) {
		size_t left = tokens->size - tokens->at, skip = (size_t)token->value;
		tokens->at += skip < left ? skip : left;
	}
}

/* What stands behind a backslash. */
static void
read_control(struct zl_rtf_tokens *tokens, struct zl_rtf_token *token)
{
	char c = tokens->data[tokens->at];

	token->kind = ZL_RTF_WORD;
	if (is_letter(c)) {
		read_word(tokens, token);
		return;
	}
	tokens->at++;
	if (c == '\\' || c == '{' || c == '}') {
		token->kind = ZL_RTF_TEXT;
		token->text = tokens->data + tokens->at - 1;
		token->length = 1;
	} else if (c == '\'' && tokens->size - tokens->at >= 2 &&
		   hexadecimal(tokens->data[tokens->at]) >= 0 &&
		   hexadecimal(tokens->data[tokens->at + 1]) >= 0) {
		token->kind = ZL_RTF_BYTE;
		token->byte = (unsigned char)(hexadecimal(tokens->data[tokens->at]) << 4 |
					      hexadecimal(tokens->data[tokens->at + 1]));
		tokens->at += 2;
	} else if (c == '\r' || c == '\n') {
		memcpy(token->word, "par", 4);
	} else if (c == '\t') {
		memcpy(token->word, "tab", 4);
	} else {
		token->word[0] = c;
		token->word[1] = '\0';
	}
}

/* Bytes up to the next that means something. */
static void
read_text(struct zl_rtf_tokens *tokens, struct zl_rtf_token *token)
{
	size_t from = tokens->at;

	while (tokens->at < tokens->size && strchr("\\{}\r\n", tokens->data[tokens->at]) == NULL)
		tokens->at++;
	token->kind = ZL_RTF_TEXT;
	token->text = tokens->data + from;
	token->length = tokens->at - from;
}

/* Line breaks mean nothing; zeros are what writers put behind the end. */
static void
skip_nothing(struct zl_rtf_tokens *tokens)
{
	while (tokens->at < tokens->size &&
	       (tokens->data[tokens->at] == '\r' || tokens->data[tokens->at] == '\n' ||
		tokens->data[tokens->at] == '\0'))
		tokens->at++;
}

bool
zl_rtf_next(struct zl_rtf_tokens *tokens, struct zl_rtf_token *token)
{
	token->has_value = false;
	token->value = 0;
	skip_nothing(tokens);
	if (tokens->at >= tokens->size)
		return false;
	switch (tokens->data[tokens->at]) {
	case '{':
		token->kind = ZL_RTF_OPEN;
		tokens->at++;
		return true;
	case '}':
		token->kind = ZL_RTF_CLOSE;
		tokens->at++;
		return true;
	case '\\':
		if (++tokens->at >= tokens->size)
			return false;
		read_control(tokens, token);
		return true;
	default:
		read_text(tokens, token);
		return true;
	}
}
