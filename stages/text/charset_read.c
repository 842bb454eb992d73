/* charset_read.c: decoders of what old Chinese systems wrote, byte by byte. */
#include "charset_read.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "base/search.h"
#include "base/utf8.h"
#include "charset_table.h"

#define MISSING(name)                                                                              \
	"glibc's converter for " name " is missing; it is in the Debian package libc6 "            \
	"(from Debian 13 on in libc-gconv-modules-extra)"

static const struct {
	const char *name;
	const char *missing; /* NULL where the reading is our own */
	bool writes;	     /* zl_charset_write knows it */
} charsets[ZL_CHARSET_COUNT] = {
    [ZL_CHARSET_NONE] = {"", NULL, false},
    [ZL_CHARSET_UTF_8] = {"UTF-8", NULL, false},
    [ZL_CHARSET_UTF_16LE] = {"UTF-16LE", NULL, false},
    [ZL_CHARSET_UTF_16BE] = {"UTF-16BE", NULL, false},
    [ZL_CHARSET_UTF_32LE] = {"UTF-32LE", NULL, false},
    [ZL_CHARSET_UTF_32BE] = {"UTF-32BE", NULL, false},
    [ZL_CHARSET_HZ] = {"HZ", NULL, false},
    [ZL_CHARSET_GB18030] = {"GB18030", MISSING("GB18030"), true},
    [ZL_CHARSET_BIG5_HKSCS] = {"BIG5-HKSCS", MISSING("BIG5-HKSCS"), true},
    [ZL_CHARSET_EUC_TW] = {"EUC-TW", MISSING("EUC-TW"), false},
    [ZL_CHARSET_EUC_JP] = {"EUC-JP", MISSING("EUC-JP"), false},
    [ZL_CHARSET_CP932] = {"CP932", MISSING("CP932"), false},
    [ZL_CHARSET_CP949] = {"CP949", MISSING("CP949"), false},
    [ZL_CHARSET_CP1250] = {"CP1250", MISSING("CP1250"), false},
    [ZL_CHARSET_CP1251] = {"CP1251", MISSING("CP1251"), false},
    [ZL_CHARSET_CP1252] = {"CP1252", MISSING("CP1252"), false},
    [ZL_CHARSET_KOI8_R] = {"KOI8-R", MISSING("KOI8-R"), false},
    [ZL_CHARSET_MACINTOSH] = {"MACINTOSH", MISSING("MACINTOSH"), false},
};

/* Of the process, as a sandbox lets no converter be opened later. */
static struct {
	bool open;
	iconv_t reader, writer;
} converters[ZL_CHARSET_COUNT];

const char *
zl_charset_name(enum zl_charset charset)
{
	return charsets[charset].name;
}

static bool
open_converter(enum zl_charset charset)
{
	if (converters[charset].open)
		return true;
	converters[charset].reader = iconv_open("UTF-8", charsets[charset].name);
	converters[charset].open = converters[charset].reader != (iconv_t)-1;
	if (converters[charset].open && charsets[charset].writes) {
		converters[charset].writer = iconv_open(charsets[charset].name, "UTF-8");
		converters[charset].open = converters[charset].writer != (iconv_t)-1;
	}
	return converters[charset].open;
}

const char *
zl_charset_open(void)
{
	for (int i = 0; i < ZL_CHARSET_COUNT; i++)
		if (charsets[i].missing != NULL && !open_converter((enum zl_charset)i))
			return charsets[i].missing;
	return NULL;
}

static void
put(struct zl_buffer *out, uint32_t code)
{
	char text[4];

	zl_buffer_add(out, text, zl_utf8_write(code, text));
}

/* Reads through glibc.  What it rejects gives U+FFFD for its first byte, and reading goes on. */
static bool
read_iconv(enum zl_charset charset, const char *bytes, size_t size, struct zl_buffer *out)
{
	bool valid = open_converter(charset);

	for (; !valid && size > 0; size--)
		put(out, 0xFFFD);
	if (valid)
		iconv(converters[charset].reader, NULL, NULL, NULL, NULL);
	while (size > 0 && zl_buffer_reserve(out, size + 16)) {
		char *from = (char *)(uintptr_t)bytes, *to = out->data + out->length;
		size_t left = size, room = out->capacity - out->length - 1;
		bool stuck =
		    iconv(converters[charset].reader, &from, &left, &to, &room) == (size_t)-1 &&
		    room >= 16;
		if (!stuck)
			iconv(converters[charset].reader, NULL, NULL, &to, &room);
		out->length = (size_t)(to - out->data);
		bytes += size - left;
		size = left;
		if (stuck) {
			put(out, 0xFFFD);
			iconv(converters[charset].reader, NULL, NULL, NULL, NULL);
			valid = false;
			bytes++;
			size--;
		}
	}
	if (out->data != NULL)
		out->data[out->length] = '\0';
	return valid;
}

