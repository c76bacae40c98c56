/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/target.h
 * What may be written where: one rule for every file that zhen writes.
 *
 * A target is never
 *
 * 1. a file that the same run reads, or a file in a directory that it reads;
 * 2. a file that the same run also writes as another target;
 * 3. an SQLite database, a store being one, or one of its files NAME-wal,
 *    NAME-shm and NAME-journal. Stores are written by zhen_build() and
 *    zhen_merge() alone, over nothing but a store, with its lock taken.
 *
 * Files are compared by device and inode, so links and spellings do not matter.
 * Only regular files count: a terminal, a pipe or /dev/null may be both read
 * and written.
 *
 * Part 3 needs no knowledge of the run: zhen_output_open() checks it. For parts
 * 1 and 2 collect the inputs and targets of a run in a zhen_files before
 * anything is written. Functions that are given both inputs and targets, such
 * as zhen_build(), zhen_merge(), zhen_export() and zhen_lexicon_build(), check
 * them without being asked.
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
  ZHEN_TARGET_FILE,      /**< one file */
  ZHEN_TARGET_PREFIX,    /**< a Moses set: PREFIX.zh .en .scores .ids, with
                              PREFIX.gz also PREFIX.zh.gz and so on */
  ZHEN_TARGET_DIRECTORY, /**< a directory that is replaced as a whole */
  ZHEN_TARGET_STORE      /**< a store: may be one already */
} zhen_target;

/** An empty set; yours to free with zhen_files_free(). */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_new(zhen_files **out);

/**
 * Add an input. One that does not exist is compared by its directory and name.
 *
 * @param path  a file; a directory stands for all files below it, those behind
 *              symbolic links included; "-" is standard input
 * @retval ZHEN_EUSAGE  it is a target
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_add_input(zhen_files *files,
                                                     const char *path);

/**
 * Add a target, which need not exist.
 *
 * @param path  "-" is standard output, of which the file counts that it is
 *              redirected to
 * @retval ZHEN_EUSAGE   it is an input or another target, or a folder that
 *                       holds an input
 * @retval ZHEN_EOUTPUT  it is part of an SQLite database (part 3)
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_files_add_target(zhen_files *files,
                                                      const char *path,
                                                      zhen_target kind);

/** Free it; NULL is fine. */
ZHEN_API void zhen_files_free(zhen_files *files);

#ifdef __cplusplus
}
#endif
#endif
