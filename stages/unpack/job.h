/* job.h: what the files of this stage share while they read one package. */
#ifndef ZL_JOB_H
#define ZL_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "unpack.h"
#include "unpack/numbering/numbering.h"
#include "unpack/numbering/styles.h"
#include "unpack/package/package.h"
#include "unpack/package/relations.h"
#include "unpack/xml/fault.h"

struct zl_frame;

/* Where a note, comment or box is referred to. */
struct zl_anchor {
	enum zl_story story;
	int32_t id;
	uint32_t n;
	size_t offset;
};

/* An mc:AlternateContent being read: what had been met before it. */
struct zl_alternate {
	uint64_t text, losses;
	bool silenced; /* its Fallback tells no losses: a Choice has told them */
};

/* A drawing being read: what it holds. */
struct zl_drawing {
	uint32_t pictures, others; /* others have been noted already */
	bool has_box, is_object;
	struct zl_string name; /* in the job's arena */
};

struct zl_job {
	struct zl_document *document;
	const struct zl_unpack_limits *limits;
	struct zl_package package;
	struct zl_arena arena; /* goes with the job */
	struct zl_types types;
	struct zl_string main;	       /* the main part's name */
	struct zl_relations relations; /* and its relationships */
	struct zl_styles styles;
	struct zl_numbering numbering;
	bool has_numbering; /* it has been read, if there is any */
	uint32_t list_base; /* added to w:numId, so that packages' lists differ */

	/* The part being read. */
	struct zl_fault *fault;
	struct zl_string part;			   /* its name, in the document's arena */
	const struct zl_relations *part_relations; /* may be NULL */
	struct zl_frame *frame; /* the text that its paragraphs go to; see story.h */
	struct zl_frame *spare; /* frames to be used again */

	struct zl_anchor *anchors;
	size_t anchor_count, anchor_capacity;
	struct zl_relation *headers; /* headers and footers that sections name, in their order */
	size_t header_count, header_capacity;
	uint64_t text_seen; /* text elements met that hold more than white space */
	uint64_t losses_seen;
	struct zl_alternate *alternates; /* the innermost last */
	size_t alternate_count, alternate_capacity;
	unsigned silent;	     /* Fallbacks being read for their text only */
	struct zl_drawing *drawings; /* the innermost last */
	size_t drawing_count, drawing_capacity;
	unsigned formula_depth;
	size_t formula_at;
	bool keeps_space;		/* the text element being read */
	const char *root;		/* name that the part's root must have */
	uint64_t insertions, deletions; /* tracked changes met */
	unsigned depth;			/* of packages within packages */
	uint32_t chunks;		/* packages met within this one */
	struct zl_string chunk;		/* the part that holds the package; "" for the outermost */
	struct zl_frame *host;		/* and the frame it stands in */
	uint64_t *bytes;		/* inflated so far, over all of them */
};

/*
 * Room for one more item at the end of a list of the job's; NULL, and the fault set, when there is
 * no memory.
 */
#define zl_job_add(job, list)                                                                      \
	((__typeof__((job)->list##s))zl_job_grow((job), (void **)&(job)->list##s,                  \
						 &(job)->list##_count, &(job)->list##_capacity,    \
						 sizeof(*(job)->list##s)))

void *zl_job_grow(struct zl_job *, void **items, size_t *count, size_t *capacity, size_t size);

/*
 * Reads the package in data as a document into the job, whose document, limits and bytes are set;
 * what fails it fails the document, or, in a package within another one, is warned of.  False then.
 * The caller frees the job with zl_job_free.
 */
bool zl_job_read(struct zl_job *, const void *data, size_t size);
void zl_job_free(struct zl_job *);

/* Reads a package that stands in a part of the job's, its paragraphs in place. */
void zl_job_nested(struct zl_job *, const struct zl_part *);

/* Notes the part that is read from now on. */
bool zl_job_part(struct zl_job *, struct zl_string name);

/* Memory is out: stops the part being read. */
void zl_job_exhausted(struct zl_job *);

#endif
