/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/write.h
 * Write files completely or not at all; write an alignment to files.
 *
 * An output collects the bytes put into it. The file appears under its name
 * only when zhen_output_commit() is called. Puts never fail: the first error is
 * kept, and the commit reports it.
 *
 * Files that belong together (a zhen_output_set, or the files of a format that
 * has several) appear together. Old and new files are never mixed, not even if
 * a write fails or the process is killed. After an error the old files are in
 * place; if one could not be restored, the message says where it is. After a
 * kill there are the old files, the new files, or some or all are missing.
 *
 * Temporary files are in a directory .zhen-UID.tmp beside the target. If a
 * process is killed, the next process of the same user that writes to the same
 * directory removes its temporary files. Those of running processes are kept.
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
 * Open a file for writing. It has no name before the commit, so nothing remains
 * if the process ends earlier. An existing file is replaced, and the new file
 * gets its permissions; a symbolic link is followed. If no file has the name
 * now, one that is created before the commit is not replaced. Devices and pipes
 * are written directly; "-" is standard output. The file is compressed if the
 * name ends in .gz, .xz or .zst. On a terminal, control and bidi characters are
 * written as escapes such as \x1b.
 *
 * @param[out] out  end with zhen_output_commit() or zhen_output_abandon()
 * @retval ZHEN_EOUTPUT  cannot be created: it is a directory, its directory
 *                       does not exist, or permission is denied
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_open(zhen_output **out,
                                                 const char *path);

/** Write bytes. An error is kept until the commit. */
ZHEN_API void zhen_output_put(zhen_output *out, const void *bytes, size_t len);

/**
 * Complete the file, give it its name, and free `out`, also on failure.
 * @retval ZHEN_EOUTPUT  a write failed, or the file could not get its name; a
 *                       file that had the name before is unchanged
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_commit(zhen_output *out);

/** Discard the file and free `out`; NULL is fine. */
ZHEN_API void zhen_output_abandon(zhen_output *out);

/** Files that appear together. */
typedef struct zhen_output_set zhen_output_set;

/**
 * Create an empty set.
 * @param[out] out  end with zhen_output_set_commit() or
 *                  zhen_output_set_abandon()
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_set_new(zhen_output_set **out);

/**
 * Complete the file and add it to a set, whose commit gives it its name. `out`
 * must not be used again, also on failure. Standard output, devices and pipes
 * are written now.
 *
 * @param set  NULL: as zhen_output_commit()
 * @retval ZHEN_EOUTPUT  a write failed
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_join(zhen_output *out,
                                                 zhen_output_set *set);

/**
 * Give all files of the set their names and free the set, also on failure.
 * @retval ZHEN_EOUTPUT  failed; the old files are in place
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_output_set_commit(zhen_output_set *set);

/** Discard all files of the set and free it; NULL is fine. */
ZHEN_API void zhen_output_set_abandon(zhen_output_set *set);

/** One side of the document to write. */
typedef struct zhen_side {
  const zhen_sentences *sentences;
  const zhen_text *source; /**< the text they come from: file name, offsets */
} zhen_side;

/** How a page for reading is laid out. */
typedef enum zhen_layout {
  ZHEN_LAYOUT_SIDE = 0, /**< paragraphs side by side */
  ZHEN_LAYOUT_UNDER     /**< each sentence under its translation */
} zhen_layout;

/** How to write; see the options in zhen.h. */
typedef struct zhen_write_options {
  size_t struct_size;   /**< set by the initializer below */
  bool nulls;           /**< also write unaligned sentences; ladder,
                             Vecalign and SRT always contain them */
  double min_score;     /**< drop pairs of a lower score; ladder, Vecalign and
                             SRT always contain all */
  bool header;          /**< TSV: begin with a line of column names */
  const char *zh_code;  /**< language tag of zh; NULL: "zh-TW" or "zh-CN", by
                             zhen_text_han(); zh-Hant or zh-Hans where text is
                             only read: HTML, EPUB, HF */
  const char *en_code;  /**< language tag of en; NULL: "en-US" */
  int64_t date;         /**< TMX, MNBVC: date, seconds since 1970; 0: none */
  unsigned columns;     /**< text: width of the terminal; 0: 80 */
  bool color;           /**< text: use ANSI colours */
  zhen_output_set *set; /**< give the files to this set, and leave it to its
                             commit to make them appear; NULL: at once. A
                             directory appears at once with a set, too: write
                             it after all files of the set */
  const zhen_lexicon *words; /**< to link the words of pairs, if the format
                                  holds links; NULL: no links */
  unsigned threads;          /**< for linking; 0: one per processor */
  zhen_lang source;   /**< TMX, XLIFF, PO: the source language; NONE: zh, but
                           en in PO, like in gettext */
  zhen_lang first;    /**< ladder, Vecalign: the language that comes first;
                           NONE: zh */
  double approved;    /**< pairs of this score are approved (XLIFF), those below
                           it are marked as doubtful (PO: fuzzy; XLSX, DOCX,
                           HTML, EPUB); 0: 0.9 */
  zhen_layout layout; /**< HTML, EPUB */
  const zhen_lexicon *parts; /**< TMX: also write parts of pairs, for programs
                                  that look up sentence by sentence; NULL: no */
  zhen_lang retime; /**< SRT: write only this side, with the times of the other;
                         ZHEN_LANG_NONE: both sides */
} zhen_write_options;

/** The defaults of zhen_write_options. */
#define ZHEN_WRITE_OPTIONS_INIT ZHEN_OPTIONS_INIT(zhen_write_options)

/**
 * Write an alignment.
 *
 * @param path     a file, or "-" for standard output; for Moses the prefix of
 *                 five files; for a format that is a directory, the directory,
 *                 which is replaced as a whole
 * @param options  NULL for the defaults
 * @retval ZHEN_EOUTPUT  cannot be written; old files are unchanged
 * @retval ZHEN_EUSAGE   a format of several files to standard output, Moses
 *                       without a prefix, or SRT without times
 * @retval ZHEN_ENOMEM   out of memory; old files are unchanged
 */
ZHEN_API ZHEN_CHECK zhen_status
zhen_write_alignment(const char *path, zhen_format format,
                     const zhen_alignment *alignment, const zhen_side *zh,
                     const zhen_side *en, const zhen_write_options *options);

/** The texts of a bead; empty for an empty side. */
typedef struct zhen_bead_text {
  zhen_str zh, en;
} zhen_bead_text;

/** The texts of beads, which own them; read-only for the caller. */
typedef struct zhen_bead_texts {
  zhen_bead_text *at; /**< `count` of them */
  size_t count;
  zhen_str text; /**< what they are parts of: zh, en, zh, en ... */
} zhen_bead_texts;

/**
 * Join the sentences of beads as the writers do: Chinese ones without a space,
 * unless they have no end mark.
 *
 * @param[out] out  free with zhen_bead_texts_free()
 * @param beads     `count` of them, of sentences of `zh` and `en`
 * @param one_line  each run of white space becomes one space
 * @retval ZHEN_ENOMEM  out of memory
 */
ZHEN_API ZHEN_CHECK zhen_status zhen_bead_texts_make(
    zhen_bead_texts **out, const zhen_bead *beads, size_t count,
    const zhen_sentences *zh, const zhen_sentences *en, bool one_line);

/** Free the texts of beads; NULL is fine. */
ZHEN_API void zhen_bead_texts_free(zhen_bead_texts *texts);

#ifdef __cplusplus
}
#endif
#endif
