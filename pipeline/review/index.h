/* index.h: the index of pages: what a person begins with. */
#ifndef ZL_INDEX_H
#define ZL_INDEX_H

#include "base/buffer.h"
#include "folder.h"
#include "page_write.h"
#include "rows.h"

/* Writes index.html, d/ with all rows for its script, review.css and review.js. */
ZL_NODISCARD enum zl_status zl_index_write(const struct zl_rows_list *,
					   const struct zl_page_setting *,
					   const struct zl_folder *);

/* index.html alone, and the files of d/, for those who serve them. */
void zl_index_html(const struct zl_rows_list *, const struct zl_page_setting *, struct zl_buffer *);
void zl_index_names(const struct zl_page_setting *, struct zl_buffer *);
void zl_index_chunk(const struct zl_rows_list *, size_t chunk, struct zl_buffer *);

enum { ZL_INDEX_CHUNK = 2000, ZL_INDEX_SHOWN = 200 };

#endif
