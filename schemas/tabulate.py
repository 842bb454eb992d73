#!/usr/bin/env python3
"""tabulate.py SCHEMA SOURCE - compile record.xsd into the tables of stages/emit/grammar.h.

The content model of each complex type becomes a finite automaton: its positions (Glushkov), which XML
Schema's rule of unique particle attribution makes deterministic, with equal states put together.
Attributes become lists, the patterns of simple types rows of character sets with counts.

Only what record.xsd uses is known here.  Anything else in the schema ends the build: a part of it that is
not checked cannot go unnoticed.  tests/unit/test_valid.c holds the tables against libxml2's reading of
the schema.
"""
import re
import sys
import xml.etree.ElementTree as tree

XS = '{http://www.w3.org/2001/XMLSchema}'
XML = '{http://www.w3.org/XML/1998/namespace}'
BASES = {'xs:string': 'STRING', 'xs:NMTOKEN': 'NMTOKEN', 'xs:integer': 'INTEGER',
         'xs:nonNegativeInteger': 'NON_NEGATIVE', 'xs:positiveInteger': 'POSITIVE', 'xs:date': 'DATE'}
SLOTS = 1024


class Unknown(Exception):
    pass


def children(node):
    """Elements below node, documentation apart; their names without the namespace."""
    for child in node:
        name = child.tag.removeprefix(XS)
        if name != 'annotation':
            yield name, child


def only(node, *attributes):
    """Refuses attributes of a schema component that are not known here."""
    for name in node.attrib:
        if name not in attributes:
            raise Unknown('%s: attribute %s' % (node.tag, name))
    return node


class Model:
    """A content model: may it be empty, which positions come first and last, which follow which."""

    def __init__(self, nullable=True, first=(), last=()):
        self.nullable, self.first, self.last = nullable, list(first), list(last)


