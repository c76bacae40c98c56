/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/pairs.h
 * Read, filter and write parallel files of any size.
 *
 * A file is read as a stream of sentence pairs. Only a few pairs are in memory
 * at a time; to find duplicates, hashes of earlier pairs are kept.
 *
 * - TSV: Chinese TAB English, optionally TAB score in [0, 1]. In the TSV of
 *   zhen (six columns) \\t, \\n, \\r and \\\\ are unescaped.
 * - JSONL: one object per line with "zh" and "en", or with "translation", an
 *   object that contains these two; optionally "score".
 * - Moses: two files, pair n is line n of each; scores in PREFIX.scores.
 * - TMX, XLIFF 1.2: units with both languages; inline codes are dropped.
 * - XLIFF 2.0 and 2.1: the same, a pair a segment.
 * - TBX 2 and 3: each Chinese term of an entry with each English one.
 * - PO: translated messages that are not fuzzy or obsolete; of plural forms the
 *   last one.
 * - CSV, separated by commas, semicolons or tabs; quotes as of RFC 4180. The
 *   columns are found by their names (zh, en, Chinese, source, 中文, 原文 ...)
 *   or by their scripts. Optionally a column "score".
 *
 * All are recognized by their content. In TSV and CSV without names, the column
 * in Chinese script is the Chinese side, whichever is first. Empty lines of
 * TSV, JSONL and CSV are skipped.
 */
#ifndef ZHEN_PAIRS_H
#define ZHEN_PAIRS_H

#include <zhen/filter.h>
#include <zhen/words.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One pair of a file. */
typedef struct zhen_pair_row {
  zhen_pair pair;
  zhen_str raw; /**< TSV, JSONL: the unchanged line; else empty */
  size_t line;  /**< line number, from 1; XML: of the end of the unit */
} zhen_pair_row;

/** How to read; see the options in zhen.h. */
typedef struct zhen_pairs_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_format format;
  const char *encoding; /**< as in zhen_read_options */
  bool swap;            /**< TSV: English is the first column */
  bool skip_malformed;  /**< skip malformed lines and count them */
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
 * @param[out] out  free it with zhen_pairs_close()
 * @param count     of paths: 1 or 2
 * @retval ZHEN_EINPUT  missing or unreadable; XML that is not TMX or XLIFF, or
 *                      has no pair
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_pairs_open(zhen_pairs **out, const char *const *paths, size_t count,
                const zhen_pairs_options *options);

/**
 * Find out whether a file has pairs, and is not a text: TMX, XLIFF, TBX, PO,
 * JSON lines of pairs, CSV or TSV with a Chinese and an English column. JSON
 * lines of an alignment, which name its sentences, are not meant.
 *
 * @param encoding  as in zhen_read_options
 * @retval ZHEN_EINPUT  unreadable, or not a text
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_detect(bool *out, const char *path,
                                                  const char *encoding);

/**
 * Read the next pair.
 *
 * @param[out] out  borrowed, valid until the next call; NULL at the end
 * @retval ZHEN_EINPUT  a malformed line, or Moses files with unequal numbers of
 *                      lines; the message names file and line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_next(zhen_pairs *pairs,
                                                const zhen_pair_row **out);

/** The format that was detected or given. */
ZHEN_API zhen_format zhen_pairs_format(const zhen_pairs *pairs);

/** Whether zhen_pairs_copy() can copy the file: TMX, XLIFF, PO, CSV, and TSV
    that begins with other names of columns than those of zhen. */
ZHEN_API bool zhen_pairs_can_copy(const zhen_pairs *pairs);

/** Whether pairs have scores, as far as is known before the first pair. */
ZHEN_API bool zhen_pairs_scored(const zhen_pairs *pairs);

/** Number of malformed lines skipped; XML: of units without both languages. */
ZHEN_API size_t zhen_pairs_malformed(const zhen_pairs *pairs);

/** The first line if it is column names ("zh TAB en ..."); else empty. */
ZHEN_API zhen_str zhen_pairs_header(const zhen_pairs *pairs);

