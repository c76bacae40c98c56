#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the parameters of the aligner to gold alignments.

    fit.py [--rounds N] [--only NAME,...] [--spare NAME,...]
           TUNE [name=value]... DIRECTORY[*WEIGHT]...

TUNE is the program built from tune.c; a DIRECTORY is a gold set as it takes
them. What is made greatest is the weighted mean, over the sets, of how probable
the model finds their gold (tune -p). Each parameter in turn is tried a step up
and a step down (of the odds for probabilities, of the value for the rest); a
parabola through the three says where to go, and how far to step next time. The
resulting values go into src/align/score/params.c by hand.

For an honest figure leave documents out, and try the result on these.
"""
import argparse
import concurrent.futures
import math
import random
import re
import subprocess

PROBABILITIES = re.compile("hit_|absent")
STEP, SHRINK, STEP_MIN = .15, .5, .02


def evaluate(tune, params, sets):
    args = [f"{name}={value:.6g}" for name, value in params.items()]
    out = subprocess.run([tune, "-p"] + args + [path for path, _ in sets],
                         capture_output=True, text=True, check=True).stdout
    scores = [float(x) for x in re.findall(r" log p (\S+)", out)]
    weights = [weight for _, weight in sets]
    return sum(w * s for w, s in zip(weights, scores)) / sum(weights)


def defaults(tune):
    out = subprocess.run([tune, "--params"], capture_output=True, text=True,
                         check=True).stdout
    return {name: float(value) for name, value in
            (line.split("=") for line in out.split())}


def moved(name, value, by):
    """A value moved by a number of steps, in its natural measure."""
    if PROBABILITIES.match(name):
        odds = math.log(value / (1 - value)) + 2 * by
        return 1 / (1 + math.exp(-odds))
    scale = max(abs(value), .5)
    return value + by * scale


def best_move(low, middle, high, step):
    """Where a parabola through -step, 0, step is highest; at most 2 steps."""
    bend = low + high - 2 * middle
    if bend >= 0:
        return step if high > low else -step
    return max(-2 * step, min(2 * step, .5 * step * (low - high) / bend))


def fit(a, params, names):
    steps = {name: STEP for name in names}
    pool = concurrent.futures.ThreadPoolExecutor(2)

    def tried(name, by):
        trial = dict(params, **{name: moved(name, params[name], by)})
        return pool.submit(evaluate, a.tune, trial, a.sets), trial

    best = evaluate(a.tune, params, a.sets)
    print(f"{best:.6f}", flush=True)
    for number in range(a.rounds):
        random.Random(number).shuffle(names)
        for name in names:
            step = steps[name]
            if step < STEP_MIN:
                continue
            tries = [tried(name, -step), tried(name, step)]
            low, high = (t[0].result() for t in tries)
            last = tried(name, best_move(low, best, high, step))
            values = [(low, tries[0][1]), (high, tries[1][1]),
                      (last[0].result(), last[1])]
            value, trial = max(values, key=lambda v: v[0])
            if value > best + 1e-6:
                gain, best = value - best, value
                print(f"{best:.6f} {name}={trial[name]:.4g}", flush=True)
                params.update(trial)
                if gain < 1e-4:
                    steps[name] *= SHRINK
            else:
                steps[name] *= SHRINK
    print(" ".join(f"{name}={params[name]:.4g}" for name in sorted(names)))


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--only", default="")
    p.add_argument("--spare", default="")
    p.add_argument("tune")
    p.add_argument("rest", nargs="+")
    a = p.parse_args()
    params, a.sets = {}, []
    for arg in a.rest:
        name, equals, value = arg.partition("=")
        if equals:
            params[name] = float(value)
        else:
            path, _, weight = arg.partition("*")
            a.sets.append((path, float(weight or 1)))
    params = {**defaults(a.tune), **params}
    by_hand = ("length_cut", "prune", "mass_min", "vectors_", "digest_",
               "learn_", "calibration")
    spared = set(a.spare.split(","))
    spared |= {name for name in params if name.startswith(by_hand)}
    names = sorted(set(a.only.split(",")) if a.only else set(params) - spared)
    fit(a, params, names)


if __name__ == "__main__":
    main()
