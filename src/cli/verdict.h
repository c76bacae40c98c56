/* SPDX-License-Identifier: Apache-2.0 */
/* How the texts of an article are related, as messages. */
#ifndef ZHEN_CLI_VERDICT_H
#define ZHEN_CLI_VERDICT_H

#include "cli/article_job.h"

/* How two texts are related, in words; NULL: they are parallel. */
const char *verdict_words(zhen_relation relation);

/* Print how two texts are related unless they are parallel. */
void verdict_say(const article_job *p);

/* An exit status: EXIT_NO after a message if the texts are parallel to less
   than a share. */
int verdict_require(const article_job *p, double share);

#endif
