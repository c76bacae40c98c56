/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/lexicon.h
 * The bilingual lexicon: which words may translate each other.
 *
 * A lexicon is one block of bytes that is used in place, without parsing. The
 * default lexicon is embedded in the library. A lexicon also contains the
 * simplified forms and pinyin readings of characters.
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

/** Counts of what a lexicon contains. */
typedef struct zhen_lexicon_info {
  size_t bytes;          /**< size of its block */
  size_t zh_words;       /**< Chinese head words */
  size_t en_stems;       /**< English stems */
  size_t pairs;          /**< pairs of a head word and a stem */
  size_t folds;          /**< traditional characters with a simplified form */
  size_t readings;       /**< characters with a pinyin reading */
  size_t phrases;        /**< phrases of zhen_lexicon_add_phrases() */
  size_t glossary_terms; /**< Chinese terms added by
                            zhen_lexicon_add_glossary() */
} zhen_lexicon_info;

/**
 * Open the default lexicon, which is embedded in the library.
 *
 * @param[out] out  close with zhen_lexicon_close()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_open_default(zhen_lexicon **out);

/**
 * Open a lexicon file of zhen_lexicon_build() or zhen_lexicon_train(). It is
 * mapped into memory.
 * @retval ZHEN_EINPUT  unreadable, not a lexicon, of another version, or
 * damaged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_open(zhen_lexicon **out,
                                                  const char *path);

/**
 * Add the terms of a glossary; they take precedence over words of the lexicon,
 * but do not cut longer ones. The translations of a term that has several
 * entries, also in several glossaries, are combined. A word of the lexicon
 * keeps its translations if the glossary has more than two entries of it, as
 * general dictionaries have.
 *
 * The format is detected from the content:
 *
 * - lines of Chinese TAB English; further columns are ignored
 * - CC-CEDICT as published: Traditional Simplified [pin1 yin1] /gloss/gloss/
 * - a dictionary of hunalign: English @ Chinese, or the reverse
 * - TBX, version 2 (martif) or 3 (tbx); entities other than those of XML itself
 *   are not read, and nothing is fetched
 *
 * Empty lines and lines that begin with # are skipped.
 *
 * @retval ZHEN_EINPUT  unreadable; a malformed line or one with an empty side;
 *                      XML that is not TBX or has no pair of terms. The message
 *                      names the line; nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_add_glossary(zhen_lexicon *lexicon,
                                                          const char *path);

/**
 * Add a dictionary of hunalign, lines of English @ Chinese or the reverse. Its
 * words are terms as those of a glossary, but words that the lexicon has keep
 * their translations: such dictionaries are large, and often learned from text.
 * Lines that are no entry, as names and numbers that are the same in both
 * languages, are skipped. Chinese may have spaces between words. An empty file
 * adds nothing.
 *
 * @param[out] skipped  lines skipped; may be NULL
 * @retval ZHEN_EINPUT  unreadable; nothing was added
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_add_dictionary(
    zhen_lexicon *lexicon, const char *path, size_t *skipped);

/** Count what a lexicon contains. */
ZHEN_API zhen_lexicon_info zhen_lexicon_inspect(const zhen_lexicon *lexicon);

/**
 * Build a lexicon from dictionaries and write it to a file.
 *
 * Dictionaries are read with zhen_text_read(): files named *.u8* are CC-CEDICT
 * as published (head words, glosses, and the simplified forms and readings of
 * characters); all others are lines of Chinese TAB one English gloss. Names of
 * places, languages and currencies are added from ICU's display names in both
 * languages. The same files in the same order give the same bytes.
 *
 * @param out_path  written completely or not at all
 * @param paths     dictionaries, `count` of them
 * @retval ZHEN_EINPUT   a dictionary cannot be read or has no entry
 * @retval ZHEN_EOUTPUT  the lexicon cannot be written
 * @retval ZHEN_EUSAGE   the lexicon would replace a dictionary
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_lexicon_build(const char *out_path,
                                                   const char *const *paths,
                                                   size_t count);

/**
 * Add names and terms to a lexicon and write it to a file. Only head words that
 * the lexicon does not have are added, as phrases: they do not change how a
 * text is segmented, and where the words of a text spell one, its translations
 * support a pair, but a pair without them loses nothing. So long lists of names
 * help and do no harm.
 *
 * @param out_path  written completely or not at all
 * @param lexicon   the lexicon to add them to; not changed
 * @param paths     dictionaries as of zhen_lexicon_build(), `count` of them
 * @retval ZHEN_EINPUT   a dictionary cannot be read or has no entry
 * @retval ZHEN_EOUTPUT  the lexicon cannot be written
 * @retval ZHEN_EUSAGE   the lexicon would replace a dictionary
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_lexicon_add_phrases(const char *out_path, const zhen_lexicon *lexicon,
                         const char *const *paths, size_t count);

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
  unsigned threads;              /**< 0: one per processor */
  const zhen_progress *progress; /**< NULL: none. Not kept */
} zhen_train_options;

