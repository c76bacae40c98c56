/* SPDX-License-Identifier: Apache-2.0 */
/* How pairs are written, the same in all commands that write them. */
#ifndef ZHEN_CLI_WRITING_H
#define ZHEN_CLI_WRITING_H

#include "cli/article_job.h"

#include <zhen/write.h>

typedef struct writing_values {
  const char *tags, *source, *layout;
  double approved;
} writing_values;

#define WRITING_DEFAULTS                                                       \
  {                                                                            \
    .approved = .9                                                             \
  }

/* Fill a writing_values. */
extern const option writing_options[];

/* What the options say; `how` borrows the codes. */
typedef struct writing {
  char zh_code[MAX_TAG + 1], en_code[MAX_TAG + 1];
} writing;

/* Check the options and fill in `how`; an exit status. */
int writing_settle(writing *w, const command *self, const writing_values *v,
                   zhen_write_options *how);

/* Refuse to write binary bytes to a terminal; an exit status. */
int writing_check_terminal(const command *self, const char *output,
                           zhen_format format);

#endif
