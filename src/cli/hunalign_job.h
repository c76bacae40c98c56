/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of zhen hunalign, from file names to output. */
#ifndef ZHEN_CLI_HUNALIGN_JOB_H
#define ZHEN_CLI_HUNALIGN_JOB_H

#include "cli/hunalign_write.h"

typedef struct hunalign_args {
  const char *autodict, *hand, *min_score, *min_count;
  double thresh, ppthresh, headerthresh, topothresh;
  size_t threads; /* documents at once */
  bool text, bisent, cautious, batch, realign, utf, one_byte, dictbuild;
  verbosity level;
} hunalign_args;

typedef struct hunalign_job {
  const command *self;
  hunalign_args v;
  const char *dictionary, *list; /* the list is NULL without -batch */
  rung_limits limits;
  hunalign_form form;
  zhen_lexicon *lexicon;
  zhen_output *learned; /* -autodict; NULL: none */
} hunalign_job;

/* Check the files that are not of one document, before any work; an exit
   status. */
int hunalign_check(const hunalign_job *j);

/* Align two files to standard output; an exit status. */
int hunalign_run_pair(const hunalign_job *j, const char *source,
                      const char *target);

/* Align the documents of the list; an exit status. */
int hunalign_run_list(const hunalign_job *j);

#endif
