/* notes.c: [MS-DOC] 2.3.2 to 2.3.5, and 2.8.7 to 2.8.24 for the tables that divide the parts. */
#include "notes.h"

#include <stdio.h>
#include <stdlib.h>

#include "stretch.h"
#include "unpack/story/frame.h"
#include "unpack/story/repeated.h"
#include "utf16.h"
#include "word95.h"

enum {
	COMMENT = 30,	/* ATRDPre10 */
	AUTHOR = 20,	/* index of the author within it */
	EXTRA = 18,	/* ATRDPost10 */
	SEPARATORS = 6, /* of notes, before the headers of the first section */
	HEADERS = 6	/* of each section */
};

/* The texts of a part, one behind the other. */
struct texts {
	struct zl_plc plc; /* without data */
	enum zl_fib_part part;
	uint32_t last; /* where the one before ended */
};

static struct texts
texts_of(const struct zl_binary *binary, enum zl_fib_pair pair, enum zl_fib_part part)
{
	return (struct texts){
	    .plc = zl_plc(zl_fib_structure(&binary->fib, binary->table.bytes, pair), 0),
	    .part = part,
	    .last = binary->fib.start[part]};
}

/* Where text i stands; false when it is empty, or not where it can be. */
static bool
find_text(const struct zl_binary *binary, struct texts *texts, size_t i, uint32_t *first,
	  uint32_t *end)
{
	uint32_t start = binary->fib.start[texts->part];

	*first = start + zl_plc_position(&texts->plc, i);
	*end = start + zl_plc_position(&texts->plc, i + 1);
	if (*first < texts->last || *end <= *first || *end > binary->fib.start[texts->part + 1])
		return false;
	texts->last = *end;
	return true;
}

static struct zl_note *
open_note(struct zl_binary *binary, enum zl_story story, const char *kind, size_t number)
{
	char id[24];

	snprintf(id, sizeof(id), "%s%zu", kind, number);
	return zl_frame_open(binary->builder, story, zl_string(id));
}

static void
read_notes(struct zl_binary *binary, enum zl_story story, enum zl_fib_pair pair,
	   enum zl_fib_part part)
{
	struct texts texts = texts_of(binary, pair, part);
	uint32_t first, end;

	/* The last text is the paragraph that ends the part. */
	for (size_t i = 0; i + 1 < texts.plc.count; i++) {
		if (!find_text(binary, &texts, i, &first, &end))
			continue;
		if (open_note(binary, story, "", i + 1) == NULL)
			return;
		zl_stretch_read(binary, part, first, end, false);
		zl_frame_close(binary->builder);
	}
}

/* Where the authors' names stand: GrpXstAtnOwners, texts one behind the other. */
struct authors {
	struct zl_bytes names;
	ZL_VECTOR(size_t) at;
};

static void
find_authors(struct zl_binary *binary, struct authors *authors)
{
	*authors = (struct authors){
	    .names = zl_fib_structure(&binary->fib, binary->table.bytes, ZL_FIB_COMMENT_AUTHORS)};
	for (size_t at = 0; at < authors->names.size;) {
		size_t *added = zl_builder_add(binary->builder, &authors->at);
		if (added == NULL)
			return;
		*added = at;
		at += 2 + 2 * (size_t)zl_little16(authors->names, at);
	}
}

static void
read_author(const struct authors *authors, size_t index, struct zl_buffer *out)
{
	if (index >= authors->at.count)
		return;
	size_t at = authors->at.items[index];
	zl_utf16_add(out, authors->names, at + 2, zl_little16(authors->names, at));
}

/* A DTTM, [MS-DOC] 2.9.64, as ISO 8601 has it; nothing where it is none. */
static void
write_time(uint32_t time, struct zl_buffer *out)
{
	unsigned minute = time & 0x3F, hour = time >> 6 & 0x1F, day = time >> 11 & 0x1F;
	unsigned month = time >> 16 & 0xF, year = 1900 + (time >> 20 & 0x1FF);

	if (day > 0 && month > 0 && month <= 12)
		zl_buffer_format(out, "%04u-%02u-%02uT%02u:%02u:00", year, month, day, hour,
				 minute);
}

