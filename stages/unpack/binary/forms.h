/* forms.h: form fields: what a check box or a list holds: [MS-DOC] 2.9.78, FFData. */
#ifndef ZL_FORMS_H
#define ZL_FORMS_H

#include "unpack/compound/bytes.h"
#include "unpack/story/builder.h"

/* Reads the FFData that begins in data, as the Data stream has it, for the innermost open field. */
void zl_form_read(struct zl_builder *, struct zl_bytes data);

#endif
