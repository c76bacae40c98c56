/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_CLI_SUMMARY_H
#define ZHEN_CLI_SUMMARY_H

#include "cli/article_job.h"

/* Say what an alignment has: sentences, pairs, moved and doubtful ones. */
void summary_say(const article_job *p);

#endif
