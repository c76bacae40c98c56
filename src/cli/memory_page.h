/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a file of pairs, such as a translation memory. */
#ifndef ZHEN_CLI_MEMORY_PAGE_H
#define ZHEN_CLI_MEMORY_PAGE_H

#include "cli/article_job.h"

/* Whether a file has pairs: by --from, or its content. */
int memory_detect(bool *out, const article_values *v, const char *file);

/* Refuse the options that are for texts. */
int memory_settle(article_job *p, const command *self, const article_values *v);

int memory_write(article_job *p, const char *file, const char *output,
                 const char *zh_code, const char *en_code);

#endif
