/* mime.c: web archives: MIME messages whose first text is the page. */
#include <nettle/base64.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "mime.h"

/* Multiparts within multiparts: deeper ones are not looked into. */
enum { DEEPEST = 4, BOUNDARY = 72 };

/* A part of a message: what its headers say, and where its body stands. */
struct entity {
	struct zl_string type, encoding, body;
};

/* The end of the line at i, behind its line break. */
static size_t
line_end(struct zl_string text, size_t i)
{
	const char *newline = memchr(text.data + i, '\n', text.length - i);

	return newline == NULL ? text.length : (size_t)(newline + 1 - text.data);
}

static bool
is_blank_line(struct zl_string text, size_t i)
{
	return text.data[i] == '\n' ||
	       (text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n');
}

/* The value of the header field at line if it has that name, continued lines included. */
static bool
field_is(struct zl_string line, const char *name, struct zl_string *out)
{
	size_t length = strlen(name);

	if (line.length <= length || strncasecmp(line.data, name, length) != 0 ||
	    line.data[length] != ':')
		return false;
	for (length++; length < line.length && strchr(" \t\r\n", line.data[length]) != NULL;)
		length++;
	*out = (struct zl_string){line.data + length, line.length - length};
	return true;
}

/* Reads headers up to the blank line; what follows is the body. */
static struct entity
read_headers(struct zl_string text)
{
	struct entity entity = {0};
	size_t i = 0;

	while (i < text.length && !is_blank_line(text, i)) {
		size_t end = line_end(text, i);
		while (end < text.length && (text.data[end] == ' ' || text.data[end] == '\t'))
			end = line_end(text, end);
		struct zl_string line = {text.data + i, end - i};
		if (!field_is(line, "Content-Type", &entity.type))
			field_is(line, "Content-Transfer-Encoding", &entity.encoding);
		i = end;
	}
	if (i < text.length)
		i = line_end(text, i);
	entity.body = (struct zl_string){text.data + i, text.length - i};
	return entity;
}

/* A parameter of a content type, without its quotes; "" when it is not there or too long. */
static void
parameter(struct zl_string type, const char *name, char *out, size_t room)
{
	size_t length = strlen(name), used = 0;

	out[0] = '\0';
	for (size_t i = 0; i + length < type.length; i++) {
		if (strncasecmp(type.data + i, name, length) != 0 || type.data[i + length] != '=' ||
		    (i > 0 && strchr("; \t\r\n", type.data[i - 1]) == NULL))
			continue;
		i += length + 1;
		bool quoted = i < type.length && type.data[i] == '"';
		for (i += quoted; i < type.length && used + 1 < room; i++) {
			if (strchr(quoted ? "\"" : "; \t\r\n", type.data[i]) != NULL)
				break;
			out[used++] = type.data[i];
		}
		out[used] = '\0';
		return;
	}
}

static bool
is_type(const struct entity *entity, const char *type)
{
	return entity->type.length >= strlen(type) &&
	       strncasecmp(entity->type.data, type, strlen(type)) == 0;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045, 6.7. */
static void
decode_quoted(struct zl_string text, struct zl_buffer *out)
{
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] != '=') {
			zl_buffer_byte(out, text.data[i]);
			continue;
		}
		int high = i + 2 < text.length ? digit(text.data[i + 1]) : -1;
		int low = high < 0 ? -1 : digit(text.data[i + 2]);
		if (low >= 0) {
			zl_buffer_byte(out, (char)(high * 16 + low));
			i += 2;
			continue;
		}
		size_t next = line_end(text, i); /* a soft line break, or an '=' that is none */
		bool soft = true;
		for (size_t j = i + 1; j < next && soft; j++)
			soft = strchr(" \t\r\n", text.data[j]) != NULL;
		if (soft)
			i = next - 1;
		else
			zl_buffer_byte(out, '=');
	}
}

/* RFC 2045, 6.8: up to the padding; what is no sign of the alphabet is passed by. */
static void
decode_base64(struct zl_string text, struct zl_buffer *out)
{
	struct base64_decode_ctx context;

	if (!zl_buffer_reserve(out, BASE64_DECODE_LENGTH(text.length)))
		return;
	base64_decode_init(&context);
	for (size_t i = 0; i < text.length && text.data[i] != '='; i++) {
		char sign = text.data[i];
		bool known = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
			     (sign >= '0' && sign <= '9') || sign == '+' || sign == '/';
		uint8_t byte;
		if (known && base64_decode_single(&context, &byte, sign) == 1)
			out->data[out->length++] = (char)byte;
	}
	out->data[out->length] = '\0';
}

static void
decode(const struct entity *entity, struct zl_buffer *out)
{
	struct zl_string encoding = entity->encoding, body = entity->body;

	if (encoding.length >= 6 && strncasecmp(encoding.data, "quoted", 6) == 0)
		decode_quoted(body, out);
	else if (encoding.length >= 6 && strncasecmp(encoding.data, "base64", 6) == 0)
		decode_base64(body, out);
	else
		zl_buffer_add(out, body.data, body.length);
}

/* The next line at or behind i that begins with "--" and the boundary; text.length for none. */
static size_t
boundary_find(struct zl_string text, size_t i, const char *boundary)
{
	size_t length = strlen(boundary);

	for (; i < text.length; i = line_end(text, i))
		if (text.length - i >= length + 2 && memcmp(text.data + i, "--", 2) == 0 &&
		    memcmp(text.data + i + 2, boundary, length) == 0)
			return i;
	return text.length;
}

/* Goes down into the first part of a multipart, then along its parts, until one is text. */
static bool
find_text(struct zl_string text, unsigned depth, struct entity *out)
{
	char boundary[BOUNDARY];

	*out = read_headers(text);
	if (is_type(out, "text/html") || is_type(out, "text/plain"))
		return true;
	if (!is_type(out, "multipart/") || depth >= DEEPEST)
		return false;
	parameter(out->type, "boundary", boundary, sizeof(boundary));
	struct zl_string body = out->body;
	size_t at = boundary[0] == '\0' ? body.length : boundary_find(body, 0, boundary);
	while (at < body.length) {
		size_t from = line_end(body, at);
		at = boundary_find(body, from, boundary);
		if (find_text((struct zl_string){body.data + from, at - from}, depth + 1, out))
			return true;
	}
	return false;
}

bool
zl_mime_find_page(const char *data, size_t size, struct zl_web_page *out)
{
	struct entity entity;

	if (!find_text((struct zl_string){data, size}, 0, &entity))
		return false;
	out->is_html = is_type(&entity, "text/html");
	parameter(entity.type, "charset", out->charset, sizeof(out->charset));
	decode(&entity, &out->data);
	zl_buffer_add(&out->data, "", 0);
	return !out->data.failed && out->data.length > 0;
}
