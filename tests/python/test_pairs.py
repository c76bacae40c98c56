# SPDX-License-Identifier: Apache-2.0
"""Splitting, scores, filters, stores."""
import json
import pickle

import pytest
import zhen
from conftest import SAMPLES, run_zhen

GOOD = ("今天的风很大，船都没有出海。",
        "The wind is strong today and no boat has gone out.")
BAD = ("今天的风很大，船都没有出海。", "He bought 1,250 apples in London.")


def test_sentences_and_gaps_are_the_text(harbour):
    for text, lang in zip(harbour, ("zh", "en")):
        sentences = zhen.split(text, lang)
        assert [s.text for s in sentences] \
            == [text[s.begin:s.end] for s in sentences]
        rest, at = "", 0
        for s in sentences:
            rest, at = rest + text[at:s.begin], s.end
        assert (rest + text[at:]).strip() == ""
        assert sentences[-1].paragraph > 3
    assert zhen.split("") == []
    assert [s.grade for s in zhen.split("他来了；𝔸她走了。好。", soft="cut")] \
        == ["soft", "hard", "paragraph"]
    assert len(zhen.split("一二三，四五六，七八九。", max_len=8)) == 2


def test_scores_are_those_of_the_program(aligned, tmp_path):
    aligned.to(tmp_path / "pairs.jsonl")
    rows = [json.loads(line)["score"] for line in run_zhen(
        "score", tmp_path / "pairs.jsonl", "-f", "jsonl").splitlines()]
    scores = zhen.score(aligned)
    assert [round(s.probability, 4) for s in scores] == rows
    many = zhen.score([GOOD, BAD] * 4500, threads=2)
    assert len(many) == 9000 and many[:2] * 4500 == many
    assert many[0].probability > 0.9 > 0.1 > many[1].probability
    assert many[1].number_en == "1,250" and many[1].name_en == "London"
    assert many[1].unmatched_zh in BAD[0]
    assert zhen.score([]) == [] and len(repr(many[0])) < 60
    assert zhen.score([GOOD], prior=0.01)[0].probability \
        < many[0].probability


def test_any_form_of_a_pair():
    zh, en = GOOD
    forms = [GOOD, list(GOOD), {"zh": zh, "en": en}, (zh, en, 0.5),
             (zh, en, None), {"en": en, "zh": zh, "score": 0.5},
             zhen.align([zh], [en])[0]]
    assert len(set(zhen.score(iter(forms)))) == 1
    verdicts = [v.rule for _, v in zhen.filter(
        forms, min_prob=0.6, thresholds={"duplicate": None,
                                         "near_duplicate": None})]
    assert verdicts == [None, None, None, "probability", None, "probability",
                        None]


@pytest.mark.parametrize("bad", [
    "ab", ("a",), ("a", 3), (b"a", "b"), (None, "b"), 7, {"zh": "a"},
    ("a", "b", "c"), {"zh": "a", "en": "b", "score": []}])
def test_what_is_no_pair(bad):
    for function in (zhen.score, lambda pairs: list(zhen.filter(pairs))):
        with pytest.raises(TypeError, match="pair 2 must be"):
            function([GOOD] * 2 + [bad])


def test_pairs_are_numbered_over_batches():
    with pytest.raises(TypeError, match="pair 4100 must be"):
        zhen.score([("好。", "Good.")] * 4100 + [7])


def test_hostile_texts():
    texts = ["", "\0", "a\0b", "\ufeff", "\ud7ff\U0010ffff", "好" * 4000,
             " " * 1000, "\x1b[31m", "\u202e"]
    pairs = [(zh, en) for zh in texts for en in texts]
    assert len(zhen.score(pairs)) == len(list(zhen.filter(pairs))) == 81
    for text in texts:
        zhen.split(text)
    for function in (lambda: zhen.score([("\ud800", "a")]),
                     lambda: list(zhen.filter([("a", "\udfff")])),
                     lambda: zhen.split("a\udc80"),
                     lambda: zhen.align("\ud800", "a"),
                     lambda: zhen.align(["\ud800"], ["a"])):
        with pytest.raises(UnicodeEncodeError):
            function()


def test_the_filter_is_that_of_the_program(tmp_path):
    rows = [(f"今天有{i % 40}条船出海，风很大。",
             f"Today {i % 90} boats went out in a strong wind.")
            for i in range(4100)] + [BAD] * 50
    file = tmp_path / "pairs.tsv"
    file.write_text("".join(f"{z}\t{e}\n" for z, e in rows), encoding="utf-8")
    kept = run_zhen("filter", file, "--near-duplicate", "off").splitlines()
    found = list(zhen.filter(iter(rows), thresholds={"near-duplicate": None}))
    assert [pair for pair, _ in found] == rows
    assert ["\t".join(pair) for pair, v in found if v.kept] == kept
    assert 0 < len(kept) < 4000
    assert {v.rule for _, v in found} >= {None, "duplicate", "numbers"}


