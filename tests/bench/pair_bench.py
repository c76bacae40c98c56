#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which files does zhen pair find, and how many of them are wrong?

    pair_bench.py ZHEN DATA

DATA is a directory of sets, each with DOC.zh and DOC.en, or raw/DOC.zh.KIND and
raw/DOC.en.KIND. Long documents with DOC.gold are cut into chapters. The files
of a set get names of five sorts:

    hidden   names that say nothing
    numbers  第3章.txt, chapter-3.txt
    shifted  likewise, but the Chinese numbers are one higher
    third    hidden; a third of the files of each side have no partner
    third-n  likewise, with numbers that go on counting
"""

import glob
import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile

CHAPTER = 60  # beads


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def chapters(base):
    """The pairs of a long document, cut where a bead of its gold ends."""
    zh, en = read(base + ".zh").split("\n"), read(base + ".en").split("\n")
    beads = [[[int(n) for n in side.split(",") if n] for side in m] for m in
             re.findall(r"\[([^\]]*)\]:\[([^\]]*)\]", read(base + ".gold"))]
    for at in range(0, len(beads), CHAPTER):
        part = beads[at:at + CHAPTER]
        a = [n for b in part for n in b[0]]
        b = [n for b in part for n in b[1]]
        if a and b and len(part) > CHAPTER // 2:
            yield "\n".join(zh[n] for n in a), "\n".join(en[n] for n in b)


def documents(path):
    raw = sorted(glob.glob(path + "/raw/*.zh.*"))
    if raw:
        for zh in raw:
            en = re.sub(r"\.zh\.(\w+)$", r".en.\1", zh)
            yield read(zh), read(en), os.path.splitext(zh)[1]
        return
    names = [f[:-3] for f in sorted(glob.glob(path + "/*.zh"))]
    for base in names:
        if len(names) <= 10 and os.path.exists(base + ".gold"):
            for zh, en in chapters(base):
                yield zh, en, ".txt"
        else:
            yield read(base + ".zh"), read(base + ".en"), ".txt"


def hidden(side, number):
    return hashlib.sha1(f"{side} {number}".encode()).hexdigest()[:10]


def name(sort, side, number):
    if sort in ("hidden", "third"):
        return hidden(side, number)
    if side == "zh":
        return f"第{number + 1 + (sort == 'shifted')}章"
    return f"chapter-{number + 1}"


def measure(zhen, docs, sort):
    rng = random.Random(sort)
    alone = {}
    if sort.startswith("third"):
        chosen = rng.sample(range(len(docs)), 2 * len(docs) // 3)
        alone = {n: "zh" if i % 2 else "en" for i, n in enumerate(chosen)}
    right, found, wrong = set(), 0, 0
    with tempfile.TemporaryDirectory() as top:
        for side in ("zh", "en"):
            os.mkdir(f"{top}/{side}")
            for n, doc in enumerate(docs):
                if alone.get(n, side) == side:
                    with open(f"{top}/{side}/{name(sort, side, n)}{doc[2]}", "w",
                              encoding="utf-8") as f:
                        f.write(doc[side == "en"])
        for n, doc in enumerate(docs):
            if n not in alone:
                right.add((f"zh/{name(sort, 'zh', n)}{doc[2]}",
                           f"en/{name(sort, 'en', n)}{doc[2]}"))
        subprocess.run([zhen, "pair", "-q", "zh", "en", "-o", "pairs.tsv"],
                       cwd=top, check=False)
        for line in read(f"{top}/pairs.tsv").splitlines():
            pair = tuple(line.split("\t")[1:3])
            found += pair in right
            wrong += pair not in right
    return found, wrong, len(right)


def main():
    zhen, data = os.path.abspath(sys.argv[1]), sys.argv[2]
    sorts = ("hidden", "numbers", "shifted", "third", "third-n")
    print("set", "files", *(f"{s}: recall precision" for s in sorts), sep="\t")
    for path in sorted(glob.glob(data + "/*/")):
        docs = list(documents(path.rstrip("/")))
        if len(docs) < 5:
            continue
        row = []
        for sort in sorts:
            found, wrong, right = measure(zhen, docs, sort)
            row.append(f"{found / right:.3f} {found / max(1, found + wrong):.3f}")
        print(os.path.basename(path.rstrip("/")), len(docs), *row, sep="\t",
              flush=True)


if __name__ == "__main__":
    main()
