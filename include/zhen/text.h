/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/text.h
 * Read bytes as clean UTF-8 text that can be mapped back to the bytes.
 *
 * A zhen_text is valid UTF-8 without NUL. It maps each of its bytes to a
 * position in the input, through decoding and stripping of markup, so that a
 * sentence can be located in the original file.
 */
#ifndef ZHEN_TEXT_H
#define ZHEN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zhen/error.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A run of valid UTF-8; not NUL-terminated, never owned. */
typedef struct zhen_str {
  const char *ptr; /**< first byte; may be NULL if len is 0 */
  size_t len;      /**< bytes */
} zhen_str;

/** Bytes [begin, end) of a text. */
typedef struct zhen_bytes {
  size_t begin, end;
} zhen_bytes;

/** The two languages; ZHEN_LANG_NONE is neither, unknown or "detect". */
typedef enum zhen_lang {
  ZHEN_LANG_NONE = 0,
  ZHEN_LANG_ZH = 1,
  ZHEN_LANG_EN = 2
} zhen_lang;

/** Decoded text; immutable once made, so any number of threads may read it. */
typedef struct zhen_text zhen_text;

/** How to read; see the options in zhen.h. */
typedef struct zhen_read_options {
  size_t struct_size;   /**< set by the initializer below */
  const char *encoding; /**< an ICU converter name; NULL: detect, or what XML,
                           HTML or PO declares, if it fits. GB2312 and GBK are
                           read as GB18030, their superset */
  size_t max_bytes;     /**< of decompressed input; 0: 1 GiB for a text read
                             whole, no limit for one read in pieces */
  size_t max_line;      /**< bytes in one line; 0: 16 MiB */
  size_t piece;         /**< for a zhen_text_reader: bytes of input in a piece;
                             0: 1 MiB, at least 64 KiB, SIZE_MAX: the whole */
  bool repair;  /**< replace NUL and bytes that cannot be decoded by U+FFFD
                   instead of failing */
  bool regular; /**< fail for a pipe, device or socket without opening it, which
                   could block */
  bool prose;   /**< fail for text that is not prose: TMX, XLIFF, TBX, PO,
                   captions, RTF */
} zhen_read_options;

/** The defaults of zhen_read_options. */
#define ZHEN_READ_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_read_options)

/**
 * Read a file: decompress (.gz, .xz, .zst, known by content), detect the
 * encoding, decode.
 *
 * @param[out] out  free with zhen_text_free()
 * @param path      file name, "-" for standard input
 * @param options   NULL for the defaults
 * @retval ZHEN_EINPUT  missing, a directory, unreadable, a document, archive,
 *                      image or other binary file, or not valid in its
 *                      encoding; the message names file, line and byte
 * @retval ZHEN_EUSAGE  no such encoding
 * @retval ZHEN_ELIMIT  longer than max_bytes, or a line longer than max_line
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_read(
    zhen_text **out, const char *path, const zhen_read_options *options);

/**
 * Decode bytes in memory; messages use `name` as the file name.
 * @retval ZHEN_EINPUT  as zhen_text_read(); so are ZHEN_EUSAGE and ZHEN_ELIMIT
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_text_decode(zhen_text **out, const void *bytes, size_t len,
                 const char *name, const zhen_read_options *options);

/** Reads a text in pieces, in constant memory. */
typedef struct zhen_text_reader zhen_text_reader;

/**
 * Open a file to read in pieces of whole lines.
 *
 * @param[out] out  close with zhen_text_reader_close()
 * @param options   copied; NULL for the defaults
 * @retval ZHEN_EINPUT  missing, a directory, or unreadable
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_reader_open(
    zhen_text_reader **out, const char *path, const zhen_read_options *options);

/**
 * The next piece. It ends after a line feed or at the end of the input, and is
 * no longer than options.piece unless a line is. In stateful encodings such as
 * HZ and ISO-2022 it is the whole text.
 *
 * The concatenated pieces equal the result of zhen_text_read(). Offsets of
 * zhen_text_source(), and lines and bytes in messages, count from the beginning
 * of the input. The encoding is detected from the first piece that is not all
 * ASCII; later bytes that are not valid in it are an error. After a failure,
 * close the reader.
 *
 * @param[out] out  free with zhen_text_free(), before or after the reader is
 *                  closed; NULL at the end. An empty input is one empty piece.
 * @retval ZHEN_EINPUT  as zhen_text_read(); so are ZHEN_EUSAGE and ZHEN_ELIMIT
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_reader_next(zhen_text_reader *reader,
                                                      zhen_text **out);

/** Close a reader; NULL is fine. */
ZHEN_API void zhen_text_reader_close(zhen_text_reader *reader);

/** The text; borrowed, valid until `text` is freed. */
ZHEN_API zhen_str zhen_text_str(const zhen_text *text);

/** Name of the encoding read, such as "UTF-8" or "GB18030"; borrowed. */
ZHEN_API const char *zhen_text_encoding(const zhen_text *text);

/** The file name as given; borrowed. */
ZHEN_API const char *zhen_text_name(const zhen_text *text);

/**
 * Position in the input of a byte of the text.
 *
 * @param offset  0 .. length of the text, both included
 * @return byte offset in the (decompressed) input; it never decreases with
 *         `offset`, unless a document has notes or tables whose text is moved;
 *         the length of the input for the length of the text
 */
ZHEN_API size_t zhen_text_source(const zhen_text *text, size_t offset);

/** Letters of a text by script. */
typedef struct zhen_scripts {
  size_t han;    /**< ideographs */
  size_t latin;  /**< Latin letters */
  size_t kana;   /**< hiragana and katakana */
  size_t hangul; /**< Hangul syllables and letters */
  size_t other;  /**< letters of any other script */
} zhen_scripts;

/** Count the letters of a text by script. */
ZHEN_API zhen_scripts zhen_text_scripts(zhen_str text);

/**
 * The language of a text, from its scripts: a Han character counts as four
 * Latin letters.
 *
 * @return ZHEN_LANG_NONE if there is no letter of either script
 */
ZHEN_API zhen_lang zhen_text_lang(zhen_str text);

/**
 * Whether a text can be in a language: for Chinese, Han without much kana; for
 * English, Latin script with English function words (checked only if the text
 * is long enough).
 *
 * @param[out] seems  if not: the detected language, such as "Japanese"; static
 */
ZHEN_API bool zhen_text_is(zhen_str text, zhen_lang lang, const char **seems);

/** How Chinese is written. */
typedef enum zhen_han {
  ZHEN_HAN_UNCLEAR = 0, /**< both, or no character that tells */
  ZHEN_HAN_SIMPLIFIED,
  ZHEN_HAN_TRADITIONAL
} zhen_han;

/** Whether a text is in traditional or in simplified Chinese: nine of ten
    characters that tell are (of the first mebibyte). */
ZHEN_API zhen_han zhen_text_han(zhen_str text);

/** Free a text; NULL is fine. */
ZHEN_API void zhen_text_free(zhen_text *text);

#ifdef __cplusplus
}
#endif
#endif
