#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What aligning costs, from a hundred sentences to a million.

    align_bench.py [OPTION]... ZHEN

    --text FILE      take sentences from FILE, lines of Chinese, a tab, English
                     (.gz or plain; may be repeated); else they are made up
    --sizes N,N...   sentences a side; 100,1000,10000,20000,40000,80000
    --threads N      for zhen align -j; 2
    --runs N         of each size, of which the fastest counts; 1
    --stages PROG    also the share of time by stage: PROG is align_stages
    --against ZHEN   another build, in turn with the first: ratios pair by pair
    --worst          the worst cases instead of sizes
    --shapes PROG    with --worst: also each text of tests/growth in which
                     something repeats, 1 MB a side; PROG is growth
    --seed N         of the documents; 1
    --keep DIR       leave the documents there

Sentences are joined on either side, dropped and inserted, so that one
in ten beads is not 1-1. Measure ratios in one run: machines are noisy.
"""
import argparse
import gzip
import math
import os
import random
import subprocess
import sys
import tempfile
import time

SYLLABLES = """安 an 白 bai 宝 bao 北 bei 昌 chang 成 cheng 大 da 丹 dan 德 de 东 dong
 方 fang 丰 feng 福 fu 高 gao 光 guang 贵 gui 海 hai 河 he 红 hong 华 hua 嘉 jia 江 jiang
 金 jin 九 jiu 开 kai 兰 lan 乐 le 里 li 林 lin 龙 long 鲁 lu 美 mei 明 ming 南 nan 宁 ning
 平 ping 青 qing 清 qing 泉 quan 荣 rong 瑞 rui 三 san 沙 sha 山 shan 石 shi 水 shui 松 song
 苏 su 泰 tai 天 tian 通 tong 望 wang 文 wen 武 wu 西 xi 新 xin 兴 xing 延 yan 阳 yang 永 yong
 玉 yu 元 yuan 云 yun 长 chang 中 zhong 竹 zhu""".split()

PEOPLE = [("渔民", "fishermen"), ("医生", "doctors"), ("老师", "teachers"),
          ("工人", "workers"), ("孩子们", "children"), ("邻居", "neighbours"),
          ("学生", "students"), ("农民", "farmers"), ("司机", "drivers"),
          ("护士", "nurses"), ("士兵", "soldiers"), ("商人", "merchants")]
THINGS = [("苹果", "apples"), ("雨伞", "umbrellas"), ("面包", "loaves of bread"),
          ("灯笼", "lanterns"), ("桌子", "tables"), ("船", "boats"),
          ("书", "books"), ("石头", "stones"), ("马", "horses"),
          ("鱼", "fish"), ("衣服", "clothes"), ("信", "letters")]
DEEDS = [("买了", "bought"), ("卖了", "sold"), ("看见了", "saw"),
         ("丢了", "lost"), ("找到了", "found"), ("送来了", "brought")]
SHAPES = [
    ("{place}的{who}在第{n}天{did}{m}{what}。",
     "On day {n} the {who} of {place} {did} {m} {what}."),
    ("从{place}到{place2}有{n}公里的路。",
     "It is {n} kilometres from {place} to {place2}."),
    ("{place2}没有人记得{who}为什么{did}这么多{what}。",
     "Nobody in {place2} remembers why the {who} {did} all those {what}."),
    ("{n}年的冬天，河水冻住了，{who}只能走路去{place}。",
     "In the winter of {n} the river froze, and the {who} had to walk to "
     "{place}."),
    ("“你们{did}{what}吗？”老人问道。",
     "\"Have you {did} any {what}?\" asked the old man."),
    ("市场上的{what}一共有{m}种，最贵的来自{place}。",
     "There are {m} kinds of {what} on the market, the most expensive from "
     "{place}."),
]


def made_up(rng):
    while True:
        names = []
        for _ in range(2):
            k = [2 * rng.randrange(len(SYLLABLES) // 2) for _ in range(2)]
            names.append(("".join(SYLLABLES[x] for x in k),
                          "".join(SYLLABLES[x + 1] for x in k).capitalize()))
        who, what, did = map(rng.choice, (PEOPLE, THINGS, DEEDS))
        n, m = str(rng.randrange(3, 2000)), str(rng.randrange(3, 200))
        row = [s.format(place=names[0][k], place2=names[1][k], who=who[k],
                        what=what[k], did=did[k], n=n, m=m)
               for k, s in enumerate(rng.choice(SHAPES))]
        yield row[0], row[1]


def from_texts(paths, rng):
    rows = []
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as f:
            for line in f:
                row = line.rstrip("\n").split("\t")
                if len(row) >= 2 and row[0] and row[1]:
                    rows.append((row[0], row[1]))
    if not rows:
        sys.exit("align_bench.py: no line of Chinese, a tab, English")
    while True:  # stretches in their order, the stretches in any
        at = rng.randrange(len(rows))
        yield from rows[at:at + 200]


def in_child(work, *arguments):
    """Texts are made in a child: the memory of this program is counted to the
    programs it starts until they replace it."""
    child = os.fork()
    if child == 0:
        work(*arguments)
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit("align_bench.py: no documents")


def source(options, name):
    rng = random.Random(f"{options.seed} {name}")
    return (from_texts(options.text, rng) if options.text else made_up(rng),
            rng)


def make(options, n, zh_path, en_path):
    """About n sentences a side."""
    rows, rng = source(options, n)
    zh_n = en_n = 0
    with open(zh_path, "w", encoding="utf-8") as zh_file, \
            open(en_path, "w", encoding="utf-8") as en_file:
        while max(zh_n, en_n) < n:
            zh, en = next(rows)
            draw = rng.random()
            zhs, ens = [zh], [en]
            if draw < .03:
                more = next(rows)
                zhs = [zh.rstrip("。") + "，" + more[0]]
                ens.append(more[1])
            elif draw < .06:
                more = next(rows)
                zhs.append(more[0])
                ens = [en.rstrip(".") + ", and " + more[1]]
            elif draw < .075:
                zhs = []
            elif draw < .09:
                ens = []
            elif draw < .0903:  # a passage of one side
                passage = [next(rows)[0] for _ in range(20)]
                zhs = passage + zhs
            zh_n += len(zhs)
            en_n += len(ens)
            zh_file.writelines(z + "\n" for z in zhs)
            en_file.writelines(e + "\n" for e in ens)


# ---- worst cases ----

def write(path, lines):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in lines)


SPLIT = ["one 16 MB paragraph", "no sentence ends, 12 MB"]
WORST = ["identical 1e5 x 1e5", "1e6 x 1", "1 x 1e6", "5000 zh put in",
         "5000 en put in", "5000 replaced", "order reversed 2e4",
         "order partly shuffled", "refrains", *SPLIT]


def make_worst(options, directory):
    rows, _ = source(options, "worst")

    def pair(name, zh, en):
        write(f"{directory}/{name}.zh", zh)
        write(f"{directory}/{name}.en", en)

    def some(n):
        return [next(rows) for _ in range(n)]

    pair("identical 1e5 x 1e5", ["他们唱起了那首老歌。"] * 100000,
         ["They sang the old song."] * 100000)
    pair("1e6 x 1", ["他们唱起了那首老歌。"] * 1000000,
         ["They sang the old song."])
    pair("1 x 1e6", ["他们唱起了那首老歌。"],
         ["They sang the old song."] * 1000000)
    t, more = some(20000), some(5000)
    pair("5000 zh put in",
         [z for z, _ in t[:10000] + more + t[10000:]],
         [e for _, e in t])
    pair("5000 en put in", [z for z, _ in t],
         [e for _, e in t[:10000] + more + t[10000:]])
    other = some(5000)
    pair("5000 replaced", [z for z, _ in t[:10000] + more + t[10000:]],
         [e for _, e in t[:10000] + other + t[10000:]])
    pair("order reversed 2e4", [z for z, _ in t],
         [e for _, e in reversed(t)])
    parts = [t[k:k + 200] for k in range(0, len(t), 200)]
    for k in range(0, len(parts) - 1, 10):
        parts[k], parts[k + 1] = parts[k + 1], parts[k]
    pair("order partly shuffled", [z for z, _ in t],
         [e for p in parts for _, e in p])
    chorus = [t[k] if k % 10 else t[k % 50] for k in range(len(t))]
    pair("refrains", [z for z, _ in chorus], [e for _, e in chorus])
    zh, en, size = [], [], 0
    for z, e in rows:
        zh.append(z)
        en.append(e)
        size += len(e) + 1
        if size > 15.5e6:
            break
    pair("one 16 MB paragraph", ["".join(zh)], [" ".join(en)])
    pair("no sentence ends, 12 MB", ["渔民在海边看见了一条船" * 400000],
         ["the fishermen saw a boat by the sea " * 330000])


# ---- measuring ----

def run(zhen, paths, threads, presplit=True, old=False):
    """Wall and CPU seconds, peak megabytes, exit status, what it said."""
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        child = subprocess.Popen(
            [zhen, "align", "-f", "vecalign", "-o", "/dev/null",
             *(["--presplit"] if presplit else []),
             *([] if old else ["-j", str(threads)]),
             "--zh", paths[0], "--en", paths[1]], stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode().strip().split("\n")
    return (wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024,
            child.returncode, words)


def best(zhen, paths, options, presplit=True, old=False):
    runs = [run(zhen, paths, options.threads, presplit, old)
            for _ in range(options.runs)]
    return min(runs, key=lambda r: r[0])


def show_stages(options, paths):
    out = subprocess.run([options.stages, str(options.threads), *paths],
                         capture_output=True, text=True, check=True).stdout
    print("   " + ", ".join(out.strip().split("\n")), flush=True)


def knows_threads(zhen):
    return "--threads" in subprocess.run([zhen, "align", "--help"], text=True,
                                         capture_output=True).stdout


def bench_sizes(options, directory):
    print(f"{'sentences':>9} {'wall s':>8} {'cpu s':>8} {'MB':>6} "
          f"{'sent/s':>8} {'x for 2n':>8}" +
          (f" {'other s':>8} {'ratio':>6}" if options.against else ""))
    last = None
    for n in map(int, options.sizes.split(",")):
        paths = [f"{directory}/{n}.zh", f"{directory}/{n}.en"]
        in_child(make, options, n, *paths)
        wall, cpu, mb, status, said = best(options.zhen, paths, options)
        growth = ""
        if last:  # of the CPU time, for twice as many
            growth = f"{(cpu / last[1]) ** (1 / math.log2(n / last[0])):.2f}"
        line = (f"{n:>9} {wall:>8.3f} {cpu:>8.3f} {mb:>6.0f} "
                f"{n / wall:>8.0f} {growth:>8}")
        if options.against:
            other = best(options.against, paths, options,
                         old=not knows_threads(options.against))
            line += f" {other[0]:>8.3f} {other[0] / wall:>6.2f}"
        print(line + (f"  exit {status}: {said[-1]}" if status else ""),
              flush=True)
        if options.stages:
            show_stages(options, paths)
        last = n, cpu


def bench_worst(options, directory):
    print(f"{'case':<24} {'wall s':>8} {'cpu s':>8} {'MB':>6} exit  says")
    in_child(make_worst, options, directory)
    for name in WORST:
        paths = [f"{directory}/{name}.zh", f"{directory}/{name}.en"]
        wall, cpu, mb, status, said = best(options.zhen, paths, options,
                                           name not in SPLIT)
        print(f"{name:<24} {wall:>8.2f} {cpu:>8.2f} {mb:>6.0f} {status:>4}  "
              f"{said[-1]}", flush=True)
    if options.shapes:
        bench_shapes(options, directory)


def bench_shapes(options, directory):
    paths = [f"{directory}/shape.zh", f"{directory}/shape.en"]
    names = subprocess.run([options.shapes, "--list"], capture_output=True,
                           text=True, check=True).stdout.splitlines()
    for name in names:
        subprocess.run([options.shapes, "--write", name, "1000000", *paths],
                       check=True)
        wall, cpu, mb, status, said = best(options.zhen, paths, options,
                                           presplit=False)
        print(f"{name:<24} {wall:>8.2f} {cpu:>8.2f} {mb:>6.0f} {status:>4}  "
              f"{said[-1]}", flush=True)


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--text", action="append")
    p.add_argument("--sizes", default="100,1000,10000,20000,40000,80000")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--runs", type=int, default=1)
    p.add_argument("--stages")
    p.add_argument("--against")
    p.add_argument("--worst", action="store_true")
    p.add_argument("--shapes")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--keep")
    p.add_argument("zhen")
    options = p.parse_args()
    bench = bench_worst if options.worst else bench_sizes
    if options.keep:
        os.makedirs(options.keep, exist_ok=True)
        bench(options, options.keep)
    else:
        with tempfile.TemporaryDirectory() as directory:
            bench(options, directory)


if __name__ == "__main__":
    main()
