/* page_side.c: what stands beside the text: doubts, facts, structure, losses, source. */
#include <stdlib.h>

#include "html.h"
#include "page_write.h"

/* The flags of one paragraph, as a place to look at. */
struct place {
	uint32_t n;
	int weight; /* of the strongest */
};

static int
compare_places(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	if (a->weight != b->weight)
		return b->weight - a->weight;
	return a->n < b->n ? -1 : a->n > b->n;
}

/* The places with flags, the strongest first; *count of them.  NULL when memory is out. */
static struct place *
places_of(const struct zl_page *page, size_t *count)
{
	struct place *places = calloc(page->flags.count + 1, sizeof(*places));

	*count = 0;
	for (size_t i = 0; places != NULL && i < page->flags.count; i++) {
		const struct zl_page_flag *flag = &page->flags.items[i];
		int weight = zl_code_weight(flag->code);
		size_t at = 0;
		while (at < *count && places[at].n != flag->n)
			at++;
		if (at == *count)
			places[(*count)++] = (struct place){flag->n, weight};
		else if (weight > places[at].weight)
			places[at].weight = weight;
	}
	if (places != NULL)
		qsort(places, *count, sizeof(*places), compare_places);
	return places;
}

static void
write_place(const struct zl_page *page, enum zl_language language, const struct place *place,
	    struct zl_buffer *out, struct zl_buffer *scratch)
{
	zl_buffer_format(out, "<li class=w%d>",
			 place->weight >= 8   ? 3
			 : place->weight >= 4 ? 2
					      : 1);
	if (place->n > 0)
		zl_buffer_format(
		    out,
		    zl_say(language, "<a href=#p%u>第 %u 段</a>", "<a href=#p%u>Paragraph %u</a>"),
		    place->n, place->n);
	else
		zl_buffer_text(out, zl_say(language, "全文", "The whole"));
	for (size_t i = 0; i < page->flags.count; i++) {
		const struct zl_page_flag *flag = &page->flags.items[i];
		if (flag->n != place->n)
			continue;
		zl_buffer_text(out, "<br><b>");
		zl_page_add(out, zl_code_chip(language, flag->code));
		zl_buffer_text(out, "</b> ");
		zl_buffer_clear(scratch);
		zl_code_sentence(language, page, flag, scratch);
		if (scratch->length > 0)
			zl_html_add(out, ZL_HTML_TEXT, scratch->data, scratch->length);
	}
	zl_buffer_text(out, "</li>\n");
}

static void
write_doubts(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	struct zl_buffer scratch = {0};
	size_t count;
	struct place *places = places_of(page, &count);

	zl_buffer_format(out, "<section class=s id=doubts><h2>%s %zu",
			 zl_say(language, "存疑", "Doubts"), page->flags.count);
	if (page->doubt > 0)
		zl_buffer_format(
		    out,
		    zl_say(language, "<small>存疑分 %u%s</small>", "<small>score %u%s</small>"),
		    page->doubt / 2, page->doubt % 2 ? ".5" : "");
	zl_buffer_text(out, "</h2>\n");
	if (count == 0)
		zl_buffer_format(out, "<p>%s</p>",
				 zl_say(language, "没有发现可疑之处（不等于没有错误）",
					"Nothing doubtful was found (which does not mean that "
					"nothing is wrong)"));
	zl_buffer_text(out, "<ol class=f>\n");
	for (size_t i = 0; places != NULL && i < count; i++)
		write_place(page, language, &places[i], out, &scratch);
	zl_buffer_text(out, "</ol></section>\n");
	out->failed |= places == NULL || scratch.failed;
	free(places);
	zl_buffer_free(&scratch);
}

static void
write_name(struct zl_string name, enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_text(out, "<dt data-name=\"");
	zl_html_add(out, ZL_HTML_VALUE, name.data, name.length);
	zl_buffer_text(out, "\">");
	zl_page_add(out, zl_fact_name(language, name));
}

static void
write_fact(const struct zl_page_fact *fact, enum zl_language language, struct zl_buffer *out)
{
	write_name(fact->name, language, out);
	zl_buffer_text(out, "</dt><dd>");
	zl_page_add(out, fact->text);
	if (fact->from.length > 0) {
		zl_buffer_text(out, " <small>");
		zl_page_add(out, fact->from);
		zl_buffer_text(out, fact->to.length > 0 ? "/" : "");
		zl_page_add(out, fact->to);
		zl_buffer_text(out, "</small>");
	}
	if (fact->n > 0)
		zl_buffer_format(out, " <a href=#p%u>%u</a>", fact->n, fact->n);
	zl_buffer_text(out, "</dd>\n");
}

static void
write_facts(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	static const char *const wanted[] = {"title",  "issuer",	"inspector",
					     "period", "feedback-date", "date"};

	zl_buffer_format(out, "<details class=s id=facts><summary><b>%s</b> %zu%s</summary><dl>\n",
			 zl_say(language, "基本事项", "Facts"), page->facts.count,
			 zl_say(language, " 项", ""));
	for (size_t i = 0; i < page->facts.count; i++)
		write_fact(&page->facts.items[i], language, out);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (zl_page_fact_of(page, wanted[i]) == NULL) {
			write_name(zl_string(wanted[i]), language, out);
			zl_buffer_format(out, "</dt><dd class=none>%s</dd>\n",
					 zl_say(language, "没有读到", "not found"));
		}
	zl_buffer_text(out, "</dl></details>\n");
}

