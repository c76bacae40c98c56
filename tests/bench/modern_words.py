#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many words and names of today the lexicon knows.

    modern_words.py ZHEN [LEXICON]

Each line of WORDS is a Chinese word and English words of which one must be
among its translations, at least a quarter as strong as the strongest. Prints the
share, the share whose strongest translation is one of them, and the others.
"""
import subprocess
import sys

WORDS = """
云服务 cloud
新冠 covid coronavirus pandemic
人工智能 artificial intelligence ai
大语言模型 language llm
美联储 fed federal reserve
特朗普 trump
马斯克 musk
欧洲央行 ecb central
阿里巴巴 alibaba
华为 huawei
短视频 video
直播 livestream live broadcast
区块链 blockchain
碳中和 carbon neutrality neutral
比特币 bitcoin
二维码 qr
高铁 rail train
拜登 biden
泽连斯基 zelensky zelenskyy
世卫组织 who health
川普 trump
人工智慧 artificial intelligence ai
雲端 cloud
聯準會 fed federal
資料庫 database
演算法 algorithm
輝達 nvidia
網紅 influencer celebrity
自動駕駛 autonomous driving driverless
量子计算 quantum
元宇宙 metaverse
宁德时代 catl
字节跳动 bytedance
拼多多 pinduoduo
英伟达 nvidia
台积电 tsmc
特斯拉 tesla
马克龙 macron
默克尔 merkel
普京 putin
内塔尼亚胡 netanyahu
莫迪 modi
金正恩 kim jong
脱欧 brexit
哈马斯 hamas
乌克兰 ukraine
疫苗接种 vaccination vaccine inoculate
群体免疫 herd immunity
核酸检测 nucleic pcr acid
通货膨胀 inflation
量化宽松 quantitative easing
首次公开募股 ipo offering
加密货币 cryptocurrency crypto
供应链 supply
新能源汽车 energy electric
锂电池 lithium battery
无人机 drone
芯片 chip
半导体 semiconductor
机器学习 machine learning
深度学习 deep learning
微信 wechat
抖音 douyin tiktok
小红书 xiaohongshu rednote
扎克伯格 zuckerberg
贝索斯 bezos
奥巴马 obama
维基百科 wikipedia
奈飞 netflix
推特 twitter
气候变化 climate
性骚扰 sexual harassment
社交媒体 social media
众筹 crowdfunding
勒索软件 ransomware
网络安全 cybersecurity security
独角兽 unicorn
内卷 involution
表情包 meme sticker emoji
外卖 takeout delivery takeaway
"""


def same(stem, word):
    n = 0
    while n < min(len(stem), len(word)) and stem[n] == word[n]:
        n += 1
    return n >= max(2, len(stem) - 1)


def main():
    args = ["--lexicon", sys.argv[2]] if len(sys.argv) > 2 else []
    lines = [x.split() for x in WORDS.strip().splitlines()]
    found = first = 0
    for word, *right in lines:
        out = subprocess.run([sys.argv[1], "lexicon", "show"] + args + [word],
                             stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL).stdout.decode()
        pairs = [x.split("\t") for x in out.splitlines()]
        weights = {p[1]: float(p[2]) for p in pairs}
        most = max(weights.values(), default=0)
        good = [w for s, w in weights.items() if any(same(s, r) for r in right)]
        best = max(good, default=0)
        found += bool(good) and best >= most / 4
        first += bool(good) and best == most
        if not good or best < most / 4:
            print("%s\t%s" % (word, " ".join(sorted(weights))))
    print("%d words: right %.3f, strongest %.3f" % (
        len(lines), found / len(lines), first / len(lines)))


if __name__ == "__main__":
    main()
