# SPDX-License-Identifier: Apache-2.0
"""The C library: where it is, its structs and its functions.

Structs repeat the public headers, member by member. Options may be shorter
than those of the library, which knows their size.
"""
from __future__ import annotations

import ctypes
import os
from ctypes import (CDLL, CFUNCTYPE, POINTER, Structure, c_bool, c_char_p,
                    c_double, c_float, c_int, c_int64, c_size_t, c_uint,
                    c_uint32, c_uint64, c_void_p)
from typing import Any, Iterator

from ._errors import error_of

VERSION = "0.1.0"
_NAME = "libzhen.so.0"


class Str(Structure):
    """zhen_str"""

    _fields_ = [("ptr", c_void_p), ("len", c_size_t)]

    def bytes(self) -> bytes:
        """A copy of it."""
        return ctypes.string_at(self.ptr, self.len) if self.len else b""

    def text(self) -> str:
        """It, decoded."""
        return self.bytes().decode()


class Options(Structure):
    """Options, which begin with their size."""

    def __init__(self, **values: Any) -> None:
        super().__init__(ctypes.sizeof(self), **values)


class ProgressState(Structure):
    """zhen_progress_state"""

    _fields_ = [("stage", c_char_p), ("unit", c_char_p), ("done", c_uint64),
                ("total", c_uint64)]


REPORT = CFUNCTYPE(None, c_void_p, POINTER(ProgressState))


class ProgressOptions(Options):
    """zhen_progress"""

    _fields_ = [("struct_size", c_size_t), ("cancel", c_void_p),
                ("report", REPORT), ("context", c_void_p)]


class Input(Structure):
    """zhen_input"""

    _fields_ = [("name", c_char_p), ("bytes", c_char_p), ("len", c_size_t)]


class ArticleOptions(Options):
    """zhen_article_options"""

    _fields_ = [("struct_size", c_size_t), ("order", c_int), ("kind", c_int),
                ("wrap", c_int), ("presplit", c_bool),
                ("keep_markup", c_bool), ("main_content", c_bool),
                ("repair", c_bool), ("encoding", c_char_p)]


class Sentences(Structure):
    """zhen_sentences"""

    _fields_ = [("text", Str), ("at", c_void_p), ("count", c_size_t),
                ("times", c_void_p), ("parts", c_void_p),
                ("n_parts", c_size_t)]


class Side(Structure):
    """zhen_side"""

    _fields_ = [("sentences", POINTER(Sentences)), ("source", c_void_p)]


class Article(Structure):
    """The begin of a zhen_article"""

    _fields_ = [("zh", Side), ("en", Side)]


class Bead(Structure):
    """zhen_bead"""

    _fields_ = [("zh_begin", c_uint32), ("zh_end", c_uint32),
                ("en_begin", c_uint32), ("en_end", c_uint32),
                ("score", c_double)]


class Embeddings(Structure):
    """zhen_embeddings"""

    _fields_ = [("at", c_void_p), ("count", c_size_t), ("dim", c_size_t)]


class AlignOptions(Options):
    """zhen_align_options"""

    _fields_ = [("struct_size", c_size_t), ("max_bead", c_uint32),
                ("threads", c_uint), ("max_memory", c_size_t),
                ("explain", c_bool), ("constraints", c_void_p),
                ("n_constraints", c_size_t),
                ("zh_embeddings", POINTER(Embeddings)),
                ("en_embeddings", POINTER(Embeddings)),
                ("progress", POINTER(ProgressOptions))]


class BeadTexts(Structure):
    """zhen_bead_texts"""

    _fields_ = [("at", c_void_p), ("count", c_size_t), ("text", Str)]


class Learned(Structure):
    """zhen_learned"""

    _fields_ = [("zh", c_char_p), ("en", c_char_p), ("count", c_uint32),
                ("strength", c_float)]


class WriteOptions(Options):
    """zhen_write_options"""

    _fields_ = [("struct_size", c_size_t), ("nulls", c_bool),
                ("min_score", c_double), ("header", c_bool),
                ("zh_code", c_char_p), ("en_code", c_char_p),
                ("date", c_int64), ("columns", c_uint), ("color", c_bool),
                ("set", c_void_p), ("words", c_void_p), ("threads", c_uint),
                ("source", c_int), ("first", c_int), ("approved", c_double),
                ("layout", c_int), ("parts", c_void_p), ("retime", c_int)]


