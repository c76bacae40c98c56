/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/words.h
 * Word links: which words of the two sides of a pair translate each other.
 *
 * The pairs that are given together are one text, from which the linker
 * learns: a hidden Markov model of each direction (Vogel et al. 1996), both
 * trained to agree (Liang et al. 2006). Translations start from the lexicon,
 * from numbers, spellings and the sound of names, and from a table of how
 * frequent words are translated; so a single pair can be linked, and a text of
 * thousands of pairs teaches its own words. Function words that translate
 * nothing go with the word they belong to.
 *
 * If the Chinese text of the pairs has spaces between its words, the words of
 * both sides are what is between white space. Otherwise the Chinese side is
 * segmented by the lexicon, and punctuation marks are words of their own.
 */
#ifndef ZHEN_WORDS_H
#define ZHEN_WORDS_H

#include <zhen/align.h>
#include <zhen/filter.h>
#include <zhen/lexicon.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A Chinese and an English word that translate each other. */
typedef struct zhen_word_link {
  uint32_t zh, en;   /**< numbers of the words, from 0 */
  float probability; /**< as both directions see it */
} zhen_word_link;

/** The words of a pair and their links. */
typedef struct zhen_pair_words {
  const zhen_bytes *zh, *en; /**< bytes of the words in the texts of the pair */
  size_t n_zh, n_en;
  const zhen_word_link *links; /**< sorted by zh, then by en */
  size_t n_links;
} zhen_pair_words;

/** Word links of pairs. */
typedef struct zhen_words zhen_words;

/** What the words of the pairs are. */
typedef enum zhen_word_kind {
  ZHEN_WORD_AUTO = 0, /**< detected for all pairs together */
  ZHEN_WORD_GIVEN,    /**< what is between white space */
  ZHEN_WORD_SEGMENTED /**< of the lexicon */
} zhen_word_kind;

/** How to link; see the options in zhen.h. */
typedef struct zhen_words_options {
  size_t struct_size; /**< set by the initializer below */
  unsigned threads;   /**< 0: one per processor */
  zhen_word_kind kind;
} zhen_words_options;

/** The defaults of zhen_words_options. */
#define ZHEN_WORDS_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_words_options)

/**
 * Link the words of pairs. Memory is about 20 bytes for each pair of words that
 * meet in a pair; a pair of over a million of them has no links. The result is
 * the same at any number of threads.
 *
 * @param[out] out  free with zhen_words_free()
 * @param lexicon   with any glossary
 * @param pairs     their texts may go once this returns
 * @param options   NULL for the defaults
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_words_link(
    zhen_words **out, const zhen_lexicon *lexicon, const zhen_pair *pairs,
    size_t count, const zhen_words_options *options);

/**
 * Link the words of the beads of a document: pair `i` is bead `i`. Its texts go
 * from the first sentence to the end of the last; a bead that has only one side
 * has no words.
 *
 * @param[out] out  free with zhen_words_free()
 * @param lexicon   with any glossary
 * @param zh        the sentences of the document
 * @param beads     ranges of them
 * @param options   NULL for the defaults
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_words_link_beads(
    zhen_words **out, const zhen_lexicon *lexicon, const zhen_sentences *zh,
    const zhen_sentences *en, const zhen_bead *beads, size_t count,
    const zhen_words_options *options);

/** The words of pair number `i`; borrowed. */
ZHEN_API zhen_pair_words zhen_words_of(const zhen_words *words, size_t i);

/** Whether the words are those between the white space of the text. */
ZHEN_API bool zhen_words_given(const zhen_words *words);

/** Free links; NULL is fine. */
ZHEN_API void zhen_words_free(zhen_words *words);

#ifdef __cplusplus
}
#endif
#endif
