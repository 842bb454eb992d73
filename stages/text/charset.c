/* charset.c: which encoding a text is in. */
#include "charset.h"

#include <limits.h>
#include <string.h>
#include <uchardet/uchardet.h>

#include "base/utf8.h"
#include "charset_find.h"
#include "chinese.h"

/* Labels of XML, HTML, Windows and uchardet, in lower case; those that begin with "gb" need none.
 */
static const struct {
	const char *label;
	enum zl_charset charset;
} labels[] = {
    {"utf-8", ZL_CHARSET_UTF_8},
    {"utf8", ZL_CHARSET_UTF_8},
    {"unicode-1-1-utf-8", ZL_CHARSET_UTF_8},
    {"65001", ZL_CHARSET_UTF_8},
    {"utf-16", ZL_CHARSET_UTF_16LE},
    {"utf-16le", ZL_CHARSET_UTF_16LE},
    {"unicode", ZL_CHARSET_UTF_16LE},
    {"1200", ZL_CHARSET_UTF_16LE},
    {"utf-16be", ZL_CHARSET_UTF_16BE},
    {"unicodefffe", ZL_CHARSET_UTF_16BE},
    {"1201", ZL_CHARSET_UTF_16BE},
    {"utf-32", ZL_CHARSET_UTF_32LE},
    {"utf-32le", ZL_CHARSET_UTF_32LE},
    {"utf-32be", ZL_CHARSET_UTF_32BE},
    {"hz", ZL_CHARSET_HZ},
    {"hz-gb-2312", ZL_CHARSET_HZ},
    {"52936", ZL_CHARSET_HZ},
    {"chinese", ZL_CHARSET_GB18030},
    {"csgb2312", ZL_CHARSET_GB18030},
    {"csiso58gb231280", ZL_CHARSET_GB18030},
    {"iso-ir-58", ZL_CHARSET_GB18030},
    {"euc-cn", ZL_CHARSET_GB18030},
    {"x-gbk", ZL_CHARSET_GB18030},
    {"cp936", ZL_CHARSET_GB18030},
    {"ms936", ZL_CHARSET_GB18030},
    {"windows-936", ZL_CHARSET_GB18030},
    {"936", ZL_CHARSET_GB18030},
    {"54936", ZL_CHARSET_GB18030},
    {"20936", ZL_CHARSET_GB18030},
    {"big5", ZL_CHARSET_BIG5_HKSCS},
    {"big-5", ZL_CHARSET_BIG5_HKSCS},
    {"big5-hkscs", ZL_CHARSET_BIG5_HKSCS},
    {"cn-big5", ZL_CHARSET_BIG5_HKSCS},
    {"csbig5", ZL_CHARSET_BIG5_HKSCS},
    {"x-x-big5", ZL_CHARSET_BIG5_HKSCS},
    {"cp950", ZL_CHARSET_BIG5_HKSCS},
    {"950", ZL_CHARSET_BIG5_HKSCS},
    {"euc-tw", ZL_CHARSET_EUC_TW},
    {"euc-jp", ZL_CHARSET_EUC_JP},
    {"shift_jis", ZL_CHARSET_CP932},
    {"sjis", ZL_CHARSET_CP932},
    {"windows-31j", ZL_CHARSET_CP932},
    {"cp932", ZL_CHARSET_CP932},
    {"932", ZL_CHARSET_CP932},
    {"euc-kr", ZL_CHARSET_CP949},
    {"uhc", ZL_CHARSET_CP949},
    {"ks_c_5601-1987", ZL_CHARSET_CP949},
    {"cp949", ZL_CHARSET_CP949},
    {"949", ZL_CHARSET_CP949},
    {"iso-8859-2", ZL_CHARSET_CP1250},
    {"windows-1250", ZL_CHARSET_CP1250},
    {"1250", ZL_CHARSET_CP1250},
    {"windows-1251", ZL_CHARSET_CP1251},
    {"1251", ZL_CHARSET_CP1251},
    {"macintosh", ZL_CHARSET_MACINTOSH},
    {"10000", ZL_CHARSET_MACINTOSH},
    {"cp1252", ZL_CHARSET_CP1252}, /* as Word files tell it; pages say windows-1252 of anything */
    {"koi8-r", ZL_CHARSET_KOI8_R},
};

