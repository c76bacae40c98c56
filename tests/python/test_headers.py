# SPDX-License-Identifier: Apache-2.0
"""The structs and numbers of the package are those of the headers."""
import ctypes
import os
import subprocess
from pathlib import Path

from conftest import SAMPLES
from zhen import _align, _library, _lexicon, _pairs, _split, _store

NUMBERS = {
    "ZHEN_ORDER_GIVEN": 1, "ZHEN_KIND_AUTO": 0, "ZHEN_LANG_ZH": 1,
    "ZHEN_LANG_EN": 2, "ZHEN_WRAP_AUTO": 0, "ZHEN_WRAP_KEEP": 1,
    "ZHEN_WRAP_JOIN": 2, "ZHEN_LAYOUT_SIDE": 0, "ZHEN_LAYOUT_UNDER": 1,
    "ZHEN_QUOTES_TRANSPARENT": 0, "ZHEN_QUOTES_ATOMIC": 1,
    "ZHEN_SOFT_JOIN": 0, "ZHEN_SOFT_CUT": 1, "ZHEN_GRADE_HARD": 0,
    "ZHEN_GRADE_SOFT": 1, "ZHEN_GRADE_FORCED": 2, "ZHEN_GRADE_PARA": 3,
    "ZHEN_FORMAT_WRITE_ALIGNMENT": 3, "ZHEN_TARGET_FILE": 0,
    "ZHEN_TARGET_PREFIX": 1, "ZHEN_TARGET_DIRECTORY": 2, "ZHEN_BEAD_MAX": 8,
    "ZHEN_RULE_NONE": 0, "ZHEN_EUSAGE": -1, "ZHEN_EINPUT": -2,
    "ZHEN_EOUTPUT": -3, "ZHEN_ELIMIT": -4, "ZHEN_ENOMEM": -5,
    "ZHEN_ECANCELLED": -6, "sizeof(zhen_bead)": _align._BEAD.size,
    "sizeof(zhen_bead_text)": _align._TEXT.size,
    "sizeof(zhen_sentence)": _split._SENTENCE.size,
    "sizeof(zhen_pair_score)": _pairs._SCORE.size,
    "sizeof(zhen_verdict)": _pairs._VERDICT.size, "sizeof(zhen_pair)": 40,
    "sizeof(zhen_stored_bead)": _store._STORED.size,
    "offsetof(zhen_pair, en)": 16, "offsetof(zhen_pair, score)": 32,
    "offsetof(zhen_pair_score, unmatched_zh)": 32,
    "offsetof(zhen_pair_score, negation_zh)": 112,
    "offsetof(zhen_pair_score, empty)": 115,
    "offsetof(zhen_pair_score, related)": 120,
    "offsetof(zhen_verdict, value)": 8,
    "offsetof(zhen_sentence, grade)": 24,
    "offsetof(zhen_stored_bead, pair)": 24,
    "offsetof(zhen_stored_bead, rule)": 32,
}


def structs():
    """Each struct with the name that its description begins with."""
    for kind in vars(_library).values():
        if isinstance(kind, type) and issubclass(kind, ctypes.Structure):
            name = next((word.strip(",") for word in kind.__doc__.split()
                         if word.startswith("zhen_")), None)
            if name:
                yield name, kind


def test_layout(tmp_path):
    expected = dict(NUMBERS)
    for name, kind in structs():
        for member, _ in kind._fields_:
            field = getattr(kind, member)
            expected[f"offsetof({name}, {member})"] = field.offset
            expected[f"sizeof((({name} *)0)->{member})"] = field.size
    assert len(expected) > 250
    source = tmp_path / "layout.c"
    source.write_text("#include <stdio.h>\n#include <zhen/zhen.h>\n"
                      "int main(void) {\n" + "".join(
                          f'  printf("%s=%ld\\n", "{one}", (long)({one}));\n'
                          for one in expected) + "}\n")
    env = {name: value for name, value in os.environ.items()
           if name != "LD_PRELOAD"}
    program = tmp_path / "layout"
    subprocess.run([os.environ["CC"], "-o", program, source, "-I",
                    os.environ["INCLUDE"], "-I",
                    SAMPLES.parent / "include"], check=True, env=env)
    lines = subprocess.run([program], check=True, env=env,
                           stdout=subprocess.PIPE).stdout.decode()
    found = dict(line.rsplit("=", 1) for line in lines.splitlines())
    assert {name: int(value) for name, value in found.items()} == expected


def test_the_version_is_that_of_the_build():
    root = Path(SAMPLES).parent
    version = f"{_library.VERSION}"
    assert f"VERSION {version} " in (root / "CMakeLists.txt").read_text()
    assert f'"{version}"' in (root / "src/python/pyproject.toml").read_text()
    assert f'"{version}"' in (root / "src/python/backend.py").read_text()
    assert _library.library.zhen_version().decode() == version
    assert len(_lexicon.Lexicon().translations("好")) > 0
