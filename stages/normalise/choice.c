/* choice.c: which classes are on. */
#include <string.h>

#include "classes.h"
#include "normalise.h"

const struct zl_normalise_options zl_normalise_default = {(UINT64_C(1) << ZL_CLASS_COUNT) - 1};

static uint64_t
strict_classes(void)
{
	uint64_t classes = 0;

	for (unsigned i = 0; i < ZL_CLASS_COUNT; i++)
		if (zl_classes[i].strict)
			classes |= UINT64_C(1) << i;
	return classes;
}

/* The class of this name, ZL_CLASS_COUNT for none. */
static unsigned
class_named(const char *name, size_t length)
{
	unsigned i = 0;

	while (i < ZL_CLASS_COUNT && (strlen(zl_classes[i].name) != length ||
				      memcmp(zl_classes[i].name, name, length) != 0))
		i++;
	return i;
}

enum zl_status
zl_normalise_choose(const char *spec, struct zl_normalise_options *options, const char **bad)
{
	uint64_t classes = zl_normalise_default.classes;

	for (const char *word = spec; *word != '\0'; word += *word == ',') {
		size_t length = strcspn(word, ",");
		unsigned i = class_named(word + 1, length - (length > 0));
		*bad = word;
		if (i < ZL_CLASS_COUNT && *word == '+')
			classes |= UINT64_C(1) << i;
		else if (i < ZL_CLASS_COUNT && *word == '-')
			classes &= ~(UINT64_C(1) << i);
		else if (word == spec && length == 6 && memcmp(word, "strict", 6) == 0)
			classes = strict_classes();
		else if (word != spec || length != 7 || memcmp(word, "default", 7) != 0)
			return false;
		word += length;
	}
	options->classes = classes;
	return true;
}

const char *
zl_normalise_class(unsigned i, const char **description)
{
	if (i >= ZL_CLASS_COUNT)
		return NULL;
	*description = zl_classes[i].description;
	return zl_classes[i].name;
}

void
zl_normalise_describe(const struct zl_normalise_options *options, struct zl_buffer *out)
{
	bool strict = options->classes == strict_classes();

	zl_buffer_text(out, strict ? "strict" : "default");
	for (unsigned i = 0; i < ZL_CLASS_COUNT && !strict; i++)
		if ((options->classes >> i & 1) == 0)
			zl_buffer_format(out, ",-%s", zl_classes[i].name);
}
