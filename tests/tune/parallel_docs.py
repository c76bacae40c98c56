#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make documents that are translations, in part or not at all, to fit with.

    parallel_docs.py [--seed N] [--docs N] [--kinds K,...] CORPORA > DOCS.jsonl

CORPORA is a directory of .tsv.gz files, Chinese, a tab, English. Those whose
rows are in the order of a text are used (RUNNING). Passages of 1 to 120 rows
become documents as in make_docs.py, with joined, cut and dropped sentences; of
these are made the kinds of ../bench/truth_docs.py:

    true       as it is
    unrelated  the English of another passage, of the file or of another one
    half       a third to two thirds of one side or of both replaced
    neighbour  the English of the next passage
    rewritten  half of it, some of the English replaced by that of the other
    digest     one side with a third of its beads

Lines of JSON, which zhen align --stream --presplit reads: id, kind, source,
zh, en (sentences, a line each), gold (beads of two sides), and cut (of half:
the ranges of sentences replaced, of zh and of en).
"""
import argparse
import json
import math
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../bench"))
import make_docs  # noqa: E402
import truth_docs  # noqa: E402

RUNNING = ("doc-d2l doc-django doc-electron doc-huggingface-course doc-k8s "
           "doc-ms-business doc-ms-cloud-dev doc-ms-dynamics "
           "doc-opensource-guide doc-paddle doc-python doc-react "
           "doc-rust-book doc-tensorflow game-cdda law-tw "
           "storybooks-asp").split()
KINDS = {"true": 5, "unrelated": 4, "half": 3, "neighbour": 1,
         "rewritten": 2, "digest": 1}  # how often


class Corpora:
    def __init__(self, directory):
        self.rows = {}
        for name in RUNNING:
            path = os.path.join(directory, name + ".tsv.gz")
            if os.path.exists(path):
                self.rows[name] = truth_docs.read_rows(path)
        if len(self.rows) < 2:
            sys.exit(f"{directory}: fewer than two of {', '.join(RUNNING)}")
        self.names = sorted(self.rows)

    def file(self, rng):
        return rng.choices(self.names, [math.sqrt(len(self.rows[n]))
                                        for n in self.names])[0]

    def passage(self, name, at, n):
        """Rows at to at + n as a document, None if a bead is too large."""
        zh, en, gold = [], [], []
        for bead in make_docs.beads_of(self.rows[name][at:at + n]):
            if max(map(len, bead)) > 8:
                return None
            if bead[0] and bead[1]:
                gold.append((tuple(range(len(zh), len(zh) + len(bead[0]))),
                             tuple(range(len(en), len(en) + len(bead[1])))))
            zh += bead[0]
            en += bead[1]
        return truth_docs.Document(zh, en, gold) if gold else None

    def elsewhere(self, name, at, n, rng):
        """A passage of the file that is far away, or of another file."""
        rows = len(self.rows[name])
        if rng.random() < .5 and rows > 8 * n:
            there = rng.randrange(rows - n)
            if abs(there - at) < 2 * n:
                there = (there + rows // 2) % (rows - n)
        else:
            name = rng.choice([x for x in self.names if x != name])
            there = rng.randrange(max(1, len(self.rows[name]) - n))
        return self.passage(name, there, n)


def make(corpora, kind, rng):
    n = round(math.exp(rng.uniform(math.log(1 if kind in ("true", "unrelated")
                                            else 8), math.log(120))))
    name = corpora.file(rng)
    at = rng.randrange(max(1, len(corpora.rows[name]) - 2 * n))
    d = corpora.passage(name, at, n)
    if d is None:
        return name, None
    if kind in ("unrelated", "neighbour"):
        other = corpora.elsewhere(name, at, n, rng) if kind == "unrelated" \
            else corpora.passage(name, at + n, n)
        if other is None:
            return name, None
        return name, truth_docs.Document(d.zh, other.en, [])
    if kind == "half":
        others = [corpora.elsewhere(name, at, n, rng) for _ in (0, 1)]
        return name, None if None in others else \
            truth_docs.exchanged([d] + others, rng, 0)
    if kind == "true":
        return name, d
    return name, getattr(truth_docs, kind)(d, rng)


def main():
    p = argparse.ArgumentParser(usage=__doc__, add_help=False)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--docs", type=int, default=2000)
    p.add_argument("--kinds", default=",".join(KINDS))
    p.add_argument("corpora")
    a = p.parse_args()
    corpora = Corpora(a.corpora)
    kinds = a.kinds.split(",")
    rng = random.Random(a.seed)
    random.seed(a.seed)  # make_docs draws from it
    count = 0
    while count < a.docs:
        kind = rng.choices(kinds, [KINDS[k] for k in kinds])[0]
        source, d = make(corpora, kind, rng)
        if d is None or not d.zh or not d.en:
            continue
        record = {"id": f"{kind}-{count}", "kind": kind, "source": source,
                  "zh": "\n".join(d.zh), "en": "\n".join(d.en),
                  "gold": d.gold}
        if kind == "half":
            record["cut"] = d.cut
        print(json.dumps(record, ensure_ascii=False))
        count += 1


if __name__ == "__main__":
    main()
