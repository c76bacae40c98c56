/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/match.h
 * Find which files of two directories translate each other.
 *
 * Each file is read once and reduced to features that both languages share:
 * possible English translations of its words, numbers by value, words in Latin
 * letters, and its length. Names are compared without their language tags. Only
 * files that share a rare feature are compared, by an inverted index, never all
 * pairs of files.
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
  unsigned threads;   /**< 0: one per processor */
  bool follow;        /**< follow symbolic links */
  bool names_only;    /**< compare names only; do not read the files */
  bool content_only;  /**< ignore names */
  /** As in zhen_build_options. */
  const char *const *include, *const *exclude;
  const zhen_progress *progress; /**< NULL: none. Not kept */
  double min_score;              /**< of a match; 0: 0.5 */
} zhen_file_match_options;

/** The defaults of zhen_file_match_options. */
#define ZHEN_FILE_MATCH_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_file_match_options)

/** Two files that match; each file is in at most one match. */
typedef struct zhen_file_match {
  const char *id;      /**< common name, or the Chinese one */
  const char *zh, *en; /**< relative to their directories */
  double score;        /**< in [0, 1]; 0.5 is uncertain */
  double content;      /**< cosine of the contents */
  double name;         /**< similarity of the names */
} zhen_file_match;

/** A file without a match. */
typedef struct zhen_file_unmatched {
  zhen_lang side;
  const char *name;
  const char *nearest; /**< the most similar file; NULL: none */
  double score;        /**< of the nearest file */
  const char *fault;   /**< why it was not compared; NULL if it was */
  bool unread;         /**< it could not be read or decoded */
  bool bilingual;      /**< it seems to have both languages */
} zhen_file_unmatched;

/** A file, or a directory, that was not taken as a document. */
typedef struct zhen_file_left {
  zhen_lang side;
  const char *name; /**< bytes: not always UTF-8 */
  const char *why;  /**< such as "an image"; static */
  bool unread; /**< it cannot be read, or has a name that cannot be listed */
} zhen_file_left;

/** The result, ordered by the names of the Chinese files (bytes). */
typedef struct zhen_file_matches zhen_file_matches;

/**
 * Match the files of two directories, one to one. The result depends on names
 * and contents only.
 *
 * @param[out] out  free with zhen_file_matches_free()
 * @retval ZHEN_EINPUT  a directory cannot be read, or has no file
 * @retval ZHEN_ECANCELLED  `progress` cancelled it
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_match_directories(
    zhen_file_matches **out, const char *zh, const char *en,
    const zhen_lexicon *lexicon, const zhen_file_match_options *options);

/** The matches; borrowed. */
ZHEN_API const zhen_file_match *
zhen_file_matches_list(const zhen_file_matches *m, size_t *count);

/** The unmatched files, Chinese ones first; borrowed. */
ZHEN_API const zhen_file_unmatched *
zhen_file_matches_unmatched(const zhen_file_matches *m, size_t *count);

/** What was not compared, since it is no document; borrowed. */
ZHEN_API const zhen_file_left *
zhen_file_matches_left(const zhen_file_matches *m, size_t *count);

/** Free them; NULL is fine. */
ZHEN_API void zhen_file_matches_free(zhen_file_matches *m);

#ifdef __cplusplus
}
#endif
#endif