class ReportOptions(Options):
    """zhen_report_options"""

    _fields_ = [("struct_size", c_size_t), ("zh_code", c_char_p),
                ("en_code", c_char_p), ("zh_bytes", c_void_p),
                ("en_bytes", c_void_p),
                ("progress", POINTER(ProgressOptions)), ("threads", c_uint),
                ("words", c_void_p), ("served", c_bool)]


class WordPosition(Structure):
    """zhen_word_position"""

    _fields_ = [("sentence", c_uint32), ("begin", c_size_t),
                ("end", c_size_t)]


class WordMatch(Structure):
    """zhen_word_match"""

    _fields_ = [("kind", c_int), ("zh", WordPosition), ("en", WordPosition),
                ("contribution", c_double), ("value", c_double)]


class WordUnmatched(Structure):
    """zhen_word_unmatched"""

    _fields_ = [("is_en", c_bool), ("position", WordPosition),
                ("contribution", c_double)]


class Explanation(Structure):
    """zhen_explanation, without its last members"""

    _fields_ = [("bead", Bead), ("terms", c_double * 32),
                ("score", c_double), ("parts", c_uint32),
                ("deviation", c_double), ("expected", c_double),
                ("zh_in_quote", c_bool), ("en_in_quote", c_bool),
                ("matches", POINTER(WordMatch)), ("n_matches", c_size_t),
                ("unmatched", POINTER(WordUnmatched)),
                ("n_unmatched", c_size_t), ("rival", POINTER(Bead)),
                ("n_rival", c_size_t), ("margin", c_double),
                ("parallel", c_double), ("bounds", c_double),
                ("crossed", c_bool)]


class LexiconInfo(Structure):
    """zhen_lexicon_info"""

    _fields_ = [(name, c_size_t) for name in (
        "bytes", "zh_words", "en_stems", "pairs", "folds", "readings",
        "phrases", "glossary_terms")]


class Translation(Structure):
    """zhen_lexicon_translation"""

    _fields_ = [("stem", ctypes.c_char * 256), ("weight", c_float),
                ("is_near", c_bool)]


class SplitOptions(Options):
    """zhen_split_options"""

    _fields_ = [("struct_size", c_size_t), ("lang", c_int),
                ("quotes", c_int), ("soft", c_int), ("max_len", c_size_t),
                ("rules", c_void_p), ("no_builtin", c_bool)]


class ScorerOptions(Options):
    """zhen_scorer_options"""

    _fields_ = [("struct_size", c_size_t), ("prior", c_double)]


class FilterPairsOptions(Options):
    """zhen_filter_pairs_options"""

    _fields_ = [("struct_size", c_size_t), ("threads", c_uint),
                ("seen", c_void_p), ("holdout", c_void_p),
                ("scorer", c_void_p), ("refuses", c_void_p),
                ("review", c_void_p), ("progress", POINTER(ProgressOptions))]


class StoredSide(Structure):
    """zhen_stored_side"""

    _fields_ = [("name", c_char_p), ("sentences", Sentences),
                ("bytes", c_void_p)]


class StoredDocument(Structure):
    """zhen_stored_document, without its last members"""

    _fields_ = [("id", c_char_p), ("content", c_char_p), ("zh", StoredSide),
                ("en", StoredSide), ("beads", c_void_p), ("count", c_size_t)]


class StoreCounts(Structure):
    """zhen_store_counts"""

    _fields_ = [("documents", c_uint64), ("failed", c_uint64),
                ("zh_sentences", c_uint64), ("en_sentences", c_uint64),
                ("zh_unaligned", c_uint64), ("en_unaligned", c_uint64),
                ("pairs", c_uint64), ("kept", c_uint64),
                ("scores", c_uint64 * 10), ("not_parallel", c_uint64),
                ("relations", c_uint64 * 8), ("parallel", c_double)]


