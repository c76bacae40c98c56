/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/split.h
 * Split text into sentences.
 *
 * A sentence is a byte range of the text, without surrounding white space.
 * Sentences and the gaps between them add up to the text, byte for byte. No
 * sentence crosses a paragraph boundary.
 *
 * The policy is the same for both languages: a sentence ends at 。！？ . ! ?
 * and similar marks, closing quotes and brackets belong to it, opening ones to
 * the next; nothing inside 《》 or an embedded bracket ends a sentence; a
 * quotation and its reporting clause are one sentence. Some boundaries are
 * soft. By default, a sentence end inside a quotation is a boundary of grade
 * SOFT, because translators may keep or break quotations; ； and …… are not
 * boundaries. zhen_quotes and zhen_soft change this.
 *
 * A decision depends on the current sentence and on what follows it only, so a
 * sentence is split the same way in any context.
 */
#ifndef ZHEN_SPLIT_H
#define ZHEN_SPLIT_H

#include <zhen/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Kind of a boundary. */
typedef enum zhen_grade {
  ZHEN_GRADE_HARD = 0,   /**< a full stop or similar mark */
  ZHEN_GRADE_SOFT = 1,   /**< ； …… or an end inside a quotation */
  ZHEN_GRADE_FORCED = 2, /**< cut at a comma because of max_len */
  ZHEN_GRADE_PARA = 3    /**< the paragraph ends here */
} zhen_grade;

/** One sentence: bytes [begin, end) of the text. */
typedef struct zhen_sentence {
  size_t begin, end; /**< bytes of the text; begin <= end <= next begin */
  uint32_t para;     /**< paragraph number in its text, from 0 */
  uint32_t turn;    /**< in a bilingual file: number of its run of one language,
                       from 1; else 0 */
  zhen_grade grade; /**< of the boundary at its end */
} zhen_sentence;

/** When a sentence is said, in milliseconds. */
typedef struct zhen_time {
  int64_t begin, end;
} zhen_time;

/** Sentences of one text, in order. The text is borrowed and must outlive them.
 */
typedef struct zhen_sentences {
  zhen_str text;     /**< the text they are ranges of */
  zhen_sentence *at; /**< `count` of them */
  size_t count;
  const zhen_time *times; /**< of captions: `count` of them; NULL: none. Freed
                             by zhen_sentences_free() */
  const uint32_t *parts;  /**< sentences with which chapters begin, in order;
                             evidence for zhen_align(). Freed likewise */
  size_t n_parts;         /**< of them; 0: none */
} zhen_sentences;

/** Sentence ends inside a quotation. */
typedef enum zhen_quotes {
  ZHEN_QUOTES_TRANSPARENT = 0, /**< boundaries of grade SOFT */
  ZHEN_QUOTES_ATOMIC = 1 /**< no boundaries, if the quotation is closed in its
                            paragraph; else as above */
} zhen_quotes;

/** What ； and …… are. */
typedef enum zhen_soft {
  ZHEN_SOFT_JOIN = 0, /**< no boundaries */
  ZHEN_SOFT_CUT = 1   /**< boundaries of grade SOFT */
} zhen_soft;

/** User-defined rules. Read-only once loaded, so any number of threads may use
 * them.
 */
typedef struct zhen_split_rules zhen_split_rules;

/** How to split; see the options in zhen.h. */
typedef struct zhen_split_options {
  size_t struct_size; /**< set by the initializer below */
  zhen_lang lang; /**< selects the SRX rules; ZHEN_LANG_NONE: by the script of
                     each paragraph. The built-in rules of both languages always
                     apply, by the script around each mark */
  zhen_quotes quotes;
  zhen_soft soft;
  size_t max_len; /**< characters; a longer sentence is cut at the comma nearest
                     its middle, recursively, with grade FORCED; 0: no limit */
  const zhen_split_rules *rules; /**< borrowed; NULL for none */
  bool no_builtin; /**< do not use the built-in abbreviations, nor, if there are
                      SRX rules, any built-in rule */
} zhen_split_options;

