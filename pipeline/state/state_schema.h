/*
 * state_schema.h: the tables of state.db, a step a version: step i brings PRAGMA user_version from
 * i to i + 1.  A step that has been released is never changed.
 */
#ifndef ZL_STATE_SCHEMA_H
#define ZL_STATE_SCHEMA_H

/* PRAGMA application_id: "zlst"; and the same for SQL. */
enum { ZL_STATE_APPLICATION = 0x7a6c7374 };
#define ZL_STATE_APPLICATION_TEXT "2053927796"

static const char *const zl_state_steps[] = {
    /* Names and paths are BLOBs: they are any bytes. */
    "CREATE TABLE keys(id INTEGER PRIMARY KEY, rules TEXT NOT NULL, version TEXT NOT NULL,"
    " settings TEXT NOT NULL, limits TEXT NOT NULL, UNIQUE(rules, version, settings, limits));"
    "CREATE TABLE roots(id INTEGER PRIMARY KEY, path BLOB NOT NULL, follow INTEGER NOT NULL,"
    " UNIQUE(path, follow));"
    "CREATE TABLE runs(id INTEGER PRIMARY KEY, command TEXT NOT NULL, arguments TEXT NOT NULL,"
    " host TEXT NOT NULL, process INTEGER NOT NULL, started INTEGER NOT NULL, finished INTEGER,"
    " key INTEGER REFERENCES keys, sandbox TEXT NOT NULL, workers INTEGER NOT NULL,"
    " found INTEGER, unchanged INTEGER, same INTEGER, converted INTEGER, failed INTEGER,"
    " missing INTEGER, remaining INTEGER, folders INTEGER, owner_files INTEGER, others INTEGER,"
    " links INTEGER, special INTEGER, unreadable INTEGER, status INTEGER);"
    "CREATE TABLE documents(name BLOB PRIMARY KEY, root INTEGER NOT NULL REFERENCES roots,"
    " size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, sha256 TEXT NOT NULL, key INTEGER NOT NULL REFERENCES keys,"
    " code TEXT NOT NULL, stage TEXT NOT NULL, words TEXT NOT NULL, record TEXT NOT NULL,"
    " record_bytes INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES runs,"
    " seconds REAL NOT NULL, missing INTEGER REFERENCES runs) WITHOUT ROWID;",
    /* What status and retry ask for must not cost a scan of a million rows. */
    "CREATE INDEX documents_failed ON documents(code) WHERE code <> 'ok';"
    "CREATE INDEX documents_missing ON documents(missing) WHERE missing IS NOT NULL;"
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
    /*
     * change: when, in the order of all changes of OUT, the record or the standing of a document
     * became what it is; a conversion that gives the same bytes is none.  Rows are never deleted,
     * so that no number is given twice.  instance tells OUTs apart.
     */
    "ALTER TABLE documents ADD COLUMN change INTEGER NOT NULL DEFAULT 0;"
    "UPDATE documents SET change = n.i FROM"
    " (SELECT name, row_number() OVER (ORDER BY name) AS i FROM documents) n"
    " WHERE n.name = documents.name;"
    "CREATE INDEX documents_change ON documents(change);"
    "CREATE TRIGGER documents_new AFTER INSERT ON documents BEGIN"
    " UPDATE documents SET change = (SELECT max(change) + 1 FROM documents)"
    " WHERE name = new.name; END;"
    "CREATE TRIGGER documents_other AFTER UPDATE OF record, code, missing ON documents"
    " WHEN old.record <> new.record OR old.code <> new.code"
    " OR (old.missing IS NULL) <> (new.missing IS NULL) BEGIN"
    " UPDATE documents SET change = (SELECT max(change) + 1 FROM documents)"
    " WHERE name = new.name; END;"
    "INSERT INTO meta(name, value) VALUES('instance', lower(hex(randomblob(8))));",
    /* What was about to be published when it was noted; of a run that was killed, some is left. */
    "CREATE TABLE intents(name BLOB NOT NULL, root INTEGER NOT NULL REFERENCES roots,"
    " key INTEGER NOT NULL REFERENCES keys, run INTEGER NOT NULL REFERENCES runs,"
    " batch INTEGER NOT NULL);",
    /* corrections: SHA-256 of the file of them that the record was made with; doubt: twice the
     * score of what is doubtful in it; flags: the codes of that, a space between. */
    "ALTER TABLE documents ADD COLUMN corrections TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE documents ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE documents ADD COLUMN flags TEXT NOT NULL DEFAULT '';"
    "CREATE INDEX documents_doubt ON documents(doubt, flags) WHERE doubt > 0;",
    /* Files of folders that are no sources, so that each is looked at once. */
    "CREATE TABLE passed_over(root INTEGER NOT NULL REFERENCES roots, name BLOB NOT NULL,"
    " size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,"
    " inode INTEGER NOT NULL, kind TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs,"
    " PRIMARY KEY(root, name)) WITHOUT ROWID;",
    /*
     * acknowledged: the code and the source ("code sha256") of a failure that the operator knows;
     * another failure, or the same of another source, is new again.
     */
    "ALTER TABLE documents ADD COLUMN acknowledged TEXT NOT NULL DEFAULT '';",
    /* Consumers of deliver: what they have, when that was tried, how often it failed since. */
    ("CREATE TABLE targets(name TEXT PRIMARY KEY, token TEXT NOT NULL, tried INTEGER NOT NULL,"
     " failed INTEGER NOT NULL, words TEXT NOT NULL) WITHOUT ROWID;"),
};

enum { ZL_STATE_VERSION = sizeof(zl_state_steps) / sizeof(zl_state_steps[0]) };

#endif
