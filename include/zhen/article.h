/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/article.h
 * Read a bilingual article, from one text or two, into two lists of sentences:
 * everything that comes before zhen_align().
 */
#ifndef ZHEN_ARTICLE_H
#define ZHEN_ARTICLE_H

#include <zhen/bitext.h>
#include <zhen/document.h>
#include <zhen/progress.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which of two texts is which. */
typedef enum zhen_order {
  ZHEN_ORDER_DETECT = 0, /**< detected */
  ZHEN_ORDER_GIVEN = 1,  /**< the first is Chinese; an error only if it is not
                            and the second one is, or if both are clearly in
                            one language */
  ZHEN_ORDER_CHECK = 2   /**< the first must be Chinese, the second English */
} zhen_order;

/** How to read an article; see the options in zhen.h. */
typedef struct zhen_article_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_order order;
  zhen_kind kind;        /**< of the inputs; ZHEN_KIND_AUTO: by content */
  zhen_wrap wrap;        /**< what a line break of plain text means */
  bool presplit;         /**< each line is a sentence; `wrap` is not used */
  bool keep_markup;      /**< text with markup is plain text */
  bool main_content;     /**< of a web page, its main text only */
  bool repair;           /**< as in zhen_read_options */
  const char *encoding;  /**< as in zhen_read_options */
  const char *delimiter; /**< with `presplit`, of two texts: a line that is this
                            is an empty sentence, and no pair crosses it; as
                            Bleualign's ".EOA". NULL: none */
  zhen_kind kinds[2];    /**< of each input, if not AUTO: instead of `kind` */
  const char *encodings[2];      /**< likewise, if not NULL */
  const zhen_progress *progress; /**< NULL: none. Not kept; asked only before
                                    each input is read and each side is split */
} zhen_article_options;

/** The defaults of zhen_article_options. */
#define ZHEN_ARTICLE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_article_options)

/** What was detected in one of the inputs. */
typedef struct zhen_article_note {
  zhen_kind kind;       /**< of the input */
  const char *encoding; /**< of the input; NULL: it has none of its own */
  zhen_han han;         /**< of its Chinese; of a bilingual text, too */
  unsigned wrapped;     /**< columns at which lines were wrapped that were
                           joined; 0: none were */
  bool markup;          /**< markup or character references were stripped */
  size_t dropped;       /**< lines (page numbers, running headers) dropped when
                           wrapped lines were joined */
  const char *seems; /**< with ZHEN_ORDER_GIVEN: the detected language, such as
                        "Korean", if it is not the expected one; else NULL */
  const zhen_repair *repairs; /**< see zhen_document */
  size_t n_repairs;
} zhen_article_note;

/** The two sides of an article, which owns them; read-only for the caller. */
typedef struct zhen_article {
  zhen_side zh, en;
  const zhen_bitext
      *bitext; /**< of a bilingual text; NULL if there were two texts */
  zhen_article_note notes[2];        /**< of the inputs, in the order given */
  const zhen_constraint *delimiters; /**< for zhen_align_options: `n_delimiters`
                                        pairs of lines that are `delimiter` */
  size_t n_delimiters;
} zhen_article;

/**
 * Read an article.
 *
 * @param[out] out  free with zhen_article_free()
 * @param first     one side, or a bilingual text
 * @param second    the other side; NULL if `first` is bilingual
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT  unreadable, not decodable, empty, or not Chinese and
 *                      English; the message names the input
 * @retval ZHEN_EINPUT  not as many delimiters in one text as in the other
 * @retval ZHEN_EUSAGE  no such encoding; a delimiter, but not `presplit`, or
 *                      only one text
 * @retval ZHEN_ELIMIT  over a limit of zhen_text_read()
 * @retval ZHEN_ECANCELLED  `progress` cancelled it
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_article_read(
    zhen_article **out, const zhen_input *first, const zhen_input *second,
    const zhen_article_options *options);

/** Free an article; NULL is fine. */
ZHEN_API void zhen_article_free(zhen_article *article);

#ifdef __cplusplus
}
#endif
#endif
