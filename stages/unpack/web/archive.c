/* archive.c: what the archive holds is read as what it is. */
#include "archive.h"

#include "html.h"
#include "mime.h"
#include "plain.h"

bool
zl_archive_read(struct zl_builder *builder, const char *data, size_t size)
{
	struct zl_web_page page = {0};
	bool found = zl_mime_find_page(data, size, &page);

	if (page.data.failed)
		zl_builder_exhausted(builder);
	else if (found && page.is_html)
		zl_html_read(builder, page.charset, page.data.data, page.data.length);
	else if (found)
		zl_plain_read(builder, page.charset, page.data.data, page.data.length);
	zl_buffer_free(&page.data);
	return found;
}
