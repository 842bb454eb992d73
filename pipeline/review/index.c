/*
 * index.c: index.html holds the most doubtful records as a table that needs no script; all of them
 * lie in d/ as calls of a function of review.js, 2,000 a file, since a page that is opened from a
 * folder may load scripts and nothing else.
 */
#include "index.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "document/document.h"
#include "extract/doubt/doubt_codes.h"
#include "html.h"
#include "pipeline/common/message.h"
#include "review_assets.h"

static size_t
chunks_of(const struct zl_rows_list *list)
{
	return (list->rows.count + ZL_INDEX_CHUNK - 1) / ZL_INDEX_CHUNK;
}

/* A name as records and people have it: what is not printable UTF-8 as %XX. */
static void
add_name(struct zl_buffer *out, struct zl_string name,
	 void (*add)(struct zl_buffer *, const char *, size_t))
{
	struct zl_buffer escaped = {0};

	zl_name_escape(&escaped, name.data, name.length);
	add(out, escaped.length > 0 ? escaped.data : "", escaped.length);
	out->failed |= escaped.failed;
	zl_buffer_free(&escaped);
}

static void
add_text(struct zl_buffer *out, const char *text, size_t length)
{
	zl_html_add(out, ZL_HTML_TEXT, text, length);
}

static void
write_doubt(uint32_t doubt, enum zl_language language, struct zl_buffer *out)
{
	int weight = doubt >= ZL_DOUBT_MUCH ? 3 : doubt >= ZL_DOUBT_SOME ? 2 : 1;
	static const char *const words[][2] = {{"无", "–"}, {"小", "some"}, {"大", "much"}};

	zl_buffer_format(out, "<td class=\"dl w%d\"><b>%s</b> ", weight,
			 words[weight - 1][language]);
	if (doubt > 0)
		zl_buffer_format(out, "%u%s", doubt / 2, doubt % 2 ? ".5" : "");
	zl_buffer_text(out, "</td>");
}

/* The first codes as chips, and how many more there are. */
static void
write_chips(struct zl_string codes, enum zl_language language, struct zl_buffer *out)
{
	const char *at = codes.data, *end = codes.data + codes.length;
	unsigned count = 0;

	while (at != NULL && at < end) {
		const char *stop = memchr(at, ' ', (size_t)(end - at));
		stop = stop == NULL ? end : stop;
		if (++count <= 4) {
			zl_buffer_text(out, "<span class=chip>");
			zl_page_add(out, zl_code_chip(language,
						      (struct zl_string){at, (size_t)(stop - at)}));
			zl_buffer_text(out, "</span> ");
		}
		at = stop + 1;
	}
	if (count > 4)
		zl_buffer_format(out, "+%u", count - 4);
}

static void
write_row(const struct zl_row *row, enum zl_language language, struct zl_buffer *out)
{
	struct zl_buffer page = {0};

	zl_buffer_text(out, "<tr>");
	write_doubt(row->doubt, language, out);
	zl_buffer_text(out, "<td class=ti>");
	if (row->state & ZL_ROW_PAGE) {
		zl_row_page(row->name, &page);
		zl_buffer_text(out, "<a href=\"");
		zl_html_url(out, page.data, page.length);
		zl_buffer_text(out, "\">");
	}
	zl_page_add(out, row->title);
	zl_buffer_text(out, row->state & ZL_ROW_PAGE ? "</a>" : "");
	zl_buffer_text(out, "<br><small>");
	add_name(out, row->name, add_text);
	zl_buffer_text(out, "</small></td><td class=ch>");
	write_chips(row->codes, language, out);
	zl_buffer_format(out, "</td><td class=nu>%u</td><td class=nu>%u</td><td>", row->findings,
			 row->paired);
	zl_page_add(out, zl_family_name(language, row->family));
	zl_buffer_format(out, "</td><td>%s</td></tr>\n",
			 row->state & ZL_ROW_CORRECTED ? zl_say(language, "已更正", "corrected")
			 : row->state & ZL_ROW_CHECKED ? zl_say(language, "已核", "checked")
						       : "");
	out->failed |= page.failed;
	zl_buffer_free(&page);
}

static void
write_table(const struct zl_rows_list *list, enum zl_language language, struct zl_buffer *out)
{
	static const char *const heads[][2] = {
	    {"存疑", "Doubt"},	  {"题名", "Title"},	{"存疑之处", "What is doubtful"},
	    {"问题", "Findings"}, {"有答复", "Paired"}, {"文种", "Kind"},
	    {"状态", "State"}};

	zl_buffer_text(out, "<table id=rows><thead><tr>");
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		zl_buffer_format(out, "<th scope=col>%s</th>", heads[i][language]);
	zl_buffer_text(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < list->rows.count && i < ZL_INDEX_SHOWN; i++)
		write_row(&list->rows.items[i], language, out);
	zl_buffer_text(out, "</tbody></table>\n");
}

void
zl_index_html(const struct zl_rows_list *list, const struct zl_page_setting *setting,
	      struct zl_buffer *out)
{
	enum zl_language language = setting->language;
	size_t much = 0, some = 0, all = list->rows.count;

