/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/format.h
 * The file formats for pairs, and what each can be used for.
 *
 * The text of each side of a row is one line, unless stated otherwise: its
 * sentences are joined (Chinese ones without a space), and each run of white
 * space becomes one space. Scores have four decimals, after a point in every
 * locale. Ids are sentence numbers and count from 0. A bead "1-2" has one
 * Chinese sentence and two English ones. Columns and keys without data are
 * omitted.
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
                             there are ids, the text is unchanged, with tabs,
                             line ends and backslashes escaped as \\t, \\n,
                             \\r and \\\\ */
  ZHEN_FORMAT_JSONL,    /**< one object per line, with paragraph numbers and
                             byte ranges of the input; the text is unchanged */
  ZHEN_FORMAT_TMX,      /**< TMX 1.4b, pairs only; characters that XML does not
                             allow become U+FFFD */
  ZHEN_FORMAT_MOSES, /**< PREFIX.zh .en .scores .ids .words, pairs only, one per
                          line; ids as in OPUS; PREFIX.gz: PREFIX.zh.gz,
                        PREFIX.en.gz */
  ZHEN_FORMAT_LADDER,   /**< hunalign's ladder: zh TAB en TAB score */
  ZHEN_FORMAT_VECALIGN, /**< [0, 1]:[2]:cost; the cost is 1 - score, with six
                             decimals */
  ZHEN_FORMAT_TEXT,     /**< two columns for a terminal; control characters are
                             escaped */
  ZHEN_FORMAT_XLIFF,    /**< XLIFF 1.2, one file element per document */
  ZHEN_FORMAT_CES,      /**< a directory as in OPUS: en-zh.xml (cesAlign) and
                             the documents, zh/000001.xml, en/000001.xml */
  ZHEN_FORMAT_HF,       /**< a directory for the Hugging Face hub: compressed
                             data/train-00000-of-00001.jsonl.gz and so on, and
                             README.md, a dataset card */
  ZHEN_FORMAT_MNBVC,    /**< JSON lines as in the parallel corpora of MNBVC */
  ZHEN_FORMAT_PHARAOH,  /**< word links, see words.h: a line "0-0 1-2" a pair
                             if the words are those between white space, else
                             "zh words ||| en words ||| 0-0 1-2" */
  ZHEN_FORMAT_CSV,      /**< RFC 4180 for spreadsheets, with a byte order mark
                             and column names: zh, en, score, zh ids, en ids,
                             document; a text that a spreadsheet would take for
                             a formula begins with an apostrophe */
  ZHEN_FORMAT_XLIFF2,   /**< XLIFF 2.0, one file element per document */
  ZHEN_FORMAT_PO,       /**< a message catalog of gettext */
  ZHEN_FORMAT_TBX,      /**< a glossary */
  ZHEN_FORMAT_XLSX,     /**< a workbook of Excel */
  ZHEN_FORMAT_DOCX,     /**< a Word document with a table of two columns */
  ZHEN_FORMAT_HTML,     /**< a page to read and print, without scripts */
  ZHEN_FORMAT_EPUB,     /**< a bilingual e-book */
  ZHEN_FORMAT_SRT       /**< bilingual subtitles */
} zhen_format;

/** A use of a format. */
typedef enum zhen_format_use {
  ZHEN_FORMAT_READ_PAIRS,      /**< zhen_pairs_open() */
  ZHEN_FORMAT_WRITE_PAIRS,     /**< zhen_pairs_create() */
  ZHEN_FORMAT_READ_ALIGNMENT,  /**< zhen_saved_read() */
  ZHEN_FORMAT_WRITE_ALIGNMENT, /**< zhen_write_alignment() */
  ZHEN_FORMAT_EXPORT           /**< zhen_export() */
} zhen_format_use;

/** Name of a format, such as "tmx"; static. */
ZHEN_API const char *zhen_format_name(zhen_format format);

/** Whether a format supports a use; ZHEN_FORMAT_AUTO supports all. */
ZHEN_API bool zhen_format_supports(zhen_format format, zhen_format_use use);

/** Whether a format is a directory of files. */
ZHEN_API bool zhen_format_is_directory(zhen_format format);

/** Whether a format is a ZIP file, which is not compressed again and is not for
    a terminal. */
ZHEN_API bool zhen_format_is_zip(zhen_format format);

/** Whether a format can contain unaligned sentences. */
ZHEN_API bool zhen_format_holds_nulls(zhen_format format);

/** Whether a format can contain word links. */
ZHEN_API bool zhen_format_holds_words(zhen_format format);

/**
 * Parse the name of a format, such as "tmx".
 * @param use  what the format is needed for
 * @retval ZHEN_EUSAGE  unknown, or not for this use; the message lists the
 *                      formats that are
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_format_parse(zhen_format *out,
                                                  const char *name,
                                                  zhen_format_use use);

/**
 * The format of a file by the ending of its name, such as ".tmx", in upper or
 * lower case; ".gz", ".xz" and ".zst" after it do not count. Nothing is read.
 * ZHEN_FORMAT_AUTO for names without an ending, devices and pipes.
 * @param use  what the format is needed for
 * @retval ZHEN_EUSAGE  another ending; the message lists those of this use
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_format_of_path(zhen_format *out,
                                                    const char *path,
                                                    zhen_format_use use);

#ifdef __cplusplus
}
#endif
#endif
