/* elements.h: the elements of a record that its reader knows. */
#ifndef ZL_ELEMENTS_H
#define ZL_ELEMENTS_H

/* Elements that the reader knows, sorted by name; X(IDENTIFIER, "name"). */
#define ZL_ELEMENTS(X)                                                                             \
	X(ADDRESS, "address")                                                                      \
	X(ANSWER, "answer")                                                                        \
	X(ATTRIBUTE, "attribute")                                                                  \
	X(BODY, "body")                                                                            \
	X(DATE, "date")                                                                            \
	X(DESCRIPTION, "description")                                                              \
	X(DETAIL, "detail")                                                                        \
	X(EMAIL, "email")                                                                          \
	X(FACT, "fact")                                                                            \
	X(FEEDBACK_DATE, "feedback-date")                                                          \
	X(FINDING, "finding")                                                                      \
	X(FLAG, "flag")                                                                            \
	X(GENERATOR, "generator")                                                                  \
	X(HEADING, "heading")                                                                      \
	X(INSPECTED, "inspected")                                                                  \
	X(INSPECTOR, "inspector")                                                                  \
	X(ISSUER, "issuer")                                                                        \
	X(LABEL, "label")                                                                          \
	X(LOSS, "loss")                                                                            \
	X(MARKER, "marker")                                                                        \
	X(MEASURE, "measure")                                                                      \
	X(NORMALISATION, "normalisation")                                                          \
	X(NUMBER, "number")                                                                        \
	X(P, "p")                                                                                  \
	X(PERIOD, "period")                                                                        \
	X(PHONE, "phone")                                                                          \
	X(POSTCODE, "postcode")                                                                    \
	X(PROBLEM, "problem")                                                                      \
	X(PROPERTY, "property")                                                                    \
	X(PUBLICITY, "publicity")                                                                  \
	X(QUALITY, "quality")                                                                      \
	X(RECOMMENDATION, "recommendation")                                                        \
	X(RECORD, "record")                                                                        \
	X(RESIDUE, "residue")                                                                      \
	X(RESPONSE, "response")                                                                    \
	X(SECTION, "section")                                                                      \
	X(SOURCE, "source")                                                                        \
	X(STATEMENT, "statement")                                                                  \
	X(SUBTITLE, "subtitle")                                                                    \
	X(TITLE, "title")                                                                          \
	X(WARNING, "warning")

#define ZL_ELEMENT_NAME(identifier, name) ZL_ELEMENT_##identifier,
enum zl_element { ZL_ELEMENTS(ZL_ELEMENT_NAME) ZL_ELEMENT_OTHER };
#undef ZL_ELEMENT_NAME

/* The element of a name: ZL_ELEMENT_OTHER where the reader knows none. */
enum zl_element zl_element_of(const char *name);

/* The name of an element that the reader knows. */
const char *zl_element_name(enum zl_element);

#endif
