#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does a number, a date or a name decide to which neighbour a sentence belongs?

    anchor_probes.py [OPTION]... ZHEN

    --kind        a table by kind and position
    --list        each pair that is wrong, with what zhen made of it
    --only WORD   pairs whose name has WORD in it (may be repeated)
    --keep DIR    leave the documents there, with their gold, for tune
    --seed N      which carriers and phrases a value is put into; 1

A probe is a pair of small documents that differ in one anchor only: in the
first a sentence belongs to what is before it, in the second to what is after it
(or to nothing). Both must be right. Positions:

    after     an English sentence between two others; in the Chinese sentences
              the anchor clause comes last
    before    the same, but the anchor clause comes first
    null      the second of two anchor sentences belongs to what follows it, or
              what follows it counts or names nothing: then it is unaligned
    zh-after, zh-before
              the extra sentence is on the Chinese side
A name that ends in -t is in traditional characters.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

# What the sentences tell, a pair per line, without what they count or name.
CARRIERS = """
下雨了	It rained
门开了	The door opened
客人都走了	The guests all left
列车晚点了	The train was late
老师病倒了	The teacher fell ill
工厂停产了	The factory stopped production
他们搬到了乡下	They moved to the countryside
展览吸引了不少游客	The exhibition attracted many visitors
村民修好了那座石桥	The villagers repaired the stone bridge
公司换了新的总经理	The company got a new general manager
图书馆延长了开放时间	The library extended its opening hours
消防员扑灭了仓库的大火	Firefighters put out the blaze in the warehouse
两国恢复了中断多年的谈判	The two countries resumed talks that had been suspended for years
研究人员发表了最新的论文	The researchers published their latest paper
一位老木匠接下了这份工作	An old carpenter took on the job
合唱团在剧院举行了告别演出	The choir gave a farewell performance in the theatre
救援队在山谷里找到了失踪的登山者	The rescue team found the missing climbers in the valley
这家出版社推出了一套儿童读物	The publishing house brought out a series of children's books
暴风雪过后，港口终于恢复了正常	After the blizzard the port finally returned to normal
法院驳回了被告律师提出的全部请求	The court rejected every request made by the lawyers of the defendant
为了节约用水，农场安装了新的灌溉系统	To save water, the farm installed a new irrigation system
很多年轻人离开家乡，到沿海城市去找工作	Many young people left home to look for work in the coastal cities
经过几个月的准备，剧团终于把这部喜剧搬上了舞台	After months of preparation the company finally brought the comedy to the stage
由于原料价格不断上涨，许多小型企业已经难以维持	With the price of raw materials rising steadily, many small businesses could hardly keep going
"""
FILLERS = """
大家都很高兴。	Everyone was very happy.
谁也没有说话。	Nobody said a word.
第二天早上天气很好。	The next morning the weather was fine.
他点了一支烟，慢慢走回家去。	He lit a cigarette and slowly walked home.
这件事在当地引起了很大的争论。	The matter caused a great deal of debate in the area.
"""
# KIND, phrases with a place for the value, and values.
KINDS = """
integer
一共用了{}块砖	{} bricks were used in all
名单上有{}个名字	There were {} names on the list
他数出了{}颗种子	He counted out {} seeds
1350	1,350
1530	1,530
274	274
742	742
三千六百	3,600
六千三百	6,300
big
总投资为{}元	Total investment came to {} yuan
全国有{}人受益	Across the country {} people benefited
用户数量超过{}	The number of users exceeded {}
三十五万	350,000
五十三万	530,000
2700万	27 million
7.2亿	720 million
48亿	4.8 billion
8400万	84 million
decimal
平均身高是{}米	The average height was {} metres
平均每户有{}口人	A household has {} people on average
这条路长{}公里	The road is {} kilometres long
1.62	1.62
2.16	2.16
九点三	9.3
三点九	3.9
12.8	12.8
percent
增长率为{}	The growth rate was {}
其中{}投了赞成票	Of these, {} voted in favour
失业率降到了{}	Unemployment fell to {}
百分之三十八	38 percent
百分之八十三	83 percent
5.4%	5.4%
4.5%	4.5%
67%	67 per cent
share
约{}的家庭受到影响	About {} of families were affected
产量减少了{}	Output dropped by {}
他们拿走了其中的{}	They took {} of it
七成	70 percent
四成	40 percent
三分之二	two thirds
四分之三	three quarters
五分之一	one fifth
tens
一共来了{}人	{} people came in all
队里有{}名女性	The team had {} women
工程持续了{}天	The work lasted {} days
二十六	26
六十二	62
17	17
71	seventy-one
四十五	forty-five
year
这座楼建于{}年	The building dates from {}
他是{}年出生的	He was born in {}
最近一次发生在{}年	It last happened in {}
1964	1964
1946	1946
二〇〇八	2008
2018	2018
一九七九	1979
date
会议定于{}召开	The meeting was set for {}
截止日期是{}	The deadline is {}
他在{}到达	He arrived on {}
3月21日	March 21
12月13日	December 13
5月9日	9 May
九月五日	September 5
七月十四日	14 July
month
计划在{}开工	Work was to begin in {}
他们{}就要结婚	They are getting married in {}
最热的时候是{}	The hottest time is {}
二月	February
十一月	November
8月	August
四月	April
clock
会议{}开始	The meeting began at {}
他们约在{}见面	They agreed to meet at {}
最后一班车{}发车	The last bus leaves at {}
下午三点半	3:30 in the afternoon
上午十点一刻	a quarter past ten in the morning
早上7点20分	7:20 a.m.
晚上九点	nine in the evening
ordinal
他们最后得了第{}名	They finished {} in the end
这是第{}届	This was the {} one
他排在第{}位	He was in {} place
三	third
五	fifth
十二	12th
二十	20th
money
最后的价格是{}	The final price was {}
他赔偿了{}	He paid {} in damages
这笔奖金是{}	The prize was {}
一千二百美元	$1,200
二千一百美元	$2,100
85万欧元	850,000 euros
58万英镑	£580,000
currency
账单用{}支付	The bill was paid in {}
报价单位是{}	Prices were quoted in {}
他只收{}	He accepted only {}
卢布	roubles
欧元	euros
日元	Japanese yen
美元	US dollars
韩元	Korean won
person
主持人是{}	The host was {}
签字的是{}	The one who signed was {}
最先发言的是{}	The first to speak was {}
汤普森	Thompson
威廉姆斯	Williams
克里斯蒂娜	Christina
穆罕默德	Mohammed
安德森	Anderson
pinyin
主持人是{}	The host was {}
签字的是{}	The one who signed was {}
最先发言的是{}	The first to speak was {}
陈建华	Chen Jianhua
刘德明	Liu Deming
王秀英	Wang Xiuying
赵丽萍	Zhao Liping
周文斌	Zhou Wenbin
place
他们来自{}	They came from {}
下一站是{}	The next stop was {}
样品被送到了{}	The samples were sent to {}
墨西哥	Mexico
越南	Vietnam
武汉	Wuhan
伦敦	London
西雅图	Seattle
organisation
这项计划由{}资助	The project was funded by {}
消息是{}公布的	The news was released by {}
他以前在{}工作	He used to work for {}
世界卫生组织	the World Health Organization
国际货币基金组织	the International Monetary Fund
联合国	the United Nations
哈佛大学	Harvard University
丰田公司	Toyota
code
新设备的型号是{}	The model of the new equipment is {}
他们订购了{}	They ordered the {}
测试的是{}	What they tested was the {}
KL-35	KL-35
MX500	MX500
B747	B747
Sony	Sony
Intel	Intel
body
他伤了{}	He hurt his {}
医生检查了他的{}	The doctor examined his {}
她一直捂着{}	She kept holding her {}
膝盖	knee
肩膀	shoulder
脚踝	ankle
手腕	wrist
额头	forehead
colour
墙刷成了{}	The walls were painted {}
她选了{}	She chose {}
旗子是{}的	The flag was {}
红色	red
绿色	green
黄色	yellow
紫色	purple
animal
院子里养着{}	They kept {} in the yard
孩子们看见了{}	The children saw {}
封面上画着{}	On the cover were {}
兔子	rabbits
山羊	goats
猴子	monkeys
大象	elephants
乌龟	turtles
"""
# The words that an anchor phrase may begin with, in lower case in a clause.
WORDS_BEFORE = set("""A About Across After At He His In It Of On Output Prices
She The They This Total Two Unemployment Users What Work""".split())