class BuildOptions(Options):
    """zhen_build_options"""

    _fields_ = [("struct_size", c_size_t), ("reading", c_void_p),
                ("align", c_void_p), ("filter", c_void_p),
                ("threads", c_uint), ("share", c_uint), ("shares", c_uint),
                ("follow", c_bool), ("include", c_void_p),
                ("exclude", c_void_p), ("strict", c_bool), ("keep", c_bool),
                ("redo", c_bool), ("event", c_void_p), ("context", c_void_p),
                ("progress", POINTER(ProgressOptions))]


class BuildCounts(Structure):
    """zhen_build_counts"""

    _fields_ = [(name, c_uint64) for name in (
        "total", "aligned", "refiltered", "unchanged", "failed",
        "not_parallel", "untranslated", "removed", "left", "unread", "pairs",
        "bytes")]


def address(data: bytes) -> int:
    """Where bytes are in memory, for as long as they live."""
    return ctypes.cast(c_char_p(data), c_void_p).value or 0


def _candidates() -> Iterator[str]:
    """Where the library may be, the best place first."""
    chosen = os.environ.get("ZHEN_LIBRARY")
    if chosen:
        yield chosen
        return
    here = os.path.dirname(os.path.abspath(__file__))
    places = [here]
    build = os.path.abspath(os.path.join(here, "../../../build"))
    if here.endswith("/src/python/zhen") and os.path.isdir(build):
        places += [os.path.join(build, name, "src")  # build, build/gcc ...
                   for name in ("", *sorted(os.listdir(build)))]
    for place in places:
        path = os.path.join(place, _NAME)
        if os.path.exists(path):
            yield path
    yield _NAME


def _load() -> CDLL:
    """Load the library and check its version."""
    reason = ""
    for path in _candidates():
        try:
            library = CDLL(path)
        except OSError as error:
            reason = str(error)
            continue
        try:
            library.zhen_version.restype = c_char_p
            found = library.zhen_version().decode()
        except AttributeError:
            raise ImportError(path + ": is not libzhen") from None
        if found.rpartition(".")[0] != VERSION.rpartition(".")[0]:
            raise ImportError(f"{path}: is libzhen {found}, but this package "
                              f"is for {VERSION}")
        return library
    raise ImportError(f"cannot load libzhen: {reason}; build it, or set "
                      "ZHEN_LIBRARY to its path")


library = _load()


def _check(status: int, *_: Any) -> int:
    """Raise the failure of this thread."""
    if status:
        raise error_of(status, last_error().decode("utf-8", "replace"))
    return status


def _returning(restype: Any, name: str, *argtypes: Any) -> Any:
    function = library[name]
    function.restype = restype
    function.argtypes = argtypes
    return function


def _checked(name: str, *argtypes: Any) -> Any:
    """A function that can fail."""
    function = _returning(c_int, name, *argtypes)
    function.errcheck = _check
    return function


def _ending(name: str) -> Any:
    """A function that ends a handle."""
    return _returning(None, name, c_void_p)


_OUT = POINTER(c_void_p)

last_error = _returning(c_char_p, "zhen_error_last")
progress_flag = library["zhen_progress_flag"]

text_str = _returning(Str, "zhen_text_str", c_void_p)
text_source = _returning(c_size_t, "zhen_text_source", c_void_p, c_size_t)

article_read = _checked("zhen_article_read", _OUT, POINTER(Input),
                        POINTER(Input), POINTER(ArticleOptions))
article_free = _ending("zhen_article_free")
kind_parse = _checked("zhen_kind_parse", POINTER(c_int), c_char_p)

align = _checked("zhen_align", _OUT, c_void_p, c_void_p, c_void_p,
                 POINTER(AlignOptions))
alignment_free = _ending("zhen_alignment_free")
alignment_beads = _returning(c_void_p, "zhen_alignment_beads", c_void_p,
                             POINTER(c_size_t))
alignment_moved = _returning(c_void_p, "zhen_alignment_moved", c_void_p,
                             POINTER(c_size_t))
alignment_doubtful = _returning(c_void_p, "zhen_alignment_doubtful",
                                c_void_p, POINTER(c_size_t))
alignment_learned = _returning(POINTER(Learned), "zhen_alignment_learned",
                               c_void_p, POINTER(c_size_t))
