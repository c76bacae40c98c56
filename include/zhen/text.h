/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/text.h
 * Bytes in, clean UTF-8 text out, with the way back to the bytes.
 *
 * A zhen_text is valid UTF-8 without NUL. It remembers for each of its bytes
 * where in the input it came from, whatever was decoded, unpacked from markup
 * or dropped on the way, so that a sentence can always be found again in the
 * file the user has.
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

/** The two languages; ZHEN_LANG_NONE is neither, unknown or "find out". */
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
  const char *encoding; /**< an ICU converter name, NULL to find out; GB2312
                             and GBK are read as GB18030, which holds them */
  size_t max_bytes;     /**< of decompressed input; 0: 1 GiB for a text read
                             whole, no limit for one read in pieces */
  size_t max_line;      /**< bytes in one line; 0: 16 MiB */
  size_t piece;         /**< for a zhen_text_reader: bytes of input in a piece;
                             0: 1 MiB, at least 64 KiB, SIZE_MAX: the whole */
  bool repair;          /**< what cannot be decoded, and NUL, becomes U+FFFD, a
                             byte at a time, instead of an error */
  bool regular;         /**< a pipe, device or socket is an error, and is not
                             opened: it could be waited for without end */
  bool prose;           /**< refuse what is text, but no running text: TMX,
                             XLIFF, TBX, PO, captions, RTF */
} zhen_read_options;

/** The defaults of zhen_read_options. */
#define ZHEN_READ_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_read_options)

/**
 * Read a file: decompress (.gz, .xz, .zst, known by content), find out the
 * encoding, decode.
 *
 * @param[out] out  the text, yours to free with zhen_text_free()
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
 * Decode bytes in memory; `name` stands for the file in messages.
 * Statuses as zhen_text_read().
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_text_decode(zhen_text **out, const void *bytes, size_t len,
                 const char *name, const zhen_read_options *options);

/** Reads a text in pieces, in memory that its length does not matter to. */
typedef struct zhen_text_reader zhen_text_reader;

/**
 * Open a file to be read in pieces of whole lines; else as zhen_text_read().
 *
 * @param[out] out  yours to free with zhen_text_reader_close()
 * @param options   copied; NULL for the defaults
 * @retval ZHEN_EINPUT  missing, a directory, or unreadable
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_reader_open(
    zhen_text_reader **out, const char *path, const zhen_read_options *options);

/**
 * The next piece. It ends behind a line feed (or with the input) and is no
 * longer than options.piece unless one line is; in encodings that cannot be
 * cut without being decoded, such as HZ and ISO-2022, it is the whole text.
 *
 * The pieces one behind the other are what zhen_text_read() gives, and their
 * zhen_text_source() leads to bytes of the whole input; lines and bytes in
 * messages are counted from its beginning. The encoding is found out from the
 * first piece that is not all ASCII and kept: what is not valid in it later is
 * an error. Statuses as zhen_text_read(); after a failure, free the reader.
 *
 * @param[out] out  yours to free with zhen_text_free(), before or after the
 *                  reader; NULL at the end. An empty input is one empty piece.
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_reader_next(zhen_text_reader *reader,
                                                      zhen_text **out);

/** Free a reader; NULL is fine. */
ZHEN_API void zhen_text_reader_close(zhen_text_reader *reader);

/** The text; borrowed, dies with `text`. */
ZHEN_API zhen_str zhen_text_str(const zhen_text *text);

/** Name of the encoding read, such as "UTF-8" or "GB18030"; borrowed. */
ZHEN_API const char *zhen_text_encoding(const zhen_text *text);

/** The file name, as it was given; borrowed. */
ZHEN_API const char *zhen_text_name(const zhen_text *text);

/**
 * Where a byte of the text stood in the input.
 *
 * @param offset  0 .. length of the text, both included
 * @return byte offset in the (decompressed) input; never decreases with
 *         `offset`; the length of the input for the length of the text
 */
ZHEN_API size_t zhen_text_source(const zhen_text *text, size_t offset);

/** What kinds of markup a text holds (bit set). */
typedef enum zhen_markup {
  ZHEN_MARKUP_NONE = 0,
  ZHEN_MARKUP_ENTITIES = 1, /**< HTML character references: &quot; &#39; */
  ZHEN_MARKUP_TAGS = 2,     /**< HTML tags: <h2 class="x"> */
  ZHEN_MARKUP_MARKDOWN = 4  /**< headings, emphasis, links, fences */
} zhen_markup;

/** Which kinds of markup the text holds: a bit set of zhen_markup. */
ZHEN_API unsigned zhen_text_markup(zhen_str text);

/**
 * The readable text of a text with markup: character references decoded, tags,
 * emphasis and link targets dropped, code blocks, rules, images and front
 * matter blanked. A line break within a paragraph of HTML or Markdown is a
 * space, or nothing between Chinese characters; all others stay, so paragraphs
 * stay, and tags that begin a line or a paragraph begin one. The text of HTML
 * comments of several lines stays: translators keep the original there.
 *
 * @param[out] out  a new text, yours to free; its zhen_text_source() still
 *                  leads to the input of `text`
 * @param kinds     bit set of zhen_markup: what to take away
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_text_plain(zhen_text **out,
                                                const zhen_text *text,
                                                unsigned kinds);

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
 * The language of a text, from its scripts alone: a Han character says about
 * as much as four Latin letters.
 *
 * @return ZHEN_LANG_NONE if there is no letter of either script
 */
ZHEN_API zhen_lang zhen_text_lang(zhen_str text);

/**
 * Whether a text can be what it is taken for: Han without much kana for
 * Chinese; for English, Latin script with English function words (only asked
 * of texts long enough to tell).
 *
 * @param[out] seems  if not: what it seems to be, such as "Japanese"; static
 */
ZHEN_API bool zhen_text_is(zhen_str text, zhen_lang lang, const char **seems);

/** Free a text; NULL is fine. */
ZHEN_API void zhen_text_free(zhen_text *text);

#ifdef __cplusplus
}
#endif
#endif
