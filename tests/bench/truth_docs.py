# SPDX-License-Identifier: Apache-2.0
"""Documents of which it is known how far they are translations.

Used by truth_bench.py and ../tune/parallel_docs.py. A Document has the
sentences of two sides and its gold: the beads of two sides that are
translations, in order. From documents that are translations are made:

  piece       some beads in a row, a short document
  unrelated   n sentences of one place with n English ones of another: the
              beginnings of two documents, or two places of the whole set
  swapped     whole documents, each with the English of another one
  exchanged   a third, a half or two thirds of one side or of both replaced
              by text of other documents, at the head, in the middle or at the
              end; .cut has the ranges of the replaced part
  neighbour   a passage with the English of the next passage of its document:
              one subject, no translation
  rewritten   half of a document, in which the English of some runs of one to
              four beads is replaced by sentences of the other half
  digest      one side without two thirds of its beads
"""
import glob
import gzip
import os
import random
import re
import sys

LONGEST = 300   # beads of a document that others are made of
TSV_ROWS = 40   # rows of a document of a .tsv.gz


class Document:
    def __init__(self, zh, en, gold):
        self.zh, self.en, self.gold = zh, en, gold


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().rstrip("\n").split("\n")


def read_gold(path):
    beads = []
    for line in read_lines(path):
        m = re.match(r"\s*\[([^]]*)\]\s*:\s*\[([^]]*)\]", line)
        if m:
            beads.append(tuple(tuple(map(int, x.replace(",", " ").split()))
                               for x in m.groups()))
    return sorted(b for b in beads if b[0] and b[1])


def rows_document(rows):
    return Document([r[0] for r in rows], [r[1] for r in rows],
                    [((i,), (i,)) for i in range(len(rows))])


def read_rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as f:
        rows = [line.rstrip("\n").split("\t")[:2] for line in f]
    return [r for r in rows if len(r) == 2 and r[0].strip() and r[1].strip()]


def read_set(path, most=60):
    """The documents of a directory, or some made of the rows of a .tsv.gz."""
    if os.path.isfile(path):
        rows = read_rows(path)
        begins = list(range(0, len(rows), TSV_ROWS))
        if len(begins) > most:
            begins = sorted(random.Random(path[-20:]).sample(begins, most))
        return [rows_document(rows[b:b + TSV_ROWS]) for b in begins]
    documents = []
    for gold in sorted(glob.glob(os.path.join(path, "*.gold"))):
        base = gold[:-len(".gold")]
        if os.path.exists(base + ".zh") and os.path.exists(base + ".en"):
            documents.append(Document(read_lines(base + ".zh"),
                                      read_lines(base + ".en"),
                                      read_gold(gold)))
    if not documents:
        sys.exit(f"{path}: no DOC.zh, DOC.en and DOC.gold")
    return documents


def cover(beads):
    """The ranges of sentences that beads in a row cover, (begin, end) a side."""
    return [(min(i for b in beads for i in b[s]),
             max(i for b in beads for i in b[s]) + 1) for s in (0, 1)]


def piece(d, begin, end):
    """Beads begin to end as a document."""
    beads = d.gold[begin:end]
    (z, z_end), (e, e_end) = cover(beads)
    return Document(d.zh[z:z_end], d.en[e:e_end],
                    [(tuple(i - z for i in b[0]), tuple(i - e for i in b[1]))
                     for b in beads])


def pieces(documents, n, least=None):
    least = n if least is None else least
    return [piece(d, k, k + n) for d in documents
            for k in range(0, len(d.gold), n)
            if len(d.gold) - k >= min(n, least)]


def distinct(documents):
    """Without those that share a fifth of their English with an earlier one,
    as two translations of one text do; long ones in parts."""
    seen, kept = set(), []
    for d in documents:
        if sum(s in seen for s in d.en) * 5 < len(d.en):
            kept.append(d)
        seen.update(d.en)
    return pieces(kept, LONGEST, least=1)


# ---- made documents ----

class Flat:
    """All documents one after the other; for each sentence its bead."""

    def __init__(self, documents):
        self.lines, self.bead = ([], []), ([], [])
        self.documents = documents
        count = 0
        for d in documents:
            for s, lines in enumerate((d.zh, d.en)):
                of = {i: count + k for k, b in enumerate(d.gold) for i in b[s]}
                last = count
                for i, line in enumerate(lines):
                    last = of.get(i, last)
                    self.lines[s].append(line)
                    self.bead[s].append(last)
            count += len(d.gold)

    def window(self, s, n, rng):
        at = rng.randrange(len(self.lines[s]) - n + 1)
        beads = self.bead[s][at:at + n]
        return self.lines[s][at:at + n], min(beads), max(beads)