static bool
read_utf8(const char *bytes, size_t size, struct zl_buffer *out)
{
	bool valid = true;
	size_t good = 0; /* where what is not yet copied begins */

	for (size_t i = 0; i < size;) {
		uint32_t code;
		size_t step = zl_utf8_read(bytes + i, size - i, &code);
		if (step == 1 && code == 0xFFFD) {
			zl_buffer_add(out, bytes + good, i - good);
			put(out, 0xFFFD);
			good = i + 1;
			valid = false;
		}
		i += step;
	}
	zl_buffer_add(out, bytes + good, size - good);
	return valid;
}

/* Code unit at bytes, of width 2 or 4. */
static inline uint32_t
unit(const unsigned char *bytes, size_t width, bool big)
{
	uint32_t value = 0;

	for (size_t i = 0; i < width; i++)
		value = value << 8 | bytes[big ? i : width - 1 - i];
	return value;
}

/*
 * UTF-16 and UTF-32 (Unicode, 3.9, D91 and D90).  Always inline, so that width and order are
 * constants in it.
 */
static inline __attribute__((always_inline)) bool
read_wide(const unsigned char *bytes, size_t size, size_t width, bool big, struct zl_buffer *out)
{
	bool valid = size % width == 0;
	size_t i = 0;

	/* A unit of two bytes becomes three at most: no more than this is written below. */
	if (!zl_buffer_reserve(out, size / 2 * 3 + 8))
		return false;
	char *to = out->data + out->length;
	while (i + width <= size) {
		uint32_t code = unit(bytes + i, width, big);
		i += width;
		if (code < 0x80) {
			*to++ = (char)code;
			continue;
		}
		uint32_t low = width == 2 && (code & 0xFC00) == 0xD800 && i + 2 <= size
				   ? unit(bytes + i, 2, big)
				   : 0;
		if ((low & 0xFC00) == 0xDC00) {
			code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
			i += width;
		}
		bool good = code <= 0x10FFFF && (code & 0xFFFFF800) != 0xD800;
		to += zl_utf8_write(good ? code : 0xFFFD, to);
		valid = valid && good;
	}
	*to = '\0';
	out->length = (size_t)(to - out->data);
	if (i < size)
		put(out, 0xFFFD);
	return valid;
}

/* Bytes of the GB18030 character at bytes; 0 where none can begin so. */
static size_t
gb18030_length(const unsigned char *bytes, size_t size)
{
	if (bytes[0] < 0x80)
		return 1;
	if (bytes[0] == 0x80 || bytes[0] == 0xFF || size < 2)
		return 0;
	if (bytes[1] >= 0x40 && bytes[1] != 0x7F && bytes[1] != 0xFF)
		return 2;
	bool four = bytes[1] >= 0x30 && bytes[1] <= 0x39 && size >= 4 && bytes[2] >= 0x81 &&
		    bytes[2] <= 0xFE && bytes[3] >= 0x30 && bytes[3] <= 0x39;
	return four ? 4 : 0;
}

/* The character of a code that editions or versions of glibc read differently; 0 for all others. */
static uint32_t
gb18030_own(const unsigned char *bytes, size_t length)
{
	uint32_t code = length == 1 ? 0 : unit(bytes, length, true);
	size_t behind =
	    zl_search_behind(&code, gb18030_2022, sizeof(gb18030_2022) / sizeof(gb18030_2022[0]),
			     sizeof(gb18030_2022[0]), zl_compare_uint32);

	return behind > 0 && gb18030_2022[behind - 1].bytes == code ? gb18030_2022[behind - 1].code
								    : 0;
}

/* The ASCII that bytes begin with. */
static size_t
ascii_length(const char *bytes, size_t size)
{
	size_t i = 0;

	for (uint64_t eight; i + 8 <= size; i += 8) {
		memcpy(&eight, bytes + i, 8);
		if (eight & 0x8080808080808080)
			break;
	}
	while (i < size && !(bytes[i] & 0x80))
		i++;
	return i;
}

/* Runs that every glibc reads alike go to glibc; ASCII, and the codes between them, are our own. */
static bool
read_gb18030(const char *bytes, size_t size, struct zl_buffer *out)
{
	const unsigned char *s = (const unsigned char *)bytes;
	bool valid = true;
	size_t run = 0;

	for (size_t i = 0; i < size;) {
		size_t ascii = ascii_length(bytes + i, size - i);
		if (ascii >= 16) { /* what is shorter is no quicker to copy than to convert */
			valid = read_iconv(ZL_CHARSET_GB18030, bytes + run, i - run, out) && valid;
			zl_buffer_add(out, bytes + i, ascii);
			run = i + ascii;
		}
		if (ascii > 0) {
			i += ascii;
			continue;
		}
		size_t length = gb18030_length(s + i, size - i);
		uint32_t code = length == 0 ? 0xFFFD : gb18030_own(s + i, length);
		if (s[i] == 0x80)
			code = 0x20AC;
		if (code != 0) {
			valid = read_iconv(ZL_CHARSET_GB18030, bytes + run, i - run, out) && valid;
			put(out, code);
			run = i + (length == 0 ? 1 : length);
		}
		valid = valid && code != 0xFFFD;
		i += length == 0 ? 1 : length;
	}
	return read_iconv(ZL_CHARSET_GB18030, bytes + run, size - run, out) && valid;
}

