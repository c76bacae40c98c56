/* SPDX-License-Identifier: Apache-2.0 */
/* How many chapters of the two sides of an article belong together. */
#ifndef ZHEN_CLI_CHAPTERS_H
#define ZHEN_CLI_CHAPTERS_H

#include "cli/article_job.h"

/* Nothing unless both sides have chapters, and one of them two; an exit
   status. */
int chapters_say(const article_job *p);

#endif
