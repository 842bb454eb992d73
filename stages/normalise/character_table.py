#!/usr/bin/env python3
"""Makes character_table.h: what kind each character is, and what the classes make of it.

    apt-get install unicode-data
    python3 stages/normalise/character_table.py > stages/normalise/character_table.h

Sources: Unicode's EquivalentUnifiedIdeograph.txt (radicals), python3's unicodedata (compatibility
ideographs), python3's codec of GB 18030-2000 (private use codes); the rest stands here.
"""
import os
import re
import unicodedata

EQUIVALENTS = "/usr/share/unicode/EquivalentUnifiedIdeograph.txt"

# What Wingdings, and Symbol for the first, show for the codes that Word keeps from symbol fonts.
SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑",
           0xF0FD: "☒", 0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF075: "◆", 0xF076: "❖",
           0xF077: "◆", 0xF0A8: "◻", 0xF0A1: "○", 0xF0E8: "➔", 0xF0E0: "→", 0xF0F0: "⇨",
           0xF081: "①", 0xF082: "②", 0xF083: "③", 0xF084: "④", 0xF085: "⑤", 0xF086: "⑥",
           0xF087: "⑦", 0xF088: "⑧", 0xF089: "⑨", 0xF08A: "⑩"}

PRESENTATION = ("︐︑︒︓︔︕︖︗︘︙︰︱︲︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
                "，、。：；！？〖〗…：—–_（）｛｝〔〕【】《》〈〉「」『』［］")
HALF_WIDTH = ("｡｢｣､･", "。「」、・")
# Small forms and what else stands for a Chinese mark whatever is around it.
LOOK_ALIKE = ("﹐﹑﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞﹟﹪〝〞〟", "，、；：？！（）｛｝〔〕＃％“””")
# The same, where a Chinese character or sign stands beside it.
LOOK_ALIKE_BESIDE = ("∶꞉ː❝❞„‟❛❜‛〈〉⟨⟩⟪⟫≪≫«»‹›❨❩❲❳⦗⦘─", "：：：“”““‘’‘〈〉〈〉《》《》《》〈〉（）〔〕〔〕—")

CHARACTER_KINDS = {" \t\n\r": "BLANK", ",;:?!()": "MARK", "[": "BRACKET", "\\": "BACKSLASH",
               ".": "DOT", "-": "HYPHEN", "，；：？！（）": "WIDE_MARK"}
CP1252 = "€‚ƒ†‡ˆ‰Š‹ŒŽ•–˜™š›œžŸ"

RANGES = [  # the first that holds a character counts
    ("FORBIDDEN", "0-8 B-C E-1F D800-DFFF FFFE-FFFF"),
    ("CONTROL", "7F-84 86-9F FFF9-FFFB"),
    ("SPACE", "85 A0 1680 2000-200A 2028-2029 202F 205F 3000"),
    ("SOFT_HYPHEN", "AD"),
    ("INVISIBLE", "200B-200F 202A-202E 2060-206F FEFF"),
    ("LOST", "FFFD"),
    ("PRIME", "2BA 2033"),
    ("SHARED", "B7 D7 2014-2016 2018-2019 201C-201D 2026 2032 203B 2103 2160-2193 2460-24FF "
               "2500-257F 25A0-26FF 2713-2718 2776-2793"),
    ("LATIN", "A1-FF"),
    ("LETTER", "100-7FF"),
    ("PRIVATE", "E000-F8FF"),
    ("KANA", "3041-30FF 31F0-31FF FF66-FF9F"),
    ("SIGN", "3001-3004 3008-3020 302A-3037 303C-3040 3200-33FF FE30-FE6F FF01-FF65 FFE0-FFE6"),
    ("HAN", "2E80-2FDF 3005-3007 3021-3029 3038-303B 3100-312F 31A0-31BF 3400-4DBF 4E00-9FFF "
            "F900-FAFF"),
]


def radicals():
    for line in open(EQUIVALENTS, encoding="utf-8"):
        fields = line.split("#")[0].split(";")
        if len(fields) < 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            if 0x2E80 <= code <= 0x2FDF:
                yield code, int(fields[1], 16)


def compatibility():
    for code in [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]:
        decomposed = unicodedata.normalize("NFC", chr(code))
        if len(decomposed) == 1 and ord(decomposed) != code:
            yield code, ord(decomposed)