/** The defaults of zhen_train_options. */
#define ZHEN_TRAIN_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_train_options)

/**
 * Train a lexicon on parallel text and write it to a file.
 *
 * Words that co-occur in sentence pairs are added (IBM Model 1, Brown et al.
 * 1993, in both directions, with the pairs of `lexicon` as prior counts). A
 * file of more than 10,000 pairs has the weight of one of 10,000, so that no
 * genre dominates. Files may be compressed (.gz, .xz, .zst).
 *
 * The text may be of any size: it is read once and kept as token numbers in a
 * temporary file of about the same size in TMPDIR (or /tmp). The table of
 * co-occurrences takes at most about one gigabyte; beyond that the least
 * frequent ones are dropped. The same files in the same order give the same
 * bytes with any number of threads.
 *
 * @param out_path  written completely or not at all
 * @param lexicon   the lexicon to start from; not changed
 * @param files     parallel text, `count` of them
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT   a file cannot be read, has no pair or a line without a
 *                       tab; the two sides differ in length; XML that is not
 *                       TMX. The message names file and line
 * @retval ZHEN_EOUTPUT  the lexicon or the temporary file cannot be written
 * @retval ZHEN_EUSAGE   the lexicon would replace one of the files
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: nothing was written
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_lexicon_train(const char *out_path, const zhen_lexicon *lexicon,
                   const zhen_parallel_file *files, size_t count,
                   const zhen_train_options *options);

/**
 * Find for each word the English words that are near it in meaning, and write
 * the lexicon with them to a file.
 *
 * Vectors of 128 numbers for words, characters and stems are trained on the
 * text and on the translations of the lexicon, so that sentences that translate
 * each other have sums of one direction (in-batch softmax, Henderson et al.
 * 2017; Guo et al. 2018). Up to 8 stems whose cosine with a word is at least
 * .25 are its near words; the aligner takes them for translations that are not
 * in the dictionary, as "astonished" for a word that it has as "surprise".
 * Earlier near words are replaced. Of more than 30,000 pairs of a file a sample
 * is used. The same files in the same order give the same bytes with any number
 * of threads.
 *
 * The parameters are those of zhen_lexicon_train().
 * @retval ZHEN_EINPUT   a file cannot be read or has no pair
 * @retval ZHEN_EOUTPUT  the lexicon or the temporary file cannot be written
 * @retval ZHEN_EUSAGE   the lexicon would replace one of the files
 * @retval ZHEN_ECANCELLED  `progress` cancelled it: nothing was written
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_lexicon_relate(const char *out_path, const zhen_lexicon *lexicon,
                    const zhen_parallel_file *files, size_t count,
                    const zhen_train_options *options);

/** One translation of a word. */
typedef struct zhen_lexicon_translation {
  char stem[256]; /**< English stem, NUL-terminated */
  float weight;   /**< share of the word's glosses with this stem, in (0, 1];
                     of a near word below .06, growing with the cosine */
  bool is_near;   /**< no translation, but a near word of
                     zhen_lexicon_relate() */
} zhen_lexicon_translation;

/**
 * The English stems that may translate a Chinese word, in alphabetical order.
 *
 * @param zh_word   one head word, simplified
 * @param[out] out  at most `capacity` of them
 * @param capacity  size of `out`
 * @return their number, which may exceed `capacity`; 0 if the lexicon does not
 *         contain the word
 */
ZHEN_API size_t zhen_lexicon_translations(const zhen_lexicon *lexicon,
                                          zhen_str zh_word,
                                          zhen_lexicon_translation *out,
                                          size_t capacity);

/** Close a lexicon; NULL is fine. */
ZHEN_API void zhen_lexicon_close(zhen_lexicon *lexicon);

#ifdef __cplusplus
}
#endif
#endif
