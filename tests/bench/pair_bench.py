#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which files does zhen pair find, and how many of them are wrong?

    pair_bench.py ZHEN DATA [DRAWS]

DATA is a directory of sets, each with DOC.zh and DOC.en, or raw/DOC.zh.KIND and
raw/DOC.en.KIND. Long documents with DOC.gold are cut into chapters. The files
of a set get names of five sorts:

    hidden   names that say nothing
    numbers  第3章.txt, chapter-3.txt
    shifted  likewise, but the Chinese numbers are one higher
    order    names that say nothing, but sort as the documents do
    third    hidden; a third of the files of each side have no partner
    third-n  likewise, with numbers that go on counting
    third-o  likewise, in order

DRAWS (5) of the files without a partner are summed up. Documents of the same
English text are partners of either.
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
LETTERS = str.maketrans("123456789abcdefg", "bcdefghijklmnopa")


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
    if sort in ("order", "third-o"):
        return f"{number * 911:07x}{hidden(side, number)}".replace("0", "g") \
            .translate(LETTERS)
    if side == "zh":
        return f"第{number + 1 + (sort == 'shifted')}章"
    return f"chapter-{number + 1}"


def measure(zhen, docs, sort, draw):
    rng = random.Random(f"{sort} {draw}" if draw else sort)
    alone = {}
    if sort.startswith("third"):
        chosen = rng.sample(range(len(docs)), 2 * len(docs) // 3)
        alone = {n: "zh" if i % 2 else "en" for i, n in enumerate(chosen)}
    right, partners, found, wrong = 0, set(), 0, 0
    with tempfile.TemporaryDirectory() as top:
        for side in ("zh", "en"):
            os.mkdir(f"{top}/{side}")
            for n, doc in enumerate(docs):
                if alone.get(n, side) == side:
                    with open(f"{top}/{side}/{name(sort, side, n)}{doc[2]}", "w",
                              encoding="utf-8") as f:
                        f.write(doc[side == "en"])
        for n, doc in enumerate(docs):
            twins = [k for k, d in enumerate(docs) if d[1] == doc[1]
                     and alone.get(k, "en") == "en"]
            right += bool(twins) and alone.get(n, "zh") == "zh"
            partners |= {(f"zh/{name(sort, 'zh', n)}{doc[2]}",
                          f"en/{name(sort, 'en', k)}{doc[2]}") for k in twins}
        subprocess.run([zhen, "pair", "-q", "zh", "en", "-o", "pairs.tsv"],
                       cwd=top, check=False)
        for line in read(f"{top}/pairs.tsv").splitlines():
            pair = tuple(line.split("\t")[1:3])
            found += pair in partners
            wrong += pair not in partners
    return found, wrong, right


def main():
    zhen, data = os.path.abspath(sys.argv[1]), sys.argv[2]
    draws = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    sorts = ("hidden", "numbers", "shifted", "order", "third", "third-n",
             "third-o")
    print("set", "files", *(f"{s}: recall precision" for s in sorts), sep="\t")
    for path in sorted(glob.glob(data + "/*/")):
        docs = list(documents(path.rstrip("/")))
        if len(docs) < 5:
            continue
        row = []
        for sort in sorts:
            counts = [measure(zhen, docs, sort, draw) for draw in
                      range(draws if sort.startswith("third") else 1)]
            found, wrong, right = (sum(c) for c in zip(*counts))
            row.append(f"{found / right:.3f} {found / max(1, found + wrong):.3f}")
        print(os.path.basename(path.rstrip("/")), len(docs), *row, sep="\t",
              flush=True)


if __name__ == "__main__":
    main()
