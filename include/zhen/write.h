/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/write.h
 * Beads to files: TSV, JSONL, TMX, Moses, ladder, Vecalign, text.
 *
 * Files are written whole or not at all: an output collects what is put, and
 * only zhen_output_commit() makes it appear under its name. Puts never fail;
 * the first error is kept and reported by the commit.
 *
 * Files that belong together (zhen_output_set, and all files of a format that
 * has several) appear together: whatever fails, and whenever the process is
 * killed, their names never hold old and new files at the same time. After an
 * error they are the old ones (or the message says where an old one is that
 * could not be put back); after a kill they are the old ones, the new ones, or
 * some or all are missing.
 *
 * Temporary files are in a directory .zhen-UID.tmp beside the target. What a
 * killed process leaves there is removed by the next one of the same user that
 * writes in the same directory; that of a running process never is.
 */
#ifndef ZHEN_WRITE_H
#define ZHEN_WRITE_H

#include <zhen/align.h>
#include <zhen/format.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A file being written. */
typedef struct zhen_output zhen_output;

/**
 * Begin a file. It has no name before the commit, so it goes away however the
 * process ends; permissions of a file it replaces are kept, and a symbolic
 * link is written through. If nothing has the name now, a file that appears
 * there before the commit is not replaced. Devices and pipes are written
 * straight; "-" is standard output. What a name ending in .gz, .xz or .zst is
 * given, is packed. On a terminal, what would steer it (controls, bidi
 * controls) is shown as escapes such as \x1b.
 *
 * @param[out] out  to be ended by zhen_output_commit() or _abandon()
 * @retval ZHEN_EOUTPUT  cannot be created (is a directory, is in none, no
 *                       permission)
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_open(zhen_output **out,
                                                 const char *path);

/** Write bytes; an error is kept until the commit. */
ZHEN_API void zhen_output_put(zhen_output *out, const void *bytes, size_t len);

/**
 * Finish the file and free `out`, whatever happened.
 * @retval ZHEN_EOUTPUT  something was not written; no file under the name
 *                       unless one was there before or has appeared since
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_commit(zhen_output *out);

/** Drop the file and free `out`; NULL is fine. */
ZHEN_API void zhen_output_abandon(zhen_output *out);

/** Files that appear together. */
typedef struct zhen_output_set zhen_output_set;

/**
 * Begin a set.
 * @param[out] out  to be ended by zhen_output_set_commit() or _abandon()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_set_new(zhen_output_set **out);

/**
 * Finish the file and give it to the set, which keeps it open; without a set,
 * as zhen_output_commit(). Standard output, devices and pipes get what was put
 * here. `out` is not to be used again, whatever happened.
 *
 * @param set  NULL: commit the file now
 * @retval ZHEN_EOUTPUT  something was not written
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_join(zhen_output *out,
                                                 zhen_output_set *set);

/**
 * Give all files of the set their names and free it, whatever happened.
 * @retval ZHEN_EOUTPUT  not written; the names have what they had before
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_set_commit(zhen_output_set *set);

/** Drop all files of the set and free it; NULL is fine. */
ZHEN_API void zhen_output_set_abandon(zhen_output_set *set);

/** One side of the document to write. */
typedef struct zhen_side {
  const zhen_sentences *sentences;
  const zhen_text *source; /**< the text they were cut from: name, offsets */
} zhen_side;

/** How to write; see the options in zhen.h. */
typedef struct zhen_write_options {
  size_t struct_size;   /**< set by the initializer below */
  bool nulls;           /**< also the sentences without a partner; ladder and
                             vecalign always have them */
  double min_score;     /**< leave out pairs below; ladder and vecalign always
                             have them */
  bool header;          /**< TSV: a first line with the names of columns */
  const char *zh_code;  /**< XML language of the Chinese; NULL: "zh-CN" */
  const char *en_code;  /**< NULL: "en-US" */
  int64_t date;         /**< TMX, MNBVC: date, seconds since 1970; 0: none */
  unsigned columns;     /**< text: width of the terminal; 0: 80 */
  bool color;           /**< text: with ANSI colours */
  zhen_output_set *set; /**< give the files to this set, and leave it to its
                             commit to make them appear; NULL: at once. A
                             directory appears at once with a set, too: write
                             it after all files of the set */
} zhen_write_options;

/** The defaults of zhen_write_options. */
#define ZHEN_WRITE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_write_options)

/**
 * Write an alignment. `path` is one file ("-" is standard output); for Moses
 * the prefix of four, which appear together; for a format that is a directory,
 * the directory, which replaces an earlier one as a whole, and appears at once.
 *
 * @param options  NULL for the defaults
 * @retval ZHEN_EOUTPUT  not written; nothing appears under the name
 * @retval ZHEN_EUSAGE   several files to standard output; Moses without a
 * prefix
 * @retval ZHEN_ENOMEM   out of memory; nothing appears under the name
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_write_alignment(const char *path, zhen_format format,
                     const zhen_alignment *alignment, const zhen_side *zh,
                     const zhen_side *en, const zhen_write_options *options);

#ifdef __cplusplus
}
#endif
#endif
