/* page_write.c: the page around a record's text: head, title, ways to other pages. */
#include "page_write.h"

#include "extract/corrections/corrections.h"
#include "html.h"

void
zl_page_head(const struct zl_page_setting *setting, struct zl_string title, struct zl_buffer *out)
{
	zl_buffer_format(
	    out,
	    "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	    "script-src 'self'; style-src 'self'; %sbase-uri 'none'; form-action "
	    "'none'\">"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	    "<meta name=\"referrer\" content=\"no-referrer\">"
	    "<meta name=\"robots\" content=\"noindex, nofollow\"><title>",
	    zl_say(setting->language, "zh-CN", "en"),
	    setting->served ? "connect-src 'self'; " : "");
	zl_html_add(out, ZL_HTML_VALUE, title.data, title.length);
	zl_buffer_format(out,
			 "</title><link rel=\"stylesheet\" href=\"%sreview.css\">"
			 "<script src=\"%sreview.js\" defer></script></head>\n",
			 setting->up, setting->up);
}

static void
add_value(struct zl_buffer *out, const char *name, struct zl_string value)
{
	zl_buffer_format(out, " data-%s=\"", name);
	zl_html_add(out, ZL_HTML_VALUE, value.length > 0 ? value.data : "", value.length);
	zl_buffer_byte(out, '"');
}

static void
write_body(const struct zl_page *page, const struct zl_page_setting *setting, struct zl_buffer *out)
{
	const struct zl_corrections *kept = setting->kept;

	zl_buffer_format(out, "<body class=\"rec\" data-up=\"%s\"", setting->up);
	add_value(out, "instance", zl_string(setting->instance));
	add_value(out, "path", page->file);
	add_value(out, "sha", page->sha256);
	add_value(out, "checked", kept == NULL ? (struct zl_string){0} : kept->checked);
	add_value(out, "by", kept == NULL ? (struct zl_string){0} : kept->by);
	if (setting->signer != NULL)
		add_value(out, "signer", zl_string(setting->signer));
	zl_buffer_format(out, " data-served=\"%d\">\n", setting->served);
}

/* A way to another page; dead, at the ends, it is text. */
static void
write_way(const struct zl_page_setting *setting, struct zl_string to, const char *identifier,
	  const char *words, struct zl_buffer *out)
{
	if (to.data == NULL) {
		zl_buffer_format(out, "<span class=\"way off\">%s</span>\n", words);
		return;
	}
	zl_buffer_format(out, "<a class=way id=%s href=\"%s", identifier, setting->up);
	zl_html_url(out, to.data, to.length);
	zl_buffer_format(out, "\">%s</a>\n", words);
}

static void
write_counts(const struct zl_page *page, enum zl_language language, struct zl_buffer *out)
{
	zl_buffer_format(out, " · %s ", zl_say(language, "问题", "findings"));
	zl_page_add(out, page->findings);
	zl_buffer_text(out, zl_say(language, "（有答复 ", " (paired "));
	zl_page_add(out, page->paired);
	zl_buffer_text(out, zl_say(language, "，分条 ", ", group "));
	zl_page_add(out, page->group);
	zl_buffer_text(out, zl_say(language, "，未答复 ", ", unanswered "));
	zl_page_add(out, page->unanswered);
	zl_buffer_text(out, zl_say(language, "）", ")"));
}

static void
write_top(const struct zl_page *page, const struct zl_page_setting *setting, struct zl_string title,
	  struct zl_buffer *out)
{
	enum zl_language language = setting->language;

	zl_buffer_format(out, "<header id=top><nav aria-label=\"%s\">",
			 zl_say(language, "各件", "records"));
	write_way(setting, zl_string("index.html"), "list", zl_say(language, "清单", "List"), out);
	write_way(setting, setting->before, "before", zl_say(language, "上一件", "Previous"), out);
	write_way(setting, setting->after, "after", zl_say(language, "下一件", "Next"), out);
	zl_buffer_format(out,
			 zl_say(language, "<span class=at>第 %zu / %zu 件</span>",
				"<span class=at>%zu of %zu</span>"),
			 setting->place, setting->count);
	if (setting->sample)
		zl_buffer_format(out, "<span class=at>%s</span>",
				 zl_say(language, "抽检样本", "random sample"));
	zl_buffer_text(out, "</nav>\n<h1>");
	zl_page_add(out, title);
	zl_buffer_text(out, "</h1>\n<p class=sub>");
	zl_page_add(out, page->file);
	zl_buffer_text(out, " · ");
	zl_page_add(out, zl_family_name(language, page->rules));
	zl_buffer_format(out, " · %s ", zl_say(language, "版本", "version"));
	zl_page_add(out, page->version);
	write_counts(page, language, out);
	zl_buffer_text(out, "</p></header>\n");
}

/* What is new since something was saved, or that it cannot be shown. */
static void
write_news(const struct zl_page *page, const struct zl_page_setting *setting, struct zl_buffer *out)
{
	enum zl_language language = setting->language;

	if (setting->notice != NULL) {
		zl_buffer_format(
		    out, "<p class=s id=notice>%s",
		    zl_say(language, "更正还没有用上：", "Corrections are not applied yet: "));
		zl_html_words(out, ZL_HTML_TEXT, setting->notice);
		zl_buffer_text(out, "</p>");
	}
	if (setting->before_saving != NULL)
		zl_page_write_difference(page, setting, out);
}

void
zl_page_write(const struct zl_page *page, const struct zl_page_setting *setting,
	      struct zl_buffer *out)
{
	const struct zl_page_fact *fact = zl_page_fact_of(page, "title");
	struct zl_string title = fact != NULL && fact->text.length > 0 ? fact->text : page->file;

	zl_page_head(setting, title, out);
	write_body(page, setting, out);
	write_top(page, setting, title, out);
	zl_buffer_format(out, "<div id=cols><main id=text aria-label=\"%s\">\n",
			 zl_say(setting->language, "报告正文", "report"));
	zl_page_write_text(page, setting->language, out);
	zl_buffer_format(out, "</main>\n<aside id=side aria-label=\"%s\">\n",
			 zl_say(setting->language, "审核", "review"));
	write_news(page, setting, out);
	zl_page_write_side(page, setting, out);
	zl_buffer_text(out, "</aside></div>\n</body></html>\n");
}
