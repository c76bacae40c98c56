/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/terms.h
 * Bilingual terms of parallel text, and whether a text keeps to a glossary.
 *
 * A term is a phrase of each side whose words are linked to each other and to
 * no other word (Koehn et al. 2003), of two words or more on one side, or a
 * name. The English phrase has no function word at its ends, and it is used as
 * a noun: after an article or a preposition, or as a name. A phrase that nearly
 * always has the same word beside it is a part of a longer term and is dropped,
 * as by C-value (Frantzi et al. 2000). Terms are sorted by the significance of
 * their sides occurring together (Dunning 1993).
 */
#ifndef ZHEN_TERMS_H
#define ZHEN_TERMS_H

#include <zhen/pairs.h>
#include <zhen/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A pair of terms. */
typedef struct zhen_bilingual_term {
  zhen_str zh, en;    /**< as they are written most often; simplified and
                           traditional characters are the same term */
  uint64_t count;     /**< pairs with both */
  uint64_t documents; /**< documents with both; a file of pairs is one */
  double to_en; /**< share of the linked occurrences of `zh` that are `en` */
  double to_zh;
  zhen_str variants;         /**< other renderings of `zh`, and of `en`, with
                                  their counts: "port (12); socket (3)" */
  zhen_str zh_text, en_text; /**< a pair with the term */
} zhen_bilingual_term;

/** Terms of a text. */
typedef struct zhen_terms zhen_terms;

/** How to find terms; see the options in zhen.h. */
typedef struct zhen_terms_options {
  size_t struct_size;   /**< set by the initializer below */
  unsigned threads;     /**< 0: one per processor */
  size_t min_count;     /**< 0: the default, 3 */
  double min_strength;  /**< of both directions; 0: the default, 0.5 */
  const char *encoding; /**< of files of pairs, as in zhen_read_options */
  bool swap;            /**< TSV: English is the first column */
  bool skip_malformed;  /**< skip lines that are not a pair */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_terms_options;

/** The defaults of zhen_terms_options. */
#define ZHEN_TERMS_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_terms_options)

/**
 * Find the terms of stores and files of pairs. Of a store, the pairs that are
 * part of the corpus are read. Time is linear in the text; memory is at most
 * about one gigabyte: beyond that, the rarest phrases are dropped.
 *
 * @param[out] out  free with zhen_terms_free()
 * @param lexicon   to link words with
 * @param paths     stores, or what zhen_pairs_open() reads; `count` of them
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT  a file cannot be read
 * @retval ZHEN_EUSAGE  a strength that is not in [0, 1]
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_terms_find(
    zhen_terms **out, const zhen_lexicon *lexicon, const char *const *paths,
    size_t count, const zhen_terms_options *options);

/** Number of terms. */
ZHEN_API size_t zhen_terms_count(const zhen_terms *terms);

/** Number of pairs that were read. */
ZHEN_API uint64_t zhen_terms_pairs(const zhen_terms *terms);

/**
 * Terms of this many pairs or fewer may be missing, because there were too many
 * phrases to count; 0: none is.
 */
ZHEN_API uint64_t zhen_terms_dropped(const zhen_terms *terms);

/** Term number `i`; borrowed. */
ZHEN_API zhen_bilingual_term zhen_terms_at(const zhen_terms *terms, size_t i);

/** Free terms; NULL is fine. */
ZHEN_API void zhen_terms_free(zhen_terms *terms);

/** The formats of a list of terms. */
typedef enum zhen_terms_format {
  ZHEN_TERMS_TSV = 0, /**< zh, en, count, to_en, to_zh, documents, variants,
                           zh_text, en_text; no header, so that it is a
                           glossary as it is */
  ZHEN_TERMS_CSV,     /**< the same as in RFC 4180, with a header */
  ZHEN_TERMS_TBX      /**< TBX 3 (ISO 30042), a concept a term */
} zhen_terms_format;

/**
 * Write all terms. Write errors are reported by the commit of `out`.
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_terms_write(const zhen_terms *terms,
                                                 zhen_terms_format format,
                                                 zhen_output *out);

/** A pair that departs from a glossary. */
typedef struct zhen_term_fault {
  const zhen_pair_row *row; /**< the pair and its line */
  zhen_str zh;              /**< the term, as in the pair */
  zhen_str en;              /**< its renderings: "port | socket" */
} zhen_term_fault;

/** What a check found. */
typedef struct zhen_terms_counts {
  uint64_t pairs;   /**< read */
  uint64_t used;    /**< occurrences of terms */
  uint64_t faults;  /**< of these, without a rendering */
  uint64_t terms;   /**< Chinese terms of the glossary */
  uint64_t several; /**< of these, with more than one rendering */
  zhen_str first;   /**< the first of these; borrowed from the lexicon */
} zhen_terms_counts;

/** A glossary to check pairs against. */
typedef struct zhen_term_check zhen_term_check;

/**
 * Read a glossary, in the formats of zhen_lexicon_add_glossary().
 * @param[out] out  free with zhen_term_check_free()
 * @retval ZHEN_EINPUT  as zhen_lexicon_add_glossary()
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_term_check_open(zhen_term_check **out,
                                                     const char *path);

/**
 * Report each Chinese term whose pair has none of its English renderings, whose
 * words are compared by their stems. The longest term at a place counts.
 *
 * @param each  called in the order of the file; what it is given is valid until
 *              it returns
 * @retval ZHEN_EINPUT  as zhen_pairs_next()
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_term_check_pairs(zhen_term_check *check, zhen_pairs *in,
                      void (*each)(void *context, const zhen_term_fault *fault),
                      void *context, zhen_terms_counts *counts);

/** Free a glossary; NULL is fine. */
ZHEN_API void zhen_term_check_free(zhen_term_check *check);

#ifdef __cplusplus
}
#endif
#endif
