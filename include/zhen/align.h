/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/align.h
 * Sentence alignment: two ordered lists of sentences in, ordered beads out.
 *
 * A bead pairs zero or more consecutive Chinese sentences with zero or more
 * consecutive English ones. The beads of a document are a monotone partition:
 * every sentence is in exactly one bead, and beads never cross.
 * Indices count sentences from 0; ranges are half-open, [begin, end).
 */
#ifndef ZHEN_ALIGN_H
#define ZHEN_ALIGN_H

#include <zhen/lexicon.h>
#include <zhen/progress.h>
#include <zhen/split.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Most sentences on one side of a bead. */
#define ZHEN_BEAD_MAX 8

/** One bead: sentences zh[zh_begin..zh_end) and en[en_begin..en_end). */
typedef struct zhen_bead {
  uint32_t zh_begin, zh_end;
  uint32_t en_begin, en_end;
  double score; /**< probability of this bead given the text, in [0, 1] */
} zhen_bead;

/** The beads of one document. */
typedef struct zhen_alignment zhen_alignment;

/** A constraint on an alignment, such as a reviewer's decision. */
typedef struct zhen_constraint {
  zhen_bead bead; /**< two sides: this pair must be a bead; one empty side:
                     these sentences must be unaligned (the position of the
                     empty range is ignored). The score is ignored */
  bool refuse; /**< true for the opposite: the pair must not be a bead, or the
                  sentences must not be unaligned */
} zhen_constraint;

/** Sentence embeddings of one side, a row for each of its sentences. */
typedef struct zhen_embeddings {
  const float *at; /**< `count` rows of `dim` numbers, contiguous */
  size_t count, dim;
} zhen_embeddings;

