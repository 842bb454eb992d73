"""older.py: hostile binary Word documents, compound files and RTF: cases(case) calls case(name, bytes, code,
warnings, options) for each."""
import os
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'generator'))
from legacy import *  # noqa: E402,F403

BODY = [P('标题', CENTRED, 1)] + [P('一二三四五六七八九十' * 20) for _ in range(12)] + row('甲', 'b') + [P('尾')]
FIB_PAIR = 0x9A


def doc(**options):
    return document(BODY, **options)


def containers(case):
    """Chains that run in circles, cross or end; directories that lie."""
    good = doc()
    case('cfb-good', good)
    case('cfb-4096', doc(container={'shift': 12}))
    case('cfb-case', compound([(n.upper() if n != '1Table' else '1tABLE', c) for n, c in streams(BODY)]))
    case('cfb-fat-circle', doc(container={'fat': {-1: 1}}), 'compound-damaged')
    entries = streams(BODY)
    sectors = len(good) // 512 - 1
    word = sectors - (len(entries[0][1]) + 511) // 512
    case('cfb-stream-circle', doc(container={'fat': {word + 2: word}}), 'compound-damaged')
    case('cfb-stream-self', doc(container={'fat': {word: word}}), 'compound-damaged')
    case('cfb-streams-cross', compound(entries, directory={1: (116, '<I', 1)}), 'compound-damaged')
    case('cfb-stream-far', compound(entries, directory={1: (116, '<I', 0x00FFFFFF)}), 'word-damaged')
    case('cfb-stream-ends', doc(container={'fat': {word: END}}), 'truncated')
    case('cfb-stream-huge', compound(entries, directory={1: (120, '<Q', 0xFFFFFFFF)}))
    case('cfb-no-fat', doc(container={'header': {76: ('<I', FREE)}}), 'compound-damaged')
    case('cfb-fat-is-far', doc(container={'header': {76: ('<I', 0x7FFFFFFF)}}), 'compound-damaged')
    case('cfb-difat-circle', doc(container={'header': {68: ('<I', 0)}}))
    case('cfb-directory-far', doc(container={'header': {48: ('<I', 0xFFFFFF0)}}), 'compound-damaged')
    case('cfb-shift', doc(container={'header': {30: ('<H', 31)}}), 'compound-damaged')
    case('cfb-shift-zero', doc(container={'header': {30: ('<H', 0)}}), 'compound-damaged')
    case('cfb-mini-shift', doc(container={'header': {32: ('<H', 60)}}), 'compound-damaged')
    case('cfb-root-child-self', doc(container={'directory': {0: (76, '<I', 0)}}), 'legacy-doc')
    case('cfb-sibling-circle', doc(container={'directory': {1: (68, '<I', 1)}}), 'missing-part')
    case('cfb-siblings-circle', doc(container={'directory': {2: (72, '<I', 1)}}))
    case('cfb-name-length', doc(container={'directory': {1: (64, '<H', 0xFFFF)}}), 'legacy-doc')
    case('cfb-is-storage', doc(container={'directory': {1: (66, '<B', 1)}}), 'missing-part')
    for cut in (1, 300, 511):
        case('cfb-last-sector-%d' % cut, doc(container={'cut': cut}))
    case('cfb-cut-half', good[:len(good) // 2], 'truncated')
    case('cfb-cut-header', good[:511], 'compound-damaged')
    case('cfb-only-header', good[:512], 'compound-damaged')
    inner = compound([('ObjectPool', b'x')])
    case('cfb-in-cfb', compound([('Other', inner.ljust(5000, b'\0'))]), 'legacy-doc')


def texts(case):
    """FIBs, pieces and pages that lie."""
    total = sum(p.length() for p in BODY)
    word = dict(streams(BODY))['WordDocument']
    case('doc-short', compound([('WordDocument', b'\xec\xa5\xc1\0' * 8), ('1Table', b'x')]), 'word-damaged')
    case('doc-no-table', compound([('WordDocument', word)]), 'missing-part')
    case('doc-encrypted', doc(flags=0x1300), 'encrypted')
    case('doc-obfuscated', doc(flags=0x9300), 'encrypted')
    case('doc-word95', doc(ident=0xA5DC), 'legacy-word95')
    case('doc-word2', doc(ident=0xA5DB), 'legacy-doc')
    case('doc-table-other', doc(flags=0x1000), 'ok', 'missing-part')
    case('doc-no-pieces', doc(structures={33: b''}), 'word-damaged')
    case('doc-pieces-cut', doc(structures={33: b'\2\xff\xff\xff\xff' + bytes(8)}), 'word-damaged')
    case('doc-prcs-endless', doc(structures={33: b'\1\0\0' * 500}), 'word-damaged')
    clx = lambda cps, pcds: b'\2' + struct.pack('<I', len(plc(cps, pcds))) + plc(cps, pcds)
    pcd = lambda fc: struct.pack('<HIH', 0, fc, 0)
    case('doc-pieces-overlap', doc(structures={33: clx([total * i for i in range(21)], [pcd(0x800)] * 20)},
                                   fib={0x4C: ('<I', total * 20)}), 'word-damaged')
    case('doc-pieces-backwards', doc(structures={33: clx([0, 50, 20, total], [pcd(0x800)] * 3)}), 'word-damaged')
    case('doc-pieces-same', doc(structures={33: clx([0, 0, total], [pcd(0x800)] * 2)}), 'word-damaged')
    case('doc-piece-far', doc(structures={33: clx([0, 10, total], [pcd(0x800), pcd(0x3FFFFF00)])}), 'truncated')
    case('doc-piece-odd', doc(structures={33: clx([0, total], [pcd(0x801)])}))
    case('doc-text-long', doc(fib={0x4C: ('<I', 0x7FFFFFFF)}), 'truncated')
    case('doc-text-negative', doc(fib={0x4C: ('<I', 0xFFFFFFFF)}))
    case('doc-parts-overflow', doc(fib={0x4C + 4 * i: ('<I', 0x7FFFFFFF) for i in range(1, 8)}))
    case('doc-pairs-lie', doc(fib={0x98: ('<H', 23332)}))
    case('doc-pairs-none', doc(fib={0x98: ('<H', 0)}), 'word-damaged')
    for pair in (1, 6, 11, 12, 13, 15, 73, 74):
        case('doc-structure-%d-far' % pair, doc(fib={FIB_PAIR + 8 * pair: ('<I', 0xFFFFFFF0)}))
    case('doc-pages-far', doc(structures={12: plc([0, 0x7FFFFFFF], [b'\xff\xff\x3f\0']),
                                          13: plc([0, 0x7FFFFFFF], [b'\xff\xff\x3f\0'])}))
    case('doc-pages-text', doc(structures={13: plc([0, 0x7FFFFFFF], [struct.pack('<I', 4)])}))


def properties(case):
    """Sprms, rows, lists and styles that make no sense, or too much."""
    case('doc-sprm-cut', document([P('x', b'\x08\xd6\xff\xff\1')]))
    case('doc-sprm-zero', document([P('x', struct.pack('<HH', 0xD608, 0))]))
    case('doc-tabs', document([P('x', b'\x15\xc6\xff\xff\xff')]))
    wide = document([P('', IN_TABLE, mark='\x07') for _ in range(100)] +
                    [P('', ROW_END + sprm(0xD608, struct.pack('<HB', 12, 255) + bytes(10)), mark='\x07'), P('x')])
    case('doc-row-wide', wide)
    deep = [P('x', IN_TABLE + sprm(0x6649, depth)) for depth in range(1, 200)]
    case('doc-tables-deep', document(deep + [P('end')]))
    case('doc-tables-deepest', document([P('x', IN_TABLE + sprm(0x6649, 0xFFFFFFFF))] * 50 + [P('end')]))
    case('doc-rows-unended', document([P('x', IN_TABLE, mark='\x07')] * 500 + [P('end')]))
    case('doc-edges-backwards', document(row('a', 'b', 'c', edges=[3000, 0, -3000, 32767]) + [P('x')]))
    huge = struct.pack('<H', 0x7FFF) + sprm(0x2416, 0) * 10922
    case('doc-huge-again', document([P('', sprm(0x6646, 0))] * 3000, data=huge.ljust(40000, b'\0')), 'ratio')
    case('doc-huge-in-huge', document([P('x', sprm(0x6646, 0))], data=(b'\6\0' + sprm(0x6646, 0)).ljust(99, b'\0')))
    case('doc-huge-far', document([P('x', sprm(0x6646, 0xFFFFFFF0))], data=bytes(99)))
    case('doc-list-far', document([P('x', in_list(0x7FE, 8)), P('y', in_list(0xFFFF, 200))], lists_=[[level('\0.')]]))
    case('doc-levels-cut', document([P('x', in_list(1))], structures={73: struct.pack('<H', 500) + bytes(28)}))
    case('doc-lists-many', document([P('x', in_list(1))], structures={74: struct.pack('<I', 0xFFFFFFFF) + bytes(99)}))
    case('doc-style-circle', document([P('x', b'', 1)], styles=[style(0, 1, 1, 'a'), style(1, 1, 0, 'b')]))
    case('doc-style-self', document([P('x', b'', 1)], styles=[style(0, 1, 0, 'a'), style(1, 1, 1, 'b')]))
    case('doc-styles-many', document([P('x')], structures={1: b'\x12\0\xff\xff\xff\xff' + bytes(99)}))
    case('doc-prm-far', document([P('x' * 9)], pieces=[5, 5], prms=[0xFFFF, 0xFFFE]))
    case('doc-paragraphs', document([P('')] * 3000), 'too-many', options='--max-paragraphs 1000')


def fields(case):
    """Fields and notes that do not fit."""
    marks = lambda text: [(c, SPECIAL if ord(c) < 0x20 else b'') for c in text]
    case('doc-field-open', document([P(marks('a\x13 PAGE b')), P('还在')]))
    case('doc-fields-nested', document([P(marks('\x13' * 300 + 'x' + '\x15' * 300))]))
    case('doc-fields-crossed', document([P(marks('\x15\x14\x13 A \x14 x \x14 y \x15\x15z'))]))
    case('doc-field-over-cells', document(row('\x13 REF x', '\x14y\x15') + [P('x')]))
    case('doc-notes-far', document([P(marks('a\x02'))], footnotes=['n'],
                                   structures={2: plc([0xFFFFFFFF, 0, 5], [b'\1\0'] * 2), 3: plc([0, 0x7FFFFFFF, 9])}))
    case('doc-notes-backwards', document([P(marks('a\x02b\x02'))], footnotes=['n', 'm'],
                                         structures={3: plc([5, 3, 1, 0, 9])}))
    case('doc-characters', document([P('\ufffe\uffff\x00\x01\x1f')]))


def older(case):
    """Word 6 and 95."""
    kept = ('ok', 'tracked-changes')
    body = [P('标题', b'\5\1')] + row95('甲', 'b') * 3 + [P([('一', b'\x41\1'), ('二', b'\x5c\1')])]
    total = sum(len(text.encode('gbk')) for p in body for text, _ in p.runs) + len(body)
    case('w95-good', document95(body), *kept)
    case('w95-pieces', document95(body, pieces=[3, total - 3]), *kept)
    case('w95-format', document95(body, fib={2: ('<H', 99)}), 'legacy-word95')
    case('w95-encrypted', document95(body, fib={10: ('<H', 0x100)}), 'encrypted')
    case('w95-text-long', document95(body, fib={0x34: ('<I', 0x7FFFFFFF)}), 'truncated')
    case('w95-text-far', document95(body, fib={0x18: ('<I', 0xFFFFFFF0)}), 'truncated')
    case('w95-wide', document95(body, fib={10: ('<H', 0x1000)}), *kept)
    case('w95-bins-none', document95(body, cut_bins=1))
    case('w95-bins-lie', document95(body, fib={0x18E: ('<I', 0xFFFFFFFF)}), *kept)
    case('w95-pages-far', document95(body, cut_bins=1, fib={0x18A: ('<I', 0xFFFFFFFF)}))
    for pair in (1, 6, 11, 12, 13, 15, 31, 46):
        case('w95-structure-%d-far' % pair, document95(body, fib={0x58 + 8 * pair + (10 if pair > 37 else 0):
                                                                    ('<Q', 0xFFFFFFFFFFFFFFF0)}), *kept)
    case('w95-pieces-far', document95(body, pieces=[total], fib={0x160: ('<Q', 0x10FFFFFFF0)}), 'word-damaged')
    case('w95-fonts', document95(body, pairs={15: b'\0' * 5000}), *kept)
    case('w95-sections', document95(body, pairs={6: plc([0, 5], [struct.pack('<HIIH', 0, 0xFFFFFFF0, 0, 0)]),
                                                 31: b'\0\xff', 11: plc([0, 1, 2, 1, 9])}), *kept)
    case('w95-sprm-unknown', document95([P('x', b'\xff\1\2\3')]))
    case('w95-sprm-cut', document95([P('x', b'\xbe\xff\xff\1')]))
    case('w95-tabs', document95([P('x', b'\x17\xff\xff\xff')]))
    case('w95-row-cut', document95([P('x', b'\x18\1', mark='\x07'),
                                    P('', b'\x18\1\x19\1\xbe\4\0\x3f\0\0', mark='\x07'), P('y')]))
    case('w95-style-circle', document95([P('x', b'', 1)], pairs={1: stylesheet([style(0, 1, 1, 'a'), style(1, 1, 0, 'b')])}))
    case('w95-double-cut', document95([P('x\x81')], 'latin-1'))


def rtf(case):
    head = b'{\\rtf1\\ansi '
    case('rtf-deep', head + b'{' * 300 + b'x', 'too-deep')
    case('rtf-cut', head + b'{\\b x', 'ok', 'broken-part')
    case('rtf-closed-twice', head + b'x}}}}')
    case('rtf-bin-far', head + b'x\\bin2147483647 abc}', 'ok', 'broken-part')
    case('rtf-bin-negative', head + b'x\\bin-5 abc}')
    case('rtf-numbers', head + b'\\u99999999999999 ?\\uc-5\\f-2147483649\\cellx99999999999\\itap2147483647 x}')
    case('rtf-surrogates', head + b'\\u-10179 ?\\u-10179 ?x\\u-9161 ?}')
    case('rtf-hex-cut', head + b"\\'", 'ok', 'broken-part')
    case('rtf-nested-rows', head + b'\\trowd\\cellx9\\intbl\\itap60 x\\nestcell\\nestrow\\row}')
    case('rtf-rows', head + b'\\trowd' + b'\\cellx1' * 500 + b'\\intbl ' + b'x\\cell' * 500 + b'\\row}')
    case('rtf-notes', head + b'x' + b'{\\footnote y' * 60 + b'}' * 60 + b'}')
    case('rtf-note-twice', head + b'\\trowd\\cellx9\\intbl\\itap9 x\\nestcell y{\\footnote a-\\footnote b}\\nestrow\\row}')
    case('rtf-header-in-note', head + b'x{\\footnote y\\header z\\footnote \\dptxbxtext u}}')
    case('rtf-header-is-field', head + b'\\trowd\\cellx9\\intbl a{\\header x\\field\\fldlock{\\*\\fldinst A}{\\fldrslt}}b\\cell\\row}')
    case('rtf-note-is-all', head + b'\\trowd\\cellx9\\intbl a{\\footnote x\\object\\leveltext\\title\\creatim\\shp y}b\\cell\\row}')
    case('rtf-note-in-field', head + b'{\\field{\\*\\fldinst{\\footnote x}}{\\fldrslt{\\footnote y}}}}')
    case('rtf-fonts', head + b'{\\fonttbl' + b''.join(b'{\\f%d x;}' % (9999 - i) for i in range(6000)) + b'}x}')
    case('rtf-lists', head + b'{\\*\\listtable' + b'{\\list' + b'{\\listlevel{\\leveltext\\\'ff\\\'08;}}' * 12 +
         b'\\listid1}}{\\*\\listoverridetable{\\listoverride\\listid1\\ls1}}\\ls1\\ilvl8 x\\par}')
    case('rtf-upr', head + b'{\\upr{a{\\*\\ud{b}}}{\\*\\ud c}}x}')
    case('rtf-paragraphs', head + b'\\par' * 3000 + b'}', 'too-many', options='--max-paragraphs 1000')


def cases(case):
    for part in (containers, texts, properties, fields, older, rtf):
        part(case)