/** Close a file; NULL is fine. */
ZHEN_API void zhen_pairs_close(zhen_pairs *pairs);

/**
 * A parallel file being written: it appears complete or not at all. The files
 * of a Moses set appear together and replace an older set as a whole: if that
 * has a .scores, .ids or .words file that the new set does not have, it is
 * removed.
 */
typedef struct zhen_pairs_writer zhen_pairs_writer;

/**
 * Begin a file; compressed if the name ends in .gz, .xz or .zst. Moses: `path`
 * is a prefix, PREFIX.zh and PREFIX.en are written, and PREFIX.scores if
 * `scores`; with PREFIX.gz they are compressed: PREFIX.zh.gz. HF: `path` is a
 * directory, which appears with the commit, or when it joins a set.
 *
 * @param words    Moses: also PREFIX.words, for zhen_pairs_put_words()
 * @param options  of these the codes (borrowed until the end; NULL: by the
 * first pairs), date, source, approved and layout; NULL for the defaults
 * @retval ZHEN_EUSAGE  a format that is not for pairs; Moses to standard
 *                      output, or without a prefix
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_pairs_create(zhen_pairs_writer **out, const char *path, zhen_format format,
                  bool scores, bool words, const zhen_write_options *options);

/**
 * Begin a copy of a file that is being read, for zhen_filter_stream() or
 * zhen_score_stream(): what they keep is copied byte for byte, in the encoding
 * of the file, with the tags, properties, comments and other languages that
 * zhen_pair does not have. White space before a dropped unit goes with it. A
 * score is added to its unit, and replaces an older one of zhen: a prop
 * x-zhen-prob in TMX, a note in XLIFF, a comment in PO, a column in CSV.
 *
 * @param path  as of zhen_pairs_create()
 * @param in    of which no pair was read yet
 * @retval ZHEN_EUSAGE  zhen_pairs_can_copy() says no
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_copy(zhen_pairs_writer **out,
                                                const char *path,
                                                zhen_pairs *in);

/** The format of the file. */
ZHEN_API zhen_format zhen_pairs_writer_format(const zhen_pairs_writer *writer);

/** TSV, JSONL: write an unchanged line, such as a header. */
ZHEN_API void zhen_pairs_put_raw(zhen_pairs_writer *writer, zhen_str line);

/** Write a pair. Each run of white space becomes one space. An error is kept
    until the commit. */
ZHEN_API void zhen_pairs_put(zhen_pairs_writer *writer, const zhen_pair *pair);

/**
 * Complete the file or files and free the writer, also on failure.
 * @retval ZHEN_EOUTPUT  cannot be written; old files are unchanged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_commit(zhen_pairs_writer *writer);

/**
 * Complete the file or files, add them to a set as zhen_output_join() does, and
 * free the writer, also on failure.
 *
 * @retval ZHEN_EOUTPUT  cannot be written
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_pairs_join(zhen_pairs_writer *writer,
                                                zhen_output_set *set);

/**
 * Write a pair with its word links. White space is written as it is, so that
 * the bytes of words are those of the text that is written.
 *
 * @param words  of the pair; a format that cannot hold them omits them
 * @param given  zhen_words_given()
 */
ZHEN_API void zhen_pairs_put_words(zhen_pairs_writer *writer,
                                   const zhen_pair *pair,
                                   const zhen_pair_words *words, bool given);

/** Discard the file or files and free the writer; NULL is fine. */
ZHEN_API void zhen_pairs_abandon(zhen_pairs_writer *writer);

/** Sentences that a corpus must not contain, such as a test set. */
typedef struct zhen_holdout zhen_holdout;

/**
 * Read held-out sentences, one per line; in lines with tabs, one per column.
 *
 * @param[out] out  free with zhen_holdout_free()
 * @retval ZHEN_EINPUT  unreadable
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_holdout_read(zhen_holdout **out,
                                                  const char *path);

/** Whether a side of the pair is a held-out sentence. Only letters and digits
    are compared. */
