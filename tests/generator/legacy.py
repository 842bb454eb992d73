"""legacy.py: small Word 97-2003 documents and the compound files that they stand in, made by hand so that they can
be wrong: [MS-CFB] and [MS-DOC].  For tests; what it writes, LibreOffice and antiword read.

    document(paragraphs, ...) gives the bytes of a .doc, streams(...) its streams, compound(streams) the container.

A paragraph is P(text, grpprl, style) where text may hold runs: a list of (text, grpprl); it ends with mark.
"""
import itertools
import struct

END, FREE, FAT, DIFAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
PAGE = 512


def sprm(code, *operand):
    """A sprm with its operand: bytes, or a number of the length that the code tells."""
    value = operand[0]
    if isinstance(value, bytes):
        return struct.pack('<H', code) + value
    length = (1, 1, 2, 4, 2, 2, None, 3)[code >> 13]
    return struct.pack('<H', code) + (value & (1 << 8 * length) - 1).to_bytes(length, 'little')


BOLD = sprm(0x0835, 1)
HIDDEN = sprm(0x083C, 1)
DELETED = sprm(0x0800, 1)
SPECIAL = sprm(0x0855, 1)
CENTRED = sprm(0x2461, 1)
IN_TABLE = sprm(0x2416, 1)
ROW_END = IN_TABLE + sprm(0x2417, 1)


def in_list(ilfo, level=0):
    return sprm(0x260A, level) + sprm(0x460B, ilfo)


def row_shape(edges, flags=None):
    """TDefTable: edges in twips, and the flags of each cell's TC80."""
    count = len(edges) - 1
    body = bytes([count]) + struct.pack('<%dh' % len(edges), *edges)
    for flag in flags or [0] * count:
        body += struct.pack('<H', flag) + bytes(18)
    return struct.pack('<HH', 0xD608, len(body) + 1) + body


class P:
    def __init__(self, text='', grpprl=b'', style=0, mark='\r'):
        self.runs = [(text, b'')] if isinstance(text, str) else text
        self.grpprl, self.style, self.mark = grpprl, style, mark

    def length(self):
        return sum(units(text) for text, _ in self.runs) + 1


def units(text):
    """How many characters, as UTF-16 counts them."""
    return len(text.encode('utf-16-le')) // 2


def row(*cells, edges=None, flags=None):
    """The paragraphs of a table's row."""
    edges = edges or [1000 * i for i in range(len(cells) + 1)]
    made = [P(cell, IN_TABLE, mark='\x07') if isinstance(cell, str) else cell for cell in cells]
    return made + [P('', ROW_END + row_shape(edges, flags), mark='\x07')]


def plc(positions, data=()):
    return b''.join(struct.pack('<I', p) for p in positions) + b''.join(data)


