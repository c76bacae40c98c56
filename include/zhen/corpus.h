/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/corpus.h
 * Export a store to training files.
 *
 * The exported corpus is the pairs of the store that no rule dropped, in the
 * order of documents and beads. A target appears complete or not at all.
 * Several files (Moses, the parts of a split) appear together, as write.h
 * describes. A directory replaces the old one in one step if the file system
 * supports that.
 */
#ifndef ZHEN_CORPUS_H
#define ZHEN_CORPUS_H

#include <zhen/pairs.h>
#include <zhen/store.h>
#include <zhen/target.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What one row of the export is. */
typedef enum zhen_granularity {
  ZHEN_GRANULARITY_SENTENCE = 0, /**< one bead */
  ZHEN_GRANULARITY_PARAGRAPH,    /**< the beads of one paragraph */
  ZHEN_GRANULARITY_DOCUMENT      /**< the beads of one document */
} zhen_granularity;

/** The three parts of a split corpus. */
enum { ZHEN_PART_TRAIN, ZHEN_PART_DEV, ZHEN_PART_TEST, ZHEN_PARTS };

/** How to export; see the options in zhen.h. */
typedef struct zhen_export_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_format format;
  zhen_granularity granularity;
  double min_score;            /**< drop pairs of a lower score */
  double split[ZHEN_PARTS];    /**< shares of the documents; all 0: no split */
  uint64_t seed;               /**< of the split */
  const zhen_holdout *holdout; /**< drop pairs with these sentences; NULL: none
                                */
  const char *zh_code, *en_code; /**< as in zhen_write_options */
  const char *license; /**< HF: identifier used by the hub; NULL: unknown */
  int64_t date;        /**< TMX, MNBVC: seconds since 1970 */
  bool force;          /**< replace an existing target */
  zhen_files *files;   /**< other inputs of the run, such as the file of
                            `holdout`; the targets are added. NULL: none */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  zhen_lang source;              /**< as in zhen_write_options, as are these */
  double approved;
  zhen_layout layout;
  const zhen_lexicon *parts;
} zhen_export_options;

/** The defaults of zhen_export_options. */
#define ZHEN_EXPORT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_export_options)

/** How many rows were written, and how many pairs were dropped. */
typedef struct zhen_export_counts {
  uint64_t documents[ZHEN_PARTS]; /**< with at least one row */
  uint64_t rows[ZHEN_PARTS];      /**< without a split: all in the first */
  uint64_t below;                 /**< pairs dropped by min_score */
  uint64_t held_out;              /**< pairs dropped by `holdout` */
  uint64_t near; /**< pairs dropped from train: their signatures differ in at
                      most three bits from one of dev or test */
} zhen_export_counts;

/**
 * Export the corpus.
 *
 * A split assigns each document as a whole, by a hash of its id and the seed,
 * so that added documents do not move others. Pairs of train that are near
 * duplicates of a pair of dev or test are dropped. The name of the part is
 * inserted into the name of the target: out.tsv.gz becomes out.train.tsv.gz,
 * out.dev.tsv.gz and out.test.tsv.gz; a prefix PREFIX becomes PREFIX.train and
 * so on.
 *
 * The score of a row with several beads is the lowest of their scores. A bead
 * that is not exported (unaligned, dropped, below `min_score`) ends a row, and
 * the next bead begins another. Duplicates stay in a row unless all its beads
 * are duplicates.
 *
 * @param store   read once; twice for a split
 * @param target  file, prefix or directory; "-" is standard output, for formats
 *                of one file without a split
 * @retval ZHEN_EUSAGE   options contradict each other; a target is an input
 * @retval ZHEN_EINPUT   the store cannot be read
 * @retval ZHEN_EOUTPUT  the target already exists (without `force`) or cannot
 *                       be written; old files are unchanged
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; old files are unchanged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_export(zhen_store *store,
                                            const char *target,
                                            const zhen_export_options *options,
                                            zhen_export_counts *counts);

/**
 * Export several stores: the same files as of the store that zhen_merge() would
 * make of them, which is not made. Duplicates are searched among all of them,
 * by the signatures of their pairs, in a temporary database.
 *
 * @param stores  `count` of them, complete; a document may be in several, if it
 *                is the same
 * @retval ZHEN_EINPUT  as for zhen_merge(), or for zhen_export()
 * @retval ZHEN_EUSAGE  as for zhen_export(); or `count` is 0
 * @retval ZHEN_EOUTPUT  as for zhen_export(); or there is no room for the
 *                       temporary database
 * @retval ZHEN_ECANCELLED  as for zhen_export()
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_export_stores(
    zhen_store *const *stores, size_t count, const char *target,
    const zhen_export_options *options, zhen_export_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
