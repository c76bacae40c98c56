#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The cells of a notebook, for editors that know "# %%": build a small corpus
# from the samples, look at its scores, and write what is good. Nothing is
# trained. Run as a program it takes a directory for its files:
#
#     PYTHONPATH=src/python python3 samples/python/corpus.py out

# %% Where the samples are, and where files go
import json
import sys
from pathlib import Path

import zhen

SAMPLES = Path(__file__).resolve().parents[1]
OUT = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
OUT.mkdir(parents=True, exist_ok=True)

# %% One article: its pairs, and why one of them has its score
article = zhen.align(SAMPLES / "harbour.zh.txt", SAMPLES / "harbour.en.txt")
print(article, article.relation)
doubtful = min(range(len(article)), key=lambda i: article[i].score)
print(article.explain(doubtful))
article.to(OUT / "harbour.tmx")
article.report(OUT / "harbour.html")

# %% A corpus: two files, or one in both languages
MANIFEST = OUT / "manifest.jsonl"
MANIFEST.write_text("\n".join(map(json.dumps, [
    {"id": "harbour",
     "zh": (SAMPLES / "harbour.zh.txt").read_text(encoding="utf-8"),
     "en": (SAMPLES / "harbour.en.txt").read_text(encoding="utf-8")},
    {"id": "reading-room",
     "text": (SAMPLES / "reading-room.txt").read_text(encoding="utf-8")},
])) + "\n", encoding="utf-8")
counts = zhen.build(OUT / "corpus.db", MANIFEST)
print(counts["total"], "documents,", counts["failed"], "failed")

# %% Read it; from the store, or as a data set for training:
#     datasets.Dataset.from_generator(zhen.Store(OUT / "corpus.db").pairs)
store = zhen.Store(OUT / "corpus.db")
rows = list(store.pairs())
print(len(rows), "pairs,", store.counts()["kept"], "kept")

# %% A second opinion on each pair, without its document
scores = zhen.score(rows)
for row, score in sorted(zip(rows, scores), key=lambda x: x[1])[:3]:
    print(f"{row['score']:.2f} {score.probability:.2f}", row["zh"], row["en"])

# %% What the rules drop
with open(OUT / "clean.jsonl", "w", encoding="utf-8") as file:
    for row, verdict in zhen.filter(rows, min_prob=0.9):
        if verdict.kept:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            print(f"dropped: {verdict.rule} {verdict.value:.2f}", row["zh"])

# %% The scores as a picture
try:
    from matplotlib.figure import Figure
except ImportError:
    print("matplotlib is missing: no picture")
else:
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.subplots()
    axes.scatter([row["score"] for row in rows],
                 [score.probability for score in scores], s=12)
    axes.set_xlabel("score in the document")
    axes.set_ylabel("score of the pair alone")
    figure.savefig(OUT / "scores.png", dpi=150)
