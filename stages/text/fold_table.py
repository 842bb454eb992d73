#!/usr/bin/env python3
"""Makes fold_table.h, what zl_fold makes of each character.

    apt-get install opencc unicode-data
    python3 stages/text/fold_table.py > stages/text/fold_table.h

Sources: OpenCC's t2s (one character at a time), Unicode's EquivalentUnifiedIdeograph.txt (radicals)
and python3's unicodedata (compatibility ideographs); the rest stands here.
"""
import subprocess
import unicodedata

DROP, SPACE = 0xFFFF, 0x20
EQUIVALENTS = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt"

# Each character of a row's left side becomes the one at its place on the right, or the only one.
PAIRS = [
    # marks
    ("︐﹐", ","), ("︑﹑､", "、"), ("︒｡", "。"), ("﹒", "."),
    ("︓︰﹕∶꞉ː", ":"), ("︔﹔", ";"), ("︕﹗", "!"), ("︖﹖", "?"),
    ("⋯︙", "…"), ("‧∙⋅・･", "·"), ("◯", "○"),
    # brackets
    ("︵︶﹙﹚｟｠", "()()()"), ("︷︸﹛﹜", "{}{}"), ("﹇﹈", "[]"),
    ("︹︺﹝﹞", "〔〕〔〕"), ("︻︼", "【】"), ("︗︘", "〖〗"),
    ("︽︾⟪⟫", "《》《》"), ("︿﹀〈〉⟨⟩", "〈〉〈〉〈〉"), ("﹤﹥", "<>"),
    # quotes, by kind and direction
    ("「『﹁﹃｢〝„‟", "“"), ("」』﹂﹄｣〞〟", "”"), ("‚‛", "‘"), ("″ʺ", '"'),
    # dashes
    ("‐‑‒–−﹣", "-"), ("―─━﹘⸺︱", "—"), ("〜∼", "~"), ("︳﹍﹎﹏", "_"),
    # signs
    ("﹟﹠﹡﹢﹦﹨﹩﹪﹫", "#&*+=\\$%@"), ("￥", "¥"),
]

DROPPED = [(0x0, 0x8), (0xE, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x180B, 0x180E),
           (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F),
           (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)]
SPACES = [(0x9, 0xD), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680),
          (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
          (0x3000, 0x3000)]
# Private use codes that old GB18030 mappings left for the vertical forms and radicals.
PRIVATE = [0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19]


def radicals():
    for line in open(EQUIVALENTS, encoding="utf-8"):
        fields = line.split("#")[0].split(";")
        if len(fields) < 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            yield code, int(fields[1], 16)


def compatibility():
    for code in range(0xF900, 0xFB00):
        decomposed = unicodedata.normalize("NFC", chr(code))
        if len(decomposed) == 1 and ord(decomposed) != code:
            yield code, ord(decomposed)


def simplified():
    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x2A6E0)]
    text = "\n".join(map(chr, codes))
    run = subprocess.run(["opencc", "-c", "t2s.json"], input=text, capture_output=True,
                         check=True, encoding="utf-8")
    for code, new in zip(codes, run.stdout.split("\n"), strict=True):
        if new != chr(code):
            yield code, ord(new)


def size(code):
    return len(chr(code).encode())


def table():
    out = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    for old, new in PAIRS:
        for i, character in enumerate(old):
            out[ord(character)] = ord(new if len(new) == 1 else new[i])
    for i, code in enumerate(PRIVATE):
        out[0xE78D + i] = out[code]
    for ranges, value in ((DROPPED, DROP), (SPACES, SPACE)):
        for first, last in ranges:
            out.update((code, value) for code in range(first, last + 1))
    ideographs = dict(simplified())
    for code, new in [*radicals(), *compatibility()]:
        out[code] = ideographs.get(new, new)
    out.update(ideographs)
    for code in out:
        while out.get(out[code], out[code]) != out[code]:  # what is folded folds to itself
            out[code] = out[out[code]]
    return {code: new for code, new in out.items()
            if code != new and (new == DROP or size(new) <= size(code))}


def array(kind, name, values, form):
    print(f"static const {kind} {name} = {{")
    line = "\t"
    for value in values:
        piece = form(value) + ", "
        if len(line) + 7 + len(piece) > 98:
            print(line.rstrip())
            line = "\t"
        line += piece
    print(line.rstrip() + "\n};")


def main():
    folds = table()
    pages = sorted({code >> 8 for code in folds if code < 0x10000})
    print("/* fold_table.h: made by fold_table.py; do not edit. */")
    print("/* clang-format off */")
    print(f"\nenum {{ FOLD_DROP = 0x{DROP:X}, FOLD_SPACE = 0x{SPACE:X} }};")
    print("\n/* For the high byte of a character, its row in fold_rows; row 0 changes nothing. */")
    array("uint8_t", "fold_pages[256]",
          [pages.index(p) + 1 if p in pages else 0 for p in range(256)], str)
    print("\n/* By the low byte: what the character becomes, 0 for itself. */")
    print(f"static const uint16_t fold_rows[{len(pages) + 1}][256] = {{\n\t{{0}},")
    for page in pages:
        array_rows = [folds.get(page << 8 | low, 0) for low in range(256)]
        if page == 0:
            array_rows[0] = DROP
        print(f"\t{{ /* U+{page:02X}00 */")
        for i in range(0, 256, 12):
            print("\t\t" + ", ".join(map(str, array_rows[i:i + 12])) + ",")
        print("\t},")
    print("};")
    print("\n/* The ideographs from U+4E00 to U+9FFF that become another: a bit each. */")
    print("enum { FOLD_HAN = 0x4E00, FOLD_HAN_COUNT = 0x5200 };")
    array("uint64_t", "fold_changes[FOLD_HAN_COUNT / 64]",
          [sum(1 << bit for bit in range(64) if first + bit in folds)
           for first in range(0x4E00, 0xA000, 64)], "0x{:x}".format)
    beyond = sorted(code for code in folds if code >= 0x10000)
    print("\n/* Beyond the basic plane, by code. */")
    array("struct { uint32_t code, to; }", f"fold_beyond[{len(beyond)}]", beyond,
          lambda code: f"{{{code:#x}, {folds[code]:#x}}}")


main()
