/*
 * engine.h: how a report is read.  The steps, each in its file, in the order they are taken:
 *
 *	view.c		all paragraphs folded into one text, with a map back by segments
 *	family.c	which rule file reads the document
 *	lines.c		what each line begins with: number, marker, label, attribute
 *	stacks.c	tables of which only the cells are left, one a line
 *	wrap.c		lines that layout broke are put together again
 *	letters.c	letters and replies that stand in forms become lines
 *	openings.c	what sentences in mid-line begin with
 *	marks.c		markers that may begin an item, wherever they stand
 *	clauses.c	clauses and sentences that enumerate problems without markers
 *	enumerate.c	which of them go on with one another
 *	headings.c	what stands above them, and what leads up to them says
 *	leads.c		what leads up to an enumeration
 *	classify.c	what each enumeration is
 *	answering.c	which enumeration answers which
 *	in_line.c	the same of numbers in mid-line that nothing leads up to
 *	summaries.c	clauses that only sum up others
 *	cut.c		its items become lines
 *	contents.c	tables of contents and residue are set apart
 *	blocks.c	records of labelled lines become cells
 *	unit_shape.c	whether something begins with a line, and in which shape
 *	units.c		the lines with which something begins
 *	nameless.c	problems that only their place tells
 *	series.c	the outline: which number continues which series
 *	series_steps.c	what each way to go on costs
 *	siblings.c	what the siblings of a unit say for its being a finding
 *	evidence.c	what stands under a unit and speaks for it
 *	areas.c		what headings promise; which list answers which
 *	roles.c		what each unit is: section, finding, recommendation, or text of another
 *	names.c		which problem a name means
 *	pair.c		two lists, problems and measures
 *	pair_numbers.c	which measures answer the problem of their number
 *	response.c	where in a finding's text detail ends and response begins
 *	response_attributes.c	attributes in that text, with labels or in brackets
 *	response_parts.c	the parts into which it is taken
 *	measures.c	the outermost enumeration in a response
 *	table.c		ledgers and forms
 *	build.c		the tree
 *
 * Lines and units only name places in the view; text is never copied or changed, so that the pieces
 * of a paragraph always are that paragraph.
 */
#ifndef ZL_ENGINE_H
#define ZL_ENGINE_H

#include "base/buffer.h"
#include "base/status.h"
#include "document/document.h"
#include "extract/rules/rules.h"
#include "text/fold.h"

/* A place in the view, or a stretch of it: bytes. */
struct zl_stretch {
	uint32_t from, to;
};

enum zl_segment_kind { ZL_SEGMENT_TEXT, ZL_SEGMENT_NUMBER, ZL_SEGMENT_RESIDUE };

/* A stretch of a paragraph, and where its folded text lies in the view. */
struct zl_segment {
	uint32_t start, end; /* in the view; equal: nothing of it is to be seen */
	uint32_t n;
	uint32_t from, to;	 /* bytes of the paragraph; both 0 for an automatic number */
	uint32_t step, step_end; /* its steps: first, and behind the last */
	uint8_t kind;
};

enum zl_line_kind {
	ZL_LINE_TEXT,
	ZL_LINE_BLANK,
	ZL_LINE_CELL, /* a paragraph of a table */
	ZL_LINE_RESIDUE,
	ZL_LINE_CONTENTS
};

/* Line flags. */
enum {
	ZL_LINE_STOPPED = 1 << 0,  /* ends with the end of a sentence */
	ZL_LINE_CLOSING = 1 << 1,  /* what stands before ends here */
	ZL_LINE_PART = 1 << 2,	   /* another report begins */
	ZL_LINE_NAMELESS = 1 << 3, /* states a problem only because of its place */
	ZL_LINE_ITEM = 1 << 4,	   /* an item whose marker is no number: 一是 */
	ZL_LINE_VALUE = 1 << 5,	   /* a cell of a letter's form: all of it was written */
	ZL_LINE_LAST = 1 << 6,	   /* closing only behind the last finding */
	ZL_LINE_BARRED = 1 << 8,   /* a cell of a flattened table; its text ends at problem_end */
	ZL_LINE_ROW = 1 << 9, /* such a cell that begins a line of the report; a label's; a form's
				 label that became a line */
	ZL_LINE_ANNOUNCED = 1 << 10, /* its problem's words say that the response follows */
	ZL_LINE_BLOCK = 1 << 11,     /* a cell, or what is between cells, of a block of labels */
	ZL_LINE_ACTED = 1 << 12	     /* its sentence goes on with what was done */
};

