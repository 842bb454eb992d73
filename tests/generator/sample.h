/*
 * sample.h: a sample report: its source text, how its .docx is to look, and the parts made of it.
 *
 * A source is UTF-8 text, a paragraph a line, as tests/generator/FORMAT.md says.
 */
#ifndef SAMPLES_SAMPLE_H
#define SAMPLES_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "xml.h"

enum shape { SHAPE_WORD, SHAPE_WPS, SHAPE_LIBREOFFICE };

/* How the .docx is made: what "@set NAME VALUE" and "-s NAME=VALUE" say. */
struct settings {
	enum shape shape;  /* shape word|wps|libreoffice: whose habits the markup has */
	long seed;	   /* seed N: of all that is left to chance */
	long split;	   /* split N: chance of a run's end at a character, in thousandths */
	long keep;	   /* keep N: percent of the file's bytes that are written */
	bool strict;	   /* strict yes|no: the namespaces of ISO/IEC 29500 Strict */
	bool store;	   /* store yes|no: entries not compressed */
	bool style_lists;  /* lists style|direct: automatic numbers by paragraph style */
	char encoding[16]; /* encoding E: of word/document.xml */
	char title[256], creator[64];	/* core properties */
	char created[32], modified[32]; /* core properties, ISO 8601 */
};

enum { NOTES = 64 };

/* The texts that the body refers to and that go into parts of their own. */
struct notes {
	struct zl_string items[NOTES];
	size_t count;
};

struct sample {
	struct settings settings;
	struct zl_string *lines; /* of the source, borrowed */
	size_t line_count;
	struct notes footnotes, comments;
	struct zl_string header, footer; /* absent: none */
	bool picture;
	uint64_t chance; /* state of the generator of chances */
};

/* Reads "NAME" and "VALUE"; false when there is no such setting or value. */
bool settings_set(struct settings *, const char *name, const char *value);
extern const struct settings settings_default;

/* A number below limit, the same for the same seed everywhere. */
uint32_t sample_chance(struct sample *, uint32_t limit);

/*
 * Write word/document.xml, and then the parts that its writing collected.  What libxml2 refuses
 * stands in xml->failed.
 */
void body_write(struct sample *, struct xml *);
void footnotes_write(struct sample *, struct xml *);
void comments_write(struct sample *, struct xml *);
void header_write(struct sample *, struct xml *);
void footer_write(struct sample *, struct xml *);

/* What a part must have to be in the package. */
enum need { ALWAYS, COMMENTS, HEADER, FOOTER, PICTURE };

/* Whether the body, once written, asked for it. */
bool sample_needs(const struct sample *, enum need);

/* The parts beside them. */
void content_types_write(struct sample *, struct xml *);
void package_relations_write(struct sample *, struct xml *);
void document_relations_write(struct sample *, struct xml *);
void styles_write(struct sample *, struct xml *);
void numbering_write(struct sample *, struct xml *);
void settings_write(struct sample *, struct xml *);
void font_table_write(struct sample *, struct xml *);
void core_write(struct sample *, struct xml *);
void app_write(struct sample *, struct xml *);

/* Writes the root element of a part of word/ with the namespaces it needs. */
void root_open(struct sample *, struct xml *, const char *element);

#endif
