#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many gold pairs come out exactly when a raw bilingual file is aligned.

    exact_pairs.py ZHEN DIRECTORY [-v]

DIRECTORY holds DOC.zh, DOC.en (gold sentences, one per line), DOC.gold (lines
of `[zh ids]:[en ids]`) and raw/DOC.txt, the file they were taken from. A gold
pair counts if both of its texts are a pair of the output, white space and
compatibility forms aside. -v lists what is missed.
"""
import glob
import json
import os
import re
import subprocess
import sys
import unicodedata


def fold(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")


def found_pairs(zhen, path):
    run = subprocess.run([zhen, "align", path, "-f", "jsonl"],
                         capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    pattern = run.stderr.split(": ", 2)[-1].split("\n")[0]
    return {(fold(r["zh"]), fold(r["en"])) for r in rows}, pattern


def gold_pairs(stem):
    zh, en = read_lines(stem + ".zh"), read_lines(stem + ".en")
    for line in read_lines(stem + ".gold"):
        sides = line.split(":")
        if len(sides) < 2:
            continue
        zh_ids, en_ids = json.loads(sides[0]), json.loads(sides[1])
        if zh_ids and en_ids:
            yield ("".join(zh[i] for i in zh_ids),
                   " ".join(en[i] for i in en_ids))


def main(zhen, directory, verbose):
    hits = total = 0
    for gold in sorted(glob.glob(os.path.join(directory, "*.gold"))):
        stem = gold[:-len(".gold")]
        raw = os.path.join(directory, "raw", os.path.basename(stem) + ".txt")
        pairs, pattern = found_pairs(zhen, raw)
        n = h = 0
        for zh, en in gold_pairs(stem):
            n += 1
            if (fold(zh), fold(en)) in pairs:
                h += 1
            elif verbose:
                print("missed:", zh, "|", en)
        print(f"{os.path.basename(stem):28} {h:4} of {n:4}  {pattern}")
        hits += h
        total += n
    print(f"{'all':28} {hits:4} of {total:4}  {hits / total:.4f}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], "-v" in sys.argv[3:])