/* Columns, roles and the like are small numbers, to keep a million lines in memory. */
struct zl_line {
	uint32_t start, end;	       /* in the view */
	uint32_t segment, segment_end; /* its segments: first, and behind the last */
	uint32_t text;		       /* where its text begins, behind the number */
	int32_t ordinal;	       /* of the number; 0: does not count */
	int32_t within; /* the number that its number names before its own: 3 in 3.2; or 0 */
	uint32_t n;	/* the paragraph it begins in */
	uint16_t flags;
	uint8_t kind;
	uint8_t shape; /* index + 1 into the file's number rules; 0: no number */
	const struct zl_rule *problem;
	struct zl_stretch statement; /* of the problem rule, as the rule has it */
	uint32_t problem_end;
	uint32_t
	    list; /* the enumeration that it leads up to, or of whose items it is one; 0: none */
	uint32_t answers; /* the enumeration of problems that it answers one of; 0: none */
	uint8_t leads;	  /* enum zl_area of the enumeration that it leads up to; NONE: to none */
	uint32_t label_end;
	const struct zl_rule *label;	 /* of a response, with which the text begins */
	const struct zl_rule *detail;	 /* of a detail, the same */
	const struct zl_rule *attribute; /* the same; its label ends at label_end */
};

/* What a unit is read as. */
enum zl_reading {
	ZL_READ_SECTION,
	ZL_READ_FINDING,
	ZL_READ_RECOMMENDATION,
	ZL_READ_BODY,	/* text of the finding or recommendation it stands in, or plain text */
	ZL_READ_ANSWER, /* an item of a list of measures: the response of another unit */
	ZL_READ_COUNT
};

/* Shapes beyond those of number rules: what orders units without a number. */
enum {
	ZL_SHAPE_PART = 64,
	ZL_SHAPE_BARE,
	ZL_SHAPE_ABOUT,
	ZL_SHAPE_TARGET,
	ZL_SHAPE_ENDING,
	ZL_SHAPE_LABEL,
	ZL_SHAPE_NAMELESS,
	ZL_SHAPE_ITEM,
	ZL_SHAPE_LIST, /* a sentence that leads up to a list: 存在以下问题： */
	ZL_SHAPE_COUNT
};

enum { ZL_NO_UNIT = -1 };

/* A line with which something begins, and the lines behind it up to the next unit. */
struct zl_unit {
	uint32_t line, lines_end;
	uint32_t heading_end; /* of the heading sentence, without its stop */
	int32_t ordinal, within;
	int16_t rank;
	uint8_t shape, read_as; /* as typed; as the series has it */
	/* outline */
	int32_t parent, first_child, last_child, next_sibling;
	/* evidence */
	bool marked;	 /* a problem rule or number shape says that a problem follows */
	bool deficient;	 /* the heading sentence tells what is wrong */
	bool tasked;	 /* it names work */
	bool attributed; /* attributes stand in brackets at the end of its heading */
	bool answered;	 /* a response label follows before the next unit */
	bool replied;	 /* it says what is wrong, and a line behind it what was done */
	bool run_in;	 /* text follows the heading sentence on its line */
	bool led;     /* the label of a response ends the line before it, or the measures before it
			 stand behind one: the first measure of those a line each */
	bool figured; /* its number is in figures: others may name it before their own */
	bool apart;   /* a line that stands alone, as a unit's name does, comes before it */
	bool close;   /* the series it is in was a close decision */
	const struct zl_rule *category, *area_rule;
	uint8_t promised; /* enum zl_area: what its words promise, by a rule or by their parts */
	uint32_t list;	  /* as that of its line */
	/* decision */
	uint8_t area; /* of what stands under it */
	uint8_t reading, runner_up;
	int8_t support;	       /* what its siblings say for its being a finding */
	int8_t support_listed; /* the same in a list of problems, which are not answered there */
	bool stated_alike;     /* it and its siblings are built alike, and some state problems */
	bool stated_all;   /* its siblings, itself among them, state problems and head nothing */
	bool among_leaves; /* most of its siblings, itself among them, head nothing */
	int16_t score, runner_up_score;
	uint8_t kind;		   /* enum zl_finding_kind */
	uint32_t tasks, organised; /* of an outermost section: headings of that kind under it */
	int32_t answer;	    /* of a finding: the unit that holds its response in another list; of a
			       list of measures, and of headings in it: the list of problems */
	bool named;	    /* of an answer: it says which problem it answers */
	bool in_place;	    /* of an answer: it stays where it stands, and responses refer to it */
	uint32_t answer_id; /* by that number, counted from 1 */
	int32_t problem_list; /* the last list of problems under it that waits for an answer */
	bool taken;	      /* its lines stand in another unit's element */
	bool ended;	      /* text of its lines stands behind its element */
	bool answered_list;   /* of a list of problems: some of them have responses */
	struct zl_node *node;
};

