/* SPDX-License-Identifier: Apache-2.0 */
/* What `zhen split` and `zhen split --check` share. */
#ifndef ZHEN_CLI_SPLIT_CHECK_H
#define ZHEN_CLI_SPLIT_CHECK_H

#include "cli/cli.h"

/* How a text becomes sentences. */
typedef struct split_way {
  zhen_split_options options;
  zhen_wrap wrap;
} split_way;

/*
 * Join and split `text`. `*joined` is the text the sentences are in, yours to
 * free, or NULL if that is `text`; `*dropped`, the lines of `text` left out.
 */
zhen_status split_run(const split_way *way, const zhen_text *text,
                      zhen_text **joined, zhen_sentences **sentences,
                      zhen_sentences **dropped);

/*
 * Score the cases in a file: what fails, and how many of each language pass.
 * A case is a line ID TAB TOPIC TAB TEXT; an ID that begins with Z is Chinese,
 * with E English. In TEXT `‖` is a boundary that must be there, `¦` one that
 * may be, `\n` a line break; a line without a tab is prose.
 * Returns EXIT_NO if a case fails.
 */
int split_check(const split_way *way, const char *path, bool quiet);

#endif
