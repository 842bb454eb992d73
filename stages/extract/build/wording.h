/* wording.h: the words of a problem, and where they end. */
#ifndef ZL_WORDING_H
#define ZL_WORDING_H

#include "build.h"

/* The words of a problem, and where on its line they end with all their marks. */
struct zl_wording {
	uint32_t line; /* on which the statement stands */
	struct zl_stretch statement;
	uint32_t end; /* of the marks and attributes behind it */
	struct zl_parts attributes;
	bool runs_on;	 /* the sentence goes on behind the problem */
	bool unlabelled; /* no label says where a response begins */
	bool paired;	 /* the heading above promises problems with what was done about them */
	bool last;	 /* of several in a list */
};

/* The wording of the unit's problem.  The caller frees out->attributes.parts.items. */
void zl_word_problem(struct zl_engine *, const struct zl_unit *unit, struct zl_wording *out);

/* The same of a problem in words of its own, view[from, end) of the line. */
void zl_word_plain(struct zl_engine *, const struct zl_line *line, uint32_t from, uint32_t end,
		   struct zl_wording *out);

/*
 * The marks and the statement of the wording, from place from on its line, as children of problem;
 * its attributes as those of finding.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_build_wording(struct zl_builder *, struct zl_node *finding,
					     struct zl_node *problem, uint32_t from,
					     const struct zl_wording *wording);

#endif
