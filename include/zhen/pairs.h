/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/pairs.h
 * Parallel files as streams of pairs, and the filter as a stream: nothing is
 * held in memory but the pairs at hand and the hashes of those that were there.
 *
 * - TSV: Chinese TAB English, and a score in [0, 1] if there is a third column
 *   that is one. What zhen writes (six columns) has its escapes undone.
 * - JSONL: an object a line with "zh" and "en", or "translation" with these in
 *   it; and "score", if there is one.
 * - Moses: two files, line n of each is pair n; scores in PREFIX.scores.
 * - TMX, XLIFF 1.2: units with both languages; inline codes are left out.
 *
 * Blank lines of TSV and JSONL are passed over.
 */
#ifndef ZHEN_PAIRS_H
#define ZHEN_PAIRS_H

#include <zhen/filter.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One pair of a file. */
typedef struct zhen_pair_row {
  zhen_pair pair;
  zhen_str raw; /**< TSV, JSONL: the line as it stands; else empty */
  size_t line;  /**< from 1; XML: of the end of the unit */
} zhen_pair_row;

/** How to read; see the options in zhen.h. */
typedef struct zhen_pairs_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_format format;
  const char *encoding; /**< as in zhen_read_options */
  bool swap;            /**< TSV: English comes first */
  bool skip_malformed;  /**< pass over what is no pair, and count it */
} zhen_pairs_options;

/** The defaults of zhen_pairs_options. */
#define ZHEN_PAIRS_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_pairs_options)

/** A parallel file being read. */
typedef struct zhen_pairs zhen_pairs;

/**
 * Open a parallel file: one name, or the Chinese and the English file of a
 * Moses pair. If there is no file of the one name but NAME.zh and NAME.en (or
 * NAME.zh.gz and so on), these are read.
 *
 * @param[out] out  yours to free with zhen_pairs_close()
 * @param count     of paths: 1 or 2
 * @retval ZHEN_EINPUT  missing or unreadable; XML that is not TMX or XLIFF, or
 *                      has no pair
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_pairs_open(zhen_pairs **out, const char *const *paths, size_t count,
                const zhen_pairs_options *options);

/**
 * The next pair.
 *
 * @param[out] out  borrowed, valid until the next call; NULL at the end
 * @retval ZHEN_EINPUT  a line that is no pair, or files of unequal length; the
 *                      message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_next(zhen_pairs *pairs,
                                                const zhen_pair_row **out);

/** The format that was found. */
ZHEN_API zhen_format zhen_pairs_format(const zhen_pairs *pairs);

/** Whether pairs have scores, as far as can be known before the first. */
ZHEN_API bool zhen_pairs_scored(const zhen_pairs *pairs);

/** Lines passed over because they are no pair; XML: units without one of the
    languages. */
ZHEN_API size_t zhen_pairs_malformed(const zhen_pairs *pairs);

/** The first line if it names columns ("zh TAB en ..."); empty if not. */
ZHEN_API zhen_str zhen_pairs_header(const zhen_pairs *pairs);

/** Close it; NULL is fine. */
ZHEN_API void zhen_pairs_close(zhen_pairs *pairs);

/**
 * A parallel file being written: whole or not at all. The files of a Moses set
 * appear together, and never beside those of an older set: if it has a .scores
 * or .ids that this one does not write, these are removed with the rest.
 */
typedef struct zhen_pairs_writer zhen_pairs_writer;

/**
 * Begin a file; packed if the name ends in .gz, .xz or .zst. Moses: `path` is a
 * prefix, PREFIX.zh and PREFIX.en are written, and PREFIX.scores if `scores`;
 * with PREFIX.gz they are packed: PREFIX.zh.gz. HF: `path` is a directory,
 * which appears with the commit, or when it joins a set.
 *
 * @param zh_code  XML: code of the language, borrowed until the end; NULL:
 *                 zh-CN, and en-US
 * @retval ZHEN_EUSAGE  a format that is not for pairs; Moses to standard
 *                      output, or without a prefix
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_pairs_create(zhen_pairs_writer **out, const char *path, zhen_format format,
                  bool scores, const char *zh_code, const char *en_code);

/** The format it writes. */
ZHEN_API zhen_format zhen_pairs_writer_format(const zhen_pairs_writer *writer);

/** Write a line as it is (TSV, JSONL), such as a header. */
ZHEN_API void zhen_pairs_put_raw(zhen_pairs_writer *writer, zhen_str line);

/** Write a pair: in one line, white space made single. Errors are kept. */
ZHEN_API void zhen_pairs_put(zhen_pairs_writer *writer, const zhen_pair *pair);

/**
 * Finish the file or files and free the writer, also on failure.
 * @retval ZHEN_EOUTPUT  not written; nothing appears under the name
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_commit(zhen_pairs_writer *writer);

/**
 * Finish the file or files and give them to a set, whose commit makes them
 * appear with others; see zhen_output_join(). Frees the writer, also on
 * failure.
 *
 * @retval ZHEN_EOUTPUT  cannot be written
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_join(zhen_pairs_writer *writer,
                                                zhen_output_set *set);

/** Drop what was written and free the writer; NULL is fine. */
ZHEN_API void zhen_pairs_abandon(zhen_pairs_writer *writer);

/** Sentences to keep out of a corpus. */
typedef struct zhen_holdout zhen_holdout;

/**
 * Read sentences, one a line; each column of a line with tabs is one.
 *
 * @param[out] out  yours to free with zhen_holdout_free()
 * @retval ZHEN_EINPUT  unreadable
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_holdout_read(zhen_holdout **out,
                                                  const char *path);

/** Whether a side of the pair is one of them, by letters and digits. */
ZHEN_API bool zhen_holdout_has(const zhen_holdout *holdout,
                               const zhen_pair *pair);

/** Free it; NULL is fine. */
ZHEN_API void zhen_holdout_free(zhen_holdout *holdout);

/** How to filter a stream; see the options in zhen.h. */
typedef struct zhen_filter_stream_options {
  size_t struct_size;          /**< set by the initializer below */
  unsigned threads;            /**< 0: as many as there are processors */
  bool learn;                  /**< take lengths from the first 10,000 pairs */
  zhen_output *rejected;       /**< the ledger; NULL for none */
  const zhen_holdout *holdout; /**< NULL for none */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_filter_stream_options;

/** The defaults of zhen_filter_stream_options. */
#define ZHEN_FILTER_STREAM_OPTIONS_INIT                                        \
  ZHEN_OPTIONS_INIT(zhen_filter_stream_options)

/** What became of the pairs. */
typedef struct zhen_filter_stream_counts {
  uint64_t pairs;                    /**< read */
  uint64_t dropped[ZHEN_RULES_ROOM]; /**< by rule; [ZHEN_RULE_NONE]: kept */
} zhen_filter_stream_counts;

/**
 * Read pairs to the end and write those that no rule drops, in order. The
 * ledger has a line for each that one does: rule, value, threshold, line of the
 * input, Chinese, English, with tabs between. The result is the same at any
 * number of threads.
 *
 * @param filter  its lengths are changed if `learn`
 * @retval ZHEN_EINPUT  as zhen_pairs_next(); errors of `out` and of the ledger
 *                      are reported by their commits
 * @retval ZHEN_ENOMEM  out of memory
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; abandon the writer
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_filter_stream(zhen_filter *filter, zhen_pairs *in, zhen_pairs_writer *out,
                   const zhen_filter_stream_options *options,
                   zhen_filter_stream_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
