#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well books are aligned whose sides have other chapters.

    chapters_bench.py [--doc] ZHEN SET [ARG]...

SET has DOC.zh, DOC.en (one sentence per line) and DOC.gold. The documents become
the chapters of two EPUBs, a paragraph per line, in seven ways:

    same      all chapters on both sides
    preface   a chapter of another set of sentences first, in Chinese only
    missing   every fifth chapter is missing in English
    both      every sixth is missing in English, and every seventh in Chinese
    merged    every two chapters of the English are one
    moved     the English chapters two and three have changed places
    ragged    every other English chapter lacks its last third, and the next
              Chinese one its first third

Printed: strict F1 of the chapters that both have, the share of the sentences of
other chapters that are in a pair of probability .5 or more, and what zhen says
of the chapters. ARGs are options of zhen.
"""
import os
import subprocess
import sys
import tempfile
import zipfile
from glob import glob

import subs_bench as subs

CONTAINER = ('<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:'
             'names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
             'full-path="p.opf" media-type="application/oebps-package+xml"/>'
             '</rootfiles></container>')
PACKAGE = ('<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" '
           'version="3.0"><metadata/><manifest>%s</manifest><spine>%s</spine>'
           '</package>')
PAGE = ('<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/'
        '1999/xhtml"><head><title/></head><body>%s</body></html>')
ITEM = '<item id="c%d" href="c%d.xhtml" media-type="application/xhtml+xml"/>'


def lines(path):
    with open(path, encoding='utf-8') as f:
        return f.read().rstrip('\n').split('\n')


def escape(s):
    return s.replace('&', '&amp;').replace('<', '&lt;')


def epub(path, chapters):
    with zipfile.ZipFile(path, 'w') as z:
        z.writestr('mimetype', 'application/epub+zip')
        z.writestr('META-INF/container.xml', CONTAINER)
        n = range(len(chapters))
        z.writestr('p.opf', PACKAGE % (
            ''.join(ITEM % (k, k) for k in n),
            ''.join('<itemref idref="c%d"/>' % k for k in n)))
        for k in n:
            z.writestr('c%d.xhtml' % k, PAGE % ''.join(
                '<p>%s</p>' % escape(x) for x in chapters[k]))


def write_lines(path, chapters):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(''.join(x + '\n' for c in chapters for x in c))


def ways(n):
    """Of each way: chapters of both sides, and how many English ones a file."""
    every = list(range(n))
    moved = [0, 2, 1] + every[3:] if n > 3 else every
    return {'same': (every, every, 1),
            'preface': (every, every[1:], 1),
            'missing': (every, [k for k in every if k % 5 != 2], 1),
            'both': ([k for k in every if k % 7 != 4],
                     [k for k in every if k % 6 != 2], 1),
            'merged': (every, every, 2), 'moved': (every, moved, 1),
            'ragged': (every, every, 1)}


def ragged(docs):
    """The beads of the thirds become beads of one side."""
    out = []
    for k, (zh, en, gold) in enumerate(docs):
        n = len(gold) // 3
        gold, lost = list(gold), range(n) if k % 2 else range(len(gold) - n,
                                                            len(gold))
        side = 0 if k % 2 else 1
        gone = {x for i in lost for x in gold[i][side]}
        texts = [list(zh), list(en)]
        kept = [x for x in range(len(texts[side])) if x not in gone]
        new = {x: i for i, x in enumerate(kept)}
        texts[side] = [texts[side][x] for x in kept]
        beads = []
        for b in gold:
            b = [tuple(new[x] for x in b[s] if x in new) if s == side else b[s]
                 for s in (0, 1)]
            if b[0] and b[1]:
                beads.append(tuple(b))
            else:
                beads += [((x,), ()) for x in b[0]] + [((), (x,)) for x in b[1]]
        out.append((texts[0], texts[1], beads))
    return out


def gold_of(docs, zh, en):
    at, beads = {}, set()
    for side, order in ((0, zh), (1, en)):
        total = 0
        for k in order:
            at[side, k] = total
            total += len(docs[k][side])
    for k, (_, _, gold) in enumerate(docs):
        ids = [(at[0, k] if (0, k) in at else None),
               (at[1, k] if (1, k) in at else None)]
        if None in ids:
            continue
        for a, b in gold:
            beads.add((tuple(x + ids[0] for x in a),
                       tuple(x + ids[1] for x in b)))
    return beads


def measure(zhen, docs, zh, en, size, args, top, doc):
    sides = []
    for side, order, tag in ((0, zh, 'zh'), (1, en, 'en')):
        chapters = [docs[k][side] for k in order]
        write_lines('%s/%s.txt' % (top, tag), chapters)
        if side:
            chapters = [sum(chapters[i:i + size], [])
                        for i in range(0, len(chapters), size)]
        epub('%s/%s.epub' % (top, tag), chapters)
        sides.append(subs.Side('%s/%s.txt' % (top, tag), []))
    gold = gold_of(docs, zh, en)
    rows = subs.run(zhen, top + '/zh.epub', top + '/en.epub', args)
    said = subprocess.run([zhen, 'align', '--zh', top + '/zh.epub', '--en',
                           top + '/en.epub', '-v', '-o', '/dev/null', '-f',
                           'tsv'] + args, stderr=subprocess.PIPE)
    said = [x for x in said.stderr.decode().split('\n') if 'chapter' in x]
    hyp = subs.settle([([sides[0].ids(r['zh']), sides[1].ids(r['en'])],
                        r['score']) for r in rows], gold)
    ours = [{x for b in gold for x in b[k]} for k in (0, 1)]
    wrong = [len({x for b, s in hyp.items() if b[0] and b[1] and s >= .5
                  for x in b[k] if x not in ours[k]}) for k in (0, 1)]
    alone = [len(set(sides[k].owner)) - len(ours[k]) for k in (0, 1)]
    hyp = {b: s for b, s in hyp.items()
           if set(b[0]) & ours[0] or set(b[1]) & ours[1]}
    counts = subs.f1(hyp, gold)
    if doc:
        for b in sorted(set(hyp) - gold):
            print('   ', b, '%.3f' % hyp[b])
    return subs.score(*counts), sum(wrong) / max(1, sum(alone)), said


def main():
    doc = '--doc' in sys.argv
    if doc:
        sys.argv.remove('--doc')
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    zhen = os.path.abspath(sys.argv[1])
    docs = []
    for gold in sorted(glob(sys.argv[2] + '/*.gold')):
        beads = [[tuple(int(x) for x in g.split(',') if x.strip())
                  for g in m.groups()] for m in
                 (subs.LINE.match(x) for x in lines(gold)) if m]
        docs.append((lines(gold[:-5] + '.zh'), lines(gold[:-5] + '.en'),
                     beads))
    with tempfile.TemporaryDirectory() as top:
        for way, (zh, en, size) in ways(len(docs)).items():
            texts = ragged(docs) if way == 'ragged' else docs
            f1, placed, said = measure(zhen, texts, zh, en, size, sys.argv[3:],
                                       top, doc)
            print('%-8s strict F1 %.4f, placed %.4f; %s' %
                  (way, f1, placed, ' '.join(said)), flush=True)


if __name__ == '__main__':
    main()