ZHEN_API bool zhen_holdout_has(const zhen_holdout *holdout,
                               const zhen_pair *pair);

/** Free held-out sentences; NULL is fine. */
ZHEN_API void zhen_holdout_free(zhen_holdout *holdout);

/** How to filter pairs; see the options in zhen.h. */
typedef struct zhen_filter_pairs_options {
  size_t struct_size;          /**< set by the initializer below */
  unsigned threads;            /**< 0: one per processor */
  zhen_seen *seen;             /**< the pairs of earlier calls, to which those
                                    that pass are added; NULL: duplicates are
                                    not searched */
  const zhen_holdout *holdout; /**< NULL: none */
  const struct zhen_scorer *scorer; /**< as in zhen_filter_stream_options, as
                                         are these */
  bool (*refuses)(const void *review, const zhen_pair *pair);
  const void *review;
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_filter_pairs_options;

/** The defaults of zhen_filter_pairs_options. */
#define ZHEN_FILTER_PAIRS_OPTIONS_INIT                                         \
  ZHEN_OPTIONS_INIT(zhen_filter_pairs_options)

/**
 * Apply all rules to pairs in memory, in order. The result is the same with any
 * number of threads, and however the pairs are spread over several calls with
 * one `seen`.
 *
 * @param pairs     `count` of them
 * @param options   NULL for the defaults
 * @param[out] out  the first rule that each pair fails; `count` of them
 * @retval ZHEN_ENOMEM  out of memory
 * @retval ZHEN_ECANCELLED  `progress` cancelled it
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_filter_pairs(
    const zhen_filter *filter, const zhen_pair *pairs, size_t count,
    const zhen_filter_pairs_options *options, zhen_verdict *out);

/** How to filter a stream; see the options in zhen.h. */
typedef struct zhen_filter_stream_options {
  size_t struct_size;            /**< set by the initializer below */
  unsigned threads;              /**< 0: one per processor */
  bool learn;                    /**< learn the distribution of lengths from the
                                      first 10,000 pairs */
  zhen_output *rejected;         /**< where dropped pairs are written; NULL: not
                                      written */
  const zhen_holdout *holdout;   /**< NULL: none */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  const struct zhen_scorer *scorer; /**< for ZHEN_RULE_TRANSLATION, see score.h;
                                         NULL: the rule is off */
  bool (*refuses)(const void *review, const zhen_pair *pair);
  const void *review; /**< for #ZHEN_RULE_REVIEW: `refuses` says whether a pair
                           was marked wrong, as zhen_patch_refuses() does; it is
                           called by all threads. NULL: the rule is off */
  const unsigned char *refused; /**< for the same rule, pairs by their numbers
                                     from 0 in the order read: bit n % 8 of
                                     byte n / 8 is set if pair n was marked
                                     wrong. NULL: none */
  size_t n_refused;             /**< bits in `refused` */
} zhen_filter_stream_options;

/** The defaults of zhen_filter_stream_options. */
#define ZHEN_FILTER_STREAM_OPTIONS_INIT                                        \
  ZHEN_OPTIONS_INIT(zhen_filter_stream_options)

/** How many pairs were kept and dropped. */
typedef struct zhen_filter_stream_counts {
  uint64_t pairs; /**< read */
  uint64_t
      dropped[ZHEN_RULES_ROOM]; /**< by rule; [ZHEN_RULE_NONE]: kept pairs */
} zhen_filter_stream_counts;

/**
 * Read all pairs and write those that no rule drops, in order. For each dropped
 * pair, options.rejected gets a line of TSV: rule, value, threshold, line of
 * the input, Chinese, English. The result is the same with any number of
 * threads.
 *
 * @param filter  changed only by `learn`, see zhen_filter_learn()
 * @param out     write errors are reported by its commit; likewise of
 *                options.rejected
 * @retval ZHEN_EINPUT  as zhen_pairs_next()
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
