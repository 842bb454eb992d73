/*
 * fuzz_scan.c: a part that the scanner reads is told as libxml2 tells it, to the letter; so it
 * reads none that libxml2 refuses.
 *
 * The first byte says at which event a handler fails, and how deep elements may stand; the rest is
 * the part.  Mutations know what XML is made of; with -mutate_depth=1, which does not put five of
 * them on one another, the scanner reads half of the parts.  How many it read is said at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/readings.h"
#include "unpack/unpack.h"
#include "unpack/xml/scan.h"

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);

/* Parts seen, those that the scanner read, and of them those whose names or handlers fail. */
static unsigned long long seen, scanned, failed;

static void
say_counts(void)
{
	fprintf(stderr, "%llu parts, of which the scanner read %llu, of which %llu end early\n",
		seen, scanned, failed);
}

int
LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void)count, (void)arguments;
	zl_unpack_prepare();
	atexit(say_counts);
	return 0;
}

/* A copy that a sanitizer guards the end of, a NUL behind it. */
static char *
copy(const uint8_t *data, size_t size)
{
	char *part = malloc(size + 1);

	if (part == NULL)
		abort();
	memcpy(part, data, size);
	part[size] = '\0';
	return part;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	char *part = copy(data + 1, --size);
	uint64_t depth = data[0] >> 6 == 3 ? 4 : 256;
	struct reading a = {.until = data[0] & 0x3F}, b = a;

	seen++;
	if (reading_scan(&a, part, size, depth)) {
		reading_parse(&b, part, size, depth);
		scanned++;
		failed += a.fault.code != ZL_OK;
		if (!reading_same(&a, &b)) {
			fprintf(stderr,
				"scanner: %d line %u %s\n%.*s\nlibxml2: %d line %u %s\n%.*s\n",
				(int)a.fault.code, a.fault.line, a.fault.message,
				(int)a.heard.length, a.heard.data, (int)b.fault.code, b.fault.line,
				b.fault.message, (int)b.heard.length, b.heard.data);
			abort();
		}
	}
	reading_free(&a);
	reading_free(&b);
	free(part);
	return 0;
}

/* The next of a row of numbers (xorshift). */
static size_t
pick(unsigned *state, size_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return below == 0 ? 0 : *state % below;
}

/* Where something may be done: at a sign of markup, or anywhere. */
static size_t
place(const uint8_t *data, size_t size, unsigned *state)
{
	size_t from = pick(state, size);

	for (size_t i = from; i < size && pick(state, 3) > 0; i++)
		if (strchr("<>=\"'&/ ", data[i]) != NULL)
			return i + pick(state, 2);
	return from;
}

/* Puts length bytes in at a place, if there is room for them. */
static size_t
insert(uint8_t *data, size_t size, size_t most, size_t at, const void *bytes, size_t length)
{
	if (size + length > most || at > size)
		return size;
	memmove(data + at + length, data + at, size - at);
	memcpy(data + at, bytes, length);
	return size + length;
}

/* An element from the part: from '<' to the end tag of that depth, as far as that can be told. */
static size_t
element_end(const uint8_t *data, size_t size, size_t from)
{
	size_t depth = 0, i = from;

	for (; i < size; i++) {
		if (data[i] == '<' && i + 1 < size)
			depth += data[i + 1] == '/' ? 0 : 1;
		if (data[i] == '>' &&
		    (data[i - 1] == '/' || memrchr(data + from, '<', i - from) == NULL ||
		     ((uint8_t *)memrchr(data + from, '<', i - from))[1] == '/'))
			if (--depth == 0)
				return i + 1;
	}
	return size;
}

/* An element twice, moved to somewhere else, or gone. */
static size_t
change_element(uint8_t *data, size_t size, size_t most, unsigned *state)
{
	size_t at = 1 + pick(state, size);
	uint8_t *open = at < size ? memchr(data + at, '<', size - at) : NULL;

	if (open == NULL)
		return size;
	size_t from = (size_t)(open - data), end = element_end(data, size, from);
	if (pick(state, 2) == 0) {
		memmove(open, data + end, size - end);
		return size - (end - from);
	}
	uint8_t *element = malloc(end - from + 1);
	if (element == NULL)
		return size;
	memcpy(element, open, end - from);
	size_t to = 1 + pick(state, size);
	uint8_t *before = to < size ? memchr(data + to, '<', size - to) : NULL;
	if (before != NULL)
		size = insert(data, size, most, (size_t)(before - data), element, end - from);
	free(element);
	return size;
}

/* One character of markup becomes another. */
static size_t
change_sign(uint8_t *data, size_t size, unsigned *state)
{
	static const char signs[] = "<>/='\"& \t\r\n:;-._a1#x]!?";
	size_t at = place(data, size, state);

	if (at < size)
		data[at] = (uint8_t)signs[pick(state, sizeof(signs))];
	return size;
}

static size_t
change(uint8_t *data, size_t size, size_t most, unsigned *state)
{
	const char *piece = reading_pieces[pick(state, reading_piece_count)];

	switch (pick(state, 8)) {
	case 0:
		return change_sign(data, size, state);
	case 1:
		return LLVMFuzzerMutate(data, size, most);
	case 2:
	case 3:
		return change_element(data, size, most, state);
	case 4:
		data[0] = (uint8_t)pick(state, 256);
		return size;
	default:
		return insert(data, size, most, place(data, size, state), piece, strlen(piece));
	}
}

/* Whether the scanner reads the part. */
static bool
is_scanned(const uint8_t *data, size_t size)
{
	char *part = copy(data + 1, size - 1);
	struct zl_tape *tape = zl_scan(part, size - 1);

	zl_tape_free(tape);
	free(part);
	return tape != NULL;
}

/*
 * Most changes spoil a part, and libFuzzer changes it further: what the scanner does not read is
 * changed anew some times, or else there would soon be nothing that it reads.
 */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	static const char smallest[] = "\0<a b='c'>d</a>";
	unsigned state = seed * 2654435761U + 1;

	if (size < 6 && most >= sizeof(smallest)) {
		memcpy(data, smallest, sizeof(smallest) - 1);
		size = sizeof(smallest) - 1;
	}
	uint8_t *before = malloc(size + 1);
	if (before == NULL)
		return size;
	size_t old = size, tries = 1 + pick(&state, 8);
	memcpy(before, data, size);
	do {
		memcpy(data, before, old);
		size = old;
		for (size_t left = 1 + pick(&state, 2); left > 0 && size > 2; left--)
			size = change(data, size, most, &state);
	} while (--tries > 0 && size > 1 && !is_scanned(data, size));
	free(before);
	return size;
}