class Schema:
    def __init__(self, root):
        self.target = root.get('targetNamespace')
        if root.get('elementFormDefault') != 'qualified':
            raise Unknown('form of names')
        only(root, 'targetNamespace', 'elementFormDefault', XML + 'lang')
        self.parts = {}
        for name, child in children(root):
            if name not in ('element', 'complexType', 'simpleType', 'group', 'attributeGroup'):
                raise Unknown(name)
            self.parts[name, child.get('name')] = child
        self.positions = []  # (element name, type number)
        self.follow = []     # per position, positions that may come next
        self.types = []      # (name, content, start, attributes)
        self.numbers = {}    # of complex types by their place in the schema
        self.simple = []     # (name, base, steps, values)
        self.states = []     # (accepting, {element: (state, type)})
        self.moves = {}      # position -> state

    # Simple types

    def simple_type(self, name):
        for number, known in enumerate(self.simple):
            if known[0] == name:
                return number
        self.simple.append((name,) + self.read_simple(name))
        return len(self.simple) - 1

    def read_simple(self, name):
        if name in BASES:
            return BASES[name], [], []
        (kind, restriction), = children(only(self.parts['simpleType', name], 'name'))
        if kind != 'restriction':
            raise Unknown(kind)
        base, steps, values = BASES[only(restriction, 'base').get('base')], [], []
        for kind, facet in children(restriction):
            value = only(facet, 'value').get('value')
            if kind == 'enumeration' and base == 'STRING':
                values.append(value)
            elif kind == 'pattern' and not steps:
                steps = pattern(value)
            else:
                raise Unknown(kind)
        return base, steps, values

    # Complex types

    def text_type(self, name):
        """The type of an element that holds nothing but text and has no attributes."""
        if name != 'xs:string':
            raise Unknown('element of type ' + name)
        for number, known in enumerate(self.types):
            if known[0] == name:
                return number
        self.types.append((name, 'TEXT', self.automaton(Model()), []))
        return len(self.types) - 1

    def complex_type(self, node, name):
        if node in self.numbers:
            return self.numbers[node]
        number = self.numbers[node] = len(self.types)
        self.types.append(None)
        content, model, attributes = self.read_type(node)
        self.types[number] = (name, content, self.automaton(model), attributes)
        return number

    def read_type(self, node):
        """Content, model and attributes of a complex type, its bases' included."""
        mixed = only(node, 'name', 'mixed').get('mixed') == 'true'
        models, attributes = [], []
        for kind, child in children(node):
            if kind == 'simpleContent' and not mixed:
                return self.extend_text(child)
            if kind == 'complexContent':
                return self.extend(child, mixed)
            self.read_part(kind, child, models, attributes)
        content = 'MIXED' if mixed else 'ELEMENTS' if models else 'EMPTY'
        return content, self.sequence(models), attributes

    def read_part(self, kind, child, models, attributes):
        if kind == 'attribute':
            attributes.append(self.attribute(child))
        elif kind == 'attributeGroup':
            for _, each in children(self.parts['attributeGroup', only(child, 'ref').get('ref')]):
                attributes.append(self.attribute(each))
        else:
            models.append(self.particle(kind, child))

    def extend(self, node, mixed):
        (kind, extension), = children(only(node))
        if kind != 'extension':
            raise Unknown(kind)
        base = self.parts['complexType', only(extension, 'base').get('base')]
        content, model, attributes = self.read_type(base)
        if mixed != (content == 'MIXED'):
            raise Unknown('an extension that is mixed where its base is not')
        models, attributes = [model], list(attributes)
        for kind, child in children(extension):
            self.read_part(kind, child, models, attributes)
        return content, self.sequence(models), attributes

    def extend_text(self, node):
        (kind, extension), = children(only(node))
        base = only(extension, 'base').get('base')
        if kind != 'extension':
            raise Unknown(kind)
        attributes = []
        if base != 'xs:string':
            content, _, attributes = self.read_type(self.parts['complexType', base])
            if content != 'TEXT':
                raise Unknown('simple content that extends ' + base)
        for kind, child in children(extension):
            if kind != 'attribute':
                raise Unknown(kind)
            attributes = attributes + [self.attribute(child)]
        return 'TEXT', Model(), attributes

    def attribute(self, node):
        only(node, 'name', 'type', 'use', 'default')
        if node.get('use') not in (None, 'required'):
            raise Unknown('use ' + node.get('use'))
        return (node.get('name'), self.simple_type(node.get('type')), node.get('use') == 'required')

    # Content models

    def particle(self, kind, node):
        only(node, 'name', 'type', 'ref', 'minOccurs', 'maxOccurs')
        if kind == 'element':
            model = self.element(node)
        elif kind == 'sequence':
            model = self.sequence([self.particle(k, c) for k, c in children(node)])
        elif kind == 'choice':
            model = self.choice([self.particle(k, c) for k, c in children(node)])
        elif kind == 'group':
            group, = children(only(self.parts['group', node.get('ref')], 'name'))
            model = self.particle(*group)
        else:
            raise Unknown(kind)
        return self.occurs(model, node.get('minOccurs', '1'), node.get('maxOccurs', '1'))

    def element(self, node):
        self.positions.append(node)
        self.follow.append([])
        place = len(self.positions) - 1
        return Model(False, [place], [place])

    def sequence(self, models):
        whole = Model()
        for model in models:
            for place in whole.last:
                self.follow[place] += model.first
            if whole.nullable:
                whole.first += model.first
            whole.last = model.last + (whole.last if model.nullable else [])
            whole.nullable = whole.nullable and model.nullable
        return whole

    def choice(self, models):
        return Model(any(m.nullable for m in models), sum((m.first for m in models), []),
                     sum((m.last for m in models), []))

    def occurs(self, model, least, most):
        if least not in ('0', '1') or most not in ('1', 'unbounded'):
            raise Unknown('%s to %s times' % (least, most))
        if most == 'unbounded':
            for place in model.last:
                self.follow[place] += model.first
        return Model(model.nullable or least == '0', model.first, model.last)

    # Automata

    def automaton(self, model):
        """Adds the states of the model; gives the first.  A state is where a position was passed."""
        start = self.state(model.first, model.nullable)
        pending, known = list(model.first), {}
        while pending:
            place = pending.pop()
            if place not in known:
                known[place] = self.state(self.follow[place], place in model.last)
                pending += self.follow[place]
        for place, state in known.items():
            self.moves[place] = state
        return start

    def state(self, places, accepting):
        self.states.append((accepting, sorted(set(places))))
        return len(self.states) - 1

    def resolve(self):
        """Gives the positions their types, which brings in the types that those name, and so on."""
        done = 0
        while done < len(self.positions):
            node = self.positions[done]
            self.positions[done] = (node.get('name'), self.element_type(node))
            done += 1
        for number, (accepting, places) in enumerate(self.states):
            row = {}
            for place in places:
                name, kind = self.positions[place]
                if row.setdefault(name, (self.moves[place], kind)) != (self.moves[place], kind):
                    raise Unknown('%s may stand for two things' % name)
            self.states[number] = (accepting, row)

    def element_type(self, node):
        name = node.get('type')
        if name is None:
            (kind, own), = children(node)
            if kind != 'complexType':
                raise Unknown(kind)
            return self.complex_type(own, node.get('name'))
        if list(children(node)):
            raise Unknown('more than a type in element ' + node.get('name'))
        if name.startswith('xs:'):
            return self.text_type(name)
        return self.complex_type(self.parts['complexType', name], name)

    def merge(self):
        """Puts states together that no content can tell apart (Moore)."""
        group = [int(accepting) for accepting, _ in self.states]
        while True:
            seen = {}
            after = [seen.setdefault((group[i], tuple(sorted(
                (name, group[to], kind) for name, (to, kind) in row.items()))), len(seen))
                for i, (_, row) in enumerate(self.states)]
            if len(seen) == len(set(group)):
                break
            group = after
        merged = {}
        for i, (accepting, row) in enumerate(self.states):
            merged[after[i]] = (accepting, {n: (after[to], k) for n, (to, k) in row.items()})
        self.states = [merged[i] for i in range(len(merged))]
        self.types = [(name, content, after[start], attributes)
                      for name, content, start, attributes in self.types]


