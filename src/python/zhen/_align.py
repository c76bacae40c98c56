# SPDX-License-Identifier: Apache-2.0
"""Align documents."""
from __future__ import annotations

import ctypes
import os
import re
import struct
import threading
import time
from collections import deque
from typing import (Any, Callable, Deque, Iterable, Iterator, List, NamedTuple,
                    Optional, Sequence, Tuple, Union, overload)

from . import _library as c
from ._call import (Handle, PathName, ProgressCallback, Watch, choice,
                    name_bytes, path_bytes, thread_count)
from ._errors import Error
from ._explain import Explanation, explain_bead
from ._lexicon import Lexicon, lexicon_handle

Document = Union[str, bytes, "os.PathLike[str]", Sequence[str]]
Span = Tuple[int, int]

_BEAD = struct.Struct("4Id")
_TEXT = struct.Struct("4N")
_LINE_BREAK = re.compile("\r\n?|\n")
_WRAPS = ["auto", "keep", "join"]
_LANGUAGES = ["", "zh", "en"]
_LAYOUTS = ["side", "under"]
_LONG = 1 << 16  # bytes; less takes a few hundredths of a second

_TSV = 1  # a format
_WRITE_ALIGNMENT = 3  # a use of a format


class Pair(NamedTuple):
    """Sentences that translate each other, or that have no translation.

    ``score`` is the probability that this is right. ``zh_ids`` and ``en_ids``
    are sentence numbers, from 0. ``zh_span`` and ``en_span`` are [begin, end)
    in code points of the str that was aligned, or else of
    :attr:`Alignment.zh_text` and :attr:`Alignment.en_text`; None where there
    are no sentences.
    """

    zh: str
    en: str
    score: float
    zh_ids: Tuple[int, ...]
    en_ids: Tuple[int, ...]
    zh_span: Optional[Span]
    en_span: Optional[Span]

    def __repr__(self) -> str:
        zh, en = (text if len(text) <= 24 else text[:23] + "…"
                  for text in (self.zh, self.en))
        return f"Pair({zh!r}, {en!r}, {self.score:.4f})"


class Learned(NamedTuple):
    """Two words that co-occur in a document and are not in the lexicon.

    ``times`` is how often; ``strength`` is the log-likelihood ratio.
    """

    zh: str
    en: str
    times: int
    strength: float


def _given(document: object, side: str) -> Any:
    """A side as it is, but sentences as a list."""
    if isinstance(document, (str, bytes, os.PathLike)):
        return document
    if isinstance(document, (bytearray, memoryview)):
        return bytes(document)
    if not isinstance(document, Iterable):
        raise TypeError(f"{side} must be a str, bytes, a path or sentences, "
                        f"not {type(document).__name__}")
    sentences = list(document)
    for i, sentence in enumerate(sentences):
        if not isinstance(sentence, str):
            raise TypeError(f"{side}: sentence {i} must be a str, not "
                            f"{type(sentence).__name__}")
    return sentences


def _input(given: Any, side: str) -> c.Input:
    """A side as an input of the library."""
    if isinstance(given, os.PathLike):
        return c.Input(path_bytes(given), None, 0)
    if isinstance(given, list):
        if any("\n" in s or "\r" in s for s in given):
            given = [_LINE_BREAK.sub(" ", s) for s in given]
        given = "\n".join(given) + "\n" if given else ""
    data = given.encode() if isinstance(given, str) else given
    return c.Input(side.encode(), data, len(data))


def _kind(kind: Optional[str], given: Sequence[Any]) -> int:
    """The kind of the inputs: texts in memory are plain, others detected."""
    if kind is None:
        plain = all(isinstance(one, (str, list)) for one in given)
        kind = "text" if plain else "auto"
    if kind == "auto":
        return 0
    number = ctypes.c_int()
    c.kind_parse(ctypes.byref(number), name_bytes(kind, "kind"))
    return number.value