# The traditional forms of the characters above.
TRADITIONAL = dict(
    """万萬 业業 两兩 个個 丰豐 为為 丽麗 举舉 乌烏 乐樂 乡鄉 书書 争爭 于於 产產 亿億 仓倉 们們 价價 会會 伤傷 伦倫
偿償 员員 农農 准準 减減 几幾 别別 剧劇 医醫 华華 单單 卢盧 卫衛 厂廠 发發 台臺 号號 响響 国國 图圖 团團 场場
块塊 墙牆 备備 复復 头頭 奖獎 学學 届屆 币幣 师師 库庫 开開 当當 数數 断斷 时時 条條 来來 样樣 检檢 楼樓 欧歐 汉漢
汤湯 没沒 测測 涨漲 灭滅 点點 烟煙 热熱 画畫 盖蓋 砖磚 离離 种種 签簽 红紅 约約 组組 织織 终終 经經 结結 统統 绩績
续續 维維 绿綠 联聯 脚腳 节節 装裝 见見 览覽 计計 订訂 议議 许許 论論 设設 试試 话話 说說 请請 读讀 谁誰 谈談 账賬
货貨 购購 资資 赔賠 赞贊 赵趙 车車 轻輕 达達 过過 这這 选選 里裡 镑鎊 长長 门門 间間 队隊 际際 陈陳 难難 韩韓 项項
颗顆 额額 风風 馆館 驳駁 黄黃 龟龜 刘劉 扑撲 报報 换換 旧舊 坏壞 负負 谷谷 银銀 钱錢""".split())

