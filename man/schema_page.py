#!/usr/bin/env python3
"""schema_page.py SCHEMA PAGE: the manual page zhengli-NAME(5) of a schema, made from its documentation.

SCHEMA is record.xsd (W3C XML Schema) or rules.rng (RELAX NG).  The page lists each element with what
it holds, its attributes and what the schema says of them, so that page and schema cannot differ.
"""
import os
import re
import sys
import textwrap
import xml.etree.ElementTree as ET

XS = '{http://www.w3.org/2001/XMLSchema}'
RNG = '{http://relaxng.org/ns/structure/1.0}'
DOC = '{http://relaxng.org/ns/compatibility/annotations/1.0}documentation'

PAGES = {
    'record.xsd': ('ZHENGLI-RECORD', 'the record that zhengli makes of a report'),
    'rules.rng': ('ZHENGLI-RULES', 'rule files: how a family of reports is read'),
}


def escape(text):
    text = text.replace('\\', '\\e')
    return re.sub(r"^([.'])", r'\\&\1', text, flags=re.M)


def paragraphs(text):
    """The documentation's paragraphs, each a line a sentence as mdoc(7) wants it."""
    for block in re.split(r'\n\s*\n', text.strip()):
        sentences = re.split(r'(?<=[.!?]) (?=[A-Z])', ' '.join(block.split()))
        yield '\n'.join(textwrap.fill(s, 79, break_long_words=False) for s in sentences)


def write_text(out, text):
    for i, paragraph in enumerate(paragraphs(text)):
        out.append(('.Pp\n' if i else '') + escape(paragraph))


def xsd_doc(node):
    found = node.find('./%sannotation/%sdocumentation' % (XS, XS))
    return found.text if found is not None else ''


class Xsd:
    """What is asked of a schema: its head's documentation, and its elements."""

    def __init__(self, root):
        self.root = root
        self.types = {t.get('name'): t for t in root if t.get('name') and t.tag != XS + 'element'}

    def head(self):
        return xsd_doc(self.root)

    def attributes(self, kind):
        for node in kind.iter(XS + 'attribute'):
            values = [v.get('value') for v in node.iter(XS + 'enumeration')]
            named = self.types.get(node.get('type'))
            if named is not None:
                values = [v.get('value') for v in named.iter(XS + 'enumeration')]
            text = xsd_doc(node) or (xsd_doc(named) if named is not None else '')
            yield node.get('name'), node.get('use') == 'required', values, text
        for node in kind.iter(XS + 'attributeGroup'):
            if node.get('ref'):
                yield from self.attributes(self.types[node.get('ref').split(':')[-1]])

    def elements(self):
        seen = {}
        for node in self.root.iter(XS + 'element'):
            name, kind = node.get('name'), self.types.get(node.get('type'))
            if name is None:
                continue
            text = xsd_doc(node) or (xsd_doc(kind) if kind is not None else '')
            attributes = list(self.attributes(kind)) if kind is not None else []
            if name not in seen or (text and not seen[name][0]):
                seen[name] = (text, attributes)
        return [(name,) + seen[name] for name in seen]


class Rng:
    def __init__(self, root):
        self.root = root
        self.defines = {d.get('name'): d for d in root.iter(RNG + 'define')}

    def head(self):
        return self.root.find(DOC).text

    def attributes(self, node, optional=False):
        for child in node:
            if child.tag == RNG + 'attribute':
                doc = child.find(DOC)
                values = [v.text for v in child.iter(RNG + 'value')]
                yield child.get('name'), not optional, values, doc.text if doc is not None else ''
            elif child.tag == RNG + 'ref' and child.get('name') in self.defines:
                define = self.defines[child.get('name')]
                if define.find(RNG + 'element') is None:
                    yield from self.attributes(define, optional)
            elif child.tag in (RNG + 'optional', RNG + 'choice', RNG + 'zeroOrMore'):
                yield from self.attributes(child, True)
            elif child.tag == RNG + 'group':
                yield from self.attributes(child, optional)

    def elements(self):
        for define in self.root.iter(RNG + 'define'):
            above = define.find(DOC)
            for node in define.iter(RNG + 'element'):
                doc = node.find(DOC)
                if doc is None and node in list(define):
                    doc = above
                yield node.get('name'), doc.text if doc is not None else '', list(self.attributes(node))


def page(path):
    root = ET.parse(path).getroot()
    schema = Xsd(root) if root.tag == XS + 'schema' else Rng(root)
    name, line = PAGES[os.path.basename(path)]
    out = ['.\\" Made from %s; change that.' % os.path.basename(path),
           '.Dd November 30, 2026', '.Dt %s 5' % name, '.Os', '.Sh NAME', '.Nm %s' % name.lower(),
           '.Nd %s' % line, '.Sh DESCRIPTION']
    write_text(out, schema.head())
    out.append('.Sh ELEMENTS')
    for element, text, attributes in schema.elements():
        out.append('.Ss %s' % element)
        if text.strip():
            write_text(out, text)
        if attributes:
            out.append('.Bl -tag -width Ds')
        for attribute, required, values, note in attributes:
            out.append('.It Cm %s%s%s' % (attribute, ' No (required)' if required else '',
                                          ' No = ' + escape(' | '.join(values)) if values else ''))
            if note.strip():
                write_text(out, note)
        if attributes:
            out.append('.El')
    out += ['.Sh SEE ALSO', '.Xr zhengli 1']
    return '\n'.join(out) + '\n'


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    with open(sys.argv[2], 'w', encoding='utf-8') as out:
        out.write(page(sys.argv[1]))
    return 0


sys.exit(main())
