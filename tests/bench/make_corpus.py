#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_corpus.py OUT DOCUMENTS TSV.GZ...: documents for zhen build.

Rows of parallel text (zh TAB en), grouped: 25 rows a document, three a
paragraph. When the rows are used up they begin again, cut otherwise, so that
their pairs are duplicates. Writes OUT/pairs.tsv, OUT/zh/, OUT/en/.
"""
import gzip
import os
import sys

ROWS, PARAGRAPH, SHIFT = 25, 3, 7


def rows(paths):
    skip = 0
    while True:
        for path in paths:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for number, line in enumerate(lines):
                    if number >= skip:
                        yield line.rstrip("\n").split("\t")[:2]
        skip += SHIFT


def text(sentences, between):
    return "\n\n".join(
        between.join(sentences[i:i + PARAGRAPH])
        for i in range(0, len(sentences), PARAGRAPH)) + "\n"


def main():
    out, count, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    source = rows(paths)
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, "pairs.tsv"), "w", encoding="utf-8") as pairs:
        for n in range(count):
            part = [next(source) for _ in range(ROWS)]
            names = []
            for side, between in ((0, ""), (1, " ")):
                name = f"{('zh', 'en')[side]}/{n // 1000:03}/{n:06}.txt"
                path = os.path.join(out, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text([row[side] for row in part], between))
                names.append(name)
            pairs.write(f"{n:06}\t{names[0]}\t{names[1]}\n")


main()