POSITIONS = ["after", "before", "null", "zh-after", "zh-before"]
PAIRS_EACH = 2  # of a kind at a position


def lines_of(text):
    return [tuple(line.split("\t")) for line in text.strip().splitlines()]


def kinds_of(text):
    """KIND -> phrases, values. A phrase has a place for the value."""
    kinds, kind = {}, None
    for line in text.strip().splitlines():
        if "\t" not in line:
            kind = kinds.setdefault(line, ([], []))
        else:
            zh, en = line.split("\t")
            kind["{}" not in zh].append((zh, en))
    return kinds


def begin(english):
    return english[0].upper() + english[1:]


def join(first, second):
    """Two English sentences in one; names stay as they are."""
    if second.split()[0] in WORDS_BEFORE:
        second = second[0].lower() + second[1:]
    return f"{begin(first)}, and {second}."


class Probe:
    """Two documents: (Chinese lines, English lines, gold beads) each."""

    def __init__(self, name, halves):
        self.name = name
        self.halves = halves


def shift_gold(extra_is_zh, up):
    """Beads of four sentences against five; the third of the five moves."""
    one, two = ([1], [1, 2]) if up else ([1], [1])
    three, four = ([2], [3]) if up else ([2], [2, 3])
    beads = [([0], [0]), (one, two), (three, four), ([3], [4])]
    return [(en, zh) for zh, en in beads] if extra_is_zh else beads


NULL_GOLD = [([0], [0]), ([1], [1, 2]), ([], [3]), ([2], [4]), ([3], [5])]
BOTH_GOLD = [([0], [0]), ([1], [1, 2]), ([2], [3, 4]), ([3], [5])]


def make_halves(position, carriers, fillers, phrase, values):
    """`values`: of the sentence before and of the one after."""
    (z1, e1), (z2, e2) = carriers
    (fz, fe), (gz, ge) = fillers
    az = [phrase[0].format(zh) for zh, _ in values]
    ae = [phrase[1].format(en) for _, en in values]
    first = position.endswith("before")
    if position.startswith("zh"):
        en = [fe] + [join(a, e) if first else join(e, a)
                     for e, a in ((e1, ae[0]), (e2, ae[1]))] + [ge]
        return [([fz, z1 + "。", a + "。", z2 + "。", gz], en,
                 shift_gold(True, a == az[0])) for a in az[:2]]
    zh = [fz] + [f"{a}，{z}。" if first else f"{z}，{a}。"
                 for z, a in ((z1, az[0]), (z2, az[1]))] + [gz]
    say = [begin(a) + "." for a in ae]
    if position == "null":
        en = [fe, e1 + ".", say[0], say[1], e2 + ".", ge]
        return [(zh, en, BOTH_GOLD),
                ([zh[0], zh[1], z2 + "。", zh[3]], en, NULL_GOLD)]
    return [(zh, [fe, e1 + ".", a, e2 + ".", ge], shift_gold(False, up))
            for a, up in ((say[0], True), (say[1], False))]


