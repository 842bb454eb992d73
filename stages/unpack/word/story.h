/*
 * story.h: paragraphs put together from what a part's elements say, and set down in the document.
 *
 * Paragraphs belong to a frame: the body, a note, a text box.  Frames nest, because a text box
 * stands within a paragraph.  All functions are no-ops once the job's fault is set.
 */
#ifndef ZL_STORY_H
#define ZL_STORY_H

#include "base/buffer.h"
#include "fields.h"
#include "table.h"
#include "unpack/job.h"
#include "unpack/numbering/symbols.h"

/* A run's own properties; ZL_UNSET where it says nothing. */
struct zl_run {
	int8_t bold, hidden;
	const struct zl_style *style;
	enum zl_symbol_font font;
};

/* A paragraph's own properties. */
struct zl_paragraph_state {
	const struct zl_style *style; /* NULL for the default one */
	struct zl_string style_id;    /* of a style that is not defined, in the document's arena */
	int32_t list;
	int8_t list_level, outline, centred, page_break, mark_hidden;
	const struct zl_number *number; /* that HTML gives it; NULL for none */
	bool mark_deleted; /* its end was deleted: the next paragraph goes on in this one */
};

struct zl_frame {
	struct zl_frame *outer;
	enum zl_story story;
	struct zl_scope scope; /* its lists are counted in */
	uint32_t note;	       /* index + 1 into the document's notes; 0 for the body */
	uint32_t first;	       /* paragraphs set down before the frame was opened */
	uint32_t last;	       /* number of the paragraph set down last; 0 for none */
	bool has_text;	       /* some paragraph has */
	bool hosted;	       /* of a package within another one: the note is not its own */
	const struct zl_table_state *around; /* the cell that holds a chunk; NULL for none */
	struct zl_table_state *table;	     /* the innermost open one */
	struct zl_field_state *fields;	     /* open fields, the innermost last */
	size_t field_count, field_capacity;
	size_t code_depth;     /* of them, those whose code has not ended */
	struct zl_buffer code; /* what stands in the open fields' codes */

	/* The paragraph being put together. */
	bool open;     /* between its start and its end */
	bool joining;  /* ended, but goes on in the next one */
	uint32_t n;    /* its number while open or joining */
	bool anchored; /* something refers to a place in it */
	bool starts_page, bold_seen, plain_seen;
	struct zl_buffer text;
	struct zl_buffer hidden; /* hidden text that has not been noted yet */
	size_t hidden_at;
	struct zl_buffer
	    glyphs; /* of symbol fonts, that have been written as what they look like */
	struct zl_buffer reading; /* above the base text of the ruby being read */
	size_t base_at;
	bool in_reading;
	struct zl_buffer *sink; /* where the text element being read goes */
	size_t sink_at;
	struct zl_paragraph_state state;
	struct zl_run run;
};

/*
 * Opens a frame.  For a story other than the body a note is added, with id copied; gives the note,
 * which later additions may move, or NULL.
 */
struct zl_note *zl_frame_open(struct zl_job *, enum zl_story, struct zl_string id);

/* Closes the innermost frame.  A note that holds no text and nothing else is taken back. */
void zl_frame_close(struct zl_job *);

/* Frees the frames, open or spare, for good. */
void zl_frames_free(struct zl_job *);

/* Starts a paragraph, or goes on with one whose end was deleted. */
void zl_paragraph_start(struct zl_job *, uint32_t para_id);

void zl_paragraph_end(struct zl_job *);

/* Gives the open paragraph a number, "3." or a bullet, that no list of Word's counts. */
void zl_paragraph_number(struct zl_job *, bool ordered, int level, int32_t value);

/* Ends what is open or waits for a paragraph to join: before a table, at the end of a cell. */
void zl_paragraph_settle(struct zl_job *);

/* A run begins: it says nothing yet. */
void zl_run_start(struct zl_job *);

/* Text of a run, between begin and end, which takes white space off its ends unless keep. */
void zl_text_begin(struct zl_job *);
void zl_text_add(struct zl_job *, const char *text, size_t length);
void zl_text_end(struct zl_job *, bool keep);

/* A character, or a few, that are a run's but not text that is counted: a tab, a symbol. */
void zl_text_sign(struct zl_job *, const char *text);

/* A character of a font, as in w:sym. */
void zl_text_symbol(struct zl_job *, struct zl_string font, uint32_t code);

/* A page break in the text. */
void zl_text_page(struct zl_job *);

/* Ruby: the reading's runs, then the base's. */
void zl_ruby_start(struct zl_job *);
void zl_ruby_reading(struct zl_job *, bool inside);
void zl_ruby_base(struct zl_job *, bool inside);

/* Notes what cannot be carried at the place reached.  kind is static, text may be empty. */
void zl_loss(struct zl_job *, const char *kind, uint32_t count, struct zl_string text);

/* The same between paragraphs: its place is the end of the one before. */
void zl_loss_between(struct zl_job *, const char *kind, struct zl_string text);

/* The place reached: paragraph and offset; opens a paragraph if there is none. */
uint32_t zl_place(struct zl_job *, size_t *offset);

/* Notes that the place reached refers to a note or comment. */
void zl_anchor(struct zl_job *, enum zl_story, int32_t id);

/* What story.c and text.c share. */

/* Whether there is nothing to do: after a failure, or outside of all text. */
bool zl_story_idle(const struct zl_job *);

/* Opens a paragraph for what stands in none; false when there can be none. */
bool zl_story_need(struct zl_job *);

/* The style that counts: the paragraph's own or the default one; NULL for none. */
const struct zl_style *zl_story_style(const struct zl_job *);

/* Notes the hidden text met so far as a loss. */
void zl_story_flush(struct zl_job *);

#endif
