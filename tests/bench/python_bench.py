#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the Python package costs against the program.

    python_bench.py [OPTION]... ZHEN LIBRARY

    --zh FILE --en FILE   align these; else the sample
    --pairs FILE          score the first 100,000 lines of FILE, Chinese, a
                          tab, English; else the pairs of the sample, repeated
    --runs N              of each, in turn, of which the fastest counts; 5

LIBRARY is the libzhen of the same build. The program is started again each
time, Python is not: its own start is measured apart. The processor time of
all threads is for machines that do other things, too.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def spent():
    """Seconds, and those of processors, of this process and its children."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF,
                                                 resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in usage)


def fastest(runs, *functions):
    """The least of both for each function, called in turn."""
    best = [(float("inf"),) * 2] * len(functions)
    for _ in range(runs):
        for i, function in enumerate(functions):
            begin = spent()
            function()
            best[i] = tuple(min(old, now - then) for old, now, then
                            in zip(best[i], spent(), begin))
    return best


def program(*args):
    """A run of the program."""
    return lambda: subprocess.run(args, check=True,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)


def say(what, ours, theirs):
    """A line of the result."""
    for kind, one, other in zip(("time", "processor time"), ours, theirs):
        print(f"{what}: {kind}: Python {one:.3f} s, program {other:.3f} s, "
              f"ratio {one / other:.3f}")


def read_pairs(path):
    """At most 100,000 pairs; of the sample they are repeated."""
    lines = Path(path or ROOT / "samples/harbour.tsv").read_text(
        encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")[:2]) for line in lines]
    pairs = [pair for pair in pairs if all(pair) and len(pair) == 2]
    if not path:
        pairs *= 100000 // len(pairs) + 1
    return pairs[:100000]


def measure_start(runs):
    """Interpreter, and interpreter with import."""
    empty, with_zhen = fastest(runs, program(sys.executable, "-c", ""),
                               program(sys.executable, "-c", "import zhen"))
    print(f"import: {(with_zhen[0] - empty[0]) * 1000:.0f} ms, of processors "
          f"{(with_zhen[1] - empty[1]) * 1000:.0f} ms")


def measure_calls(zhen):
    """Calls that have little to do."""
    for what, function in (
            ("split", lambda: zhen.split("好。")),
            ("score", lambda: zhen.score([("好。", "Good.")])),
            ("align", lambda: list(zhen.align(["好。"], ["Good."])))):
        function()
        count = 200
        begin = time.perf_counter()
        for _ in range(count):
            function()
        spent = (time.perf_counter() - begin) / count
        print(f"call: {what} of one sentence {spent * 1e6:.0f} us")


def measure_wheel(library):
    """Its size."""
    with tempfile.TemporaryDirectory() as work:
        name = subprocess.run(
            [sys.executable, ROOT / "src/python/backend.py", library, work],
            check=True, stdout=subprocess.PIPE).stdout.decode().strip()
        size = os.path.getsize(Path(work) / name)
    print(f"wheel: {size / 1e6:.1f} MB")


def main():
    """Measure."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--zh", default=ROOT / "samples/harbour.zh.txt")
    parser.add_argument("--en", default=ROOT / "samples/harbour.en.txt")
    parser.add_argument("--pairs")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("program")
    parser.add_argument("library")
    args = parser.parse_args()
    os.environ["ZHEN_LIBRARY"] = os.path.realpath(args.library)
    os.environ["PYTHONPATH"] = str(ROOT / "src/python")
    sys.path.insert(0, os.environ["PYTHONPATH"])
    import zhen

    measure_wheel(args.library)
    measure_start(args.runs)
    measure_calls(zhen)
    zh, en = Path(args.zh), Path(args.en)
    say("align", *fastest(
        args.runs, lambda: list(zhen.align(zh, en)),
        program(args.program, "align", zh, en)))
    say("align without explain", *fastest(
        args.runs, lambda: list(zhen.align(zh, en, explain=False)),
        program(args.program, "align", zh, en)))
    pairs = read_pairs(args.pairs)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8",
                                     suffix=".tsv") as file:
        file.writelines(f"{z}\t{e}\n" for z, e in pairs)
        file.flush()
        say(f"score {len(pairs)} pairs", *fastest(
            args.runs, lambda: zhen.score(pairs),
            program(args.program, "score", file.name)))
        say(f"filter {len(pairs)} pairs", *fastest(
            args.runs, lambda: list(zhen.filter(pairs)),
            program(args.program, "filter", file.name)))


if __name__ == "__main__":
    main()
