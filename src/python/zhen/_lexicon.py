# SPDX-License-Identifier: Apache-2.0
"""Which words may translate each other."""
from __future__ import annotations

import os
from typing import (Any, Dict, Iterable, List, Mapping, NamedTuple, Optional,
                    Tuple, Union)

from . import _library as c
from ._call import Handle, PathName, path_bytes

Glossary = Union[PathName, Mapping[str, str], Iterable[Tuple[str, str]]]


class Translation(NamedTuple):
    """An English stem that may translate a Chinese word.

    ``weight`` is its share of the glosses of the word, in (0, 1]. ``is_near``
    means a word near it in meaning, not a translation.
    """

    stem: str
    weight: float
    is_near: bool


def _write_terms(glossary: Any) -> str:
    """Write terms to a temporary file in the format of a glossary."""
    import tempfile  # slow to load

    pairs = glossary.items() if isinstance(glossary, Mapping) else glossary
    lines = []
    for zh, en in pairs:
        for term in (zh, en):
            if not isinstance(term, str):
                raise TypeError("terms must be str, not "
                                + type(term).__name__)
            if not term.strip() or term != " ".join(term.split()):
                raise ValueError(f"a term must be words on one line, not "
                                 f"{term!r}")
        lines.append(f"{zh}\t{en}\n")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", delete=False,
                                     prefix="zhen-", suffix=".tsv") as file:
        file.writelines(lines)
    return file.name


class Lexicon:
    """A bilingual lexicon, with any glossaries added to it.

    It does not change after it was made, so any number of threads may share
    one. As a context manager, it is closed at the end.

    :param path: a file made by ``zhen lexicon``; None: the lexicon that is
        embedded in the library
    :param glossaries: terms that take precedence over it. Each is a file
        (TSV, CSV, TBX, CC-CEDICT, hunalign's .dic), a mapping of Chinese to
        English terms, or an iterable of such pairs
    :raises InputError: a file cannot be read, or is not a lexicon or glossary
    """

    def __init__(self, path: Optional[PathName] = None, *,
                 glossaries: Iterable[Glossary] = ()) -> None:
        self._handle: Optional[Handle] = None
        handle = Handle(c.lexicon_close)
        if path is None:
            c.lexicon_open_default(handle.out())
        else:
            c.lexicon_open(handle.out(), path_bytes(path))
        if isinstance(glossaries, (str, bytes, os.PathLike, Mapping)):
            raise TypeError("glossaries must be a list of glossaries")
        for glossary in glossaries:
            if isinstance(glossary, (str, bytes, os.PathLike)):
                c.lexicon_add_glossary(handle.pointer, path_bytes(glossary))
                continue
            name = _write_terms(glossary)
            try:
                c.lexicon_add_glossary(handle.pointer, path_bytes(name))
            finally:
                os.unlink(name)
        self._handle = handle

    def close(self) -> None:
        """Close it; calls that use it are not affected."""
        self._handle = None

    def __enter__(self) -> Lexicon:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._handle is None:
            return "<zhen.Lexicon, closed>"
        return f"<zhen.Lexicon of {self.info()['pairs']} pairs>"

    def _use(self) -> Handle:
        if self._handle is None:
            raise ValueError("the lexicon is closed")
        return self._handle

    def info(self) -> Dict[str, int]:
        """Counts of what it contains, such as ``zh_words``."""
        info = c.lexicon_inspect(self._use().pointer)
        return {name: getattr(info, name) for name, _ in info._fields_}

    def translations(self, word: str) -> List[Translation]:
        """The English stems that may translate a Chinese word.

        :param word: one head word, in simplified characters
        :returns: in alphabetical order; none if the word is unknown
        """
        handle = self._use()
        text = word.encode()
        asked = c.Str(c.address(text), len(text))
        room = 16
        while True:
            found = (c.Translation * room)()
            count = c.lexicon_translations(handle.pointer, asked, found, room)
            if count <= room:
                return [Translation(t.stem.decode(), t.weight, t.is_near)
                        for t in found[:count]]
            room = count


_default: Dict[str, Lexicon] = {}


def lexicon_handle(lexicon: Optional[Lexicon]) -> Handle:
    """The handle of a lexicon; of the default one for None."""
    if lexicon is None:
        if "lexicon" not in _default:  # no lock: a fork could keep it
            _default.setdefault("lexicon", Lexicon())
        lexicon = _default["lexicon"]
    if not isinstance(lexicon, Lexicon):
        raise TypeError("lexicon must be a zhen.Lexicon, not "
                        + type(lexicon).__name__)
    return lexicon._use()
