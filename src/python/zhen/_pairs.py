# SPDX-License-Identifier: Apache-2.0
"""Score and filter pairs, a batch at a time."""
from __future__ import annotations

import ctypes
import itertools
import struct
from array import array
from typing import (Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple,
                    Optional, Tuple, TypeVar)

from . import _library as c
from ._call import Handle, PathName, path_bytes, thread_count
from ._lexicon import Lexicon, lexicon_handle

T = TypeVar("T")

_BATCH = 4096
_SCORE = struct.Struct("4d10N4?4xd")
_VERDICT = struct.Struct("i4x2d")
_UNKNOWN = -1.0


class Score(NamedTuple):
    """Whether a pair is a translation, and the reasons.

    ``probability`` is that of a translation; ``related`` that the sides are
    of one sentence, though one may be cut, extended or have a fault.
    ``matched_zh`` and ``matched_en`` are the shares of content words with a
    translation; ``length_z`` is the length of the English, in standard
    deviations. Texts are empty if there is none: the longest passage without
    translations, the first number or name that the other side does not have.
    """

    probability: float
    related: float
    matched_zh: float
    matched_en: float
    length_z: float
    unmatched_zh: str
    unmatched_en: str
    number_zh: str
    number_en: str
    name_en: str
    negation_zh: bool
    negation_en: bool
    wrong_language: bool
    empty: bool

    def __repr__(self) -> str:
        return (f"Score(probability={self.probability:.4f}, "
                f"related={self.related:.4f})")


class Verdict(NamedTuple):
    """What a filter says about a pair.

    ``rule`` is the first rule that it fails, None if it fails none; ``value``
    is its value under the rule, ``threshold`` that of the rule.
    """

    rule: Optional[str]
    value: float
    threshold: float

    @property
    def kept(self) -> bool:
        """No rule dropped the pair."""
        return self.rule is None


_KEPT = Verdict(None, 0.0, 0.0)


def _sides(pair: Any) -> Tuple[Any, Any, float]:
    """Chinese, English and score of a pair in any form."""
    if isinstance(pair, Mapping):
        score = pair.get("score")
        pair = (pair["zh"], pair["en"])
    else:
        if isinstance(pair, (str, bytes)) or len(pair) < 2:
            raise TypeError("not a pair")
        score = pair[2] if len(pair) > 2 else None
    return pair[0], pair[1], _UNKNOWN if score is None else float(score)


class _Batch:
    """Pairs in the memory of the library."""

    def __init__(self, pairs: List[Any], first: int) -> None:
        texts: List[bytes] = []
        scores = array("d")
        for i, pair in enumerate(pairs, first):
            try:
                zh, en, score = _sides(pair)
                texts += zh.encode(), en.encode()
            except UnicodeEncodeError:
                raise
            except (TypeError, KeyError, AttributeError, ValueError):
                raise TypeError(
                    f"pair {i} must be (zh, en), (zh, en, score) or a mapping "
                    f"with these keys, of two str and a number") from None
            scores.append(score)
        self.count = len(pairs)
        self.data = b"".join(texts)
        self.base = c.address(self.data)
        lengths = array("Q", map(len, texts))
        starts = array("Q", itertools.accumulate(lengths,
                                                 initial=self.base))[:-1]
        rows = array("Q", bytes(40 * self.count))
        rows[0::5], rows[1::5] = starts[0::2], lengths[0::2]
        rows[2::5], rows[3::5] = starts[1::2], lengths[1::2]
        rows[4::5] = array("Q", scores.tobytes())
        self.rows = rows
        self.at = rows.buffer_info()[0]

    def text(self, at: int, length: int) -> str:
        """A text that the library borrowed from the batch."""
        if not length:
            return ""
        at -= self.base
        return self.data[at:at + length].decode()


def _batches(items: Iterable[T]) -> Iterator[List[T]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, _BATCH)):
        yield batch


def _scorer(lexicon: Optional[Lexicon], prior: float) -> Handle:
    used = lexicon_handle(lexicon)
    handle = Handle(c.scorer_close, used)
    c.scorer_open(handle.out(), used.pointer, c.ScorerOptions(prior=prior))
    return handle


