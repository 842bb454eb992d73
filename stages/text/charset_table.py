#!/usr/bin/env python3
"""Makes charset_table.h: the codes that editions of GB 18030 and versions of glibc read differently.

    python3 stages/text/charset_table.py > stages/text/charset_table.h

python3's codec is the edition of 2000.  GB 18030-2005 (first line) and GB 18030-2022 (the others)
gave nineteen characters their standard place in Unicode and their private use codes to the four-byte
codes that had that place before; six two-byte codes kept their private use codes in all editions,
though glibc before 2.39 reads them as ideographs.
"""

SWAPPED = [(0xE7C7, 0x1E3F),
           (0xE78D, 0xFE10), (0xE78E, 0xFE12), (0xE78F, 0xFE11), (0xE790, 0xFE13), (0xE791, 0xFE14),
           (0xE792, 0xFE15), (0xE793, 0xFE16), (0xE794, 0xFE17), (0xE795, 0xFE18), (0xE796, 0xFE19),
           (0xE81E, 0x9FB4), (0xE826, 0x9FB5), (0xE82B, 0x9FB6), (0xE82C, 0x9FB7), (0xE832, 0x9FB8),
           (0xE843, 0x9FB9), (0xE854, 0x9FBA), (0xE864, 0x9FBB)]
KEPT = [0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855]


def gb(code):
    return int.from_bytes(chr(code).encode("gb18030"), "big")


def main():
    codes = {gb(code): code for code in KEPT}
    for private, standard in SWAPPED:
        codes[gb(private)] = standard
        codes[gb(standard)] = private
    print("/* charset_table.h: made by charset_table.py; do not edit. */")
    print("/* clang-format off */")
    print("\n/* By code, two bytes or four: the character of GB 18030-2022. */")
    print(f"static const struct {{ uint32_t bytes, code; }} gb18030_2022[{len(codes)}] = {{")
    for code in sorted(codes):
        print(f"\t{{0x{code:X}, 0x{codes[code]:04X}}},")
    print("};")


main()
