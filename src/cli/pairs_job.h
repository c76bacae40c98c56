/* SPDX-License-Identifier: Apache-2.0 */
/* The parallel file that a command reads, and the one that it writes. */
#ifndef ZHEN_CLI_PAIRS_JOB_H
#define ZHEN_CLI_PAIRS_JOB_H

#include "cli/article_job.h"
#include "cli/progress.h"
#include "cli/targets.h"
#include "cli/writing.h"

/* The values of pairs_options; begin with PAIRS_DEFAULTS. */
typedef struct pairs_args {
  const char *output, *format, *input_format, *encoding;
  writing_values writing;
  size_t threads;
  bool swap, skip, force;
} pairs_args;

#define PAIRS_DEFAULTS                                                         \
  {                                                                            \
    .output = "-", .writing = WRITING_DEFAULTS                                 \
  }

#define PAIRS_FORMAT_UNSET                                                     \
  "by the extension of FILE; the input format if there is none"

extern const option pairs_options[], pairs_format[];

typedef struct pairs_job {
  const command *self;
  const pairs_args *v;
  zhen_pairs *in;
  zhen_pairs_writer *out;
  zhen_format format; /* of the output */
  bool copies;        /* it is a copy of the input */
  bool quiet;
  meter shown;
  writing writing;
  zhen_write_options write;
} pairs_job;

/* Check the number of operands. */
int pairs_count(const command *self, int count);

/* Open the input, and settle the format of the output, which may be its own. */
int pairs_open(pairs_job *j, int count, char **files);

/* Add the input and, written in a format, the output to the files of a run. */
void pairs_targets(const pairs_job *j, targets *t, int count, char **files,
                   zhen_format format);

/*
 * Open the output: a copy of the input without the pairs that are dropped, if
 * it has the same format; `rewrite`: write pairs even then.
 */
zhen_status pairs_create(pairs_job *j, bool rewrite, bool scores, bool words);

/* Report the lines that were skipped. */
void pairs_say_malformed(const pairs_job *j);

/* Close the input and drop the output, if it was not committed. */
void pairs_close(pairs_job *j);

#endif
