#!/usr/bin/env python3
"""Makes charset_gb18030.h, every code of GB 18030-2022, for test_charset.c.

    python3 tests/unit/charset_gb18030.py > tests/unit/charset_gb18030.h

python3's codec is GB 18030-2000; the standard's later editions exchanged nineteen pairs of codes.
"""

EXCHANGED = [(0xA8BC, 0x8135F437)] + [
    (0xA6D9 + i, four) for i, four in enumerate(
        (0x84318236, 0x84318238, 0x84318237, 0x84318239, 0x84318330, 0x84318331, 0x84318332))] + [
    (0xA6EC, 0x84318333), (0xA6ED, 0x84318334), (0xA6F3, 0x84318335),
    (0xFE59, 0x82359037), (0xFE61, 0x82359038), (0xFE66, 0x82359039), (0xFE67, 0x82359130),
    (0xFE6D, 0x82359131), (0xFE7E, 0x82359132), (0xFE90, 0x82359133), (0xFEA0, 0x82359134)]


def standard_of_2000(code, length):
    return ord(code.to_bytes(length, "big").decode("gb18030"))


def four_bytes(pointer):
    return (pointer // 12600 + 0x81 << 24 | pointer // 1260 % 10 + 0x30 << 16
            | pointer // 10 % 126 + 0x81 << 8 | pointer % 10 + 0x30)


def main():
    changed = {}
    for two, four in EXCHANGED:
        changed[two], changed[four] = standard_of_2000(four, 4), standard_of_2000(two, 2)
    print("/* charset_gb18030.h: made by charset_gb18030.py; do not edit. */")
    print("/* clang-format off */")
    print("\n/* By lead byte from 0x81 and trail byte from 0x40, 0x7F left out. */")
    print("static const uint16_t two_bytes[126][190] = {")
    for lead in range(0x81, 0xFF):
        codes = [lead << 8 | trail for trail in range(0x40, 0xFF) if trail != 0x7F]
        row = [str(changed.get(code) or standard_of_2000(code, 2)) for code in codes]
        print("\t{")
        for i in range(0, 190, 14):
            print("\t\t" + ", ".join(row[i:i + 14]) + ",")
        print("\t},")
    print("};")
    runs = []
    for pointer in range(126 * 10 * 126 * 10):
        code = four_bytes(pointer)
        try:
            character = changed.get(code) or standard_of_2000(code, 4)
        except UnicodeDecodeError:
            character = None
        step = None if character is None else character - pointer
        if not runs or runs[-1][1] != step:
            runs.append((pointer, step, character))
    print("\n/* Runs of four-byte codes: from this pointer on they are character, character + 1, ...")
    print("   and where character is 0, none; a pointer counts the codes from 81308130. */")
    print(f"static const struct {{ uint32_t pointer, character; }} four_bytes[{len(runs)}] = {{")
    for pointer, _, character in runs:
        print(f"\t{{{pointer}, 0x{character or 0:X}}},")
    print("};")


main()
