# SPDX-License-Identifier: Apache-2.0
"""The score of a pair, term by term."""
from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from . import _library as c
from ._call import Handle


class Match(NamedTuple):
    """Two words that translate each other.

    ``kind`` says why, such as ``dictionary``; ``contribution`` is what they
    add to the score.
    """

    zh: str
    en: str
    kind: str
    contribution: float


class Unmatched(NamedTuple):
    """A word without a translation on the other side; ``side`` is zh or en."""

    word: str
    side: str
    contribution: float


class Explanation(NamedTuple):
    """Why a pair has its score. ``str()`` of it is a text to read.

    ``probability`` is the score of the pair: the product of ``parallel``, the
    probability that the texts are translations of each other here, and
    ``bounds``, the probability that the pair begins and ends right if they
    are (None if a side is empty). ``terms`` are natural logarithms of
    probability ratios by name, and ``score`` is their sum. ``expected`` is
    the expected number of English characters, ``deviation`` how far the
    length is from it, in standard deviations. ``rival`` are the best other
    beads for the same sentences, as Chinese and English ids, and ``margin``
    is how much better this one is; both are empty unless asked for.
    """

    zh: str
    en: str
    probability: float
    parallel: float
    bounds: Optional[float]
    score: float
    terms: Dict[str, float]
    matches: List[Match]
    unmatched: List[Unmatched]
    expected: float
    deviation: float
    rival: List[Tuple[Tuple[int, ...], Tuple[int, ...]]]
    margin: Optional[float]

    def __repr__(self) -> str:
        return (f"<zhen.Explanation: probability {self.probability:.4f}, "
                f"score {self.score:+.2f}>")

    def __str__(self) -> str:
        lines = [self.zh, self.en, f"probability {self.probability:.4f}",
                 f"score {self.score:+.2f}"]
        lines += [f"  {value:+7.2f}  {name}"
                  for name, value in self.terms.items()]
        lines += [f"  {m.contribution:+7.2f}  {m.zh} = {m.en} ({m.kind})"
                  for m in self.matches]
        lines += [f"  {u.contribution:+7.2f}  {u.word}"
                  for u in self.unmatched]
        return "\n".join(lines)


def explain_bead(alignment: Handle, article: c.Article, bead: c.Bead,
                 rival: bool, pair: Tuple[str, str], zh: List[str],
                 en: List[str]) -> Explanation:
    """Explain a bead; ``zh`` and ``en`` are the sentences of the sides."""
    handle = Handle(c.explanation_free)
    c.explain(handle.out(), alignment.pointer, article.zh.sentences,
              article.en.sentences, bead, rival)
    e: Any = c.Explanation.from_address(handle.pointer.value or 0)
    sides = {False: zh, True: en}

    def word(is_en: bool, at: c.WordPosition) -> str:
        sentence = sides[is_en][at.sentence].encode()
        return str(sentence[at.begin:at.end], "utf-8")

    def ids(b: c.Bead) -> Tuple[Tuple[int, ...], Tuple[int, ...]]:
        return (tuple(range(b.zh_begin, b.zh_end)),
                tuple(range(b.en_begin, b.en_end)))

    return Explanation(
        zh=pair[0], en=pair[1],
        probability=e.bead.score, parallel=e.parallel,
        bounds=e.bounds if e.bounds >= 0 else None, score=e.score,
        terms={c.term_name(i).decode(): value
               for i, value in enumerate(e.terms) if value},
        matches=[Match(word(False, m.zh), word(True, m.en),
                       c.word_match_name(m.kind).decode(), m.contribution)
                 for m in e.matches[:e.n_matches]],
        unmatched=[Unmatched(word(u.is_en, u.position),
                             "en" if u.is_en else "zh", u.contribution)
                   for u in e.unmatched[:e.n_unmatched]],
        expected=e.expected, deviation=e.deviation,
        rival=[ids(b) for b in e.rival[:e.n_rival]],
        margin=e.margin if e.n_rival else None)
