/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/explain.h
 * Why a bead has the score it has.
 *
 * The aligner gives each bead a score: a sum of terms, each a natural
 * logarithm of a ratio of probabilities (how much more likely what is seen is
 * if the sides translate each other). The best sums make the alignment, and
 * all sums together the probability of each bead. An explanation is that sum,
 * term by term, with the words that it comes from and with the best other way
 * to align the same sentences.
 */
#ifndef ZHEN_EXPLAIN_H
#define ZHEN_EXPLAIN_H

#include <zhen/align.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The terms of a score. */
typedef enum zhen_term {
  ZHEN_TERM_MATCHED,    /**< words that have a counterpart on the other side */
  ZHEN_TERM_UNMATCHED,  /**< words that have none, though they could */
  ZHEN_TERM_LENGTH,     /**< how well the lengths fit */
  ZHEN_TERM_SHAPE,      /**< how usual so many sentences are */
  ZHEN_TERM_INSIDE,     /**< a cut inside a Chinese sentence */
  ZHEN_TERM_QUOTES,     /**< both sides are in a quotation, or one is */
  ZHEN_TERM_PARAS,      /**< paragraphs end together, or not */
  ZHEN_TERM_TURNS,      /**< how far apart in a bilingual file */
  ZHEN_TERM_ORDER,      /**< order of the words that matched, of a whole bead */
  ZHEN_TERM_LEAD,       /**< how far from the beginning, for a digest */
  ZHEN_TERM_EMBEDDINGS, /**< how near the embeddings are, if there are any */
  ZHEN_TERMS
} zhen_term;

/** A term in plain words; static. */
ZHEN_API const char *zhen_term_name(zhen_term term);

/** Why two words are taken for each other's translation. */
typedef enum zhen_word_match_kind {
  ZHEN_MATCH_WORD,    /**< the dictionary says so */
  ZHEN_MATCH_LATIN,   /**< the same Latin letters stand in the Chinese */
  ZHEN_MATCH_NUMBER,  /**< the same value */
  ZHEN_MATCH_NAME,    /**< the characters are read like the English name */
  ZHEN_MATCH_MARK,    /**< the same punctuation mark */
  ZHEN_MATCH_TERM,    /**< the glossary says so */
  ZHEN_MATCH_PART,    /**< a character of a longer word has that meaning */
  ZHEN_MATCH_LEARNED, /**< they keep meeting in this document */
  ZHEN_MATCH_KINDS
} zhen_word_match_kind;

/** The reason in plain words, such as "dictionary"; static. */
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
  double contribution; /**< what they add to the score, from both sides */
  double value;        /**< of numbers; else 0 */
} zhen_word_match;

/** A word that found no counterpart. */
typedef struct zhen_word_unmatched {
  bool is_en; /**< the side it stands on */
  zhen_word_position place;
  double contribution; /**< what it takes from the score: not above 0 */
} zhen_word_unmatched;

/** The reasons of one bead. */
typedef struct zhen_explanation {
  zhen_bead bead;
  double terms[ZHEN_TERMS];
  double score;     /**< their sum */
  uint32_t parts;   /**< pieces of sentences that were aligned one by one */
  double deviation; /**< of the length: standard deviations, above 0 if the
                         English is long; 0 if a side is empty */
  double expected;  /**< characters of English that the Chinese leads to
                         expect; 0 if a side is empty */
  bool zh_in_quote, en_in_quote; /**< the bead ends inside a quotation */
  zhen_word_match
      *matches; /**< the best first; at most the first 2,048 different
                words of a clause or an English sentence */
  size_t n_matches;
  zhen_word_unmatched *unmatched; /**< in the order of the text, zh first */
  size_t n_unmatched;
  zhen_bead *rival; /**< the best other beads of the sentences of this one, in
                         order; their `score` is 0 */
  size_t n_rival;
  double margin; /**< how much better this bead is than they are, neighbours
                      included; negative if it is not; only if there are any */
} zhen_explanation;

/**
 * Explain a bead of an alignment, or another one.
 *
 * The terms are those of the search, for the parameters that it came to for
 * this document.
 *
 * @param[out] out  yours to free with zhen_explanation_free()
 * @param a         made with zhen_align_options.explain
 * @param zh        the sides it was made from
 * @param bead      any range of sentences of either side, at most
 * #ZHEN_BEAD_MAX of each; its score does not matter
 * @param rival     also look for the best other beads, which takes its time
 * @retval ZHEN_EUSAGE  the alignment was made without `explain`, or there is
 *                      no such bead
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
