#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""filter_yield.py PROGRAM DIRECTORY...

What the rules of `zhen filter` do to aligned text with gold (DOC.zh, DOC.en,
DOC.gold, one sentence per line). Of each directory, for each --min-prob: pairs,
the share of them that is in the gold (precision), the share of the gold pairs
that is among them (yield); then for each rule how many pairs it dropped and
which share of these was wrong.
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

PROBABILITIES = (0, .5, .8, .95)


def read_gold(path):
    beads = set()
    for line in open(path, encoding="utf-8"):
        found = re.match(r"\s*\[(.*?)\]:\[(.*?)\]", line)
        if found:
            sides = tuple(tuple(int(i) for i in re.findall(r"\d+", side))
                          for side in found.groups())
            if all(sides):
                beads.add(sides)
    return beads


def ids(column):
    return tuple(int(i) for i in column.split(",") if i)


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().split("\n")[:-1]


def judge(lines, gold):
    """How many lines of zhen's TSV are beads of the gold, and how many not."""
    right = sum((ids(c[4]), ids(c[5])) in gold
                for c in (line.split("\t") for line in lines))
    return right, len(lines) - right


class Sum(collections.Counter):
    def show(self, name, gold):
        n = self["right"] + self["wrong"]
        print("%-24s %7d pairs  precision %.4f  yield %.4f" %
              (name, n, self["right"] / max(n, 1), self["right"] / gold))


def measure(program, directory, work):
    sums = {(p, f): Sum() for p in PROBABILITIES for f in (False, True)}
    rules = collections.defaultdict(Sum)
    gold_pairs = 0
    for name in sorted(os.listdir(directory)):
        if not name.endswith(".gold"):
            continue
        doc = os.path.join(directory, name[:-5])
        gold = read_gold(doc + ".gold")
        gold_pairs += len(gold)
        aligned, kept, bad = (os.path.join(work, f)
                              for f in ("a.tsv", "kept.tsv", "bad.tsv"))
        subprocess.run([program, "align", "-q", "--force", "--presplit", "--zh",
                        doc + ".zh", "--en", doc + ".en", "-f", "tsv", "-o",
                        aligned], check=True)
        everything = lines_of(aligned)
        for p in PROBABILITIES:
            above = [x for x in everything if float(x.split("\t")[2]) >= p]
            subprocess.run([program, "filter", "-q", "--force", aligned, "-o", kept,
                            "--min-prob", str(p), "--rejected", bad],
                           check=True)
            for flag, lines in ((False, above), (True, lines_of(kept))):
                right, wrong = judge(lines, gold)
                sums[p, flag].update(right=right, wrong=wrong)
            if p:
                continue
            for line in lines_of(bad):
                rule, _, _, number = line.split("\t")[:4]
                right, wrong = judge([everything[int(number) - 1]], gold)
                rules[rule].update(right=right, wrong=wrong)
    print("== %s, %d gold pairs" % (directory, gold_pairs))
    for (p, flag), sum_of in sums.items():
        sum_of.show("min-prob %g%s" % (p, ", filtered" if flag else ""),
                    gold_pairs)
    for rule, n in sorted(rules.items()):
        dropped = n["right"] + n["wrong"]
        print("  %-16s %6d dropped, %5.1f%% of them wrong" %
              (rule, dropped, 100 * n["wrong"] / dropped))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as work:
        for directory in sys.argv[2:]:
            measure(sys.argv[1], directory, work)


if __name__ == "__main__":
    main()
