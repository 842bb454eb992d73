/*
 * page_text.c: the report in its own order.  The text of element .t without what is class a
 * (automatic numbers) and with class u read by its code is the paragraph's text in the record, to
 * the character: what is deleted or read aloud stands in attributes, and style sheets show it.
 */
#include "page_text.h"

#include "base/utf8.h"
#include "html.h"

static const char role_classes[] = "zhqdrmgbx";

/* What the paragraph as a whole is shown as: the most telling of what its pieces are. */
static enum zl_page_role
role_of(const struct zl_page *page, size_t first, size_t end, uint32_t *owner)
{
	static const uint8_t telling[] = {
	    [ZL_PAGE_ROLE_TEXT] = 0,	       [ZL_PAGE_ROLE_RESIDUE] = 1,
	    [ZL_PAGE_ROLE_ATTRIBUTE] = 2,      [ZL_PAGE_ROLE_RESPONSE] = 3,
	    [ZL_PAGE_ROLE_MEASURE] = 4,	       [ZL_PAGE_ROLE_DETAIL] = 5,
	    [ZL_PAGE_ROLE_RECOMMENDATION] = 6, [ZL_PAGE_ROLE_PROBLEM] = 7,
	    [ZL_PAGE_ROLE_HEADING] = 8};
	enum zl_page_role role = ZL_PAGE_ROLE_TEXT;

	*owner = 0;
	for (size_t i = first; i < end; i++) {
		const struct zl_page_piece *piece = &page->pieces.items[page->order[i]];
		if (piece->length == 0 || (*owner != 0 && telling[piece->role] <= telling[role]))
			continue;
		role = piece->role;
		*owner = piece->owner;
	}
	return role;
}

static void
open_change(struct zl_page_writing *writing, const struct zl_page_change *change)
{
	struct zl_buffer *out = writing->out;

	zl_buffer_text(out, change->new.length == 0 ? "<u class=\"c x\" title=\""
						    : "<u class=c title=\"");
	zl_buffer_text(out, zl_say(writing->language, "原文：", "source: "));
	zl_html_add(out, ZL_HTML_VALUE, change->old.data, change->old.length);
	zl_buffer_text(out, "\">");
}

static uint32_t
length_of(const struct zl_page_change *change)
{
	return change->new.length == 0
		   ? 0
		   : (uint32_t)zl_utf8_count(change->new.data, change->new.length);
}

/* What is shown at a place between characters: deletions, and readings that end there. */
static void
write_points(struct zl_page_writing *writing, uint32_t n, uint32_t at)
{
	const struct zl_page *page = writing->page;

	while (writing->change < page->normalised.count) {
		const struct zl_page_change *change =
		    &page->normalised.items[writing->changes[writing->change]];
		if (change->n > n || (change->n == n && change->offset + length_of(change) > at) ||
		    (change->n == n && change->offset == at && change->new.length > 0))
			break;
		if (change->n == n && change->new.length == 0) {
			open_change(writing, change);
			zl_buffer_text(writing->out, "</u>");
		}
		writing->change++;
	}
	while (writing->ruby < page->ruby.count) {
		const struct zl_page_ruby *ruby =
		    &page->ruby.items[writing->readings[writing->ruby]];
		if (ruby->n > n || (ruby->n == n && ruby->offset + ruby->length > at))
			break;
		if (ruby->n == n) {
			zl_buffer_text(writing->out, "<i class=y data-y=\"");
			zl_html_add(writing->out, ZL_HTML_VALUE, ruby->text.data,
				    ruby->text.length);
			zl_buffer_text(writing->out, "\"></i>");
		}
		writing->ruby++;
	}
}

/* How far the text goes on from at without a change or reading to be shown; *inside: a change. */
static uint32_t
next_point(const struct zl_page_writing *writing, uint32_t n, uint32_t at, uint32_t end,
	   const struct zl_page_change **inside)
{
	const struct zl_page *page = writing->page;

	*inside = NULL;
	if (writing->change < page->normalised.count) {
		const struct zl_page_change *change =
		    &page->normalised.items[writing->changes[writing->change]];
		uint32_t stop = change->offset;
		if (change->n == n && change->offset <= at && length_of(change) > 0) {
			*inside = change;
			stop += length_of(change);
		}
		if (change->n == n && stop > at && stop < end)
			end = stop;
	}
	if (writing->ruby < page->ruby.count) {
		const struct zl_page_ruby *ruby =
		    &page->ruby.items[writing->readings[writing->ruby]];
		if (ruby->n == n && ruby->offset + ruby->length > at &&
		    ruby->offset + ruby->length < end)
			end = ruby->offset + ruby->length;
	}
	return end;
}

