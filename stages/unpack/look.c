/* look.c: signatures; of archives and compound files the names in their directories. */
#include "look.h"

#include <string.h>
#include <strings.h>

#include "unpack/compound/bytes.h"

enum { HEAD = 4096, TAIL = 65536, DIRECTORY = 4096 };

static const char *const kind_names[ZL_KIND_COUNT] = {
    [ZL_KIND_DOCX] = "docx",
    [ZL_KIND_DOC] = "doc",
    [ZL_KIND_RTF] = "rtf",
    [ZL_KIND_WORDML] = "wordml",
    [ZL_KIND_HTML] = "html",
    [ZL_KIND_MHT] = "mht",
    [ZL_KIND_TXT] = "txt",
    [ZL_KIND_PDF] = "pdf",
    [ZL_KIND_OFD] = "ofd",
    [ZL_KIND_OPENDOCUMENT] = "opendocument",
    [ZL_KIND_SPREADSHEET] = "spreadsheet",
    [ZL_KIND_PRESENTATION] = "presentation",
    [ZL_KIND_DRAWING] = "drawing",
    [ZL_KIND_PICTURE] = "picture",
    [ZL_KIND_MEDIA] = "media",
    [ZL_KIND_ARCHIVE] = "archive",
    [ZL_KIND_PROGRAM] = "program",
    [ZL_KIND_MESSAGE] = "message",
    [ZL_KIND_ENCRYPTED] = "encrypted",
    [ZL_KIND_XML] = "xml",
    [ZL_KIND_OWNER] = "owner-file",
    [ZL_KIND_EMPTY] = "empty",
    [ZL_KIND_OTHER] = "other",
};

/* A file told by bytes at one offset. */
struct signature {
	size_t offset, length;
	const char *bytes;
	enum zl_kind kind;
};

#define SIGNATURE(offset, bytes, kind)                                                             \
	{                                                                                          \
		offset, sizeof(bytes) - 1, bytes, kind                                             \
	}

static const struct signature signatures[] = {
    SIGNATURE(0, "{\\rt", ZL_KIND_RTF),
    SIGNATURE(0, "%PDF-", ZL_KIND_PDF),
    SIGNATURE(0, "\xFF\xD8\xFF", ZL_KIND_PICTURE),
    SIGNATURE(0, "\x89PNG", ZL_KIND_PICTURE),
    SIGNATURE(0, "GIF8", ZL_KIND_PICTURE),
    SIGNATURE(0, "BM", ZL_KIND_PICTURE),
    SIGNATURE(0, "II*\0", ZL_KIND_PICTURE),
    SIGNATURE(0, "MM\0*", ZL_KIND_PICTURE),
    SIGNATURE(8, "WEBP", ZL_KIND_PICTURE),
    SIGNATURE(0, "RIFF", ZL_KIND_MEDIA),
    SIGNATURE(4, "ftyp", ZL_KIND_MEDIA),
    SIGNATURE(0, "ID3", ZL_KIND_MEDIA),
    SIGNATURE(0, "OggS", ZL_KIND_MEDIA),
    SIGNATURE(0, "Rar!", ZL_KIND_ARCHIVE),
    SIGNATURE(0, "7z\xBC\xAF\x27\x1C", ZL_KIND_ARCHIVE),
    SIGNATURE(0, "\x1F\x8B", ZL_KIND_ARCHIVE),
    SIGNATURE(0, "BZh", ZL_KIND_ARCHIVE),
    SIGNATURE(0,
	      "\xFD"
	      "7zXZ",
	      ZL_KIND_ARCHIVE),
    SIGNATURE(257, "ustar", ZL_KIND_ARCHIVE),
    SIGNATURE(0, "MZ", ZL_KIND_PROGRAM),
    SIGNATURE(0,
	      "\x7F"
	      "ELF",
	      ZL_KIND_PROGRAM),
    SIGNATURE(0, "SQLite format 3", ZL_KIND_OTHER),
    SIGNATURE(0, "%TSD-Header-###%", ZL_KIND_ENCRYPTED),
    SIGNATURE(8, "E-SafeNet", ZL_KIND_ENCRYPTED),
};

/* Names in a directory, and what has them. */
struct entry {
	const char *name;
	enum zl_kind kind;
};

static const struct entry zip_entries[] = {
    {"word/", ZL_KIND_DOCX},
    {"xl/workbook", ZL_KIND_SPREADSHEET},
    {"ppt/presentation", ZL_KIND_PRESENTATION},
    {"visio/document", ZL_KIND_DRAWING},
    {"OFD.xml", ZL_KIND_OFD},
    {"content.xml", ZL_KIND_OPENDOCUMENT},
};

static const struct entry compound_entries[] = {
    {"EncryptedPackage", ZL_KIND_ENCRYPTED}, {"DRMContent", ZL_KIND_ENCRYPTED},
    {"WordDocument", ZL_KIND_DOC},	     {"Workbook", ZL_KIND_SPREADSHEET},
    {"Book", ZL_KIND_SPREADSHEET},	     {"PowerPoint Document", ZL_KIND_PRESENTATION},
    {"VisioDocument", ZL_KIND_DRAWING},	     {"__properties_version", ZL_KIND_MESSAGE},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

const char *
zl_kind_name(enum zl_kind kind)
{
	return kind_names[kind];
}

enum zl_kind
zl_kind_of_name(const char *name, size_t length)
{
	enum zl_kind kind = ZL_KIND_DOCX;

	while (kind < ZL_KIND_COUNT &&
	       (strlen(kind_names[kind]) != length || memcmp(kind_names[kind], name, length) != 0))
		kind++;
	return kind;
}

bool
zl_kind_is_read(enum zl_kind kind)
{
	return kind <= ZL_KIND_TXT;
}

static bool
ends_with(const char *name, const char *const *endings, size_t count)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < count; i++) {
		size_t ending = strlen(endings[i]);
		if (length >= ending && strcasecmp(name + length - ending, endings[i]) == 0)
			return true;
	}
	return false;
}

