/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/format.h
 * The formats of files with pairs, and what can be done with each.
 *
 * In all of them the text of a row is one line unless said otherwise: the
 * sentences of its side are joined (Chinese ones without a space), and white
 * space in them is one space. Scores have four decimals and a point in every
 * locale, ids are numbers of sentences from 0, and a bead is "1-2": one Chinese
 * sentence, two English ones. Columns and keys whose data is not known are left
 * out.
 */
#ifndef ZHEN_FORMAT_H
#define ZHEN_FORMAT_H

#include <stdbool.h>
#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A format. */
typedef enum zhen_format {
  ZHEN_FORMAT_AUTO = 0, /**< reading: by content; writing: TSV */
  ZHEN_FORMAT_TSV,      /**< zh, en, score, bead, zh ids, en ids, document; if
                             there are ids, the text is as it is, with \\t, \\n,
                             \\r and \\\\ for tab, line ends and backslash */
  ZHEN_FORMAT_JSONL,    /**< one object a line, with paragraphs and byte ranges
                             of the input; the text is as it is */
  ZHEN_FORMAT_TMX,      /**< TMX 1.4b, pairs only; what XML cannot hold
                             becomes U+FFFD */
  ZHEN_FORMAT_MOSES,    /**< PREFIX.zh .en .scores .ids, pairs only, line by
                             line; ids as in OPUS; PREFIX.gz: PREFIX.zh.gz */
  ZHEN_FORMAT_LADDER,   /**< hunalign's ladder: zh TAB en TAB score */
  ZHEN_FORMAT_VECALIGN, /**< [0, 1]:[2]:cost, six decimals, 1 - score */
  ZHEN_FORMAT_TEXT,     /**< two columns for the terminal; controls are shown
                             as escapes */
  ZHEN_FORMAT_XLIFF,    /**< XLIFF 1.2, a file element for each document */
  ZHEN_FORMAT_CES,      /**< a directory as in OPUS: zh-en.xml (cesAlign) and
                             the documents, zh/000001.xml, en/000001.xml */
  ZHEN_FORMAT_HF,       /**< a directory for the Hugging Face hub: compressed
                             data/train-00000-of-00001.jsonl.gz and so on, and
                             README.md, a dataset card */
  ZHEN_FORMAT_MNBVC     /**< JSON lines of MNBVC's parallel corpora */
} zhen_format;

/** What is done with a format. */
typedef enum zhen_format_use {
  ZHEN_FORMAT_READ_PAIRS,      /**< zhen_pairs_open() */
  ZHEN_FORMAT_WRITE_PAIRS,     /**< zhen_pairs_create() */
  ZHEN_FORMAT_READ_ALIGNMENT,  /**< zhen_saved_read() */
  ZHEN_FORMAT_WRITE_ALIGNMENT, /**< zhen_write_alignment() */
  ZHEN_FORMAT_EXPORT           /**< zhen_export() */
} zhen_format_use;

/** The name, such as "tmx"; static. */
ZHEN_API const char *zhen_format_name(zhen_format format);

/** Whether a format can be used so; ZHEN_FORMAT_AUTO always can. */
ZHEN_API bool zhen_format_supports(zhen_format format, zhen_format_use use);

/** Whether a format is a directory, written as a whole. */
ZHEN_API bool zhen_format_is_directory(zhen_format format);

/** Whether it can hold sentences without a partner. */
ZHEN_API bool zhen_format_holds_nulls(zhen_format format);

/**
 * The format of a name such as "tmx".
 * @param use  for which the format is needed
 * @retval ZHEN_EUSAGE  unknown, or not for this use; the message lists those
 *                      that are
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_format_parse(zhen_format *out,
                                                  const char *name,
                                                  zhen_format_use use);

#ifdef __cplusplus
}
#endif
#endif
