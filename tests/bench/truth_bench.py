#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Are the probabilities true, also where the texts are no translations?

    truth_bench.py [OPTION]... ZHEN SET...

    --sizes N,...   sentences of unrelated documents; 1,5,20,50,200
    --cases N       documents made of a kind from a set, fewer if long; 100
    --quick         a quarter of the cases
    --kinds K,...   only these: whole, piece, unrelated, half, neighbour,
                    rewritten, digest, pairs
    --coarse S,...  sets whose gold is coarser than sentences: pairs within one
                    bead of the gold are joined; bible,bible-30k
    --threads N     for zhen align --stream -j; 2
    --seed N        of the documents; 1
    --json FILE     write all counts, for reliability.py and --against
    --against FILE  compare strict F1 with that of an earlier --json

A SET is a directory of DOC.zh, DOC.en (one sentence per line) and DOC.gold, or
a file of pairs in the order of a text, .tsv.gz. truth_docs.py explains the kinds
of documents; pairs are those of score_pairs.py, scored by zhen score, half of
them translations.

Columns: documents; pairs (beads of two sides); the share of Chinese sentences in
pairs with a probability of .5 or more; of the pairs the share with .5 or more and
how many of these are right, the same with .9; precision, recall and strict F1 of
all pairs; expected calibration error (ten bins of equal width) and Brier score;
of the documents, mean "parallel", the share with less than .5, and the share
reported unrelated. A pair is right if the very same one is in the gold. At the end,
all sets together, and the figures that have a floor.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys

import score_bench
import score_pairs
import truth_docs as docs

BINS = 10
FIELDS = ("documents", "gold", "pairs", "right", "at5", "right5", "at9",
          "right9", "sentences", "placed", "squares", "verdicts", "parallel",
          "below")
RELATIONS = ("parallel", "part", "comparable", "unrelated")


class Tally:
    """What is counted of one kind of document."""

    def __init__(self, **values):
        for name in FIELDS:
            setattr(self, name, values.get(name, 0))
        self.bins = [list(b) for b in
                     values.get("bins", [[0, 0, 0.0]] * BINS)]  # n, right, sum
        self.relations = collections.Counter(values.get("relations", {}))

    def pair(self, score, right, zh_sentences=0):
        self.pairs += 1
        self.right += right
        self.at5 += score >= .5
        self.right5 += right and score >= .5
        self.at9 += score >= .9
        self.right9 += right and score >= .9
        self.placed += zh_sentences if score >= .5 else 0
        self.squares += (score - right) ** 2
        b = self.bins[min(int(score * BINS), BINS - 1)]
        b[0] += 1
        b[1] += right
        b[2] += score

    def verdict(self, parallel, relation):
        if parallel is not None:
            self.verdicts += 1
            self.parallel += parallel
            self.below += parallel < .5
            self.relations[relation] += 1

    def add(self, other):
        for name in FIELDS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for mine, theirs in zip(self.bins, other.bins):
            for k in range(3):
                mine[k] += theirs[k]
        self.relations.update(other.relations)

    def share(self, part, whole):
        whole = getattr(self, whole)
        return getattr(self, part) / whole if whole else None

    def error(self):
        return sum(abs(s - right) for _, right, s in self.bins) / self.pairs \
            if self.pairs else None

    def f1(self):
        return 2 * self.right / (self.pairs + self.gold) if self.gold else None

    def unrelated(self):
        return self.relations["unrelated"] / self.verdicts if self.verdicts else None

    def json(self):
        return dict({name: getattr(self, name) for name in FIELDS},
                    bins=self.bins, relations=self.relations,
                    error=self.error(), f1=self.f1())


def number(x, digits=3):
    return "-" if x is None else f"{x:.{digits}f}"


HEAD = (f"{'':<26}{'docs':>5}{'pairs':>7}{'sent':>6}{'>=.5':>6}{'right':>6}"
        f"{'>=.9':>6}{'right':>6}{'P':>6}{'R':>6}{'F1':>7}{'ECE':>6}"
        f"{'Brier':>6}{'paral':>6}{'<.5':>6}{'unrel':>6}")


