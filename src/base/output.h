/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What writers of several files need beyond <zhen/write.h>: to know that all
 * of them are whole before the first one appears.
 */
#ifndef ZHEN_BASE_OUTPUT_H
#define ZHEN_BASE_OUTPUT_H

#include <zhen/write.h>

/*
 * Bring everything put so far to the disk. Fails as the commit would; what
 * can still go wrong after it is the renaming alone. Puts end here.
 */
ZHEN_CHECK zhen_status output_finish(zhen_output *out);

/*
 * Hand on what was put so far, if the output is a pipe or the like: a reader
 * may wait for it. Fails as the commit would.
 */
ZHEN_CHECK zhen_status output_flush(zhen_output *out);

/*
 * Begin a file in a directory that has no final name yet: it has its name at
 * once, the commit brings it to the disk, and an abandoned one goes away with
 * the directory.
 */
ZHEN_CHECK zhen_status output_create(zhen_output **out, const char *path);

/*
 * A file that older sets have and this one does not: it is removed when the
 * set appears. Nothing is done if there is no such regular file by then.
 */
ZHEN_CHECK zhen_status output_set_drop(zhen_output_set *set, const char *path);

/*
 * What is put from now on may steer a terminal: it has colours of its own, and
 * the text in it is escaped already.
 */
void output_trust(zhen_output *out);

#endif
