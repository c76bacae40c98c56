/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/build.h
 * Build a store from many documents: align, filter, find duplicates.
 *
 * A build is incremental: it processes documents that are new, edited, or were
 * aligned with other options, and removes those that are no longer listed. If
 * only rules or thresholds changed, stored pairs are filtered again. An
 * interrupted build resumes when it is run again. The content of the store
 * depends on the manifest, the texts and the settings only, not on threads,
 * interruptions or the order of processing.
 */
#ifndef ZHEN_BUILD_H
#define ZHEN_BUILD_H

#include <zhen/article.h>
#include <zhen/filter.h>
#include <zhen/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Counts of a build so far, of documents unless stated otherwise. */
typedef struct zhen_build_counts {
  uint64_t total;        /**< in the manifest, or in this shard of it */
  uint64_t aligned;      /**< aligned in this build */
  uint64_t refiltered;   /**< not aligned again, but filtered again */
  uint64_t unchanged;    /**< neither aligned nor filtered again */
  uint64_t failed;       /**< could not be aligned; the store has the reason */
  uint64_t not_parallel; /**< of the aligned, refiltered and unchanged ones:
                              dropped by ZHEN_RULE_PARALLEL */
  uint64_t untranslated; /**< both texts are in the same language; not failed */
  uint64_t removed;      /**< no longer listed */
  uint64_t left;         /**< files of directories skipped: no documents */
  uint64_t unread;       /**< files and directories that cannot be taken */
  uint64_t pairs; /**< beads with two sides, of the aligned and refiltered
                     documents */
  uint64_t bytes; /**< of input */
} zhen_build_counts;

/** An event of a build. */
typedef enum zhen_build_event {
  ZHEN_BUILD_DOCUMENT, /**< a document is done */
  ZHEN_BUILD_FAILURE,  /**< a document could not be aligned: `what` is its id;
                          not reported for the one that `strict` stops at */
  ZHEN_BUILD_UNTRANSLATED, /**< both texts of a document are in the same
                              language: `what` is its id */
  ZHEN_BUILD_LEFT,         /**< a file of a directory was skipped: `what` */
  ZHEN_BUILD_UNREAD, /**< one cannot be taken: `what`; with `strict` the build
                        fails before it begins */
  ZHEN_BUILD_FAULT,  /**< a line of the manifest is invalid: `what`, `line` */
  ZHEN_BUILD_DUPLICATES /**< all documents are done, duplicates are searched
                           next */
} zhen_build_event;

/** An event and the counts so far. */
typedef struct zhen_build_news {
  zhen_build_event event;
  const char *what; /**< id or manifest; NULL if the event has none */
  size_t line;      /**< in the manifest; 0: none */
  const char *why;  /**< the reason, in one line */
  zhen_build_counts counts;
} zhen_build_news;

/** How to build; see the options in zhen.h. */
typedef struct zhen_build_options {
  size_t struct_size;                  /**< set by the initializer below */
  const zhen_article_options *reading; /**< NULL: the defaults */
  const zhen_align_options *align;     /**< likewise; its `threads` and
                                          `progress` are not used */
  const zhen_filter *filter; /**< NULL: all rules with their defaults */
  unsigned threads;          /**< 0: one per processor */
  unsigned share, shares; /**< build shard number `share` of `shares`, from 1; 0
                             of 0: everything */
  bool follow;            /**< files may lie outside the manifest's directory */
  /** Of directories: the documents to take, and to skip; globs, lists
      that end with NULL. NULL: all, none. Names are relative to the directory;
     * ? and [a-z] match no slash, ** matches anything, \ takes the next
      character as it is. A glob without a slash matches the last part of a
      name; one that ends in a slash, directories. What is in a directory that
      matches, matches. */
  const char *const *include, *const *exclude;
  bool strict; /**< stop at the first document that fails */
  bool keep;   /**< keep documents that are no longer listed */
  bool redo;   /**< reprocess everything */
  /** Called with each event, by one thread at a time; NULL: not wanted. */
  void (*event)(void *context, const zhen_build_news *news);
  void *context;                 /**< of `event` */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  bool no_index; /**< do not index the texts for zhen_documents_open_query() */
} zhen_build_options;

/** The defaults of zhen_build_options. */
#define ZHEN_BUILD_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_build_options)

/**
 * Create or update a store.
 *
 * A manifest is lines of TSV: id, Chinese file, English file; or id and one
 * bilingual file; or one bilingual file, whose name is the id; further columns
 * are ignored. Or lines of JSON: "id" with "zh" and "en" (texts), "zh_path" and
 * "en_path", "text" or "path" (both languages in one). Empty lines and lines
 * that begin with # are skipped. File names are relative to the directory of
 * the manifest, which is read twice, one entry at a time. Given two
 * directories, the documents are the files that both have under the same name,
 * ignoring endings such as .txt, .docx, .zh and .en-US; images, style sheets,
 * code and other files that are not documents are skipped. Every input must
 * be a regular file: pipes, devices and sockets are not opened.
 *
 * Documents are committed at least every second, and when `progress` cancels
 * the build. The documents being processed then are dropped, and aligned again
 * by the next build, as after a process that exits instead.
 *
 * @param path       the store; created if missing
 * @param manifest   a file, or the directory of the Chinese files
 * @param directory  NULL, or the directory of the English files
 * @param lexicon    not kept
 * @param options    NULL for the defaults
 * @param[out] out   counts, also on failure
 * @retval ZHEN_OK      complete; out->failed documents could not be aligned
 * @retval ZHEN_EINPUT  the manifest cannot be read or has invalid lines:
 *                      nothing was done; or with `strict`, a document failed
 * @retval ZHEN_EUSAGE  the store is the manifest, a document, or in one of the
 *                      directories
 * @retval ZHEN_EOUTPUT the store cannot be written, is locked by another build
 *                      (what was stored is safe), or was removed, renamed or
 *                      replaced during the build
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
  bool no_index;                 /**< as in zhen_build_options */
} zhen_merge_options;

/** The defaults of zhen_merge_options. */
#define ZHEN_MERGE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_merge_options)

/**
 * Merge stores into one and find duplicates among all of them. Merged shards
 * equal a build without shards.
 *
 * A document may be in several stores if it is the same in all of them. With
 * `force` an existing store is locked, and its log is applied, before it is
 * replaced; so it must not be in use by a build, nor by a reader while it has a
 * log. Killed at any moment, a merge leaves the old store or the new one.
 *
 * @param path    the new store, written completely or not at all
 * @param stores  `count` of them; not changed
 * @retval ZHEN_EINPUT   a store cannot be read, is not complete, has other
 *                       duplicate thresholds, or has another document with the
 *                       same id
 * @retval ZHEN_EUSAGE   it is one of `stores`
 * @retval ZHEN_EOUTPUT  it exists (without `force`), cannot be replaced (in use
 *                       by a build, not a store, or a log without its store),
 *                       or cannot be written
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
