#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much each term of the aligner's score contributes.

    ablate.py TUNE DIRECTORY...

Strict F1 on each gold set, in percent, with one term off in turn; TUNE is the
program built from tune.c. A directory written DIRECTORY:m has gold coarser than
sentences (tune -m). A table in Markdown.
"""
import os
import re
import subprocess
import sys

OFF = {
    "nothing": [],
    "words": ["hit_word=1e-9", "hit_char=1e-9", "hit_en=1e-9", "hit_part=1e-9",
              "absent=1e-9", "rate_least=1e9", "rate_least_name=1e9"],
    "characters of words": ["hit_part=1e-9"],
    "numbers": ["hit_number=1e-9", "hit_tens=1e-9", "hit_hard=1e-9"],
    "names by sound": ["hit_name=1e-9", "rate_least_name=1e9"],
    "Latin strings": ["hit_latin=1e-9"],
    "punctuation": ["hit_mark=1e-9"],
    "words not there": ["absent=1e-9"],
    "length": ["length_weight=0"],
    "order of words": ["order_weight=0", "order_turned=-1000"],
    "places changed": ["order_turned=-1000"],
    "crossed halves": ["cross=-10000", "cross_sentence=-10000"],
    "repeated words": ["repeat_weight=0"],
    "phrases": ["hit_phrase=1e-9"],
    "names of the lexicon": ["hit_proper=.4288"],
    "end marks": ["end_differs=0", "end_torn=0"],
    "times of captions": ["time_weight=0"],
    "clauses": ["inner_end=-10000"],
    "quotation": ["quote_same=0", "quote_differs=0"],
    "habits of the translator": ["usual_chars=1e12", "usual_beads=1e12"],
    "dropped runs": ["null_more=-1000"],
    "boilerplate": ["null_boilerplate=0", "boilerplate_inside=0"],
    "words learned": ["learn_chance=1e-300"],
    "own rates of words": ["rate_least=1e9", "rate_least_name=1e9"],
    "length of dropped text": ["null_length=0"],
}


def score(tune, settings, directory):
    path, _, merge = directory.partition(":")
    args = [tune] + settings + (["-m"] if merge else []) + [path]
    out = subprocess.run(args, capture_output=True, text=True, check=True)
    return 100 * float(re.search(r" F1 (\S+)", out.stdout).group(1))


def main(tune, directories):
    names = [os.path.basename(d.partition(":")[0]) for d in directories]
    print("| without | " + " | ".join(names) + " |")
    print("| --- |" + " --- |" * len(names))
    for name, settings in OFF.items():
        cells = [f"{score(tune, settings, d):.1f}" for d in directories]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
