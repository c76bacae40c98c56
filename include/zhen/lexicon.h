/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/lexicon.h
 * The bilingual lexicon: which Chinese word may be which English word.
 *
 * A lexicon is one block of bytes, used where it lies: nothing is parsed when
 * it is opened. The default one is part of the library. It also carries what
 * is known of single characters: simplified forms and pinyin readings.
 */
#ifndef ZHEN_LEXICON_H
#define ZHEN_LEXICON_H

#include <zhen/progress.h>
#include <zhen/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A lexicon, with any glossary added to it. Read-only while aligning. */
typedef struct zhen_lexicon zhen_lexicon;

/** What is in a lexicon. */
typedef struct zhen_lexicon_info {
  size_t bytes;          /**< size of its block */
  size_t zh_words;       /**< Chinese head words */
  size_t en_stems;       /**< English stems */
  size_t pairs;          /**< head word to stem */
  size_t folds;          /**< traditional characters with a simplified form */
  size_t readings;       /**< characters with a pinyin reading */
  size_t glossary_terms; /**< Chinese ones, of zhen_lexicon_add_glossary() */
} zhen_lexicon_info;

/** The default lexicon, embedded in the library; yours to free. */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_open_default(zhen_lexicon **out);

/**
 * Open a lexicon file made by zhen_lexicon_build(); it is mapped.
 * @retval ZHEN_EINPUT  unreadable, or not a lexicon of this version, or damaged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_open(zhen_lexicon **out,
                                                  const char *path);

/**
 * Add the terms of a glossary; they outrank the lexicon. A term of several
 * entries, or of several glossaries, has the translations of all of them.
 *
 * What the file is, its content says:
 *
 * - lines of Chinese TAB English; further columns are ignored
 * - CC-CEDICT as published: Traditional Simplified [pin1 yin1] /gloss/gloss/
 * - a dictionary of hunalign: English @ Chinese, or the other way round
 * - TBX, version 2 (martif) or 3 (tbx); entities other than those of XML itself
 *   are not read, and nothing is fetched
 *
 * Empty lines and lines that begin with # are skipped.
 *
 * @retval ZHEN_EINPUT  unreadable, or a line that is not as it should be or has
 *                      an empty side, or XML that is no TBX or has no Chinese
 *                      term with an English one; the message names the line;
 *                      nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_add_glossary(zhen_lexicon *lexicon,
                                                          const char *path);

/** Count what is in a lexicon. */
ZHEN_API zhen_lexicon_info zhen_lexicon_inspect(const zhen_lexicon *lexicon);

/**
 * Make a lexicon from dictionaries and write it to a file.
 *
 * Dictionaries are read with zhen_text_read(): files named *.u8* are CC-CEDICT
 * as published (head words, glosses, and the simplified forms and readings of
 * characters); all others are lines of Chinese TAB one English gloss. Names of
 * places, languages and currencies are added from ICU's display names in both
 * languages. The same files in the same order give the same bytes.
 *
 * @param out_path  written whole or not at all
 * @param paths     dictionaries, `count` of them
 * @retval ZHEN_EINPUT   a dictionary cannot be read or holds no entry
 * @retval ZHEN_EOUTPUT  the lexicon cannot be written
 * @retval ZHEN_EUSAGE   it would be written over a dictionary
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_build(const char *out_path,
                                                   const char *const *paths,
                                                   size_t count);

/** Parallel text: one file, or the two sides of it. */
typedef struct zhen_parallel_file {
  const char *path; /**< TSV (lines of Chinese TAB English, further columns are
                         ignored), TMX, "-" for one of these on standard input;
                         or PREFIX of the files PREFIX.zh and PREFIX.en; or, if
                         `en` is given, the file of the Chinese lines */
  const char *en;   /**< the file of the English lines, or NULL */
} zhen_parallel_file;

/** How to train; see the options in zhen.h. */
typedef struct zhen_train_options {
  size_t struct_size;            /**< set by the initializer below */
  unsigned threads;              /**< 0: as many as there are processors */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_train_options;

/** The defaults of zhen_train_options. */
#define ZHEN_TRAIN_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_train_options)

/**
 * Learn from parallel text and write what comes of a lexicon to a file.
 *
 * Words that keep meeting in sentence pairs are added (IBM Model 1, Brown et
 * al. 1993, in both directions, the pairs of the lexicon counting as seen). A
 * file of more than 10,000 pairs weighs as much as one of 10,000, so that no
 * genre drowns the others. Files may be packed (.gz, .xz, .zst).
 *
 * The text may be of any size: it is read once, as numbers it is kept in a
 * temporary file in TMPDIR (or /tmp) of about its own size, and the table of
 * words that meet is held to about a gigabyte, beyond which the pairs that
 * meet least are left out. The same files in the same order give the same
 * bytes at any number of threads.
 *
 * @param out_path  written whole or not at all
 * @param lexicon   what is known already; not changed
 * @param files     parallel text, `count` of them
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT   a file cannot be read, holds no pair, or has a line
 *                       without a tab; two sides differ in length; XML that is
 *                       no TMX. The message names the file and the line
 * @retval ZHEN_EOUTPUT  the lexicon or the temporary file cannot be written
 * @retval ZHEN_EUSAGE   the lexicon would be written over one of the files
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: nothing was written
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_lexicon_train(const char *out_path, const zhen_lexicon *lexicon,
                   const zhen_parallel_file *files, size_t count,
                   const zhen_train_options *options);

/** One translation of a word. */
typedef struct zhen_lexicon_translation {
  char stem[256]; /**< English stem, NUL-terminated */
  float weight;   /**< share of the word's glosses that say so, in (0, 1] */
} zhen_lexicon_translation;

/**
 * The English stems a Chinese word may be translated by, by the alphabet.
 *
 * @param zh_word   one head word, simplified
 * @param[out] out  as many as fit
 * @param capacity  how many `out` holds
 * @return how many there are, which may be more than `capacity`; 0 if the
 *         lexicon does not have the word
 */
ZHEN_API size_t zhen_lexicon_translations(const zhen_lexicon *lexicon,
                                          zhen_str zh_word,
                                          zhen_lexicon_translation *out,
                                          size_t capacity);

/** Free a lexicon; NULL is fine. */
ZHEN_API void zhen_lexicon_close(zhen_lexicon *lexicon);

#ifdef __cplusplus
}
#endif
#endif
