# SPDX-License-Identifier: Apache-2.0
"""Aligning: the result is that of the program, wherever the text is from."""
import gzip
import os
import pickle
import random
import signal
import threading
from array import array

import pytest
import zhen
from conftest import SAMPLES, program_pairs, run_zhen


def rows(pairs):
    return [(p.zh, p.en, round(p.score, 4), list(p.zh_ids), list(p.en_ids))
            for p in pairs]


def rows_of_program(*args):
    return [(p["zh"], p["en"], p["score"], p["zh_ids"], p["en_ids"])
            for p in program_pairs(*args)]


HARBOUR = [SAMPLES / "harbour.zh.txt", SAMPLES / "harbour.en.txt"]


def test_a_text_is_aligned_like_its_file(aligned):
    expected = rows_of_program(*HARBOUR)
    assert rows(aligned) == rows(aligned.pairs) == expected
    assert rows(zhen.align(*HARBOUR)) == expected
    assert rows(zhen.align(*(f.read_bytes() for f in HARBOUR))) == expected
    assert len(aligned) == 30 and aligned[-1] == aligned.pairs[29]


def test_one_text_in_both_languages():
    path = SAMPLES / "reading-room.txt"
    expected = rows_of_program(path)
    text = path.read_text(encoding="utf-8")
    pairs = zhen.align(text)
    assert rows(pairs) == rows(zhen.align(path)) == expected
    for pair in pairs:
        assert pair.zh in text[slice(*pair.zh_span)]
        assert text[slice(*pair.en_span)] == pair.en


def test_sentences_are_kept(harbour, aligned):
    lists = [[s.text for s in zhen.split(text, lang)]
             for text, lang in zip(harbour, ("zh", "en"))]
    pairs = zhen.align(*lists)
    assert pairs.zh_sentences == lists[0] == aligned.zh_sentences
    assert pairs.en_sentences == lists[1] == aligned.en_sentences
    assert pairs[3].zh_span is None
    for pair in pairs:
        assert pair.en == " ".join(lists[1][i] for i in pair.en_ids)


def test_line_breaks_and_empty_sentences_keep_their_numbers():
    zh = ["他来了。", "", "她\r\n走了。", "船\n开了。", ""]
    en = ["He came.", "", "She\nleft.", "The ship\r\nsailed.", ""]
    pairs = zhen.align(zh, en)
    assert len(pairs.zh_sentences) == len(pairs.en_sentences) == 5
    assert [p.zh_ids for p in pairs if p.zh.startswith("船")] == [(3,)]
    assert pairs[-1].en == "The ship sailed."


def test_spans_are_code_points_of_the_text(harbour, aligned):
    for bead in aligned.beads:
        for text, side, span in zip(harbour, (bead.zh, bead.en),
                                    (bead.zh_span, bead.en_span)):
            assert (span is None) == (side == "")
            if span:
                assert "".join(text[slice(*span)].split()) \
                    == "".join(side.split())
    ids = [i for bead in aligned.beads for i in bead.zh_ids]
    assert ids == list(range(34))


def test_spans_lead_through_joined_lines():
    line = "He was 𝔸 fisherman of the harbour of Yanyu, and he had"
    en = "\ufeff" + "\n".join([line, line.lower(), line.lower(),
                               "been at sea. Then he came home to sleep."])
    zh = "他是雁屿港的渔民，一直在海上。然后他回家睡觉。"
    pairs = zhen.align(zh, en, wrap="join")
    assert "\n" not in pairs.en_text
    assert [en[slice(*s)].split() for s in (p.en_span for p in pairs)] \
        == [p.en.split() for p in pairs]
    assert en[slice(*pairs[-1].en_span)] == "Then he came home to sleep."


def test_documents_of_other_kinds(tmp_path):
    zh, en = tmp_path / "zh.html", tmp_path / "en.html.gz"
    zh.write_text("<p>他<b>来</b>了。<p>她走了。", encoding="gb18030")
    en.write_bytes(gzip.compress(b"<p>He <i>came</i>.<p>She left."))
    pairs = zhen.align(zh, en)
    assert [(p.zh, p.en) for p in pairs] \
        == [("他来了。", "He came."), ("她走了。", "She left.")]
    assert pairs.en_text[slice(*pairs[1].en_span)] == "She left."
    kept = zhen.align("他<b>来</b>了。", "He <i>came</i>.")
    assert kept[0].en == "He <i>came</i>."
    assert zhen.align("他<b>来</b>了。", "He <i>came</i>.",
                      kind="html")[0].en == "He came."


def test_what_else_is_known(aligned):
    assert aligned.relation == "parallel" and aligned.parallel > 0.99
    assert aligned.moved == [] and isinstance(aligned.doubtful, list)
    assert all(one.strength > 0 for one in aligned.learned)
    assert "30 pairs" in repr(aligned) and len(repr(aligned[0])) < 80
    assert pickle.loads(pickle.dumps(aligned.pairs)) == aligned.pairs
    zh, en, score, *_ = aligned[0]
    assert (zh, en) == (aligned[0].zh, aligned[0].en)
    with pytest.raises(TypeError, match="pairs can"):
        pickle.dumps(aligned)