/* The words of a node: its heading, or the statement of its problem with the number before it. */
static void
write_words(const struct zl_page *page, const struct zl_page_node *node, struct zl_buffer *out)
{
	enum { MOST = 120 }; /* bytes of one piece, about: it is a list */

	for (uint32_t i = node->first; i < node->last; i++) {
		const struct zl_page_piece *piece = &page->pieces.items[i];
		bool number = piece->mark == ZL_MARK_NUMBER;
		if (node->kind != ZL_PAGE_SECTION && !number && piece->mark != ZL_MARK_STATEMENT)
			continue;
		size_t length = piece->length;
		const char *text = page->text.data + piece->from;
		while (length > MOST && ((unsigned char)text[MOST] & 0xC0) != 0x80)
			length = MOST;
		zl_page_add(out, (struct zl_string){text, length});
		zl_buffer_text(out, length < piece->length ? "…" : "");
	}
}

static void
write_node(const struct zl_page *page, const struct zl_page_node *node, size_t index,
	   enum zl_language language, struct zl_buffer *out)
{
	static const enum zl_page_role roles[] = {ZL_PAGE_ROLE_HEADING, ZL_PAGE_ROLE_PROBLEM,
						  ZL_PAGE_ROLE_RECOMMENDATION};
	enum zl_page_role role = roles[node->kind];
	bool unanswered = zl_string_is(node->status, "unanswered");

	zl_buffer_format(
	    out, "<li class=\"n%u %c%s\" data-o=%zu data-n=%u><b class=k>%s</b> <a href=#p%u>",
	    node->depth < 6 ? node->depth : 6, "hqg"[node->kind], unanswered ? " un" : "",
	    index + 1, node->n, zl_role_letter(language, role), node->n);
	write_words(page, node, out);
	zl_buffer_text(out, "</a>");
	if (unanswered)
		zl_buffer_format(out, " <small>%s</small>",
				 zl_say(language, "未答复", "unanswered"));
	else if (zl_string_is(node->status, "group"))
		zl_buffer_format(out, " <small>%s</small>", zl_say(language, "分条", "group"));
	zl_buffer_text(out, "</li>\n");
}

static void
write_tree(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_format(out, "<section class=s id=tree><h2>%s</h2><ul class=tree>\n",
			 zl_say(language, "读出的结构", "Structure"));
	for (size_t i = 0; i < page->nodes.count; i++)
		if (page->nodes.items[i].n > 0)
			write_node(page, &page->nodes.items[i], i, language, out);
	zl_buffer_text(out, "</ul></section>\n");
}

static void
write_lost(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_format(out, "<details class=s id=lost><summary><b>%s</b> ",
			 zl_say(language, "改动与丢失", "Changes and losses"));
	zl_page_add(out, page->changes);
	zl_buffer_format(out, ", %zu</summary><ul>\n", page->losses.count);
	for (size_t i = 0; i < page->losses.count; i++) {
		const struct zl_page_loss *loss = &page->losses.items[i];
		zl_buffer_text(out, "<li>");
		zl_page_add(out, zl_loss_name(language, loss->kind));
		if (loss->n > 0)
			zl_buffer_format(out, " <a href=#p%u>%u</a>", loss->n, loss->n);
		zl_buffer_byte(out, ' ');
		zl_page_add(out, loss->text);
		zl_buffer_text(out, "</li>\n");
	}
	zl_buffer_text(out, "</ul></details>\n");
}

static void
write_source(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_format(
	    out, "<details class=s id=source><summary><b>%s</b></summary><dl>\n<dt>%s</dt><dd>",
	    zl_say(language, "来源", "Source"), zl_say(language, "路径", "path"));
	zl_page_add(out, page->file);
	zl_buffer_text(out, "</dd><dt>SHA-256</dt><dd class=hash>");
	zl_page_add(out, page->sha256);
	zl_buffer_format(out, "</dd><dt>%s</dt><dd>", zl_say(language, "字节", "bytes"));
	zl_page_add(out, page->bytes);
	zl_buffer_format(out, "</dd><dt>zhengli</dt><dd>");
	zl_page_add(out, page->version);
	zl_buffer_format(out, "</dd>\n");
	for (size_t i = 0; i < page->properties.count; i++) {
		zl_buffer_text(out, "<dt>");
		zl_page_add(out, page->properties.items[i].name);
		zl_buffer_text(out, "</dt><dd>");
		zl_page_add(out, page->properties.items[i].text);
		zl_buffer_text(out, "</dd>\n");
	}
	zl_buffer_text(out, "</dl></details>\n");
}

void
zl_page_write_side(const struct zl_page *page, const struct zl_page_setting *setting,
		   struct zl_buffer *out)
{
	enum zl_language language = setting->language;

	write_doubts(page, language, out);
	zl_page_write_kept(setting->kept, language, out);
	write_facts(page, language, out);
	write_tree(page, language, out);
	write_lost(page, language, out);
	write_source(page, language, out);
}
