/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/bitext.h
 * One text with both languages to its two sides.
 *
 * The lines are told apart by script (a line that holds both languages one
 * after the other is cut between them), and the order in which the languages
 * follow each other names the pattern. The two sides are lists of sentences
 * of the same text; zhen_sentence.turn numbers the runs of one language
 * through the file, so that the aligner knows what stood next to what.
 */
#ifndef ZHEN_BITEXT_H
#define ZHEN_BITEXT_H

#include <zhen/split.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How the two languages follow each other in one text. */
typedef enum zhen_pattern {
  ZHEN_PATTERN_PARAGRAPHS, /**< paragraphs in turn */
  ZHEN_PATTERN_LINES,      /**< lines in turn */
  ZHEN_PATTERN_GROUPS,     /**< groups of paragraphs in turn */
  ZHEN_PATTERN_HALVES,     /**< one language whole, then the other */
  ZHEN_PATTERN_SAME_LINE,  /**< both in one line */
  ZHEN_PATTERN_HEADLINE    /**< a short headline over a body in the other */
} zhen_pattern;

/** A bilingual text told apart. */
typedef struct zhen_bitext {
  zhen_pattern pattern;
  zhen_lang first;    /**< the language that comes first in each turn */
  zhen_sentences *zh; /**< owned */
  zhen_sentences *en; /**< owned */
} zhen_bitext;

/**
 * Find the two sides of a bilingual text and cut them into sentences.
 *
 * @param[out] out  yours to free with zhen_bitext_free()
 * @param text      borrowed: it must outlive `*out`
 * @param lines     true: every line is a sentence already
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