def test_a_score_is_explained(aligned):
    why = aligned.explain(5, rival=True)
    assert why.probability == aligned[5].score
    assert why.score == pytest.approx(sum(why.terms.values()))
    assert any(m.en == "residents" and m.zh == "常住" for m in why.matches)
    assert any(u.word == "small" and u.side == "en" for u in why.unmatched)
    assert why.rival and why.margin > 0
    assert "常住 = residents" in str(why)
    alone = next(b for b in aligned.beads if not b.zh)
    assert aligned.explain(alone).bounds is None
    assert aligned.explain(-1).zh == aligned[-1].zh
    with pytest.raises(IndexError):
        aligned.explain(30)
    with pytest.raises(zhen.UsageError):
        aligned.explain(aligned[0]._replace(zh_ids=(5000,)))


def test_a_glossary_takes_precedence(tmp_path):
    file = tmp_path / "terms.tsv"
    file.write_text("嘎嘣\tblorp\n", encoding="utf-8")
    lexicon = zhen.Lexicon(glossaries=[file, {"呱唧": "snark"},
                                       [("扑腾", "vubble grimp")]])
    assert lexicon.info()["glossary_terms"] == 3
    zh = ["嘎嘣。", "呱唧。", "扑腾。"]
    en = ["Vubble grimp.", "Blorp.", "Snark."]
    why = zhen.align(zh[:1], en[1:2], lexicon=lexicon).explain(0)
    assert why.matches[0].kind == "glossary"
    assert [t.stem for t in lexicon.translations("渔港") if not t.is_near] \
        == ["fish", "harbor", "port"] or lexicon.translations("渔港")
    assert lexicon.translations("嘎嘎嘎") == []


@pytest.mark.parametrize("name, begin", [
    ("a.tmx", b"<?xml"), ("a.xlsx", b"PK"), ("a.xlf", b"<?xml"),
    ("a.jsonl.gz", b"\x1f\x8b"), ("a.csv", b"\xef\xbb\xbf"),
    ("a.html", b"<!"), ("a", "雁屿港".encode())])
def test_files(aligned, tmp_path, name, begin):
    aligned.to(tmp_path / name)
    assert (tmp_path / name).read_bytes().lower().startswith(begin.lower())


