/* alternate.c: see alternate.h. */
#include "alternate.h"

#include "reader.h"

/*
 * mc:AlternateContent: the first Choice that holds text or something that is noted as a loss, else
 * the Fallback.  What comes earlier counts; the elements' places are kept in the reader's stack.
 */
void
zl_alternate_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_alternate *alternate = zl_builder_add(reader->builder, &reader->alternates);

	if (alternate != NULL)
		*alternate = (struct zl_alternate){reader->builder->text_seen,
						   reader->builder->losses_seen, false};
}

void
zl_alternate_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->alternates.count > 0)
		reader->alternates.count--;
}

/* Passes over a Choice or Fallback when one before it held text. */
void
zl_choice_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->alternates.count > 0 &&
	    reader->builder->text_seen >
		reader->alternates.items[reader->alternates.count - 1].text)
		zl_xml_skip(xml);
}

void
zl_fallback_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	zl_choice_start(xml);
	if (reader->alternates.count == 0)
		return;
	struct zl_alternate *alternate = &reader->alternates.items[reader->alternates.count - 1];
	alternate->silenced = reader->builder->losses_seen > alternate->losses;
	reader->builder->silent += alternate->silenced;
}

void
zl_fallback_end(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->alternates.count > 0)
		reader->builder->silent -=
		    reader->alternates.items[reader->alternates.count - 1].silenced;
}
