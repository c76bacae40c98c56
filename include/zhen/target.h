/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/target.h
 * Which files may be written: one rule for every target.
 *
 * A target is never
 *
 * 1. a file that the same run reads, or a file in a directory that it reads;
 * 2. a file that the same run also writes as another target;
 * 3. an SQLite database (a store is one), or one of its files NAME-wal,
 *    NAME-shm and NAME-journal. Only zhen_build() and zhen_merge() write
 *    stores; they replace only a store, while they have its lock.
 *
 * Files are compared by device and inode, whatever their names. Only regular
 * files count: a terminal, a pipe or /dev/null may be both read and written.
 *
 * zhen_output_open() checks part 3. For parts 1 and 2, add the inputs and
 * targets of a run to a zhen_files before anything is written. Functions that
 * are given both inputs and targets, such as zhen_build(), zhen_merge(),
 * zhen_export() and zhen_lexicon_build(), check them themselves.
 */
#ifndef ZHEN_TARGET_H
#define ZHEN_TARGET_H

#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The inputs and targets of one run. */
typedef struct zhen_files zhen_files;

/** What a target is. */
typedef enum zhen_target {
  ZHEN_TARGET_FILE,   /**< one file */
  ZHEN_TARGET_PREFIX, /**< a Moses set: PREFIX.zh .en .scores .ids .words, with
                           PREFIX.gz also PREFIX.zh.gz and so on */
  ZHEN_TARGET_DIRECTORY, /**< a directory that is replaced as a whole */
  ZHEN_TARGET_STORE      /**< a store, which may exist */
} zhen_target;

/**
 * Create an empty set.
 *
 * @param[out] out  free with zhen_files_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_new(zhen_files **out);

/**
 * Add an input. One that does not exist is compared by its directory and name.
 *
 * @param path  a file; a directory means all files below it, through symbolic
 *              links as well; "-" is standard input
 * @retval ZHEN_EUSAGE  it is a target
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_add_input(zhen_files *files,
                                                     const char *path);

/**
 * Add a target, which need not exist.
 *
 * @param path  "-" is standard output: the file that it is redirected to counts
 * @retval ZHEN_EUSAGE   it is an input or another target, or a directory that
 *                       contains an input
 * @retval ZHEN_EOUTPUT  it is part of an SQLite database (part 3)
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_add_target(zhen_files *files,
                                                      const char *path,
                                                      zhen_target kind);

/** Free a set; NULL is fine. */
ZHEN_API void zhen_files_free(zhen_files *files);

#ifdef __cplusplus
}
#endif
#endif
