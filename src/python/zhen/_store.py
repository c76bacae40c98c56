# SPDX-License-Identifier: Apache-2.0
"""Build and read a corpus."""
from __future__ import annotations

import ctypes
import os
import struct
from typing import Any, Dict, Iterator, Mapping, Optional

from . import _library as c
from ._call import (Handle, PathName, ProgressCallback, Watch, path_bytes,
                    thread_count)
from ._lexicon import Lexicon, lexicon_handle
from ._pairs import filter_handle

_STORED = struct.Struct("24s?7xN32x")
_BEAD = struct.Struct("4Id")
_TEXT = struct.Struct("4N")


class Store:
    """A corpus in a file, as ``zhen build`` and :func:`build` write it.

    It holds no open file: each iterator opens its own, so a store can be
    shared by threads, pickled, and read while it is being built. As a context
    manager, it is closed at the end.

    :param path: the file
    :raises InputError: missing, not a store, damaged, or of a newer version
    """

    def __init__(self, path: PathName) -> None:
        self._path: Optional[bytes] = os.path.abspath(path_bytes(path))
        self._open()

    def _open(self) -> Handle:
        if self._path is None:
            raise ValueError("the store is closed")
        handle = Handle(c.store_close)
        c.store_open(handle.out(), self._path)
        return handle

    def close(self) -> None:
        """Close it; iterators that were begun are not affected."""
        self._path = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._path is None:
            return "<zhen.Store, closed>"
        return f"<zhen.Store {os.fsdecode(self._path)!r}>"

    def complete(self) -> bool:
        """Whether all documents are built and duplicates were searched."""
        handle, answer = self._open(), ctypes.c_bool()
        c.store_complete(handle.pointer, ctypes.byref(answer))
        return answer.value

    def counts(self) -> Dict[str, int]:
        """Counts such as ``documents``, ``pairs`` and ``kept``."""
        handle, counts = self._open(), c.StoreCounts()
        c.store_count(handle.pointer, ctypes.byref(counts))
        return {name: getattr(counts, name) for name, kind in counts._fields_
                if kind is ctypes.c_uint64}

    def pairs(self, min_prob: float = 0) -> Iterator[Dict[str, Any]]:
        """The pairs that no rule dropped, in the order of the corpus.

        One document is in memory at a time. A generator of dict, as
        ``datasets.Dataset.from_generator`` takes it; call it again for
        another iteration.

        :param min_prob: omit pairs of a lower score
        :returns: an iterator of ``{"zh": str, "en": str, "score": float,
            "document": str, "zh_ids": list, "en_ids": list}``
        :raises InputError: the store cannot be read
        """
        return self._pairs(self._open(), min_prob)

    @staticmethod
    def _pairs(store: Handle, min_prob: float) -> Iterator[Dict[str, Any]]:
        documents = Handle(c.documents_close, store)
        c.documents_open(documents.out(), store.pointer)
        document = ctypes.POINTER(c.StoredDocument)()
        while True:
            c.documents_next(documents.pointer, ctypes.byref(document))
            if not document:
                return
            yield from _document_pairs(document.contents, min_prob)


def _document_pairs(document: Any, min_prob: float
                    ) -> Iterator[Dict[str, Any]]:
    rows = ctypes.string_at(document.beads, _STORED.size * document.count) \
        if document.count else b""
    kept = b"".join(bead for bead, pair, rule in _STORED.iter_unpack(rows)
                    if pair and not rule)
    beads = [bead for bead in _BEAD.iter_unpack(kept) if bead[4] >= min_prob]
    chosen = b"".join(_BEAD.pack(*bead) for bead in beads)
    texts = Handle(c.bead_texts_free)
    c.bead_texts_make(texts.out(), c.address(chosen), len(beads),
                      ctypes.byref(document.zh.sentences),
                      ctypes.byref(document.en.sentences), True)
    made = c.BeadTexts.from_address(texts.pointer.value or 0)
    data, base = made.text.bytes(), made.text.ptr or 0
    where = list(_TEXT.iter_unpack(
        ctypes.string_at(made.at, _TEXT.size * len(beads))))
    name = document.id.decode()
    for bead, (zh, zh_len, en, en_len) in zip(beads, where):
        zh, en = zh - base, en - base
        yield {"zh": data[zh:zh + zh_len].decode(),
               "en": data[en:en + en_len].decode(), "score": bead[4],
               "document": name, "zh_ids": list(range(bead[0], bead[1])),
               "en_ids": list(range(bead[2], bead[3]))}


def build(store: PathName, manifest: PathName,
          directory: Optional[PathName] = None, *,
          lexicon: Optional[Lexicon] = None,
          thresholds: Optional[Mapping[str, Optional[float]]] = None,
          threads: int = 0, strict: bool = False,
          progress: Optional[ProgressCallback] = None) -> Dict[str, int]:
    """Create or update a store; see ``zhen build``.

    Only documents that are new or changed are aligned. Ctrl-C ends the call;
    what was stored is safe, and the next call resumes.

    :param store: the file; created if missing
    :param manifest: a file that lists the documents, or the directory of the
        Chinese files
    :param directory: None, or the directory of the English files
    :param lexicon: None: the default lexicon
    :param thresholds: as of :func:`filter`
    :param threads: 0: one per processor
    :param strict: end at the first document that cannot be aligned
    :param progress: as of :func:`align`
    :returns: counts of documents, such as ``aligned`` and ``failed``
    :raises InputError: the manifest cannot be read, or has invalid lines
    :raises OutputError: the store cannot be written, or is in use
    """
    watch, handle = Watch(progress), lexicon_handle(lexicon)
    checks, counts = filter_handle(thresholds or {}), c.BuildCounts()
    options = c.BuildOptions(filter=checks.pointer, strict=strict,
                             threads=thread_count(threads),
                             progress=watch.options)
    watch.run(c.build, path_bytes(store), path_bytes(manifest),
              None if directory is None else path_bytes(directory),
              handle.pointer, options, ctypes.byref(counts), long=True)
    return {name: getattr(counts, name) for name, _ in counts._fields_}
