/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/build.h
 * Many documents to one store: align, filter, and find duplicates.
 *
 * A store mirrors its manifest. Building again does only what changed: new and
 * edited documents, those aligned with other options, those no longer listed;
 * with other rules or thresholds it only filters anew what it has;
 * so whatever ended a build, building again goes on. What the store then holds
 * depends on the manifest, the texts and the settings alone: not on threads,
 * interruptions, or the order of things.
 */
#ifndef ZHEN_BUILD_H
#define ZHEN_BUILD_H

#include <zhen/article.h>
#include <zhen/filter.h>
#include <zhen/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Counts of a build so far; of documents if nothing else is said. */
typedef struct zhen_build_counts {
  uint64_t total;   /**< in the manifest, or this share of it */
  uint64_t made;    /**< aligned anew */
  uint64_t judged;  /**< as they were, and only filtered anew */
  uint64_t kept;    /**< as they were: nothing about them changed */
  uint64_t failed;  /**< could not be aligned; the store says why */
  uint64_t removed; /**< no longer listed */
  uint64_t pairs;   /**< beads with two sides, of those made or judged */
  uint64_t bytes;   /**< of input */
} zhen_build_counts;

/** What a build has to tell. */
typedef enum zhen_build_event {
  ZHEN_BUILD_DOCUMENT,  /**< one more is done */
  ZHEN_BUILD_FAILURE,   /**< one could not be aligned: `what` is its id; not
                             told of the one that `strict` stops at */
  ZHEN_BUILD_FAULT,     /**< a line of the manifest is wrong: its name, line */
  ZHEN_BUILD_DUPLICATES /**< all documents are done, duplicates come next */
} zhen_build_event;

/** Where a document is, or what is wrong. */
typedef struct zhen_build_news {
  zhen_build_event event;
  const char *what; /**< id, or manifest; NULL: not of this event */
  size_t line;      /**< of the manifest; 0: none */
  const char *why;  /**< in one line */
  zhen_build_counts counts;
} zhen_build_news;

/** How to build; see the options in zhen.h. */
typedef struct zhen_build_options {
  size_t struct_size;                  /**< set by the initializer below */
  const zhen_article_options *reading; /**< NULL: the defaults */
  const zhen_align_options *align;     /**< likewise */
  const zhen_filter *filter; /**< NULL: all rules with their defaults */
  unsigned threads;          /**< 0: as many as there are processors */
  unsigned share, shares;    /**< build the share-th of so many shares, from 1;
                                  0 of 0: everything */
  bool follow; /**< files may lie outside the manifest's directory */
  bool strict; /**< stop at the first document that fails */
  bool keep;   /**< keep documents that are no longer listed */
  bool redo;   /**< do everything anew */
  /** Called with each event, by one thread at a time; NULL: not wanted. */
  void (*event)(void *context, const zhen_build_news *news);
  void *context;                 /**< of `event` */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_build_options;

/** The defaults of zhen_build_options. */
#define ZHEN_BUILD_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_build_options)

/**
 * Build a store, or bring it up to date.
 *
 * A manifest is lines of TSV: id, Chinese file, English file; or id and one
 * bilingual file; or one bilingual file, which then is its own id; further
 * columns are ignored. Or lines of JSON: "id" with "zh" and "en" (texts),
 * "zh_path" and "en_path", "text" or "path" (both languages in one). Empty
 * lines and lines that begin with # are skipped. Files are named from the
 * directory of the manifest. It is read twice; no more than an entry of it is
 * held in memory. Of two directories the documents are the files that both
 * have under one name, but for endings such as .txt, .zh and .en-US. What is
 * named must be a regular file: a pipe, a device or a socket is not opened.
 *
 * Documents are committed at least every second, and at once when
 * `progress` cancels the build; then the build waits for the documents being
 * aligned, and commits each. A process that exits instead of waiting loses only
 * those.
 *
 * @param path       the store; made if it is missing
 * @param manifest   a file, or the directory of the Chinese files
 * @param directory  NULL, or the directory of the English files
 * @param lexicon    not kept
 * @param options    NULL for the defaults
 * @param[out] out   what was done, also on failure
 * @retval ZHEN_OK      all was done; out->failed documents could not be
 *                      aligned
 * @retval ZHEN_EINPUT  the manifest cannot be read or has faults: nothing was
 *                      done; or with `strict`, a document failed
 * @retval ZHEN_EUSAGE  the store is the manifest, a document, or in one of the
 *                      directories
 * @retval ZHEN_EOUTPUT the store cannot be written, or another build is at it:
 *                      what was stored before is safe; or the store was
 *                      removed, renamed or replaced during the build
 * @retval ZHEN_ENOMEM  out of memory; likewise
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; likewise
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_build(const char *path,
                                           const char *manifest,
                                           const char *directory,
                                           const zhen_lexicon *lexicon,
                                           const zhen_build_options *options,
                                           zhen_build_counts *out);

/** How to merge; see the options in zhen.h. */
typedef struct zhen_merge_options {
  size_t struct_size;            /**< set by the initializer below */
  bool force;                    /**< replace a store that already exists */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_merge_options;

/** The defaults of zhen_merge_options. */
#define ZHEN_MERGE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_merge_options)

/**
 * Join stores to one, and find duplicates among all of them: what comes of
 * shards is what comes of a build without shards.
 *
 * A document may be in several stores if it is the same in all of them. With
 * `force` a store that is there is locked and its log, if it has one, is taken
 * in before it is replaced; so it cannot be one that is being built, or one
 * that has a log and is being read. Killed at any moment, a merge leaves the
 * old store or the new one.
 *
 * @param path    the new store, written whole or not at all
 * @param stores  `count` of them; not changed
 * @retval ZHEN_EINPUT   one cannot be read, is not complete, finds duplicates
 *                       otherwise, or has another document of the same id
 * @retval ZHEN_EUSAGE   it is one of `stores`
 * @retval ZHEN_EOUTPUT  it is there already, or cannot be replaced: it is being
 *                       built, is no store, or a log is beside it without its
 *                       store; or cannot be written
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: nothing was written
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_merge(const char *path,
                                           const char *const *stores,
                                           size_t count,
                                           const zhen_merge_options *options);

#ifdef __cplusplus
}
#endif
#endif
