/* alternate.c */
#include "alternate.h"

#include "unpack/job.h"

/*
 * mc:AlternateContent: the first Choice that holds text or something that is noted as a loss, else
 * the Fallback.  What comes earlier counts; the elements' places are kept in the job's stack.
 */
void
zl_alternate_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_alternate *alternate = zl_job_add(job, alternate);

	if (alternate != NULL)
		*alternate = (struct zl_alternate){job->text_seen, job->losses_seen, false};
}

void
zl_alternate_end(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (job->alternate_count > 0)
		job->alternate_count--;
}

/* Passes over a Choice or Fallback when one before it held text. */
void
zl_choice_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (job->alternate_count > 0 &&
	    job->text_seen > job->alternates[job->alternate_count - 1].text)
		zl_xml_skip(xml);
}

void
zl_fallback_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	zl_choice_start(xml);
	if (job->alternate_count == 0)
		return;
	struct zl_alternate *alternate = &job->alternates[job->alternate_count - 1];
	alternate->silenced = job->losses_seen > alternate->losses;
	job->silent += alternate->silenced;
}

void
zl_fallback_end(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (job->alternate_count > 0)
		job->silent -= job->alternates[job->alternate_count - 1].silenced;
}