def private():
    """Private use codes of GBK fonts and of the editions of GB 18030 before Unicode had the
    character: the codes of 2000 that are four bytes long gave their two bytes to a character."""
    exchanged = {0xE7C7: 0x1E3F, 0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE81E: 0x9FB4,
                 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9,
                 0xE854: 0x9FBA, 0xE864: 0x9FBB, 0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC,
                 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}
    exchanged.update((0xE790 + i, 0xFE13 + i) for i in range(7))
    yield from exchanged.items()
    trails = [t for t in range(0x50, 0xA1) if t != 0x7F]
    pairs = [(0xE76C, 0xA2E3), (0xE7C8, 0xA8BF)]
    pairs += [(0xE7E7 + i, 0xA989 + i) for i in range(13)]
    pairs += [(0xE815 + i, 0xFE00 + trail) for i, trail in enumerate(trails)]
    for code, two in pairs:
        if code not in exchanged:
            assert len(chr(code).encode("gb18030")) == 4
            yield code, ord(two.to_bytes(2, "big").decode("gb18030"))


def width():
    for first, last in ("０９", "ＡＺ", "ａｚ"):
        yield from ((code, code - 0xFEE0) for code in range(ord(first), ord(last) + 1))


def mapped():
    for kind, pairs in (
            ("GB_PRIVATE", private()), ("SYMBOL", ((c, ord(s)) for c, s in SYMBOLS.items())),
            ("RADICAL", radicals()), ("COMPATIBILITY", compatibility()), ("WIDTH", width()),
            ("WIDTH_BESIDE", ((ord(c), ord(c) - 0xFEE0) for c in "．％－／")),
            ("WIDTH_BESIDE", [(ord("﹒"), ord("."))])):
        yield from ((code, new, kind) for code, new in pairs)
    for kind, (old, new) in (("PRESENTATION", PRESENTATION), ("HALF_WIDTH", HALF_WIDTH),
                             ("LOOK_ALIKE", LOOK_ALIKE), ("LOOK_ALIKE_BESIDE", LOOK_ALIKE_BESIDE)):
        yield from ((ord(a), ord(b), kind) for a, b in zip(old, new, strict=True))


def kinds(changes):
    out = {code: kind for code, _, kind in changes}
    for characters, kind in CHARACTER_KINDS.items():
        out.update((ord(character), kind) for character in characters)
    for character in CP1252:
        out.setdefault(ord(character), "LATIN")
    for code in range(0x80):
        if chr(code).isalnum():
            out[code] = "WORD"
    for kind, ranges in RANGES:
        for piece in ranges.split():
            first, _, last = piece.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                out.setdefault(code, kind)
    return out


def main():
    changes = sorted(mapped())
    assert len({code for code, _, _ in changes}) == len(changes)
    kind_of = kinds(changes)
    header = os.path.join(os.path.dirname(os.path.abspath(__file__)), "characters.h")
    names = re.findall(r"^\tZL_CHARACTER_(\w+),", open(header, encoding="utf-8").read(), re.M)
    numbers = {name: i for i, name in enumerate(names)}
    rows, pages = [], []
    for page in range(256):
        row = [numbers[kind_of.get(page << 8 | low, "OTHER")] for low in range(256)]
        if row not in rows:
            rows.append(row)
        pages.append(rows.index(row))
    print("/* character_table.h: made by character_table.py; do not edit. */")
    print("/* clang-format off */")
    print("\n/* For the high byte of a character, its row of kinds. */")
    print("const uint8_t zl_class_pages[256] = {")
    for i in range(0, 256, 16):
        print("\t" + ", ".join(map(str, pages[i:i + 16])) + ",")
    print("};")
    print(f"\nconst uint8_t zl_class_rows[{len(rows)}][256] = {{")
    for row in rows:
        print("\t{")
        for i in range(0, 256, 22):
            print("\t\t" + ", ".join(map(str, row[i:i + 22])) + ",")
        print("\t},")
    print("};")
    print("\n/* By code: what the class makes of it. */")
    print(f"static const struct {{ uint32_t code, to; }} mapped[{len(changes)}] = {{")
    for i in range(0, len(changes), 5):
        print("\t" + ", ".join(f"{{0x{code:X}, 0x{new:X}}}"
                               for code, new, _ in changes[i:i + 5]) + ",")
    print("};")


main()
