#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Strict F1 on documents that the parameters were not fitted to.

    leave_out.py [--rounds N] [--only NAME,...] [--seed N]
                 TUNE DIRECTORY [SET[*WEIGHT]]...

Each document of DIRECTORY, a gold set, is omitted in turn: the parameters are
fitted as by fit.py to the others and to the SETs, and tried on it. The built-in
values saw all documents, so fitting begins with values moved at random.
"""
import argparse
import os
import random
import re
import subprocess
import tempfile

import fit

MOST_MOVED = 2  # steps of fit.py
ONLY = ("token_weight_zh,token_weight_en,prior_extra_zh,prior_extra_en,"
        "prior_null_zh,prior_null_en,inner_end,hit_word,hit_en,length_weight")


def documents(directory):
    return sorted(f[:-5] for f in os.listdir(directory) if f.endswith(".gold"))


def links(directory, names, out):
    os.mkdir(out)
    for name in names:
        for end in (".zh", ".en", ".gold"):
            os.symlink(os.path.abspath(os.path.join(directory, name + end)),
                       os.path.join(out, name + end))
    return out


def f1(tune, params, path):
    out = subprocess.run([tune] + [f"{k}={v:.6g}" for k, v in params.items()] +
                         [path], capture_output=True, text=True, check=True)
    return float(re.search(r" F1 (\S+)", out.stdout).group(1))


def beads(directory, name):
    with open(os.path.join(directory, name + ".gold")) as gold:
        return sum(bool(line.strip()) for line in gold)


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--rounds", type=int, default=1)
    p.add_argument("--only", default=ONLY)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("tune")
    p.add_argument("directory")
    p.add_argument("sets", nargs="*")
    a = p.parse_args()
    built_in, names = fit.defaults(a.tune), a.only.split(",")
    sets = [(s.partition("*")[0], float(s.partition("*")[2] or 1))
            for s in a.sets]
    rows, rng = [], random.Random(a.seed)
    with tempfile.TemporaryDirectory() as d:
        for left in documents(a.directory):
            rest = [x for x in documents(a.directory) if x != left]
            others = links(a.directory, rest, os.path.join(d, "without" + left))
            alone = links(a.directory, [left], os.path.join(d, "only" + left))
            params = dict(built_in)
            for name in names:
                params[name] = fit.moved(name, params[name], rng.choice(
                    (-1, 1)) * MOST_MOVED * fit.STEP)
            a.sets = [(others, 3)] + sets
            fit.fit(a, params, list(names))
            rows.append((beads(a.directory, left), f1(a.tune, {}, alone),
                         f1(a.tune, params, alone)))
            print("%s: built in %.4f, fitted without it %.4f" %
                  (left, *rows[-1][1:]), flush=True)
    for k, name in (1, "built in"), (2, "without"):
        print("%s %.4f" % (name, sum(r[0] * r[k] for r in rows) /
                           sum(r[0] for r in rows)))


if __name__ == "__main__":
    main()
