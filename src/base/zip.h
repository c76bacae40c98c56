/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ZIP files, written member by member: EPUB and the office formats. The same
 * members give the same bytes: no time is stored, and no extra field, which
 * EPUB forbids in its first member.
 */
#ifndef ZHEN_BASE_ZIP_H
#define ZHEN_BASE_ZIP_H

#include "base/buf.h"

#include <zhen/write.h>

typedef struct zip_writer zip_writer;

/* Begin; `out` is borrowed until the end. NULL without memory. */
zip_writer *zip_open(zhen_output *out);

/* Begin a member, which ends the one before; `stored` is not compressed. */
void zip_member(zip_writer *z, const char *name, bool stored);

/* Append to the member, and empty the buffer. Errors are kept until the end. */
void zip_put(zip_writer *z, buf *b);

/* A whole member. */
void zip_put_member(zip_writer *z, const char *name, const char *content);

/*
 * Complete the file. ZHEN_ELIMIT: a member or the whole has over 4 GiB, or more
 * than 65,535 members. Failures of `out` are kept there.
 */
ZHEN_CHECK zhen_status zip_end(zip_writer *z);

/* Free it; NULL is fine. */
void zip_close(zip_writer *z);

#endif
