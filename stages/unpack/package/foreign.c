/* foreign.c: told by the parts that other formats have. */
#include "foreign.h"

enum zl_failure
zl_package_foreign(const struct zl_package *package, struct zl_fault *fault)
{
	static const struct {
		const char *part;
		enum zl_failure code;
		const char *message;
	} others[] = {
	    {"content.xml", ZL_OPENDOCUMENT, "it holds content.xml"},
	    {"xl/workbook.xml", ZL_NOT_A_DOCX, "an Excel workbook"},
	    {"xl/workbook.bin", ZL_NOT_A_DOCX, "an Excel workbook"},
	    {"ppt/presentation.xml", ZL_NOT_A_DOCX, "a PowerPoint presentation"},
	    {"visio/document.xml", ZL_NOT_A_DOCX, "a Visio drawing"},
	    {"ofd.xml", ZL_NOT_A_DOCX, "an OFD document"},
	    {"meta-inf/container.xml", ZL_NOT_A_DOCX, "an EPUB book"},
	    {"meta-inf/manifest.mf", ZL_NOT_A_DOCX, "a Java archive"},
	    {"[content_types].xml", ZL_MISSING_PART, "no relationship leads to a document"},
	    {"word/styles.xml", ZL_MISSING_PART, "word/document.xml"},
	};

	if (package->flat != NULL)
		return zl_fault_set(fault, ZL_MISSING_PART, "no relationship leads to a document");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (zl_package_has(package, zl_string(others[i].part)))
			return zl_fault_set(fault, others[i].code, "%s", others[i].message);
	return zl_fault_set(fault, ZL_NOT_A_DOCX, "a zip archive of other files");
}
