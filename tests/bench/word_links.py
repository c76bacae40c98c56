#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""word_links.py ZHEN [GOLD]: alignment error rate of zhen score --words.

AER (Och and Ney 2003) on hand-linked pairs: tests/data/word_links.txt, whose
first half is for development, or lines of a GOLD file of that form.
--pharaoh ZH EN GOLD: words of each side, links i-j (sure) and i?j (possible).
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = os.path.join(HERE, '..', 'data', 'word_links.txt')


def place(words, name):
    """The numbers of words joined by +; #n is the n-th occurrence."""
    out = []
    for one in re.split(r'(?<=.)\+(?=.)', name):
        word, _, n = one.partition('#') if len(one) > 1 else (one, '', '')
        at = [i for i, w in enumerate(words) if w == word]
        if len(at) < int(n or 1):
            raise SystemExit(f'{one}: not in {" ".join(words)}')
        out.append(at[int(n or 1) - 1])
    return out


def read(path):
    """Two halves of (zh, en, sure, possible)."""
    halves = [[]]
    block = []
    for line in list(open(path, encoding='utf-8')) + ['\n']:
        line = line.rstrip('\n')
        if line.startswith('#'):
            continue
        if line == '---':
            halves.append([])
        elif line:
            block.append(line)
        elif block:
            zh, en = block[0].split(), block[1].split()
            sure, possible = set(), set()
            for group in block[2].split():
                left, how, right = re.match(r'(.+?)([=~])(.+)$', group).groups()
                for i in place(zh, left):
                    for k in place(en, right):
                        (sure if how == '=' else possible).add((i, k))
            halves[-1].append((zh, en, sure, possible | sure))
            block = []
    return halves


def read_pharaoh(zh, en, gold):
    out = []
    for z, e, g in zip(*(open(f, encoding='utf-8') for f in (zh, en, gold))):
        sure = {tuple(map(int, x.split('-'))) for x in g.split() if '-' in x}
        possible = {tuple(map(int, x.split('?'))) for x in g.split()
                    if '?' in x}
        out.append((z.split(), e.split(), sure, possible | sure))
    return out


def link(command, pairs):
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, 'pairs.tsv')
        with open(path, 'w', encoding='utf-8') as out:
            for zh, en, _, _ in pairs:
                out.write(' '.join(zh) + '\t' + ' '.join(en) + '\n')
        done = subprocess.run(command + [path], check=True,
                              capture_output=True, text=True).stdout
    return [{tuple(map(int, x.split('-'))) for x in line.split()}
            for line in done.split('\n')[:-1]]


def rates(pairs, links, show):
    n = collections.Counter()
    for (zh, en, sure, possible), found in zip(pairs, links):
        n['links'] += len(found)
        n['sure'] += len(sure)
        n['hit sure'] += len(found & sure)
        n['hit possible'] += len(found & possible)
        if show:
            print(' '.join(zh), '|', ' '.join(en))
            print('  missed', [(zh[i], en[k]) for i, k in sorted(sure - found)])
            print('  wrong', [(zh[i], en[k])
                              for i, k in sorted(found - possible)])
    return (1 - (n['hit sure'] + n['hit possible']) / (n['links'] + n['sure']),
            n['hit possible'] / max(1, n['links']),
            n['hit sure'] / max(1, n['sure']))


def main():
    args = [a for a in sys.argv[1:] if not a.startswith('--')]
    show = '--show' in sys.argv
    command = os.environ.get('WORD_LINKER', '').split() or \
        [args[0], 'score', '-q', '--words', '-f', 'pharaoh']
    if '--pharaoh' in sys.argv:
        sets = [('given', read_pharaoh(*args[1:4]))]
    else:
        halves = read(args[1] if len(args) > 1 else OWN)
        sets = list(zip(('development', 'test'), halves))
        if '--development' in sys.argv:
            sets = sets[:1]
    for name, pairs in sets:
        aer, precision, recall = rates(pairs, link(command, pairs), show)
        print(f'{name}: {len(pairs)} pairs, AER {aer:.3f}, '
              f'precision {precision:.3f}, recall {recall:.3f}')


if __name__ == '__main__':
    main()