def traditional(line):
    return "".join(TRADITIONAL.get(c, c) for c in line)


def make_probes(seed):
    rng = random.Random(seed)
    carriers, fillers = lines_of(CARRIERS), lines_of(FILLERS)
    probes = []
    for kind, (phrases, values) in kinds_of(KINDS).items():
        for p, position in enumerate(POSITIONS):
            for n in range(PAIRS_EACH):
                phrase = phrases[(p + n) % len(phrases)]
                halves = make_halves(position, rng.sample(carriers, 2),
                                     rng.sample(fillers, 2), phrase,
                                     rng.sample(values, 2))
                name = f"{kind}.{position}.{n}"
                if len(probes) % 4 == 3:
                    name += "-t"
                    halves = [([traditional(z) for z in zh], en, gold)
                              for zh, en, gold in halves]
                probes.append(Probe(name, halves))
    return probes


def write(directory, name, zh, en, gold):
    for suffix, lines in (("zh", zh), ("en", en),
                          ("gold", [f"{z}:{e}" for z, e in gold])):
        with open(os.path.join(directory, f"{name}.{suffix}"), "w",
                  encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")


def align(zhen, path):
    out = subprocess.run([zhen, "align", "--presplit", "-q", "-f", "vecalign",
                          path + ".zh", path + ".en"],
                         capture_output=True, text=True, check=True).stdout
    return [":".join(line.split(":")[:2]) for line in out.splitlines()]


def judge(zhen, directory, probe):
    """Whether each half is right, and what was made of it."""
    answers = []
    for half, (zh, en, gold) in zip("ab", probe.halves):
        path = os.path.join(directory, probe.name + "." + half)
        write(directory, probe.name + "." + half, zh, en, gold)
        found = align(zhen, path)
        answers.append((sorted(found) == sorted(f"{z}:{e}" for z, e in gold),
                        found))
    return answers


def print_table(right):
    """`right`: (kind, position) -> list of whether a pair is right."""
    kinds = list(dict.fromkeys(kind for kind, _ in right))
    print("%-13s" % "" + "".join("%10s" % p for p in POSITIONS) + "       all")
    for kind in kinds + ["all"]:
        row = [[r for (k, p), all_ in right.items() for r in all_
                if kind in (k, "all") and p == position]
               for position in POSITIONS]
        row.append([r for cell in row for r in cell])
        print("%-13s" % kind + "".join(
            "%10s" % (f"{sum(c)}/{len(c)}" if c else "") for c in row))


def main():
    args = argparse.ArgumentParser(usage=__doc__)
    args.add_argument("zhen")
    args.add_argument("--kind", action="store_true")
    args.add_argument("--list", action="store_true")
    args.add_argument("--only", action="append")
    args.add_argument("--keep")
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    probes = [p for p in make_probes(args.seed)
              if not args.only or any(w in p.name for w in args.only)]
    right, halves = {}, 0
    with tempfile.TemporaryDirectory() as scratch:
        directory = args.keep or scratch
        os.makedirs(directory, exist_ok=True)
        for probe in probes:
            answers = judge(args.zhen, directory, probe)
            halves += sum(ok for ok, _ in answers)
            both = all(ok for ok, _ in answers)
            kind, position = probe.name.split(".")[:2]
            right.setdefault((kind, position), []).append(both)
            if args.list and not both:
                print(probe.name, *(("right" if ok else " ".join(found))
                                    for ok, found in answers), sep="\t")
    if args.kind:
        print_table(right)
    both = sum(sum(cell) for cell in right.values())
    print(f"{len(probes)} pairs, both halves right {both} "
          f"({both / max(1, len(probes)):.3f}), "
          f"halves right {halves / max(1, 2 * len(probes)):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