/** The defaults of zhen_split_options. */
#define ZHEN_SPLIT_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_split_options)

/**
 * Create an empty set of rules.
 *
 * @param[out] out  free with zhen_split_rules_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_split_rules_new(zhen_split_rules **out);

/**
 * Add abbreviations in the format of the Moses nonbreaking prefixes: one per
 * line without its full stop, `#NUMERIC_ONLY#` after those that are
 * abbreviations only before a number; lines that begin with # are skipped. They
 * take precedence over the built-in ones.
 *
 * @retval ZHEN_EINPUT  unreadable, or a line with more than one word; the
 *                      message names the line; nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_split_rules_add_abbreviations(zhen_split_rules *rules, const char *path);

/**
 * Add the rules of an SRX 2.0 file, with ICU regular expressions. Where one of
 * them matches, it decides; elsewhere the built-in rules do. The languages of
 * its map are looked up as "zh" and "en", whatever their case.
 *
 * @retval ZHEN_EINPUT  unreadable, not SRX, an expression ICU does not know, or
 *                      an entity whose text is not in the file; the message
 *                      names the line; nothing was added
 * @retval ZHEN_ELIMIT  over 2 GiB, or over 256 attributes in one element
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_split_rules_add_srx(zhen_split_rules *rules, const char *path);

/** Free rules; NULL is fine. */
ZHEN_API void zhen_split_rules_free(zhen_split_rules *rules);

/**
 * Cut a text into sentences. A line end is a paragraph boundary.
 *
 * Time and memory are linear in the text.
 *
 * @param[out] out  free with zhen_sentences_free()
 * @param text      borrowed: it must outlive `*out`
 * @param options   NULL for the defaults
 * @retval ZHEN_ELIMIT  an SRX rule takes too many steps for the size of the
 *                      text, or too much memory
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_split(zhen_sentences **out, zhen_str text,
                                           const zhen_split_options *options);

/**
 * Take every line as a sentence. An empty line is an empty sentence (so that
 * sentence numbers are line numbers) and ends a paragraph.
 *
 * @param[out] out  free with zhen_sentences_free()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_split_lines(zhen_sentences **out,
                                                 zhen_str text);

/** What a line break in the text means. */
typedef enum zhen_wrap {
  ZHEN_WRAP_AUTO = 0, /**< if the text looks wrapped: a space, unless its line
                         is short or a sentence, title or list item ends; else
                         the end of a paragraph */
  ZHEN_WRAP_KEEP = 1, /**< the end of a paragraph */
  ZHEN_WRAP_JOIN = 2  /**< white space; paragraphs end at empty lines */
} zhen_wrap;

/**
 * Join the lines of hard-wrapped text: without a space between Chinese
 * characters, with one elsewhere. A word broken by a hyphen is joined unless
 * the rest of the text has it with the hyphen. A page number or running header
 * inside a sentence is dropped.
 *
 * A text looks wrapped if its sentences go on after lines of one width and end
 * with a full stop, or if it has pages (form feeds). Verse, captions, lists,
 * chats, tables and code are not taken for wrapped text, nor is a text with one
 * sentence per line.
 *
 * @param[out] out      free with zhen_text_free(); its zhen_text_source()
 *                      refers to the input of `text`
 * @param[out] dropped  the lines dropped, as ranges of `text`; free with
 *                      zhen_sentences_free(). May be NULL
 * @param[out] columns  at which lines are wrapped; 0: no line was joined, or at
 *                      no certain width. May be NULL
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_unwrap(zhen_text **out,
                                                 const zhen_text *text,
                                                 zhen_wrap wrap,
                                                 zhen_sentences **dropped,
                                                 unsigned *columns);

/** The text of sentence `i`; borrowed from the text it was cut from. */
ZHEN_API zhen_str zhen_sentence_str(const zhen_sentences *sentences, size_t i);

/** Free sentences; NULL is fine. The text stays. */
ZHEN_API void zhen_sentences_free(zhen_sentences *sentences);

#ifdef __cplusplus
}
#endif
#endif
