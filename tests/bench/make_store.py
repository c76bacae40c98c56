#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_store.py ZHEN OUT.db PAIRS [--first N] [--words N] [--text TSV.GZ...]

A store of made-up pairs, written without aligning: words are drawn by Zipf's
law, a document has 25 pairs. One pair in fifty repeats an earlier one, one in
fifty differs from one in two bits of its signature. ZHEN makes the schema.
With --first the documents have other numbers, for shards; with --text the
texts are rows of parallel text (zh TAB en), again and again.
"""
import argparse
import gzip
import itertools
import os
import random
import sqlite3
import subprocess
import tempfile

PAIRS, BATCH = 25, 2000


def empty_store(zhen, path):
    with tempfile.TemporaryDirectory() as top:
        manifest = os.path.join(top, "one.jsonl")
        with open(manifest, "w", encoding="utf-8") as f:
            f.write('{"id":"0","zh":"船来了。","en":"A ship came."}\n')
        subprocess.run([zhen, "build", "-q", manifest, "-o", path, "--no-index"],
                       check=True)


def vocabulary(rng, count, letters, least, most, between):
    words = ["".join(rng.choices(letters, k=rng.randint(least, most)))
             for _ in range(count)]
    weights = list(itertools.accumulate(1 / (n + 2) for n in range(count)))
    return [w + between for w in words], weights


def rows_of(paths):
    while True:
        for path in paths:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for line in lines:
                    row = line.rstrip("\n").split("\t")
                    if len(row) > 1 and row[0] and row[1]:
                        yield row


def made_up(rng, count):
    shared = random.Random(7)  # the words are those of all shards
    zh = vocabulary(shared, count, [chr(0x4E00 + n) for n in range(3500)],
                    1, 3, "")
    en = vocabulary(shared, count, "etaoinshrdlucmfwypvbgkjqxz", 2, 9, " ")
    while True:
        zh_words = iter(rng.choices(zh[0], cum_weights=zh[1], k=BATCH * 13))
        en_words = iter(rng.choices(en[0], cum_weights=en[1], k=BATCH * 17))
        for _ in range(BATCH):
            yield ("".join(itertools.islice(zh_words, 13)) + "。",
                   "".join(itertools.islice(en_words, 17))[:-1] + ".")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("zhen")
    parser.add_argument("out")
    parser.add_argument("pairs", type=int)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--words", type=int, default=200000)
    parser.add_argument("--text", nargs="+")
    args = parser.parse_args()
    empty_store(args.zhen, args.out)
    rng = random.Random(args.first)
    texts = rows_of(args.text) if args.text else made_up(rng, args.words)
    db = sqlite3.connect(args.out, isolation_level=None)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;"
                     "PRAGMA cache_size = -262144")
    seen = []
    documents = args.pairs // PAIRS
    for begin in range(0, documents, BATCH):
        rows, sentences, beads = [], [], []
        numbers = range(begin, min(documents, begin + BATCH))
        for n in numbers:
            key = n + 2
            rows.append((key, f"{args.first + n:08}", None, None, "00", 1, 2,
                         None, 0.9, "parallel", None))
            for i in range(PAIRS):
                a, b = next(texts)[:2]
                sentences.append((key, 0, i, i // 3, 0, i * 100, i * 100 + 99, a))
                sentences.append((key, 1, i, i // 3, 0, i * 100, i * 100 + 99, b))
                exact, near = rng.getrandbits(63), rng.getrandbits(63)
                chance = rng.random()
                if seen and chance < .02:
                    exact, near = rng.choice(seen)
                elif seen and chance < .04:
                    near = rng.choice(seen)[1] ^ 1 << rng.randrange(63) \
                        ^ 1 << rng.randrange(63)
                if chance > .9 and len(seen) < 1000000:
                    seen.append((exact, near))
                beads.append((key, i, i, i + 1, i, i + 1, .5 + chance / 2,
                              exact, near))
        db.execute("BEGIN")
        db.executemany("INSERT INTO document VALUES(?,?,?,?,?,?,?,?,?,?,?)", rows)
        sentences.sort(key=lambda s: s[:3])
        db.executemany("INSERT INTO sentence VALUES(?,?,?,?,?,?,?,?)", sentences)
        db.executemany("INSERT INTO bead VALUES(?,?,?,?,?,?,?,?,?)", beads)
        db.execute("COMMIT")
    db.close()


main()