static enum zl_charset
of_label(const char *label)
{
	char name[32];
	size_t length;

	if (label == NULL)
		return ZL_CHARSET_NONE;
	label += strspn(label, " \t\r\n\"'");
	length = strcspn(label, " \t\r\n\"';");
	if (length == 0 || length >= sizeof(name))
		return ZL_CHARSET_NONE;
	for (size_t i = 0; i < length; i++) /* not by locale, in which I may be no capital of i */
		name[i] = (char)(label[i] >= 'A' && label[i] <= 'Z' ? label[i] | 0x20 : label[i]);
	name[length] = '\0';
	if (strncmp(name, "gb", 2) == 0)
		return ZL_CHARSET_GB18030;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strcmp(name, labels[i].label) == 0)
			return labels[i].charset;
	return ZL_CHARSET_NONE;
}

static enum zl_charset
of_mark(const char *bytes, size_t size, size_t *length)
{
	static const struct {
		const char *mark;
		size_t length;
		enum zl_charset charset;
	} marks[] = {
	    {"\xEF\xBB\xBF", 3, ZL_CHARSET_UTF_8},    {"\xFF\xFE\0\0", 4, ZL_CHARSET_UTF_32LE},
	    {"\0\0\xFE\xFF", 4, ZL_CHARSET_UTF_32BE}, {"\xFF\xFE", 2, ZL_CHARSET_UTF_16LE},
	    {"\xFE\xFF", 2, ZL_CHARSET_UTF_16BE},     {"\x84\x31\x95\x33", 4, ZL_CHARSET_GB18030},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		*length = marks[i].length;
		if (size >= *length && memcmp(bytes, marks[i].mark, *length) == 0)
			return marks[i].charset;
	}
	*length = 0;
	return ZL_CHARSET_NONE;
}

/* What uchardet makes of the first 64 KiB; ZL_CHARSET_NONE for an encoding that is not read. */
static enum zl_charset
of_guess(const char *bytes, size_t size)
{
	enum zl_charset charset = ZL_CHARSET_NONE;
	uchardet_t detector = uchardet_new();

	if (detector == NULL)
		return charset;
	if (uchardet_handle_data(detector, bytes, size < 65536 ? size : 65536) == 0) {
		uchardet_data_end(detector);
		charset = of_label(uchardet_get_charset(detector));
	}
	uchardet_delete(detector);
	return charset;
}

/* HZ is seven-bit, so that it is valid UTF-8 too: its shifts give it away. */
static bool
looks_like_hz(const char *bytes, size_t size)
{
	const char *shift = memmem(bytes, size, "~{", 2);

	return shift != NULL && memmem(shift, size - (size_t)(shift - bytes), "~}", 2) != NULL;
}

/* Reads strictly: out is as it was when the bytes are not valid in the charset. */
static bool
read_strictly(enum zl_charset charset, const char *bytes, size_t size, struct zl_buffer *out)
{
	size_t before = out->length;

	/* Asked of every text, and mostly not so: what is not valid is not worth being written. */
	if (charset == ZL_CHARSET_UTF_8 && !zl_utf8_valid(bytes, size))
		return false;
	if (zl_charset_read(charset, bytes, size, out))
		return true;
	out->length = before;
	return false;
}

const char *
zl_charset_prepare(void)
{
	return zl_charset_open();
}

/* The encoding that a label or mark leaves no doubt of, because none other looks like it. */
static bool
certain(enum zl_charset charset)
{
	return charset >= ZL_CHARSET_UTF_16LE && charset <= ZL_CHARSET_UTF_32BE;
}

/* UTF-16 without a mark gives itself away by the zero bytes of its ASCII, spaces and line ends. */
static enum zl_charset
of_zeros(const char *bytes, size_t size)
{
	size_t zeros[2] = {0, 0};

	for (size_t i = 0; i < size; i++)
		zeros[i & 1] += bytes[i] == '\0';
	if (size % 2 != 0 || zeros[0] == zeros[1])
		return ZL_CHARSET_NONE;
	return zeros[1] > zeros[0] ? ZL_CHARSET_UTF_16LE : ZL_CHARSET_UTF_16BE;
}

/* How Chinese the text reads in the charset, as in chinese.h; INT_MIN when it is not valid in it.
 */
