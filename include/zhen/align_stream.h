/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/align_stream.h
 * Align a stream: document pairs as lines of JSON in, alignments as lines of
 * JSON out, in order. For Slurm arrays, GNU parallel, Spark's pipe and Hadoop
 * streaming.
 *
 * A line in is an object with "zh" and "en", or with "text" in both
 * languages; "id" may be any value and is copied. A line out:
 *
 *     {"schema":"zhen.alignment/1","id":...,"line":1,
 *      "zh_sentences":2,"en_sentences":2,
 *      "parallel":0.9931,"relation":"parallel",
 *      "pairs":[{"zh":"...","en":"...","score":0.9987,"bead":"1-1",
 *                "zh_ids":[0],"en_ids":[0],"zh_para":0,"en_para":0,
 *                "zh_bytes":[0,12],"en_bytes":[0,9]}, ...]}
 *
 * or, if the line could not be aligned,
 *
 *     {"schema":"zhen.alignment/1","id":...,"line":2,"error":"..."}
 *
 * With `words`, a pair has "words", "zh_words" and "en_words" as in the files
 * of zhen_write_alignment(); all pairs of a line are linked together.
 * `parallel` and `relation` are zhen_alignment_parallel() and the name of
 * zhen_alignment_relation(). A document below `min_parallel` has no pairs and
 * the key "rejected":"parallel".
 *
 * Later versions may add keys. Every non-empty line in gives one line out.
 */
#ifndef ZHEN_ALIGN_STREAM_H
#define ZHEN_ALIGN_STREAM_H

#include <zhen/align.h>
#include <zhen/article.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How to align a stream; see the options in zhen.h. */
typedef struct zhen_align_stream_options {
  size_t struct_size;                  /**< set by the initializer below */
  const zhen_article_options *reading; /**< NULL: the defaults */
  const zhen_align_options *align;     /**< likewise; its `threads` and
                                          `progress` are not used */
  unsigned threads;                    /**< 0: one per processor */
  double min_score;                    /**< drop pairs of a lower score */
  bool nulls;                          /**< also write unaligned sentences */
  bool strict; /**< stop at the first line that cannot be aligned */
  const zhen_progress *progress; /**< NULL: none. Not kept */
  double min_parallel; /**< reject documents whose zhen_alignment_parallel() is
                          lower */
  bool words;          /**< link the words of the pairs */
} zhen_align_stream_options;

/** The defaults of zhen_align_stream_options. */
#define ZHEN_ALIGN_STREAM_OPTIONS_INIT                                         \
  ZHEN_OPTIONS_INIT(zhen_align_stream_options)

/** What was done. */
typedef struct zhen_align_stream_counts {
  uint64_t documents; /**< aligned and not rejected */
  uint64_t failed;    /**< lines that were not */
  uint64_t pairs;     /**< written */
  uint64_t rejected;  /**< documents below `min_parallel` */
} zhen_align_stream_counts;

/**
 * Align a stream to its end. Input that has arrived is aligned and written
 * without waiting for more, so a caller may wait for the result of a line.
 *
 * @param path     of the input, may be compressed; "-" is standard input
 * @param out      write errors are reported by its commit, but a closed pipe or
 *                 a full disk ends the stream
 * @param lexicon  not kept
 * @retval ZHEN_OK      all was read; counts->failed lines could not be aligned
 * @retval ZHEN_EINPUT  the input cannot be read; or with `strict`, a line could
 *                      not be aligned: those before it are written
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: some lines are written. It
 *                      is not asked while the call waits for input
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_align_stream(
    const char *path, zhen_output *out, const zhen_lexicon *lexicon,
    const zhen_align_stream_options *options, zhen_align_stream_counts *counts);

#ifdef __cplusplus
}
#endif
#endif
