/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/report.h
 * Write an alignment as an HTML page to review and correct.
 *
 * The page is one self-contained HTML file. It shows the beads side by side
 * with their probabilities, an overview map, unaligned sentences and number
 * mismatches. The reader can correct beads and save the corrections as a patch
 * (patch.h).
 *
 * Its policy (Content-Security-Policy) allows only its own script and style, by
 * hash. The texts are embedded as escaped JSON and only ever displayed as text.
 */
#ifndef ZHEN_REPORT_H
#define ZHEN_REPORT_H

#include <zhen/score.h>
#include <zhen/store.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Maximum number of sentences of a page, both sides together. */
#define ZHEN_REPORT_SENTENCES_MAX 200000

/** How to make a page; see the options in zhen.h. */
typedef struct zhen_report_options {
  size_t struct_size;  /**< set by the initializer below */
  const char *zh_code; /**< language of the Chinese; NULL: "zh-TW" or
                          "zh-CN", by zhen_text_han() */
  const char *en_code; /**< NULL: "en-US" */
  /** Byte ranges of the sentences in the inputs; NULL: taken from the source
   * text of the side. */
  const zhen_bytes *zh_bytes, *en_bytes;
  const zhen_progress *progress; /**< NULL: none. Not kept */
  unsigned threads;          /**< zhen_report_pairs(); 0: one per processor */
  const zhen_lexicon *words; /**< to link the words of pairs; NULL: the page
                                shows only the words that matched */
  bool served; /**< the page is not a file, but is served by a program on this
                  machine, and may send requests to it, with the header
                  X-Zhen-Key, whose value is the item `zhen.key` of its local
                  storage: GET `data`, the text of its element `data`, if that
                  was served empty; GET and POST `review`, the patch of its
                  corrections; POST `save/FORMAT`, its beads, for a file.
                  zhen_report_write() only */
} zhen_report_options;

/** The defaults of zhen_report_options. */
#define ZHEN_REPORT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_report_options)

/**
 * Check that two sides are not too long for a page, before aligning them.
 *
 * @retval ZHEN_ELIMIT  more than #ZHEN_REPORT_SENTENCES_MAX
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_report_fits(const zhen_side *zh,
                                                 const zhen_side *en);

/**
 * Write the page of an alignment. The same alignment gives the same bytes.
 *
 * @param path     one file; "-" is standard output
 * @param options  NULL for the defaults
 * @retval ZHEN_EOUTPUT  not written; an old file is unchanged
 * @retval ZHEN_ELIMIT   see zhen_report_fits()
 * @retval ZHEN_ENOMEM   out of memory; an old file is unchanged
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; likewise
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_report_write(
    const char *path, const zhen_alignment *alignment, const zhen_side *zh,
    const zhen_side *en, const zhen_report_options *options);

/**
 * Write the page of a file of pairs, such as a translation memory, as it is:
 * each pair is a bead of one sentence on either side, with the probability and
 * the reasons of its score. The page shows the least probable pairs first; the
 * pairs can be marked right or wrong, but not changed.
 *
 * @param name      of the file, for the page
 * @param options   NULL for the defaults; byte ranges are not used
 * @retval ZHEN_EINPUT   as zhen_pairs_next(); no pairs
 * @retval ZHEN_ELIMIT   more than #ZHEN_REPORT_SENTENCES_MAX texts
 * @retval ZHEN_EOUTPUT  not written; an old file is unchanged
 * @retval ZHEN_ENOMEM   out of memory; an old file is unchanged
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; likewise
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_report_pairs(
    const char *path, zhen_pairs *in, const char *name,
    const zhen_scorer *scorer, const zhen_report_options *options);

#ifdef __cplusplus
}
#endif
#endif
