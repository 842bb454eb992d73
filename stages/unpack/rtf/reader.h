/*
 * reader.h: what the files that read one RTF document share.
 *
 * The file is read twice: the first time what each paragraph ends with is noted, for a table's
 * grid is known at its end only; the second time text goes to the builder.
 */
#ifndef ZL_RTF_READER_H
#define ZL_RTF_READER_H

#include "tokens.h"
#include "unpack/numbering/numbering_list.h"
#include "unpack/story/builder.h"
#include "unpack/story/grid.h"
#include "unpack/story/repeated.h"

/* Where a group's text goes. */
enum zl_rtf_place {
	ZL_RTF_SKIP,
	ZL_RTF_BODY,	  /* the innermost stream's paragraphs */
	ZL_RTF_CODE,	  /* of a field */
	ZL_RTF_VALUE,	  /* kept, for what is done when the group ends */
	ZL_RTF_DEFINITION /* nowhere, but control words count: tables of fonts, styles, lists */
};

/* What is done when a group ends. */
enum zl_rtf_end {
	ZL_RTF_END_NONE,
	ZL_RTF_END_STREAM,
	ZL_RTF_END_HEADER,
	ZL_RTF_END_FOOTER,
	ZL_RTF_END_FIELD,
	ZL_RTF_END_OBJECT,
	ZL_RTF_END_SHAPE,
	ZL_RTF_END_STYLE,
	ZL_RTF_END_LEVEL,
	ZL_RTF_END_PROPERTY,
	ZL_RTF_END_TIME,
	ZL_RTF_END_AUTHOR,
	ZL_RTF_END_CLASS,
	ZL_RTF_END_NUMBER,
	ZL_RTF_END_ENTRY
};

/* Which of the fonts that a run has counts. */
enum zl_rtf_script { ZL_RTF_LOW, ZL_RTF_HIGH, ZL_RTF_DOUBLE, ZL_RTF_SCRIPTS };

/* A group's state, which the groups within it begin with. */
struct zl_rtf_group {
	uint8_t place, end;
	uint8_t outside;  /* the place of the group around it */
	uint8_t fallback; /* characters behind \u that stand for it */
	uint8_t script;
	bool bold, hidden, deleted, inserted;
	bool is_starred; /* \* has been met at its beginning */
	bool is_upr;	 /* its text comes twice, first for readers without Unicode */
	bool in_field;	 /* zl_field_begin has been called in it */
	bool in_object;	 /* its pictures show what an object looks like */
	bool in_table;	 /* so are paragraphs */
	bool in_fonts, in_styles, in_lists, in_overrides;
	bool in_form;  /* what a form field holds */
	bool in_shape; /* its pictures stand in the text though its words do not */
	int8_t outline, centred, page_break, level;
	int32_t fonts[ZL_RTF_SCRIPTS];
	int32_t style, list, depth;
};

/* A story that is being read: the body, a note, a header, a text box. */
struct zl_rtf_stream {
	size_t grid;	  /* index into grids */
	size_t paragraph; /* of its grid: the one that is being read */
	bool is_started;  /* its text has begun */
};

struct zl_rtf_font {
	int32_t id;
	unsigned code_page; /* 0: the document's */
	bool is_latin;	    /* it says so */
	enum zl_symbol_font symbols;
};

/* A property of the document that is being read. */
struct zl_rtf_property {
	const char *name;
	int32_t year, month, day, hour, minute;
};

/* A list that is being defined. */
struct zl_rtf_lists {
	struct zl_level *level; /* NULL outside of one */
	int place;		/* of the level */
	bool has_begun;		/* the level's text has told its length */
};

