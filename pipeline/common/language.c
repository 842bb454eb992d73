/* language.c: gettext(3) with the catalogue beside the program, and streams that convert. */
#include "language.h"

#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/failure_chinese.h"
#include "base/translation.h"
#include "base/utf8.h"

static struct {
	bool chinese;
	iconv_t charset; /* from UTF-8 to the terminal's */
} language;

const char *
zl_translate(const char *text)
{
	return text[0] == '\0' ? text : gettext(text);
}

/* The locale's name for one category, from the environment as setlocale(3) takes it. */
static const char *
locale_name(const char *category)
{
	const char *names[] = {"LC_ALL", category, "LANG"};

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

/* Where the catalogue is: beside an installed program, or in the build folder. */
static void
bind_catalogue(void)
{
	static const char *const places[] = {"../share/locale", "../po"};
	char program[4096], folder[4200], catalogue[4300];
	ssize_t length = readlink("/proc/self/exe", program, sizeof(program) - 1);

	if (length <= 0)
		return;
	program[length] = '\0';
	char *slash = strrchr(program, '/');
	if (slash != NULL)
		slash[1] = '\0';
	for (int i = 0; i < 2; i++) {
		snprintf(folder, sizeof(folder), "%s%s", program, places[i]);
		snprintf(catalogue, sizeof(catalogue), "%s/zh_CN/LC_MESSAGES/zhengli.mo", folder);
		if (access(catalogue, R_OK) == 0) {
			bindtextdomain("zhengli", folder);
			break;
		}
	}
	bind_textdomain_codeset("zhengli", "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8"); /* strerror(3) */
	textdomain("zhengli");
}

/* The encoding that the locale's name asks for; NULL for UTF-8 and where none is told. */
static const char *
charset_wanted(void)
{
	const char *name = locale_name("LC_CTYPE"), *dot = strchr(name, '.');

	if (dot == NULL)
		return strncmp(name, "zh_CN", 5) == 0 ? "GB18030" : NULL;
	return strcasecmp(dot + 1, "UTF-8") == 0 || strcasecmp(dot + 1, "utf8") == 0 ? NULL
										     : dot + 1;
}

/* Of a conversion: as much as the charset has; the rest is shown as "?". */
static void
convert(const char *text, size_t length, FILE *to)
{
	char out[4096], *in = (char *)text;

	while (length > 0) {
		char *at = out;
		size_t room = sizeof(out);
		size_t got = iconv(language.charset, &in, &length, &at, &room);
		fwrite(out, 1, sizeof(out) - room, to);
		if (got != (size_t)-1 || room < 16)
			continue;
		fputc('?', to);
		do {
			in++;
			length--;
		} while (length > 0 && zl_utf8_is_continuation(*in));
	}
	fflush(to);
}

static ssize_t
write_converted(void *stream, const char *text, size_t length)
{
	convert(text, length, stream);
	return ferror((FILE *)stream) ? 0 : (ssize_t)length;
}

/* A stream that writes to this one in the terminal's encoding, a line at a time. */
static FILE *
converting(FILE *stream)
{
	cookie_io_functions_t calls = {.write = write_converted};
	FILE *converted = fopencookie(stream, "w", calls);

	if (converted == NULL)
		return stream;
	setvbuf(converted, NULL, _IOLBF, 0);
	return converted;
}

void
zl_language_begin(void)
{
	const char *name = locale_name("LC_MESSAGES"), *charset = charset_wanted();

	language.chinese = strncmp(name, "zh", 2) == 0;
	/* Where the locale was never generated, gettext wants to be told the language by itself. */
	if (setlocale(LC_MESSAGES, "") == NULL && language.chinese &&
	    setlocale(LC_MESSAGES, "C.UTF-8") != NULL)
		setenv("LANGUAGE", "zh_CN", 0);
	bind_catalogue();
	zl_translation = zl_translate;
	/* Now, as a sandbox that is entered later opens nothing. */
	zl_translate("out of memory");
	strerror(ENOMEM);
	if (charset == NULL)
		return;
	language.charset = iconv_open(charset, "UTF-8");
	if (language.charset == (iconv_t)-1)
		return;
	stderr = converting(stderr);
	if (isatty(STDOUT_FILENO) == 1)
		stdout = converting(stdout);
}

const char *
zl_language_sentence(enum zl_failure failure)
{
	return language.chinese ? zl_failure_chinese_sentence(failure)
				: zl_failure_sentence(failure);
}

const char *
zl_language_advice(enum zl_failure failure)
{
	return language.chinese ? zl_failure_chinese_advice(failure) : zl_failure_advice(failure);
}