def _read(given: Sequence[Any], watch: Watch, *, kind: Optional[str],
          wrap: str, encoding: Optional[str], main_content: bool,
          repair: bool) -> Handle:
    """Read the sides of an article."""
    lists = [isinstance(one, list) for one in given]
    if any(lists) and not all(lists):
        raise TypeError("sentences on one side need sentences on the other")
    plain = all(isinstance(one, (str, list)) for one in given)
    options = c.ArticleOptions(
        order=len(given) - 1, kind=_kind(kind, given), presplit=all(lists),
        wrap=choice(wrap, _WRAPS, "wrap"), main_content=main_content,
        repair=repair,
        encoding=b"UTF-8" if plain else name_bytes(encoding, "encoding"))
    names = ["zh", "en"] if len(given) == 2 else ["text"]
    inputs = [_input(one, name) for one, name in zip(given, names)]
    article = Handle(c.article_free)
    watch.run(c.article_read, article.out(), inputs[0],
              inputs[1] if len(inputs) == 2 else None, options,
              long=_is_long(inputs))
    return article


def _is_long(inputs: Iterable[c.Input]) -> bool:
    return any(one.bytes is None or one.len > _LONG for one in inputs)


def _matrix(numbers: Any, side: str) -> Tuple[c.Embeddings, object]:
    """Embeddings for the library, and what keeps them alive."""
    if not isinstance(numbers, memoryview):
        if hasattr(numbers, "__array__"):  # such as a tensor of PyTorch
            numbers = numbers.__array__()
        try:
            numbers = memoryview(numbers)
        except TypeError:
            raise TypeError(f"{side} embeddings must support the buffer "
                            "protocol, like a NumPy array") from None
    if numbers.ndim != 2:
        raise ValueError(f"{side} embeddings must have 2 dimensions, not "
                         f"{numbers.ndim}")
    if numbers.format not in ("f", "<f", "=f", "@f"):
        raise TypeError(f"{side} embeddings must be float32, not format "
                        f"{numbers.format!r}")
    if not numbers.c_contiguous:
        raise ValueError(f"{side} embeddings must be contiguous, in C order")
    kept: Any
    if numbers.readonly:
        kept = numbers.tobytes()
        at = c.address(kept)
    elif numbers.nbytes:
        kept = (ctypes.c_char * numbers.nbytes).from_buffer(numbers)
        at = ctypes.addressof(kept)
    else:
        kept, at = None, 0
    return c.Embeddings(at, *numbers.shape), kept