struct zl_rtf {
	struct zl_builder *builder;
	struct zl_rtf_tokens tokens;
	bool is_survey; /* the first reading */
	ZL_VECTOR(struct zl_rtf_group) groups;
	ZL_VECTOR(struct zl_rtf_stream) streams; /* open ones, the innermost last */
	ZL_VECTOR(struct zl_grid) grids;	 /* of all streams, as they are met */
	size_t grids_met;
	ZL_VECTOR(struct zl_rtf_font) fonts; /* by id */
	unsigned code_page;		     /* of the document */
	int32_t default_font;
	int skip;		/* characters to be passed over behind \u */
	uint16_t high;		/* the first half of a surrogate pair */
	struct zl_buffer bytes; /* text that has not been decoded yet */
	struct zl_buffer text;	/* decoded, and not handed on */
	struct zl_buffer value; /* of ZL_RTF_VALUE */
	struct zl_buffer author, number, object;
	struct zl_row_shape shape, inner_shape; /* of the row, and of a nested one */
	uint8_t cell;				/* bits of the cell whose edge comes next */
	int32_t notes[ZL_STORY_COUNT];		/* numbers given */
	struct zl_rtf_property property;
	struct zl_rtf_lists lists;
	struct zl_style *style; /* being defined */
	struct zl_rtf_font *font;
	int32_t form;			/* the kind of the form field being read */
	struct zl_repeated repeated[2]; /* headers, footers */
	struct zl_repeated_mark header;
	bool shape_shows; /* the drawing being read holds a picture or a text box */
};

/* The innermost group. */
static inline struct zl_rtf_group *
zl_rtf_group(struct zl_rtf *rtf)
{
	return &rtf->groups.items[rtf->groups.count - 1];
}

/* Whether a group with that end is a story of its own. */
static inline bool
zl_rtf_is_story(uint8_t end)
{
	return end == ZL_RTF_END_STREAM || end == ZL_RTF_END_HEADER || end == ZL_RTF_END_FOOTER;
}

/* Deals with a control word (words.c). */
void zl_rtf_word(struct zl_rtf *, const struct zl_rtf_token *);

/* Text (text.c): a character, bytes as they stand, and handing on what has been collected. */
void zl_rtf_character(struct zl_rtf *, uint32_t code);
void zl_rtf_unicode(struct zl_rtf *, int32_t value);
void zl_rtf_bytes(struct zl_rtf *, const char *bytes, size_t length);
void zl_rtf_flush(struct zl_rtf *);

/*
 * Paragraphs (paragraphs.c): the one that text goes to, false when there is none; its end, for
 * which text has been handed on.
 */
bool zl_rtf_need(struct zl_rtf *);
void zl_rtf_end_paragraph(struct zl_rtf *, enum zl_grid_kind, unsigned depth,
			  const struct zl_row_shape *shape);

/* Notes what cannot be carried in the paragraph (paragraphs.c). */
void zl_rtf_lose(struct zl_rtf *, const char *kind, struct zl_string text);

/* Stories (paragraphs.c): opened in the innermost group, with which they end. */
void zl_rtf_open_stream(struct zl_rtf *, enum zl_story);
void zl_rtf_close_stream(struct zl_rtf *);

/* Destinations (destinations.c): whether the word is one; and what their ends do (ends.c). */
bool zl_rtf_destination(struct zl_rtf *, const struct zl_rtf_token *);
void zl_rtf_end_group(struct zl_rtf *, const struct zl_rtf_group *);
void zl_rtf_property(struct zl_rtf *, const char *name, const char *value, size_t length);

/* Fonts (fonts.c). */
struct zl_rtf_font *zl_rtf_font_add(struct zl_rtf *, int32_t id);
const struct zl_rtf_font *zl_rtf_font(const struct zl_rtf *, int32_t id);
void zl_rtf_font_name(struct zl_rtf *, const char *text, size_t length);

/* The builder's number of a list: to it 0 is none, and here some writers begin with that. */
static inline int32_t
zl_rtf_list(int32_t number)
{
	return number == 0 ? INT32_MAX : number;
}

/* Lists (lists.c): whether the word is one of their tables'; a level's text; all have been read. */
bool zl_rtf_list_word(struct zl_rtf *, const struct zl_rtf_token *);
void zl_rtf_level_byte(struct zl_rtf *, unsigned char);
void zl_rtf_level_end(struct zl_rtf *);

#endif
