/* compound.c: only the directory is read, and the first bytes of a stream or two. */
#include "compound.h"

#include <stdint.h>
#include <string.h>

enum {
	HEADER = 512,
	ENTRY = 128,
	NAME_MOST = 32,
	END_OF_CHAIN = -2,
	MINI_BELOW = 4096, /* smaller streams stand in the mini stream */
	HEADER_FAT = 109   /* FAT sectors that the header itself names */
};

struct compound {
	const unsigned char *data;
	size_t size;
	unsigned shift; /* log2 of a sector's size */
};

/* What is looked for in the directory. */
struct found {
	bool word, package, information, workbook, powerpoint, message, rights, visio;
	uint32_t word_start, information_start;
	uint64_t word_size, information_size;
};

static uint32_t
little32(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

/* The bytes of a sector; NULL when the file ends before it does. */
static const unsigned char *
sector(const struct compound *file, uint32_t index)
{
	uint64_t at = ((uint64_t)index + 1) << file->shift;

	if (at > file->size || file->size - at < (size_t)1 << file->shift)
		return NULL;
	return file->data + at;
}

/* The sector after index in its chain: from the FAT, whose first sectors the header names. */
static uint32_t
next_sector(const struct compound *file, uint32_t index)
{
	uint32_t per_sector = (1U << file->shift) / 4, place = index / per_sector;

	if (place >= HEADER_FAT)
		return (uint32_t)END_OF_CHAIN;
	const unsigned char *fat = sector(file, little32(file->data + 76 + (size_t)4 * place));
	return fat == NULL ? (uint32_t)END_OF_CHAIN
			   : little32(fat + (size_t)4 * (index % per_sector));
}

/* A directory entry's name as ASCII; what is not becomes '?'. */
static void
entry_name(const unsigned char *entry, char *name)
{
	size_t length = entry[64] / 2;

	for (size_t i = 0; i < length && i < NAME_MOST; i++)
		name[i] = entry[2 * i + 1] == 0 && entry[2 * i] >= 0x20 ? (char)entry[2 * i] : '?';
	name[length < NAME_MOST ? length : NAME_MOST] = '\0';
	if (length > 0 && length <= NAME_MOST)
		name[length - 1] = '\0';
}

static void
entry_read(const unsigned char *entry, struct found *found)
{
	char name[NAME_MOST + 1];

	entry_name(entry, name);
	if (strcmp(name, "WordDocument") == 0) {
		found->word = true;
		found->word_start = little32(entry + 116);
		found->word_size = little32(entry + 120);
	} else if (strcmp(name, "EncryptionInfo") == 0) {
		found->information = true;
		found->information_start = little32(entry + 116);
		found->information_size = little32(entry + 120);
	}
	found->package |= strcmp(name, "EncryptedPackage") == 0;
	found->workbook |= strcmp(name, "Workbook") == 0 || strcmp(name, "Book") == 0;
	found->powerpoint |= strcmp(name, "PowerPoint Document") == 0;
	found->visio |= strcmp(name, "VisioDocument") == 0;
	found->message |= strncmp(name, "__properties_version", 20) == 0;
	found->rights |= strcmp(name, "?DRMContent") == 0 ||
			 strcmp(name, "DRMEncryptedDataSpace") == 0 ||
			 strcmp(name, "DRMEncryptedTransform") == 0;
}

/* Reads the directory; a chain that runs in a circle ends after as many sectors as there are. */
static void
directory_read(const struct compound *file, struct found *found)
{
	uint32_t at = little32(file->data + 48);
	size_t left = file->size >> file->shift;

	for (; left > 0; left--, at = next_sector(file, at)) {
		const unsigned char *entries = sector(file, at);
		if (entries == NULL)
			return;
		for (size_t i = 0; i < (size_t)1 << file->shift; i += ENTRY)
			entry_read(entries + i, found);
	}
}

/* Whether the binary document says that it is encrypted: fEncrypted of its Fib, [MS-DOC] 2.5.2. */
static bool
word_is_encrypted(const struct compound *file, const struct found *found)
{
	const unsigned char *fib =
	    found->word_size < MINI_BELOW ? NULL : sector(file, found->word_start);

	return fib != NULL && (fib[11] & 1) != 0;
}

/* How a package is encrypted: [MS-OFFCRYPTO] 2.3.4, told by the first bytes of EncryptionInfo. */
static const char *
encryption(const struct compound *file, const struct found *found)
{
	const unsigned char *start = NULL;

	if (found->information && found->information_size >= MINI_BELOW)
		start = sector(file, found->information_start);
	if (start != NULL && little32(start) == 0x00040004)
		return "an encrypted package (agile)";
	if (memmem(file->data, file->size, "http://schemas.microsoft.com/office/2006/encryption",
		   51))
		return "an encrypted package (agile)";
	return "an encrypted package (standard)";
}

bool
zl_compound_is(const void *data, size_t size)
{
	return size >= 8 && memcmp(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

enum zl_failure
zl_compound_kind(const void *data, size_t size, struct zl_fault *fault)
{
	struct compound file = {data, size, 0};
	struct found found = {0};

	if (size >= HEADER)
		file.shift = file.data[30];
	if (file.shift != 9 && file.shift != 12)
		return zl_fault_set(fault, ZL_LEGACY_DOC, "a damaged compound file");
	directory_read(&file, &found);
	if (found.rights)
		return zl_fault_set(fault, ZL_ENCRYPTED, "a package with restricted rights (IRM)");
	if (found.package || found.information)
		return zl_fault_set(fault, ZL_ENCRYPTED, "%s", encryption(&file, &found));
	if (found.word && word_is_encrypted(&file, &found))
		return zl_fault_set(fault, ZL_ENCRYPTED, "a Word 97-2003 document with a password");
	if (found.word)
		return zl_fault_set(fault, ZL_LEGACY_DOC, "it holds a WordDocument stream");
	if (found.workbook)
		return zl_fault_set(fault, ZL_NOT_A_ZIP, "an Excel 97-2003 workbook");
	if (found.powerpoint)
		return zl_fault_set(fault, ZL_NOT_A_ZIP, "a PowerPoint 97-2003 presentation");
	if (found.visio)
		return zl_fault_set(fault, ZL_NOT_A_ZIP, "a Visio drawing");
	if (found.message)
		return zl_fault_set(fault, ZL_NOT_A_ZIP, "an Outlook message");
	return zl_fault_set(fault, ZL_LEGACY_DOC, "a compound file without a stream that is known");
}
