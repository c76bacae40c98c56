/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/match.h
 * Which file of one directory is the translation of which of another.
 *
 * Each file is read once and reduced to what both languages share: the English
 * words that its words may be translated by, numbers by value, words in Latin
 * letters; and to its length. Names count as far as they are alike without
 * their language tags. Only files that share something rare are compared: an
 * index of it is gone through, never all pairs of files.
 */
#ifndef ZHEN_MATCH_H
#define ZHEN_MATCH_H

#include <zhen/lexicon.h>
#include <zhen/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How to match; see the options in zhen.h. */
typedef struct zhen_file_match_options {
  size_t struct_size; /**< set by the initializer below */
  unsigned threads;   /**< 0: as many as there are processors */
  bool follow;        /**< also what links lead to */
  bool names_only;    /**< do not read the files: equal names alone match */
  bool content_only;  /**< names do not matter */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  double min_score;              /**< of a match; 0: .5 */
} zhen_file_match_options;

/** The defaults of zhen_file_match_options. */
#define ZHEN_FILE_MATCH_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_file_match_options)

/** Two files that match: each file is in one match at most. */
typedef struct zhen_file_match {
  const char *id;      /**< what both are called, or the Chinese name */
  const char *zh, *en; /**< below their directories */
  double score;        /**< 0 .. 1: .5 is doubtful */
  double content;      /**< cosine of the contents */
  double name;         /**< likeness of the names */
} zhen_file_match;

/** A file that matches none. */
typedef struct zhen_file_unmatched {
  zhen_lang side;
  const char *name;
  const char *nearest; /**< the file it is most like; NULL: none */
  double score;        /**< of the two */
  const char *fault;   /**< why it was not compared; NULL: it was */
  bool unread;         /**< the fault: it could not be read or decoded */
} zhen_file_unmatched;

/** What was found; by the names of the Chinese files, in byte order. */
typedef struct zhen_file_matches zhen_file_matches;

/**
 * Match the files of two directories, one to one. The result depends on names
 * and contents alone.
 *
 * @param[out] out  yours to free with zhen_file_matches_free()
 * @retval ZHEN_EINPUT  a directory cannot be read, or has no file
 * @retval ZHEN_ECANCELLED  `progress` cancelled it
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_match_directories(
    zhen_file_matches **out, const char *zh, const char *en,
    const zhen_lexicon *lexicon, const zhen_file_match_options *options);

/** The matches; borrowed. */
ZHEN_API const zhen_file_match *
zhen_file_matches_list(const zhen_file_matches *m, size_t *count);

/** The files left over, Chinese ones first; borrowed. */
ZHEN_API const zhen_file_unmatched *
zhen_file_matches_unmatched(const zhen_file_matches *m, size_t *count);

/** Free them; NULL is fine. */
ZHEN_API void zhen_file_matches_free(zhen_file_matches *m);

#ifdef __cplusplus
}
#endif
#endif
