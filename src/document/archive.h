/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ZIP archive in memory, whose members are read by name, one at a time; none
 * is ever written to the disk. Failures name the input, the member, and what to
 * do.
 */
#ifndef ZHEN_DOCUMENT_ARCHIVE_H
#define ZHEN_DOCUMENT_ARCHIVE_H

#include "document/source.h"

typedef struct archive archive;

/* Read the directory of the archive that the bytes of `source` are; both are
   borrowed. */
ZHEN_CHECK zhen_status archive_open(archive **out,
                                    const document_source *source);

/* NULL is allowed. */
void archive_close(archive *a);

/* The name of the input in messages. */
const char *archive_name(const archive *a);

bool archive_has(const archive *a, const char *name);

/* The name of the first member that ends so; NULL if there is none. */
const char *archive_find(const archive *a, const char *ending);

/* Append the content of a member, decompressed, to `out`. */
ZHEN_CHECK zhen_status archive_read(archive *a, const char *name, buf *out);

/* A member that the document says is encrypted: reading it fails. */
void archive_lock(archive *a, const char *name, const char *why);

/* A copy of a string, which belongs to the archive; NULL without memory. */
char *archive_copy(archive *a, zhen_str s);

/* ZHEN_EINPUT that names the input and a member of it. */
ZHEN_CHECK zhen_status archive_fail(const archive *a, const char *member,
                                    const char *why);

/* "input: member", for messages; belongs to the archive. */
ZHEN_CHECK zhen_status archive_label(archive *a, const char **out,
                                     const char *member);

#endif
