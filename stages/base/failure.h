/* failure.h: the one list of reasons for which a document has no record. */
#ifndef ZL_FAILURE_H
#define ZL_FAILURE_H

/*
 * X(identifier, code, sentence, advice).  Codes are stable: they stand in OUT/failed, in the log,
 * in state.db and in other people's scripts.  New ones are added at the end of their group.
 */
#define ZL_FAILURES(X)                                                                             \
	/* What the file is */                                                                     \
	X(NOT_A_ZIP, "not-a-zip", "the file is of no kind that zhengli reads",                     \
	  "look at what the file really is; convert it to .docx and put it back")                  \
	X(TRUNCATED, "truncated", "the file ends before what it says it holds",                    \
	  "copy the file again from where it came from")                                           \
	X(NOT_A_DOCX, "not-a-docx", "the zip archive holds no Word document",                      \
	  "look at what the file really is; convert it to .docx and put it back")                  \
	X(LEGACY_DOC, "legacy-doc",                                                                \
	  "the file is of another word processor, or of a Word older than Word 6",                 \
	  "open it in LibreOffice and save it as .docx")                                           \
	X(LEGACY_WORD95, "legacy-word95",                                                          \
	  "the file is of an early Word 6 whose format is not known",                              \
	  "open it in Word, WPS or LibreOffice and save it as .docx")                              \
	X(PDF, "pdf", "the file is a PDF", "ask for the original, or convert it to .docx")         \
	X(OPENDOCUMENT, "opendocument", "the file is an OpenDocument text",                        \
	  "open it in LibreOffice and save it as .docx")                                           \
	X(EMPTY_FILE, "empty-file", "the file has no bytes",                                       \
	  "copy the file again from where it came from")                                           \
	/* What protects it */                                                                     \
	X(ENCRYPTED, "encrypted", "the document is encrypted with a password",                     \
	  "open it with its password and save it without one")                                     \
	X(VENDOR_ENCRYPTED, "vendor-encrypted",                                                    \
	  "the file is encrypted by an enterprise document-security product",                      \
	  "have it decrypted where the product is installed")                                      \
	/* The package */                                                                          \
	X(ZIP_OVERLAP, "zip-overlap", "entries of the archive overlap",                            \
	  "treat the file as hostile; ask where it came from")                                     \
	X(ZIP_DUPLICATE, "zip-duplicate", "two entries of the archive have one name",              \
	  "open the file in Word and save it anew")                                                \
	X(ZIP_METHOD, "zip-method", "an entry is compressed by a method that .docx does not have", \
	  "open the file in Word and save it anew")                                                \
	X(ZIP_NAME, "zip-name", "an entry's name leaves the package",                              \
	  "treat the file as hostile; ask where it came from")                                     \
	X(ZIP_DAMAGED, "zip-damaged", "an entry of the archive, or its directory, is damaged",     \
	  "copy the file again from where it came from, or have Word repair it")                   \
	X(COMPOUND_DAMAGED, "compound-damaged",                                                    \
	  "the sectors or the directory of the compound file are damaged",                         \
	  "copy the file again from where it came from, or have Word repair it")                   \
	X(WORD_DAMAGED, "word-damaged", "the structures of the binary Word document are damaged",  \
	  "open it in Word or LibreOffice and save it as .docx")                                   \
	X(MISSING_PART, "missing-part", "the file lacks a part that every document has",           \
	  "have Word repair the file")                                                             \
	/* Limits */                                                                               \
	X(TOO_LARGE, "too-large", "the document is larger than the limit",                         \
	  "raise the limit named if the file can be trusted")                                      \
	X(RATIO, "ratio", "a part inflates beyond the ratio that documents reach",                 \
	  "treat the file as hostile, or raise the limit")                                         \
	X(TOO_DEEP, "too-deep", "elements are nested deeper than the limit",                       \
	  "treat the file as hostile, or raise the limit")                                         \
	X(TOO_MANY, "too-many", "there are more entries or paragraphs than the limit",             \
	  "raise the limit named if the file can be trusted")                                      \
	/* The XML */                                                                              \
	X(DOCTYPE, "doctype", "a part has a document type declaration, which .docx forbids",       \
	  "treat the file as hostile; ask where it came from")                                     \
	X(XML_MALFORMED, "xml-malformed", "a part is not well-formed XML",                         \
	  "have Word repair the file")                                                             \
	X(ENCODING, "encoding", "a part has bytes that its encoding does not allow",               \
	  "open the file in Word and save it anew")                                                \
	/* The stages */                                                                           \
	X(RULE_LIMIT, "rule-limit", "a rule ran into its match limit",                             \
	  "mend the rule named; zhengli rules check shows which patterns can run away")            \
	X(INVALID_RECORD, "invalid-record", "the record made is not valid against its schema",     \
	  "a defect of zhengli: report it with the words here")                                    \
	X(INVALID_DOCUMENT, "invalid-document", "the document given to the stage is not valid",    \
	  "give the stage what the one before it wrote")                                           \
	/* The worker */                                                                           \
	X(TIMEOUT, "timeout", "the document took longer than the limit",                           \
	  "raise the limit, or report the file as a defect")                                       \
	X(OUT_OF_MEMORY, "out-of-memory", "the document needed more memory than the limit",        \
	  "raise the limit named if the file can be trusted")                                      \
	X(CRASH, "crash", "the worker died over the document",                                     \
	  "a defect of zhengli: report it with the file")                                          \
	/* The source */                                                                           \
	X(UNREADABLE, "unreadable", "the file cannot be read",                                     \
	  "mend its permissions or the disk, then run again")                                      \
	X(CHANGED_WHILE_READING, "changed-while-reading", "the file changed while it was read",    \
	  "run again when nobody writes to it")                                                    \
	X(VANISHED, "vanished", "the file was gone when its turn came", "run again")               \
	/* OUT */                                                                                  \
	X(NAME_REFUSED, "name-refused", "OUT cannot hold the record under the name it would have", \
	  "rename the file or what is in its way, or give OUT another file system")

enum zl_failure {
	ZL_OK,
#define X(identifier, code, sentence, advice) ZL_##identifier,
	ZL_FAILURES(X)
#undef X
	    ZL_FAILURE_COUNT
};

/* Static texts: the code ("ok" for ZL_OK), what happened, and what to do about it. */
const char *zl_failure_code(enum zl_failure);
const char *zl_failure_sentence(enum zl_failure);
const char *zl_failure_advice(enum zl_failure);

/* The failure with this code, ZL_FAILURE_COUNT for none. */
enum zl_failure zl_failure_of_code(const char *code);

#endif
