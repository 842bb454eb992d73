/* page_difference.c: what a correction that was saved changed, told on the page that answers. */
#include "page_write.h"

/* Whether pieces of the paragraph are read in the same way in both. */
static bool
is_same(const struct zl_page *page, const struct zl_page *before, uint32_t n)
{
	size_t first, end, other, stop;

	if (n > before->paragraphs)
		return false;
	zl_page_pieces(page, n, &first, &end);
	zl_page_pieces(before, n, &other, &stop);
	if (end - first != stop - other)
		return false;
	for (; first < end; first++, other++) {
		const struct zl_page_piece *a = &page->pieces.items[page->order[first]];
		const struct zl_page_piece *b = &before->pieces.items[before->order[other]];
		uint32_t owner = a->owner == 0 ? 0 : page->nodes.items[a->owner - 1].n;
		uint32_t owned = b->owner == 0 ? 0 : before->nodes.items[b->owner - 1].n;
		if (a->role != b->role || a->mark != b->mark || a->length != b->length ||
		    owner != owned)
			return false;
	}
	return true;
}

static void
write_count(const char *name, struct zl_string now, struct zl_string before,
	    enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_format(out, "%s%s ", zl_say(language, "；", "; "), name);
	zl_page_add(out, now);
	if (zl_string_equal(now, before))
		return;
	zl_buffer_text(out, zl_say(language, "（原 ", " (was "));
	zl_page_add(out, before);
	zl_buffer_text(out, zl_say(language, "）", ")"));
}

void
zl_page_write_difference(const struct zl_page *page, const struct zl_page_setting *setting,
			 struct zl_buffer *out)
{
	enum { MOST = 12 }; /* places: it is a sentence */
	const struct zl_page *before = setting->before_saving;
	enum zl_language language = setting->language;
	unsigned count = 0;

	zl_buffer_format(
	    out, "<p class=s id=changed>%s",
	    zl_say(language, "已保存。读法变了的段落：", "Saved. Read otherwise now: "));
	for (uint32_t n = 1; n <= page->paragraphs; n++) {
		if (is_same(page, before, n))
			continue;
		if (++count <= MOST)
			zl_buffer_format(out, "%s<a href=#p%u>%u</a>", count > 1 ? "、" : "", n, n);
	}
	if (count > MOST)
		zl_buffer_format(out, zl_say(language, "等 %u 段", " … %u in all"), count);
	if (count == 0)
		zl_buffer_text(out, zl_say(language, "没有", "none"));
	write_count(zl_say(language, "问题", "findings"), page->findings, before->findings,
		    language, out);
	write_count(zl_say(language, "有答复", "paired"), page->paired, before->paired, language,
		    out);
	zl_buffer_text(out, "</p>");
}