/** How to align; see the options in zhen.h. */
typedef struct zhen_align_options {
  size_t struct_size; /**< set by the initializer below */
  uint32_t max_bead;  /**< most sentences on one side of a bead; 0, or more
                           than it: #ZHEN_BEAD_MAX */
  unsigned threads;   /**< for a long document; 0: one per processor */
  size_t max_memory;  /**< bytes for the search, in addition to the texts and
                           their tokens; 0: 256 MiB */
  bool explain;       /**< keep what zhen_explain() needs; then the lexicon must
                           outlive the alignment */

  /** `n_constraints` of them, in any order. Not kept. */
  const zhen_constraint *constraints;
  size_t n_constraints;

  /** Sentence embeddings of both sides in one space; their cosines become a
      score term. NULL: none. Not kept. */
  const zhen_embeddings *zh_embeddings, *en_embeddings;

  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_align_options;

/** The defaults of zhen_align_options. */
#define ZHEN_ALIGN_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_align_options)

/**
 * Read the array of a NumPy file (format 1 to 3): two dimensions, float32 or
 * float16, little-endian, in C order.
 *
 * @param[out] out  free with zhen_embeddings_free()
 * @retval ZHEN_EINPUT  unreadable, another kind of array, truncated, or with a
 *                      number that is not finite; the message says which
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_embeddings_read(zhen_embeddings **out,
                                                     const char *path);

/**
 * Read the embeddings of sentences: a NumPy file as above, or little-endian
 * float32 numbers without a header (vecalign, LASER); the number of rows and
 * the size of the file give the dimension.
 *
 * @param[out] out   a row for each sentence; free with zhen_embeddings_free()
 * @param sentences  of one side; not kept
 * @param lines      NULL: a row for each sentence. Else a text file with a line
 *                   for each row, as vecalign's overlaps: a sentence has the
 *                   row of the line that is its text, an empty one that of
 *                   BLANK_LINE, or zeros. Only these rows are read
 * @retval ZHEN_EINPUT  as above; another number of rows; a sentence without a
 *                      line
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_embeddings_read_for(zhen_embeddings **out, const char *path,
                         const zhen_sentences *sentences, const char *lines);

/** Free embeddings; NULL is fine. */
ZHEN_API void zhen_embeddings_free(zhen_embeddings *vectors);

/**
 * Align one document.
 *
 * The result depends on the arguments only: it is the same on every run and
 * with any number of threads. Time is linear in the length of the document.
 *
 * @param[out] out  free with zhen_alignment_free(); NULL on failure
 * @param lexicon   not NULL, not kept
 * @param zh        Chinese side; may be empty, not kept
 * @param en        English side; likewise
 * @param options   NULL for the defaults
 * @retval ZHEN_OK      `*out` partitions both sides
 * @retval ZHEN_EUSAGE  `constraints` are outside the document or contradict
 *                      each other; embeddings for one side only, not one per
 *                      sentence, of unequal dimension or none, or not finite
 * @retval ZHEN_ELIMIT  more than 1,000,000 sentences on a side
 * @retval ZHEN_ENOMEM  out of memory
 * @retval ZHEN_ECANCELLED  `progress` cancelled it
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_align(zhen_alignment **out,
                                           const zhen_lexicon *lexicon,
                                           const zhen_sentences *zh,
                                           const zhen_sentences *en,
                                           const zhen_align_options *options);

/** Beads in document order; borrowed, valid until `a` is freed. */
ZHEN_API const zhen_bead *zhen_alignment_beads(const zhen_alignment *a,
                                               size_t *count);

/**
 * Number of positions where the search band was narrowed because `max_memory`
 * was reached. Beads around them are less reliable. Usually 0.
 */
ZHEN_API size_t zhen_alignment_narrowed(const zhen_alignment *a);

/**
 * Passages whose translation is at another position, in the order of the
 * Chinese side. Beads never cross, so their sentences are unaligned among the
 * beads; here each passage is one bead with the probability that its sides
 * translate each other. Only passages of high probability are listed. Borrowed,
 * valid until `a` is freed.
 */
ZHEN_API const zhen_bead *zhen_alignment_moved(const zhen_alignment *a,
                                               size_t *count);

/**
 * Doubtful pairs, in document order: Chinese and English sentences that are
 * unaligned side by side, though they may be a pair. The score is the
 * probability that they are: at least 0.1, usually below 0.5. For a reviewer to
 * look at. Borrowed, valid until `a` is freed.
 */
ZHEN_API const zhen_bead *zhen_alignment_doubtful(const zhen_alignment *a,
                                                  size_t *count);

/** How two texts are related. */
typedef enum zhen_relation {
  ZHEN_RELATION_PARALLEL,   /**< translations of each other */
  ZHEN_RELATION_PART,       /**< passages are; see zhen_alignment_passages() */
  ZHEN_RELATION_COMPARABLE, /**< about the same things; translated sentences are
                                 scattered in them */
  ZHEN_RELATION_UNRELATED   /**< no translations of each other */
} zhen_relation;

/** Its name: `parallel`, `part`, `comparable` or `unrelated`. */
ZHEN_API const char *zhen_relation_name(zhen_relation relation);

/** How the two texts of an alignment are related. */
ZHEN_API zhen_relation zhen_alignment_relation(const zhen_alignment *a);

/**
 * Expected share of the text that is in passages where the sides are
 * translations of each other: by length, the mean of both sides. Sentences that
 * the translation omits count, unless more than eight are omitted in a row. In
 * [0, 1]; 0 if a side is empty.
 */
ZHEN_API double zhen_alignment_parallel(const zhen_alignment *a);

/**
 * The passages where the sides are translations of each other, in order; the
 * score of a passage is the mean probability that it is one. Borrowed, valid
 * until `a` is freed.
 */
ZHEN_API const zhen_bead *zhen_alignment_passages(const zhen_alignment *a,
                                                  size_t *count);

/**
 * Replace the beads of an alignment, for example by stored ones. The new beads
 * must partition both sides. How the texts are related stays as it is.
 *
 * @param beads  `count` of them, in order; copied
 * @retval ZHEN_EUSAGE  they do not partition both sides
 * @retval ZHEN_ENOMEM  out of memory; the alignment is unchanged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_alignment_replace(zhen_alignment *a,
                                                       const zhen_bead *beads,
                                                       size_t count);

/** Where to cut an alignment by score, and what that leaves. */
typedef struct zhen_cut {
  double min_score; /**< pairs of at least this score stay */
  size_t kept;      /**< pairs kept, out of `pairs` */
  size_t pairs;     /**< beads with both sides */
  double precision; /**< expected precision of the pairs kept */
} zhen_cut;

/**
 * Find the lowest minimum score at which the expected precision of the pairs
 * kept is at least `precision`. The expectation comes from the scores, which
 * are probabilities.
 *
 * @param precision  in [0, 1]
 * @param[out] out   if no pair is probable enough: `kept` 0 and `min_score` 1
 * @retval ZHEN_ENOMEM  out of memory; the only failure
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_alignment_cut(const zhen_alignment *a,
                                                   double precision,
                                                   zhen_cut *out);

/** Two words that co-occur in this document and are not a pair of the lexicon.
 */
typedef struct zhen_learned {
  const char *zh; /**< simplified, Latin letters in lower case */
  const char *en; /**< the form seen first, in lower case, without accents */
  uint32_t count; /**< co-occurrences in clauses and sentences */
  float strength; /**< log-likelihood ratio G2 (Dunning 1993): how much more
                       often than by chance */
} zhen_learned;

/**
 * The word pairs that were learned from the document and used to align it, by
 * descending strength, then by `zh`. Borrowed, valid until `a` is freed. Most
 * are translations (terms, names); some only co-occur.
 */
ZHEN_API const zhen_learned *zhen_alignment_learned(const zhen_alignment *a,
                                                    size_t *count);

/** Free an alignment; NULL is fine. */
ZHEN_API void zhen_alignment_free(zhen_alignment *a);

#ifdef __cplusplus
}
#endif
#endif
