# SPDX-License-Identifier: Apache-2.0
"""Split text into sentences."""
from __future__ import annotations

import ctypes
import struct
from typing import List, NamedTuple

from . import _library as c
from ._call import Handle, Watch, choice

_SENTENCE = struct.Struct("2N2Ii4x")
_GRADES = ["hard", "soft", "forced", "paragraph"]
_LONG = 1 << 20  # bytes; less takes a few hundredths of a second


class Sentence(NamedTuple):
    """A sentence: ``text[begin:end]`` of the text that was split.

    ``paragraph`` counts from 0. ``grade`` is the kind of the boundary at its
    end: hard, soft, forced or paragraph.
    """

    text: str
    begin: int
    end: int
    paragraph: int
    grade: str


def split(text: str, lang: str = "", *, quotes: str = "transparent",
          soft: str = "join", max_len: int = 0) -> List[Sentence]:
    """Split a text into sentences; a line end ends a paragraph.

    :param lang: zh or en; empty: by the script of each paragraph
    :param quotes: sentence ends inside a quotation are boundaries
        (transparent) or not (atomic)
    :param soft: ； and …… are boundaries (cut) or not (join)
    :param max_len: characters; a longer sentence is cut at a comma; 0: none
    :returns: sentences in order; with the gaps between them, which are white
        space, they are the text
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if max_len < 0:
        raise ValueError(f"max_len must not be negative, but is {max_len}")
    data = text.encode()
    options = c.SplitOptions(
        lang=choice(lang, ["", "zh", "en"], "lang"),
        quotes=choice(quotes, ["transparent", "atomic"], "quotes"),
        soft=choice(soft, ["join", "cut"], "soft"), max_len=max_len)
    handle = Handle(c.sentences_free)
    Watch().run(c.split, handle.out(), c.Str(c.address(data), len(data)),
                options, long=len(data) > _LONG)
    found = c.Sentences.from_address(handle.pointer.value or 0)
    rows = ctypes.string_at(found.at, _SENTENCE.size * found.count) \
        if found.count else b""
    sentences = []
    at = points = 0
    for begin, end, paragraph, _, grade in _SENTENCE.iter_unpack(rows):
        points += len(data[at:begin].decode())
        sentence = data[begin:end].decode()
        sentences.append(Sentence(sentence, points, points + len(sentence),
                                  paragraph, _GRADES[grade]))
        points += len(sentence)
        at = end
    return sentences