class Alignment(Sequence[Pair]):
    """The result of :func:`align`: a sequence of pairs.

    Any number of threads may use one. It cannot be pickled, its pairs can.
    """

    def __init__(self, handle: Handle, article: Handle, lexicon: Handle,
                 given: Sequence[Any]) -> None:
        self._open: Optional[Tuple[Handle, Handle]] = (handle, article)
        self._lexicon = lexicon
        self._given = given
        self._lock = threading.Lock()  # one thread at a time may explain
        self._beads: Optional[List[Pair]] = None
        self._pairs: Optional[List[Pair]] = None

    def close(self) -> None:
        """Free its memory now; only its pairs, if they were read, remain."""
        self._open = None

    def _use(self) -> Tuple[c.Article, Handle]:
        """Its two sides, which live as long as the handle."""
        if self._open is None:
            raise ValueError("the alignment is closed")
        handle, article = self._open
        return c.Article.from_address(article.pointer.value or 0), handle

    def __reduce__(self) -> Any:
        raise TypeError("an alignment cannot be pickled, but its pairs can")

    def __repr__(self) -> str:
        return (f"<zhen.Alignment of {len(self.zh_sentences)} and "
                f"{len(self.en_sentences)} sentences, {len(self)} pairs>"
                if self._open else "<zhen.Alignment, closed>")

    def __len__(self) -> int:
        return len(self.pairs)

    @overload
    def __getitem__(self, i: int) -> Pair: ...

    @overload
    def __getitem__(self, i: slice) -> Sequence[Pair]: ...

    def __getitem__(self, i: Any) -> Any:
        return self.pairs[i]

    def _side(self, is_en: bool) -> Tuple[c.Side, Handle]:
        article, handle = self._use()
        return (article.en if is_en else article.zh), handle

    def _text(self, is_en: bool) -> bytes:
        side, kept = self._side(is_en)
        text: c.Str = side.sentences.contents.text
        return text.bytes()

    def _ranges(self, is_en: bool) -> List[Tuple[int, int]]:
        """The bytes of each sentence in the text of its side."""
        side, kept = self._side(is_en)
        sentences = side.sentences.contents
        data = ctypes.string_at(sentences.at, 32 * sentences.count) \
            if sentences.count else b""
        return [(begin, end) for begin, end
                in struct.iter_unpack("2N16x", data)]

    def _sentences(self, is_en: bool) -> List[str]:
        text = self._text(is_en)
        return [text[b:e].decode() for b, e in self._ranges(is_en)]

    @property
    def zh_text(self) -> str:
        """The Chinese text that was split into sentences."""
        return self._text(False).decode()

    @property
    def en_text(self) -> str:
        """The English text that was split into sentences."""
        return self._text(True).decode()

    @property
    def zh_sentences(self) -> List[str]:
        """The Chinese sentences, which ``zh_ids`` number."""
        return self._sentences(False)

    @property
    def en_sentences(self) -> List[str]:
        """The English sentences, which ``en_ids`` number."""
        return self._sentences(True)

    def _source(self, ranges: List[Span], text: bytes, given: bytes,
                is_en: bool) -> List[Span]:
        """Where ranges of the text are in the str that was given."""
        if text == given:
            return ranges
        side, kept = self._side(is_en)
        found = []
        for begin, end in ranges:
            last = end
            while last > begin:
                last -= 1
                if text[last] & 0xC0 != 0x80:
                    break
            found.append((c.text_source(side.source, begin),
                          c.text_source(side.source, last) + end - last))
        return found

    def _spans(self, is_en: bool) -> Optional[List[Span]]:
        """Each sentence in code points."""
        given = self._given[min(is_en, len(self._given) - 1)]
        if isinstance(given, list):
            return None
        text, ranges = self._text(is_en), self._ranges(is_en)
        if isinstance(given, str):
            data = given.encode()
            ranges, text = self._source(ranges, text, data, is_en), data
        if text.isascii():
            return ranges
        spans = []
        at = points = 0
        for begin, end in ranges:
            if begin < at:
                points -= len(text[begin:at].decode())
            else:
                points += len(text[at:begin].decode())
            first = points
            points += len(text[begin:end].decode())
            spans.append((first, points))
            at = end
        return spans

    def _bead_pairs(self, at: int, count: int) -> List[Pair]:
        """Beads of the library as pairs."""
        article, handle = self._use()
        texts = Handle(c.bead_texts_free)
        c.bead_texts_make(texts.out(), at, count, article.zh.sentences,
                          article.en.sentences, False)
        made = c.BeadTexts.from_address(texts.pointer.value or 0)
        data, base = made.text.bytes(), made.text.ptr or 0
        rows = ctypes.string_at(made.at, _TEXT.size * count)
        zh_spans, en_spans = self._spans(False), self._spans(True)
        pairs = []
        for bead, row in zip(
                _BEAD.iter_unpack(ctypes.string_at(at, _BEAD.size * count)),
                _TEXT.iter_unpack(rows)):
            zh, zh_end, en, en_end, score = bead
            zh_at, zh_len, en_at, en_len = row
            zh_at, en_at = zh_at - base, en_at - base
            pairs.append(Pair(
                data[zh_at:zh_at + zh_len].decode(),
                data[en_at:en_at + en_len].decode(), score,
                tuple(range(zh, zh_end)), tuple(range(en, en_end)),
                _hull(zh_spans, zh, zh_end), _hull(en_spans, en, en_end)))
        return pairs

    def _listed(self, function: Callable[..., int]) -> List[Pair]:
        article, handle = self._use()
        count = ctypes.c_size_t()
        at = function(handle.pointer, ctypes.byref(count))
        return self._bead_pairs(at, count.value) if count.value else []

    @property
    def beads(self) -> List[Pair]:
        """All beads in document order: the pairs, and unaligned sentences,
        which have an empty text on the other side."""
        if self._beads is None:
            self._beads = self._listed(c.alignment_beads)
        return self._beads

    @property
    def pairs(self) -> List[Pair]:
        """The pairs in document order: beads with text on both sides."""
        if self._pairs is None:
            self._pairs = [b for b in self.beads if b.zh and b.en]
        return self._pairs

    @property
    def moved(self) -> List[Pair]:
        """Passages whose translation is at another position; their sentences
        are unaligned among the beads."""
        return self._listed(c.alignment_moved)

    @property
    def doubtful(self) -> List[Pair]:
        """Unaligned sentences side by side that may be a pair."""
        return self._listed(c.alignment_doubtful)

    @property
    def learned(self) -> List[Learned]:
        """Word pairs that were learned from the document, best first."""
        article, handle = self._use()
        count = ctypes.c_size_t()
        found = c.alignment_learned(handle.pointer, ctypes.byref(count))
        return [Learned(one.zh.decode(), one.en.decode(), one.count,
                        one.strength) for one in found[:count.value]]

    @property
    def relation(self) -> str:
        """How the texts are related: ``parallel``, ``part``, ``comparable``
        or ``unrelated``."""
        _, handle = self._use()
        relation = c.alignment_relation(handle.pointer)
        return str(c.relation_name(relation).decode())

    @property
    def parallel(self) -> float:
        """Expected share of the text that is translated, in [0, 1]."""
        _, handle = self._use()
        return float(c.alignment_parallel(handle.pointer))

    def explain(self, i: Union[int, Pair], *, rival: bool = False
                ) -> Explanation:
        """Explain the score of pair ``i``.

        :param i: number of the pair, from 0; or a pair or bead of this
            alignment
        :param rival: also search for the best other beads, which is slower
        :raises UsageError: aligned without ``explain``, or not a pair of this
            alignment
        """
        pair = i if isinstance(i, Pair) else self.pairs[i]
        article, handle = self._use()
        zh, en = self.zh_sentences, self.en_sentences
        ranges = [(ids[0], ids[-1] + 1) if ids else (0, 0)
                  for ids in (pair.zh_ids, pair.en_ids)]
        bead = c.Bead(*ranges[0], *ranges[1], pair.score)
        with self._lock:
            return explain_bead(handle, article, bead, rival, pair[:2], zh, en)

    def to(self, path: PathName, format: Optional[str] = None, *,
           min_prob: float = 0, nulls: bool = False, header: bool = False,
           words: bool = False, zh_code: Optional[str] = None,
           en_code: Optional[str] = None, source: Optional[str] = None,
           approved: float = 0.9, layout: str = "side",
           date: Optional[int] = None) -> None:
        """Write the alignment to a file, completely or not at all.

        An existing file is replaced, but never one that was aligned, nor a
        SQLite database.

        :param path: the file; for moses, a prefix of several files; for ces
            and hf, a directory. Names that end in .gz, .xz or .zst are
            compressed
        :param format: as of ``zhen align -f``, such as tsv, jsonl, tmx, csv,
            xlsx, docx, html, epub, po, xliff, vecalign, moses; None: by the
            ending of the name
        :param min_prob: drop pairs of a lower score
        :param nulls: also write unaligned sentences
        :param header: tsv: begin with the names of the columns
        :param words: also write which words translate each other: in jsonl,
            moses and pharaoh
        :param zh_code: language tag of the Chinese; None: by its script
        :param en_code: language tag of the English; None: en-US
        :param source: which side is the source: zh or en
        :param approved: pairs of this score are approved
        :param layout: html, epub: side or under
        :param date: tmx: seconds since 1970; None: now
        :raises UsageError: unknown format, or a file that was aligned
        :raises OutputError: it cannot be written
        """
        article, handle = self._use()
        name, number = path_bytes(path), _format(path, format)
        if words and not c.format_holds_words(number):
            raise ValueError(c.format_name(number).decode()
                             + " cannot hold word links; use jsonl, moses or "
                             "pharaoh")
        options = c.WriteOptions(
            nulls=nulls, min_score=min_prob, header=header,
            zh_code=name_bytes(zh_code, "zh_code"),
            en_code=name_bytes(en_code, "en_code"),
            source=choice(source or "", _LANGUAGES, "source"),
            approved=approved, layout=choice(layout, _LAYOUTS, "layout"),
            date=_now() if date is None else date,
            words=self._lexicon.pointer if words else None,
            parts=self._lexicon.pointer)
        self._check_target(name, number)
        with self._lock:
            c.write_alignment(name, number, handle.pointer, article.zh,
                              article.en, options)

    def report(self, path: PathName, *, zh_code: Optional[str] = None,
               en_code: Optional[str] = None,
               progress: Optional[ProgressCallback] = None) -> None:
        """Write a self-contained HTML page to read and correct.

        :param path: the file; replaced if it exists
        :param zh_code: language tag of the Chinese; None: by its script
        :param en_code: language tag of the English; None: en-US
        :param progress: as of :func:`align`; it must not use this alignment
        :raises LimitError: more than 200,000 sentences
        :raises OutputError: it cannot be written
        """
        article, handle = self._use()
        name = path_bytes(path)
        watch = Watch(progress)
        options = c.ReportOptions(zh_code=name_bytes(zh_code, "zh_code"),
                                  en_code=name_bytes(en_code, "en_code"),
                                  words=self._lexicon.pointer,
                                  progress=watch.options)
        self._check_target(name, 0)
        with self._lock:
            watch.run(c.report_write, name, handle.pointer, article.zh,
                      article.en, options, long=True)

    def _check_target(self, name: bytes, format_number: int) -> None:
        """Raise if a target is an input."""
        files = Handle(c.files_free)
        c.files_new(files.out())
        for given in self._given:
            if isinstance(given, os.PathLike):
                c.files_add_input(files.pointer, path_bytes(given))
        kind = 0
        if c.format_name(format_number) == b"moses":
            kind = 1
        elif c.format_is_directory(format_number):
            kind = 2
        c.files_add_target(files.pointer, name, kind)


