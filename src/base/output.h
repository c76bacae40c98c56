/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For writers of several files, beyond <zhen/write.h>: all of them are complete
 * before the first one appears.
 */
#ifndef ZHEN_BASE_OUTPUT_H
#define ZHEN_BASE_OUTPUT_H

#include <zhen/write.h>

/*
 * Write everything so far to the disk. Fails as the commit would; after this,
 * only the renaming can fail. No more puts are allowed.
 */
ZHEN_CHECK zhen_status output_finish(zhen_output *out);

/*
 * Flush if the output is a pipe or a similar stream, as a reader may wait.
 * Fails as the commit would.
 */
ZHEN_CHECK zhen_status output_flush(zhen_output *out);

/*
 * Create a file in a directory that has a temporary name: the file has its
 * final name at once, the commit syncs it to the disk, and an abandoned one is
 * removed with the directory.
 */
ZHEN_CHECK zhen_status output_create(zhen_output **out, const char *path);

/*
 * A file that earlier sets have and this one does not: it is removed when the
 * set appears. Does nothing if no such regular file exists then.
 */
ZHEN_CHECK zhen_status output_set_drop(zhen_output_set *set, const char *path);

/*
 * From now on, do not escape terminal controls: the caller adds colors and has
 * escaped the text.
 */
void output_trust(zhen_output *out);

#endif
