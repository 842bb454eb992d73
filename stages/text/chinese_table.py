#!/usr/bin/env python3
"""Makes chinese_table.h: how usual each ideograph is in Chinese text.

    apt-get install opencc
    python3 stages/text/chinese_table.py < stages/text/chinese_corpus.txt > stages/text/chinese_table.h

Rank 3: in our own text chinese_corpus.txt; 2: the other characters of GB 2312, level 1; 1: of level 2;
0: not in use in simplified Chinese.  A traditional form has the rank of its simplified one.
"""
import subprocess
import sys

FIRST, LAST = 0x4E00, 0x9FFF


def simplified(codes):
    run = subprocess.run(["opencc", "-c", "t2s.json"], input="\n".join(map(chr, codes)),
                         capture_output=True, check=True, encoding="utf-8")
    return dict(zip(codes, run.stdout.split("\n"), strict=True))


def rank(character, corpus):
    if character in corpus:
        return 3
    try:
        row = character.encode("gb2312")[0] - 0xA0
    except UnicodeEncodeError:
        return 0
    return 2 if 16 <= row < 56 else 1 if row >= 56 else 0


def main():
    corpus = set(sys.stdin.read())
    codes = range(FIRST, LAST + 1)
    plain = simplified(codes)
    ranks = [max(rank(chr(code), corpus), rank(plain[code], corpus)) for code in codes]
    packed = [sum(ranks[i + j] << 2 * j for j in range(4)) for i in range(0, len(ranks), 4)]
    print("/* chinese_table.h: made by chinese_table.py; do not edit. */")
    print("/* clang-format off */")
    print("\n/* Two bits an ideograph from U+4E00 on, the first in the lowest bits. */")
    print(f"const uint8_t zl_chinese_ranks[{len(packed)}] = {{")
    for i in range(0, len(packed), 20):
        print("\t" + ", ".join(map(str, packed[i:i + 20])) + ",")
    print("};")
    counts = [ranks.count(i) for i in range(4)]
    print(f"{counts} characters of ranks 0 to 3", file=sys.stderr)


main()