/* What a sentence in mid-line begins with; see openings.c. */
enum {
	ZL_OPENS_LABEL = 1 << 0,
	ZL_OPENS_DETAIL = 1 << 1,
	ZL_OPENS_ATTRIBUTE = 1 << 2,
	ZL_OPENS_NUMBER = 1 << 3,
	ZL_OPENS_BITS = 4
};

struct zl_opening {
	uint32_t place;
	uint32_t what;
	uint32_t next[ZL_OPENS_BITS]; /* by bit: this or the next that has it, or the count */
};

/*
 * What rules were found in a stretch of the view, which does not change, or what they weigh there:
 * several passes ask the same of a sentence.
 */
struct zl_remembered {
	const struct zl_rule_list *list;
	uint32_t from, to;
	const struct zl_rule *rule;
	struct zl_match match;
	int weight;
};

enum { ZL_REMEMBERED = 128 };

struct zl_engine {
	struct zl_document *document;
	const struct zl_rules *rules;
	const struct zl_rule_file *file;
	struct zl_matcher *matcher;
	struct zl_arena arena;	     /* for the time of the reading */
	uint32_t n;		     /* the paragraph being looked at, for faults */
	const struct zl_rule *pages; /* numbers of this style before paragraphs are page indexes */
	int32_t page;		     /* the last of them that was met */
	uint32_t first_page;	     /* the paragraph that the first begins */
	uint32_t opening; /* where the first line of some length begins; UINT32_MAX: none does */
	uint8_t root_area;
	struct zl_buffer text; /* the view */
	struct zl_fold fold;   /* of the line that is being added to it */
	ZL_VECTOR(struct zl_segment) segments;
	ZL_VECTOR(struct zl_fold_step) steps; /* from the view to bytes of paragraphs */
	ZL_VECTOR(struct zl_line) lines;
	ZL_VECTOR(struct zl_unit) units;
	ZL_VECTOR(struct zl_opening) openings;		/* by place */
	const struct zl_corrections *corrections;	/* NULL: none */
	struct zl_correcting *correcting;		/* each of them at work; NULL: none */
	struct zl_remembered remembered[ZL_REMEMBERED]; /* by a hash; later ones replace others */
};

/* One more at the end of a vector of the engine, cleared; as zl_document_add. */
#define zl_engine_add(engine, vector)                                                              \
	((__typeof__((engine)->vector.items))zl_vector_add(                                        \
	    (engine)->document, (void **)&(engine)->vector.items, &(engine)->vector.count,         \
	    &(engine)->vector.capacity, sizeof(*(engine)->vector.items)))

/* ---- view.c ---- */

/* Builds view, segments and lines.  False: the document has the failure. */
ZL_NODISCARD enum zl_status zl_view_build(struct zl_engine *, const struct zl_rule_file *common);

/* Frees view, segments and lines. */
void zl_view_clear(struct zl_engine *);

/* The index of the first of the line's segments that ends at or behind place. */
size_t zl_view_segment(const struct zl_engine *, const struct zl_line *line, uint32_t place);

/* Where in its paragraph the character at view[place] begins, which lies in the segment of text. */
uint32_t zl_view_source(const struct zl_engine *, const struct zl_segment *, uint32_t place);

/* Whether a space, which the view leaves out between ideographs, stands right before the place. */
bool zl_view_spaced(const struct zl_engine *, const struct zl_line *, uint32_t place);

/* Adds the pieces of view[from, to), which lies in the line, to parent.  False: no memory. */
ZL_NODISCARD enum zl_status zl_view_pieces(struct zl_engine *, struct zl_node *parent,
					   const struct zl_line *line, uint32_t from, uint32_t to);

/*
 * The next stretch of view[*from, to) that lies in one paragraph, whose n it gives; *from goes
 * behind it.  False when there is none.
 */
bool zl_view_next(const struct zl_engine *, const struct zl_line *line, uint32_t *from, uint32_t to,
		  struct zl_stretch *piece, uint32_t *n);