def _hull(spans: Optional[List[Span]], begin: int, end: int
          ) -> Optional[Span]:
    if spans is None or begin == end:
        return None
    return spans[begin][0], spans[end - 1][1]


def _format(path: PathName, name: Optional[str]) -> int:
    """The number of a format; without a name, by the ending of the path."""
    number = ctypes.c_int()
    if name is None:
        c.format_of_path(ctypes.byref(number), path_bytes(path),
                         _WRITE_ALIGNMENT)
    else:
        c.format_parse(ctypes.byref(number), name_bytes(name, "format"),
                       _WRITE_ALIGNMENT)
    return number.value or _TSV


def _now() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())


def align(zh: Document, en: Optional[Document] = None, *,
          embeddings: Optional[Tuple[Any, Any]] = None,
          lexicon: Optional[Lexicon] = None, explain: bool = True,
          max_bead: int = 8, max_memory: int = 0, threads: int = 0,
          kind: Optional[str] = None, wrap: str = "auto",
          encoding: Optional[str] = None, main_content: bool = False,
          repair: bool = False,
          progress: Optional[ProgressCallback] = None) -> Alignment:
    """Align a Chinese text with its English translation.

    The result depends on the arguments only. The lock of the interpreter is
    released, and Ctrl-C ends the call.

    :param zh: the Chinese side: a str is a text, a list of str its sentences
        (line breaks in them count as spaces), a pathlib.Path a file of any
        kind that zhen reads, bytes the content of one. Both sides must be
        sentences, or none
    :param en: the English side; None: ``zh`` has both languages
    :param embeddings: of the Chinese and of the English sentences, which
        must be given as lists: arrays of float32, of shape (sentences,
        dimensions), contiguous. Anything with the buffer protocol, or with
        ``__array__``
    :param lexicon: None: the default lexicon
    :param explain: keep what :meth:`Alignment.explain` and
        :meth:`Alignment.report` need, which takes memory
    :param max_bead: most sentences on one side of a pair, 1 to 8
    :param max_memory: bytes for the search; 0: 256 MiB
    :param threads: 0: one per processor; only long documents need several
    :param kind: such as html or docx; auto: by content; None: text for str,
        auto for others
    :param wrap: line breaks of plain text: auto joins lines that look
        wrapped, keep keeps all, join joins the lines of a paragraph
    :param encoding: of bytes and files; None: detected
    :param main_content: of a web page, only its main text
    :param repair: replace bytes that cannot be decoded by U+FFFD
    :param progress: called with a :class:`Progress` at most every 20 ms,
        perhaps by another thread; an exception ends the call and is raised
    :raises InputError: a side is unreadable, empty, or in another language
    :raises UsageError: embeddings of another number or dimension, or not
        finite
    :raises LimitError: more than 1,000,000 sentences
    """
    watch = Watch(progress)
    given = [_given(zh, "zh")] if en is None else [_given(zh, "zh"),
                                                   _given(en, "en")]
    return _align(given, watch, embeddings=embeddings,
                  lexicon=lexicon_handle(lexicon), explain=explain,
                  max_bead=max_bead, max_memory=max_memory,
                  threads=threads, kind=kind, wrap=wrap, encoding=encoding,
                  main_content=main_content, repair=repair)


