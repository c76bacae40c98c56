/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/score.h
 * The probability that the two sides of a pair translate each other, without
 * the documents they are from.
 *
 * A score is computed from the pair alone: which words of the lexicon translate
 * each other, against the chance that they do so in any two sentences; which
 * numbers, names and Latin words have no partner; the longest passage of each
 * side without partners; lengths, negations, questions. A model that was fitted
 * on translations, and on pairs that are none (the English of another sentence
 * or of the next one, a side cut or extended, a number, name or negation
 * changed), turns these into a probability: see tests/tune/score_fit.py. It is
 * the same for a pair whatever other pairs are scored with it, at any number of
 * threads.
 */
#ifndef ZHEN_SCORE_H
#define ZHEN_SCORE_H

#include <zhen/lexicon.h>
#include <zhen/pairs.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A model with its lexicon. Read-only: any number of threads may use one. */
typedef struct zhen_scorer zhen_scorer;

/** How to score; see the options in zhen.h. */
typedef struct zhen_scorer_options {
  size_t struct_size; /**< set by the initializer below */
  double prior; /**< share of translations in the pairs, above 0 and below 1;
                     0: the default, .5 */
} zhen_scorer_options;

/** The defaults of zhen_scorer_options. */
#define ZHEN_SCORER_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_scorer_options)

/** A score and its reasons. Strings are borrowed from the pair, and empty if
    there is none. Shares are in [0, 1]. */
typedef struct zhen_pair_score {
  double probability;    /**< of a translation; 0 if a side is empty */
  double matched_zh;     /**< share of the content words with a translation on
                              the other side */
  double matched_en;     /**< the same of the English side */
  double length_z;       /**< length of the English against the Chinese side, in
                              standard deviations */
  zhen_str unmatched_zh; /**< longest passage without translations, if it is
                              long */
  zhen_str unmatched_en;
  zhen_str number_zh; /**< first number that the other side does not have */
  zhen_str number_en;
  zhen_str name_en; /**< first name that the other side does not have */
  bool negation_zh; /**< there are more negations on the Chinese side */
  bool negation_en;
  bool wrong_language; /**< no Chinese on the Chinese side, or most of the
                            English side is Chinese */
  bool empty;          /**< a side has only white space */
  double related; /**< probability that the sides are of one sentence, though
                       one may be cut, extended, or have a fault */
} zhen_pair_score;

/** The lexicon of a scorer; borrowed. */
ZHEN_API const zhen_lexicon *zhen_scorer_lexicon(const zhen_scorer *scorer);

/**
 * Open a scorer.
 *
 * @param[out] out  close with zhen_scorer_close()
 * @param lexicon   must not be changed or closed before the scorer
 * @param options   NULL for the defaults
 * @retval ZHEN_EUSAGE   a prior that is not between 0 and 1
 * @retval ZHEN_ENOMEM   out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_scorer_open(zhen_scorer **out, const zhen_lexicon *lexicon,
                 const zhen_scorer_options *options);

/** Close it; NULL is fine. */
ZHEN_API void zhen_scorer_close(zhen_scorer *scorer);

/**
 * Score pairs; their own scores are ignored.
 *
 * @param threads   0: as many as there are processors
 * @param[out] out  `count` of them
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_score_pairs(const zhen_scorer *scorer,
                                                 const zhen_pair *pairs,
                                                 size_t count, unsigned threads,
                                                 zhen_pair_score *out);

/** Two words or numbers that translate each other, or one without a partner,
    whose other side is empty. Borrowed from the pair. */
typedef struct zhen_word_pair {
  zhen_str zh, en;
  const char *kind; /**< how it was found: "dictionary", "same" (letters,
                         pinyin, a glossary), "sound" (of a name), "character"
                         (of a longer word), "number", "none"; static */
  double says;      /**< natural logarithm of how much likelier this is in a
                         translation than by chance; 0 for numbers. The
                         probability is computed from this and more, see
                         zhen_pair_score, and is not the sum */
} zhen_word_pair;

/** A score with all that was found. */
typedef struct zhen_pair_explanation {
  zhen_pair_score score;
  zhen_word_pair *words; /**< in the order of the Chinese, then those in English
                              only; repeated words once */
  size_t count;
} zhen_pair_explanation;

/**
 * Explain the score of a pair.
 *
 * @param[out] out  free with zhen_pair_explanation_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pair_explain(const zhen_scorer *scorer,
                                                  const zhen_pair *pair,
                                                  zhen_pair_explanation **out);

/** Free an explanation; NULL is fine. */
ZHEN_API void zhen_pair_explanation_free(zhen_pair_explanation *explanation);

/** How to score a stream; see the options in zhen.h. */
typedef struct zhen_score_stream_options {
  size_t struct_size;    /**< set by the initializer below */
  unsigned threads;      /**< 0: as many as there are processors */
  bool sort;             /**< lowest probability first; all pairs are kept in
                              memory */
  double below;          /**< list pairs with a lower probability */
  zhen_output *doubtful; /**< the list; NULL for none */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  bool words; /**< write word links; the format must hold them. They are learned
                   from 10,000 pairs at a time; with `sort`, from all */
} zhen_score_stream_options;

/** The defaults of zhen_score_stream_options. */
#define ZHEN_SCORE_STREAM_OPTIONS_INIT                                         \
  ZHEN_OPTIONS_INIT(zhen_score_stream_options)

/** What became of the pairs. */
typedef struct zhen_score_stream_counts {
  uint64_t pairs; /**< read */
  uint64_t below; /**< with a probability below `below`; if that is 0, .5 */
  uint64_t empty; /**< with an empty side */
  uint64_t wrong_language; /**< with a side in the wrong language */
} zhen_score_stream_counts;

/**
 * Read pairs to the end and write them with their probabilities, in the order
 * read. From JSONL to JSONL, other keys of the objects stay. The list has a
 * line for each doubtful pair: probability, reasons, line of the input,
 * Chinese, English, with tabs between.
 *
 * @param out  NULL: write only the list
 * @retval ZHEN_EINPUT  as zhen_pairs_next(); errors of `out` and of the list
 *                      are reported by their commits
 * @retval ZHEN_ENOMEM  out of memory
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; abandon the writer
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_score_stream(
    const zhen_scorer *scorer, zhen_pairs *in, zhen_pairs_writer *out,
    const zhen_score_stream_options *options, zhen_score_stream_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
