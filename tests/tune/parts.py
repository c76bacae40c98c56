#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often a pair of two sentences and one is divided, and how often rightly.

    tests/tune/parts.py ZHEN GOLD-DIRECTORY...

The pairs are made: two adjacent 1-1 beads of gold, whose English is joined by a
comma. src/format/parts.c has the rule: both halves of the best cut have a
probability of LEAST, and it is better than any other one by MARGIN.
"""
import glob
import math
import random
import re
import subprocess
import sys

PAIRS = 600
CUTS = re.compile(r"(?:[,;:.!?–]['\"’”)]*(?= )|—)(?!$)")


def beads(path):
    for line in open(path):
        sides = re.match(r"\[(.*?)\]:\[(.*?)\]", line)
        if sides:
            yield [[int(n) for n in side.split(",") if n.strip()]
                   for side in sides.groups()]


def made_pairs(directory):
    for gold in sorted(glob.glob(directory + "/*.gold")):
        zh = open(gold[:-5] + ".zh").read().split("\n")
        en = open(gold[:-5] + ".en").read().split("\n")
        found = list(beads(gold))
        for (z, e), (z2, e2) in zip(found, found[1:]):
            if not all(len(side) == 1 for side in (z, e, z2, e2)):
                continue
            first, second = en[e[0]].strip(), en[e2[0]].strip()
            if not first.endswith(".") or not 3 < len(second) < 200:
                continue
            if not re.match(r"I\b", second):
                second = second[0].lower() + second[1:]
            yield zh[z[0]], zh[z2[0]], first[:-1] + ", " + second, len(first)


def logit(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def main():
    zhen, directories = sys.argv[1], sys.argv[2:]
    random.seed(1)
    pairs = [pair for d in directories for pair in made_pairs(d)]
    pairs = random.sample(pairs, min(PAIRS, len(pairs)))
    cuts = [[m.end() for m in CUTS.finditer(en)] for _, _, en, _ in pairs]
    lines = [f"{side}\t{half.strip()}\n"
             for (z, z2, en, _), at in zip(pairs, cuts) for cut in at
             for side, half in ((z, en[:cut]), (z2, en[cut:]))]
    out = subprocess.run([zhen, "score", "-q", "-", "-f", "tsv"],
                         input="".join(lines), capture_output=True, text=True,
                         check=True).stdout.splitlines()
    scores = iter(float(line.split("\t")[2]) for line in out)
    ranked = [(pair[3], sorted(
        ((logit(p) + logit(q), min(p, q), cut)
         for cut in at for p, q in ((next(scores), next(scores)),)),
        reverse=True)) for pair, at in zip(pairs, cuts)]
    print("least margin divided right")
    for least in 0, .3, .5:
        for margin in 1, 2, 3:
            chosen = [cuts[0][2] == want for want, cuts in ranked
                      if cuts[0][1] >= least and
                      (len(cuts) == 1 or cuts[0][0] - cuts[1][0] >= margin)]
            print(f"{least:5} {margin:6} {len(chosen) / len(pairs):7.3f} "
                  f"{sum(chosen) / max(1, len(chosen)):.4f}")


main()