/* A piece that begins at character *at of paragraph n; *at goes behind it. */
static void
write_piece(struct zl_page_writing *writing, const struct zl_page_piece *piece, uint32_t *at)
{
	static const char *const marks[] = {"", " nm", " mk", " lb", " st"};
	const char *text = writing->page->text.data + piece->from;
	size_t left = piece->length;
	struct zl_buffer *out = writing->out;

	if (piece->computed) {
		zl_buffer_text(out, "<span class=a>");
		zl_html_add(out, ZL_HTML_TEXT, text, left);
		zl_buffer_text(out, "</span>");
		return;
	}
	bool plain = piece->role == ZL_PAGE_ROLE_TEXT && piece->mark == ZL_MARK_NONE;
	uint32_t end = *at + (uint32_t)zl_utf8_count(text, left);
	if (!plain)
		zl_buffer_format(out, "<span class=\"%c%s\">", role_classes[piece->role],
				 marks[piece->mark]);
	while (*at < end) {
		const struct zl_page_change *change;
		write_points(writing, piece->n, *at);
		uint32_t stop = next_point(writing, piece->n, *at, end, &change);
		size_t bytes = zl_utf8_offset(text, left, stop - *at);
		if (change != NULL)
			open_change(writing, change);
		zl_html_add(out, ZL_HTML_TEXT, text, bytes);
		if (change != NULL)
			zl_buffer_text(out, "</u>");
		text += bytes;
		left -= bytes;
		*at = stop;
	}
	if (!plain)
		zl_buffer_text(out, "</span>");
}

static void
write_flag(struct zl_page_writing *writing, const struct zl_page_flag *flag)
{
	struct zl_buffer *out = writing->out;
	int weight = zl_code_weight(flag->code);

	zl_buffer_format(out, "<li class=w%d>%s <b>",
			 weight >= 8   ? 3
			 : weight >= 4 ? 2
				       : 1,
			 flag->warning ? zl_say(writing->language, "注", "note")
			 : weight == 0 ? zl_say(writing->language, "知", "info")
				       : zl_say(writing->language, "疑", "doubt"));
	zl_page_add(out, zl_code_chip(writing->language, flag->code));
	zl_buffer_text(out, "</b> ");
	zl_buffer_clear(&writing->scratch);
	zl_code_sentence(writing->language, writing->page, flag, &writing->scratch);
	if (writing->scratch.length > 0)
		zl_html_add(out, ZL_HTML_TEXT, writing->scratch.data, writing->scratch.length);
	zl_buffer_text(out, "</li>");
}

static void
write_loss(struct zl_page_writing *writing, const struct zl_page_loss *loss)
{
	struct zl_buffer *out = writing->out;

	zl_buffer_format(out, "<li class=l>%s <b>", zl_say(writing->language, "失", "lost"));
	zl_page_add(out, zl_loss_name(writing->language, loss->kind));
	zl_buffer_text(out, "</b>");
	if (loss->count > 1)
		zl_buffer_format(out, " × %u", loss->count);
	zl_buffer_byte(out, ' ');
	zl_page_add(out, loss->text);
	zl_buffer_text(out, "</li>");
}

/* What is said of paragraph n in lines under it. */
static void
write_remarks(struct zl_page_writing *writing, uint32_t n)
{
	const struct zl_page *page = writing->page;
	bool any = false;

	for (; writing->flag < page->flags.count; writing->flag++) {
		const struct zl_page_flag *flag = &page->flags.items[writing->flags[writing->flag]];
		if (flag->n > n)
			break;
		if (flag->n != n)
			continue;
		zl_buffer_text(writing->out, any ? "" : "<ul class=f>");
		any = true;
		write_flag(writing, flag);
	}
	for (; writing->loss < page->losses.count; writing->loss++) {
		const struct zl_page_loss *loss =
		    &page->losses.items[writing->losses[writing->loss]];
		if (loss->n > n)
			break;
		if (loss->n != n)
			continue;
		zl_buffer_text(writing->out, any ? "" : "<ul class=f>");
		any = true;
		write_loss(writing, loss);
	}
	if (any)
		zl_buffer_text(writing->out, "</ul>");
}

void
zl_page_write_paragraph(struct zl_page_writing *writing, uint32_t n)
{
	const struct zl_page *page = writing->page;
	struct zl_buffer *out = writing->out;
	uint32_t owner, at = 0;
	size_t first = page->begin[n], end = page->begin[n + 1];
	enum zl_page_role role = role_of(page, first, end, &owner);

	zl_buffer_format(out, "<div class=\"p %c\" id=p%u", role_classes[role], n);
	if (owner > 0 && page->nodes.items[owner - 1].kind != ZL_PAGE_SECTION)
		zl_buffer_format(out, " data-o=%u", owner);
	zl_buffer_format(
	    out, "><a class=n href=#p%u>%u</a><b class=k title=\"%s\">%s</b><div class=t>", n, n,
	    zl_role_name(writing->language, role), zl_role_letter(writing->language, role));
	for (size_t i = first; i < end; i++) {
		const struct zl_page_piece *piece = &page->pieces.items[page->order[i]];
		if (piece->length > 0)
			write_piece(writing, piece, &at);
	}
	write_points(writing, n, UINT32_MAX);
	zl_buffer_text(out, "</div>");
	write_remarks(writing, n);
	zl_buffer_text(out, "</div>\n");
}