def _align(given: List[Any], watch: Watch, *, lexicon: Handle,
           embeddings: Optional[Tuple[Any, Any]] = None,
           explain: bool = True, max_bead: int = 8, max_memory: int = 0,
           threads: int = 0, kind: Optional[str] = None, wrap: str = "auto",
           encoding: Optional[str] = None, main_content: bool = False,
           repair: bool = False) -> Alignment:
    """Align what _given() returned."""
    if not 1 <= max_bead <= 8:
        raise ValueError(f"max_bead must be 1 to 8, not {max_bead}")
    options = c.AlignOptions(max_bead=max_bead, max_memory=max_memory,
                             threads=thread_count(threads), explain=explain,
                             progress=watch.options)
    kept: List[object] = []
    if embeddings is not None:
        if not isinstance(given[0], list):
            raise TypeError("embeddings need lists of sentences")
        zh, en = embeddings
        for side, numbers in ("zh", zh), ("en", en):
            matrix, memory = _matrix(numbers, side)
            setattr(options, side + "_embeddings", ctypes.pointer(matrix))
            kept.append(memory)
    article = _read(given, watch, kind=kind, wrap=wrap, encoding=encoding,
                    main_content=main_content, repair=repair)
    sides = c.Article.from_address(article.pointer.value or 0)
    handle = Handle(c.alignment_free, article, lexicon)
    size = sum(side.sentences.contents.text.len
               for side in (sides.zh, sides.en))
    watch.run(c.align, handle.out(), lexicon.pointer, sides.zh.sentences,
              sides.en.sentences, options, long=size > _LONG)
    return Alignment(handle, article, lexicon, given)


