#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does a headline pair with the sentence of the article that has its content?

    headline_bench.py [OPTION]... ZHEN SET...

    --covered C     a headline has a partner if a sentence has this share
                    of its words; .6
    --apart C       it has none if every sentence has less; .25
    --from en       an English headline over a Chinese body; zh
    -v              list what is wrong

A SET is a directory of news, DOC.zh and DOC.en, translated line by line, whose
first line is the headline. The other side of the headline is taken out. What a
headline and a sentence share is measured in the language of the body, by words
weighed by how rare they are (inverse document frequency). Every headline whose
content is covered is read over its own body, and headlines of other documents
over this body, where there is nothing to find. The body is given in lines
(--presplit) and as one text below the headline.

Columns: headlines with a partner; of these the share paired with a sentence
that has about as much of the content as the best one (right), with another one
(wrong), and with none (alone). Headlines of other documents; the share paired.
"""
import argparse
import collections
import glob
import json
import math
import os
import re
import subprocess

COMMON = set("""a an the of to in on for and or but with at by from as is are was
were be been being has have had will would it its he she his her they their them
this that these those who which what when where after before over into out up
down off not no i you we our us my your me him than then there here so if all
more most some any one about says say said can could may might do does did just
also how why""".split())
ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "es",
           "ed", "s", "e", "ly")
SLACK = .15  # below the best sentence: as right as that one
AWAY = (7, 23)  # documents from here to those whose headlines are tried


def stem(word):
    word = re.sub(r"['’].*", "", word.lower())
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[:-len(ending)]
    return word


def words_en(text):
    found = re.findall(r"[A-Za-z][A-Za-z'’]*|\d[\d,.]*\d|\d", text)
    return {stem(w) for w in found if stem(w) and w.lower() not in COMMON}


def words_zh(text):
    """Pairs of characters, Latin words and numbers."""
    found = set(re.findall(r"[A-Za-z]{2,}|\d[\d,.]*\d|\d", text))
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        found |= {run[i:i + 2] for i in range(len(run) - 1)}
    return found


class Documents:
    def __init__(self, paths, body):
        self.body = body
        self.words = words_en if body == "en" else words_zh
        self.all = []
        counts = collections.Counter()
        n = 0
        for path in paths:
            doc = {}
            for side in ("zh", "en"):
                with open(path + "." + side, encoding="utf-8") as f:
                    doc[side] = f.read().rstrip("\n").split("\n")
            if len(doc["en"]) >= 4:
                self.all.append(doc)
            for line in doc[body]:
                n += 1
                counts.update(self.words(line))
        self.weight = lambda w: math.log((n + 1) / (counts[w] + .5))

    def covered(self, head, sentence):
        """The share of the content of a headline that a sentence has."""
        head, sentence = self.words(head), self.words(sentence)
        return (sum(self.weight(w) for w in head & sentence) /
                max(1e-9, sum(self.weight(w) for w in head)))

    def cases(self, o):
        """(headline, body, right sentences or None)"""
        other = "zh" if self.body == "en" else "en"
        for i, doc in enumerate(self.all):
            body = doc[self.body][1:]
            shares = [self.covered(doc[self.body][0], s) for s in body]
            best = max(shares)
            if best >= o.covered:
                yield (doc[other][0], body,
                       [k for k, s in enumerate(shares) if s >= best - SLACK])
            for away in AWAY:
                foreign = self.all[(i + away) % len(self.all)]
                if max(self.covered(foreign[self.body][0], s)
                       for s in body) < o.apart:
                    yield foreign[other][0], body, None


def document(o, head, body, presplit):
    if presplit:
        doc = {o.source: head, o.body: "\n".join(body)}
    else:
        space = " " if o.body == "en" else ""
        doc = {"text": head + "\n" + space.join(body) + "\n"}
    return json.dumps({"id": "x", **doc}, ensure_ascii=False)


def run(o, cases, presplit):
    options = ["--presplit"] if presplit else []
    lines = "".join(document(o, c[0], c[1], presplit) + "\n" for c in cases)
    out = subprocess.run([o.zhen, "align", "--stream", "-q", *options],
                         input=lines, capture_output=True, text=True,
                         check=False)
    return [json.loads(line) for line in out.stdout.splitlines()]


def is_right(o, pair, case):
    """The paired text has one of the right sentences, or is part of one."""
    text = re.sub(r"\s", "", pair[o.body])
    for k in case[2]:
        sentence = re.sub(r"\s", "", case[1][k])
        if text in sentence or sentence in text:
            return True
    return False


def measure(o, cases, presplit):
    counts = collections.Counter()
    for case, result in zip(cases, run(o, cases, presplit)):
        pairs = result["pairs"]
        if case[2] is None:
            kind = "false" if pairs else "none"
        elif not pairs:
            kind = "alone"
        else:
            kind = "right" if is_right(o, pairs[0], case) else "wrong"
        counts[kind] += 1
        if o.verbose and kind in ("false", "alone", "wrong"):
            print(kind, case[0])
            for p in pairs:
                print("  paired %.2f" % p["score"], p[o.body])
            for k in (case[2] or [])[:2]:
                print("  right      ", case[1][k])
    has = counts["right"] + counts["wrong"] + counts["alone"]
    none = counts["false"] + counts["none"]
    print("%-9s %4d  right %.3f wrong %.3f alone %.3f   %4d  false %.3f" %
          ("lines" if presplit else "one text", has,
           *(counts[k] / max(has, 1) for k in ("right", "wrong", "alone")),
           none, counts["false"] / max(none, 1)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.
                                RawDescriptionHelpFormatter)
    p.add_argument("zhen")
    p.add_argument("sets", nargs="+")
    p.add_argument("--covered", type=float, default=.6)
    p.add_argument("--apart", type=float, default=.25)
    p.add_argument("--from", dest="source", choices=("zh", "en"), default="zh")
    p.add_argument("-v", dest="verbose", action="store_true")
    o = p.parse_args()
    o.body = "en" if o.source == "zh" else "zh"
    paths = [f[:-3] for s in o.sets
             for f in sorted(glob.glob(os.path.join(s, "*.zh")))]
    cases = list(Documents(paths, o.body).cases(o))
    for presplit in (True, False):
        measure(o, cases, presplit)


main()
