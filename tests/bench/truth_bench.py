#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the probabilities true, also where the texts are no translations?

    truth_bench.py [OPTION]... ZHEN SET...

    --cases N    documents made of each kind from each set; 60
    --threads N  for zhen align --stream -j; 2
    --seed N     of the documents; 1

A SET is a directory of DOC.zh, DOC.en (one sentence per line) and DOC.gold. From
each set three kinds of documents are made:

    whole        the documents as they are
    unrelated N  N sentences of one place with N English ones of another
    half         a third, a half or two thirds of one side or of both replaced
                 by text of other documents, at the head, in the middle or at
                 the end; counted for the related and the replaced part

For each kind: beads of two sides, the share with a probability of .5 and of .9
or more, how many of these are right, strict precision, recall and F1, and the
expected calibration error (ten bins of equal width; a bead is right if the
very same one is in the gold).
"""
import argparse
import collections
import glob
import json
import os
import random
import re
import subprocess
import sys

SIZES = (1, 5, 20, 50)
BINS = 10


class Document:
    def __init__(self, zh, en, gold):
        self.zh, self.en, self.gold = zh, en, gold


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().rstrip("\n").split("\n")


def read_gold(path):
    beads = set()
    for line in read_lines(path):
        m = re.match(r"\[([^]]*)\]:\[([^]]*)\]", line)
        if m:
            beads.add(tuple(tuple(map(int, x.replace(",", " ").split()))
                            for x in m.groups()))
    return {b for b in beads if b[0] and b[1]}


def read_set(path):
    documents = []
    for gold in sorted(glob.glob(os.path.join(path, "*.gold"))):
        base = gold[:-len(".gold")]
        if os.path.exists(base + ".zh") and os.path.exists(base + ".en"):
            documents.append(Document(read_lines(base + ".zh"),
                                      read_lines(base + ".en"),
                                      read_gold(gold)))
    if not documents:
        sys.exit(f"truth_bench.py: {path}: no DOC.zh, DOC.en and DOC.gold")
    return documents


# ---- documents ----

def window(lines, at, n):
    return [lines[(at + k) % len(lines)] for k in range(n)]


def unrelated(documents, n, rng):
    """Sentences of one place of the set with those of another."""
    zh = [s for d in documents for s in d.zh]
    en = [s for d in documents for s in d.en]
    at = rng.randrange(len(zh))
    far = rng.uniform(.25, .75)
    there = int((at / len(zh) + far) % 1 * len(en))
    return Document(window(zh, at, n), window(en, there, n), set())


def cut_of(beads, begin, end):
    """The sentences of both sides that some beads in a row cover."""
    return [(min(i for b in beads[begin:end] for i in b[s]),
             max(i for b in beads[begin:end] for i in b[s]) + 1)
            for s in (0, 1)]


def exchanged(documents, rng):
    """A document of which a part is replaced by text of the others."""
    index = rng.randrange(len(documents))
    d = documents[index]
    beads = sorted(d.gold)
    if len(beads) < 3 or len(documents) < 2:
        return None
    part = rng.choice((1 / 3, 1 / 2, 2 / 3))
    n = max(1, round(len(beads) * part))
    begin = rng.choice((0, (len(beads) - n) // 2, len(beads) - n))
    cut = cut_of(beads, begin, begin + n)
    others = documents[:index] + documents[index + 1:]
    sides, delta = [d.zh, d.en], [0, 0]
    replaced = rng.choice(((0,), (1,), (0, 1)))
    # Both sides: of different documents where there are two, far apart else.
    made = list(sides)
    for s in replaced:
        source = [x for k, o in enumerate(others)
                  if len(others) < 2 or k % 2 == s for x in (o.zh, o.en)[s]]
        size = cut[s][1] - cut[s][0]
        at = rng.randrange(len(source))
        if len(others) < 2 and len(replaced) == 2:
            at = len(source) * s // 2
        made[s] = (sides[s][:cut[s][0]] + window(source, at, size) +
                   sides[s][cut[s][1]:])
        delta[s] = size - (cut[s][1] - cut[s][0])
    kept = {b for k, b in enumerate(beads) if not begin <= k < begin + n}
    result = Document(made[0], made[1], kept)
    result.cut = cut
    return result


# ---- aligning ----

def align_all(options, documents):
    """The beads of each document: [(probability, (zh ids, en ids))]."""
    lines = "".join(
        json.dumps({"id": str(k), "zh": "\n".join(d.zh),
                    "en": "\n".join(d.en)}, ensure_ascii=False) + "\n"
        for k, d in enumerate(documents))
    run = subprocess.run(
        [options.zhen, "align", "--stream", "--presplit", "-q",
         "-j", str(options.threads)],
        input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 6):
        sys.exit(f"truth_bench.py: zhen align: status {run.returncode}")
    found = [[] for _ in documents]
    for line in run.stdout.splitlines():
        row = json.loads(line)
        for b in row.get("pairs", row.get("beads", [])):
            found[int(row["id"])].append(
                (b["score"], (tuple(b["zh_ids"]), tuple(b["en_ids"]))))
    return found


# ---- results ----

class Results:
    def __init__(self):
        self.n = self.gold = self.right = 0
        self.at = collections.Counter()
        self.right_at = collections.Counter()
        self.bins = [[0, 0, 0.0] for _ in range(BINS)]  # n, right, sum

    def add(self, score, right):
        self.n += 1
        self.right += right
        for limit in (.5, .9):
            if score >= limit:
                self.at[limit] += 1
                self.right_at[limit] += right
        b = self.bins[min(int(score * BINS), BINS - 1)]
        b[0] += 1
        b[1] += right
        b[2] += score

    def error(self):
        return sum(abs(s - right) for _, right, s in self.bins) / max(self.n, 1)

    def row(self, name):
        p = self.right / max(self.n, 1)
        r = self.right / self.gold if self.gold else 0
        f1 = 2 * p * r / (p + r) if p + r else 0
        share = [self.at[x] / max(self.n, 1) for x in (.5, .9)]
        right = [self.right_at[x] / max(self.at[x], 1) for x in (.5, .9)]
        return (f"{name:<30} {self.n:>6} {share[0]:>6.3f} {right[0]:>6.3f} "
                f"{share[1]:>6.3f} {right[1]:>6.3f} {p:>6.3f} {r:>6.3f} "
                f"{f1:>6.4f} {self.error():>6.4f}")


def count(documents, found):
    all_of = Results()
    for d, beads in zip(documents, found):
        all_of.gold += len(d.gold)
        for score, bead in beads:
            if bead[0] and bead[1]:
                all_of.add(score, bead in d.gold)
    return all_of


def is_replaced(d, bead):
    """Whether a sentence of the bead is in the replaced part."""
    return any(begin <= i < end
               for (begin, end), ids in zip(d.cut, bead) for i in ids)


def count_half(documents, found):
    related, replaced = Results(), Results()
    for d, beads in zip(documents, found):
        related.gold += len(d.gold)
        for score, bead in beads:
            if bead[0] and bead[1]:
                part = replaced if is_replaced(d, bead) else related
                part.add(score, bead in d.gold)
    return related, replaced


def measure(options, path):
    rng = random.Random(f"{options.seed} {path.rstrip('/').split('/')[-1]}")
    documents = read_set(path)
    name = os.path.basename(path.rstrip("/"))
    print(count(documents, align_all(options, documents)).row(f"{name} whole"))
    for n in SIZES:
        made = [unrelated(documents, n, rng) for _ in range(options.cases)]
        print(count(made, align_all(options, made)).row(f"{name} unrelated {n}"))
    made = [m for m in (exchanged(documents, rng)
                        for _ in range(options.cases)) if m]
    if made:
        related, replaced = count_half(made, align_all(options, made))
        print(related.row(f"{name} half, related"))
        print(replaced.row(f"{name} half, replaced"))
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("zhen")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    print(f"{'':<30} {'beads':>6} {'>=.5':>6} {'right':>6} {'>=.9':>6} "
          f"{'right':>6} {'P':>6} {'R':>6} {'F1':>6} {'ECE':>6}")
    for path in options.sets:
        measure(options, path)


if __name__ == "__main__":
    main()