static int
chinese_in(enum zl_charset charset, const char *bytes, size_t size)
{
	struct zl_buffer text = {0};
	int mean = INT_MIN;

	if (zl_charset_read(charset, bytes, size, &text)) {
		struct zl_chinese_weight weight = zl_chinese_weigh(text.data, text.length);
		mean = weight.ideographs == 0 ? INT_MIN : weight.mean;
	}
	zl_buffer_free(&text);
	return mean;
}

/* The charset in which the text reads as Chinese best; ZL_CHARSET_NONE when in none well enough. */
static enum zl_charset
of_chinese(const char *bytes, size_t size, int least)
{
	static const enum zl_charset charsets[] = {ZL_CHARSET_GB18030, ZL_CHARSET_BIG5_HKSCS,
						   ZL_CHARSET_UTF_16LE, ZL_CHARSET_UTF_16BE};
	enum zl_charset best = ZL_CHARSET_NONE;
	int best_mean = least - 1;

	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++) {
		int mean = chinese_in(charsets[i], bytes, size);
		if (mean > best_mean) {
			best = charsets[i];
			best_mean = mean;
		}
	}
	return best;
}

/* The encoding of a text that has no mark, and whose label, if it has one, is wrong. */
static enum zl_charset
find_out(const char *bytes, size_t size, struct zl_buffer *out)
{
	enum zl_charset found = of_zeros(bytes, size);

	if (found != ZL_CHARSET_NONE && read_strictly(found, bytes, size, out))
		return found;
	if (looks_like_hz(bytes, size) && read_strictly(ZL_CHARSET_HZ, bytes, size, out))
		return ZL_CHARSET_HZ;
	if (read_strictly(ZL_CHARSET_UTF_8, bytes, size, out))
		return ZL_CHARSET_UTF_8;
	found = of_chinese(bytes, size, ZL_CHINESE_LIKELY);
	if (found == ZL_CHARSET_NONE)
		found = of_guess(bytes, size);
	if (found == ZL_CHARSET_NONE)
		found = of_chinese(bytes, size, 0);
	return read_strictly(found, bytes, size, out) ? found : ZL_CHARSET_NONE;
}

/* Reads into out; returns what was used, and in *valid whether the bytes were valid in it. */
static enum zl_charset
decode(enum zl_charset labelled, const char *bytes, size_t size, struct zl_buffer *out, bool *valid)
{
	enum zl_charset found = ZL_CHARSET_NONE;

	*valid = true;
	if (labelled != ZL_CHARSET_NONE && read_strictly(labelled, bytes, size, out))
		return labelled;
	if (!certain(labelled))
		found = find_out(bytes, size, out);
	if (found != ZL_CHARSET_NONE)
		return found;
	if (labelled == ZL_CHARSET_NONE && read_strictly(ZL_CHARSET_CP1252, bytes, size, out))
		return ZL_CHARSET_CP1252;
	*valid = false;
	found = labelled == ZL_CHARSET_NONE ? ZL_CHARSET_GB18030 : labelled;
	zl_charset_read(found, bytes, size, out);
	return found;
}

enum zl_charset
zl_charset_told(const char *label, const char *bytes, size_t size, size_t *mark)
{
	enum zl_charset charset = of_mark(bytes, size, mark);

	return charset == ZL_CHARSET_NONE ? of_label(label) : charset;
}

enum zl_charset
zl_charset_find(const char *label, const char *bytes, size_t size, size_t *mark,
		struct zl_buffer *out, bool *valid)
{
	enum zl_charset charset = of_mark(bytes, size, mark);

	if (charset == ZL_CHARSET_NONE)
		return decode(of_label(label), bytes, size, out, valid);
	*valid = zl_charset_read(charset, bytes + *mark, size - *mark, out);
	return charset;
}

bool
zl_charset_decode(const char *label, const void *bytes, size_t size, struct zl_buffer *out,
		  const char **used)
{
	size_t mark;
	bool valid;
	enum zl_charset charset =
	    zl_charset_find(label, size == 0 ? "" : bytes, size, &mark, out, &valid);

	if (used != NULL)
		*used = zl_charset_name(charset);
	return valid && !out->failed;
}

unsigned
zl_charset_code_page(int32_t charset)
{
	static const struct {
		int32_t charset;
		unsigned code_page;
	} pages[] = {
	    {77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},  {136, 950},
	    {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257},
	    {204, 1251}, {222, 874},  {238, 1250}, {254, 437},	{255, 850},
	};

	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		if (pages[i].charset == charset)
			return pages[i].code_page;
	return 0;
}
