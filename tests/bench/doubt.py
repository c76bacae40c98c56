#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""doubt.py ZHEN DIRECTORY: does doubt lead to the errors?

Aligns every DOC.zh with DOC.en (one sentence per line) and compares with DOC.gold.
A bead is wrong if the very same one is not in the gold. Sorted by probability,
least first: how many of the wrong beads are among the tenth that is least
probable, and how many must be looked at to meet nine in ten of the wrong ones.
"""
import glob
import json
import os
import re
import subprocess
import sys


def gold(path):
    with open(path, encoding="utf-8") as lines:
        found = (re.match(r"\[([^]]*)\]:\[([^]]*)\]", line) for line in lines)
        return {
            tuple(tuple(int(i) for i in side.replace(",", " ").split()) for side in m.groups())
            for m in found
            if m
        }


def beads(zhen, base):
    out = subprocess.run(
        [zhen, "align", "-q", "--presplit", "--nulls", "-f", "jsonl", "--zh", base + ".zh", "--en", base + ".en"],
        check=True,
        capture_output=True,
    ).stdout
    for line in out.splitlines():
        row = json.loads(line)
        yield row["score"], (tuple(row["zh_ids"]), tuple(row["en_ids"]))


def main():
    zhen, directory = sys.argv[1:]
    scored = []
    for path in sorted(glob.glob(os.path.join(directory, "*.gold"))):
        base = path[: -len(".gold")]
        right = gold(path)
        scored += [(score, bead not in right) for score, bead in beads(zhen, base)]
    scored.sort(key=lambda x: x[0])
    wrong = sum(w for _, w in scored)
    tenth = len(scored) // 10
    in_tenth = sum(w for _, w in scored[:tenth])
    seen = looked = 0
    for looked, (_, w) in enumerate(scored, 1):
        seen += w
        if seen >= 0.9 * wrong:
            break
    print(f"{len(scored)} beads, {wrong} wrong ({wrong / len(scored):.1%})")
    print(f"{in_tenth} of the wrong ones are among the {tenth} least probable: {in_tenth / wrong:.1%} of all, "
          f"{in_tenth / tenth:.1%} of these")
    print(f"to meet 90 % of the wrong ones, look at {looked}: {looked / len(scored):.1%} of all")


main()
