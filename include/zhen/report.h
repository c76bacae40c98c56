/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/report.h
 * An alignment as a page to look at and to correct.
 *
 * The page is one HTML file that needs nothing else: no server, no network,
 * no framework. It shows the beads side by side with their probabilities, a
 * map of the whole, what was left out and which numbers differ, and it lets
 * the reader correct the beads and save the decisions as a patch (patch.h).
 *
 * Its policy (Content-Security-Policy) allows the one script and the one style
 * that it was built with, by their hashes, and nothing else. The texts stand in
 * it as escaped JSON and are only ever shown as text.
 */
#ifndef ZHEN_REPORT_H
#define ZHEN_REPORT_H

#include <zhen/store.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The most sentences, of both sides together, that a page is made of. */
#define ZHEN_REPORT_SENTENCES_MAX 200000

/** How to make a page; see the options in zhen.h. */
typedef struct zhen_report_options {
  size_t struct_size;  /**< set by the initializer below */
  const char *zh_code; /**< language of the Chinese; NULL: "zh-CN" */
  const char *en_code; /**< NULL: "en-US" */
  /** Where the sentences of a side are in its input; NULL: where their source
      says. */
  const zhen_bytes *zh_bytes, *en_bytes;
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_report_options;

/** The defaults of zhen_report_options. */
#define ZHEN_REPORT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_report_options)

/**
 * Whether there is a page for so many sentences; asked before any work.
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
 * @retval ZHEN_EOUTPUT  not written; nothing appears under the name
 * @retval ZHEN_ELIMIT   see zhen_report_fits()
 * @retval ZHEN_ENOMEM   out of memory; nothing appears under the name
 * @retval ZHEN_ECANCELLED  `progress` cancelled it; likewise
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_report_write(
    const char *path, const zhen_alignment *alignment, const zhen_side *zh,
    const zhen_side *en, const zhen_report_options *options);

#ifdef __cplusplus
}
#endif
#endif