/* The same as zl_view_pieces, in a ZL_NODE_PARAGRAPH for each paragraph it touches. */
ZL_NODISCARD enum zl_status zl_view_paragraphs(struct zl_engine *, struct zl_node *parent,
					       const struct zl_line *line, uint32_t from,
					       uint32_t to);

/* ---- family.c ---- */

/* The file of the set that reads documents to which none applies; NULL for an empty set. */
const struct zl_rule_file *zl_rules_default(const struct zl_rules *);

/*
 * Chooses the file of the set that reads the document; lines were read by the default one.  False:
 * no memory.
 */
ZL_NODISCARD enum zl_status zl_choose_family(struct zl_engine *);

/* ---- lines.c ---- */

/* Finds out what the line begins with. */
void zl_line_read(struct zl_engine *, struct zl_line *line);
void zl_lines_read(struct zl_engine *);

/*
 * Only the number the line begins with: shape, ordinal and text; shape is 0 when there is none, and
 * the rule NULL.  match, which may be NULL, has the number's place in whole, and no groups to use.
 */
const struct zl_rule *zl_line_number(struct zl_engine *, struct zl_line *line,
				     struct zl_match *match);

/* Whether nothing begins with the line: no number, problem, label, detail or attribute. */
bool zl_line_is_plain(const struct zl_line *);

/* Makes the line hold only view[from, to), which it did before, and reads it anew. */
void zl_line_cut(struct zl_engine *, struct zl_line *line, uint32_t from, uint32_t to);

/*
 * Makes the line a cell, or part of one, of a table that lost its form: of that column, or 0; its
 * text ends at end, before the bar.
 */
void zl_line_make_cell(struct zl_line *, uint32_t column, uint32_t end);

/* A rule of the kind at view[from, to), as zl_rule_find; offsets are of the view. */
const struct zl_rule *zl_find(struct zl_engine *, enum zl_rule_kind kind, uint32_t from,
			      uint32_t to, struct zl_match *match);

/* The group statement of the rule of the kind that zl_find finds; false when there is none. */
bool zl_find_statement(struct zl_engine *, enum zl_rule_kind kind, uint32_t from, uint32_t to,
		       struct zl_stretch *statement);

/* The sum of the weights of the cues of that kind in view[from, to). */
int zl_weigh(struct zl_engine *, enum zl_cue cue, uint32_t from, uint32_t to);

/* What cues weigh at least in words that tell what was done, what is wrong, what is to be done. */
enum { ZL_ACTED = 2, ZL_DEFICIENT = 3, ZL_TASKED = 2 };

/* Whether view[from, to) tells what was done; what is wrong. */
bool zl_tells_of_acts(struct zl_engine *, uint32_t from, uint32_t to);
bool zl_is_deficient(struct zl_engine *, uint32_t from, uint32_t to);

/* Whether view[from, to) of a letter complains of something. */
bool zl_complains(struct zl_engine *, uint32_t from, uint32_t to);

/* The attribute whose label stands at from; *label_end is behind its colon. */
const struct zl_rule *zl_attribute_at(struct zl_engine *, uint32_t from, uint32_t to,
				      uint32_t *label_end);

/* The line behind index that is not blank; lines.count when there is none. */
size_t zl_line_after(const struct zl_engine *, size_t index);

/*
 * Where in a sentence that states a problem and goes on with what was done, view[from, to), the
 * problem ends: at the comma before the first clause that acts; to when it does not so.  told: it
 * is known that a problem stands there, whatever its words.
 */
uint32_t zl_before_act(struct zl_engine *, uint32_t from, uint32_t to, bool told);

/* Whether the matcher or the document has met a fault: stop. */
bool zl_engine_failed(const struct zl_engine *);

/* ---- signs.c ---- */

/*
 * What the sign at place ends, and the bytes to go on by; ZL_STOP_NONE for other characters (whose
 * bytes may be gone through one by one: no stop begins inside a character).
 */
enum zl_stop zl_stop_at(const struct zl_engine *, uint32_t place, uint32_t to, uint32_t *bytes);

/* Behind the next stop of that strength or more in view[from, to); to when there is none. */
uint32_t zl_stop_end(const struct zl_engine *, enum zl_stop least, uint32_t from, uint32_t to);

/* Quotation marks: "either" is a straight one. */
enum { ZL_QUOTE_NONE, ZL_QUOTE_OPEN, ZL_QUOTE_CLOSE, ZL_QUOTE_EITHER };

