#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the numbers of src/judge: word frequencies, and the model of a score.

    score_fit.py frequency FEATURES CORPORA ZHEN >src/lexicon/frequency.inc
    score_fit.py model FEATURES CORPORA ZHEN >src/judge/model.inc

FEATURES is the program of score_features.c, CORPORA a directory of TSV files
(see TRAIN) and of dictionaries, ZHEN the program. Needs numpy. The model is two
networks of one hidden layer on the features of features.h: one tells pairs of one
sentence from those of two, the other translations from faulty ones. The odds
against a translation are the sum of both. (A single network for all kinds is
better at neither.) Its texts are rows of
the corpora and pairs made of them, as in ../bench/score_pairs.py; with the
default lexicon, and with one of dictionaries alone, which knows as little of
these texts as the default one of others.
"""
import collections
import math
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "bench"))
import score_pairs as sp  # noqa: E402

# File, and the number of rows for the model.
TRAIN = [("law-tw", 2500), ("jec-basic", 4500), ("storybooks-asp", 800),
         ("game-cdda", 9000), ("doc-python", 1800), ("doc-react", 1800),
         ("doc-rust-book", 1800), ("doc-d2l", 1800),
         ("doc-opensource-guide", 1400), ("doc-ms-dynamics", 1500),
         ("doc-ms-business", 2000), ("doc-ms-cloud-dev", 1800),
         ("doc-k8s", 1800), ("doc-tensorflow", 1500), ("doc-django", 900),
         ("doc-huggingface-course", 1500), ("text-sdg", 400),
         ("text-housing", 500)]
DICTIONARIES = ["cedict_ts.u8", "omw-cow", "omw-cwn", "omw-wikt", "omw-cldr",
                "names-icu72", "names-cldr-subdivisions", "names-nsi-brands",
                "osm-id-tagging", "unihan-kdefinition"]
# Weight of the kinds of pairs that a network separates: pairs of one
# sentence and of two; translations and faulty ones.
RELATED = ({"true": .85, "cut": .08, "added": .07},
           {"shuffled": .5, "neighbour": .5})
RIGHT = ({"true": 1}, {"cut": .12, "added": .1, "number": .06, "date": .06,
                       "name": .09, "negation": .04, "copied": .03})
HIDDEN = 16


def rows_of(corpora, name, limit):
    return sp.read_tsv(os.path.join(corpora, name + ".tsv.gz"), limit)


def run(features, args, lines):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as f:
        f.writelines(lines)
        f.flush()
        return subprocess.run([features] + args, stdin=open(f.name),
                              stdout=subprocess.PIPE, check=True).stdout


GENERAL = ("jec-basic", "storybooks-asp", "game-cdda", "doc-opensource-guide")
KINDS = ("zh", "zh single", "zh unknown", "latin", "en", "en unknown", "name",
         "name unknown")


class Tally:
    """Words of all files, weighed so that no genre dominates."""

    def __init__(self):
        self.share = collections.Counter()  # by side, word
        self.seen = collections.Counter()   # that could have a partner
        self.asked = collections.Counter()  # the same, weighed
        self.found = collections.Counter()  # with one

    def add(self, out, weight):
        lines = [x.split("\t") for x in out.decode().splitlines()]
        total = collections.Counter(x[0] for x in lines)
        for side, word, kind, found in lines:
            w = weight / total[side]
            self.share[side, word] += w
            if found == "-1":
                continue
            for key in ((side, word), kind):
                self.seen[key] += 1
                self.asked[key] += w
                self.found[key] += w * float(found)

    def rate(self, key, prior):
        """Share with a partner; of few words, near that of their kind."""
        if not self.seen[key]:
            return prior
        n = self.seen[key]
        return (self.found[key] / self.asked[key] * n + prior * 20) / (n + 20)


def tally(features, corpora, lexicons):
    good, chance = Tally(), Tally()
    for name, _ in TRAIN:
        rows = rows_of(corpora, name, 12000)
        other = [r[1] for r in rows]
        random.Random(1).shuffle(other)
        weight = 2 if name in GENERAL else .5
        for args in lexicons:
            good.add(run(features, ["-w"] + args,
                         ["\t".join(r) + "\n" for r in rows]), weight)
            chance.add(run(features, ["-w"] + args,
                           ["%s\t%s\n" % (r[0], o)
                            for r, o in zip(rows, other)]), weight)
    return good, chance


def hit(good, chance, key, prior):
    """Of translations: a partner that is not there by chance."""
    m, c = good.rate(key, prior[0]), chance.rate(key, prior[1])
    return min(max((m - c) / (1 - c), .02), .95)


def frequency(features, corpora, zhen):
    with tempfile.TemporaryDirectory() as d:
        words = os.path.join(d, "words.zlex")
        dictionary_lexicon(zhen, corpora, words)
        good, chance = tally(features, corpora, ([], [words]))
    for i, kind in enumerate(KINDS):
        print("%-12s hit %.2f" % (kind, hit(good, chance, str(i), (.5, .1))),
              file=sys.stderr)
    print("/* SPDX-License-Identifier: CC-BY-SA-4.0 */\n"
          "/*\n * Frequent words by the logarithm of their frequency, base 2,"
          " and by how often\n * a translation has a partner for them; made by"
          " tests/tune/score_fit.py from the\n * parallel text that is named"
          " there.\n */")
    for side in ("zh", "en"):
        total = sum(n for key, n in good.share.items() if key[0] == side)
        classes = collections.defaultdict(list)
        for key, n in good.share.items():
            bits = -math.log2(n / total)
            if key[0] == side and key[1] and bits < 14.5 and \
                    not any(x.isdigit() for x in key[1]):
                h = hit(good, chance, key, (.6, .1))
                classes[round(bits), round(h * 10) / 10].append(key[1])
        print("static const frequency_class %s_classes[] = {" % side)
        print('    {BITS_RARE, -1, ""},')
        for bits, h in sorted(classes):
            lines = [""]
            for word in sorted(classes[bits, h]):
                if len(lines[-1].encode()) + len(word.encode()) > 68:
                    lines.append("")
                lines[-1] += word + " "
            for i in range(0, len(lines), 50):  # C has strings of 4,095 bytes
                print("    {%d, %s," % (bits, "%.2gF" % min(max(h, .02), .95)
                                        if h % 1 else "0.02F" if h < .5
                                        else "0.95F"))
                print("\n".join('     "%s"' % x for x in lines[i:i + 50]) + "},")
        print("};")


def material(corpora):
    rng = random.Random(7)
    for name, limit in TRAIN:
        rows = rows_of(corpora, name, limit)
        for kind, number, zh, en in sp.make_pairs(rows, rng):
            yield name, number, kind, zh, en


def dictionary_lexicon(zhen, corpora, out):
    files = [os.path.join(corpora, "dict", d + (".gz" if "u8" in d
                                                else ".tsv.gz"))
             for d in DICTIONARIES]
    subprocess.run([zhen, "lexicon", "build", "-q", "-o", out] + files,
                   check=True)


def fit(x, y, weight, decay, rounds=24, rate=.004, seed=3):
    rng = np.random.default_rng(seed)
    # Not too small a deviation: what is rare here may be frequent elsewhere.
    mean, sd = x.mean(0), x.std(0) + .1
    x = ((x - mean) / sd).astype(np.float32)
    n, d = x.shape
    p = [rng.normal(0, 1 / math.sqrt(d), (d, HIDDEN)), np.zeros(HIDDEN),
         rng.normal(0, 1 / math.sqrt(HIDDEN), HIDDEN), np.zeros(1),
         np.zeros(d)]
    p = [a.astype(np.float32) for a in p]
    m = [np.zeros_like(a) for a in p]
    v = [np.zeros_like(a) for a in p]
    step, size = 0, 512
    total = rounds * (n // size)
    for _ in range(rounds):
        order = rng.permutation(n)
        for i in range(0, n - size + 1, size):
            k = order[i:i + size]
            h = x[k] @ p[0] + p[1]
            a = np.maximum(h, 0)
            z = a @ p[2] + p[3] + x[k] @ p[4]
            g = (1 / (1 + np.exp(-z)) - y[k]) * weight[k] / weight.mean()
            g = (g / size).astype(np.float32)
            ga = np.outer(g, p[2]) * (h > 0)
            grads = [x[k].T @ ga + decay * p[0], ga.sum(0),
                     a.T @ g + decay * p[2],
                     g.sum(keepdims=True), x[k].T @ g + decay * p[4]]
            step += 1
            now = rate * .5 * (1 + math.cos(math.pi * step / total)) + 1e-5
            for j, grad in enumerate(grads):
                m[j] = .9 * m[j] + .1 * grad
                v[j] = .999 * v[j] + .001 * grad * grad
                p[j] -= now * (m[j] / (1 - .9 ** step)) / (
                    np.sqrt(v[j] / (1 - .999 ** step)) + 1e-7)
    w = p[0] / sd[:, None]
    direct = p[4] / sd
    return (w, p[1] - mean @ w, p[2], float(p[3][0] - mean @ direct), direct)


def predict(model, x):
    w, b, out, bias, direct = model
    return np.maximum(x @ w + b, 0) @ out + bias + x @ direct


def auc(good, bad):
    s = np.concatenate([good, bad])
    order = np.argsort(s, kind="stable")
    rank = np.empty(len(s))
    rank[order] = np.arange(1, len(s) + 1)
    return (rank[:len(good)].sum() - len(good) * (len(good) + 1) / 2) / (
        len(good) * len(bad))


def report(z, kinds):
    for k in sp.KINDS:
        at = kinds == k
        print("%-10s %7d  auc %.4f  below .5 %.3f" % (
            k, at.sum(), auc(z[kinds == "true"], z[at]) if at.any() else 0,
            (z[at] < 0).mean()), file=sys.stderr)


def write_network(name, network):
    w, b, out, bias, direct = network

    def numbers(values, indent):
        words = []
        for v in values:
            word = "%.5g" % (v if abs(v) > 1e-9 else 0)
            words.append(word + ("F" if "." in word or "e" in word else ".F"))
        lines = [""]
        for word in words:
            if len(lines[-1]) + len(word) > 70:
                lines.append("")
            lines[-1] += word + ", "
        return ("\n" + indent).join(x.rstrip() for x in lines).rstrip(",")
    print("static const network %s = {" % name)
    print("    .weights = {")
    for row in w:
        print("        {%s}," % numbers(row, " " * 9))
    print("    },")
    for field, values in (("hidden_bias", b), ("out", out),
                          ("direct", direct)):
        print("    .%s =\n        {%s}," % (field, numbers(values, " " * 9)))
    print("    .bias = %s};" % numbers([bias], ""))


def write_model(related, right):
    print("/* SPDX-License-Identifier: CC-BY-SA-4.0 */\n"
          "/* The networks, made by tests/tune/score_fit.py. */\n"
          "static_assert(HIDDEN == %d && JUDGE_FEATURES == %d, "
          "\"fit the model again\");" % (HIDDEN, len(related[4])))
    write_network("related", related)
    write_network("right", right)


def fit_kinds(parts, kinds, weight, decay):
    """A network that separates the first kinds of `weight` from the second."""
    both = {**weight[0], **weight[1]}
    weights = np.array([both.get(k, 0) for k in kinds], dtype=np.float64)
    for k in both:
        weights[kinds == k] /= max(1, (kinds == k).sum())
    use = weights > 0
    y = np.concatenate([np.isin(kinds[use], list(weight[0]))] * len(parts))
    w = np.concatenate([weights[use]] * len(parts)) * len(kinds)
    return fit(np.concatenate([p[use] for p in parts]), y.astype(np.float32),
               w.astype(np.float32), decay)


def model(features, corpora, zhen):
    rows = list(material(corpora))
    lines = ["%s\t%s\n" % (r[3], r[4]) for r in rows]
    kinds = np.array([r[2] for r in rows])
    test = np.array([r[1] % 1000 >= 950 for r in rows])
    with tempfile.TemporaryDirectory() as d:
        words = os.path.join(d, "words.zlex")
        dictionary_lexicon(zhen, corpora, words)
        parts = [np.frombuffer(run(features, a, lines), dtype=np.float32)
                 .reshape(len(rows), -1) for a in ([], [words])]
    train = [p[~test] for p in parts]
    related = fit_kinds(train, kinds[~test], RELATED, 1e-3)
    right = fit_kinds(train, kinds[~test], RIGHT, 3e-4)
    for p in parts:
        z = -np.logaddexp(-predict(related, p[test]), -predict(right, p[test]))
        report(z, kinds[test])
    write_model(related, right)


if __name__ == "__main__":
    if sys.argv[1] == "frequency":
        frequency(sys.argv[2], sys.argv[3], sys.argv[4])
    else:
        model(sys.argv[2], sys.argv[3], sys.argv[4])