def row(name, t):
    cells = [(t.share("placed", "sentences"), 3), (t.share("at5", "pairs"), 3),
             (t.share("right5", "at5"), 3), (t.share("at9", "pairs"), 3),
             (t.share("right9", "at9"), 3), (t.share("right", "pairs"), 3),
             (t.share("right", "gold"), 3), (t.f1(), 4), (t.error(), 3),
             (t.share("squares", "pairs"), 3), (t.share("parallel", "verdicts"), 3),
             (t.share("below", "verdicts"), 3), (t.unrelated(), 3)]
    return (f"{name:<26}{t.documents:>5}{t.pairs:>7}" +
            "".join(f"{number(x, d):>{d + 3}}" for x, d in cells))


# ---- aligning ----

class Found:
    """What zhen align says of a document."""

    def __init__(self):
        self.pairs, self.parallel, self.relation = [], None, None


def align_all(options, documents):
    lines = "".join(
        json.dumps({"id": str(k), "zh": "\n".join(d.zh),
                    "en": "\n".join(d.en)}, ensure_ascii=False) + "\n"
        for k, d in enumerate(documents))
    run = subprocess.run(
        [options.zhen, "align", "--stream", "--presplit", "-q",
         "-j", str(options.threads)],
        input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1, 6):
        sys.exit(f"truth_bench.py: zhen align: status {run.returncode}")
    found = [Found() for _ in documents]
    for line in run.stdout.splitlines():
        said = json.loads(line)
        f = found[int(said["id"])]
        f.parallel, f.relation = said.get("parallel"), said.get("relation")
        f.pairs = [(p["score"], (tuple(p["zh_ids"]), tuple(p["en_ids"])))
                   for p in said.get("pairs", [])
                   if p["zh_ids"] and p["en_ids"]]
    return found


def join_within_gold(d, found):
    """Pairs within one bead of the gold as one pair, of the lowest score;
    sentences of that bead in no pair belong to it as well."""
    home = [{i: k for k, b in enumerate(d.gold) for i in b[s]} for s in (0, 1)]
    paired = [{i for _, b in found.pairs for i in b[s]} for s in (0, 1)]
    inside, pairs = collections.defaultdict(list), []
    for score, bead in found.pairs:
        homes = {home[s].get(i) for s in (0, 1) for i in bead[s]}
        if len(homes) == 1 and None not in homes:
            inside[homes.pop()].append((score, bead))
        else:
            pairs.append((score, bead))
    for k, parts in inside.items():
        joined = tuple(tuple(sorted(
            [i for _, b in parts for i in b[s]] +
            [i for i in d.gold[k][s] if i not in paired[s]])) for s in (0, 1))
        pairs.append((min(score for score, _ in parts), joined))
    found.pairs = pairs


# ---- counting ----

def touches(cut, bead):
    return any(begin <= i < end
               for (begin, end), ids in zip(cut, bead) for i in ids)


def count(documents, found, tally=None):
    t = tally or Tally()
    for d, f in zip(documents, found):
        gold = set(d.gold)
        t.documents += 1
        t.gold += len(gold)
        t.sentences += len(d.zh)
        t.verdict(f.parallel, f.relation)
        for score, bead in f.pairs:
            t.pair(score, bead in gold, len(bead[0]))
    return t


def count_half(made, found, bases):
    """Tallies of the kept part, of the replaced part, and of the kept part in
    the alignments of the whole documents."""
    kept, replaced, whole = Tally(), Tally(), Tally()
    for d, f in zip(made, found):
        gold = set(d.gold)
        kept.documents += 1
        kept.gold += len(gold)
        whole.gold += len(gold)
        kept.verdict(f.parallel, f.relation)
        replaced.sentences += d.cut[0][1] - d.cut[0][0]
        kept.sentences += len(d.zh) - (d.cut[0][1] - d.cut[0][0])
        for score, bead in f.pairs:
            t = replaced if touches(d.cut, bead) else kept
            t.pair(score, bead in gold, len(bead[0]))
        base, base_found = bases[d.base]
        gold = set(base.gold)
        for score, bead in base_found.pairs:
            if not touches(d.base_cut, bead):
                whole.pair(score, bead in gold, len(bead[0]))
    return kept, replaced, whole


