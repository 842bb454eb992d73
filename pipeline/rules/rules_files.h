/* rules_files.h: the rule files of a command line, and which of them extends which. */
#ifndef ZL_RULES_FILES_H
#define ZL_RULES_FILES_H

#include "base/buffer.h"
#include "base/status.h"
#include "extract/rules/rules.h"

struct zl_rules_source {
	const char *name; /* borrowed */
	struct zl_buffer data;
	char *family, *extends; /* of the root element; NULL where it has none */
};

struct zl_rules_files {
	struct zl_rules_source *items;
	size_t count;
};

/*
 * Reads the files named; names are borrowed.  False, with errno set and *bad the name, when one
 * cannot be read.  To be freed either way.
 */
ZL_NODISCARD enum zl_status zl_rules_files_read(struct zl_rules_files *, char *const names[],
						size_t count, const char **bad);
void zl_rules_files_free(struct zl_rules_files *);

/*
 * Adds file index to the empty set, behind those of the files that it extends, directly or not; a
 * family that is not among the files is that of the program.  False, and *error filled in and
 * *faulty the file it is about, when one is faulty.
 */
ZL_NODISCARD enum zl_status zl_rules_files_add(const struct zl_rules_files *, size_t index,
					       struct zl_rules *rules, struct zl_rules_error *error,
					       size_t *faulty);

#endif
