#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well zhen score tells translations from other pairs.

    score_bench.py ZHEN SET...
    score_bench.py --filter P,P... ZHEN SET...

A SET is a directory of documents DOC.zh, DOC.en, DOC.gold, whose beads are the
translations, or a file of pairs, .tsv.gz. For each: the area under the curve of
translations against each kind of pair that score_pairs.py makes of them, the
share of each kind below .5, the expected calibration error with 5, 50 and 95 %
of translations and --prior set to that (the others: half shuffled, half
neighbours; and all kinds), and pairs a second on one thread.

With --filter: the share of shuffled pairs that zhen filter keeps and of
translations that it drops, by all of its rules, for each --translation P and
without this rule.
"""
import argparse
import os
import random
import subprocess
import tempfile
import time

import score_pairs as sp


def write_pairs(directory, pairs):
    path = os.path.join(directory, "pairs.tsv")
    with open(path, "w", encoding="utf-8") as f:
        for p in pairs:
            f.write("%s\t%s\n" % (p[2].replace("\t", " "),
                                  p[3].replace("\t", " ")))
    return path


def score(zhen, pairs, prior=.5):
    with tempfile.TemporaryDirectory() as d:
        path = write_pairs(d, pairs)
        begin = time.perf_counter()
        out = subprocess.run([zhen, "score", "-q", "-j1", "-f", "tsv",
                              "--prior", str(prior), path], check=True,
                             stdout=subprocess.PIPE).stdout.decode()
        seconds = time.perf_counter() - begin
    scores = [float(line.split("\t")[2]) for line in out.splitlines()]
    assert len(scores) == len(pairs)
    return scores, len(pairs) / seconds


def area(good, bad):
    """Probability that a good score is above a bad one; ties are half."""
    ranked = sorted([(s, 0) for s in bad] + [(s, 1) for s in good])
    total = below = i = 0
    while i < len(ranked):
        k = i
        while k < len(ranked) and ranked[k][0] == ranked[i][0]:
            k += 1
        n_good = sum(x[1] for x in ranked[i:k])
        n_bad = k - i - n_good
        total += n_good * (below + n_bad / 2)
        below += n_bad
        i = k
    return total / (len(good) * len(bad))


def calibration(scored):
    """Expected calibration error of (probability, right, weight), 10 bins."""
    bins = [[0, 0, 0] for _ in range(10)]
    for p, right, weight in scored:
        b = bins[min(9, int(p * 10))]
        b[0] += weight
        b[1] += weight * p
        b[2] += weight * right
    return sum(abs(b[1] - b[2]) for b in bins) / sum(b[0] for b in bins)


def moved(p, prior):
    p = min(max(p, 1e-4), 1 - 1e-4)
    odds = p / (1 - p) * prior / (1 - prior)
    return odds / (1 + odds)


def mixed(by_kind, kinds, prior):
    good = by_kind["true"]
    scored = [(moved(s, prior), 1, prior / len(good)) for s in good]
    kinds = [k for k in kinds if by_kind[k]]
    for k in kinds:
        scored += [(moved(s, prior), 0,
                    (1 - prior) / len(kinds) / len(by_kind[k]))
                   for s in by_kind[k]]
    return calibration(scored)


def pairs_of(path):
    rows = sp.read_gold(path) if os.path.isdir(path) \
        else sp.read_tsv(path, 6000)
    return list(sp.make_pairs(rows, random.Random(5), joined=0))


def kept(zhen, pairs, least):
    """Share of pairs that the filter keeps; each pair alone, so no duplicates."""
    with tempfile.TemporaryDirectory() as d:
        path = write_pairs(d, pairs)
        out = subprocess.run([zhen, "filter", "-q", "--duplicate", "off",
                              "--near-duplicate", "off", "--translation",
                              least, path], check=True, stdout=subprocess.PIPE)
    return out.stdout.count(b"\n") / len(pairs)


def filtered(zhen, values, sets):
    values = ["off"] + values.split(",")
    print("set        %s" % " ".join("%-13s" % v for v in values))
    for path in sets:
        pairs = pairs_of(path)
        good, bad = ([p for p in pairs if p[0] == kind]
                     for kind in ("true", "shuffled"))
        cells = ["%5.1f %% %4.1f %%" % (100 * kept(zhen, bad, v),
                                      100 * (1 - kept(zhen, good, v)))
                 for v in values]
        print("%-10s %s" % (os.path.basename(path.rstrip("/")).split(".")[0],
                            " ".join("%-13s" % c for c in cells)), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--filter", metavar="P,P...")
    parser.add_argument("zhen")
    parser.add_argument("sets", nargs="+", metavar="SET")
    args = parser.parse_args()
    if args.filter:
        filtered(args.zhen, args.filter, args.sets)
        return
    zhen, sets = args.zhen, args.sets
    print("%-10s %6s %s  ECE .05 .5 .95, all kinds .5   pairs/s" %
          ("set", "true", " ".join("%-11s" % k for k in sp.KINDS[1:])))
    for path in sets:
        name = os.path.basename(path.rstrip("/")).split(".")[0]
        pairs = pairs_of(path)
        scores, speed = score(zhen, pairs)
        by_kind = {k: [] for k in sp.KINDS}
        for p, s in zip(pairs, scores):
            by_kind[p[0]].append(s)
        good = by_kind["true"]
        cells = ["%.3f/%-5.3f" % (area(good, bad),
                                  sum(s < .5 for s in bad) / len(bad))
                 if bad else "-" for bad in (by_kind[k] for k in sp.KINDS[1:])]
        plain = ["shuffled", "neighbour"]
        print("%-10s %6d %s  %.3f %.3f %.3f  %.3f  %d  true<.5 %.3f" % (
            name, len(good), " ".join("%-11s" % c for c in cells),
            mixed(by_kind, plain, .05), mixed(by_kind, plain, .5),
            mixed(by_kind, plain, .95), mixed(by_kind, sp.KINDS[1:], .5),
            speed, sum(s < .5 for s in good) / len(good)), flush=True)


if __name__ == "__main__":
    main()