/* Who wrote comment i, and when. */
static void
describe_comment(struct zl_binary *binary, const struct authors *authors, struct zl_bytes reference,
		 size_t i, struct zl_note *note)
{
	struct zl_bytes extras =
	    zl_fib_structure(&binary->fib, binary->table.bytes, ZL_FIB_COMMENT_EXTRAS);
	struct zl_buffer author = {0}, date = {0};

	read_author(authors, zl_little16(reference, AUTHOR), &author);
	write_time(zl_little32(extras, EXTRA * i), &date);
	if (author.failed || date.failed ||
	    (author.length > 0 && !zl_document_copy(binary->builder->document, author.data,
						    author.length, &note->author)) ||
	    (date.length > 0 &&
	     !zl_document_copy(binary->builder->document, date.data, date.length, &note->date)))
		zl_builder_exhausted(binary->builder);
	zl_buffer_free(&author);
	zl_buffer_free(&date);
}

static void
read_comments(struct zl_binary *binary)
{
	struct texts texts = texts_of(binary, ZL_FIB_COMMENT_TEXTS, ZL_FIB_COMMENTS);
	struct zl_plc references =
	    zl_plc(zl_fib_structure(&binary->fib, binary->table.bytes, ZL_FIB_COMMENT_REFERENCES),
		   COMMENT);
	struct authors authors;
	uint32_t first, end;

	/* Those of Word 6 and 95 are told otherwise. */
	if (binary->fib.is_word95)
		authors = (struct authors){0};
	else
		find_authors(binary, &authors);
	for (size_t i = 0; i + 1 < texts.plc.count; i++) {
		if (!find_text(binary, &texts, i, &first, &end))
			continue;
		struct zl_note *note = open_note(binary, ZL_STORY_COMMENT, "", i + 1);
		if (note == NULL)
			break;
		if (!binary->fib.is_word95)
			describe_comment(binary, &authors, zl_plc_data(&references, i), i, note);
		zl_stretch_read(binary, ZL_FIB_COMMENTS, first, end, false);
		zl_frame_close(binary->builder);
	}
	free(authors.at.items);
}

/* What a text among the headers and footers is: [MS-DOC] 2.3.3. */
static uint8_t
kind_of(const struct zl_binary *binary, const zl_word95_headers *older, size_t text)
{
	size_t place = (text - SEPARATORS) % HEADERS;

	if (binary->fib.is_word95)
		return text < older->count ? older->items[text] : (uint8_t)ZL_WORD95_HEADER;
	if (text < SEPARATORS)
		return ZL_WORD95_SEPARATOR;
	return place == 2 || place == 3 || place == 5 ? ZL_WORD95_FOOTER : ZL_WORD95_HEADER;
}

/* Headers, or footers: each ends with a paragraph of its own that is not shown. */
static void
read_headers(struct zl_binary *binary, const zl_word95_headers *older, bool footers)
{
	uint8_t kind = footers ? ZL_WORD95_FOOTER : ZL_WORD95_HEADER;

	struct texts texts = texts_of(binary, ZL_FIB_HEADER_TEXTS, ZL_FIB_HEADERS);
	struct zl_repeated repeated = {0};
	size_t number = 0;
	uint32_t first, end;

	for (size_t i = 0; i + 1 < texts.plc.count; i++) {
		if (!find_text(binary, &texts, i, &first, &end) ||
		    kind_of(binary, older, i) != kind)
			continue;
		struct zl_repeated_mark mark = zl_repeated_begin(binary->builder);
		if (open_note(binary, footers ? ZL_STORY_FOOTER : ZL_STORY_HEADER,
			      footers ? "footer" : "header", ++number) == NULL)
			break;
		zl_stretch_read(binary, ZL_FIB_HEADERS, first, end, true);
		zl_frame_close(binary->builder);
		zl_repeated_end(&repeated, binary->builder, mark);
	}
	zl_repeated_free(&repeated);
}

void
zl_binary_notes_read(struct zl_binary *binary)
{
	zl_word95_headers older = {0};

	read_notes(binary, ZL_STORY_FOOTNOTE, ZL_FIB_FOOTNOTE_TEXTS, ZL_FIB_FOOTNOTES);
	read_notes(binary, ZL_STORY_ENDNOTE, ZL_FIB_ENDNOTE_TEXTS, ZL_FIB_ENDNOTES);
	read_comments(binary);
	if (binary->fib.is_word95)
		zl_word95_headers_read(binary, &older);
	read_headers(binary, &older, false);
	read_headers(binary, &older, true);
	free(older.items);
}