/* Which kind stands at place, its bytes and the index of its pair in the rule file. */
int zl_quote_at(const struct zl_engine *, uint32_t place, uint32_t to, uint32_t *bytes,
		size_t *pair);

/* The next mark in view[*place, to), to which *place goes on; ZL_QUOTE_NONE when there is none. */
int zl_quote_next(const struct zl_engine *, uint32_t *place, uint32_t to, uint32_t *bytes,
		  size_t *pair);

/* Where the heading sentence ends: at the first stop outside quotation marks, or to. */
uint32_t zl_heading_end(const struct zl_engine *, uint32_t from, uint32_t to);

/*
 * To where what begins at from is looked at: to, or the character before it that ends most bytes
 * behind from.  What is asked at many places of a line has to end somewhere.
 */
uint32_t zl_reach(const struct zl_engine *, uint32_t from, uint32_t to, uint32_t most);

/* The same from its end: where the last most bytes of view[from, to) begin, or from. */
uint32_t zl_reach_back(const struct zl_engine *, uint32_t from, uint32_t to, uint32_t most);

/* Whether view[from, to) ends with the end of a sentence; quotation marks may follow it. */
bool zl_is_stopped(const struct zl_engine *, uint32_t from, uint32_t to);

/* Whether view[from, to) ends within a sentence: with a comma of some kind, not before a list. */
bool zl_ends_within(const struct zl_engine *, uint32_t from, uint32_t to);

/* Whether mark stands in view[from, to), right before to; *begin is where. */
bool zl_mark_before(const struct zl_engine *, const char *mark, uint32_t from, uint32_t to,
		    uint32_t *begin);

/* Characters in view[from, to). */
uint32_t zl_characters(const struct zl_engine *, uint32_t from, uint32_t to);

/* ---- openings.c ---- */

/*
 * Finds the sentences in mid-line that begin with a label, a detail's label, an attribute or a
 * number, once for all who ask.  False: a fault.
 */
ZL_NODISCARD enum zl_status zl_openings_find(struct zl_engine *);

/* What opens at place, which need not be noted; the same of a place that is; 0: nothing. */
unsigned zl_opening_read(struct zl_engine *, uint32_t place, uint32_t to);
unsigned zl_opening_at(const struct zl_engine *, uint32_t place);

/* The first place in view[from, to) at which one of what opens; to when there is none. */
uint32_t zl_opening_next(const struct zl_engine *, unsigned what, uint32_t from, uint32_t to);

/* As zl_heading_end; or before the comma and the label of a response, which end it, too. */
uint32_t zl_heading_before_label(const struct zl_engine *, uint32_t from, uint32_t to);

/* ---- wrap.c ---- */

/*
 * Whether pages' indexes were taken for text: 1、 2、 before paragraphs, in which sentences are
 * broken off.  Then the engine's pages say so: the view is to be built again.
 */
bool zl_has_pages(struct zl_engine *);

/* Puts together what layout broke. */
void zl_wrap(struct zl_engine *);

/* ---- stacks.c ---- */

/*
 * Makes the lines of tables of which only the cells are left, one a line, lines of kind
 * ZL_LINE_CELL, and their column their ordinal.
 */
void zl_find_stacks(struct zl_engine *);

/* ---- contents.c ---- */

/* Sets tables of contents, lines of residue and flattened tables apart.  False: no memory. */
ZL_NODISCARD enum zl_status zl_set_apart(struct zl_engine *);

/* ---- bars.c ---- */

/* Makes the cells of flattened tables lines of kind ZL_LINE_CELL.  False: no memory. */
ZL_NODISCARD enum zl_status zl_find_bars(struct zl_engine *);

/* The next bar in view[from, to); false when there is none. */
bool zl_bar_next(struct zl_engine *, uint32_t from, uint32_t to, struct zl_stretch *bar);

/* Whether the line ends with a bar. */
bool zl_bar_ends(struct zl_engine *, const struct zl_line *line);

/* ---- letters.c ---- */

/*
 * Makes lines of what the forms of letters and their replies hold: labels, which have ZL_LINE_ROW,
 * and their values; the rest of such a form is residue.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_find_letters(struct zl_engine *);

/* ---- explain.c ---- */

struct zl_explanation;

/* Says how each line was read.  False: no memory. */
ZL_NODISCARD enum zl_status zl_explain(struct zl_engine *, struct zl_explanation *out);

/* ---- number.c ---- */

/* What the text of a number counts to: 一, 12, ③, b; 0 when it does not count. */
int32_t zl_ordinal(const char *text, size_t length);

#endif