	for (size_t i = 0; i < all; i++) {
		much += list->rows.items[i].doubt >= ZL_DOUBT_MUCH;
		some += list->rows.items[i].doubt >= ZL_DOUBT_SOME &&
			list->rows.items[i].doubt < ZL_DOUBT_MUCH;
	}
	zl_page_head(setting, zl_string(zl_say(language, "整理：审核清单", "zhengli: review")),
		     out);
	zl_buffer_format(
	    out,
	    "<body class=\"idx\" data-up=\"\" data-instance=\"%s\" data-rows=\"%zu\" "
	    "data-chunks=\"%zu\" data-served=\"%d\">\n<header id=top><nav></nav>\n<h1>",
	    setting->instance, all, chunks_of(list), setting->served);
	zl_buffer_format(out,
			 zl_say(language, "共 %zu 件，存疑大 %zu 件，小 %zu 件",
				"%zu records: much doubt %zu, some %zu"),
			 all, much, some);
	zl_buffer_format(out, "</h1>\n<p class=sub>%s</p></header>\n<main id=list>\n",
			 all > ZL_INDEX_SHOWN
			     ? zl_say(language, "存疑最大的 200 件在最前；没有脚本时只列这些。",
				      "The 200 most doubtful come first; without scripts only they "
				      "are listed.")
			     : zl_say(language, "存疑最大的排在最前。点题名打开。",
				      "The most doubtful come first."));
	write_table(list, language, out);
	zl_buffer_text(out,
		       "</main>\n<script src=\"d/names.js\" defer></script>\n</body></html>\n");
}

/* Names of the codes and families that there are. */
void
zl_index_names(const struct zl_page_setting *setting, struct zl_buffer *out)
{
	static const char *const families[] = {"rectification", "audit",  "inspection", "selfcheck",
					       "survey",	"notice", "general"};
	enum zl_language language = setting->language;

	zl_buffer_text(out, "zlNames({\"families\":{");
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		struct zl_string name = zl_family_name(language, zl_string(families[i]));
		zl_buffer_format(out, "%s\"%s\":", i == 0 ? "" : ",", families[i]);
		zl_html_script(out, name.data, name.length);
	}
	zl_buffer_text(out, "},\"codes\":{");
	size_t count;
	const struct zl_doubt_code *codes = zl_doubt_codes(&count);
	for (size_t i = 0; i < count; i++) {
		struct zl_string chip = zl_code_chip(language, zl_string(codes[i].code));
		zl_buffer_format(out, "%s\"%s\":", i == 0 ? "" : ",", codes[i].code);
		zl_html_script(out, chip.data, chip.length);
	}
	zl_buffer_text(out, "}});\n");
}

/* Where the page is, if that is not its name: a name may be too long. */
static void
add_place(struct zl_string name, struct zl_buffer *out)
{
	const size_t around = strlen("r/") + strlen(".html");
	struct zl_buffer page = {0};

	if (name.length < NAME_MAX - around)
		return;
	zl_row_page(name, &page);
	if (page.length != name.length + around) {
		zl_buffer_text(out, ",\"");
		zl_html_url(out, page.data, page.length);
		zl_buffer_byte(out, '"');
	}
	out->failed |= page.failed;
	zl_buffer_free(&page);
}

void
zl_index_chunk(const struct zl_rows_list *list, size_t chunk, struct zl_buffer *out)
{
	size_t from = chunk * ZL_INDEX_CHUNK, to = from + ZL_INDEX_CHUNK;

	zl_buffer_format(out, "zlRows(%zu,[\n", chunk);
	for (size_t i = from; i < to && i < list->rows.count; i++) {
		const struct zl_row *row = &list->rows.items[i];
		zl_buffer_text(out, i == from ? "[" : ",\n[");
		add_name(out, row->name, zl_html_script);
		zl_buffer_byte(out, ',');
		zl_html_script(out, row->title.data, row->title.length);
		zl_buffer_byte(out, ',');
		zl_html_script(out, row->family.data, row->family.length);
		zl_buffer_format(out, ",%u,", row->doubt);
		zl_html_script(out, row->codes.data, row->codes.length);
		zl_buffer_format(out, ",%u,%u,%u,%u,\"%.16s\",%u", row->findings, row->paired,
				 row->unanswered, row->flags, row->sha256, row->state);
		add_place(row->name, out);
		zl_buffer_byte(out, ']');
	}
	zl_buffer_text(out, "]);\n");
}

static enum zl_status
write_file(const struct zl_folder *folder, const char *path, struct zl_buffer *bytes)
{
	enum zl_status done = ZL_FAILED;

	if (bytes->failed)
		zl_message("out of memory");
	else
		done = zl_folder_file(folder, path, bytes->data, bytes->length);
	zl_buffer_clear(bytes);
	return done;
}

enum zl_status
zl_index_write(const struct zl_rows_list *list, const struct zl_page_setting *setting,
	       const struct zl_folder *folder)
{
	struct zl_buffer out = {0};

	zl_index_html(list, setting, &out);
	enum zl_status done = write_file(folder, "index.html", &out);
	zl_index_names(setting, &out);
	done = done && write_file(folder, "d/names.js", &out);
	for (size_t i = 0; done && i < chunks_of(list); i++) {
		char path[32];
		snprintf(path, sizeof(path), "d/%05zu.js", i);
		zl_index_chunk(list, i, &out);
		done = write_file(folder, path, &out);
	}
	zl_buffer_free(&out);
	return done && zl_folder_file(folder, "review.css", zl_review_css, zl_review_css_size) &&
		       zl_folder_file(folder, "review.js", zl_review_js, zl_review_js_size)
		   ? ZL_DONE
		   : ZL_FAILED;
}
