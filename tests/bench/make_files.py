#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_files.py OUT FILES TSV.GZ...: two directories for zhen pair.

OUT/zh and OUT/en, FILES files each, a thousand in a directory, under names that
say nothing. A file has four rows of parallel text (zh TAB en) and a line with a
number. The rows are used again and again, in another order each time.
"""
import gzip
import hashlib
import os
import random
import sys


def main():
    out, count, paths = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    rng, rows = random.Random(5), []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows += [line.rstrip("\n").split("\t")[:2] for line in lines]
    for n in range(count):
        part = [rng.choice(rows) for _ in range(4)]
        number = rng.randrange(1000, 10000000)
        for side, name, line in ((0, "zh", f"共有{number}件。"),
                                 (1, "en", f"There were {number} pieces.")):
            key = hashlib.sha1(f"{name} {n}".encode()).hexdigest()
            path = os.path.join(out, name, key[:2], key[2:12] + ".txt")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write("\n".join([row[side] for row in part] + [line]) + "\n")


main()