def test_the_other_rules(tmp_path):
    file = tmp_path / "held"
    file.write_text(GOOD[1] + "\n", encoding="utf-8")
    [(_, v)] = zhen.filter([GOOD], holdout=file)
    assert v.rule == "holdout" and not v.kept
    [(_, v)] = zhen.filter([BAD], thresholds={"numbers": None})
    assert v.rule == "translation" and v.value < v.threshold == 0.1
    [(_, v)] = zhen.filter([BAD], thresholds={"numbers": None,
                                              "translation": None})
    assert v.kept
    with pytest.raises(zhen.UsageError, match="qqq"):
        zhen.filter([], thresholds={"qqq": 1})
    with pytest.raises(zhen.InputError):
        zhen.filter([], holdout=tmp_path / "none")


def test_a_filter_is_lazy_and_can_be_abandoned():
    def forever():
        i = 0
        while True:
            yield (f"他有{i}条船。", f"He has {i} ships.")
            i += 1

    results = zhen.filter(forever())
    assert next(results)[1].kept
    del results


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A store of three documents, one of which cannot be read."""
    root = tmp_path_factory.mktemp("corpus")
    for name in ("harbour.zh.txt", "harbour.en.txt", "reading-room.txt"):
        (root / name).write_bytes((SAMPLES / name).read_bytes())
    (root / "list.tsv").write_text(
        "harbour\tharbour.zh.txt\tharbour.en.txt\nroom\treading-room.txt\n"
        "none\tmissing.txt\n", encoding="utf-8")
    seen = []
    counts = zhen.build(root / "corpus.db", root / "list.tsv",
                        progress=seen.append, thresholds={"numbers": None})
    assert counts["aligned"] == 2 and counts["failed"] == 1 and seen
    return root / "corpus.db"


def test_a_store_is_read_again_and_again(corpus):
    with zhen.Store(corpus) as store:
        pairs = list(store.pairs())
        assert pairs == list(pickle.loads(pickle.dumps(store)).pairs())
        assert len(pairs) == store.counts()["kept"] and store.complete()
        assert {p["document"] for p in pairs} == {"harbour", "room"}
        assert list(pairs[0]) == ["zh", "en", "score", "document", "zh_ids",
                                  "en_ids"]
        sure = list(store.pairs(min_prob=0.99))
        assert sure == [p for p in pairs if p["score"] >= 0.99] != pairs
        assert list(pickle.loads(pickle.dumps(store.pairs))(0.99)) == sure
        first, second = store.pairs(), store.pairs()
        assert next(first) == next(second)
    target = corpus.parent / "out.tsv"
    run_zhen("export", corpus, "-o", target)
    exported = target.read_text(encoding="utf-8").splitlines()
    assert [f"{p['zh']}\t{p['en']}\t{p['score']:.4f}" for p in pairs] \
        == ["\t".join(line.split("\t")[:3]) for line in exported]
    assert next(first) == next(second) == pairs[1]
    for use in (store.pairs, store.counts, store.complete):
        with pytest.raises(ValueError, match="closed"):
            use()
    assert "closed" in repr(store)


def test_what_is_no_store(tmp_path, corpus):
    (tmp_path / "a.db").write_bytes(b"no store" * 1000)
    damaged = bytearray(corpus.read_bytes())
    for at in range(4096, len(damaged), 4096):
        damaged[at:at + 512] = b"\xff" * 512
    (tmp_path / "b.db").write_bytes(damaged)
    for name in ("a.db", "none.db", "."):
        with pytest.raises(zhen.InputError):
            zhen.Store(tmp_path / name)
    with pytest.raises(zhen.InputError):
        list(zhen.Store(tmp_path / "b.db").pairs())
    with pytest.raises(zhen.InputError):
        zhen.build(tmp_path / "c.db", tmp_path / "none.tsv")
    for target, error in (("a.db", zhen.InputError), (".", zhen.OutputError)):
        with pytest.raises(error):
            zhen.build(tmp_path / target, corpus.parent / "list.tsv")


def test_a_data_set_of_hugging_face(corpus):
    datasets = pytest.importorskip("datasets")
    store = zhen.Store(corpus)
    data = datasets.Dataset.from_generator(store.pairs)
    assert data.to_list() == list(store.pairs())
