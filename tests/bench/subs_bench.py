#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well captions are aligned, from the files to the pairs.

    subs_bench.py [OPTION]... ZHEN SET

SET has raw/DOC.zh.srt, raw/DOC.en.srt, and DOC.zh, DOC.en (one sentence per line)
with DOC.gold (`[zh ids]:[en ids]`) over them. The pairs of `zhen align` are
mapped to the lines by their letters alone. Pairs that share a line (a caption
of two sentences, which the gold knows as one) are joined if they lie in one
gold bead; else the line is of the pair that has most of its letters.

    --text           the lines without times instead
    --shift S        the Chinese times later by S seconds
    --rate R         the Chinese times by this factor (25/23.976: 1.0427)
    --start S        without the Chinese captions of the first S seconds
    --scene A-B      without the Chinese captions from second A to B
    --noise S        each Chinese time earlier or later by up to S seconds
    --unrelated      the English of the next film: verdicts, not scores
    --pair           the files under random names, and what `zhen pair` finds
    --doc            each document as well
    --reliability    what pairs of a score are right
    --args ARG...    more options of zhen
"""
import argparse
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter

TIME = re.compile(r'(\d+):(\d\d):(\d\d)[,.](\d{3})')
LINE = re.compile(r'^\[([^\]]*)\]:\[([^\]]*)\]')


def squeeze(text):
    return re.sub(r'\\N|[\W_]+', '', text).lower()


def seconds(match):
    h, m, s, ms = (int(x) for x in match.groups())
    return h * 3600 + m * 60 + s + ms / 1000


def stamp(t):
    ms = max(0, round(t * 1000))
    return '%02d:%02d:%02d,%03d' % (ms // 3600000, ms // 60000 % 60,
                                    ms // 1000 % 60, ms % 1000)


def cues(path):
    """(begin, end, text) of each caption."""
    text = open(path, encoding='utf-8-sig').read().replace('\r', '')
    out = []
    for block in re.split(r'\n(?=\d+\n\d+:\d\d:\d\d)', text):
        times = list(TIME.finditer(block))
        if len(times) >= 2:
            out.append((seconds(times[0]), seconds(times[1]),
                        block[times[1].end():].strip()))
    return out


def write(path, captions):
    with open(path, 'w', encoding='utf-8') as f:
        for n, (begin, end, text) in enumerate(captions, 1):
            f.write('%d\n%s --> %s\n%s\n\n' % (n, stamp(begin), stamp(end),
                                               text))


def change(captions, a, rng):
    """The captions as the options ask, and the letters dropped."""
    kept, holes, at = [], [], 0
    low, high = (float(x) for x in (a.scene or '0-0').split('-'))
    for begin, end, text in captions:
        n = len(squeeze(re.sub(r'<[^>]*>', '', text)))
        if end <= a.start or low <= begin < high:
            holes.append((at, at + n))
        else:
            x, y = (rng.uniform(-a.noise, a.noise) for _ in range(2))
            begin = begin * a.rate + a.shift - a.start + x
            end = max(begin + .1, end * a.rate + a.shift - a.start + y)
            kept.append((begin, end, text))
        at += n
    return kept, holes


class Side:
    """Lines, to be found by the letters of the text in order."""

    def __init__(self, path, holes):
        self.text, self.owner, at = '', [], 0
        for i, line in enumerate(open(path, encoding='utf-8')):
            letters = squeeze(line)
            for k, c in enumerate(letters):
                if not any(b <= at + k < e for b, e in holes):
                    self.text += c
                    self.owner.append(i)
            at += len(letters)
        self.at = 0

    def ids(self, text):
        letters = squeeze(text)
        if not letters:
            return ()
        found = self.text.find(letters, self.at)
        if found < 0 or found > self.at + 200:
            return ((-1, 1),)
        self.at = found + len(letters)
        return tuple(sorted(Counter(self.owner[found:self.at]).items()))


def gold_beads(path, sides):
    kept = [set(s.owner) for s in sides]
    beads = set()
    for line in open(path):
        m = LINE.match(line)
        ids = [tuple(int(x) for x in g.split(',') if x.strip())
               for g in m.groups()]
        ids = [tuple(x for x in ids[k] if x in kept[k]) for k in (0, 1)]
        if all(ids):
            beads.add(tuple(ids))
        else:
            beads |= {((x,), ()) for x in ids[0]}
            beads |= {((), (x,)) for x in ids[1]}
    return beads


def run(zhen, zh, en, args):
    out = subprocess.run([zhen, 'align', '--zh', zh, '--en', en, '-f', 'jsonl',
                          '--nulls', '-q'] + args, stdout=subprocess.PIPE)
    return [json.loads(x) for x in out.stdout.decode().split('\n') if x]


def settle(rows, gold):
    """Beads of whole lines and their scores, from those of parts of lines."""
    of = {(k, x): n for n, bead in enumerate(gold) for k in (0, 1)
          for x in bead[k]}
    out, seen = [], set()
    for sides, score in rows:
        ids = {(k, x) for k in (0, 1) for x, _ in sides[k]}
        if ids <= seen and not (sides[0] and sides[1]):
            continue  # the rest of a line that is in a pair
        seen |= ids
        for k in (0, 1):
            shared = out and out[-1][0][k] and sides[k] and \
                out[-1][0][k][-1][0] == sides[k][0][0]
            if not shared:
                continue
            inside = {of.get((s, x)) for bead in (out[-1][0], sides)
                      for s in (0, 1) for x, _ in bead[s]}
            if len(inside) == 1:
                last, before = out.pop()
                sides = [tuple(sorted((Counter(dict(last[s])) +
                                       Counter(dict(sides[s]))).items()))
                         for s in (0, 1)]
                score = min(score, before)
                break
            last = out[-1][0]
            if last[k][-1][1] >= sides[k][0][1]:
                sides[k] = sides[k][1:]
            else:
                last[k] = last[k][:-1]
        if sides[0] or sides[1]:
            out.append((list(sides), score))
    return {tuple(tuple(x for x, _ in s) for s in sides): score
            for sides, score in out if sides[0] or sides[1]}


def f1(hyp, gold):
    """Strict: all beads for precision, pairs for recall."""
    pairs = [b for b in gold if b[0] and b[1]]
    hit = sum(b in gold for b in hyp)
    found = sum(b in hyp for b in pairs)
    return hit, len(hyp), found, len(pairs)


def score(hit, n, found, wanted):
    p, r = hit / max(1, n), found / max(1, wanted)
    return 2 * p * r / max(1e-9, p + r)


def find_pairs(a, names, directory):
    """All files in one directory a language, under random names."""
    rng = random.Random(a.seed)
    truth = {}
    for side in ('zh', 'en'):
        os.mkdir(os.path.join(directory, side))
    for doc in names:
        hidden = ['%08x.srt' % rng.getrandbits(32) for _ in range(2)]
        for side, name in zip(('zh', 'en'), hidden):
            data = open('%s/raw/%s.%s.srt' % (a.set, doc, side), 'rb').read()
            open(os.path.join(directory, side, name), 'wb').write(data)
        truth[hidden[0]] = hidden[1], doc
    english = {}
    for zh, (en, doc) in truth.items():
        data = open(os.path.join(directory, 'en', en), 'rb').read()
        english.setdefault(data, set()).add(en)
    twins = {en: s for s in english.values() for en in s}
    out = subprocess.run([a.zhen, 'pair', '--by', 'content', 'zh', 'en'] +
                         a.args, stdout=subprocess.PIPE, cwd=directory)
    right, rows = set(), [x.split('\t') for x in
                          out.stdout.decode().split('\n') if x]
    for row in rows:
        found = [os.path.basename(x) for x in row if x.endswith('.srt')]
        if len(found) == 2 and found[0] in truth and \
                found[1] in twins[truth[found[0]][0]]:
            right.add(found[0])
        elif a.doc:
            print('wrong', row, [truth[x][1] for x in found if x in truth])
    print('pair: %d films, %d rows, %d right: precision %.3f recall %.3f' %
          (len(truth), len(rows), len(right), len(right) / max(1, len(rows)),
           len(right) / len(truth)))


def align_all(a, names, directory):
    total, chosen = [0, 0, 0, 0], []
    rng = random.Random(a.seed)
    for k, doc in enumerate(names):
        raw = [cues('%s/raw/%s.%s.srt' % (a.set, doc, s)) for s in ('zh', 'en')]
        if a.unrelated:
            raw[1] = cues('%s/raw/%s.en.srt' %
                          (a.set, names[(k + 5) % len(names)]))
        raw[0], holes = change(raw[0], a, rng)
        files = [os.path.join(directory, s + '.srt') for s in ('zh', 'en')]
        args = list(a.args)
        if a.text:
            files = ['%s/%s.%s' % (a.set, doc, s) for s in ('zh', 'en')]
            args.append('--presplit')
        else:
            write(files[0], raw[0])
            write(files[1], raw[1])
        rows = run(a.zhen, files[0], files[1], args)
        if a.unrelated:
            print(doc, rows[0].get('relation') if rows else '(nothing)',
                  rows[0].get('parallel') if rows else '')
            continue
        sides = [Side('%s/%s.zh' % (a.set, doc), holes),
                 Side('%s/%s.en' % (a.set, doc), [])]
        gold = gold_beads('%s/%s.gold' % (a.set, doc), sides)
        hyp = settle([([sides[0].ids(r['zh']), sides[1].ids(r['en'])],
                       r['score']) for r in rows], gold)
        counts = f1(hyp, gold)
        total = [x + y for x, y in zip(total, counts)]
        chosen += [(s, b in gold) for b, s in hyp.items() if b[0] and b[1]]
        if a.doc:
            print('%-34s strict F1 %.4f' % (doc, score(*counts)))
            if a.doc > 1:
                for b in sorted(set(hyp) - gold, key=str):
                    print('   ', b, '%.3f' % hyp[b])
                    for g in sorted(gold, key=str):
                        if set(g[0]) & set(b[0]) or set(g[1]) & set(b[1]):
                            print('        gold', g)
    if a.unrelated:
        return
    print('strict F1 %.4f over %d beads of %d documents' %
          (score(*total), total[1], len(names)))
    if a.reliability:
        for low, high in ((0, .5), (.5, .8), (.8, .9), (.9, .95), (.95, .99),
                          (.99, 1.01)):
            part = [x for x in chosen if low <= x[0] < high]
            if part:
                print('score %.2f-%.2f: %4d pairs, mean %.3f, right %.3f' %
                      (low, min(high, 1), len(part),
                       sum(x[0] for x in part) / len(part),
                       sum(x[1] for x in part) / len(part)))


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument('zhen')
    p.add_argument('set')
    p.add_argument('--text', action='store_true')
    p.add_argument('--shift', type=float, default=0)
    p.add_argument('--rate', type=float, default=1)
    p.add_argument('--start', type=float, default=0)
    p.add_argument('--scene')
    p.add_argument('--noise', type=float, default=0)
    p.add_argument('--unrelated', action='store_true')
    p.add_argument('--pair', action='store_true')
    p.add_argument('--doc', action='count', default=0)
    p.add_argument('--reliability', action='store_true')
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--args', nargs=argparse.REMAINDER, default=[])
    a = p.parse_args()
    a.zhen = os.path.abspath(a.zhen)
    names = sorted(os.path.basename(x)[:-5] for x in
                   glob.glob(a.set + '/*.gold'))
    if not names:
        sys.exit('%s: no *.gold' % a.set)
    with tempfile.TemporaryDirectory() as directory:
        if a.pair:
            find_pairs(a, names, directory)
        else:
            align_all(a, names, directory)


if __name__ == "__main__":
    main()
