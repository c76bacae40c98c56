/* SPDX-License-Identifier: Apache-2.0 */
/* What zhen split and zhen split --check share. */
#ifndef ZHEN_CLI_SPLIT_WAY_H
#define ZHEN_CLI_SPLIT_WAY_H

#include "cli/cli.h"

/* How a text becomes sentences. */
typedef struct split_way {
  zhen_split_options options;
  zhen_wrap wrap;
} split_way;

/*
 * Join and split `text`. `*joined` is the text the sentences are in, freed
 * by the caller, or NULL if that is `text`; `*dropped`, the lines of `text`
 * that were dropped.
 */
zhen_status split_run(const split_way *way, const zhen_text *text,
                      zhen_text **joined, zhen_sentences **sentences,
                      zhen_sentences **dropped);

#endif
