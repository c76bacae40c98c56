#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What zhen costs as a whole process, to what another build of it costs.

    ratios.py [OPTION]... OTHER ZHEN

    --pair ZH EN     align two texts (may be repeated)
    --lines ZH EN    the same, one sentence per line (may be repeated)
    --made N         align a made-up document of about N sentences a side
    --build MANIFEST build a store
    --threads N      1
    --runs N         of each, in turn with the other build; 5

A ratio is the median of the ratios of the runs done next to each other, of
processor time; with it the median seconds and the most memory of each build.
"""
import argparse
import glob
import os
import statistics
import subprocess
import sys
import tempfile

import align_bench


def measure(command):
    """Processor seconds, megabytes."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 6):
        sys.exit(f"ratios.py: status {child.returncode}: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def compare(name, options, command):
    """`command` makes the command line of a program."""
    runs = [(measure(command(options.other)), measure(command(options.zhen)))
            for _ in range(options.runs)]
    other, new = zip(*runs)
    ratio = statistics.median(n[0] / o[0] for o, n in runs)
    print(f"{name:<36} {statistics.median(o[0] for o in other):>8.3f} "
          f"{statistics.median(n[0] for n in new):>8.3f} {ratio:>6.3f} "
          f"{max(o[1] for o in other):>6.0f} {max(n[1] for n in new):>6.0f}",
          flush=True)


def align(options, zh, en, presplit):
    return lambda program: [
        program, "align", "-f", "vecalign", "-o", "/dev/null", "-j",
        str(options.threads), *(["--presplit"] if presplit else []),
        "--zh", zh, "--en", en]


def bench_made(options, n):
    with tempfile.TemporaryDirectory() as directory:
        paths = [f"{directory}/zh", f"{directory}/en"]
        align_bench.in_child(align_bench.make, options, n, *paths)
        compare(f"made up, {n}", options, align(options, *paths, True))


def bench_build(options):
    with tempfile.TemporaryDirectory() as directory:
        def command(program):
            store = f"{directory}/store"
            for path in glob.glob(store + "*"):
                os.remove(path)
            return [program, "build", "-j", str(options.threads), "-o", store,
                    options.build]

        compare("build " + os.path.basename(options.build), options, command)


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--pair", nargs=2, action="append", default=[])
    p.add_argument("--lines", nargs=2, action="append", default=[])
    p.add_argument("--made", type=int, action="append", default=[])
    p.add_argument("--build")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("other")
    p.add_argument("zhen")
    options = p.parse_args()
    options.text, options.seed = None, 1
    print(f"{'':<36} {'other s':>8} {'zhen s':>8} {'ratio':>6} {'MB':>6} "
          f"{'MB':>6}")
    for pairs, presplit in (options.pair, False), (options.lines, True):
        for zh, en in pairs:
            name = f"{os.path.basename(zh)}, {os.path.basename(en)}"
            compare(name, options, align(options, zh, en, presplit))
    for n in options.made:
        bench_made(options, n)
    if options.build:
        bench_build(options)


if __name__ == "__main__":
    main()