def score(pairs: Iterable[Any], *, lexicon: Optional[Lexicon] = None,
          prior: float = 0.5, threads: int = 0) -> List[Score]:
    """Say of each pair whether its sides translate each other.

    The score of a pair does not depend on the others. The lock of the
    interpreter is released.

    :param pairs: tuples of zh and en, such as pairs of an alignment, or
        mappings with these keys
    :param lexicon: None: the default lexicon
    :param prior: share of translations in the pairs, above 0 and below 1
    :param threads: 0: one per processor
    :returns: one :class:`Score` per pair, in order
    """
    if not 0 < prior < 1:
        raise ValueError(f"prior must be between 0 and 1, not {prior}")
    scorer, count = _scorer(lexicon, prior), thread_count(threads)
    scores: List[Score] = []
    for items in _batches(pairs):
        batch = _Batch(items, len(scores))
        out = ctypes.create_string_buffer(_SCORE.size * batch.count)
        c.score_pairs(scorer.pointer, batch.at, batch.count, count, out)
        text = batch.text
        for (probability, matched_zh, matched_en, length_z, zh, zh_len, en,
             en_len, number_zh, number_zh_len, number_en, number_en_len, name,
             name_len, negation_zh, negation_en, wrong, empty,
             related) in _SCORE.iter_unpack(out):
            scores.append(Score(
                probability, related, matched_zh, matched_en, length_z,
                text(zh, zh_len), text(en, en_len),
                text(number_zh, number_zh_len),
                text(number_en, number_en_len), text(name, name_len),
                negation_zh, negation_en, wrong, empty))
    return scores


def _thresholds(handle: Handle, given: Mapping[str, Optional[float]]) -> None:
    for name, threshold in given.items():
        rule = ctypes.c_int()
        c.rule_parse(ctypes.byref(rule), name.encode())
        c.filter_set(handle.pointer, rule,
                     float("nan") if threshold is None else threshold)


def filter_handle(thresholds: Mapping[str, Optional[float]]) -> Handle:
    """The filter of the library."""
    handle = Handle(c.filter_free)
    c.filter_new(handle.out())
    _thresholds(handle, thresholds)
    return handle


def filter(pairs: Iterable[T], *, min_prob: Optional[float] = None,
           thresholds: Optional[Mapping[str, Optional[float]]] = None,
           holdout: Optional[PathName] = None,
           lexicon: Optional[Lexicon] = None, threads: int = 0
           ) -> Iterator[Tuple[T, Verdict]]:
    """Apply the filter rules to pairs.

    A batch of 4,096 pairs is in memory at a time; to find duplicates, about
    70 bytes of each earlier pair. The lock of the interpreter is released.

    :param pairs: as of :func:`score`, or with a score as third item or key
    :param min_prob: drop pairs of a lower score, those without are kept;
        None: 0.5
    :param thresholds: by the names of rules as ``zhen filter --help`` lists
        them, such as ``{"length-ratio": 3, "urls": None}``; None: off. All
        others have their defaults. ``translation``, which takes most of the
        time, is the least :attr:`Score.related`
    :param holdout: a file of sentences that must not be in a pair
    :param lexicon: for the rule translation; None: the default lexicon
    :param threads: 0: one per processor
    :returns: an iterator of each pair and its :class:`Verdict`, in order
    :raises UsageError: no such rule
    """
    rules: Dict[str, Optional[float]] = dict(thresholds or {})
    if min_prob is not None:
        rules["probability"] = min_prob
    checks = filter_handle(rules)
    handles = {"seen": Handle(c.seen_free)}
    c.seen_new(handles["seen"].out())
    if holdout is not None:
        handles["holdout"] = Handle(c.holdout_free)
        c.holdout_read(handles["holdout"].out(), path_bytes(holdout))
    if rules.get("translation", 0) is not None:
        handles["scorer"] = _scorer(lexicon, 0.5)
    return _filter(pairs, checks, thread_count(threads), handles)


def _filter(pairs: Iterable[T], checks: Handle, threads: int,
            handles: Dict[str, Handle]) -> Iterator[Tuple[T, Verdict]]:
    options = c.FilterPairsOptions(
        threads=threads, **{k: h.pointer for k, h in handles.items()})
    names: Dict[int, str] = {}
    first = 0
    for items in _batches(pairs):
        batch = _Batch(items, first)
        out = ctypes.create_string_buffer(_VERDICT.size * batch.count)
        c.filter_pairs(checks.pointer, batch.at, batch.count, options, out)
        for item, (rule, value, threshold) in zip(
                items, _VERDICT.iter_unpack(out)):
            if rule and rule not in names:
                names[rule] = c.rule_name(rule).decode()
            yield item, (Verdict(names[rule], value, threshold) if rule
                         else _KEPT)
        first += batch.count
