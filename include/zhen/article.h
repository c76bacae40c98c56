/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/article.h
 * A bilingual article, in one text or two, to its two sides: read, decoded,
 * without markup, cut into sentences; everything before the aligning.
 */
#ifndef ZHEN_ARTICLE_H
#define ZHEN_ARTICLE_H

#include <zhen/bitext.h>
#include <zhen/write.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A file, or bytes in memory. */
typedef struct zhen_input {
  const char *name;  /**< of the file, "-" for standard input; in messages */
  const void *bytes; /**< not NULL: these, and no file is read */
  size_t len;        /**< of them */
} zhen_input;

/** Which of two texts is which. */
typedef enum zhen_order {
  ZHEN_ORDER_DETECT = 0, /**< found out */
  ZHEN_ORDER_GIVEN = 1,  /**< the first is the Chinese one; an error only if
                              it is not and the second one is */
  ZHEN_ORDER_CHECK = 2   /**< the first must be Chinese, the second English */
} zhen_order;

/** How to read an article; see the options in zhen.h. */
typedef struct zhen_article_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_order order;
  zhen_wrap wrap;       /**< what a line break is */
  bool presplit;        /**< each line is a sentence */
  bool keep_markup;     /**< HTML and Markdown stay */
  bool repair;          /**< as in zhen_read_options */
  const char *encoding; /**< as in zhen_read_options */
} zhen_article_options;

/** The defaults of zhen_article_options. */
#define ZHEN_ARTICLE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_article_options)

/** What was found out about one of the inputs. */
typedef struct zhen_article_note {
  const char *encoding; /**< it was read in */
  unsigned markup;      /**< kinds taken away: bit set of zhen_markup */
  size_t dropped;    /**< page numbers and running headers left out of halves of
                          sentences that zhen_wrap joined */
  const char *seems; /**< with ZHEN_ORDER_GIVEN: what the text seems to be
                          instead, such as "Korean"; NULL: what it should be */
} zhen_article_note;

/** The two sides of an article; all belongs to it. */
typedef struct zhen_article {
  zhen_side zh, en;
  const zhen_bitext *bitext;  /**< of one text with both; NULL if two */
  zhen_article_note notes[2]; /**< of the inputs, in the order given */
  zhen_text *texts[2];        /**< what the sides point into */
  zhen_bitext *one;
  zhen_sentences *two[2];
} zhen_article;

/**
 * Read an article.
 *
 * @param[out] out  yours to free with zhen_article_free()
 * @param first     one side, or both
 * @param second    the other side; NULL if both are in one
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT  unreadable, not decodable, empty, not the two languages
 *                      asked for; the message names the input
 * @retval ZHEN_EUSAGE  no such encoding
 * @retval ZHEN_ELIMIT  over a limit of zhen_text_read()
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
