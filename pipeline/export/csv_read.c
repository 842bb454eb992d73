/* csv_read.c: see csv_read.h. */
#include "csv_read.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pipeline/common/language.h"
#include "program.h"

/* Puts text into UTF-8; false with errno set. */
static bool
convert(struct zl_buffer *text, const char *encoding)
{
	struct zl_buffer out = {0};
	iconv_t converter = iconv_open("UTF-8", encoding);
	char *from = text->data;
	size_t left = text->length;

	if (converter == (iconv_t)-1)
		return false;
	bool done = zl_buffer_reserve(&out, 2 * left + 16); /* no charset takes more than twice */
	char *to = out.data;
	size_t room = out.capacity;
	done = done && iconv(converter, &from, &left, &to, &room) != (size_t)-1 && left == 0;
	int number = errno;
	iconv_close(converter);
	if (done) {
		out.length = (size_t)(to - out.data);
		zl_buffer_free(text);
		*text = out;
		zl_buffer_byte(text, '\0');
		text->length--;
	} else {
		zl_buffer_free(&out);
	}
	errno = number;
	return done && !text->failed;
}

enum zl_status
zl_csv_load(struct zl_csv_file *file, const char *path, const char *encoding,
	    struct zl_buffer *words)
{
	static const char mark[] = "\357\273\277";

	*file = (struct zl_csv_file){.line = 1};
	if (!zl_program_read_file(path, &file->text)) {
		zl_buffer_text(words, strerror(errno));
		return ZL_FAILED;
	}
	bool utf8 = zl_utf8_valid(file->text.data, file->text.length);
	if (encoding != NULL || !utf8) {
		const char *name = encoding != NULL ? encoding : "GB18030";
		if (!convert(&file->text, name)) {
			zl_buffer_format(words, _("it is not %s%s"), utf8 ? "" : _("UTF-8, nor "),
					 name);
			return ZL_FAILED;
		}
	}
	if (file->text.length >= 3 && memcmp(file->text.data, mark, 3) == 0)
		file->at = 3;
	if (memchr(file->text.data, '\0', file->text.length) != NULL) {
		zl_buffer_text(words, _("it has a NUL; is it CSV?"));
		return ZL_FAILED;
	}
	return ZL_DONE;
}

/* A quoted cell, from behind its quote; its text is moved together where quotes are doubled. */
static bool
take_quoted(struct zl_csv_file *file, struct zl_string *cell)
{
	char *text = file->text.data;
	size_t to = file->at, end = file->text.length;

	cell->data = text + to;
	for (;;) {
		if (file->at >= end) {
			file->wrong = _("a quote that is not closed");
			return false;
		}
		char byte = text[file->at++];
		file->line += byte == '\n';
		if (byte == '"') {
			if (file->at >= end || text[file->at] != '"')
				break;
			file->at++;
		}
		text[to++] = byte;
	}
	cell->length = (size_t)(text + to - cell->data);
	if (file->at < end && strchr(",\r\n", text[file->at]) == NULL) {
		file->wrong = _("text behind a closing quote");
		return false;
	}
	return true;
}

static void
take_plain(struct zl_csv_file *file, struct zl_string *cell)
{
	const char *from = file->text.data + file->at;

	cell->data = from;
	while (file->at < file->text.length && strchr(",\r\n", file->text.data[file->at]) == NULL)
		file->at++;
	cell->length = (size_t)(file->text.data + file->at - from);
}

/* Takes the cells of a line; false when the file is wrong. */
static bool
take_row(struct zl_csv_file *file)
{
	const char *text = file->text.data;
	size_t end = file->text.length;

	file->cells.count = 0;
	file->row_line = file->line;
	for (;;) {
		struct zl_string *cell = zl_vector_push(&file->cells);
		if (cell == NULL) {
			file->wrong = "out of memory";
			return false;
		}
		if (file->at < end && text[file->at] == '"') {
			file->at++;
			if (!take_quoted(file, cell))
				return false;
		} else {
			take_plain(file, cell);
		}
		if (file->at >= end || text[file->at] != ',')
			break;
		file->at++;
	}
	file->at += file->at < end && text[file->at] == '\r';
	if (file->at < end && text[file->at] == '\n')
		file->at++;
	file->line++;
	return true;
}

bool
zl_csv_next(struct zl_csv_file *file)
{
	while (file->at < file->text.length && file->wrong == NULL) {
		if (!take_row(file))
			return false;
		for (size_t i = 0; i < file->cells.count; i++)
			if (file->cells.items[i].length > 0)
				return true;
	}
	return false;
}

void
zl_csv_free(struct zl_csv_file *file)
{
	zl_buffer_free(&file->text);
	free(file->cells.items);
	file->cells.items = NULL;
}
