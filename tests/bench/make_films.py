#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make films with captions of documents with gold: a set for subs_bench.py.

    make_films.py OUT SET...

SET has DOC.zh, DOC.en (one sentence per line) and DOC.gold. The two sides of a
bead are said at the same time: English at 15 characters a second, Chinese in
the same time, or at 5 alone. Captions have at most 42 characters, with end
marks, or 16 Chinese ones, without them; one in twenty Chinese captions also has the beginning
of the next sentence. Each begins and ends up to .4 s early or late. Every third
film is shifted, every fourth has another rate, every fifth lacks a scene on one
side: what is missing is not in DOC.zh or DOC.en either. Made with a fixed seed.
"""
import glob
import os
import random
import re
import sys

LINE = re.compile(r'\[([^\]]*)\]:\[([^\]]*)\]')
WIDTH_EN, WIDTH_ZH, JITTER = 42, 16, .4
RATES = (25 / 23.976, 24 / 25)


def lines(path):
    with open(path, encoding='utf-8') as f:
        return f.read().rstrip('\n').split('\n')


def beads(path):
    for line in lines(path):
        m = LINE.match(line)
        if m:
            yield [[int(x) for x in g.split(',') if x.strip()]
                   for g in m.groups()]


def stamp(t):
    ms = max(0, round(t * 1000))
    return '%02d:%02d:%02d,%03d' % (ms // 3600000, ms // 60000 % 60,
                                    ms // 1000 % 60, ms % 1000)


def cut_en(text):
    parts, part = [], ''
    for word in text.split():
        if part and len(part) + len(word) >= WIDTH_EN:
            parts.append(part)
            part = ''
        part += (' ' if part else '') + word
    return parts + [part]


def cut_zh(text):
    parts = []
    for clause in re.split(r'(?<=[，。！？；：…、])', text):
        clause = re.sub(r'[，。；：、]$', '', clause.strip())
        n = -(-len(clause) // WIDTH_ZH)
        if n == 0:
            continue
        size = -(-len(clause) // n)
        parts += [clause[k:k + size] for k in range(0, len(clause), size)]
    out = []
    for part in parts:
        if out and len(out[-1]) + len(part) < WIDTH_ZH:
            out[-1] += ' ' + part
        elif part:
            out.append(part)
    return out or [text]


def spread(texts, begin, end):
    """(begin, end, text) of each, by its length."""
    total, at, out = sum(len(x) for x in texts) or 1, begin, []
    for x in texts:
        until = at + (end - begin) * len(x) / total
        out.append([at, until, x])
        at = until
    return out


def merge_some(captions, rng):
    """Chinese captions that go on after the end of a sentence."""
    for k in range(len(captions) - 1):
        a, b = captions[k], captions[k + 1]
        if rng.random() < .05 and ' ' in b[2] and b[0] - a[1] < .3:
            head, b[2] = b[2].split(' ', 1)
            cut = b[0] + (b[1] - b[0]) * len(head) / (len(head) + len(b[2]))
            a[2] += ' ' + head
            a[1] = b[0] = cut
    return captions


def ended(text):
    return text if re.search(r'[.!?…][")\'”’]*$', text) else text + '.'


def film(base, number, rng):
    zh, en = lines(base + '.zh'), lines(base + '.en')
    sides, gold, kept, at = ([], []), [], ([], []), 5.
    scene = rng.randrange(2) if number % 5 == 4 else None
    pairs = list(beads(base + '.gold'))
    hole = range(len(pairs) // 2, len(pairs) // 2 + 12)
    for n, (a, b) in enumerate(pairs):
        if n in hole and scene is not None:
            a, b = ([], b) if scene == 0 else (a, [])
        texts = [zh[x] for x in a], [ended(en[x]) for x in b]
        length = sum(len(x) for x in texts[1]) / 15 or \
            sum(len(x) for x in texts[0]) / 5
        for side, cut in ((0, cut_zh), (1, cut_en)):
            for begin, end, text in spread(texts[side], at, at + length):
                sides[side].extend(spread(cut(text), begin, end))
        for side, ids in ((0, a), (1, b)):
            base_of = len(kept[side])
            kept[side].extend(texts[side])
            gold.append(range(base_of, base_of + len(ids)))
        at += length + rng.choice((0, 0, .1, .5, rng.expovariate(1)))
    return sides, kept, list(zip(gold[::2], gold[1::2]))


def write(out, name, number, made, rng):
    sides, kept, gold = made
    merge_some(sides[0], rng)
    shift = rng.uniform(-4, 20) if number % 3 == 2 else 0
    rate = rng.choice(RATES) if number % 4 == 3 else 1
    for side, tag in ((0, 'zh'), (1, 'en')):
        last = 0
        with open('%s/raw/%s.%s.srt' % (out, name, tag), 'w',
                  encoding='utf-8') as f:
            for k, (begin, end, text) in enumerate(sides[side], 1):
                begin, end = (x + rng.uniform(-JITTER, JITTER)
                              for x in (begin, end))
                if side == 0:
                    begin, end = begin * rate + shift, end * rate + shift
                begin = max(last, begin)
                last = max(begin + .2, end)
                f.write('%d\n%s --> %s\n%s\n\n' %
                        (k, stamp(begin), stamp(last), text))
        with open('%s/%s.%s' % (out, name, tag), 'w', encoding='utf-8') as f:
            f.write(''.join(x + '\n' for x in kept[side]))
    with open('%s/%s.gold' % (out, name), 'w', encoding='utf-8') as f:
        for a, b in gold:
            f.write('%s:%s\n' % (list(a), list(b)))


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    out, rng, number = sys.argv[1], random.Random(1), 0
    os.makedirs(out + '/raw')
    for path in sys.argv[2:]:
        for gold in sorted(glob.glob(path + '/*.gold')):
            base = gold[:-5]
            name = '%s-%s' % (os.path.basename(path.rstrip('/')),
                              os.path.basename(base))
            write(out, name, number, film(base, number, rng), rng)
            number += 1


if __name__ == "__main__":
    main()
