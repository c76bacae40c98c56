/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/explain.h
 * Explain the score of a bead.
 *
 * The probability of a bead with two sides is a product: that the texts are
 * parallel here, and that these are the bounds if they are.
 *
 * The second factor is computed from sums of terms, each a natural logarithm of
 * a probability ratio: how much more probable the observation is if the sides
 * translate each other. The search maximizes these sums. A sum alone is no
 * probability; it counts against the sums of other beads for the same
 * sentences. An explanation lists the terms, the words they come from, and the
 * best other local path.
 */
#ifndef ZHEN_EXPLAIN_H
#define ZHEN_EXPLAIN_H

#include <zhen/align.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The terms of a score. */
typedef enum zhen_term {
  ZHEN_TERM_MATCHED,   /**< words with a translation on the other side */
  ZHEN_TERM_UNMATCHED, /**< words without one */
  ZHEN_TERM_LENGTH,    /**< length ratio */
  ZHEN_TERM_SHAPE,     /**< prior of the bead's shape */
  ZHEN_TERM_INSIDE,    /**< a boundary inside a Chinese sentence */
  ZHEN_TERM_QUOTES, /**< both sides end inside a quotation, or only one does */
  ZHEN_TERM_PARAS,  /**< paragraph ends that coincide, or do not */
  ZHEN_TERM_TURNS,  /**< distance in a bilingual file */
  ZHEN_TERM_ORDER,  /**< order of the matched words, of a whole bead */
  ZHEN_TERM_LEAD,   /**< distance from the beginning, for a digest */
  ZHEN_TERM_EMBEDDINGS, /**< cosine of the embeddings, if given */
  ZHEN_TERM_CROSSED,    /**< two halves that changed places: their price */
  ZHEN_TERM_ENDS,       /**< an end mark on one side only, or a full stop that
                             ends no sentence */
  ZHEN_TERM_DIGEST, /**< what the words of a digest say without the document */
  ZHEN_TERM_REPEATED, /**< matched words of several Chinese sentences that the
                         English says once, of a whole bead */
  ZHEN_TERM_TIMES,    /**< times of captions that coincide, or do not */
  ZHEN_TERMS
} zhen_term;

/** Size of arrays by term: room for terms to come. */
#define ZHEN_TERMS_ROOM 32

/** Description of a term; static. */
ZHEN_API const char *zhen_term_name(zhen_term term);

/** Why two words match. */
typedef enum zhen_word_match_kind {
  ZHEN_MATCH_WORD,    /**< in the dictionary */
  ZHEN_MATCH_LATIN,   /**< the same Latin letters in the Chinese text */
  ZHEN_MATCH_NUMBER,  /**< the same value */
  ZHEN_MATCH_NAME,    /**< the characters transcribe the English name */
  ZHEN_MATCH_MARK,    /**< the same punctuation mark */
  ZHEN_MATCH_TERM,    /**< in the glossary */
  ZHEN_MATCH_PART,    /**< a character of a longer word is in the dictionary */
  ZHEN_MATCH_LEARNED, /**< learned from this document */
  ZHEN_MATCH_KINDS
} zhen_word_match_kind;

/** Name of a kind, such as "dictionary"; static. */
ZHEN_API const char *zhen_word_match_name(zhen_word_match_kind kind);

/** Bytes [begin, end) of a sentence. */
typedef struct zhen_word_position {
  uint32_t sentence;
  size_t begin, end; /**< of the sentence, not of the text */
} zhen_word_position;

/** Two words that matched. */
typedef struct zhen_word_match {
  zhen_word_match_kind kind;
  zhen_word_position zh, en;
  double contribution; /**< added to the score, both sides together */
  double value;        /**< of numbers; else 0 */
} zhen_word_match;

/** A word without a match. */
typedef struct zhen_word_unmatched {
  bool is_en; /**< side of the word */
  zhen_word_position position;
  double contribution; /**< added to the score: at most 0 */
} zhen_word_unmatched;

/** A place in a sentence. */
typedef struct zhen_place {
  uint32_t sentence;
  size_t at; /**< byte of the sentence; 0: before it */
} zhen_place;

/** The explanation of one bead. */
typedef struct zhen_explanation {
  zhen_bead bead;
  double terms[ZHEN_TERMS_ROOM]; /**< by zhen_term */
  double score;                  /**< their sum */
  uint32_t parts;   /**< steps of the search that the bead consists of */
  double deviation; /**< of the length, in standard deviations; positive if the
                       English side is long; 0 if a side is empty */
  double expected;  /**< expected English characters, given the Chinese side; 0
                       if a side is empty */
  bool zh_in_quote, en_in_quote; /**< the bead ends inside a quotation */
  zhen_word_match
      *matches; /**< by descending contribution; at most the first 2,048
                   distinct words of a clause or an English sentence */
  size_t n_matches;
  zhen_word_unmatched *unmatched; /**< in text order, zh first */
  size_t n_unmatched;
  zhen_bead *rival; /**< the best other beads for the sentences of this one, in
                       order; their `score` is 0 */
  size_t n_rival;
  double margin; /**< score of this bead minus theirs, adjacent beads included;
                    only if `n_rival` is above 0 */
  double parallel; /**< probability that the texts are parallel here: that the
                      bead is in a passage where the sides are translations of
                      each other */
  double bounds;   /**< probability of these bounds if they are: the score of
                      `bead` divided by `parallel`; negative if a side is
                      empty, or if `parallel` is too small to divide by */
  bool crossed;    /**< two halves changed places: what is before `zh_cut`
                      translates what is from `en_cut` on, and the other way round;
                      `terms` are those of both halves */
  zhen_place zh_cut, en_cut; /**< only if `crossed` */
} zhen_explanation;

/**
 * Explain a bead of an alignment, or another one.
 *
 * The terms are those of the search, with the parameters adapted to this
 * document.
 *
 * @param[out] out  free with zhen_explanation_free()
 * @param a         aligned with zhen_align_options.explain
 * @param zh        the sides of `a`
 * @param bead      any range of sentences of either side, at most
 *                  #ZHEN_BEAD_MAX of each; its score, the probability, is
 *                  used for `bounds` only
 * @param rival     also search for the best other beads, which is slower
 * @retval ZHEN_EUSAGE  `a` was aligned without `explain`, or the bead is
 *                      outside the document or too large
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_explain(zhen_explanation **out,
                                             const zhen_alignment *a,
                                             const zhen_sentences *zh,
                                             const zhen_sentences *en,
                                             const zhen_bead *bead, bool rival);

/** Free an explanation; NULL is fine. */
ZHEN_API void zhen_explanation_free(zhen_explanation *explanation);

#ifdef __cplusplus
}
#endif
#endif
