/* chunk.h: w:altChunk, a document of another kind within this one: ECMA-376 part 1, 17.17.2. */
#ifndef ZL_CHUNK_H
#define ZL_CHUNK_H

#include "unpack/job.h"
#include "unpack/xml/xml.h"

/* Handler of body.c's grammar: reads the chunk's paragraphs in place. */
zl_xml_handler zl_chunk_start;

/*
 * Sets the paragraphs of an HTML page down in the job's frame.  label is the charset that is told
 * outside of it, "" for none.  What the page lacks to be HTML does not matter; the fault is set
 * when memory or a limit runs out.
 */
void zl_chunk_html(struct zl_job *, const char *label, const char *data, size_t size);

/* A page in a web archive (MHTML, RFC 2557), as it stands in the part that holds it. */
struct zl_web_page {
	struct zl_buffer data; /* freed by the caller */
	char charset[40];      /* "" where none is told */
	bool is_html;	       /* or plain text */
};

/* Finds the first text in the web archive; false when there is none. */
bool zl_chunk_web_page(const char *data, size_t size, struct zl_web_page *out);

#endif
