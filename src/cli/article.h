/* SPDX-License-Identifier: Apache-2.0 */
/* A bilingual article: one file or two, read and cut into its two sides. */
#ifndef ZHEN_CLI_ARTICLE_H
#define ZHEN_CLI_ARTICLE_H

#include "cli/cli.h"

/* Which files, and how to read them. */
typedef struct article_request {
  const char *files[2]; /* the second is NULL if both languages are in one */
  bool in_order;        /* the first is known to be the Chinese one */
  bool presplit;        /* each line is a sentence */
  bool keep_markup;
  zhen_wrap wrap;       /* what a line break is */
  const char *encoding; /* NULL: find out */
  bool repair;          /* put U+FFFD for what cannot be decoded */
  bool quiet, verbose;
} article_request;

typedef struct article {
  zhen_text *texts[2];    /* as aligned: without markup, unwrapped */
  zhen_bitext *bitext;    /* of one file */
  zhen_sentences *own[2]; /* of two files */
  zhen_side zh, en;       /* borrowed from the above */
} article;

/* Read; the exit status. Dispose of `*out` in any case. */
int article_read(article *out, const article_request *request);

void article_dispose(article *a);

#endif