alignment_relation = _returning(c_int, "zhen_alignment_relation", c_void_p)
alignment_parallel = _returning(c_double, "zhen_alignment_parallel", c_void_p)
relation_name = _returning(c_char_p, "zhen_relation_name", c_int)
bead_texts_make = _checked("zhen_bead_texts_make", _OUT, c_void_p, c_size_t,
                           c_void_p, c_void_p, c_bool)
bead_texts_free = _ending("zhen_bead_texts_free")

explain = _checked("zhen_explain", _OUT, c_void_p, c_void_p, c_void_p,
                   POINTER(Bead), c_bool)
explanation_free = _ending("zhen_explanation_free")
term_name = _returning(c_char_p, "zhen_term_name", c_int)
word_match_name = _returning(c_char_p, "zhen_word_match_name", c_int)

format_parse = _checked("zhen_format_parse", POINTER(c_int), c_char_p, c_int)
format_of_path = _checked("zhen_format_of_path", POINTER(c_int), c_char_p,
                          c_int)
format_name = _returning(c_char_p, "zhen_format_name", c_int)
format_is_directory = _returning(c_bool, "zhen_format_is_directory", c_int)
format_holds_words = _returning(c_bool, "zhen_format_holds_words", c_int)
write_alignment = _checked("zhen_write_alignment", c_char_p, c_int, c_void_p,
                           POINTER(Side), POINTER(Side),
                           POINTER(WriteOptions))
report_write = _checked("zhen_report_write", c_char_p, c_void_p,
                        POINTER(Side), POINTER(Side), POINTER(ReportOptions))
files_new = _checked("zhen_files_new", _OUT)
files_add_input = _checked("zhen_files_add_input", c_void_p, c_char_p)
files_add_target = _checked("zhen_files_add_target", c_void_p, c_char_p,
                            c_int)
files_free = _ending("zhen_files_free")

lexicon_open = _checked("zhen_lexicon_open", _OUT, c_char_p)
lexicon_open_default = _checked("zhen_lexicon_open_default", _OUT)
lexicon_add_glossary = _checked("zhen_lexicon_add_glossary", c_void_p,
                                c_char_p)
lexicon_inspect = _returning(LexiconInfo, "zhen_lexicon_inspect", c_void_p)
lexicon_translations = _returning(c_size_t, "zhen_lexicon_translations",
                                  c_void_p, Str, POINTER(Translation),
                                  c_size_t)
lexicon_close = _ending("zhen_lexicon_close")

split = _checked("zhen_split", _OUT, Str, POINTER(SplitOptions))
sentences_free = _ending("zhen_sentences_free")

scorer_open = _checked("zhen_scorer_open", _OUT, c_void_p,
                       POINTER(ScorerOptions))
score_pairs = _checked("zhen_score_pairs", c_void_p, c_void_p, c_size_t,
                       c_uint, c_void_p)
scorer_close = _ending("zhen_scorer_close")

filter_new = _checked("zhen_filter_new", _OUT)
filter_set = _returning(None, "zhen_filter_set", c_void_p, c_int, c_double)
filter_pairs = _checked("zhen_filter_pairs", c_void_p, c_void_p, c_size_t,
                        POINTER(FilterPairsOptions), c_void_p)
filter_free = _ending("zhen_filter_free")
rule_parse = _checked("zhen_rule_parse", POINTER(c_int), c_char_p)
rule_name = _returning(c_char_p, "zhen_rule_name", c_int)
seen_new = _checked("zhen_seen_new", _OUT)
seen_free = _ending("zhen_seen_free")
holdout_read = _checked("zhen_holdout_read", _OUT, c_char_p)
holdout_free = _ending("zhen_holdout_free")

store_open = _checked("zhen_store_open", _OUT, c_char_p)
store_close = _ending("zhen_store_close")
store_complete = _checked("zhen_store_complete", c_void_p, POINTER(c_bool))
store_count = _checked("zhen_store_count", c_void_p, POINTER(StoreCounts))
documents_open = _checked("zhen_documents_open", _OUT, c_void_p)
documents_next = _checked("zhen_documents_next", c_void_p,
                          POINTER(POINTER(StoredDocument)))
documents_close = _ending("zhen_documents_close")
build = _checked("zhen_build", c_char_p, c_char_p, c_char_p, c_void_p,
                 POINTER(BuildOptions), POINTER(BuildCounts))
