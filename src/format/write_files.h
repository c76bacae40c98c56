/* SPDX-License-Identifier: Apache-2.0 */
/* A target being written: completely or not at all. */
#ifndef ZHEN_FORMAT_WRITE_FILES_H
#define ZHEN_FORMAT_WRITE_FILES_H

#include "format/writer.h"

/*
 * Begin a file, the files of a prefix, or a directory. Options that are 0 get
 * their defaults.
 *
 * ZHEN_EUSAGE: several files to standard output, a file or prefix without a
 * name, a target that is an input; ZHEN_EOUTPUT: it cannot be written, or is
 * not to be replaced.
 */
ZHEN_CHECK zhen_status writer_open(writer **out, zhen_format format,
                                   const char *target,
                                   const writer_options *options);

/*
 * How the Chinese is written, which its language tag says unless there is one:
 * before the first document.
 */
bool writer_needs_han(const writer *w);
void writer_set_han(writer *w, zhen_han han);

/* Begin a document; it is borrowed until the end of it. */
ZHEN_CHECK zhen_status writer_begin_document(writer_part *p,
                                             const record_document *doc);

/* Write a record of it; a format that holds no nulls passes over them. */
ZHEN_CHECK zhen_status writer_put(writer_part *p, const record *r);
ZHEN_CHECK zhen_status writer_end_document(writer_part *p);

/*
 * Finish the target and free `w`, whatever happened. The files are given to the
 * set, if it is not NULL; a directory appears at once.
 */
ZHEN_CHECK zhen_status writer_join(writer *w, zhen_output_set *set);

/* Drop what was written and free `w`; NULL is fine. */
void writer_abandon(writer *w);

#endif
