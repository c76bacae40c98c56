/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/document.h
 * Read a file of any kind as plain text, a paragraph per line.
 *
 * The kind is known by the content. Of a document only its text is taken:
 * markup, hidden text, notes of the editor and layout are dropped. In a kind
 * that knows paragraphs a line break within one is a space, or nothing between
 * Chinese characters.
 *
 * Kinds that hold pairs (TMX, XLIFF, PO, CSV ...) have two texts, one per
 * language, with one paragraph per unit.
 */
#ifndef ZHEN_DOCUMENT_H
#define ZHEN_DOCUMENT_H

#include <zhen/kind.h>
#include <zhen/split.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A file, or bytes in memory. */
typedef struct zhen_input {
  const char *name;  /**< file name, "-" for standard input; used in messages */
  const void *bytes; /**< not NULL: read these bytes instead of a file */
  size_t len;        /**< of them */
} zhen_input;

/** How to read a document; see the options in zhen.h. */
typedef struct zhen_document_options {
  size_t struct_size;   /**< set by the initializer below */
  zhen_kind kind;       /**< ZHEN_KIND_AUTO: by content */
  zhen_wrap wrap;       /**< plain text: what a line break means */
  bool keep_markup;     /**< text with markup is plain text */
  bool main_content;    /**< of a web page, its main text only: no navigation,
                           menus, footers, cookie notes */
  bool comments;        /**< keep the text of comments of several lines in
                           Markdown: the original of a translation */
  bool repair;          /**< as in zhen_read_options */
  bool regular;         /**< as in zhen_read_options */
  const char *encoding; /**< as in zhen_read_options; of text files only */
} zhen_document_options;

/** The defaults of zhen_document_options. */
#define ZHEN_DOCUMENT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_document_options)

/** A caption: when a part of the text is on the screen. */
typedef struct zhen_caption {
  zhen_bytes at;      /**< of the text */
  int64_t begin, end; /**< milliseconds */
} zhen_caption;

/** A text of a document. */
typedef struct zhen_content {
  const zhen_text *text;        /**< for kinds in archives, XML, and PDF,
                                   zhen_text_source() is a byte of this text itself */
  const zhen_caption *captions; /**< in order; of captions only */
  size_t n_captions;
  const size_t *parts; /**< bytes where chapters, slides or sheets begin */
  size_t n_parts;
} zhen_content;

/** Something wrong in an input, of which the reader made the best. */
typedef struct zhen_repair {
  const char *what; /**< and what was done; static */
  size_t line;      /**< of the input, from 1: the first one; 0: all of it */
  size_t count;     /**< how often */
  size_t page;      /**< of a PDF document, from 1; 0: none is known */
} zhen_repair;

/** A document, which owns what is in it; read-only for the caller. */
typedef struct zhen_document {
  zhen_kind kind;
  const char *encoding; /**< of the input; NULL: it has none of its own */
  unsigned wrapped;   /**< columns at which lines were wrapped that were joined;
                         0:   none were */
  bool markup;        /**< markup or character references were stripped */
  size_t dropped;     /**< lines (page numbers, running headers) dropped when
                         wrapped lines were joined */
  zhen_content main;  /**< the text; if `other` has one, its Chinese side */
  zhen_content other; /**< the English side of a kind that holds pairs, or of a
                         bilingual table; `text` is NULL if there is none */
  const zhen_repair *repairs;
  size_t n_repairs;
} zhen_document;

/**
 * Read a document.
 *
 * @param[out] out  free with zhen_document_free()
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT  unreadable, damaged, encrypted, without text, or of a
 *                      kind that is not read; the message names the file, the
 *                      place in it, and what to do
 * @retval ZHEN_EUSAGE  no such encoding
 * @retval ZHEN_ELIMIT  over a limit of zhen_text_read(), or over 1 GiB
 *                      decompressed
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_document_read(zhen_document **out, const zhen_input *input,
                   const zhen_document_options *options);

/** Reads a document; a long plain text in pieces, in constant memory. */
typedef struct zhen_document_reader zhen_document_reader;

/**
 * Open a document to read.
 *
 * @param[out] out  close with zhen_document_reader_close()
 * @param name      file name, "-" for standard input
 * @param options   copied; NULL for the defaults
 * @retval ZHEN_EINPUT  missing, a directory, or unreadable
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_document_reader_open(zhen_document_reader **out, const char *name,
                          const zhen_document_options *options);

/**
 * The document; or if it is a plain text of more than 1 MiB, whose first lines
 * are not wrapped or are kept, the next piece of it, as by
 * zhen_text_reader_next().
 *
 * @param[out] out  free with zhen_document_free(); NULL at the end
 * @retval ZHEN_EINPUT  as zhen_document_read(); so are ZHEN_EUSAGE and
 *                      ZHEN_ELIMIT
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_document_reader_next(zhen_document_reader *reader, zhen_document **out);

/** Close a reader; NULL is fine. */
ZHEN_API void zhen_document_reader_close(zhen_document_reader *reader);

/** Free a document; NULL is fine. */
ZHEN_API void zhen_document_free(zhen_document *document);

#ifdef __cplusplus
}
#endif
#endif