def align_many(documents: Iterable[Any], *, threads: int = 0,
               errors: str = "raise", lexicon: Optional[Lexicon] = None,
               explain: bool = False, **options: Any
               ) -> Iterator[Union[Alignment, Error]]:
    """Align many documents on several threads, in order.

    The documents are read as the results are taken: no more than twice as
    many as there are threads are in memory.

    :param documents: each is a tuple of the arguments ``zh`` and ``en`` of
        :func:`align`, or one bilingual text or path
    :param threads: 0: one per processor
    :param errors: raise: a document that cannot be aligned ends the
        iteration; return: it is replaced by its :class:`Error`
    :param lexicon: None: the default lexicon
    :param explain: as of :func:`align`
    :param options: ``max_bead``, ``max_memory``, ``kind``, ``wrap``,
        ``encoding``, ``main_content``, ``repair`` of :func:`align`
    :returns: an iterator of alignments
    """
    choice(errors, ["raise", "return"], "errors")
    handle = lexicon_handle(lexicon)
    count = thread_count(threads) or len(os.sched_getaffinity(0))
    return _align_many(documents, count, errors == "return", handle,
                       dict(options, explain=explain))


def _align_many(documents: Iterable[Any], threads: int, keep_errors: bool,
                lexicon: Handle, options: Any
                ) -> Iterator[Union[Alignment, Error]]:
    from concurrent.futures import Future, ThreadPoolExecutor  # slow to load

    waiting: Deque[Tuple[Watch, Future[Union[Alignment, Error]]]] = deque()

    def work(document: Any, watch: Watch) -> Union[Alignment, Error]:
        sides = document if isinstance(document, tuple) else (document,)
        if not 1 <= len(sides) <= 2:
            raise TypeError("a document must be a tuple of zh and en, or one "
                            f"bilingual text, not {len(sides)} items")
        try:
            given = [_given(side, name)
                     for side, name in zip(sides, ("zh", "en"))]
            alignment = _align(given, watch, lexicon=lexicon, threads=1,
                               **options)
            alignment.pairs
            return alignment
        except Error as error:
            if keep_errors:
                return error
            raise

    pool = ThreadPoolExecutor(threads, "zhen")
    try:
        for document in documents:
            watch = Watch()
            waiting.append((watch, pool.submit(work, document, watch)))
            if len(waiting) >= 2 * threads:
                yield waiting[0][1].result()
                waiting.popleft()
        while waiting:
            yield waiting[0][1].result()
            waiting.popleft()
    finally:
        for watch, future in waiting:
            watch.cancel()
            future.cancel()
        pool.shutdown()
