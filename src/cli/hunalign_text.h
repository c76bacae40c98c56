/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as hunalign reads it: one sentence per line, words separated by
 * spaces, a line <p> between paragraphs. Marks and empty lines are lines, but
 * no sentences.
 */
#ifndef ZHEN_CLI_HUNALIGN_TEXT_H
#define ZHEN_CLI_HUNALIGN_TEXT_H

#include "cli/cli.h"

typedef struct hunalign_text {
  const char *path;
  zhen_text *read;   /* the file */
  zhen_bytes *lines; /* of it, without line ends */
  size_t n_lines;
  zhen_text *clean;          /* a line for each, Chinese words joined */
  zhen_sentences *sentences; /* the lines of `clean` that are sentences */
  uint32_t *line_of;         /* of each sentence, and after the last n_lines */
  zhen_lang lang;            /* ZHEN_LANG_NONE: no letter tells */
} hunalign_text;

/* Read a file; an exit status, after a message. Always dispose of it. */
int hunalign_text_read(hunalign_text *t, const char *path);

void hunalign_text_dispose(hunalign_text *t);

/* Find which of two texts is Chinese; an exit status, after a message. */
int hunalign_text_order(const hunalign_text texts[2], int *zh);

#endif
