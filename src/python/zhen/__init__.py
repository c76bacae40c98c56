# SPDX-License-Identifier: Apache-2.0
"""Chinese-English bilingual text to parallel corpora.

    >>> import zhen
    >>> for pair in zhen.align("今天风很大。我们没出海。",
    ...                        "The wind was strong. We did not go to sea."):
    ...     print(pair.zh, pair.en, pair.score)

All texts are str, all results are plain objects, and no other package is
needed. Failures of the library are :class:`Error`.
"""
from ._align import Alignment, Learned, Pair, align, align_many
from ._call import Progress
from ._errors import (Cancelled, Error, InputError, LimitError, OutOfMemory,
                      OutputError, UsageError)
from ._explain import Explanation, Match, Unmatched
from ._lexicon import Lexicon, Translation
from ._library import VERSION as __version__
from ._pairs import Score, Verdict, filter, score
from ._split import Sentence, split
from ._store import Store, build

__all__ = [
    "Alignment", "Cancelled", "Error", "Explanation", "InputError", "Learned",
    "Lexicon", "LimitError", "Match", "OutOfMemory", "OutputError", "Pair",
    "Progress", "Score", "Sentence", "Store", "Translation", "Unmatched",
    "UsageError", "Verdict", "__version__", "align", "align_many", "build",
    "filter", "score", "split",
]