def pattern(text):
    """The steps of a pattern: which characters, how many at least, how many at most (0: any number)."""
    steps = []
    for match in re.finditer(r'(\[[^\]\\]+\]|[a-z0-9-])(\*|\{\d+\})?|(.)', text):
        if match[3]:
            raise Unknown('pattern ' + text)
        members = match[1][1:-1] if match[1].startswith('[') else re.sub('-', r'\\-', match[1])
        members = ''.join(c for c in map(chr, range(33, 127)) if re.fullmatch('[' + members + ']', c))
        if steps and steps[-1][2] == 0 and set(steps[-1][0]) & set(members):
            raise Unknown('pattern %s: where a step ends must be plain' % text)
        count = int(match[2][1:-1]) if match[2] and match[2] != '*' else 1
        steps.append((members, 0, 0) if match[2] == '*' else (members, count, count))
    return steps


def find_factor(names):
    """A factor for the hash of names with which no two fall into one slot."""
    for factor in range(31, 1 << 16, 2):
        if len({name_hash(name, factor) for name in names}) == len(names):
            return factor
    raise Unknown('names that a hash can tell apart')


def name_hash(name, factor):
    value = 0
    for byte in name.encode():
        value = (value * factor + byte) & 0xFFFFFFFF
    return (value ^ value >> 16) % SLOTS


def bits(members):
    low = sum(1 << ord(c) for c in members if ord(c) < 64)
    high = sum(1 << ord(c) - 64 for c in members if ord(c) >= 64)
    return '{UINT64_C(0x%x), UINT64_C(0x%x)}' % (low, high)


