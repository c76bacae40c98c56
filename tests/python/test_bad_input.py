# SPDX-License-Identifier: Apache-2.0
"""Bad arguments and bad moments: exceptions, never a crash."""
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import zhen
from conftest import SAMPLES


@pytest.mark.parametrize("zh, en", [
    (None, "a"), (1, "a"), ("他", 2), (["他", 3], ["a", "b"]), (["他"], "a"),
    ("他来了。", ["He came."]), ([b"a"], ["a"]), (object(), object()),
    ([["他"]], [["a"]])])
def test_wrong_types(zh, en):
    with pytest.raises(TypeError):
        zhen.align(zh, en)


@pytest.mark.parametrize("zh, en, message", [
    ("", "a", "zh: no text"), ("他来了。", " \n", "en: no text"),
    ([], [], "zh: no text"), (["他"], [""], "en: no text"),
    ("他\0来了。", "He came.", "NUL"), (["他\0"], ["a"], "NUL"),
    (b"\xff\xfe\x00", b"a", "zh: "), (b"\xc3\x28\xff" * 20, b"a", "zh: "),
    ("He came home to his wife.", "他回家了，他的妻子很高兴。", "swapped"),
    (Path("/none"), Path("/none"), "/none: "), (Path("/"), Path("/"), "/: "),
    (b"PK\x03\x04" + b"\0" * 40, b"a", "zh: ")])
def test_bad_documents(zh, en, message):
    with pytest.raises(zhen.InputError, match=re.escape(message)) as caught:
        zhen.align(zh, en)
    assert caught.value.status == -2
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("options", [
    {"max_bead": 0}, {"max_bead": 9}, {"threads": -1}, {"threads": 1 << 40},
    {"wrap": "no"}, {"kind": "qqq"}, {"kind": "a\0"}, {"wrap": 3}])
def test_bad_options(options):
    with pytest.raises(ValueError):
        zhen.align("他来了。", "He came.", **options)


@pytest.mark.parametrize("options", [
    {"lexicon": 3}, {"kind": 3}, {"max_bead": "a"}, {"max_memory": "a"},
    {"threads": "a"}, {"qqq": 1}, {"progress": 1}])
def test_options_of_wrong_types(options):
    with pytest.raises(TypeError):
        zhen.align("他来了。", "He came.", **options)
    with pytest.raises(TypeError):
        list(zhen.align_many([("他来了。", "He came.")], **options))


def test_other_bad_arguments(aligned, tmp_path):
    for error, function in (
            (ValueError, lambda: zhen.split("a", "de")),
            (ValueError, lambda: zhen.split("a", max_len=-1)),
            (TypeError, lambda: zhen.split(b"a")),
            (ValueError, lambda: zhen.score([], prior=2)),
            (TypeError, lambda: zhen.score(3)),
            (ValueError, lambda: zhen.filter([], threads=-1)),
            (ValueError, lambda: zhen.align_many([], errors="no")),
            (zhen.InputError, lambda: zhen.Lexicon(tmp_path)),
            (zhen.InputError, lambda: zhen.Lexicon(SAMPLES / "harbour.tsv")),
            (TypeError, lambda: zhen.Lexicon(glossaries="a.tsv")),
            (TypeError, lambda: zhen.Lexicon(glossaries=[[("a", 3)]])),
            (ValueError, lambda: zhen.Lexicon(glossaries=[{"a": "b\nc"}])),
            (zhen.InputError,
             lambda: zhen.Lexicon(glossaries=[tmp_path / "none"])),
            (TypeError, lambda: zhen.Store(3)),
            (ValueError, lambda: zhen.Store("a\0b")),
            (ValueError, lambda: aligned.to("a\0b")),
            (zhen.UsageError, lambda: aligned.to("a", "qqq")),
            (TypeError, lambda: aligned.to("a", 3)),
            (ValueError, lambda: aligned.to("a.tmx", source="fr")),
            (ValueError, lambda: aligned.to("a.tmx", words=True)),
            (TypeError, lambda: aligned.to(None)),
            (TypeError, lambda: aligned.explain("a"))):
        with pytest.raises(error):
            function()
    assert not os.path.exists("a")


def test_a_closed_alignment(harbour):
    pairs = zhen.align(*harbour)
    first = pairs[0]
    pairs.close()
    assert pairs[0] == first and "closed" in repr(pairs)
    for use in (lambda: pairs.explain(0), lambda: pairs.to("x.tsv"),
                lambda: pairs.report("x.html"), lambda: pairs.zh_text,
                lambda: pairs.moved, lambda: pairs.relation,
                lambda: pairs.parallel, lambda: pairs.learned):
        with pytest.raises(ValueError, match="closed"):
            use()
    pairs = zhen.align(*harbour, explain=False)
    with pytest.raises(zhen.UsageError):
        pairs.explain(0)
    unread = zhen.align(*harbour)
    unread.close()
    with pytest.raises(ValueError, match="closed"):
        len(unread)


def run_script(script, **kept):
    """Run Python on a script."""
    env = dict(os.environ, **kept)
    return subprocess.run([sys.executable, "-c", script], env=env,
                          capture_output=True, text=True, timeout=60,
                          check=False)


def test_a_fork_after_use():
    result = run_script("""
import multiprocessing, zhen
def work(i):
    return len(zhen.align(f"他有{i}条船。", f"He has {i} ships."))
work(0)
many = zhen.align_many([("他来了。", "He came.")] * 100, threads=2)
next(many)
with multiprocessing.get_context("fork").Pool(2) as pool:
    assert pool.map(work, range(8)) == [1] * 8
assert len(list(many)) == 99
""")
    assert (result.returncode, result.stderr) == (0, "")


def test_the_end_of_the_interpreter():
    result = run_script("""
import threading, time, zhen
zh = "".join(f"第{i}条船运来了{i}吨货物。" for i in range(4000))
en = " ".join(f"Ship {i} brought {i} tons of goods." for i in range(4000))
lexicon = zhen.Lexicon()
pairs = zhen.align("他来了。", "He came.", lexicon=lexicon)
begun = threading.Event()
threading.Thread(target=zhen.align, args=(zh, en), daemon=True, kwargs={
    "lexicon": lexicon, "progress": lambda now: begun.set()}).start()
begun.wait()
many = zhen.align_many([("他来了。", "He came.")] * 100, threads=2)
next(many)
""")
    assert (result.returncode, result.stderr) == (0, "")


def test_the_sample(tmp_path):
    script = SAMPLES / "python" / "corpus.py"
    result = run_script(f"""
import runpy, sys
sys.modules["matplotlib"] = None  # which is slow to load
sys.argv = ["corpus.py", {str(tmp_path)!r}]
runpy.run_path({str(script)!r})
""")
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 documents, 0 failed" in result.stdout
    assert "dropped: probability" in result.stdout
    assert "no picture" in result.stdout
    assert {path.name for path in tmp_path.iterdir()} >= {
        "clean.jsonl", "corpus.db", "harbour.html", "harbour.tmx"}


def test_the_library_that_is_loaded(tmp_path):
    result = run_script("import zhen", ZHEN_LIBRARY=str(tmp_path / "no.so"))
    assert result.returncode == 1 and "ZHEN_LIBRARY" in result.stderr
    result = run_script("import zhen", ZHEN_LIBRARY="libc.so.6")
    assert "is not libzhen" in result.stderr
    result = run_script("""
import sys, zhen
assert "numpy" not in sys.modules and "logging" not in sys.modules
print(zhen.__file__, zhen.__version__)
""")
    assert result.stdout.endswith("0.1.0\n")
