/* settings.c: how a .docx is made, and what is left to chance in it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

const struct settings settings_default = {
    .shape = SHAPE_WORD,
    .seed = 1,
    .split = 60,
    .keep = 100,
    .encoding = "UTF-8",
    .creator = "办公室",
    .created = "2022-06-01T08:00:00Z",
    .modified = "2022-06-01T08:00:00Z",
};

/* The place of value in words, which end with NULL; -1 when it is none of them. */
static int
choice(const char *value, const char *const words[])
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	return -1;
}

static bool
set_flag(bool *flag, const char *value, const char *no, const char *yes)
{
	int word = choice(value, (const char *const[]){no, yes, NULL});

	*flag = word == 1;
	return word >= 0;
}

static bool
set_number(long *number, const char *value, long most)
{
	char *end;

	errno = 0;
	*number = strtol(value, &end, 10);
	return errno == 0 && end != value && *end == '\0' && *number >= 0 && *number <= most;
}

static bool
set_text(char *text, size_t size, const char *value)
{
	size_t length = strlen(value);

	if (length >= size)
		return false;
	memcpy(text, value, length + 1);
	return true;
}

static bool
set_shape(enum shape *shape, const char *value)
{
	int word = choice(value, (const char *const[]){"word", "wps", "libreoffice", NULL});

	*shape = word < 0 ? SHAPE_WORD : (enum shape)word;
	return word >= 0;
}

bool
settings_set(struct settings *settings, const char *name, const char *value)
{
	if (strcmp(name, "shape") == 0)
		return set_shape(&settings->shape, value);
	if (strcmp(name, "seed") == 0)
		return set_number(&settings->seed, value, 1L << 30);
	if (strcmp(name, "split") == 0)
		return set_number(&settings->split, value, 1000);
	if (strcmp(name, "keep") == 0)
		return set_number(&settings->keep, value, 100);
	if (strcmp(name, "strict") == 0)
		return set_flag(&settings->strict, value, "no", "yes");
	if (strcmp(name, "store") == 0)
		return set_flag(&settings->store, value, "no", "yes");
	if (strcmp(name, "lists") == 0)
		return set_flag(&settings->style_lists, value, "direct", "style");
	if (strcmp(name, "encoding") == 0)
		return set_text(settings->encoding, sizeof(settings->encoding), value);
	if (strcmp(name, "title") == 0)
		return set_text(settings->title, sizeof(settings->title), value);
	if (strcmp(name, "creator") == 0)
		return set_text(settings->creator, sizeof(settings->creator), value);
	if (strcmp(name, "created") == 0)
		return set_text(settings->created, sizeof(settings->created), value);
	if (strcmp(name, "modified") == 0)
		return set_text(settings->modified, sizeof(settings->modified), value);
	return false;
}

/* xorshift64*: Vigna, "An experimental exploration of Marsaglia's xorshift generators", 2016. */
uint32_t
sample_chance(struct sample *sample, uint32_t limit)
{
	uint64_t x = sample->chance;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	sample->chance = x;
	return (uint32_t)((x * 0x2545F4914F6CDD1DULL >> 32) % limit);
}
