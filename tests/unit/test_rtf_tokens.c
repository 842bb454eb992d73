/* test_rtf_tokens.c: what RTF is cut into. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "unpack/rtf/tokens.h"

/* The tokens as words: { } word word=value 'byte "text". */
static void
write_tokens(const char *data, size_t size, struct zl_buffer *out)
{
	struct zl_rtf_tokens tokens = {data, size, 0};
	struct zl_rtf_token token;

	while (zl_rtf_next(&tokens, &token)) {
		if (out->length > 0)
			zl_buffer_byte(out, ' ');
		switch (token.kind) {
		case ZL_RTF_OPEN:
			zl_buffer_byte(out, '{');
			break;
		case ZL_RTF_CLOSE:
			zl_buffer_byte(out, '}');
			break;
		case ZL_RTF_WORD:
			zl_buffer_text(out, token.word);
			if (token.has_value)
				zl_buffer_format(out, "=%d", token.value);
			break;
		case ZL_RTF_BYTE:
			zl_buffer_format(out, "'%02x", token.byte);
			break;
		case ZL_RTF_TEXT:
			zl_buffer_format(out, "\"%.*s\"", (int)token.length, token.text);
			break;
		}
	}
}

static const struct {
	const char *rtf, *tokens;
} cases[] = {
    {"", ""},
    {"{\\rtf1 a}", "{ rtf=1 \"a\" }"},
    {"\\par\\pard  x", "par pard \" x\""},
    {"\\b0\\i-12 x\\fs24x", "b=0 i=-12 \"x\" fs=24 \"x\""},
    {"\\u-10179?\\u20851 ", "u=-10179 \"?\" u=20851"},
    {"\\u99999999999", "u=2147483647"},
    {"\\li-99999999999", "li=-2147483647"},
    {"\\-x\\~\\_\\*\\|", "- \"x\" ~ _ * |"},
    {"a\\\\b\\{c\\}", "\"a\" \"\\\" \"b\" \"{\" \"c\" \"}\""},
    {"\\'d5\\'FBx", "'d5 'fb \"x\""},
    {"\\'g1\\'4", "' \"g1\" ' \"4\""},
    {"a\r\nb\n", "\"a\" \"b\""},
    {"a\\\nb\\\tc", "\"a\" par \"b\" tab \"c\""},
    {"\\bin3 {}{x", "bin=3 \"x\""},
    {"\\bin99 x", "bin=99"},
    {"\\bin-3 x", "bin=-3 \"x\""},
    {"\\", ""},
    {"\\-", "-"},
    {"\\a-b", "a \"-b\""},
    {"\\abcdefghijklmnopqrstuvwxyzabcdefghijkl1 x", "abcdefghijklmnopqrstuvwxyzabcdef=1 \"x\""},
};

static void
each_is_cut(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct zl_buffer out = {0};
		write_tokens(cases[i].rtf, strlen(cases[i].rtf), &out);
		const char *got = out.data == NULL ? "" : out.data;
		if (strcmp(got, cases[i].tokens) != 0)
			fail_msg("%s: %s, not %s", cases[i].rtf, got, cases[i].tokens);
		zl_buffer_free(&out);
	}
}

static void
zeros_are_nothing(void **state)
{
	struct zl_buffer out = {0};

	(void)state;
	write_tokens("a}\0\0\0", 5, &out);
	assert_string_equal(out.data, "\"a\" }");
	zl_buffer_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_is_cut),
	    cmocka_unit_test(zeros_are_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