/*
 * HZ (RFC 1843): ~{ begins GB 2312 in seven bits, ~} ends it, ~~ is a tilde, ~ and a line end are
 * nothing.  A line end in GB mode ends it, as writers that forget ~} expect.
 */
static bool
read_hz(const char *bytes, size_t size, struct zl_buffer *out)
{
	bool valid = true, gb = false;

	for (size_t i = 0; i < size; i++) {
		char next = i + 1 < size ? bytes[i + 1] : '\0';
		if (bytes[i] == '~' && (next == (gb ? '}' : '{') || (!gb && next == '\n'))) {
			gb = !gb && next == '{';
			i++;
		} else if (bytes[i] == '~' && !gb && next == '~') {
			zl_buffer_byte(out, '~');
			i++;
		} else if (gb && bytes[i] > 0x20 && bytes[i] < 0x7E && next > 0x20 && next < 0x7F) {
			const char pair[2] = {(char)(bytes[i] | 0x80), (char)(next | 0x80)};
			valid = read_gb18030(pair, 2, out) && valid;
			i++;
		} else if ((unsigned char)bytes[i] >= 0x80 || gb || bytes[i] == '~') {
			gb = gb && bytes[i] != '\n';
			valid = valid && !gb && bytes[i] == '\n';
			put(out, bytes[i] == '\n' ? '\n' : 0xFFFD);
		} else {
			zl_buffer_byte(out, bytes[i]);
		}
	}
	return valid;
}

bool
zl_charset_read(enum zl_charset charset, const void *bytes, size_t size, struct zl_buffer *out)
{
	switch (charset) {
	case ZL_CHARSET_NONE:
	case ZL_CHARSET_COUNT:
		return false;
	case ZL_CHARSET_UTF_8:
		return read_utf8(bytes, size, out);
	case ZL_CHARSET_UTF_16LE:
	case ZL_CHARSET_UTF_16BE:
		return read_wide(bytes, size, 2, charset == ZL_CHARSET_UTF_16BE, out);
	case ZL_CHARSET_UTF_32LE:
	case ZL_CHARSET_UTF_32BE:
		return read_wide(bytes, size, 4, charset == ZL_CHARSET_UTF_32BE, out);
	case ZL_CHARSET_HZ:
		return read_hz(bytes, size, out);
	case ZL_CHARSET_GB18030:
		return read_gb18030(bytes, size, out);
	default:
		return read_iconv(charset, bytes, size, out);
	}
}

/* Code of a character that editions or versions of glibc write differently; 0 for all others. */
static uint32_t
gb18030_own_code(uint32_t character)
{
	for (size_t i = 0; i < sizeof(gb18030_2022) / sizeof(gb18030_2022[0]); i++)
		if (gb18030_2022[i].code == character)
			return gb18030_2022[i].bytes;
	return 0;
}

/* One character through glibc; false when it has no code or, of GB18030, one of four bytes. */
static bool
write_iconv(enum zl_charset charset, const char *text, size_t length, struct zl_buffer *out)
{
	char code[8], *from = (char *)(uintptr_t)text, *to = code;
	size_t room = sizeof(code);

	iconv(converters[charset].writer, NULL, NULL, NULL, NULL);
	if (iconv(converters[charset].writer, &from, &length, &to, &room) == (size_t)-1)
		return false;
	iconv(converters[charset].writer, NULL, NULL, &to, &room);
	zl_buffer_add(out, code, (size_t)(to - code));
	return to - code <= 2;
}

bool
zl_charset_write(enum zl_charset charset, const char *text, size_t length, struct zl_buffer *out)
{
	size_t before = out->length;
	bool valid = charsets[charset].writes && open_converter(charset);

	for (size_t i = 0; i < length && valid;) {
		uint32_t code, own = 0;
		size_t step = zl_utf8_read(text + i, length - i, &code);
		if (charset == ZL_CHARSET_GB18030)
			own = code >= 0x10000 ? UINT32_MAX : gb18030_own_code(code);
		if (code < 0x80) {
			zl_buffer_byte(out, (char)code);
		} else if (own != 0) {
			const char bytes[2] = {(char)(own >> 8), (char)own};
			valid = own <= 0xFFFF;
			zl_buffer_add(out, bytes, 2);
		} else {
			valid = write_iconv(charset, text + i, step, out);
		}
		i += step;
	}
	if (!valid)
		out->length = before;
	return valid && !out->failed;
}
