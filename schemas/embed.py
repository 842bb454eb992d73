#!/usr/bin/env python3
"""embed.py HEADER SOURCE FILE... - put schemas, rule files and what pages need into the programs.

Writes a C header and source with the bytes of each FILE.  record.xsd becomes zl_record_xsd and
zl_record_xsd_size; files in a folder named rules go into the table zl_rule_files instead, in the
order given.
"""
import os
import sys

HEADER = """/* %s: files as bytes; made by schemas/embed.py. */
#ifndef %s
#define %s

#include <stddef.h>

%s%s
#endif
"""

RULES = """/* A file that is compiled in; data ends with a NUL that size does not count. */
struct zl_embedded {
	const char *name; /* without folders: "rectification.xml" */
	const char *data;
	size_t size;
};

/* The rule files, the first for documents that none applies to; ends where name is NULL. */
extern const struct zl_embedded zl_rule_files[];

"""


def identifier(path):
    name = os.path.basename(path)
    return "zl_" + "".join(c if c.isalnum() else "_" for c in name)


def is_rules(path):
    return os.path.basename(os.path.dirname(path)) == "rules"


def literal(line):
    """One line of a file as a C string literal; octal, so that no digit behind it joins in."""
    out = []
    for byte in line:
        if byte == 10:
            out.append("\\n")
        elif byte in b'"\\':
            out.append("\\" + chr(byte))
        elif 32 <= byte < 127 and byte != 63:  # no question mark: trigraphs
            out.append(chr(byte))
        else:
            out.append("\\%03o" % byte)
    return '\t"' + "".join(out) + '"'


def array(path, storage):
    data = open(path, "rb").read()
    lines = data.splitlines(keepends=True) or [b""]
    name = identifier(path)
    text = "%sconst char %s[] =\n%s;\n" % (storage, name, "\n".join(map(literal, lines)))
    return text, "%sconst size_t %s_size = %d;\n" % (storage, name, len(data))


def source(paths, header):
    out = ['/* Made by schemas/embed.py. */\n#include "%s"\n' % header]
    for path in paths:
        text, size = array(path, "static " if is_rules(path) else "")
        out.append(text if is_rules(path) else text + size)
    if any(map(is_rules, paths)):
        out.append("const struct zl_embedded zl_rule_files[] = {")
        for path in filter(is_rules, paths):
            name = identifier(path)
            out.append('\t{"%s", %s, sizeof(%s) - 1},' % (os.path.basename(path), name, name))
        out.append("\t{NULL, NULL, 0},\n};\n")
    return "\n".join(out)


def header(paths, name):
    guard = "ZL_" + name.upper().replace(".", "_")
    names = [identifier(path) for path in paths if not is_rules(path)]
    return HEADER % (name, guard, guard, RULES if any(map(is_rules, paths)) else "", "".join(
        "extern const char %s[];\nextern const size_t %s_size;\n" % (name, name) for name in names))


def main():
    header_path, source_path, *paths = sys.argv[1:]
    with open(header_path, "w", encoding="ascii") as out:
        out.write(header(paths, os.path.basename(header_path)))
    with open(source_path, "w", encoding="ascii") as out:
        out.write(source(paths, os.path.basename(header_path)))


main()
