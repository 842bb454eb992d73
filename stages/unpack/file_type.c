/* file_type.c: signatures, in the order in which they are looked for. */
#include "file_type.h"

#include <string.h>
#include <strings.h>

#include "unpack/compound/compound.h"

/* How far into a text file its first words are looked for. */
enum { HEAD = 4096 };

struct signature {
	const char *bytes;
	size_t length, offset;
	enum zl_failure code;
	const char *message;
};

#define SIGNATURE(bytes, offset, code, message)                                                    \
	{                                                                                          \
		bytes, sizeof(bytes) - 1, offset, code, message                                    \
	}

static const struct signature signatures[] = {
    SIGNATURE("%TSD-Header-###%", 0, ZL_VENDOR_ENCRYPTED, "it begins with %TSD-Header-###%"),
    SIGNATURE("E-SafeNet", 8, ZL_VENDOR_ENCRYPTED, "an E-SafeNet header"),
    SIGNATURE("%PDF-", 0, ZL_PDF, "it begins with %PDF-"),
    SIGNATURE("\xFF\xD8\xFF", 0, ZL_NOT_A_ZIP, "a JPEG picture"),
    SIGNATURE("\x89PNG", 0, ZL_NOT_A_ZIP, "a PNG picture"),
    SIGNATURE("GIF8", 0, ZL_NOT_A_ZIP, "a GIF picture"),
    SIGNATURE("Rar!", 0, ZL_NOT_A_ZIP, "a RAR archive"),
    SIGNATURE("7z\xBC\xAF\x27\x1C", 0, ZL_NOT_A_ZIP, "a 7z archive"),
    SIGNATURE("\x1F\x8B", 0, ZL_NOT_A_ZIP, "a gzip file"),
    SIGNATURE("MZ", 0, ZL_NOT_A_ZIP, "a Windows program"),
    SIGNATURE("\xDB\xA5-\0", 0, ZL_LEGACY_DOC, "Word 2"),
    SIGNATURE("\x31\xBE\0\0", 0, ZL_LEGACY_DOC, "Word for DOS or Microsoft Write"),
};

static bool
fits(const struct signature *signature, const char *data, size_t size)
{
	return size >= signature->offset + signature->length &&
	       memcmp(data + signature->offset, signature->bytes, signature->length) == 0;
}

static bool
begins(const char *text, size_t size, const char *word)
{
	size_t length = strlen(word);

	return size >= length && strncasecmp(text, word, length) == 0;
}

/* Whether the head holds both. */
static bool
has_words(const char *head, size_t size, const char *first, const char *second)
{
	return memmem(head, size, first, strlen(first)) != NULL &&
	       memmem(head, size, second, strlen(second)) != NULL;
}

static enum zl_file_type
kind_of_xml(const char *head, size_t size, struct zl_fault *fault)
{
	if (has_words(head, size, ":package",
		      "http://schemas.microsoft.com/office/2006/xmlPackage"))
		return ZL_FILE_FLAT;
	if (has_words(head, size, "wordDocument", "http://schemas.microsoft.com/office/word/2003"))
		return ZL_FILE_WORDML;
	if (has_words(head, size, "<html", "") || has_words(head, size, "<HTML", ""))
		return ZL_FILE_HTML;
	if (has_words(head, size, "office:document", "urn:oasis:names:tc:opendocument"))
		zl_fault_set(fault, ZL_OPENDOCUMENT, "a flat OpenDocument file");
	else
		zl_fault_set(fault, ZL_NOT_A_ZIP, "an XML file");
	return ZL_FILE_OTHER;
}

static bool
is_control(unsigned code)
{
	return code < 0x20 && (code == 0 || strchr("\t\r\n\f\x1A", (int)code) == NULL);
}

/* Whether a byte order mark of UTF-16 stands at the beginning. */
static bool
is_wide(const char *data, size_t size)
{
	return begins(data, size, "\xFF\xFE") || begins(data, size, "\xFE\xFF");
}

