/* export.h: what the files of an export share: its options, what it goes through, its targets. */
#ifndef ZL_EXPORT_H
#define ZL_EXPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "destination.h"
#include "documents.h"
#include "fields.h"
#include "pipeline/records/reader.h"

struct zl_export_options {
	const char *format, *destination, *out;
	const char **sidecars, **select, **without; /* owned, NULL-terminated */
	const char *sidecar_encoding, *since, *into, *xslt, *schema, *columns, *code, *describe,
	    *object_root, *check;
	unsigned batch, wait;
	bool skip_incomplete, sidecar_template, embed, no_bom, dry_run, strict, layout_2012, files;
};

/* What is at hand: a document, its record, and what it is called in an archive. */
struct zl_export_item {
	const struct zl_item *document;
	const struct zl_record_rows *rows;
	const struct zl_buffer *record; /* its bytes */
	const struct zl_fields *fields; /* NULL where the target wants none */
};

struct zl_target;
struct zl_requirements;

struct zl_export {
	struct zl_export_options options;
	const struct zl_target *target;
	const char *wants; /* of the target, or of the one that a template is for */
	struct zl_documents documents;
	struct zl_destination destination;
	struct zl_record_reader *reader;
	struct zl_sidecar *sidecar;
	struct zl_requirements *requirements;
	struct zl_buffer token;
	struct zl_sink *gone;	       /* deleted.csv; NULL until something is gone */
	uint64_t rows[ZL_TABLE_COUNT]; /* written */
	uint64_t puts, deletes, incomplete;
	int64_t newest; /* the latest time of a document */
	void *data;	/* the target's own */
};

/* A format. Calls that are NULL have nothing to do; those that fail have said why. */
struct zl_target {
	const char *name;
	/* Fields that every document must have, parted by spaces; NULL where none are asked for. */
	const char *wants;
	bool single;	   /* DEST is one file */
	bool incremental;  /* --since gives what changed */
	bool own_manifest; /* it lists its files itself */
	enum zl_status (*begin)(struct zl_export *);
	enum zl_status (*put)(struct zl_export *, const struct zl_export_item *);
	enum zl_status (*gone)(struct zl_export *, const struct zl_item *);
	enum zl_status (*end)(struct zl_export *);
	void (*free)(struct zl_export *);
};

extern const struct zl_target zl_target_csv, zl_target_jsonl, zl_target_sqlite, zl_target_ledger,
    zl_target_catalogue, zl_target_dat93, zl_target_bag, zl_target_eep, zl_target_atom,
    zl_target_ead, zl_target_dc, zl_target_template;

/* "missing" or "failed": why a document has no record to export. */
const char *zl_gone_reason(const struct zl_item *);

/*
 * The cells of failures or deleted for such a document, as many as failures has columns; they
 * borrow from it, and the number of the change until the next call.
 */
void zl_gone_cells(const struct zl_item *, enum zl_record_table, struct zl_string *cells);

/* For targets that have no place for it: a document that is gone since the token goes to
 * DEST/deleted.csv. */
ZL_NODISCARD enum zl_status zl_gone_list(struct zl_export *, const struct zl_item *);
ZL_NODISCARD enum zl_status zl_gone_end(struct zl_export *);

#endif