class Set:
    """A development set, and the documents made of it."""

    def __init__(self, options, path):
        self.options = options
        self.path = path
        self.name = os.path.basename(path.rstrip("/")).split(".")[0]
        self.coarse = self.name in options.coarse.split(",")
        self.documents = docs.read_set(path)
        self.parts = docs.distinct(self.documents)
        self.tallies = {}

    def cases(self, n):
        """How many documents of n sentences."""
        return max(3, min(self.options.cases, 30 * self.options.cases // n))

    def rng(self, kind):
        return random.Random(f"{self.options.seed} {self.name} {kind}")

    def align(self, documents):
        found = align_all(self.options, documents)
        if self.coarse:
            for d, f in zip(documents, found):
                join_within_gold(d, f)
        return found

    def report(self, kind, tally):
        self.tallies[kind] = tally
        print(row(f"{self.name} {kind}", tally), flush=True)

    def measure_made(self, kind, make, n, few=False):
        rng = self.rng(kind)
        size = self.cases(n)
        made = [m for m in (make(rng) for _ in range(size)) if m]
        if made and (len(made) * 4 >= size or few):
            self.report(kind, count(made, self.align(made)))

    def whole(self):
        self.report("whole", count(self.documents, self.align(self.documents)))

    def piece(self):
        for n in (1, 5, 20):
            some = docs.pieces(self.documents, n)
            rng = self.rng(f"piece {n}")
            some = rng.sample(some, min(len(some), 2 * self.cases(n)))
            if some:
                self.report(f"piece {n}", count(some, self.align(some)))

    def unrelated(self):
        flat = docs.Flat(self.parts)
        for n in map(int, self.options.sizes.split(",")):
            self.measure_made(f"unrelated {n}",
                              lambda rng, n=n: docs.unrelated(flat, n, rng), n)
        if len(self.parts) > 1:
            some = docs.swapped(self.parts, self.rng("unrelated whole"))
            self.report("unrelated whole", count(some, self.align(some)))

    def half(self):
        rng = self.rng("half")
        size = sum(len(d.gold) for d in self.parts) // len(self.parts)
        made = [m for m in (docs.exchanged(self.parts, rng)
                            for _ in range(self.cases(max(size, 1)))) if m]
        if not made:
            return
        used = sorted({d.base for d in made})
        bases = {k: (self.parts[k], f) for k, f in
                 zip(used, self.align([self.parts[k] for k in used]))}
        kept, replaced, whole = count_half(made, self.align(made), bases)
        self.report("half kept", kept)
        self.report("half replaced", replaced)
        self.report("half yardstick", whole)

    def neighbour(self):
        self.measure_made("neighbour", lambda rng: docs.neighbour(
            self.parts, rng.choice((5, 10, 20, 40)), rng), 30, few=True)

    def rewritten(self):
        self.measure_made("rewritten", lambda rng: docs.rewritten(
            rng.choice(self.parts), rng), 60)

    def digest(self):
        self.measure_made("digest", lambda rng: docs.digest(
            rng.choice(self.parts), rng), 60)

    def pairs(self):
        """Half translations, half pairs of the other kinds in equal parts."""
        if subprocess.run([self.options.zhen, "score", "--help"], check=False,
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode:
            return  # a version without zhen score
        rng = self.rng("pairs")
        rows = docs.read_rows(self.path) if os.path.isfile(self.path) \
            else score_pairs.read_gold(self.path)
        at = rng.randrange(max(1, len(rows) - 2000))
        made = collections.defaultdict(list)
        for p in score_pairs.make_pairs(rows[at:at + 2000], rng, joined=0):
            made[p[0]].append(p)
        good = made.pop("true", [])[:10 * self.options.cases]
        kinds = [k for k in made if k != "copied"]
        chosen = good + [p for k in kinds for p in rng.sample(
            made[k], min(len(made[k]), len(good) // len(kinds)))]
        scores, _ = score_bench.score(self.options.zhen, chosen)
        t = Tally()
        t.documents, t.gold = len(chosen), len(good)
        for p, s in zip(chosen, scores):
            t.pair(s, p[0] == "true")
        self.report("pairs", t)


# ---- summary ----

def pool(sets, kinds):
    t = Tally()
    for s in sets:
        for kind, tally in s.tallies.items():
            if any(kind == k or kind.startswith(k + " ") for k in kinds):
                t.add(tally)
    return t


def worst(sets, kind, value):
    found = [(value(s.tallies[kind]), s.name) for s in sets
             if kind in s.tallies and value(s.tallies[kind]) is not None]
    return max(found, default=(None, "-"))


def figure(name, value, floor, note="", digits=3):
    if value is None:
        return
    held = "" if floor is None else "ok" if value <= floor else "MISSED"
    print(f"{name:<58}{value:>9.{digits}f}{number(floor):>8}  {held:<7}{note}")


def lost(kept, whole):
    return None if kept.f1() is None else whole.f1() - kept.f1()


def summary(sets, options):
    kinds = list(dict.fromkeys(k for s in sets for k in s.tallies))
    print("\n" + HEAD)
    for kind in kinds:
        print(row(f"all {kind}", pool(sets, [kind])))
    print(f"\n{'':<58}{'measured':>9}{'floor':>8}")
    sizes = [int(n) for n in options.sizes.split(",")]
    for n in sizes:
        t = pool(sets, [f"unrelated {n}"])
        figure(f"unrelated, {n} a side: in pairs with .5 or more",
               t.share("placed", "sentences"), .02,
               f"{number(t.share('at5', 'pairs'))} of the pairs")
    t = pool(sets, ["unrelated whole"])
    figure("unrelated, whole documents: in pairs with .5 or more",
           t.share("placed", "sentences"), .02,
           f"{number(t.share('at5', 'pairs'))} of the pairs")
    t = pool(sets, ["unrelated whole"] +
             [f"unrelated {n}" for n in sizes if n >= 5])
    if t.verdicts:
        figure("unrelated, 5 or more a side: not reported as such",
               1 - t.unrelated(), .02, f"{t.verdicts} documents")
    for name, some in (("whole", ["whole"]), ("5 and 20 beads",
                                              ["piece 5", "piece 20"]),
                       ("1 bead", ["piece 1"])):
        t = pool(sets, some)
        figure(f"translations, {name}: reported as unrelated", t.unrelated(),
               None if name == "1 bead" else .005, f"{t.verdicts} documents")
    summary_half(sets)
    for name, some in (("unrelated", ["unrelated"]), ("half related",
                       ["half kept", "half replaced"]),
                       ("comparable", ["neighbour", "rewritten"]),
                       ("digest", ["digest"]), ("pairs alone", ["pairs"]),
                       ("short translations", ["piece"])):
        figure(f"calibration error: {name}", pool(sets, some).error(),
               .025 if name.startswith("short") else
               None if name.startswith("pairs") else .05)
    value, name = worst(sets, "whole", Tally.error)
    figure("calibration error: translations, worst set", value, .025, name)
    if options.against:
        against(sets, options.against)


def summary_half(sets):
    kept, whole = pool(sets, ["half kept"]), pool(sets, ["half yardstick"])
    figure("half related: F1 of the kept part below that of the whole",
           lost(kept, whole), .01, digits=4)
    by_set = [(lost(s.tallies["half kept"], s.tallies["half yardstick"]),
               s.name) for s in sets if "half kept" in s.tallies]
    value, name = max(by_set, default=(None, ""))
    figure("the same, worst set", value, .01, name, digits=4)
    t = pool(sets, ["half replaced"])
    figure("half related, replaced part: in pairs with .5 or more",
           t.share("placed", "sentences"), .03,
           f"{number(t.share('at5', 'pairs'))} of the pairs")


def against(sets, path):
    with open(path, encoding="utf-8") as f:
        before = json.load(f)["sets"]
    for s in sets:
        old = before.get(s.name, {}).get("whole", {}).get("f1")
        if old is not None and "whole" in s.tallies:
            figure(f"strict F1 below {os.path.basename(path)}: {s.name}",
                   old - s.tallies["whole"].f1(), .001, digits=4)


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("--sizes", default="1,5,20,50,200")
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kinds", default="whole,piece,unrelated,half,"
                        "neighbour,rewritten,digest,pairs")
    parser.add_argument("--coarse", default="bible,bible-30k")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json")
    parser.add_argument("--against")
    parser.add_argument("zhen")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    if options.quick:
        options.cases = max(1, options.cases // 4)
    print(HEAD)
    sets = []
    for path in options.sets:
        sets.append(Set(options, path))
        for kind in options.kinds.split(","):
            getattr(sets[-1], kind)()
    summary(sets, options)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as f:
            json.dump({"sets": {s.name: {k: t.json() for k, t in
                                         s.tallies.items()} for s in sets}},
                      f, indent=1)


if __name__ == "__main__":
    main()
