/* file_type.c: signatures, in the order in which they are looked for. */
#include "file_type.h"

#include <string.h>
#include <strings.h>

#include "compound.h"

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
    SIGNATURE("{\\rt", 0, ZL_RTF, "it begins with {\\rt"),
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
		zl_fault_set(fault, ZL_NOT_A_ZIP, "a Word 2003 XML document");
	else if (has_words(head, size, "<html", "") || has_words(head, size, "<HTML", ""))
		zl_fault_set(fault, ZL_HTML, "XHTML");
	else if (has_words(head, size, "office:document", "urn:oasis:names:tc:opendocument"))
		zl_fault_set(fault, ZL_OPENDOCUMENT, "a flat OpenDocument file");
	else
		zl_fault_set(fault, ZL_NOT_A_ZIP, "an XML file");
	return ZL_FILE_OTHER;
}

/* Text is UTF-8 or another encoding of bytes without controls. */
static bool
is_text(const char *head, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)head[i] < 0x20 && strchr("\t\r\n\f\x1A", head[i]) == NULL)
			return false;
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
	bool wide = begins(data, size, "\xFF\xFE") || begins(data, size, "\xFE\xFF");
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
		if (begins(head, length, html[j])) {
			zl_fault_set(fault, ZL_HTML, "it begins with %s", html[j]);
			return ZL_FILE_OTHER;
		}
	if (has_words(head, length, "MIME-Version:", "Content-Type:")) {
		zl_fault_set(fault, ZL_HTML, "a web archive (MHTML)");
		return ZL_FILE_OTHER;
	}
	if (begins(head, length, "<?xml") ||
	    (begins(head, length, "<") && memmem(head, length, "xmlns", 5) != NULL))
		return kind_of_xml(head, length, fault);
	zl_fault_set(fault, ZL_NOT_A_ZIP, "%s",
		     is_text(head, length) ? "plain text" : "bytes of no kind that is known");
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
	return true;
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
	if (zl_compound_is(data, size)) {
		zl_compound_kind(data, size, fault);
		return ZL_FILE_OTHER;
	}
	if (begins(data, size, "PK\3\4") || begins(data, size, "PK\5\6"))
		return ZL_FILE_ZIP;
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

enum zl_failure
zl_file_type_of_package(const struct zl_package *package, struct zl_fault *fault)
{
	static const struct {
		const char *part;
		enum zl_failure code;
		const char *message;
	} others[] = {
	    {"content.xml", ZL_OPENDOCUMENT, "it holds content.xml"},
	    {"xl/workbook.xml", ZL_NOT_A_DOCX, "an Excel workbook"},
	    {"xl/workbook.bin", ZL_NOT_A_DOCX, "an Excel workbook"},
	    {"ppt/presentation.xml", ZL_NOT_A_DOCX, "a PowerPoint presentation"},
	    {"visio/document.xml", ZL_NOT_A_DOCX, "a Visio drawing"},
	    {"ofd.xml", ZL_NOT_A_DOCX, "an OFD document"},
	    {"meta-inf/container.xml", ZL_NOT_A_DOCX, "an EPUB book"},
	    {"meta-inf/manifest.mf", ZL_NOT_A_DOCX, "a Java archive"},
	    {"[content_types].xml", ZL_MISSING_PART, "no relationship leads to a document"},
	    {"word/styles.xml", ZL_MISSING_PART, "word/document.xml"},
	};

	if (package->flat != NULL)
		return zl_fault_set(fault, ZL_MISSING_PART, "no relationship leads to a document");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (zl_package_has(package, zl_string(others[i].part)))
			return zl_fault_set(fault, others[i].code, "%s", others[i].message);
	return zl_fault_set(fault, ZL_NOT_A_DOCX, "a zip archive of other files");
}