def array(kind, name, rows):
    return 'static const %s %s[] = {\n%s\n};\n' % (kind, name, '\n'.join('\t%s,' % r for r in rows))


def write_simple(schema):
    steps, values, rows = [], [], []
    for name, base, own_steps, own_values in schema.simple:
        rows.append('{"%s", ZL_BASE_%s, %d, %d, %d, %d}' % (
            name.removeprefix('xs:'), base, len(steps), len(own_steps), len(values), len(own_values)))
        steps += ['{%s, %d, %d}' % (bits(m), least, most) for m, least, most in own_steps]
        values += ['"%s"' % v for v in own_values]
    return (array('struct zl_grammar_step', 'steps', steps) +
            array('char *const', 'values', values) +
            array('struct zl_grammar_simple', 'simple', rows))


def write_types(schema, ids):
    attributes, rows = [], []
    for name, content, start, own in schema.types:
        rows.append('{ZL_CONTENT_%s, %d, %d, %d}' % (content, start, len(attributes), len(own)))
        attributes += ['{%d, %d, %s}' % (ids[n], kind, 'true' if required else 'false')
                       for n, kind, required in own]
    return (array('struct zl_grammar_attribute', 'attributes', attributes) +
            array('struct zl_grammar_type', 'types', rows))


def write_states(schema, names, count):
    """A row a state, a column an element's name; type 0, the document's, where it may not stand."""
    rows = []
    for accepting, row in schema.states:
        moves = ['{%d, %d}' % row[n] if n in row else '{0, 0}' for n in names[:count]]
        rows.append(',\n\t'.join(', '.join(moves[i:i + 8]) for i in range(0, count, 8)))
    return (array('struct zl_grammar_move', 'moves', rows) +
            array('bool', 'accepting', ['true' if a else 'false' for a, _ in schema.states]))


def write_names(names, factor):
    slots = ['0'] * SLOTS
    for number, name in enumerate(names):
        slots[name_hash(name, factor)] = str(number + 1)
    return (array('struct zl_grammar_name', 'names', ['{"%s", %d}' % (n, len(n)) for n in names]) +
            array('uint8_t', 'slots', [', '.join(slots[i:i + 32]) for i in range(0, SLOTS, 32)]))


def compile_schema(root):
    """The schema; type 0 is the document, whose content is one of the global elements."""
    schema = Schema(root)
    roots = [only(part, 'name', 'type') for (kind, _), part in schema.parts.items() if kind == 'element']
    schema.types.append(None)
    schema.types[0] = ('', 'EMPTY', schema.automaton(
        schema.choice([schema.particle('element', node) for node in roots])), [])
    schema.resolve()
    schema.merge()
    return schema


def main():
    path, out = sys.argv[1:]
    schema = compile_schema(tree.parse(path).getroot())
    elements = sorted({name for _, row in schema.states for name in row})
    own = sorted({a[0] for t in schema.types for a in t[3]} - set(elements))
    names = elements + own
    ids = {name: number for number, name in enumerate(names)}
    factor = find_factor(names)
    if max(len(names), len(schema.states), len(schema.types)) > 255:
        raise Unknown('more than a byte can count')
    with open(out, 'w', encoding='ascii') as file:
        file.write('/* record.xsd as tables; made by schemas/tabulate.py. */\n#include "emit/grammar.h"\n\n')
        file.write(write_names(names, factor) + write_simple(schema) + write_types(schema, ids) +
                   write_states(schema, names, len(elements)))
        file.write('const struct zl_schema_grammar zl_record_grammar = {\n'
                   '\t.target = "%s",\n\t.names = names, .slots = slots, .factor = %d, .slot_count = %d,\n'
                   '\t.element_count = %d, .simple = simple, .steps = steps, .values = values,\n'
                   '\t.types = types, .attributes = attributes, .moves = moves, .accepting = accepting,\n'
                   '};\n' % (schema.target, factor, SLOTS, len(elements)))


main()
