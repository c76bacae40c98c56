/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/zhen.h
 * Build parallel corpora from Chinese-English bilingual text.
 *
 * This header includes all others, which are, in the order of the data flow:
 *
 *     error.h     statuses, messages
 *     progress.h  watch and cancel a long call
 *     text.h      bytes to clean text
 *     split.h     text to sentences
 *     bitext.h    a text with both languages to its two sides
 *     lexicon.h   which words may translate each other
 *     align.h     sentences to beads
 *     explain.h   the score of a bead, term by term
 *     target.h    which files may be written
 *     format.h    the file formats
 *     write.h     beads to files
 *     filter.h    filter rules; duplicates
 *     words.h     which words of a pair translate each other
 *     pairs.h     parallel files: read, filter, write
 *     score.h     whether a pair is a translation, without its document
 *     patch.h     corrections of a reviewer
 *     saved.h     a saved alignment, read again
 *     article.h   files to the two sides of an article
 *     report.h    an alignment as an HTML page
 *     match.h     which files of two directories translate each other
 *     stream.h    many documents as lines of JSON
 *     store.h     a corpus in a file
 *     build.h     many documents to a store; merge stores
 *     corpus.h    a store to files for training
 *     terms.h     bilingual terms, and whether a text keeps to a glossary
 *     eval.h      beads compared with gold beads
 *
 * Ownership: (1) what a function returns through `T **out` belongs to the
 * caller; (2) what is returned as `const T *` is borrowed from its parent and
 * valid until that is freed; (3) no function keeps or frees an argument unless
 * its name or its header says so. `_close` ends what `_open` opened, `_commit`
 * or `_abandon` ends an output, and `_free` ends everything else. `_close` and
 * `_free` accept NULL.
 *
 * Structs are of four kinds:
 *
 * 1. Options (`zhen_..._options`, zhen_progress) begin with `struct_size` and
 *    may get new members at the end. Start with the initializer and set only
 *    what differs; 0 or NULL means the default:
 *
 *        zhen_align_options options = ZHEN_ALIGN_OPTIONS_INIT;
 *        options.threads = 1;
 *
 *    For a program that was compiled with older headers, members that it does
 *    not know have their defaults. A `struct_size` that is 0 or larger than the
 *    library knows is ZHEN_EUSAGE.
 * 2. Handles are opaque. One thread may use a handle at a time, unless its
 *    header says that any number may read it.
 * 3. Results that the library allocates, such as zhen_article,
 *    are open and read-only. They may get new members at the end, so they must
 *    not be copied.
 * 4. Values (zhen_str, zhen_bead, counts, and elements of arrays) are open and
 *    do not change within an ABI version. Arrays indexed by an enum have room
 *    for future values: their size is a ZHEN_..._ROOM.
 *
 * The only global state is the last error of each thread.
 */
#ifndef ZHEN_H
#define ZHEN_H

#include <zhen/error.h>
#include <zhen/progress.h>
#include <zhen/text.h>
#include <zhen/split.h>
#include <zhen/kind.h>
#include <zhen/document.h>
#include <zhen/bitext.h>
#include <zhen/lexicon.h>
#include <zhen/align.h>
#include <zhen/explain.h>
#include <zhen/target.h>
#include <zhen/format.h>
#include <zhen/write.h>
#include <zhen/filter.h>
#include <zhen/words.h>
#include <zhen/pairs.h>
#include <zhen/score.h>
#include <zhen/patch.h>
#include <zhen/report.h>
#include <zhen/saved.h>
#include <zhen/article.h>
#include <zhen/match.h>
#include <zhen/align_stream.h>
#include <zhen/store.h>
#include <zhen/build.h>
#include <zhen/corpus.h>
#include <zhen/terms.h>
#include <zhen/eval.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ZHEN_VERSION_MAJOR 0
#define ZHEN_VERSION_MINOR 1
#define ZHEN_VERSION_PATCH 0

/** Version of the library at run time, such as "0.1.0"; static. */
ZHEN_API const char *zhen_version(void);

/** A library that this one uses. */
typedef struct zhen_library {
  const char *name; /**< static */
  char built[32];   /**< its version when this library was compiled */
  char running[32]; /**< its version now */
} zhen_library;

/**
 * The libraries that this one uses and their versions, by name. (libstemmer and
 * the C library, which do not tell one, are missing.)
 *
 * @param[out] out  at most `capacity` of them
 * @param capacity  size of `out`
 * @return their number, which may exceed `capacity`
 */
ZHEN_API size_t zhen_libraries(zhen_library *out, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
