#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a foreign passage in the middle of a text costs.

    insert_bench.py [--rows N] [-v] ZHEN DIRECTORY...

A directory contains DOC.zh, DOC.en (one sentence per line) and DOC.gold. The
first N sentences (200) of the next document are inserted in the middle of
each document, on one side and then on the other. Prints strict F1 without the
passage, F1 of the document's own sentences with it, the difference, and the
share of the inserted sentences that are left unaligned.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile


def read_beads(lines):
    beads = []
    for line in lines:
        sides = re.findall(r"\[([\d, ]*)\]", line)
        if len(sides) >= 2:
            beads.append(tuple(tuple(map(int, re.findall(r"\d+", s)))
                               for s in sides[:2]))
    return beads


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")[:-1]


def align(zhen, texts):
    with tempfile.TemporaryDirectory() as at:
        paths = [os.path.join(at, side) for side in ("zh", "en")]
        for path, lines in zip(paths, texts):
            with open(path, "w", encoding="utf-8") as f:
                f.writelines(line + "\n" for line in lines)
        out = subprocess.run([zhen, "align", *paths, "--presplit", "-f",
                              "vecalign", "-q"], check=True,
                             capture_output=True, text=True)
    return read_beads(out.stdout.split("\n"))


class Score:
    """Strict precision over all beads, recall over pairs."""

    def __init__(self):
        self.right = self.beads = self.found = self.pairs = 0

    def add(self, gold, beads):
        in_gold, in_beads = set(gold), set(beads)
        pairs = [b for b in gold if b[0] and b[1]]
        self.right += sum(b in in_gold for b in beads)
        self.beads += len(beads)
        self.found += sum(b in in_beads for b in pairs)
        self.pairs += len(pairs)

    def f1(self):
        p, r = self.right / max(1, self.beads), self.found / max(1, self.pairs)
        return 2 * p * r / (p + r) if p + r else 0


def without(beads, side, at, n):
    """The beads of the document's own sentences; how many inserted ones are
    unaligned. A bead of inserted sentences alone is wrong: it keeps -1."""
    own, alone = [], 0
    for bead in beads:
        inserted = [i for i in bead[side] if at <= i < at + n]
        if not bead[1 - side]:
            alone += len(inserted)
            if inserted and len(inserted) == len(bead[side]):
                continue
        ids = tuple(-1 if at <= i < at + n else i - n * (i >= at + n)
                    for i in bead[side])
        own.append((ids, bead[1]) if side == 0 else (bead[0], ids))
    return own, alone


def main():
    args = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    args.add_argument("--rows", type=int, default=200)
    args.add_argument("-v", action="store_true")
    args.add_argument("zhen")
    args.add_argument("directory", nargs="+")
    args = args.parse_args()
    for directory in args.directory:
        measure(args, directory)


def measure(args, directory):
    names = sorted(f[:-5] for f in os.listdir(directory) if
                   f.endswith(".gold"))
    texts = {name: [read_lines(os.path.join(directory, name + end))
                    for end in (".zh", ".en")] for name in names}
    before, after = Score(), Score()
    alone = total = 0
    for name, other in zip(names, names[1:] + names[:1]):
        gold = read_beads(read_lines(os.path.join(directory, name + ".gold")))
        plain = align(args.zhen, texts[name])
        for side in (0, 1):
            at = next(b[side][-1] + 1 for b in gold[len(gold) // 2:] if b[side])
            passage = texts[other][side][:args.rows]
            longer = list(texts[name])
            longer[side] = longer[side][:at] + passage + longer[side][at:]
            own, n = without(align(args.zhen, longer), side, at, len(passage))
            one = [Score(), Score()]
            for score, beads in ((one[0], plain), (before, plain),
                                 (one[1], own), (after, own)):
                score.add(gold, beads)
            alone += n
            total += len(passage)
            if args.v:
                print(f"{name} {('zh', 'en')[side]}: {one[0].f1():.4f} "
                      f"{one[1].f1():.4f}, {n} of {len(passage)} unaligned")
    print(f"{directory}: F1 {before.f1():.4f}, with a passage {after.f1():.4f},"
          f" lost {before.f1() - after.f1():.4f}, unaligned "
          f"{alone / max(1, total):.3f}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