def pages(entries, paragraphs, first_page, older=False):
    """FKPs of (start, end, bytes): the bin table's positions and page numbers, and the pages."""
    out, positions, numbers, at = bytearray(), [], [], 0
    while at < len(entries):
        page, used, body, count = bytearray(PAGE), [], PAGE - 1, 0
        each = (7 if older else 13) if paragraphs else 1
        while at + count < len(entries):
            start, end, data = entries[at + count]
            size = (len(data) + 3) // 2 * 2
            if 4 * (count + 2) + each * (count + 1) > (body - size) // 2 * 2:
                break
            body = (body - size) // 2 * 2
            if paragraphs:
                padded = data + b'\0' * (len(data) % 2 == (1 if older else 0))
                page[body:body + 1 + len(padded)] = bytes([(len(padded) + (not older)) // 2]) + padded
            else:
                page[body:body + 1 + len(data)] = bytes([len(data)]) + data
            used.append((start, end, body))
            count += 1
        if count == 0:
            raise ValueError('properties too long for a page')
        fcs = [start for start, _, _ in used] + [used[-1][1]]
        page[:4 * len(fcs)] = struct.pack('<%dI' % len(fcs), *fcs)
        for i, (_, _, place) in enumerate(used):
            page[4 * len(fcs) + each * i] = place // 2
        page[511] = count
        positions.append(used[0][0])
        numbers.append(struct.pack('<H' if older else '<I', first_page + len(out) // PAGE))
        out += page
        at += count
    positions.append(entries[-1][1])
    return plc(positions, numbers), out


def style(sti, kind, base, name, papx=b'', chpx=b'', istd=0):
    """A style's definition: kind 1 for paragraphs, 2 for characters."""
    head = struct.pack('<HHHHH', sti, base << 4 | kind, (2 if kind == 1 else 1) | 0xFFF << 4, 0, 0)
    std = head + struct.pack('<H', len(name)) + name.encode('utf-16-le') + b'\0\0'
    for upx in ([struct.pack('<H', istd) + papx, chpx] if kind == 1 else [chpx]):
        std += struct.pack('<H', len(upx)) + upx + b'\0' * (len(upx) % 2)
    return std


def stylesheet(styles):
    stshi = struct.pack('<HHHHHHHHH', len(styles), 10, 1, 0x5B, 0x0F, 0, 0, 0, 0)
    out = struct.pack('<H', len(stshi)) + stshi
    for std in styles:
        std = std or b''
        out += struct.pack('<H', len(std)) + std + b'\0' * (len(std) % 2)
    return out


STYLES = [style(0, 1, 0xFFF, 'Normal'), style(1, 1, 0, 'Überschrift 1', chpx=BOLD, istd=1),
          style(2, 1, 0, 'Überschrift 2', istd=2)] + [None] * 7 + [style(65, 2, 0xFFF, 'Standard')]


def level(text, nfc=0, start=1, restart=None):
    """An LVL: text with characters below 9 for the numbers of levels."""
    places = [i + 1 for i, c in enumerate(text) if ord(c) < 9]
    flags = 0 if restart is None else 8
    return (struct.pack('<iBB', start, nfc, flags) + bytes((places + [0] * 9)[:9]) + b'\0' + bytes(8) + b'\0\0' +
            bytes([restart or 0, 0]) + struct.pack('<H', len(text)) + text.encode('utf-16-le'))


def lists(definitions):
    """PlfLst with its levels, its own length, and PlfLfo: each definition is a list of levels, one or nine."""
    head, levels = bytearray(struct.pack('<H', len(definitions))), bytearray()
    lfo = bytearray(struct.pack('<I', len(definitions)))
    for i, definition in enumerate(definitions):
        head += struct.pack('<ii', 100 + i, 0) + b'\xff\x0f' * 9 + bytes([len(definition) == 1, 0])
        levels += b''.join(definition)
        lfo += struct.pack('<iII', 100 + i, 0, 0) + bytes(4)
    lfo += b'\xff\xff\xff\xff' * len(definitions)
    return head + levels, len(head), lfo


def streams(paragraphs, footnotes=(), headers=None, lists_=None, styles=STYLES, pieces=None, prcs=b'', prms=(),
            sections=(), ident=0xA5EC, flags=0x1200, data=b'', **wrong):
    """The streams of a document.  footnotes: texts, referred to by \\x02 in the text, in order.  headers: six texts of
    one section.  pieces: lengths of pieces, else one.  wrong: bytes or numbers in place of what would be right:
    clx, fib (a dict of offset: (format, value)), and structures by name."""
    notes = [P([('\x02', SPECIAL), (' ' + text, b'')]) for text in footnotes]
    if notes:
        notes.append(P())
    heads = []
    if headers:
        heads = [P(text) for text in headers if text]
        heads = [p for h in heads for p in (h, P())] + [P()]
    everything = list(paragraphs) + notes + heads
    ccp = [sum(p.length() for p in part) for part in (paragraphs, notes, heads)]
    if notes or heads:
        everything.append(P())
    text, chpx, papx, at = bytearray(), [], [], 0x800
    references, cp = [], 0
    for index, p in enumerate(everything):
        start = at
        for words, grpprl in p.runs + [(p.mark, b'')]:
            size = 2 * units(words)
            if '\x02' in words and index < len(paragraphs):
                references.append(cp + words.index('\x02'))
            if size:
                chpx.append((at, at + size, grpprl))
            text += words.encode('utf-16-le')
            at += size
            cp += size // 2
        papx.append((start, at, struct.pack('<H', p.style) + p.grpprl))
    total = len(text) // 2
    word = bytearray(0x800) + text
    word += bytes(-len(word) % PAGE)
    bte_chpx, pages_chpx = pages(chpx, False, len(word) // PAGE)
    word += pages_chpx
    bte_papx, pages_papx = pages(papx, True, len(word) // PAGE)
    word += pages_papx
    cut = pieces or [total]
    cps = [0] + list(itertools.accumulate(cut))
    pcds = [struct.pack('<HIH', 0, 0x800 + 2 * cps[i], prms[i] if i < len(prms) else 0) for i in range(len(cut))]
    table_plc = plc(cps, pcds)
    structures = {1: stylesheet(styles), 12: bte_chpx, 13: bte_papx,
                  33: prcs + b'\x02' + struct.pack('<I', len(table_plc)) + table_plc}
    onward = {}
    if sections:
        structures[6] = plc(list(sections), [bytes(12)] * (len(sections) - 1))
    if notes:
        structures[2] = plc(references + [ccp[0]], [b'\1\0'] * len(references))
        starts = [0]
        for p in notes:
            starts.append(starts[-1] + p.length())
        structures[3] = plc(starts)
    if heads:
        starts, at = [0] * 6, 0
        for text_ in headers:
            starts.append(at)
            if text_:
                at += units(text_) + 2
        structures[11] = plc(starts + [at, at + 1])
    if lists_:
        structures[73], own, structures[74] = lists(lists_)
        onward[73] = own
    structures.update(wrong.get('structures', {}))
    table = b''
    struct.pack_into('<HHHHH', word, 0, ident, 193, 0, 0, 0)
    struct.pack_into('<HH', word, 8, 0, flags)
    struct.pack_into('<H', word, 0x20, 14)
    struct.pack_into('<H', word, 0x3E, 22)
    struct.pack_into('<IIIIII', word, 0x4C, ccp[0], ccp[1], ccp[2], 0, 0, 0)
    struct.pack_into('<H', word, 0x98, 93)
    for pair, content in sorted(structures.items()):
        struct.pack_into('<II', word, 0x9A + 8 * pair, len(table), onward.get(pair, len(content)))
        table += content + bytes(-len(content) % 4)
    for offset, (form, value) in wrong.get('fib', {}).items():
        struct.pack_into(form, word, offset, value)
    made = [('WordDocument', bytes(word)), ('1Table', table)]
    return made + ([('Data', data)] if data else [])


def summary(properties, code_page=1252, own=None):
    """A SummaryInformation stream: [MS-OLEPS] 2.21.  properties: numbers, and bytes or a number each.  own: names and
    values that a user gave: then it is a DocumentSummaryInformation stream."""
    def one(entries, dictionary=b''):
        values, places, body = [(1, struct.pack('<IHH', 2, code_page, 0))], b'', b''
        values += [(0, dictionary)] * (dictionary != b'')
        values += [(n, struct.pack('<Ii', 3, v) if isinstance(v, int) else
                    struct.pack('<II', 30, len(v) + 1) + v + bytes(1 + -(len(v) + 1) % 4)) for n, v in entries]
        for number, value in values:
            places += struct.pack('<II', number, 8 + 8 * len(values) + len(body))
            body += value + bytes(-len(value) % 4)
        return struct.pack('<II', 8 + len(places) + len(body), len(values)) + places + body
    first = one(properties)
    names = [bytes.fromhex('02d5cdd59c2e1b10939708002b2cf9ae' if own else 'e0859ff2f94f6810ab9108002b27b3d9')]
    sets = [first]
    if own:
        numbered = list(enumerate(own.items(), 2))
        encoded = [(n, name.encode('gbk') + b'\0') for n, (name, _) in numbered]
        dictionary = struct.pack('<I', len(encoded)) + b''.join(struct.pack('<II', n, len(t)) + t for n, t in encoded)
        names.append(bytes.fromhex('05d5cdd59c2e1b10939708002b2cf9ae'))
        sets.append(one([(n, value) for n, (_, value) in numbered], dictionary))
    head, at = struct.pack('<HHI', 0xFFFE, 0, 0) + bytes(16) + struct.pack('<I', len(sets)), 28 + 20 * len(sets)
    for name, content in zip(names, sets):
        head += name + struct.pack('<I', at)
        at += len(content)
    return head + b''.join(sets)


def row_shape95(edges, flags=None):
    """TDefTable of Word 6: ten bytes a cell."""
    count = len(edges) - 1
    body = bytes([count]) + struct.pack('<%dh' % len(edges), *edges)
    body += b''.join(struct.pack('<H', flag) + bytes(8) for flag in flags or [0] * count)
    return b'\xbe' + struct.pack('<H', len(body) + 1) + body


def row95(*cells, **shape):
    """The paragraphs of a table's row in Word 6."""
    edges = shape.get('edges') or [1000 * i for i in range(len(cells) + 1)]
    return ([P(cell, b'\x18\1', mark='\x07') for cell in cells] +
            [P('', b'\x18\1\x19\1' + row_shape95(edges, shape.get('flags')), mark='\x07')])


def document95(paragraphs, encoding='gbk', language=0x0804, fonts=(), pieces=None, pairs=None, fib=None, cut_bins=0,
               **container):
    """The bytes of a document of Word 6 or 95, whose sprms are the caller's: one stream, text in a code page.  fonts:
    charsets and names.  pieces: lengths, else there is no piece table.  pairs, fib: in place of what would be right."""
    text, chpx, papx, at = bytearray(), [], [], 0x300
    for p in paragraphs:
        start = at
        for words, grpprl in p.runs + [(p.mark, b'')]:
            data = words.encode(encoding)
            if data:
                chpx.append((at, at + len(data), grpprl))
            text += data
            at += len(data)
        papx.append((start, at, struct.pack('<H', p.style) + p.grpprl))
    word = bytearray(0x300) + text
    word += bytes(-len(word) % PAGE)
    first_chpx = len(word) // PAGE
    bte_chpx, made = pages(chpx, False, first_chpx, True)
    word += made
    first_papx = len(word) // PAGE
    bte_papx, made = pages(papx, True, first_papx, True)
    word += made
    ffn = b''.join(bytes([5 + len(name) + 1, 0, 0, 0, charset, 0]) + name + b'\0' for charset, name in fonts)
    own = {12: bte_chpx, 13: bte_papx, 15: struct.pack('<H', len(ffn) + 2) + ffn}
    if cut_bins:
        own[12], own[13] = plc([0, 1], [b'\0\0']), plc([0, 1], [b'\0\0'])
    if pieces:
        cps = [0] + list(itertools.accumulate(pieces))
        table = plc(cps, [struct.pack('<HIH', 0, 0x300 + cp, 0) for cp in cps[:-1]])
        own[33] = b'\2' + struct.pack('<I', len(table)) + table
    own.update(pairs or {})
    struct.pack_into('<HHHHHH', word, 0, 0xA5DC, 104, 0, language, 0, 4 if pieces else 0)
    struct.pack_into('<III', word, 0x18, 0x300, 0x300 + len(text), len(word))
    struct.pack_into('<I', word, 0x34, len(text))
    count = lambda bte: (len(bte) - 4) // 6
    struct.pack_into('<HHHH', word, 0x18A, first_chpx, first_papx, count(bte_chpx), count(bte_papx))
    for pair, content in sorted(own.items()):
        struct.pack_into('<II', word, 0x58 + 8 * pair + (10 if pair > 37 else 0), len(word), len(content))
        word += content
    for offset, (form, value) in (fib or {}).items():
        struct.pack_into(form, word, offset, value)
    return compound([('WordDocument', bytes(word).ljust(4096, b'\0'))], **container)


def compound(entries, shift=9, **wrong):
    """A compound file: streams of 4096 bytes and more in sectors, others in the mini stream.  wrong: fat (sector:
    value), header (offset: (format, value)), directory (entry: (offset, format, value)), cut.  backwards: sectors of a
    stream stand from its last to its first."""
    size = 1 << shift
    mini, mini_fat, big, starts = b'', [], [], {}
    for name, content in entries:
        if len(content) < 4096:
            starts[name] = len(mini_fat)
            count = max(1, (len(content) + 63) // 64)
            mini_fat += [len(mini_fat) + i + 1 for i in range(count - 1)] + [END]
            mini += content.ljust(64 * count, b'\0')
        else:
            big.append((name, content))
    directory_sectors = (128 * (len(entries) + 1) + size - 1) // size
    layout = [('directory', directory_sectors)]
    layout += [('mini fat', (4 * len(mini_fat) + size - 1) // size), ('mini', (len(mini) + size - 1) // size)]
    layout += [(name, (len(content) + size - 1) // size) for name, content in big]
    sectors = sum(count for _, count in layout)
    fat_sectors, more = 1, 0
    while fat_sectors * (size // 4) < sectors + fat_sectors + more:
        fat_sectors += 1
        more = max(0, fat_sectors - 109 + size // 4 - 2) // (size // 4 - 1)
    fat, at = [FAT] * fat_sectors + [DIFAT] * more, fat_sectors + more
    for name, count in layout:
        starts[('', name) if name in ('directory', 'mini fat', 'mini') else name] = at if count else END
        fat += [at + i + 1 for i in range(count - 1)] + [END] * (count > 0)
        at += count
    if wrong.get('backwards'):
        for i, (name, content) in enumerate(big):
            place, count = starts[name], (len(content) + size - 1) // size
            content = content.ljust(count * size, b'\0')
            big[i] = name, b''.join(content[size * j:size * (j + 1)] for j in reversed(range(count)))
            starts[name] = place + count - 1
            fat[place:place + count] = [END] + list(range(place, place + count - 1))
    for index, value in wrong.get('fat', {}).items():
        fat[index if index >= 0 else starts[('', 'directory')]] = value
    fat += [FREE] * (fat_sectors * (size // 4) - len(fat))
    entry = [('Root Entry', 5, FREE, 1 if entries else FREE, starts[('', 'mini')], len(mini))]
    for i, (name, content) in enumerate(entries):
        entry.append((name, 2, i + 2 if i + 1 < len(entries) else FREE, FREE, starts[name], len(content)))
    directory = bytearray()
    for name, kind, right, child, start, length in entry:
        text = name.encode('utf-16-le') + b'\0\0'
        directory += text.ljust(64, b'\0') + struct.pack('<HBBIII', len(text), kind, 1, FREE, right, child)
        directory += bytes(36) + struct.pack('<IQ', start, length)
    directory += bytes(directory_sectors * size - len(directory))
    for index, (offset, form, value) in wrong.get('directory', {}).items():
        struct.pack_into(form, directory, 128 * index + offset, value)
    header = bytearray(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(16))
    header += struct.pack('<HHHHHHIIIIIIIIII', 0x3E, 3 if shift == 9 else 4, 0xFFFE, shift, 6, 0, 0, 0, fat_sectors,
                          starts[('', 'directory')], 0, 4096, starts[('', 'mini fat')], len(mini_fat) * 4 // size + 1,
                          fat_sectors if more else END, more)
    header += struct.pack('<109I', *(list(range(fat_sectors)) + [FREE] * 109)[:109])
    header += bytes(size - len(header))
    for offset, (form, value) in wrong.get('header', {}).items():
        struct.pack_into(form, header, offset, value)
    out = bytes(header) + struct.pack('<%dI' % (fat_sectors * size // 4), *fat)
    for i in range(more):
        named = list(range(fat_sectors))[109 + i * (size // 4 - 1):][:size // 4 - 1]
        named += [FREE] * (size // 4 - 1 - len(named)) + [fat_sectors + i + 1 if i + 1 < more else END]
        out += struct.pack('<%dI' % (size // 4), *named)
    out += bytes(directory)
    pad = lambda content: content + bytes(-len(content) % size)
    out += pad(struct.pack('<%dI' % len(mini_fat), *mini_fat)) + pad(mini) + b''.join(pad(c) for _, c in big)
    return out[:len(out) - wrong.get('cut', 0)]


def document(paragraphs, **options):
    """The bytes of a .doc.  Options of compound() go in a dict named container."""
    container = options.pop('container', {})
    return compound(streams(paragraphs, **options), **container)
