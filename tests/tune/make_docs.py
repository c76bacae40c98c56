#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make documents with gold from translations sentence by sentence.

    make_docs.py [--seed N] [--docs N] [--rows N] OUT NAME ROWS.tsv.gz
    make_docs.py [--seed N] OUT NAME DOC.zh DOC.en

ROWS contains lines of Chinese, a tab and English, in the order of their texts;
--docs passages of it become documents. DOC.zh and DOC.en, aligned line by
line, become one document. Like translators and editors, the program joins and
splits sentences, drops sentences and passages from one side, and inserts lines
of a web page. The rates are random for each document. The result and its gold
are OUT/NAME-N.zh, .en, .gold.
"""
import argparse
import gzip
import os
import random
import re

BOILERPLATE = ["Advertisement", "Read more", "Share this page", "Photo: archive",
               "(Reporting by our staff)", "Sign up for our newsletter",
               "相关阅读", "（本报记者报道）", "点击查看更多", "图片来源：资料图"]


def cut(text, zh):
    pattern = (r"[^。！？]+[。！？]+[”」』）]*" if zh else
               r".+?[.!?][\"'”’)]*(?=\s+[A-Z“\"'(]|$)")
    parts = [p.strip() for p in re.findall(pattern, text)]
    whole = re.sub(r"\s+", "", "".join(parts)) == re.sub(r"\s+", "", text)
    return parts if whole and all(parts) else [text]


def join(parts, zh):
    """Several sentences in one, as a translator would put them."""
    out = parts[0]
    for part in parts[1:]:
        if zh:
            out = re.sub(r"[。！]$", "，", out) + part
        elif re.search(r"[.!]$", out) and re.match(r"[A-Z][a-z]+ ", part):
            out = out[:-1] + random.choice([", and ", "; ", ", "]) + part
        else:
            out += " " + part
    return out


def habits():
    draw = random.random
    return {"zh joined": draw() ** 2 * .3, "en joined": draw() ** 2 * .3,
            "cut": draw(), "zh dropped": max(0, draw() - .5) ** 2 * .3,
            "en dropped": max(0, draw() - .5) ** 2 * .3,
            "passage": max(0, draw() - .5) * .04,
            "boilerplate": max(0, draw() - .6) * .06}


def beads_of(rows):
    h = habits()
    k = 0
    while k < len(rows):
        if random.random() < h["boilerplate"]:
            line = random.choice(BOILERPLATE)
            yield ([], [line]) if line.isascii() else ([line], [])
        if random.random() < h["passage"]:
            side = random.random() < .5
            for zh, en in rows[k:k + random.randint(2, 12)]:
                for s in cut(zh, True) if side else cut(en, False):
                    yield ([s], []) if side else ([], [s])
                k += 1
            continue
        zh, en = rows[k]
        draw = random.random()
        if draw < h["zh dropped"]:
            yield from (([], [s]) for s in cut(en, False))
        elif draw < h["zh dropped"] + h["en dropped"]:
            yield from (([s], []) for s in cut(zh, True))
        elif random.random() < h["zh joined"] and k + 1 < len(rows):
            n = min(random.choice([2, 2, 2, 3]), len(rows) - k)
            some = rows[k:k + n]
            yield ([join([z for z, _ in some], True)],
                   [s for _, e in some for s in cut(e, False)])
            k += n - 1
        elif random.random() < h["en joined"] and k + 1 < len(rows):
            n = min(random.choice([2, 2, 2, 3]), len(rows) - k)
            some = rows[k:k + n]
            yield ([s for z, _ in some for s in cut(z, True)],
                   [join([e for _, e in some], False)])
            k += n - 1
        else:
            zhs = cut(zh, True) if random.random() < h["cut"] else [zh]
            ens = cut(en, False) if random.random() < h["cut"] else [en]
            if len(zhs) == len(ens) > 1:  # likely in step: smaller beads
                yield from (([z], [e]) for z, e in zip(zhs, ens))
            else:
                yield (zhs, ens)
        k += 1


def write(path, rows):
    at = [0, 0]
    texts = [[], []]
    gold = []
    for bead in beads_of(rows):
        ids = []
        for s in (0, 1):
            ids.append(list(range(at[s], at[s] + len(bead[s]))))
            at[s] += len(bead[s])
            texts[s] += bead[s]
        if max(map(len, ids)) > 8:
            return
        gold.append(f"{ids[0]}:{ids[1]}".replace(" ", ""))
    for lines, ext in ((texts[0], "zh"), (texts[1], "en"), (gold, "gold")):
        with open(f"{path}.{ext}", "w", encoding="utf-8") as f:
            f.write("".join(line + "\n" for line in lines))


def read(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [line.rstrip("\n") for line in f]


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--docs", type=int, default=10)
    p.add_argument("--rows", type=int, default=60)
    p.add_argument("out")
    p.add_argument("name")
    p.add_argument("texts", nargs="+")
    a = p.parse_args()
    random.seed(f"{a.seed} {a.name}")
    os.makedirs(a.out, exist_ok=True)
    if len(a.texts) == 2:
        rows = list(zip(read(a.texts[0]), read(a.texts[1])))
        write(f"{a.out}/{a.name}-{a.seed}", rows)
        return
    rows = [line.split("\t") for line in read(a.texts[0])]
    for n in range(a.docs):
        size = int(a.rows * random.uniform(.5, 1.5))
        start = random.randrange(max(1, len(rows) - size))
        write(f"{a.out}/{a.name}-{n}", rows[start:start + size])


if __name__ == "__main__":
    main()
