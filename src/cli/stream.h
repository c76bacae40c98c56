/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_CLI_STREAM_H
#define ZHEN_CLI_STREAM_H

#include "cli/article_job.h"

/* Align the documents in the lines of the first file; returns an exit
   status. */
int stream_run(const article_job *p, const char *output,
               const zhen_align_stream_options *options);

#endif