/* Text is UTF-16 with a mark, UTF-8 or another encoding of bytes; it has no controls. */
static bool
is_text(const char *data, size_t size)
{
	struct zl_bytes bytes = {(const unsigned char *)data, size < HEAD ? size : HEAD};
	bool wide = is_wide(data, size), big = wide && begins(data, size, "\xFE");

	for (size_t i = 0; i + wide < bytes.size; i += 1U + wide) {
		unsigned code = zl_byte(bytes, i);
		if (wide)
			code = big ? code << 8 | zl_byte(bytes, i + 1) : zl_little16(bytes, i);
		if (is_control(code))
			return false;
	}
	return true;
}

static bool
is_zeros(const char *data, size_t size)
{
	return data[0] == '\0' && (size == 1 || memcmp(data, data + 1, size - 1) == 0);
}

/*
 * The first bytes of a text as far as they are ASCII, without a byte order mark and the white space
 * behind it: the zeros of UTF-16 are left out.  Gives their number.
 */
static size_t
read_head(const char *data, size_t size, char *head)
{
	bool wide = is_wide(data, size);
	size_t from = wide ? 2 : begins(data, size, "\xEF\xBB\xBF") ? 3 : 0, length = 0;

	for (size_t i = from; i < size && length < HEAD; i++) {
		bool space = data[i] != '\0' && strchr(" \t\r\n", data[i]) != NULL;
		if (!(wide && data[i] == '\0') && !(length == 0 && space))
			head[length++] = data[i];
	}
	return length;
}

/* Text files, in UTF-8, in UTF-16 or as ASCII shines through another encoding. */
static enum zl_file_type
kind_of_text(const char *data, size_t size, struct zl_fault *fault)
{
	static const char *const html[] = {"<!doctype html", "<html", "<head", "<body", "<meta"};
	char head[HEAD];
	size_t length = read_head(data, size, head);

	for (size_t j = 0; j < sizeof(html) / sizeof(*html); j++)
		if (begins(head, length, html[j]))
			return ZL_FILE_HTML;
	if (has_words(head, length, "MIME-Version:", "Content-Type:"))
		return ZL_FILE_MHT;
	if (begins(head, length, "<?xml") ||
	    (begins(head, length, "<") && memmem(head, length, "xmlns", 5) != NULL))
		return kind_of_xml(head, length, fault);
	if (is_text(data, size))
		return ZL_FILE_TEXT;
	zl_fault_set(fault, ZL_NOT_A_ZIP, "bytes of no kind that is known");
	return ZL_FILE_OTHER;
}

/* Word's and WPS's owner file beside an open document: a length, a name, the name in UTF-16. */
static bool
is_owner_file(const unsigned char *data, size_t size)
{
	if ((size != 162 && size != 165 && size != 54) || data[0] == 0 || data[0] >= 54)
		return false;
	for (size_t i = (size_t)data[0] + 1; i < 54; i++)
		if (data[i] != ' ' && data[i] != '\0')
			return false;
	/* A text may begin with what reads as a length, but holds no byte 0. */
	return data[0] < ' ' || memchr(data, '\0', size) != NULL;
}

/* How a package is encrypted: [MS-OFFCRYPTO] 2.3.4, told by the first bytes of EncryptionInfo. */
static enum zl_failure
encryption(struct zl_compound *file, struct zl_fault *fault)
{
	struct zl_fault none = {0};
	struct zl_stream information;
	bool agile = zl_compound_read(file, "EncryptionInfo", &information, &none) == ZL_OK &&
		     zl_little32(information.bytes, 0) == 0x00040004;

	zl_stream_free(&information);
	return zl_fault_set(fault, ZL_ENCRYPTED, "an encrypted package (%s)",
			    agile ? "agile" : "standard");
}

/* Both have a storage \006DataSpaces; rights are told by the transform that it names. */
static enum zl_failure
rights_or_encryption(struct zl_compound *file, struct zl_fault *fault)
{
	if (memmem(file->directory.bytes.data, file->directory.bytes.size,
		   "D\0R\0M\0E\0n\0c\0r\0y\0p\0t\0e\0d", 23) != NULL)
		return zl_fault_set(fault, ZL_ENCRYPTED, "a package with restricted rights (IRM)");
	return encryption(file, fault);
}