def test_files_are_those_of_the_program(aligned, tmp_path):
    pairs = zhen.align(*HARBOUR)
    for name in ("tsv", "jsonl", "vecalign", "ladder", "tmx"):
        pairs.to(str(tmp_path / "out"), name, nulls=name == "jsonl", date=1)
        args = ["--nulls"] if name == "jsonl" else []
        os.environ["SOURCE_DATE_EPOCH"] = "1"
        assert (tmp_path / "out").read_text(encoding="utf-8") \
            == run_zhen("align", *HARBOUR, "-f", name, *args), name
        del os.environ["SOURCE_DATE_EPOCH"]
    aligned.to(tmp_path / "set", "moses", min_prob=0.99, words=True)
    assert (tmp_path / "set.zh").exists() and (tmp_path / "set.words").exists()
    pairs.report(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") \
        == run_zhen("report", *HARBOUR)


def test_no_input_is_overwritten(tmp_path):
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("他来了。", encoding="utf-8")
    en.write_text("He came.", encoding="utf-8")
    pairs = zhen.align(zh, en)
    for write in (lambda: pairs.to(en), lambda: pairs.report(zh)):
        with pytest.raises(zhen.UsageError):
            write()
    assert en.read_text(encoding="utf-8") == "He came."
    for path, kind in ((tmp_path / "no" / "x.tsv", zhen.OutputError),
                       (tmp_path / "x.qqq", zhen.UsageError)):
        with pytest.raises(kind):
            pairs.to(path)


def vectors(rows):
    """Rows of numbers as a buffer of two dimensions."""
    numbers = array("f", [number for row in rows for number in row])
    return memoryview(numbers).cast("B").cast("f", [len(rows), len(rows[0])])


def test_embeddings_find_what_words_do_not():
    source = random.Random(3)
    rows = [[source.gauss(0, 1) for _ in range(16)] for _ in range(13)]
    zh = ["嘎嘣呱唧扑腾，吱扭扑腾呱唧。"] * 12
    en = ["Blorp snarked vubble grimped."] * 13
    z, e = vectors(rows[:5] + rows[6:]), vectors(rows)
    pairs = zhen.align(zh, en, embeddings=(z, e))
    right = sum(p.en_ids == (p.zh_ids[0] + (p.zh_ids[0] >= 5),) for p in pairs)
    assert right >= 11
    assert "embeddings" in str(pairs.explain(0))
    assert zhen.align(zh, en, embeddings=[z.toreadonly(), e]).pairs \
        == pairs.pairs


def test_embeddings_of_numpy():
    numpy = pytest.importorskip("numpy")
    zh, en = ["他来了。"] * 3, ["He came."] * 3
    wide = numpy.ones((3, 16), "f4")

    class Tensor:
        def __array__(self):
            return wide

    zhen.align(zh, en, embeddings=(Tensor(), wide))
    for bad, error in ((wide[:, ::2], ValueError),
                       (wide[:, :8].copy(), zhen.UsageError),
                       (wide.astype("f8"), TypeError),
                       (wide.astype(">f4"), TypeError),
                       (numpy.asfortranarray(wide), ValueError),
                       (numpy.full((3, 16), numpy.nan, "f4"),
                        zhen.UsageError),
                       (wide[:, :0], zhen.UsageError)):
        with pytest.raises(error):
            zhen.align(zh, en, embeddings=(wide, bad))
    with pytest.raises(zhen.UsageError, match="no dimensions"):
        zhen.align(zh, en, embeddings=(wide[:, :0], wide[:, :0]))
    free = numpy.ones((3, 16), "f4")
    zhen.align(zh, en, embeddings=(wide, free))
    free.resize((2, 2))  # fails while its memory is in use


def test_wrong_embeddings_are_refused():
    zh, en = ["他来了。"] * 3, ["He came."] * 3
    three, four = vectors([[1.0, 2.0]] * 3), vectors([[1.0, 2.0]] * 4)
    for bad, error in (
            ((three, four), zhen.UsageError), ((four, three), zhen.UsageError),
            ((three,), ValueError), ((three, None), TypeError),
            ((three, [[1.0]]), TypeError), ((three, three, three), ValueError),
            ((three, memoryview(array("f", [1.0]))), ValueError),
            ((three, memoryview(b"123")), ValueError), (3, TypeError)):
        with pytest.raises(error):
            zhen.align(zh, en, embeddings=bad)
    with pytest.raises(TypeError, match="lists"):
        zhen.align("他来了。", "He came.", embeddings=(three, three))


def test_many_in_order(harbour, aligned):
    taken = []

    def documents():
        for i in range(20):
            taken.append(i)
            yield ([f"他有{i}条船。"], [f"He has {i} ships."])

    results = zhen.align_many(documents(), threads=2)
    for i, pairs in enumerate(results):
        assert pairs[0].zh == f"他有{i}条船。"
        assert len(taken) <= i + 4
    assert len(taken) == 20
    one, two = zhen.align_many([harbour, SAMPLES / "reading-room.txt"])
    assert one.pairs == aligned.pairs and len(two) > 3


def test_a_broken_document_among_many():
    good = ("他来了。", "He came.")
    broken = [good, ("", ""), good]
    found = list(zhen.align_many(broken, errors="return"))
    assert isinstance(found[1], zhen.InputError) and len(found[2]) == 1
    results = zhen.align_many(broken)
    assert len(next(results)) == 1
    with pytest.raises(zhen.InputError, match="no text"):
        next(results)
    for bad in ((1, 2), (), ("a", "b", "c"), 5, None):
        with pytest.raises(TypeError):
            list(zhen.align_many([bad]))

    def fails():
        yield good
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        list(zhen.align_many(fails()))


def test_an_iterator_is_abandoned(long_text):
    results = zhen.align_many([long_text] * 50, threads=2)
    results.close()
    before = threading.active_count()
    results = zhen.align_many([("他来了。", "He came.")] * 3
                              + [long_text] * 50, threads=2)
    next(results)
    del results
    assert threading.active_count() == before


def test_progress_and_its_exceptions(long_text):
    seen = []
    pairs = zhen.align(*long_text, progress=seen.append)
    assert len(pairs) == 1500
    assert {"first pass", "second pass"} <= {now.stage for now in seen}
    assert all(now.done <= now.total for now in seen if now.total)

    def fails(now):
        raise RuntimeError("from the callback")

    with pytest.raises(RuntimeError, match="from the callback"):
        zhen.align(*long_text, progress=fails)
    with pytest.raises(TypeError):
        zhen.align(*long_text, progress=3)


def test_ctrl_c_ends_a_call(long_text):
    def interrupt(now):
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        zhen.align(*long_text, progress=interrupt)
    assert len(zhen.align("他来了。", "He came.")) == 1


def test_threads_share_a_lexicon(harbour, aligned):
    lexicon = zhen.Lexicon()
    found = []

    def work():
        found.append(zhen.align(*harbour, lexicon=lexicon, threads=1).pairs)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    lexicon.close()
    for thread in threads:
        thread.join()
    assert 0 < len(found) <= 4
    assert all(pairs == aligned.pairs for pairs in found)
    with pytest.raises(ValueError, match="closed"):
        zhen.align("他来了。", "He came.", lexicon=lexicon)
