/* reader.h: what handlers of a part of text ask first. */
#ifndef ZL_PART_READER_H
#define ZL_PART_READER_H

#include "context.h"
#include "unpack/xml/xml.h"

/* The builder that the part being parsed is read into. */
static inline struct zl_builder *
zl_builder_of(const struct zl_xml *xml)
{
	return ((const struct zl_part_reader *)xml->context)->builder;
}

#endif
