#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""build_corpus.py ZHEN DIRECTORY: what zhen build takes, in a directory that
make_corpus.py filled: time, memory and size of a whole build, on one thread
and on two, of one that has nothing to do, little to do, or other rules; and
the exact duplicates it found, counted in another way.
"""
import json
import os
import sqlite3
import subprocess
import sys
import time
import unicodedata


def run(what, *command):
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    print(f"{what}: {wall:.1f} s wall, {usage.ru_utime:.1f} s user, "
          f"{usage.ru_stime:.1f} s system, {usage.ru_maxrss / 1024:.0f} MB, "
          f"exit {os.waitstatus_to_exitcode(status)}", flush=True)
    return usage.ru_utime + usage.ru_stime


def letters(text):
    """Letters and digits in lower case, full-width ones as plain ones."""
    plain = (chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c
             for c in text)
    return "".join(c.lower() for c in plain
                   if unicodedata.category(c)[0] in "LN")


def count_duplicates(store):
    db = sqlite3.connect(store)
    seen, repeated = set(), 0
    for key, in db.execute("SELECT key FROM document WHERE failure IS NULL "
                           "ORDER BY id"):
        sides = [[], []]
        for side, text in db.execute("SELECT side, text FROM sentence WHERE "
                                     "document = ? ORDER BY side, number",
                                     (key,)):
            sides[side].append(text)
        for a, b, c, d in db.execute(
                "SELECT zh_begin, zh_end, en_begin, en_end FROM bead WHERE "
                "document = ? AND exact IS NOT NULL ORDER BY number", (key,)):
            pair = hash((letters("".join(sides[0][a:b])),
                         letters("".join(sides[1][c:d]))))
            repeated += pair in seen
            seen.add(pair)
    return repeated


def main():
    zhen, directory = sys.argv[1:]
    zhen = os.path.abspath(zhen)
    os.chdir(directory)
    store = "bench.db"
    for suffix in ("", "-wal", "-shm"):
        if os.path.exists(store + suffix):
            os.remove(store + suffix)
    with open("pairs.tsv", encoding="utf-8") as pairs:
        lines = pairs.readlines()
    for threads in ("1", "2"):
        with open("part.tsv", "w", encoding="utf-8") as part:
            part.writelines(lines[:len(lines) // 10])
        run(f"a tenth, -j {threads}", zhen, "build", "part.tsv", "-o",
            f"part-{threads}.db", "-j", threads, "--redo")
    cpu = run("all, -j 2", zhen, "build", "pairs.tsv", "-o", store, "-j", "2")
    run("nothing to do", zhen, "build", "pairs.tsv", "-o", store)
    with open(lines[0].split("\t")[1], "a", encoding="utf-8") as text:
        text.write("又来了一条船。\n")
    run("one document changed", zhen, "build", "pairs.tsv", "-o", store)
    run("other rules", zhen, "build", "pairs.tsv", "-o", store,
        "--numbers", "off", "-j", "2")
    run("export to Moses", zhen, "export", store, "-o", "bench", "-f", "moses",
        "--force")
    run("search", zhen, "search", store, "云计算")
    stats = json.loads(subprocess.check_output([zhen, "stats", store,
                                                "--json"]))
    sentences = stats["zh_sentences"] + stats["en_sentences"]
    print(f"{stats['documents']} documents, {sentences} sentences, "
          f"{stats['pairs']} pairs")
    print(f"{sentences / cpu:.0f} sentences a second of a core")
    print(f"{os.path.getsize(store) / stats['pairs']:.0f} bytes a pair")
    found = {rule["rule"]: rule["pairs"] for rule in stats["dropped"]}
    print(f"{found.get('duplicate', 0)} exact duplicates found, "
          f"{count_duplicates(store)} counted")


main()
