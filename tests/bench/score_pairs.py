#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sentence pairs that are translations, and pairs made of them that are not.

Used by score_bench.py and ../tune/score_fit.py. Every kind of pair:

  true        a row; sometimes two or three that follow each other
  shuffled    the English of another row
  neighbour   the English of the next row
  cut         one side without a third to two thirds of it
  added       one side with the next sentence of it added
  number      a number of the English in digits, changed
  date        a year or the name of a month in English, changed
  name        an English name, changed
  negation    a negation added to or taken from the English
  copied      both sides in one language, of a tenth of the rows
"""
import gzip
import glob
import os
import random
import re

KINDS = ["true", "shuffled", "neighbour", "cut", "added", "number", "date",
         "name", "negation", "copied"]
MONTHS = ("January February March April May June July August September "
          "October November December").split()
VERBS = r"\b(is|are|was|were|can|could|will|would|should|must|has|have|had)\b"


def read_tsv(path, limit=0, seed=1):
    """Rows of a file; of a long one a few runs of rows that follow each other."""
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as f:
        rows = [line.rstrip("\n").split("\t")[:2] for line in f]
    rows = [r for r in rows if len(r) == 2 and r[0] and r[1]]
    if limit and len(rows) > limit:
        rng = random.Random(seed)
        run = 100
        starts = rng.sample(range(len(rows) // run), limit // run)
        rows = [r for s in sorted(starts) for r in rows[s * run:s * run + run]]
    return rows


def read_gold(directory):
    """The beads of a development set as rows, document by document."""
    rows = []
    for gold in sorted(glob.glob(os.path.join(directory, "*.gold"))):
        stem = gold[:-5]
        zh, en = (open(stem + x, encoding="utf-8").read().split("\n")
                  for x in (".zh", ".en"))
        for line in open(gold, encoding="utf-8"):
            m = re.match(r"\s*\[([\d, ]*)\]:\[([\d, ]*)\]", line)
            if not m or not m[1].strip() or not m[2].strip():
                continue
            rows.append(["".join(zh[int(i)] for i in m[1].split(",")),
                         " ".join(en[int(i)] for i in m[2].split(","))])
    return [[" ".join(x.split()) for x in r] for r in rows if all(r)]


def join_zh(a, b):
    return a + (" " if a[-1:].isascii() and b[:1].isascii() else "") + b


def cut_zh(text, rng):
    marks = [m.end() for m in re.finditer("[，；：。！？]", text)]
    third = len(text) // 3
    places = [m for m in marks if third <= m <= 2 * third] or [len(text) // 2]
    at = rng.choice(places)
    return text[:at] if rng.random() < .5 else text[at:]


def cut_en(text, rng):
    words = text.split()
    third = len(words) // 3
    places = [i + 1 for i, w in enumerate(words)
              if w[-1] in ",;:." and third <= i + 1 <= 2 * third]
    at = rng.choice(places or [len(words) // 2])
    return " ".join(words[:at] if rng.random() < .5 else words[at:])


def change_number(zh, en, rng):
    found = [m for m in re.finditer(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?!\w)", en)
             if m[0] in zh and (len(m[0]) > 1)]
    if not found:
        return None
    m = rng.choice(found)
    digits = [i for i, c in enumerate(m[0]) if c.isdigit()]
    i = rng.choice(digits)
    new = rng.choice([d for d in "123456789" if d != m[0][i]])
    return en[:m.start()] + m[0][:i] + new + m[0][i + 1:] + en[m.end():]


def change_date(zh, en, rng):
    found = list(re.finditer(r"\b(%s)\b|\b(1[5-9]|20)\d\d\b" % "|".join(MONTHS),
                             en))
    found = [m for m in found if m[0] not in ("May", "March")
             and (m[0] in MONTHS or m[0] in zh)
             and (m[0] not in MONTHS or "月" in zh)]
    if not found:
        return None
    m = rng.choice(found)
    new = rng.choice([x for x in MONTHS if x != m[0]]) if m[0] in MONTHS else \
        str(int(m[0]) + rng.choice([-40, -11, -3, -1, 1, 2, 7, 20]))
    return en[:m.start()] + new + en[m.end():]


def names_in(en):
    """Words with a capital inside a sentence; runs of them are one name."""
    return [m for m in re.finditer(
        r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?![\w'])", en)]


def change_name(en, pool, rng):
    found = [m for m in names_in(en) if m[0] not in MONTHS]
    if not found or not pool:
        return None
    m = rng.choice(found)
    same = [p for p in rng.sample(pool, min(40, len(pool)))
            if p.count(" ") == m[0].count(" ") and
            not set(p.split()) & set(m[0].split())]
    return en[:m.start()] + same[0] + en[m.end():] if same else None


def change_negation(en, rng):
    gone = re.sub(r"n't\b|n’t\b", "", re.sub(r"\b(not|never) ", "", en, 1), 1)
    if gone != en:
        return gone if "not" in en or "never" in en or rng.random() < .9 else None
    found = list(re.finditer(VERBS, en))
    if not found:
        return None
    m = rng.choice(found)
    return en[:m.end()] + " not" + en[m.end():]


def make_pairs(rows, rng, kinds=KINDS, joined=.15):
    """Yield (kind, number of the row, zh, en)."""
    pool = [m[0] for r in rows for m in names_in(r[1])]
    n = len(rows)
    for i in range(n - 2):
        zh, en = rows[i]
        extra = 0
        while rng.random() < joined and extra < 2 and i + extra + 2 < n:
            extra += 1
            zh = join_zh(zh, rows[i + extra][0])
            en += " " + rows[i + extra][1]
        next_zh, next_en = rows[i + extra + 1]
        other = rows[rng.randrange(n)][1]
        made = {"true": (zh, en), "shuffled": (zh, other),
                "neighbour": (zh, next_en)}
        if len(zh) >= 10 and len(en.split()) >= 8:
            made["cut"] = (zh, cut_en(en, rng)) if rng.random() < .5 else \
                (cut_zh(zh, rng), en)
        if len(next_zh) >= 6 and len(next_en.split()) >= 4:
            made["added"] = (zh, en + " " + next_en) if rng.random() < .5 \
                else (join_zh(zh, next_zh), en)
        for kind, new in (("number", change_number(zh, en, rng)),
                          ("date", change_date(zh, en, rng)),
                          ("name", change_name(en, pool, rng)),
                          ("negation", change_negation(en, rng))):
            if new:
                made[kind] = (zh, new)
        if i % 10 == 0:
            made["copied"] = (en, en) if i % 20 else (zh, zh)
        for kind in kinds:
            if kind in made and (kind == "true" or made[kind] != (zh, en)) \
                    and not (kind != "true" and made[kind][0] == zh and
                             made[kind][1].lower() == en.lower()):
                yield (kind, i) + made[kind]