bool
zl_name_is_document(const char *name)
{
	static const char *const endings[] = {".docx", ".docm", ".dotx", ".dotm", ".doc",
					      ".dot",  ".wps",	".wpt",	 ".rtf"};

	return ends_with(name, endings, COUNT(endings));
}

bool
zl_name_is_text(const char *name)
{
	static const char *const endings[] = {".txt", ".htm", ".html", ".mht", ".mhtml"};

	return ends_with(name, endings, COUNT(endings));
}

static bool
has(const void *bytes, size_t size, const char *word)
{
	return memmem(bytes, size, word, strlen(word)) != NULL;
}

/* What an archive is, by names in its directory, which stands at its end. */
static enum zl_kind
look_at_zip(zl_look_read *read, void *context, uint64_t size)
{
	char tail[TAIL];
	uint64_t from = size > TAIL ? size - TAIL : 0;
	size_t got = read(context, from, tail, TAIL);

	for (size_t i = 0; i < COUNT(zip_entries); i++)
		if (has(tail, got, zip_entries[i].name))
			return zip_entries[i].kind;
	return ZL_KIND_ARCHIVE;
}

/* Whether the name stands in UTF-16, as a directory of a compound file has it. */
static bool
has_wide(const char *bytes, size_t size, const char *word)
{
	char wide[64];
	size_t length = strlen(word);

	for (size_t i = 0; i < length; i++) {
		wide[2 * i] = word[i];
		wide[2 * i + 1] = '\0';
	}
	return memmem(bytes, size, wide, 2 * length) != NULL;
}

/* What a compound file is, by the beginning of its directory: [MS-CFB] 2.2. */
static enum zl_kind
look_at_compound(zl_look_read *read, void *context, struct zl_bytes head)
{
	char directory[DIRECTORY];
	unsigned shift = zl_little16(head, 30) == 12 ? 12 : 9;
	uint64_t at = ((uint64_t)zl_little32(head, 48) + 1) << shift;
	size_t got = read(context, at, directory, sizeof(directory));

	for (size_t i = 0; i < COUNT(compound_entries); i++)
		if (has_wide(directory, got, compound_entries[i].name))
			return compound_entries[i].kind;
	return ZL_KIND_OTHER;
}

/* The text at the beginning, as far as it is ASCII: without marks, zeros of UTF-16, white space. */
static size_t
plain(const char *head, size_t size, char *out)
{
	size_t length = 0;

	for (size_t i = 0; i < size; i++) {
		char c = head[i];
		bool skipped =
		    c == '\0' || (length == 0 && strchr(" \t\r\n\xEF\xBB\xBF\xFE\xFF", c) != NULL);
		if (!skipped)
			out[length++] = c;
	}
	return length;
}

static bool
begins(const char *text, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(text, word, strlen(word)) == 0;
}

/* Bytes without controls, or in UTF-16. */
static bool
is_text(const char *head, size_t size)
{
	bool wide =
	    size >= 2 && (memcmp(head, "\xFF\xFE", 2) == 0 || memcmp(head, "\xFE\xFF", 2) == 0);

	for (size_t i = 0; i < size && !wide; i++)
		if ((unsigned char)head[i] < 0x20 && strchr("\t\r\n\f\x1A", head[i]) == NULL)
			return false;
	return true;
}

static enum zl_kind
look_at_text(const char *head, size_t size)
{
	static const char *const html[] = {"<!doctype html", "<html", "<head", "<body", "<meta"};
	char text[HEAD];
	size_t length = plain(head, size, text);

	if (!is_text(head, size))
		return ZL_KIND_OTHER;
	for (size_t i = 0; i < COUNT(html); i++)
		if (begins(text, length, html[i]))
			return ZL_KIND_HTML;
	if (has(text, length, "MIME-Version:") && has(text, length, "Content-Type:"))
		return ZL_KIND_MHT;
	if (!begins(text, length, "<?xml") &&
	    !(begins(text, length, "<") && has(text, length, "xmlns")))
		return ZL_KIND_TXT;
	if (has(text, length, "http://schemas.microsoft.com/office/word/2003"))
		return ZL_KIND_WORDML;
	if (has(text, length, "http://schemas.microsoft.com/office/2006/xmlPackage"))
		return ZL_KIND_DOCX;
	return has(text, length, "<html") ? ZL_KIND_HTML : ZL_KIND_XML;
}

enum zl_kind
zl_look(zl_look_read *read, void *context, uint64_t size)
{
	char head[HEAD];
	size_t got = size == 0 ? 0 : read(context, 0, head, sizeof(head));

	if (got == 0)
		return size == 0 ? ZL_KIND_EMPTY : ZL_KIND_OTHER;
	for (size_t i = 0; i < COUNT(signatures); i++)
		if (got >= signatures[i].offset + signatures[i].length &&
		    memcmp(head + signatures[i].offset, signatures[i].bytes,
			   signatures[i].length) == 0)
			return signatures[i].kind;
	if (got >= 4 && (memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0))
		return look_at_zip(read, context, size);
	if (got >= 8 && memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
		return look_at_compound(read, context,
					(struct zl_bytes){(unsigned char *)head, got});
	return look_at_text(head, got);
}
