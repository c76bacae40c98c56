#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fit the parameters of the aligner by coordinate descent.

    fit.py TUNE [name=value]... DIRECTORY[*WEIGHT]...

TUNE is the program built from tune.c; a DIRECTORY is a gold set as it takes
them. Each parameter in turn is tried a step up and a step down (odds for
probabilities, factors for the rest); a step that helps is kept, one that does
not is made smaller. The objective is the weighted mean of strict F1. The values
that come of it go into src/align/params.c by hand.
"""
import random
import re
import subprocess
import sys

START = {
    "hit_word": .3, "hit_latin": .7, "hit_number": .6, "hit_name": .6,
    "hit_mark": .3, "hit_part": .15, "absent": .02,
    "evidence_zh": .6, "evidence_en": .6, "length_ratio": 3.6,
    "length_sd": .28, "length_short": 12, "length_sd_chance": 1,
    "length_weight": 1.7, "prior_extra_zh": -2.4, "prior_extra_en": -2.1,
    "prior_both": .2, "prior_null_zh": -6.2, "prior_null_en": -6.2,
    "inner_end": -1.5, "quote_same": .5, "quote_differs": -3.9,
}
ROUNDS, STEP, SHRINK = 3, 1.15, .6


def evaluate(tune, params, sets):
    args = [f"{name}={value:g}" for name, value in params.items()]
    out = subprocess.run([tune] + args + [path for path, _ in sets],
                         capture_output=True, text=True, check=True).stdout
    scores = [float(x) for x in re.findall(r" F1 (\S+)", out)]
    weights = [weight for _, weight in sets]
    mean = sum(w * s for w, s in zip(weights, scores)) / sum(weights)
    return mean, scores


def moved(name, value, factor):
    if name.startswith("hit_") or name == "absent":
        odds = value / (1 - value) * factor * factor
        return round(odds / (1 + odds), 4)
    if name == "prior_both":
        return round(value + factor - 1, 4)
    return round(value * factor, 4)


def fit(tune, params, sets):
    best, scores = evaluate(tune, params, sets)
    print(f"{best:.5f}", scores, flush=True)
    steps = {name: STEP - 1 for name in params}
    for number in range(ROUNDS):
        names = sorted(params)
        random.Random(number).shuffle(names)
        for name in names:
            for factor in (1 + steps[name], 1 / (1 + steps[name])):
                trial = dict(params)
                trial[name] = moved(name, params[name], factor)
                mean, scores = evaluate(tune, trial, sets)
                if mean > best + 1e-5:
                    best, params = mean, trial
                    print(f"{best:.5f} {name}={trial[name]:g}", scores,
                          flush=True)
                    break
            else:
                steps[name] *= SHRINK
    print(" ".join(f"{name}={value:g}" for name, value in params.items()))


def main(tune, rest):
    params, sets = dict(START), []
    for arg in rest:
        if "=" in arg:
            name, value = arg.split("=")
            params[name] = float(value)
        else:
            path, _, weight = arg.partition("*")
            sets.append((path, float(weight or 1)))
    fit(tune, params, sets)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
