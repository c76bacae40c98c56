/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/kind.h
 * The kinds of files that a text can be in, known by their content.
 */
#ifndef ZHEN_KIND_H
#define ZHEN_KIND_H

#include <stdbool.h>
#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A kind of file. */
typedef enum zhen_kind {
  ZHEN_KIND_AUTO = 0, /**< by content */
  ZHEN_KIND_TEXT,     /**< plain text */
  ZHEN_KIND_HTML,     /**< HTML and XHTML */
  ZHEN_KIND_MARKDOWN, /**< CommonMark, MDX, front matter */
  ZHEN_KIND_RST,      /**< reStructuredText */
  ZHEN_KIND_ASCIIDOC, /**< AsciiDoc */
  ZHEN_KIND_LATEX,    /**< LaTeX */
  ZHEN_KIND_MAN,      /**< a manual page in roff */
  ZHEN_KIND_DOCX,     /**< a Word document */
  ZHEN_KIND_ODT,      /**< an OpenDocument text */
  ZHEN_KIND_PPTX,     /**< a PowerPoint presentation */
  ZHEN_KIND_XLSX,     /**< an Excel workbook */
  ZHEN_KIND_EPUB,     /**< an e-book */
  ZHEN_KIND_FB2,      /**< a FictionBook */
  ZHEN_KIND_PDF,      /**< read by the program pdftotext */
  ZHEN_KIND_SRT,      /**< SubRip captions */
  ZHEN_KIND_VTT,      /**< WebVTT captions */
  ZHEN_KIND_ASS,      /**< Advanced SubStation Alpha captions */
  ZHEN_KIND_TMX,      /**< a translation memory */
  ZHEN_KIND_XLIFF,    /**< XLIFF 1.2 or 2 */
  ZHEN_KIND_PO,       /**< a message catalog of gettext */
  ZHEN_KIND_TBX,      /**< a glossary */
  ZHEN_KIND_CSV,      /**< comma-separated values */
  ZHEN_KIND_TSV,      /**< tab-separated values: pairs */
  ZHEN_KIND_JSONL,    /**< JSON lines: pairs */
  ZHEN_KIND_OTHER     /**< anything that is not read */
} zhen_kind;

/** Name of a kind, such as "docx"; static. */
ZHEN_API const char *zhen_kind_name(zhen_kind kind);

/** A kind in words, such as "a Word document"; static. */
ZHEN_API const char *zhen_kind_describe(zhen_kind kind);

/**
 * Parse the name of a kind.
 * @retval ZHEN_EUSAGE  unknown; the message lists all
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_kind_parse(zhen_kind *out,
                                                const char *name);

#ifdef __cplusplus
}
#endif
#endif
