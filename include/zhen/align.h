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

/** Something about the alignment that is settled before. */
typedef struct zhen_constraint {
  zhen_bead bead; /**< a pair belongs together, just so; a bead with one empty
                       side is alone, and where it is empty does not matter;
                       its score does not either */
  bool refuse;    /**< the contrary: the pair must not be, or its sentences must
                       not be alone */
} zhen_constraint;

/** Sentence embeddings of one side, a row for each of its sentences. */
typedef struct zhen_embeddings {
  const float *at; /**< count rows of dim numbers, one behind the other */
  size_t count, dim;
} zhen_embeddings;

/** How to align; see the options in zhen.h. */
typedef struct zhen_align_options {
  size_t struct_size; /**< set by the initializer below */
  uint32_t max_bead;  /**< most sentences on one side of a bead; 0, or
                           more than it: #ZHEN_BEAD_MAX */
  unsigned threads;   /**< for a long document; 0: as many as there are
                           processors */
  size_t max_memory;  /**< bytes for the search, beside what the texts and
                           their words need; 0: 256 MiB */
  bool explain;       /**< keep what zhen_explain() needs; then the lexicon must
                           outlive the alignment */
  const zhen_constraint
      *constraints; /**< `n_constraints` of them, in any order; not kept */
  size_t n_constraints;
  const zhen_embeddings
      *zh_embeddings; /**< embeddings of both sides in one space,
                     from a model of yours; their cosines
                     become evidence. NULL: none. Not kept */
  const zhen_embeddings *en_embeddings;
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_align_options;

/** The defaults of zhen_align_options. */
#define ZHEN_ALIGN_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_align_options)

/**
 * Read the array of a NumPy file (format 1 to 3): two dimensions, float32 or
 * float16, little-endian, in C order.
 *
 * @param[out] out  yours to free with zhen_embeddings_free()
 * @retval ZHEN_EINPUT  unreadable, another kind of array, cut short, or with a
 *                      number that is not finite; the message says which
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_embeddings_read(zhen_embeddings **out,
                                                     const char *path);

/** Free what zhen_embeddings_read() gave; NULL is fine. */
ZHEN_API void zhen_embeddings_free(zhen_embeddings *vectors);

/**
 * Align one document.
 *
 * The result depends on the arguments alone: it is the same on every run, and
 * on any number of threads. Time is linear in the length of the document.
 *
 * @param[out] out  the alignment, yours to free; NULL on failure
 * @param lexicon   not NULL, not kept
 * @param zh        Chinese side; may be empty, not kept
 * @param en        English side; likewise
 * @param options   NULL for the defaults
 * @retval ZHEN_OK      `*out` partitions both sides
 * @retval ZHEN_EUSAGE  `constraints` are out of the document or contradict each
 *                      other; vectors for one side only, or not one for each
 *                      sentence, or of unequal length
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
 * Number of places where the search was less wide than it should have been,
 * because `max_memory` did not allow it; around these, look twice. Mostly 0.
 */
ZHEN_API size_t zhen_alignment_narrowed(const zhen_alignment *a);

/**
 * Passages that stand elsewhere in the translation, in the order of the Chinese
 * side. Beads never cross, so the sentences of these are alone among the beads;
 * here they are the two sides of one, with the probability that they belong
 * together. Only what is quite sure is told. Borrowed, valid until `a` is
 * freed.
 */
ZHEN_API const zhen_bead *zhen_alignment_moved(const zhen_alignment *a,
                                               size_t *count);

/**
 * Put other beads of the same sentences in the place of those of an alignment,
 * such as ones that were stored. They must partition both sides.
 *
 * @param beads  `count` of them, in order; copied
 * @retval ZHEN_EUSAGE  they do not partition what the alignment does
 * @retval ZHEN_ENOMEM  out of memory; the alignment stays as it was
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_alignment_replace(zhen_alignment *a,
                                                       const zhen_bead *beads,
                                                       size_t count);

/** Where to cut an alignment by score, and what that leaves. */
typedef struct zhen_cut {
  double min_score; /**< pairs of at least this score stay */
  size_t kept;      /**< that many, of `pairs` */
  size_t pairs;     /**< beads with both sides */
  double precision; /**< share of those kept that is expected to be right */
} zhen_cut;

/**
 * The lowest cut that leaves pairs of which at least `precision` are expected
 * to be right. Expected from the scores themselves: they are probabilities.
 *
 * @param precision  in [0, 1]
 * @param[out] out   if no pair is that sure: `kept` 0 and `min_score` 1
 * @retval ZHEN_ENOMEM  out of memory; the only failure
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_alignment_cut(const zhen_alignment *a,
                                                   double precision,
                                                   zhen_cut *out);

/** Two words that kept meeting and that the lexicon does not pair. */
typedef struct zhen_learned {
  const char *zh; /**< simplified, Latin letters in lower case */
  const char *en; /**< as it was seen first, in lower case, without accents */
  uint32_t count; /**< how often they met, in clauses and sentences */
  float strength; /**< log-likelihood ratio G2 (Dunning 1993), above 10: how
                       much more often than by chance */
} zhen_learned;

/**
 * The word pairs that the document itself taught and that were used to align
 * it, the strongest first, then by `zh`; borrowed, valid until `a` is freed.
 * Most are terms and names that translate each other, some only keep company.
 */
ZHEN_API const zhen_learned *zhen_alignment_learned(const zhen_alignment *a,
                                                    size_t *count);

/** Free an alignment; NULL is fine. */
ZHEN_API void zhen_alignment_free(zhen_alignment *a);

#ifdef __cplusplus
}
#endif
#endif
