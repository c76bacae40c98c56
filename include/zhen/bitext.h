/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/bitext.h
 * Separate a bilingual text into its two sides.
 *
 * Lines are classified by script; a line with one language after the other is
 * cut between them. The order of the languages gives the pattern. Both sides
 * are lists of sentences of the same text; zhen_sentence.turn numbers the runs
 * of one language, so that the aligner knows which runs are adjacent.
 */
#ifndef ZHEN_BITEXT_H
#define ZHEN_BITEXT_H

#include <zhen/split.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the two languages follow each other in one text. */
typedef enum zhen_pattern {
  ZHEN_PATTERN_PARAGRAPHS, /**< alternating paragraphs */
  ZHEN_PATTERN_LINES,      /**< alternating lines */
  ZHEN_PATTERN_GROUPS,     /**< alternating groups of paragraphs */
  ZHEN_PATTERN_HALVES,     /**< all of one language, then all of the other */
  ZHEN_PATTERN_SAME_LINE,  /**< both in one line */
  ZHEN_PATTERN_HEADLINE /**< a short headline, the body in the other language */
} zhen_pattern;

/** The two sides of a bilingual text. */
typedef struct zhen_bitext {
  zhen_pattern pattern;
  zhen_lang first;    /**< the language that comes first in each turn */
  zhen_sentences *zh; /**< owned */
  zhen_sentences *en; /**< owned */
} zhen_bitext;

/**
 * Find the two sides of a bilingual text and cut them into sentences.
 *
 * @param[out] out  free with zhen_bitext_free()
 * @param text      borrowed: it must outlive `*out`
 * @param lines     true: every line is one sentence
 * @retval ZHEN_EINPUT  no Chinese, or no English, in the text
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_bitext_split(zhen_bitext **out,
                                                  zhen_str text, bool lines);

/** A pattern in words: "paragraphs in turn, Chinese first"; static. */
ZHEN_API const char *zhen_bitext_describe(const zhen_bitext *bitext);

/** Free both sides; NULL is fine. */
ZHEN_API void zhen_bitext_free(zhen_bitext *bitext);

#ifdef __cplusplus
}
#endif
#endif
