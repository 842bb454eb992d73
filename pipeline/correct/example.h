/* example.h: zhengli corrections example: what was corrected, as an example for a rule file. */
#ifndef ZL_EXAMPLE_H
#define ZL_EXAMPLE_H

/* Prints an example for the corrections of the source file that folder holds; gives the exit
 * status. */
int zl_corrections_example(const char *folder, const char *path);

#endif
