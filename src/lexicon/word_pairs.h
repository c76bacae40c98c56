/* SPDX-License-Identifier: Apache-2.0 */
/* Word pairs for a lexicon. */
#ifndef ZHEN_LEXICON_WORD_PAIRS_H
#define ZHEN_LEXICON_WORD_PAIRS_H

#include "base/buf.h"
#include "base/mem.h"
#include "base/progress.h"
#include "lexicon/dictionary.h"
#include "lexicon/lexicon.h"

/* A head word and a stem that may translate it. */
typedef struct word_pair {
  const char *head, *stem;
  uint32_t stem_number; /* set by pairs_pack() */
  float weight;         /* in (0, 1] */
  bool phrase;          /* the head is a phrase: see format.h */
} word_pair;

/* Is the stem near the head word only, not a translation? */
static inline bool word_pair_is_near(const word_pair *p)
{
  return p->weight * 255 < WEIGHT_TRANSLATION - .5F;
}

typedef struct word_pairs {
  arena strings;
  word_pair *at;
  size_t count, capacity;
} word_pairs;

/* Append a pair of a word; both strings are copied. */
ZHEN_CHECK zhen_status word_pairs_add(word_pairs *pairs, const char *head,
                                      const char *stem, float weight);

/* By head word, then by stem. */
int word_pairs_compare(const void *a, const void *b);

/*
 * Append the glosses of dictionaries as phrases, with folded heads; a head that
 * the lexicon has as a word is skipped.
 */
ZHEN_CHECK zhen_status word_pairs_add_phrases(word_pairs *pairs, dictionary *d,
                                              const zhen_lexicon *lexicon);

/* Sort; of equal pairs, keep the one with the greatest weight. */
void word_pairs_keep_best(word_pairs *pairs);

/* The glosses of dictionaries as weighted pairs; heads are folded. */
ZHEN_CHECK zhen_status word_pairs_weigh(word_pairs *pairs, dictionary *d);

/* All pairs of a lexicon. */
ZHEN_CHECK zhen_status word_pairs_read(word_pairs *pairs,
                                       const zhen_lexicon *lexicon);

/*
 * Learn from parallel text: pairs that occur together often are added. The text
 * is segmented by `lexicon`; 0 threads: all processors.
 */
ZHEN_CHECK zhen_status word_pairs_train(word_pairs *pairs,
                                        const zhen_lexicon *lexicon,
                                        const zhen_parallel_file *sources,
                                        size_t count, unsigned threads,
                                        progress *watched);

/*
 * Find the near words of each word, in place of those it had; see near.c. The
 * text is segmented by `lexicon`, and the pairs are sorted.
 */
ZHEN_CHECK zhen_status word_pairs_find_near(word_pairs *pairs,
                                            const zhen_lexicon *lexicon,
                                            const zhen_parallel_file *sources,
                                            size_t count, unsigned threads,
                                            progress *watched);

/* The facts of a lexicon about single characters, as its bytes. */
typedef struct char_sections {
  buf folds, syllables, readings;
} char_sections;

void sections_of_dictionary(char_sections *c, const dictionary *d);
void sections_of_lexicon(char_sections *c, const zhen_lexicon *lexicon);
void sections_dispose(char_sections *c);

/* The bytes of a lexicon; the pairs must be sorted and distinct. */
ZHEN_CHECK zhen_status word_pairs_write(word_pairs *pairs,
                                        const char_sections *c, buf *out);

void word_pairs_dispose(word_pairs *pairs);

#endif
