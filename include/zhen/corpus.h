/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/corpus.h
 * A store to files that others train on.
 *
 * What is written is the corpus of the store: pairs that no rule dropped, in
 * the order of the documents and of their beads. A target appears when it is
 * whole, or not at all. Of several files (Moses, the parts of a split) the
 * names never hold old and new ones at the same time, whatever fails and
 * whenever the process is killed (see write.h); a folder is exchanged for the
 * old one in one step where the file system can do that.
 */
#ifndef ZHEN_CORPUS_H
#define ZHEN_CORPUS_H

#include <zhen/pairs.h>
#include <zhen/store.h>
#include <zhen/target.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a row is. */
typedef enum zhen_granularity {
  ZHEN_GRANULARITY_SENTENCE = 0, /**< a bead */
  ZHEN_GRANULARITY_PARAGRAPH,    /**< the beads of a paragraph */
  ZHEN_GRANULARITY_DOCUMENT      /**< all beads of a document */
} zhen_granularity;

/** The parts of a split corpus: always these three. */
enum { ZHEN_PART_TRAIN, ZHEN_PART_DEV, ZHEN_PART_TEST, ZHEN_PARTS };

/** How to export; see the options in zhen.h. */
typedef struct zhen_export_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_format format;
  zhen_granularity granularity;
  double min_score;            /**< leave out pairs less probable */
  double split[ZHEN_PARTS];    /**< shares of the documents; all 0: no split */
  uint64_t seed;               /**< of the split */
  const zhen_holdout *holdout; /**< sentences to leave out; NULL for none */
  const char *zh_code, *en_code; /**< XML: codes; NULL: zh-CN, en-US */
  const char *license;           /**< HF: as the hub names it; NULL: unknown */
  int64_t date;                  /**< TMX, MNBVC: seconds since 1970 */
  bool force;                    /**< replace a target that is there */
  zhen_files *files; /**< what else the run reads, such as the file of
                          `holdout`; targets are added. NULL: nothing else */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_export_options;

/** The defaults of zhen_export_options. */
#define ZHEN_EXPORT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_export_options)

/** What was written, and what was not. */
typedef struct zhen_export_counts {
  uint64_t documents[ZHEN_PARTS]; /**< with at least one row */
  uint64_t rows[ZHEN_PARTS];      /**< unsplit: all in the first */
  uint64_t below;                 /**< pairs under min_score */
  uint64_t held_out;              /**< pairs among the sentences to leave out */
  uint64_t near; /**< train pairs left out: within three bits of dev or test */
} zhen_export_counts;

/**
 * Write the corpus.
 *
 * Split, each document as a whole goes where a hash of its id and of the seed
 * says, so that more documents move none; and train pairs that are near
 * duplicates of a dev or test pair are left out. Parts of a file have their
 * name put into that of the target: out.tsv.gz becomes out.train.tsv.gz,
 * out.dev.tsv.gz and out.test.tsv.gz; a prefix PREFIX, PREFIX.train.
 *
 * A row of several beads is as probable as the least of them. A bead that is
 * not written (without a partner, dropped, too improbable) ends it, and another
 * begins behind; beads that are duplicates stay in it, unless it is nothing
 * else.
 *
 * @param store   read once, or twice to split
 * @param target  file, prefix or folder; "-" is standard output, for a format
 *                that is one file, unsplit
 * @retval ZHEN_EUSAGE   options that do not fit together; a target is an input
 * @retval ZHEN_EINPUT   the store cannot be read
 * @retval ZHEN_EOUTPUT  the target is there already, or cannot be written; what
 *                       was there before is still there
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: the target is as it was
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_export(zhen_store *store,
                                            const char *target,
                                            const zhen_export_options *options,
                                            zhen_export_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