def unrelated(flat, n, rng):
    long = [d for d in flat.documents if min(len(d.zh), len(d.en)) >= n]
    if len(long) > 1 and rng.random() < .5:
        a, b = rng.sample(long, 2)
        return Document(a.zh[:n], b.en[:n], [])
    if min(map(len, flat.lines)) < 2 * n:
        return None
    for _ in range(50):
        zh, zh_first, zh_last = flat.window(0, n, rng)
        en, en_first, en_last = flat.window(1, n, rng)
        if en_first > zh_last + 1 or zh_first > en_last + 1:
            return Document(zh, en, [])
    return None


def swapped(documents, rng):
    """Each document with the English of another one."""
    some = rng.sample(documents, len(documents))
    return [Document(a.zh, b.en, []) for a, b in zip(some, some[1:] + some[:1])]


def exchanged(documents, rng, index=None):
    """One of the documents, of number index, with text of the others."""
    if index is None:
        index = rng.randrange(len(documents))
    d = documents[index]
    others = documents[:index] + documents[index + 1:]
    if len(d.gold) < 3 or not others:
        return None
    n = max(1, round(len(d.gold) * rng.choice((1 / 3, 1 / 2, 2 / 3))))
    begin = rng.choice((0, (len(d.gold) - n) // 2, len(d.gold) - n))
    cut = cover(d.gold[begin:begin + n])
    made = [d.zh, d.en]
    for s in rng.choice(((0,), (1,), (0, 1))):
        # Both sides: of different documents where there are two, far apart else.
        source = [x for k, o in enumerate(others)
                  if len(others) < 2 or k % 2 == s for x in (o.zh, o.en)[s]]
        size = min(cut[s][1] - cut[s][0], len(source) // 2 or 1)
        low, high = (0, len(source) - size) if len(others) > 1 else \
            ((0, 0), (len(source) - size,) * 2)[s]
        at = rng.randint(low, high)
        made[s] = made[s][:cut[s][0]] + source[at:at + size] + \
            made[s][cut[s][1]:]
        cut[s] = (cut[s][0], cut[s][0] + size)
    moved = [(len(made[s]) - len((d.zh, d.en)[s])) for s in (0, 1)]
    kept = d.gold[:begin] + [
        tuple(tuple(i + moved[s] for i in b[s]) for s in (0, 1))
        for b in d.gold[begin + n:]]
    result = Document(made[0], made[1], kept)
    result.base, result.cut = index, cut
    result.base_cut = cover(d.gold[begin:begin + n])
    return result


def neighbour(documents, n, rng):
    long = [d for d in documents if len(d.gold) >= 2 * n]
    if not long:
        return None
    d = rng.choice(long)
    at = rng.randrange(len(d.gold) - 2 * n + 1)
    a, b = piece(d, at, at + n), piece(d, at + n, at + 2 * n)
    return Document(a.zh, b.en, []) if rng.random() < .5 else \
        Document(b.zh, a.en, [])


def rewritten(d, rng):
    """Half of d, with some of its English replaced by that of the other half."""
    half = len(d.gold) // 2
    if half < 6:
        return None
    halves = [piece(d, 0, half), piece(d, half, len(d.gold))]
    rng.shuffle(halves)
    kept, source = halves
    en, gold, done = list(kept.en), [], 0
    share = rng.choice((.3, .5, .7))
    while done < len(kept.gold):
        run = kept.gold[done:done + rng.randint(1, 4)]
        begin, end = cover(run)[1]
        if rng.random() >= share or end - begin > len(source.en):
            gold += run
        else:
            at = rng.randrange(len(source.en) - (end - begin) + 1)
            en[begin:end] = source.en[at:at + end - begin]
        done += len(run)
    return Document(kept.zh, en, gold)


def digest(d, rng):
    """d with a third of the beads of one side."""
    if len(d.gold) < 6:
        return None
    s = rng.randrange(2)
    kept = [b for b in d.gold if rng.random() < 1 / 3]
    if not kept:
        return None
    ids = sorted(i for b in kept for i in b[s])
    new = {i: k for k, i in enumerate(ids)}
    sides = [d.zh, d.en]
    sides[s] = [sides[s][i] for i in ids]
    gold = [tuple(tuple(new[i] for i in b[x]) if x == s else b[x]
                  for x in (0, 1)) for b in kept]
    return Document(sides[0], sides[1], gold)