/* Other documents that come in compound files, by a stream or storage that each has. */
static enum zl_failure
foreign_compound(const struct zl_compound *file, struct zl_fault *fault)
{
	static const struct {
		const char *name;
		enum zl_failure code;
		const char *message;
	} others[] = {
	    {"\tDRMContent", ZL_ENCRYPTED, "a document with restricted rights (IRM)"},
	    {"Workbook", ZL_NOT_A_ZIP, "an Excel 97-2003 workbook"},
	    {"Book", ZL_NOT_A_ZIP, "an Excel 5 workbook"},
	    {"PowerPoint Document", ZL_NOT_A_ZIP, "a PowerPoint 97-2003 presentation"},
	    {"VisioDocument", ZL_NOT_A_ZIP, "a Visio drawing"},
	    {"__properties_version", ZL_NOT_A_ZIP, "an Outlook message"},
	    {"MatOST", ZL_LEGACY_DOC, "a Microsoft Works document"},
	    {"MM", ZL_LEGACY_DOC, "a Microsoft Works document"},
	    {"MN0", ZL_LEGACY_DOC, "a Microsoft Works document"},
	    {"CONTENTS", ZL_LEGACY_DOC, "a Microsoft Works document"},
	    {"FileHeader", ZL_LEGACY_DOC, "a Hangul document"},
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (zl_compound_has_prefix(file, others[i].name))
			return zl_fault_set(fault, others[i].code, "%s", others[i].message);
	return zl_fault_set(fault, ZL_LEGACY_DOC, "a compound file without a stream that is known");
}

static enum zl_file_type
type_of_compound(const void *data, size_t size, struct zl_fault *fault)
{
	enum zl_file_type type = ZL_FILE_OTHER;
	struct zl_compound file;

	if (zl_compound_open(&file, data, size, fault) == ZL_OK) {
		if (zl_compound_has(&file, "\006DataSpaces"))
			rights_or_encryption(&file, fault);
		else if (zl_compound_has(&file, "EncryptedPackage") ||
			 zl_compound_has(&file, "EncryptionInfo"))
			encryption(&file, fault);
		else if (zl_compound_has(&file, "WordDocument"))
			type = ZL_FILE_DOC;
		else
			foreign_compound(&file, fault);
	}
	zl_compound_close(&file);
	return type;
}

enum zl_file_type
zl_file_type_of(const void *bytes, size_t size, struct zl_fault *fault)
{
	const char *data = bytes;

	if (size == 0) {
		zl_fault_set(fault, ZL_EMPTY_FILE, "0 bytes");
		return ZL_FILE_OTHER;
	}
	for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++)
		if (fits(&signatures[i], data, size)) {
			zl_fault_set(fault, signatures[i].code, "%s", signatures[i].message);
			return ZL_FILE_OTHER;
		}
	if (zl_compound_is(data, size))
		return type_of_compound(data, size, fault);
	if (begins(data, size, "{\\rt"))
		return ZL_FILE_RTF;
	if (begins(data, size, "PK\3\4") || begins(data, size, "PK\5\6"))
		return ZL_FILE_ZIP;
	if (size < 4 && begins(data, size, "PK")) {
		zl_fault_set(fault, ZL_TRUNCATED, "%zu bytes of a zip archive", size);
		return ZL_FILE_OTHER;
	}
	if (is_zeros(data, size)) {
		zl_fault_set(fault, ZL_NOT_A_ZIP, "%zu zero bytes", size);
		return ZL_FILE_OTHER;
	}
	if (is_owner_file(bytes, size)) {
		zl_fault_set(fault, ZL_NOT_A_ZIP, "an owner file of an open document");
		return ZL_FILE_OTHER;
	}
	return kind_of_text(data, size, fault);
}
