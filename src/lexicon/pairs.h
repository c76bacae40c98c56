/* SPDX-License-Identifier: Apache-2.0 */
/* Word pairs on their way to a lexicon. */
#ifndef ZHEN_LEXICON_PAIRS_H
#define ZHEN_LEXICON_PAIRS_H

#include "base/progress.h"
#include "base/buf.h"
#include "base/mem.h"
#include "lexicon/dictionary.h"
#include "lexicon/lexicon.h"

/* A head word and one stem it may be translated by. */
typedef struct word_pair {
  const char *head, *stem;
  uint32_t stem_number; /* set by pairs_pack() */
  float weight;         /* in (0, 1] */
} word_pair;

typedef struct word_pairs {
  arena strings;
  word_pair *at;
  size_t count, capacity;
} word_pairs;

/* Append a pair; both strings are copied. */
ZHEN_CHECK zhen_status pairs_add(word_pairs *pairs, const char *head,
                                 const char *stem, float weight);

/* By head word, then by stem. */
int pairs_compare(const void *a, const void *b);

/* Sort; of equal pairs keep the one of the greatest weight. */
void pairs_keep_best(word_pairs *pairs);

/* The glosses of dictionaries as weighted pairs; heads are folded. */
ZHEN_CHECK zhen_status pairs_weigh(word_pairs *pairs, dictionary *d);

/* All pairs of a lexicon. */
ZHEN_CHECK zhen_status pairs_unpack(word_pairs *pairs,
                                    const zhen_lexicon *lexicon);

/*
 * Learn from parallel text: pairs that keep meeting are added. The text is cut
 * by `lexicon`; 0 threads are all processors.
 */
ZHEN_CHECK zhen_status pairs_train(word_pairs *pairs,
                                   const zhen_lexicon *lexicon,
                                   const zhen_parallel_file *sources,
                                   size_t count, unsigned threads,
                                   progress *watched);

/* What a lexicon says of single characters, as its bytes. */
typedef struct char_sections {
  buf folds, syllables, readings;
} char_sections;

void sections_of_dictionary(char_sections *c, const dictionary *d);
void sections_of_lexicon(char_sections *c, const zhen_lexicon *lexicon);
void sections_dispose(char_sections *c);

/* The bytes of a lexicon; the pairs must be sorted and distinct. */
ZHEN_CHECK zhen_status pairs_pack(word_pairs *pairs, const char_sections *c,
                                  buf *out);

void pairs_dispose(word_pairs *pairs);

#endif
